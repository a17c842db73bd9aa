"""The page and what holds for all of a document: its sheet, footer, metadata and defaults, as Typst code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.render.typst.code import call, color, points, string, strings
from appkit.render.typst.inlines import language_arguments
from appkit.render.typst.letters import Letters

if TYPE_CHECKING:
    from appkit.model.document import Document
    from appkit.model.style import Style
    from appkit.render.typst.families import Families

# From the edge of the sheet to the footer, in points: half an inch, as in the DOCX.
_FOOTER_DISTANCE = 36.0
# What Word means by the names of its highlights (ECMA-376 Part 1, section 17.18.40).
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000",
    "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip


def preamble(document: Document, style: Style, families: Families) -> str:
    """Everything before the body, as markup: one rule a line."""
    highlight = _HIGHLIGHTS.get(style.prompt_color, "FFFF00")
    rules = (
        _metadata(document),
        _sheet(document, style, families),
        f"set text({language_arguments(document.language)}, hyphenate: false, overhang: false)",
        'set par(leading: 0pt, spacing: 0pt, linebreaks: "simple")',
        "set block(above: 0pt, below: 0pt, width: 100%)",
        f"set highlight(fill: {color(highlight)})",
        # What makes a face says so itself: Typst's own would turn emphasis in italics upright.
        'show emph: it => text(style: "italic", it.body)',
        'show strong: it => text(weight: "bold", it.body)',
        "show heading: it => it.body",
        f"show link: it => underline(text(fill: {color(style.link_color)}, it))",
    )
    return "\n".join(f"#{rule}" for rule in rules)


def _metadata(document: Document) -> str:
    """Title, author and keywords; no date, since no clock goes into an output."""
    author = f"author: {string(document.author)}" if document.author else ""
    keywords = f"keywords: {strings(document.keywords)}" if document.keywords else ""
    # A document without a title is not accessible; one without a name has its kind.
    title = f"title: {string(document.title or document.kind)}"
    return call("set document", title, author, keywords, "date: none")


def _sheet(document: Document, style: Style, families: Families) -> str:
    sheet = style.page
    margins = ", ".join(
        f"{side}: {points(getattr(sheet, side))}" for side in ("top", "right", "bottom", "left")
    )
    return call(
        "set page",
        f"width: {points(sheet.width)}",
        f"height: {points(sheet.height)}",
        f"margin: ({margins})",
        "footer-descent: 0pt",
        f"footer: {_footer(document, style, families)}",
    )


def _footer(document: Document, style: Style, families: Families) -> str:
    """The surname at the left and "2 / 3" at the right, from the second page on."""
    if not style.page_numbers:
        return "none"
    distance = min(_FOOTER_DISTANCE, style.page.bottom / 2)
    look = replace(
        style.look("note"), size=9, color="666666", bold=False, italic=False, caps=False, line_spacing=1.0
    )
    numbers = 'str(here().page()) + " / " + str(counter(page).final().first())'
    line = f"{{{string(document.surname or document.author)}; h(1fr); {numbers}}}"
    set_line = f"text({Letters(look, families).own()}, {line})"
    return f"context if here().page() > 1 {{place(bottom, dy: {points(-distance)}, block({set_line}))}}"
