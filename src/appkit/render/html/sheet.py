"""The style sheet: a document style as CSS, for the screen and for paper.

Lengths are numbers of ``--pt``: on paper that is a point, so that pages come out as the layout measures
them; on a screen it is as much as makes running text as large as its reader has asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.layout.fonts import TWIPS, font_of
from appkit.model.document import ROLES
from appkit.model.flow import HEADING_LOOKS, LIST_DEPTH, indent_of
from appkit.render.html.colors import highlight, readable_on
from appkit.render.html.escapes import css_string
from appkit.render.html.fonts import code_stack, east_asian_stack
from appkit.render.html.looks import gaps, letters, own_letters, place
from appkit.render.html.media import paper, screen
from appkit.render.html.rules import points, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.style import Style

_HEADINGS = ("h1", "h2", "h3", ":is(h4,h5,h6)")
# What is of a look outside lists; headings deeper than the fourth look like it.
_SELECTORS: dict[str, str] = {
    "body": "p",
    **dict(zip(HEADING_LOOKS, _HEADINGS, strict=True)),
    **{role: f".{role}" for role in ROLES if role != "body"},
}
_LISTS = {"bullet": "ul", "numbered": "ol"}


def style_sheet(style: Style, surname: str, *, rtl: bool) -> str:
    """The style sheet of a page, a rule on each line; ``surname`` marks printed pages from the second on.

    ``rtl``: the document's language runs to the left.
    """
    parts = (_ground(style), _looks(style), _lists(style), _lines(), _inlines(style), screen(style))
    rules = [each for part in (*parts, paper(style, surname, rtl=rtl)) for each in part]
    return "\n".join(["", *rules, ""])


def _ground(style: Style) -> Iterator[str]:
    """What holds for everything: no looks but the style's, and white space as it was written."""
    body = style.look("body")
    yield rule(":root", {"--pt": f"calc(1rem/{body.size:.6g})", "--edge": "0pt", "color-scheme": "light"})
    wrapping = {"overflow-wrap": "anywhere", "-webkit-text-size-adjust": "100%", "text-size-adjust": "100%"}
    yield rule("body", {**letters(body, style), "margin": "0", "background": "#fff", **wrapping})
    yield rule("h1,h2,h3,h4,h5,h6,address,code", {"font": "inherit"})
    yield rule("ul,ol", {"margin": "0", "padding": "0", "white-space": "normal"})
    kept = {"white-space": "pre-wrap", "orphans": "2", "widows": "2", "break-inside": "avoid"}
    yield rule("h1,h2,h3,h4,h5,h6,p,li", kept)
    yield rule(".long,li:has(>p,>ul,>ol)", {"break-inside": "auto"})


def _looks(style: Style) -> Iterator[str]:
    """Each kind of paragraph outside lists."""
    for name, selector in _SELECTORS.items():
        look = style.look(name)
        yield rule(selector, {**own_letters(look, style), **place(look)})
        if look.contextual:
            yield rule(f"{selector}+{selector}", {"margin-block-start": "0"})
            yield rule(f"{selector}:has(+{selector})", {"margin-block-end": "0"})


def _lists(style: Style) -> Iterator[str]:
    """Lists; an item's ``--edge`` is told from the margin, ``--outer`` is that of the item around it."""
    yield rule("ul,ol", {"--outer": "var(--edge)"})
    yield rule("li", {"margin-inline-start": "calc(var(--edge) - var(--outer))"})
    for name, tag in _LISTS.items():
        look = style.look(name)
        yield rule(f"{tag}>li", {**own_letters(look, style), "margin-block": gaps(look)})
        yield rule(f"{tag}>li>p", {"margin-block": f"0 {points(look.space_after)}"})
        if look.contextual:
            yield rule(f"{tag}>li+li", {"margin-block-start": "0"})
        for depth in range(LIST_DEPTH):
            yield rule(f"{'li ' * depth}{tag}>li", {"--edge": points(indent_of(look, depth))})
    yield rule("ul", {"list-style-type": css_string(style.bullet + " " * _bullet_gap(style))})
    yield rule("ul>li::marker", {"font-weight": "normal", "font-style": "normal"})


def _bullet_gap(style: Style) -> int:
    """How many spaces take a bullet as far from its words as the hanging indent does in DOCX."""
    look = style.look("bullet")
    font = font_of(style.fonts.body, look.size)
    return max(round((look.hanging * TWIPS - font.width(style.bullet)) / font.width(" ")), 1)


def _lines() -> Iterator[str]:
    """What the layout knows of single paragraphs: see the writer's classes.

    A right part stands beside the left one or, where that leaves no room, below. Behind a left part of more
    than one line it floats into the last; elsewhere floats would be read before the words they follow.
    """
    yield rule(".tall", {"line-height": "var(--tall)"})
    yield rule(".last.last", {"break-after": "auto"})
    beside = {"display": "flex", "flex-wrap": "wrap", "align-items": "baseline"}
    yield rule(".parted", {**beside, "justify-content": "space-between", "column-gap": "1em"})
    yield rule(".parted>.right", {"margin-inline-start": "auto"})
    yield rule(".run-on", {"display": "flow-root"})
    yield rule(".run-on>.right", {"float": "inline-end", "margin-inline-start": "1em"})


def _inlines(style: Style) -> Iterator[str]:
    """What stands out in a line; letters of another font make none higher than the layout has it."""
    yield rule("strong,mark", {"font-weight": "bold"})
    yield rule("em", {"font-style": "italic"})
    yield rule("code", {"font-family": code_stack(style.fonts), "line-height": "0"})
    yield rule(".east-asian", {"font-family": east_asian_stack(style.fonts), "line-height": "0"})
    yield rule("a", {"color": f"#{style.link_color.lower()}"})
    shade = highlight(style.prompt_color)
    shown = {"background": f"#{shade}", "color": f"#{readable_on(shade)}"} if shade else _UNMARKED
    yield rule("mark", {**shown, "print-color-adjust": "exact"})


_UNMARKED = {"background": "none", "color": "inherit"}
