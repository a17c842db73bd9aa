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

    It begins on ``page`` (counted from 1); ``counts`` are its lines there and on the pages that follow.
    ``gap`` is the space before it, ``bottom`` its end on its last page.
    """

    page: int
    counts: tuple[int, ...]
    gap: int
    bottom: int

    @property
    def last(self) -> int:
        """The page it ends on."""
        return self.page + len(self.counts) - 1


def paginated(paragraphs: Sequence[Lines], height: int, taller: tuple[int, int] = (0, 0)) -> list[Placed]:
    """Each paragraph's place on pages with room for ``height``; one page may be ``taller`` by so much."""
    placed: list[Placed] = []
    page, position, top, index = 1, 0, 0, 0  # ``top`` is the paragraph that stands at the page's top
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        gap = _gap(paragraphs, index, at_top=position == 0)
        room = height + (taller[1] if page == taller[0] else 0)
        here = _lines_here(paragraph, room - position - gap)
        if not here and position:
            index = top = _chain(paragraphs, index, top)
            del placed[index:]
            page, position = page + 1, 0
            continue
        counts, bottom = _set(paragraph, here, position + gap, height)
        placed.append(Placed(page, counts, gap, bottom))
        if len(counts) > 1:
            top = index
        page, position, index = placed[-1].last, bottom, index + 1
    return placed


def _set(paragraph: Lines, here: int, bottom: int, height: int) -> tuple[tuple[int, ...], int]:
    """The lines on each page, and the end, of a paragraph that begins at ``bottom`` with ``here`` lines.

    Where none fits on an empty page, one is set there all the same.
    """
    counts = [here or max(_fitting(paragraph, 0, height - bottom), 1)]
    bottom += sum(paragraph.lines[: counts[0]])
    while (done := sum(counts)) < len(paragraph.lines):
        counts.append(max(_fitting(paragraph, done, height), 1))
        bottom = sum(paragraph.lines[done : done + counts[-1]])
    return tuple(counts), bottom + paragraph.below


def _gap(paragraphs: Sequence[Lines], index: int, *, at_top: bool) -> int:
    """The space before a paragraph: none at the top of a page but the first.

    Else the larger of its own before and the after of the one above (LibreOffice 7.4 and Word alike).
    """
    paragraph = paragraphs[index]
    if not index:
        return paragraph.before
    above = paragraphs[index - 1]
    if at_top or (paragraph.kind is not None and above.kind == paragraph.kind):
        return 0
    return max(paragraph.before, above.after)


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


def _chain(paragraphs: Sequence[Lines], index: int, top: int) -> int:
    """Where the next page begins when the paragraph at ``index`` has no room on this one.

    With it go the paragraphs before it that hold on to the next; where they reach up to the page's top they
    would need more than a page, and nothing holds.
    """
    start = index
    while start > top and paragraphs[start - 1].keep_next:
        start -= 1
    return start if start > top else index
