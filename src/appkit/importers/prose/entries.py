"""The lines of a section parted into entries, by headings, dates, empty lines and lists."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.prose.dates import entry_date
from appkit.importers.prose.labels import labelled
from appkit.importers.prose.line import Kind, Line
from appkit.importers.prose.roles import begins_with_degree, is_organization, is_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Raw(NamedTuple):
    """An entry's lines: those above its list, and the list with what follows. ``single`` is a list item."""

    head: list[Line]
    body: list[Line]
    single: bool = False


def entries_of(lines: Sequence[Line]) -> list[Raw]:
    """The entries of a section."""
    if lines and all(line.is_item for line in lines):
        return list(_items(lines))
    return _Grouping(lines).entries()


def _items(lines: Sequence[Line]) -> Iterator[Raw]:
    """Each outermost item an entry, those inside it its list."""
    top = min(line.level for line in lines)
    current: Raw | None = None
    for line in lines:
        if line.level == top or current is None:
            if current:
                yield current
            current = Raw([line], [], single=True)
        else:
            current.body.append(line)
    if current:
        yield current


class _Grouping:
    """One pass over a section: runs of lines that are no list items, parted where entries begin."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.dated = [not line.is_item and _has_date(line) for line in lines]
        self.by_heading = any(line.kind is Kind.HEADING for line in lines)
        self.any_dated = any(self.dated)
        self.any_strong = any(line.is_strong or _begins_strong(line) for line in lines if not line.is_item)
        self.above = 0  # so many lines stand above the date in this section's first entry
        self.seen = False

    def entries(self) -> list[Raw]:
        out: list[Raw] = []
        at = 0
        while at < len(self.lines):
            stop = at
            while stop < len(self.lines) and not self.lines[stop].is_item:
                stop += 1
            self._run(out, at, stop)
            at = stop
            while stop < len(self.lines) and self.lines[stop].is_item:
                stop += 1
            if stop > at:
                if not out:
                    out.extend(_items(self.lines[at:stop]))
                else:
                    out[-1].body.extend(self.lines[at:stop])
            at = stop
        return out

    def _run(self, out: list[Raw], start: int, stop: int) -> None:
        """Part the lines from ``start`` up to ``stop``; the first of them may belong to what is above."""
        begins = self._begins(start, stop, first=not out)
        bounds = [*begins, stop]
        before = self.lines[start : bounds[0]]
        if before:
            (out[-1].body or out[-1].head).extend(before)
        for begin, end in itertools.pairwise(bounds):
            out.append(Raw(list(self.lines[begin:end]), []))

    def _begins(self, start: int, stop: int, *, first: bool) -> list[int]:
        if start == stop:
            return []
        if self.by_heading:
            begins = self._by_heading(start, stop, first=first)
        elif self.any_dated:
            begins = self._by_date(start, stop, first=first)
        else:
            begins = self._by_looks(start, stop)
        if first and (not begins or begins[0] != start):
            begins.insert(0, start)
        return begins

    def _by_heading(self, start: int, stop: int, *, first: bool) -> list[int]:
        begins: list[int] = []
        for index in range(start, stop):
            line = self.lines[index]
            if line.kind is Kind.HEADING:
                # The heading below another may be the role held there.
                below = begins and begins[-1] == index - 1 and line.level > self.lines[index - 1].level
                if not (below and not self.dated[index - 1]):
                    begins.append(index)
            elif self.dated[index] and not first and not begins and index == start and _heads_role(line):
                begins.append(index)
        return begins

    def _by_date(self, start: int, stop: int, *, first: bool) -> list[int]:
        dates = [index for index in range(start, stop) if self.dated[index]]
        if not dates:
            return []
        spaced = [index for index in range(start + 1, stop) if self.lines[index].spaced]
        telling = len(spaced) < stop - start - 1 or stop - start == 1
        if not self.seen:
            self.seen = True
            self.above = dates[0] - start if first else 0
        begins: list[int] = []
        low = start
        for number, date in enumerate(dates):
            begin = self._begin_of(low, date, spaced if telling else [])
            if number == 0 and (first or (not telling and date - start <= self.above)):
                begin = start
            if number and begin <= dates[number - 1]:
                begin = date
            begins.append(begin)
            low = date + 1
        return begins

    def _begin_of(self, low: int, date: int, spaced: list[int]) -> int:
        """Where the entry begins whose date stands in line ``date``, not above line ``low``."""
        nearest = bisect_right(spaced, date) - 1
        if nearest >= 0 and spaced[nearest] >= low:
            return spaced[nearest]
        if low and self.lines[low - 1].is_item and not spaced:
            # Straight behind a list: all that follows is the next entry's.
            return low if date - low <= max(self.above, 1) else date - self.above
        return max(low, date - self.above)

    def _by_looks(self, start: int, stop: int) -> list[int]:
        lines = self.lines
        if self.any_strong:
            return [i for i in range(start, stop) if lines[i].is_strong or _begins_strong(lines[i])]
        return [i for i in range(start, stop) if i == start or lines[i].spaced]


def _begins_strong(line: Line) -> bool:
    return bool(line.words) and line.words[0].strong


def _has_date(line: Line) -> bool:
    if entry_date(line.text) is None:
        return False
    before, found = labelled(line.words)
    return not found or bool(before)


def _heads_role(line: Line) -> bool:
    return is_role(line.text) or is_organization(line.text) or begins_with_degree(line.text)
