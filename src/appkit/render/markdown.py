"""CommonMark that reads well unrendered and comes back word for word through any parser of it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, assert_never

from appkit.model.document import Code, Emphasis, Heading, Link, List, Paragraph, Prompt, Right, Run, Strong
from appkit.model.lines import line_of, prompt_words
from appkit.model.remembered import BLOCKS_KEPT
from appkit.render.commonmark import Span, guarded, written
from appkit.render.links import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.model.document import Block, Document, Inline, ListItem
    from appkit.model.style import Style

# Roles whose neighbours are lines of one paragraph, joined by hard line breaks, as all paragraphs of one list
# item are: a code host would show an address, or a paper with its authors, as a column of gaps.
_LINES = ("contact", "address", "closing")
_PLAIN = Span("")


def render(document: Document, style: Style) -> bytes:  # noqa: ARG001 - Markdown has no looks
    """The document as UTF-8 CommonMark with line feeds at line ends, blocks apart by one empty line."""
    return ("\n\n".join(_blocks(document.blocks)) + "\n").encode()


def _blocks(blocks: Sequence[Block], *, in_item: bool = False) -> list[str]:
    """The text of each block; neighbouring lines of one address, or of one list item, are one block."""
    out: list[str] = []
    before: Block | None = None
    twin = False
    for group in _groups(blocks, in_item=in_item):
        # Two lists in a row would be one: the second of them takes the other marker.
        twin = _alike(before, group[0]) and not twin
        text = _block(group[0], twin) if len(group) == 1 else _lines(tuple(group))
        if text:
            out.append(text)
            before = group[-1]
    return out


def _groups(blocks: Sequence[Block], *, in_item: bool) -> list[list[Block]]:
    """The blocks, those that are lines of one paragraph together."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _joins(groups[-1][-1], block, in_item=in_item):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _joins(before: Block, block: Block, *, in_item: bool) -> bool:
    match before, block:
        case Paragraph(role=first), Paragraph(role=second):
            return in_item or (first == second and first in _LINES)
        case _:
            return False


def _alike(before: Block | None, block: Block) -> bool:
    match before, block:
        case List(start=first), List(start=second):
            return (first is None) == (second is None)
        case _:
            return False


# Blocks recur in a batch, and nothing in what is written of them depends on the rest of their document.
@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _lines(group: tuple[Block, ...]) -> str:
    """Paragraphs as lines of one, apart by hard line breaks (section 6.7)."""
    written = [_line(block.content, alone=False) for block in group if isinstance(block, Paragraph)]
    lines = [line for line in written if line]
    return "\\\n".join(guarded(line, joined=number > 0) for number, line in enumerate(lines))


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _block(block: Block, twin: bool) -> str:  # noqa: FBT001 - a cache's key
    match block:
        case Heading():
            text = _line(block.content)
            return f"{'#' * min(block.level, 6)} {guarded(text, heading=True)}" if text else ""
        case Paragraph():
            return guarded(_line(block.content))
        case List():
            return _list(block, twin=twin)
        case _:
            assert_never(block)


def _list(block: List, *, twin: bool) -> str:
    if block.start is None:
        markers = ["*" if twin else "-"] * len(block.items)
    else:
        markers = [f"{block.start + i}{')' if twin else '.'}" for i in range(len(block.items))]
    tight = all(_is_tight(item) for item in block.items)
    between = "\n" if tight else "\n\n"
    items = zip(markers, block.items, strict=True)
    return between.join(
        _hung(marker, between.join(_blocks(item.blocks, in_item=True))) for marker, item in items
    )


def _hung(marker: str, text: str) -> str:
    """The text behind its marker, further lines below its first character."""
    indent = " " * (len(marker) + 1)
    first, *rest = text.split("\n")
    return "\n".join([f"{marker} {first}", *(indent + line if line else "" for line in rest)])


def _is_tight(item: ListItem) -> bool:
    """Whether the item is one paragraph of text, with at most a list below it that may follow without a gap.

    A numbered list interrupts a paragraph only where it begins at 1 (CommonMark 0.31.2, section 5.3).
    """
    *paragraphs, last = item.blocks
    if isinstance(last, List) and paragraphs:
        return last.start in (None, 1) and all(map(_is_tight, last.items)) and _are_paragraphs(paragraphs)
    return _are_paragraphs(item.blocks)


def _are_paragraphs(blocks: Sequence[Block]) -> bool:
    return all(isinstance(block, Paragraph) for block in blocks)


def _line(content: tuple[Inline, ...], *, alone: bool = True) -> str:
    left, right = ([span for inline in half for span in _inline(inline, _PLAIN)] for half in line_of(content))
    return written([*left, Span(" | "), *right] if left and right else left or right, alone=alone)


def _inline(inline: Inline, face: Span) -> Iterator[Span]:
    """The words of the inline, each with everything it is: ``face`` is what stands around them."""
    match inline:
        case Run():
            yield face._replace(text=inline.text)
        case Code():
            yield face._replace(text=inline.text, code=True)
        case Emphasis():
            yield from _inlines(inline.content, face._replace(emphasis=True))
        case Strong():
            yield from _inlines(inline.content, face._replace(strong=True))
        case Link():
            yield from _inlines(inline.content, face._replace(url=face.url or checked(inline.url)))
        case Right():
            yield from _inlines(inline.content, face)
        case Prompt():
            yield face._replace(text=prompt_words(inline), strong=True)
        case _:
            assert_never(inline)


def _inlines(content: tuple[Inline, ...], face: Span) -> Iterator[Span]:
    for inline in content:
        yield from _inline(inline, face)
