"""Text of other tools as text of a profile: literal or rich, Markdown or not.

Rich text of a profile is emphasis, strong, code and links in paragraphs. Other tools' Markdown has lists too,
which are highlights here; what else a parser could see in it stays the characters it is written with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.decode.read import literal
from appkit.markup import parse_rich
from appkit.model.document import Emphasis, Link, Origin, Strong, plain
from appkit.render.commonmark import Span, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Inline

_ORIGIN = Origin("profile", "")

_BULLET = re.compile(r"^(?P<indent>\s*)(?:[-*+•]|[0-9]{1,3}[.)])\s+(?P<text>\S.*)$")


class Marked(NamedTuple):
    """Markdown taken for a literal: its words, the links among them, and whether all of it was emphasised."""

    words: str
    links: tuple[tuple[str, str], ...]
    emphasised: bool


class Passage(NamedTuple):
    """Markdown of several lines: the paragraphs as one rich text, the items of its lists as highlights."""

    prose: str
    items: tuple[str, ...]


def escaped(text: str) -> str:
    """Rich text that means the characters of ``text``, on one line."""
    return written([Span(literal(text))])


def unmarked(markdown: str) -> Marked:
    """The words that Markdown would show; where some of it would not be shown, its characters as they are."""
    paragraphs, problems = parse_rich(markdown, _ORIGIN)
    content = tuple(inline for paragraph in paragraphs for inline in paragraph)
    words = " ".join(plain(paragraph) for paragraph in paragraphs)
    if problems or not words.strip():
        return Marked(markdown, (), emphasised=False)
    emphasised = len(content) == 1 and isinstance(content[0], Emphasis | Strong)
    return Marked(words, tuple(_links(content)), emphasised)


def _links(content: tuple[Inline, ...]) -> Iterator[tuple[str, str]]:
    for inline in content:
        if isinstance(inline, Link):
            yield plain(inline.content), inline.url
        elif isinstance(inline, Emphasis | Strong):
            yield from _links(inline.content)


def passage(markdown: str) -> Passage:
    """Markdown parted into prose and list items, nested items among the others, each on one line."""
    prose: list[list[str]] = [[]]
    items: list[list[str]] = []
    in_item = False
    for line in markdown.strip().splitlines():
        found = _BULLET.match(line)
        if found and not _continues(found, prose[-1], in_item=in_item):
            items.append([found["text"].strip()])
            in_item = True
        elif not line.strip():
            prose.append([])
            in_item = False
        elif in_item or (items and line.startswith("  ") and not prose[-1]):
            items[-1].append(line.strip())
        else:
            prose[-1].append(line.strip())
    paragraphs = ["\n".join(lines) for lines in prose if lines]
    return Passage("\n\n".join(paragraphs), tuple(" ".join(lines) for lines in items))


def _continues(found: re.Match[str], paragraph: list[str], *, in_item: bool) -> bool:
    """Whether what looks like an item belongs to the paragraph before it: only 1 may begin a list there."""
    number = found[0].strip()[0]
    return bool(paragraph) and not in_item and number.isdigit() and not re.match(r"1[.)]", found[0].strip())
