"""The numbering part: one definition for bullets, one for numbers (ECMA-376 Part 1, section 17.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from appkit.render.docx.names import LIST_DEPTH, XML, XMLNS, list_style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.model.style import ParagraphStyle, Style

# The numberings every document has; lists that count begin at the next number, each with its own.
BULLETS, NUMBERS = 1, 2
_ABSTRACT_BULLETS, _ABSTRACT_NUMBERS = 0, 1
# How far the next depth of a list without a hanging indent stands to the right, in points.
_STEP = 14.0


def indent_of(look: ParagraphStyle, depth: int) -> float:
    """The left edge of a list's text at a depth, in points."""
    return look.indent + depth * (look.hanging or _STEP)


def numbering_part(style: Style) -> str:
    """``word/numbering.xml`` before any list of a document has its own numbering."""
    font = quoteattr(style.fonts.body)
    bullet_font = f'<w:rPr><w:rFonts w:ascii={font} w:hAnsi={font} w:cs={font}/><w:b w:val="0"/><w:i w:val="0"/></w:rPr>'
    bullets = "".join(
        _level(style, "bullet", depth, "bullet", style.bullet, bullet_font) for depth in range(LIST_DEPTH)
    )
    numbers = "".join(
        _level(style, "numbered", depth, "decimal", f"%{depth + 1}.", "") for depth in range(LIST_DEPTH)
    )
    return (
        f"{XML}<w:numbering {XMLNS}>{_abstract(_ABSTRACT_BULLETS, bullets)}{_abstract(_ABSTRACT_NUMBERS, numbers)}"
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{_ABSTRACT_BULLETS}"/></w:num>'
        f'<w:num w:numId="{NUMBERS}"><w:abstractNumId w:val="{_ABSTRACT_NUMBERS}"/></w:num></w:numbering>'
    )


def numberings(starts: Iterable[tuple[int, int]], first: int) -> str:
    """One numbering for each counting list, which begins at ``start`` on its depth."""
    return "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{_ABSTRACT_NUMBERS}"/>'
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, (depth, start) in enumerate(starts, first)
    )


def _abstract(number: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'


def _level(style: Style, look: str, depth: int, kind: str, text: str, font: str) -> str:
    shape = style.look(look)
    left, hanging = round(indent_of(shape, depth) * 20), round(shape.hanging * 20)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{list_style(look, depth, first=True).replace(" ", "")}"/>'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{font}</w:lvl>'
    )
