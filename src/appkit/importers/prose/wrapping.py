"""Lines of a text file: what was wrapped joined again, by indentation and by what would have fitted."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.prose.line import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Raw(NamedTuple):
    """A line of a file: how it is written beside what it says.

    ``indent`` counts the columns before its mark or its words, ``width`` all of them; ``broken`` says that it
    ends there, whatever follows.
    """

    kind: Kind
    text: str
    number: int
    indent: int = 0
    level: int = 0
    marker: str = ""
    spaced: bool = False
    broken: bool = False
    width: int = 0


# Files whose lines are longer are not wrapped, but for a stray address.
_LONGEST_WRAPPED = 130
_SHORTEST_WRAPPED = 50
# Where letters have widths of their own, a line is full with fewer characters than another.
_SLACK = 0.85
_GAP = re.compile(r"\t|\S {3,}\S| \| ")
# A line that begins with a label is one of its own.
_LABELLED = re.compile(r"[^\W\d_][\w &/'-]{1,40}:(?:\s|$)")


def wrap_width(raws: Sequence[Raw]) -> float | None:
    """The width, in characters, from which on a file's lines are full; None where they are not wrapped.

    A line that goes on in the next is as wide as fits: the next word would not have fitted. The width that
    explains most lines so is the file's; where it explains nearly all, letters are equally wide. It is 0
    where no line says.
    """
    lengths = [raw.width for raw in raws]
    if sum(length > _LONGEST_WRAPPED for length in lengths) * 33 > len(lengths):
        return None
    ends = [0] * (_LONGEST_WRAPPED * 2)
    pairs = 0
    for last, raw, length in zip(raws, raws[1:], lengths, strict=False):
        if raw.kind is not Kind.PLAIN or raw.spaced or _GAP.search(raw.text) or _GAP.search(last.text):
            continue
        if _SHORTEST_WRAPPED <= length <= _LONGEST_WRAPPED:
            pairs += 1
            ends[length] += 1
            ends[min(length + 1 + len(raw.text.split(" ", 1)[0]), len(ends) - 1)] -= 1
    explained = list(accumulate(ends))
    best = max(explained, default=0)
    if not best:
        return 0
    width = len(explained) - 1 - explained[::-1].index(best)
    return width if best > pairs * _NEARLY_ALL and pairs > _FEW else width * _SLACK


_NEARLY_ALL = 0.9
_FEW = 3


def joined(raws: Sequence[Raw], *, always_in_items: bool) -> Iterator[Raw]:
    """The lines as they were before they were wrapped.

    ``always_in_items``: what follows in a list item belongs to its line, as in Markdown; otherwise only where
    it is indented or the line above is full.
    """
    width = wrap_width(raws)
    pieces: list[str] = []
    first: Raw | None = None
    last: Raw | None = None
    for raw in raws:
        if first and last and _continues(first, last, raw, width, always_in_items=always_in_items):
            # A word that was parted at its hyphen is one word again.
            pieces.append(raw.text if re.search(r"\w-$", last.text) else f" {raw.text}")
        else:
            if first:
                yield first._replace(text="".join(pieces))
            first, pieces = raw, [raw.text]
        last = raw
    if first:
        yield first._replace(text="".join(pieces))


def _continues(first: Raw, last: Raw, raw: Raw, width: float | None, *, always_in_items: bool) -> bool:
    """Whether ``raw`` goes on with what began in ``first`` and goes up to ``last``, the line above."""
    if raw.kind is not Kind.PLAIN or raw.spaced or last.broken or first.kind in {Kind.HEADING, Kind.ROW}:
        return False
    if _GAP.search(raw.text) or _GAP.search(last.text):
        return False
    full = width is not None and 0 < width < last.width + 1 + len(raw.text.split(" ", 1)[0])
    open_ended = last.text[-1:] not in ".!?:" or raw.text[:1].islower()
    if first.kind is Kind.PLAIN:
        return full and (open_ended or raw.indent == last.indent) and not _LABELLED.match(raw.text)
    if always_in_items:
        return True
    if raw.indent > first.indent:
        # Where nothing tells how wide lines are, what hangs below a bullet goes on with it.
        return full or (first.kind is Kind.BULLET and (width == 0 or raw.text[:1].islower()))
    return full and open_ended
