"""Paragraphs cut into lines, each with its height: what is left to do is to put them on pages."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from appkit.layout.fonts import TWIPS, font_of
from appkit.layout.runs import SetRun, runs_of
from appkit.layout.wrapping import NOTHING, Wrapping
from appkit.model.flow import SPARE, flow_of, indent_of, text_width, twips, with_ends
from appkit.model.remembered import BLOCKS_KEPT

if TYPE_CHECKING:
    from appkit.layout.wrapping import Height
    from appkit.model.document import Block, Document
    from appkit.model.flow import Flowing, Path, Point
    from appkit.model.style import ParagraphStyle, Style

# The least between what stands left and what stands at the right margin, in ems.
_GAP = 1.0


# What decides which of DOCX's styles a paragraph has.
Kind: TypeAlias = tuple[str, int | None, bool]


class Lines(NamedTuple):
    """A paragraph in lines; lengths in twips.

    ``before`` is the space above the first line, ``lines`` the distances from each to what follows,
    ``glyphs`` their heights without line spacing, ``below`` what the paragraph takes under the last and
    ``after`` the space there. Between two paragraphs stands the larger of after and before, between those of
    the same ``kind``, if that is not None, nothing.
    """

    path: Path
    kind: Kind | None
    before: int
    lines: tuple[int, ...]
    glyphs: tuple[int, ...]
    below: int
    after: int
    keep_next: bool
    keep_lines: bool


def lines_of(document: Document, style: Style) -> list[Lines]:
    """The paragraphs of a document in reading order."""
    kinds: list[Kind] = []
    lines: list[Lines] = []
    for index, (block, ends) in enumerate(with_ends(document.blocks)):
        for kind, each in _lines_of(block, style, ends):
            kinds.append(kind)
            lines.append(each._replace(path=(index, *each.path)))
    for index in range(len(lines) - 1):
        # Neighbours with the same lines share them: above the first and below the last (section 17.3.1.7).
        if kinds[index] == kinds[index + 1]:
            lines[index] = lines[index]._replace(below=0)
            lines[index + 1] = _without_rule_above(lines[index + 1], style.look(kinds[index][0]))
    return lines


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _lines_of(block: Block, style: Style, ends: bool) -> tuple[tuple[Kind, Lines], ...]:  # noqa: FBT001
    """The paragraphs of one block with their kinds; paths are below the block."""
    return tuple([(_kind(one), _lines(one, style)) for one in flow_of(block, style, ends)])


def stands_beside(flowing: Flowing, style: Style) -> bool:
    """Whether the right part of a paragraph has room on the last line of what stands left of it.

    A layout engine that finds none breaks inside the right part ("Apr. 2023 –", next line "Present"), so
    that the writer puts it on a line of its own.
    """
    return _broken(flowing, style.look(flowing.look), style).beside


def _lines(flowing: Flowing, style: Style) -> Lines:
    look = style.look(flowing.look)
    natural = tuple([above + below for above, below in _broken(flowing, look, style).heights])
    lines, glyphs = _spaced(natural, look)
    above = twips(look.rule_above)
    first = flowing.point is not None or flowing.depth is None
    return Lines(
        path=flowing.path,
        kind=_kind(flowing) if look.contextual else None,
        before=twips(look.space_before) if first else 0,
        lines=(lines[0] + above, *lines[1:]) if above else lines,
        glyphs=(glyphs[0] + above, *glyphs[1:]) if above else glyphs,
        below=twips(look.rule_below) if look.rule else 0,
        after=twips(look.space_after),
        keep_next=flowing.keep_next,
        keep_lines=look.keep_next or flowing.is_heading,
    )


def _without_rule_above(paragraph: Lines, look: ParagraphStyle) -> Lines:
    above = twips(look.rule_above)
    if not above:
        return paragraph
    (line, *lines), (glyph, *glyphs) = paragraph.lines, paragraph.glyphs
    return paragraph._replace(lines=(line - above, *lines), glyphs=(glyph - above, *glyphs))


def _spaced(natural: tuple[int, ...], look: ParagraphStyle) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The distances of lines, and the heights they need without line spacing."""
    if look.line_exactly:
        exact = (twips(look.line_exactly),) * len(natural)
        return exact, exact
    if look.line_at_least:
        least = tuple([max(height, twips(look.line_at_least)) for height in natural])
        return least, least
    # LibreOffice takes the multiple in whole per cent and cuts fractions of a twip off.
    spacing = round(look.line_spacing * 100)
    lines = natural if spacing == 100 else tuple([height * spacing // 100 for height in natural])
    return lines, natural if spacing >= 100 else tuple([-(-height * spacing // 100) for height in natural])


def _kind(flowing: Flowing) -> Kind:
    return flowing.look, flowing.depth, flowing.point is not None


class _Broken(NamedTuple):
    """A paragraph's lines by their heights, and whether its right part has room beside the left one."""

    heights: tuple[Height, ...]
    beside: bool


def _broken(flowing: Flowing, look: ParagraphStyle, style: Style) -> _Broken:
    indent = look.indent if flowing.depth is None else indent_of(look, flowing.depth)
    room = first = twips(text_width(style)) - twips(indent)
    height = NOTHING
    if flowing.depth is None:
        first += twips(look.hanging)
    elif flowing.point is not None:
        mark = _mark(flowing.point, look, style)
        height = mark.font.height
        if mark.font.width(mark.text) > twips(look.hanging):
            first -= twips(SPARE)
    left, right = (runs_of(content, look, style.fonts) for content in (flowing.left, flowing.right))
    return _wrapped(left, right, room, first, height)


# Trying what fits on a page measures the same paragraphs again and again.
@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _wrapped(
    left: tuple[SetRun, ...], right: tuple[SetRun, ...], room: int, first: int, height: Height
) -> _Broken:
    wrapping = Wrapping(room, first, height)
    wrapping.add(left)
    width = sum(font.width(text) for text, font in right)
    gap = _GAP * right[0].font.size * TWIPS if right else 0
    beside = not left or wrapping.used + gap + width <= wrapping.room
    if right:
        wrapping.tab() if beside else wrapping.end_line()
        wrapping.add(right)
    return _Broken(tuple(wrapping.finish()), beside)


def _mark(point: Point, look: ParagraphStyle, style: Style) -> SetRun:
    """What stands before a list item: an upright bullet in the body font, or a number like its words."""
    if point.number is None:
        return SetRun(style.bullet, font_of(style.fonts.body, look.size))
    return SetRun(
        f"{point.number}.", font_of(style.family(look), look.size, bold=look.bold, italic=look.italic)
    )
