"""Publications: the lines of their section parted into papers, each made an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.prose.dates import entry_date
from appkit.importers.prose.headings import section_named, status_named
from appkit.importers.prose.line import Kind, Line, Words, cut
from appkit.importers.prose.parts import with_links
from appkit.importers.prose.references import Reference, is_authors
from appkit.importers.prose.segments import segments_of
from appkit.importers.prose.standing import is_venue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_COUNT = re.compile(r"^\s*(?:\[(?:[A-Z]{0,2}\d{1,3})\]|\(?\d{1,3}[.)])\s*")


class _Item(NamedTuple):
    """The lines of one paper, and what the headings above say of it: a status, a year."""

    lines: list[Line]
    status: str | None
    year: str | None


def publications_of(lines: Sequence[Line], signs: dict[str, str], ledger: Ledger) -> list[Drafted]:
    """The publications that the lines of their section tell; ``signs`` are what footnotes explain."""
    return [_paper(item, signs, ledger) for item in _items(lines, ledger)]


def _items(lines: Sequence[Line], ledger: Ledger) -> Iterator[_Item]:
    begins = _Beginnings(lines)
    status: str | None = None
    year: str | None = None
    current: _Item | None = None
    for number, line in enumerate(lines):
        if begins.is_group(line):
            status, year = status_named(line.text), _year_alone(line.text)
            ledger.speak(line.text)
            if current:
                yield current
            current = None
        elif current is None or begins.at(number):
            if current:
                yield current
            current = _Item([line], status, year)
        else:
            current.lines.append(line)
    if current:
        yield current


class _Beginnings:
    """Which lines are the first of a paper: as numbers, headings, list marks or empty lines tell."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._counted = any(_is_counted(line) for line in lines)
        self._listed = any(line.is_item for line in lines)
        # With headings for titles, what is listed below them are people and dates.
        titles = any(line.kind is Kind.HEADING and not self.is_group(line) for line in lines)
        self._titled = titles and (
            not self._listed or any(line.is_item and is_authors(line.text) for line in lines)
        )

    @staticmethod
    def is_group(line: Line) -> bool:
        """Whether a line is the heading of several papers: "Under review", "2023", "Journal papers"."""
        if line.is_item:
            return False
        if status_named(line.text):
            return True
        return line.kind is Kind.HEADING and bool(_year_alone(line.text) or section_named(line.text))

    def at(self, number: int) -> bool:
        """Whether a paper begins in a line that has others above."""
        line = self._lines[number]
        if self._counted:
            return (_is_counted(line) and line.level == 0) or line.kind is Kind.HEADING
        if self._titled:
            return line.kind is Kind.HEADING
        if self._listed:
            return line.is_item and line.level == 0
        above = self._lines[number - 1].text
        people_below = is_authors(line.text) and not is_authors(above) and not is_venue(line.text)
        return line.spaced and not people_below


def _is_counted(line: Line) -> bool:
    return line.kind is Kind.NUMBERED or _COUNT.match(line.text) is not None


def _year_alone(text: str) -> str | None:
    found = re.fullmatch(r"\W*((?:19|20)\d\d)\W*", text[:_SHORT])
    return found[1] if found else None


_SHORT = 20


def _paper(item: _Item, signs: dict[str, str], ledger: Ledger) -> dict[str, Drafted]:
    reference = Reference(signs, ledger)
    found: dict[str, Drafted] = {}
    segments: list[Words] = []
    highlights: list[Drafted] = []
    for index, line in enumerate(item.lines):
        words = line.words
        ledger.speak(line.marker)
        if index == 0 and (match := _COUNT.match(line.text)):
            ledger.speak(match[0])
            words = cut(words, match.end())
        titled = item.lines[0].kind is Kind.HEADING and (is_authors(line.text) or entry_date(line.text))
        if index and line.is_item and not titled:
            highlights.append(ledger.rich(words))
            continue
        words, links = with_links(words)
        found.update(links)
        segments.extend(segments_of(words))
    reference.read(segments)
    data = reference.data
    if item.status:
        data["status"] = item.status
    if item.year:
        data.setdefault("releaseDate", item.year)
    if data.get("status") in _NOT_OUT and "venue" in data and item.status:
        # The year is that of the venue, and the work has not appeared there.
        data.pop("releaseDate", None)
    if found:
        data["links"] = found
    if highlights:
        data["highlights"] = highlights
    return data


_NOT_OUT = ("under-review", "in-preparation")
