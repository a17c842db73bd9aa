"""Placing paragraphs on pages: space before, keeping together, widows and orphans. Lengths are twips."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.layout.paragraphs import Lines

# The fewest lines of a paragraph that stand alone at the end or the beginning of a page (widow control,
# ECMA-376 Part 1, section 17.3.1.44).
_TOGETHER = 2


class Placed(NamedTuple):
    """Where a paragraph stands.

    It begins on ``page`` (counted from 1) and ends on ``last``, there at ``bottom``; ``gap`` is the space
    before it, ``here`` how many of its lines stand on its first page.
    """

    page: int
    last: int
    bottom: int
    gap: int
    here: int


def paginated(paragraphs: Sequence[Lines], height: int) -> list[Placed]:
    """Each paragraph's place on pages that have room for ``height``."""
    placed: list[Placed] = []
    page, position, first, index = 1, 0, 0, 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        gap = _gap(paragraphs, index, at_top=position == 0)
        here = _lines_here(paragraph, height - position - gap)
        if not here and position:
            index = first = _chain(paragraphs, index, first, placed)
            del placed[index:]
            page, position = page + 1, 0
            continue
        placed.append(_set(paragraph, Placed(page, page, position, gap, here), height))
        if placed[-1].last > page:
            first = index + 1
        page, position, index = placed[-1].last, placed[-1].bottom, index + 1
    return placed


def _set(paragraph: Lines, start: Placed, height: int) -> Placed:
    """The place of a paragraph that begins at ``start``, whatever is left of it on pages of its own."""
    last, bottom = start.page, start.bottom + start.gap
    here = done = start.here or max(_fitting(paragraph, 0, height - bottom), 1)
    bottom += sum(paragraph.lines[:here])
    while done < len(paragraph.lines):
        last += 1
        count = max(_fitting(paragraph, done, height), 1)
        bottom = sum(paragraph.lines[done : done + count])
        done += count
    return Placed(start.page, last, bottom + paragraph.below, start.gap, here)


def _gap(paragraphs: Sequence[Lines], index: int, *, at_top: bool) -> int:
    """The space before a paragraph."""
    paragraph = paragraphs[index]
    if index and paragraph.kind is not None and paragraphs[index - 1].kind == paragraph.kind:
        return 0
    return 0 if at_top and index else paragraph.before


def _lines_here(paragraph: Lines, room: int) -> int:
    """How many lines of a paragraph may stand in the room that is left: all, some, or none."""
    count = len(paragraph.lines)
    fitting = _fitting(paragraph, 0, room)
    if fitting == count or paragraph.keep_lines:
        return count if fitting == count else 0
    fitting = min(fitting, count - _TOGETHER)
    return fitting if fitting >= _TOGETHER else 0


def _fitting(paragraph: Lines, first: int, room: int) -> int:
    """How many lines from the ``first`` have room: of the last of them only the glyphs need it."""
    count = len(paragraph.lines)
    for line in range(first, count):
        below = paragraph.below if line == count - 1 else 0
        if paragraph.glyphs[line] + below > room:
            return line - first
        room -= paragraph.lines[line]
    return count - first


def _chain(paragraphs: Sequence[Lines], index: int, first: int, placed: Sequence[Placed]) -> int:
    """Where the next page begins when the paragraph at ``index`` has no room on this one.

    With it go the paragraphs before it that hold on to the next, unless they begin the page: ``first`` is
    the first paragraph that begins on it.
    """
    start = index
    while start > first and paragraphs[start - 1].keep_next:
        start -= 1
    begins_page = start == first and (
        start == 0 or placed[start - 1].last < placed[start].page if start < index else False
    )
    return index if begins_page else start
