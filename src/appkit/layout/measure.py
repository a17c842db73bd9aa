"""Measuring a document: what it takes of which pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.layout.fonts import TWIPS
from appkit.layout.pages import paginated
from appkit.layout.paragraphs import lines_of
from appkit.model.flow import twips

if TYPE_CHECKING:
    from appkit.layout.pages import Placed
    from appkit.layout.paragraphs import Lines
    from appkit.model.document import Document
    from appkit.model.flow import Path
    from appkit.model.style import Style


@dataclass(frozen=True, slots=True)
class Extent:
    """What one block, or one list item, takes.

    ``path`` is the block's place in ``document.blocks``; a list item has the item's place in the list behind
    it, and a list inside an item the block's place in the item and then its own items'. ``height`` is in
    points, the space before included; ``page``, counted from 1, is the one it begins on.
    """

    path: tuple[int, ...]
    lines: int
    height: float
    page: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A document on pages: how many, how many lines on each, and how much of the last page is taken.

    ``fill`` is a fraction of the height between the margins. ``extents`` has every top-level block that is
    not a list, and every list item, in reading order; an item's lists count as items of their own.
    """

    pages: int
    lines: int
    fill: float
    lines_on: tuple[int, ...]
    extents: tuple[Extent, ...]

    @property
    def used(self) -> float:
        """Pages used, the last one as the fraction that is taken: 1.6 is one page and most of a second."""
        return self.pages - 1 + self.fill

    def lines_after(self, page: int) -> int:
        """How many lines stand behind the given page."""
        return sum(self.lines_on[page:])


# A line of Carlito (Calibri) at single spacing, in ems: its `hhea` ascent, descent and line gap.
_LINE_IN_EMS = 1.2207


def measure(document: Document, style: Style, *, page: int = 0, more_lines: int = 0) -> Layout:
    """The document laid out as LibreOffice lays out its DOCX, told from tables of font metrics.

    ``more_lines`` of body text are added to the room of one ``page``, to see what that would bring.
    """
    paragraphs = lines_of(document, style)
    sheet, body = style.page, style.look("body")
    height = max(twips(sheet.height) - twips(sheet.top) - twips(sheet.bottom), 1)
    extra = twips(more_lines * body.size * body.line_spacing * _LINE_IN_EMS)
    placed = paginated(paragraphs, height, (page, extra))
    lines_on = _lines_on(placed)
    return Layout(
        pages=len(lines_on),
        lines=sum(lines_on),
        fill=min(placed[-1].bottom / height, 1.0) if placed else 0.0,
        lines_on=lines_on,
        extents=_extents(paragraphs, placed),
    )


def _lines_on(placed: list[Placed]) -> tuple[int, ...]:
    """The number of lines on each page; a document without words has one empty page."""
    counts = [0] * (placed[-1].last if placed else 1)
    for place in placed:
        for page, count in enumerate(place.counts, place.page - 1):
            counts[page] += count
    return tuple(counts)


def _extents(paragraphs: list[Lines], placed: list[Placed]) -> tuple[Extent, ...]:
    found: dict[Path, Extent] = {}
    for paragraph, place in zip(paragraphs, placed, strict=True):
        height = (place.gap + sum(paragraph.lines) + paragraph.below) / TWIPS
        before = found.get(paragraph.path)
        found[paragraph.path] = (
            Extent(paragraph.path, len(paragraph.lines), height, place.page)
            if before is None
            else Extent(before.path, before.lines + len(paragraph.lines), before.height + height, before.page)
        )
    return tuple(found.values())
