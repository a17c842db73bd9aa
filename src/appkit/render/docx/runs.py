"""Runs: the words of a paragraph, each stretch in one face, one script and one language.

How a run looks is a character style, so that whoever changes the style changes them all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.model.script import Piece, pieces
from appkit.render.docx.escape import escape, quoteattr
from appkit.render.docx.languages import regional
from appkit.render.docx.names import face_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Origin
    from appkit.render.docx.package import Base

# What XML 1.0 leaves out of its Char (section 2.2).
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Behind and before these stand spaces and signs, which have no direction of their own.
_LETTER, _LETTERS_AND_DIGITS = re.compile(r"[^\W\d_]"), re.compile(r"[^\W_]+")


class Face(NamedTuple):
    """What the characters of a run are."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: bool = False
    prompt: bool = False


class Setting(NamedTuple):
    """What surrounds a run: the package's styles, the document's language, and its paragraph.

    ``strong`` and ``emphasis`` say that the paragraph's own style is bold or italic: nothing in it can be
    more so. (Both are toggles: in a character style they would cancel the paragraph's, section 17.7.3.)
    """

    base: Base
    language: str
    strong: bool
    emphasis: bool
    rtl: bool


def run_xml(text: str, face: Face, origin: Origin, setting: Setting) -> str:
    """The words as runs, one for each stretch of one script. Raises ValueError for what no XML can hold."""
    name = face_style(
        strong=face.strong and not setting.strong,
        emphasis=face.emphasis and not setting.emphasis,
        code=face.code,
        link=face.link,
        prompt=face.prompt,
    )
    style, language = name and setting.base.style_ids[name], origin.language
    return "".join(
        f"<w:r>{_properties(style, piece, language)}{_text(piece.text)}</w:r>"
        for piece in _pieces(text, language or setting.language, rtl=setting.rtl)
    )


def _pieces(text: str, language: str, *, rtl: bool) -> Iterator[Piece]:
    """The text by script. Where a paragraph runs to the left, so do the signs around its words.

    Word takes the direction of a run for that of its neutral characters: a full stop behind Hebrew words
    would stand before them.
    """
    for piece in pieces(text, language):
        if not rtl or piece.script != "latin":
            yield piece
            continue
        first = _LETTER.search(piece.text)
        start = first.start() if first else len(piece.text)
        end = max((word.end() for word in _LETTERS_AND_DIGITS.finditer(piece.text)), default=start)
        end = max(start, end)
        parts = (piece.text[:start], True), (piece.text[start:end], False), (piece.text[end:], True)
        yield from (piece._replace(text=part, rtl=runs_left) for part, runs_left in parts if part)


def _properties(style: str | None, piece: Piece, language: str | None) -> str:
    """``w:rPr``, its children in the order the schema wants (EG_RPrBase); none where all is as usual."""
    children = [f'<w:rStyle w:val="{style}"/>'] if style else []
    if piece.script == "east-asian":
        # Quotation marks and dots belong to either font: only a hint tells Word which.
        children.append('<w:rFonts w:hint="eastAsia"/>')
    if piece.rtl:
        children.append("<w:rtl/>")
    elif piece.script == "complex":
        children.append("<w:cs/>")
    said = piece.language or language
    if said:
        attribute = {"latin": "val", "east-asian": "eastAsia", "complex": "bidi"}[piece.script]
        children.append(f"<w:lang w:{attribute}={quoteattr(regional(said))}/>")
    return f"<w:rPr>{''.join(children)}</w:rPr>" if children else ""


def _text(text: str) -> str:
    if refused := _NOT_XML.search(text):
        raise ValueError(f"no DOCX can hold the character U+{ord(refused[0]):04X}")
    kept = text[0] in " \t\n" or text[-1] in " \t\n" or "  " in text or "\t" in text
    space = ' xml:space="preserve"' if kept else ""
    return f"<w:t{space}>{escape(text)}</w:t>"
