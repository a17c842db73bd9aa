"""The numbering part: one definition for bullets, one for numbers (ECMA-376 Part 1, section 17.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.model.flow import LIST_DEPTH, indent_of, twips
from appkit.render.docx.escape import quoteattr
from appkit.render.docx.names import XML, XMLNS, list_style, style_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.model.style import ParagraphStyle, Style

# The numberings every document has; lists that count begin at the next number, each with its own.
BULLETS, NUMBERS = 1, 2
_ABSTRACT_BULLETS, _ABSTRACT_NUMBERS = 0, 1


def numbering_part(style: Style) -> str:
    """``word/numbering.xml`` before any list of a document has its own numbering."""
    font = quoteattr(style.fonts.body)
    # In the font of the words, which has U+2022, and upright whatever the look.
    properties = f'<w:rFonts w:ascii={font} w:hAnsi={font} w:cs={font}/><w:b w:val="0"/><w:i w:val="0"/>'
    bullet = _Marker("bullet", "bullet", style.bullet, f"<w:rPr>{properties}</w:rPr>")
    bullets = "".join(_level(bullet, style.look("bullet"), depth) for depth in range(LIST_DEPTH))
    numbers = "".join(
        _level(_Marker("numbered", "decimal", f"%{depth + 1}."), style.look("numbered"), depth)
        for depth in range(LIST_DEPTH)
    )
    return (
        f"{XML}<w:numbering {XMLNS}>{_abstract(_ABSTRACT_BULLETS, bullets)}"
        f"{_abstract(_ABSTRACT_NUMBERS, numbers)}{_number(BULLETS, _ABSTRACT_BULLETS)}"
        f"{_number(NUMBERS, _ABSTRACT_NUMBERS)}</w:numbering>"
    )


def numberings(starts: Iterable[tuple[int, int]], first: int) -> str:
    """One numbering for each counting list, which begins at ``start`` on its depth."""
    return "".join(
        _number(
            number,
            _ABSTRACT_NUMBERS,
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>',
        )
        for number, (depth, start) in enumerate(starts, first)
    )


class _Marker(NamedTuple):
    """What stands before the points of a list: ``text`` as a level text, ``properties`` of its run."""

    look: str
    kind: str
    text: str
    properties: str = ""


def _abstract(number: int, levels: str) -> str:
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


def _number(number: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def _level(marker: _Marker, shape: ParagraphStyle, depth: int) -> str:
    left, hanging = twips(indent_of(shape, depth)), twips(shape.hanging)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{marker.kind}"/>'
        f'<w:pStyle w:val="{style_id(list_style(marker.look, depth, first=True))}"/>'
        f'<w:lvlText w:val={quoteattr(marker.text)}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{marker.properties}</w:lvl>'
    )
