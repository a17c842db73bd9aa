"""Lines: what every kind of file of prose is read into, before any rule looks at it."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, TypeAlias

from appkit.dataclass import dataclass
from appkit.render.commonmark import Span, written

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words with how they look: strong, emphasised, code, part of a link.
Words: TypeAlias = tuple[Span, ...]


class Kind(enum.Enum):
    """What a line is to whoever reads it."""

    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    PLAIN = "plain"
    ROW = "row"  # of a table, the cells parted by tabs


@dataclass(frozen=True, slots=True)
class Line:
    """One line as its writer meant it: what was wrapped is joined again.

    ``number`` is where it stands, counted from 1: the line of a text, the paragraph of a DOCX. ``level`` is
    that of a heading (1 to 6) or the depth of a list item (from 0); ``marker`` what stands before it
    where it was typed (``3.``, ``*``); ``spaced`` says that empty space stands above it.
    """

    kind: Kind
    words: Words
    number: int
    level: int = 0
    marker: str = ""
    spaced: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return text_of(self.words)

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.kind in (Kind.BULLET, Kind.NUMBERED)

    @property
    def is_strong(self) -> bool:
        """Whether all its words are bold."""
        return all(span.strong for span in self.words if span.text.strip())


def text_of(words: Words) -> str:
    """The characters of the words."""
    return words[0].text if len(words) == 1 else "".join([span.text for span in words])


def plain(text: str) -> Words:
    """Words without any looks."""
    return (Span(text),) if text else ()


def cut(words: Words, start: int, stop: int | None = None) -> Words:
    """The words from character ``start`` up to ``stop``."""
    out: list[Span] = []
    at = 0
    for span in words:
        end = at + len(span.text)
        first, last = max(start, at), end if stop is None else min(stop, end)
        if first < last:
            out.append(span._replace(text=span.text[first - at : last - at]))
        at = end
    return tuple(out)


def without(words: Words, start: int, stop: int) -> Words:
    """The words but for the characters from ``start`` up to ``stop``."""
    return (*cut(words, 0, start), *cut(words, stop))


def trimmed(words: Words, ends: str = "") -> Words:
    """The words without white space, and without the characters of ``ends``, at both ends."""
    text = text_of(words)
    left = len(text) - len(text.lstrip(f" \t\n\xa0\u3000{ends}"))
    right = len(text.rstrip(f" \t\n\xa0\u3000{ends}"))
    if left == 0 and right == len(text):
        return words
    return cut(words, left, right) if left < right else ()


def divided(words: Words, at: re.Pattern[str]) -> Iterator[Words]:
    """The words between the matches of a pattern, without white space at their ends; empty ones not."""
    matches = at.finditer(text_of(words))
    match = next(matches, None)
    piece: list[Span] = []
    taken = begin = 0  # characters that are in a piece or a match; where the span begins
    for span in words:
        stop = begin + len(span.text)
        while match is not None and match.start() < stop:
            piece.append(span._replace(text=span.text[max(0, taken - begin) : max(0, match.start() - begin)]))
            yield from _piece(piece)
            piece = []
            taken = match.end()
            match = next(matches, None)
        piece.append(span._replace(text=span.text[max(0, taken - begin) :]))
        begin = stop
    yield from _piece(piece)


def _piece(spans: list[Span]) -> Iterator[Words]:
    if part := trimmed(tuple(span for span in spans if span.text)):
        yield part


_SPACE = re.compile(r"\s+")


def literal(words: Words) -> str:
    """The characters on one line, white space made single spaces: the value of a literal field."""
    return _SPACE.sub(" ", text_of(words)).strip()


_ABBREVIATED = re.compile(r"(?:\b[\w.]{1,4}|\.)\.$")


def headline_of(words: Words) -> str:
    """The characters of a title, without the full stop at its end; that of "Inc." is its own."""
    text = literal(words).strip(" ,;:|") or literal(words)
    return text if _ABBREVIATED.search(text) else text.removesuffix(".")


def rich(words: Words) -> str:
    """The words as CommonMark: the value of a rich field."""
    spaced = (span._replace(text=_SPACE.sub(" ", span.text)) for span in words)
    return written(trimmed(tuple(map(_safe, spaced))))


# The schemes that a link of a profile may have.
_LINKED = re.compile(r"(?:https?|mailto|tel):[^\s<>]+\Z", re.IGNORECASE)


def _safe(span: Span) -> Span:
    """The span, or, where its address is none that a profile may link to, its words and the address."""
    if span.url is None or _LINKED.match(span.url):
        return span
    shown = span.text if span.url in span.text else f"{span.text} ({span.url})"
    return span._replace(text=shown, url=None)
