"""PDF: the document tree as Typst code, which the ``typst`` package (extra ``pdf``) lays out.

No text of a document is ever read as markup: each is a string literal in code. What a page looks like follows
the DOCX, down to the distance of lines: the two are siblings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.diagnostics import Diagnostic, Severity, one_of
from appkit.model.document import Code, Prompt, Run, inlines_of
from appkit.model.script import pieces
from appkit.render.typst.blocks import body
from appkit.render.typst.compile import Typeset, families_in_reach, typeset
from appkit.render.typst.families import Families, families_of, is_bundled
from appkit.render.typst.page import preamble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Document
    from appkit.model.style import Style


# Characters that every bundled text font has: Latin letters of Europe's languages, dashes, quotation marks.
_COVERED = re.compile("[ -~\u00a0-\u017f\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac]*")


def render(document: Document, style: Style) -> bytes:
    """The document as a tagged PDF; the same bytes wherever the fonts it needs are the bundled ones."""
    return _typeset(document, style).pdf


def page_count(document: Document, style: Style) -> int:
    """How many pages Typst makes of the document."""
    return _typeset(document, style).pages


def problems(document: Document, style: Style) -> tuple[Diagnostic, ...]:
    """What cannot look as the style or the words want it: families that are not there, missing characters."""
    found = []
    safe = all(_COVERED.fullmatch(text) for text in _texts(document))
    missing = "" if safe else _typeset(document, style).missing
    if missing:
        shown = one_of([f"'{character}' (U+{ord(character):04X})" for character in missing], limit=8)
        message = f"the PDF shows boxes in place of {shown}: no font on this machine has that character"
        advice = "install a font that has it, for example one of the Noto fonts (Chinese: Noto Sans CJK)"
        found.append(Diagnostic(Severity.WARNING, "missing-glyph", message, help=advice))
    if not all(map(is_bundled, families_of(style))):
        for asked, used in _families(style, system=True).substituted().items():
            message = f"the font '{asked}' is not on this machine: the PDF is set in {used}"
            advice = "install it, or name another font under `fonts` in style.yaml"
            found.append(Diagnostic(Severity.NOTE, "font-substituted", message, help=advice))
    return tuple(found)


def source(document: Document, style: Style, *, system: bool = False) -> str:
    """The Typst source of the document, for the fonts of this package or also for those of the system."""
    there = _families(style, system=system)
    return f"{preamble(document, style, there)}\n#{{\n{body(document, style, there)}\n}}\n"


def _families(style: Style, *, system: bool) -> Families:
    return Families(style, families_in_reach(system=system))


def _typeset(document: Document, style: Style) -> Typeset:
    """The document set in bundled fonts if they have what it needs, else in those of the system too."""
    if not _needs_system(document, style):
        done = typeset(source(document, style), system=False)
        if not done.missing:
            return done
    return typeset(source(document, style, system=True), system=True)


def _needs_system(document: Document, style: Style) -> bool:
    """Whether a family, or a script that has a font of its own, is certainly not among the bundled ones."""
    if not all(map(is_bundled, families_of(style))):
        return True
    texts = (text for text in _texts(document) if not text.isascii())
    return any(piece.script != "latin" for text in texts for piece in pieces(text, document.language))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        for inline in inlines_of(block):
            match inline:
                case Run() | Code():
                    yield inline.text
                case Prompt():
                    yield inline.question
                case _:
                    pass
