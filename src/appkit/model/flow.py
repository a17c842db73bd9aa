"""How a document's blocks become the paragraphs of a page: rules that its writers and its layout share."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, assert_never

from appkit.model.binding import bound
from appkit.model.document import Heading, List, Paragraph
from appkit.model.lines import line_of
from appkit.model.remembered import BLOCKS_KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.model.document import Block, Document, Inline, ListItem
    from appkit.model.style import ParagraphStyle, Style

HEADING_LOOKS = ("name", "section", "entry", "subentry")
# How deep lists have looks of their own (as deep as Word's built-in styles that people use); deeper ones look
# like the last.
LIST_DEPTH = 3
# How far the next depth of a list without a hanging indent stands to the right, in points.
_STEP = 14.0
# How far right of its edge a list's text may begin behind a wide number, in points.
SPARE = 9.0

# Leads to a block or a list item: the block's place in the document; through lists the item's place in its
# list; for a list inside an item the block's place in the item, and so on.
Path: TypeAlias = tuple[int, ...]


class Point(NamedTuple):
    """What marks the first paragraph of a list item.

    ``numbering`` counts the numbered lists of a document from 0 in reading order, ``start`` is where this one
    begins and ``number`` what this item counts; all three are None for a bullet.
    """

    numbering: int | None = None
    start: int | None = None
    number: int | None = None

    def behind(self, numberings: int) -> Point:
        """The same point in a document with so many numbered lists before its block."""
        return self if self.numbering is None else self._replace(numbering=self.numbering + numberings)


class Flowing(NamedTuple):
    """A paragraph: its words, and how it stands on a page.

    ``left``, whose initials and dates are bound, and ``right`` are not both empty. ``look`` is whose style
    it wears: in lists that of the list, but for paragraphs with a role of their own below an item's first.
    ``depth`` is that of the list whose look it wears, counted from 0, and None outside lists. ``keep_next``
    is what its style says, but False where it would hold on to another entry, or to nothing.
    """

    path: Path
    left: tuple[Inline, ...]
    right: tuple[Inline, ...]
    look: str
    depth: int | None
    point: Point | None
    keep_next: bool
    is_heading: bool


def flow(document: Document, style: Style) -> Iterator[Flowing]:
    """The paragraphs of a document in reading order; blocks without words make none."""
    before = 0
    for index, (block, ends) in enumerate(with_ends(document.blocks)):
        paragraphs = flow_of(block, style, ends)
        for each in paragraphs:
            yield each._replace(path=(index, *each.path), point=each.point and each.point.behind(before))
        before += numbered_lists(paragraphs)


def with_ends(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether nothing that belongs to it follows: then it need not hold on to the next."""
    for block, following in itertools.zip_longest(blocks, blocks[1:]):
        yield block, _ends(block, following)


# What stages make of a block is kept by the block: in a batch, and between the trials of one document, most
# blocks are those of before.
@functools.lru_cache(maxsize=BLOCKS_KEPT)
def flow_of(block: Block, style: Style, ends: bool) -> tuple[Flowing, ...]:  # noqa: FBT001 - a cache's key
    """The paragraphs of one block, with paths below it and its numbered lists counted from 0."""
    return tuple(_block(block, (), None, style, itertools.count(), ends=ends))


def numbered_lists(paragraphs: Sequence[Flowing]) -> int:
    """How many numbered lists the paragraphs of a block belong to."""
    numberings = [each.point.numbering for each in paragraphs if each.point]
    return 1 + max((number for number in numberings if number is not None), default=-1)


def _ends(block: Block, following: Block | None) -> bool:
    if isinstance(block, Heading) and isinstance(following, Heading):
        return following.level <= block.level
    return following is None or isinstance(following, Heading)


def look_of(block: Heading | Paragraph) -> str:
    """The look a style gives the block; headings deeper than the fourth look like it."""
    return HEADING_LOOKS[min(block.level, 4) - 1] if isinstance(block, Heading) else block.role


def indent_of(look: ParagraphStyle, depth: int) -> float:
    """The left edge of a list's text at a depth, in points."""
    return look.indent + depth * (look.hanging or _STEP)


def twips(points: float) -> int:
    """A length in twentieths of a point, DOCX's unit."""
    return round(points * 20)


def text_width(style: Style) -> float:
    """The width between the margins, in points."""
    return style.page.width - style.page.left - style.page.right


class _Place(NamedTuple):
    """Where in a list a paragraph stands; ``point`` is None below an item's first paragraph."""

    depth: int
    look: str
    point: Point | None


def _block(
    block: Block, path: Path, place: _Place | None, style: Style, numberings: Iterator[int], *, ends: bool
) -> Iterator[Flowing]:
    match block:
        case Heading() | Paragraph():
            yield from _paragraph(block, path, place, style, ends=ends)
        case List():
            depth = min(place.depth + 1 if place else 0, LIST_DEPTH - 1)
            look = "bullet" if block.start is None else "numbered"
            numbering = None if block.start is None else next(numberings)
            for number, item in enumerate(block.items):
                counted = None if block.start is None else block.start + number
                point = Point(numbering, block.start, counted)
                yield from _item(item, (*path, number), _Place(depth, look, point), style, numberings)
        case _:
            assert_never(block)


def _item(
    item: ListItem, path: Path, place: _Place, style: Style, numberings: Iterator[int]
) -> Iterator[Flowing]:
    for index, block in enumerate(item.blocks):
        inside = (*path, index) if isinstance(block, List) else path
        yield from _block(block, inside, place, style, numberings, ends=False)
        place = place._replace(point=None)


def _paragraph(
    block: Heading | Paragraph, path: Path, place: _Place | None, style: Style, *, ends: bool
) -> Iterator[Flowing]:
    left, right = line_of(block.content)
    if not left and not right:
        return
    # What stands at the right margin is set on one line anyhow.
    left = bound(left)
    look, depth, point = look_of(block), None, None
    if place and (place.point or look == "body"):
        depth, look, point = place
    is_heading = isinstance(block, Heading)
    keep_next = style.look(look).keep_next and not ends
    yield Flowing(path, left, right, look, depth, point, keep_next, is_heading)
