"""Lines of a text file: what was wrapped joined again, by indentation and by what would have fitted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.prose.line import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Raw(NamedTuple):
    """A line of a file. ``indent`` counts the columns before its words; ``broken`` says that it ends there."""

    kind: Kind
    text: str
    number: int
    indent: int = 0
    level: int = 0
    marker: str = ""
    spaced: bool = False
    broken: bool = False


# Files whose lines are longer are not wrapped, but for a stray address.
_LONGEST_WRAPPED = 130
_SHORTEST_WRAPPED = 60
# Where letters have widths of their own, a line is full with fewer characters than another.
_SLACK = 0.85
_GAP = re.compile(r"\t|\S {3,}\S| \| ")


def wrap_width(lengths: Sequence[int]) -> int:
    """The width, in characters, at which a file's lines are wrapped; 0 where they are not."""
    long = sum(1 for length in lengths if length > _LONGEST_WRAPPED)
    if long * 33 > len(lengths):
        return 0
    widest = max((length for length in lengths if length <= _LONGEST_WRAPPED), default=0)
    return widest if widest >= _SHORTEST_WRAPPED else 0


def joined(raws: Sequence[Raw], *, always_in_items: bool) -> Iterator[Raw]:
    """The lines as they were before they were wrapped.

    ``always_in_items``: what is indented below a list item belongs to it, as in Markdown; otherwise only where
    the line above is full.
    """
    width = wrap_width([raw.indent + len(raw.marker) + len(raw.text) + 1 for raw in raws])
    pieces: list[str] = []
    first: Raw | None = None
    last: Raw | None = None
    item: Raw | None = None
    for raw in raws:
        if first and last and _continues(first, last, raw, item, width, always_in_items=always_in_items):
            pieces.append(raw.text)
        else:
            if first:
                yield first._replace(text=" ".join(pieces))
            first, pieces = raw, [raw.text]
            if raw.kind in (Kind.BULLET, Kind.NUMBERED):
                item = raw
            elif raw.spaced or raw.kind is Kind.HEADING:
                item = None
        last = raw
    if first:
        yield first._replace(text=" ".join(pieces))


def _continues(
    first: Raw, last: Raw, raw: Raw, item: Raw | None, width: int, *, always_in_items: bool
) -> bool:
    """Whether ``raw`` goes on with what began in ``first`` and goes up to ``last``, the line above."""
    if raw.kind is not Kind.PLAIN or raw.spaced or last.broken or first.kind in (Kind.HEADING, Kind.ROW):
        return False
    if _GAP.search(raw.text) or _GAP.search(last.text):
        return False
    full = _is_full(last, raw, width)
    if first.kind is Kind.BULLET and first is item:
        return full or always_in_items or raw.indent > first.indent
    if first.kind is Kind.NUMBERED:
        return full or (always_in_items and raw.indent <= first.indent)
    return full and (last.text[-1:] not in ".!?:" or raw.text[:1].islower() or raw.indent == last.indent)


def _is_full(last: Raw, raw: Raw, width: int) -> bool:
    """Whether the next line's first word would not have fitted on the last."""
    word = raw.text.split(" ", 1)[0]
    length = last.indent + len(last.text) + (len(last.marker) + 1 if last.marker else 0)
    return 0 < width * _SLACK < length + 1 + len(word)
