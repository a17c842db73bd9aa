"""The lines of a CV parted into its head and its sections."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.prose.dates import entry_date
from appkit.importers.prose.headings import Named, section_named, status_named
from appkit.importers.prose.line import Kind, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.importers.prose.ledger import Ledger

CUSTOM = "custom"


class Section(NamedTuple):
    """A section: what it is of a profile, its heading, and the lines below it."""

    named: Named
    heading: Line | None
    lines: Sequence[Line]


def parted(lines: Sequence[Line], ledger: Ledger) -> tuple[Sequence[Line], list[Section]]:
    """The lines above the first section, and the sections in order."""
    found = _headings(lines)
    starts = [*sorted(found), len(lines)]
    sections = []
    for start, stop in itertools.pairwise(starts):
        named = found[start]
        if named.section != CUSTOM:
            ledger.speak(lines[start].text)
        sections.append(Section(named, lines[start], lines[start + 1 : stop]))
    return lines[: starts[0]], sections


def _headings(lines: Sequence[Line]) -> dict[int, Named]:
    known = {
        number: named
        for number, line in enumerate(lines)
        if _may_head(lines, number) and (named := section_named(line.text.strip(" :"))) is not None
    }
    if not known:
        return {}
    first = min(known)
    level = _level_of_sections(lines, known)
    capitals = sum(_is_capital(lines[number]) for number in known) * 2 > max(2, len(known))
    unknown = {
        number: Named(CUSTOM)
        for number in range(first + 1, len(lines))
        if number not in known and _is_own(lines, number, level, capitals=capitals)
    }
    return known | unknown


def _may_head(lines: Sequence[Line], number: int) -> bool:
    """Whether a line could be a heading by its looks."""
    line = lines[number]
    if line.kind is Kind.HEADING:
        return True
    if line.kind is not Kind.PLAIN or (number == 0 and len(lines) > 1 and not line.is_strong):
        return False
    text = line.text.strip()
    if text.endswith((".", ",")) or re.search(r"[:：|\t].*\S", text):
        return False
    return text[:1].isupper() or text[:1] > "\u2e7f"


def _level_of_sections(lines: Sequence[Line], known: dict[int, Named]) -> int:
    """The level that headings of sections have and those of entries have not; 0 where there is none."""
    levels = Counter(lines[number].level for number in known if lines[number].kind is Kind.HEADING)
    others = {
        line.level
        for number, line in enumerate(lines)
        if line.kind is Kind.HEADING and number not in known and number > 0 and _heads_entry(lines, number)
    }
    good = [level for level in levels if level not in others]
    return max(good, key=lambda level: levels[level]) if good else 0


def _heads_entry(lines: Sequence[Line], number: int) -> bool:
    """Whether a heading is that of an entry: a date stands in it or below it, or it is one of a list."""
    text = lines[number].text
    if _COUNTED.match(text) or entry_date(text) is not None:
        return True
    below = lines[number + 1] if number + 1 < len(lines) else None
    return below is not None and not below.is_item and entry_date(below.text) is not None


_COUNTED = re.compile(r"^\s*\[?\d{1,3}[.)\]]")


def _is_own(lines: Sequence[Line], number: int, level: int, *, capitals: bool) -> bool:
    """Whether a line is the heading of a section that only this CV has."""
    line = lines[number]
    if status_named(line.text) or (_heads_entry(lines, number) and line.kind is not Kind.HEADING):
        return False
    if line.kind is Kind.HEADING:
        return line.level == level
    return (
        capitals
        and line.kind is Kind.PLAIN
        and _is_capital(line)
        and (line.spaced or line.is_strong)
        and len(line.text.split()) <= _MOST_OWN
        and not re.search(r"[\d,|\t]", line.text)
    )


# A heading of one's own has no more words.
_MOST_OWN = 5


def _is_capital(line: Line) -> bool:
    text = line.text
    return text.isupper() and sum(map(str.isalpha, text)) > _FEW


# An abbreviation is no heading in capitals.
_FEW = 3
