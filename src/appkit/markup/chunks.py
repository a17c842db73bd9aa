"""Chunks: a template's output cut where headings begin, so that each is parsed once.

Marks are numbered anew in every chunk. Two targets, or two trials of one document with more and fewer items,
then share the chunks that look alike whatever their values are, and only new ones are parsed.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin

from appkit.markup.inlines import keep_addresses
from appkit.markup.marks import MARKS, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

# A line that is a heading wherever it stands: it ends a paragraph, a list or a quote before it.
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
# What could hold a line that looks like a heading and is none: fenced code, HTML. It is refused anyway.
_COVER = re.compile(r"^\s*(?:```|~~~|<)", re.MULTILINE)


class Chunk(NamedTuple):
    """A stretch of Markdown with marks 0, 1, …; ``numbers`` are theirs in the whole, ``line`` its first."""

    markdown: str
    numbers: tuple[int, ...]
    line: int


def chunks_of(markdown: str) -> Iterator[Chunk]:
    """The Markdown in chunks that parse by themselves."""
    starts = [0] if _COVER.search(markdown) else [0, *(m.start() for m in _HEADING.finditer(markdown))]
    line = 0
    for start, end in zip(starts, [*starts[1:], len(markdown)], strict=True):
        if start < end:
            text = markdown[start:end]
            yield _numbered(text, line)
            line += text.count("\n")


def _numbered(text: str, line: int) -> Chunk:
    numbers: dict[int, int] = {}
    renumbered = MARKS.sub(lambda m: mark(numbers.setdefault(int(m[1]), len(numbers))), text)
    return Chunk(renumbered, tuple(numbers), line)


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(attrs_plugin, spans=True, allowed=["class"])
    # A reference definition vanishes from the text, and a word in brackets must not depend on one.
    return keep_addresses(parser.disable("reference"))


@functools.lru_cache(maxsize=4096)
def tokens_of(markdown: str) -> tuple[Token, ...]:
    """The tokens of a chunk; they are read, never changed."""
    return tuple(_parser().parse(markdown))
