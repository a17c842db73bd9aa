"""Publications: the lines of their section parted into papers, each made an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.prose.headings import status_named
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
    """The lines of one paper, and the status that the heading above gives it."""

    lines: list[Line]
    status: str | None


def publications_of(lines: Sequence[Line], signs: dict[str, str], ledger: Ledger) -> list[Drafted]:
    """The publications that the lines of their section tell; ``signs`` are what footnotes explain."""
    return [_paper(item, signs, ledger) for item in _items(lines, ledger)]


def _items(lines: Sequence[Line], ledger: Ledger) -> Iterator[_Item]:
    status: str | None = None
    current: _Item | None = None
    counted = any(_is_counted(line) for line in lines)
    listed = any(line.is_item for line in lines)
    for number, line in enumerate(lines):
        if not line.is_item and (named := status_named(line.text)):
            status = named
            ledger.speak(line.text)
            if current:
                yield current
            current = None
        elif current is None or _begins(lines, number, counted=counted, listed=listed):
            if current:
                yield current
            current = _Item([line], status)
        else:
            current.lines.append(line)
    if current:
        yield current


def _is_counted(line: Line) -> bool:
    return line.kind is Kind.NUMBERED or _COUNT.match(line.text) is not None


def _begins(lines: Sequence[Line], number: int, *, counted: bool, listed: bool) -> bool:
    """Whether a line is the first of a paper: as numbers, list marks, headings or empty lines tell."""
    line = lines[number]
    if counted:
        return (_is_counted(line) and line.level == 0) or line.kind is Kind.HEADING
    if listed:
        return line.is_item and line.level == 0
    if line.kind is Kind.HEADING:
        return True
    if any(each.kind is Kind.HEADING for each in lines[:1]):
        return False
    previous = lines[number - 1]
    return line.spaced and not (
        is_authors(line.text) and not is_authors(previous.text) and not is_venue(line.text)
    )


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
        if index and line.is_item:
            highlights.append(ledger.rich(words))
            continue
        words, links = with_links(words)
        found.update(links)
        segments.extend(segments_of(words))
    reference.read(segments)
    data = reference.data
    if item.status:
        data["status"] = item.status
    if data.get("status") in _NOT_OUT and "venue" in data and item.status:
        # The year is that of the venue, and the work has not appeared there.
        data.pop("releaseDate", None)
    if found:
        data["links"] = found
    if highlights:
        data["highlights"] = highlights
    return data


_NOT_OUT = ("under-review", "in-preparation")
