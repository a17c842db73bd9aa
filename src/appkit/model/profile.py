"""A profile: everything true about one person."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Location
    from appkit.model.text import Text


class PartialDate(NamedTuple):
    """A day, a month or a year: what is not known is None. Compares by what is known, years first."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> dt.date:
        """The earliest day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day it can mean."""
        import calendar  # noqa: PLC0415 - one millisecond that few commands need

        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Dates:
    """When an entry began and ended; ``ongoing`` means that it has not ended."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An author or adviser. ``self`` is the profile's person; ``equal`` shares the contribution's rank."""

    name: Text
    is_self: bool = False
    equal: bool = False
    corresponding: bool = False
    role: Text | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a work appeared or was submitted: the full name, and how people call it."""

    name: Text
    short: Text | None = None


@dataclass(frozen=True, slots=True)
class LabelledLink:
    """An address with the words that lead to it, and what the person is called there (``username``).

    With neither ``url`` nor ``username`` it is known to exist but not shown.
    """

    label: Text
    url: Text | None
    location: Location
    username: Text | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """One bullet of an entry. ``tags`` are its own; its entry's count as well.

    ``field_locations`` says where the value of each of its keys stands, ``tag_locations`` where each tag.
    """

    id: str
    address: str
    derived_id: bool
    text: Text
    location: Location
    tags: tuple[str, ...] = ()
    tags_from_text: bool = False
    priority: int = 0
    letter: Text | None = None
    private: bool = False
    note: str | None = None
    field_locations: Mapping[str, Location] = field(default_factory=dict)
    tag_locations: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One job, paper, skill or course group.

    ``texts`` and ``lists`` hold the literal and rich fields of its :class:`SectionKind` by key, the headline
    among them. ``index`` is its place in the profile, which breaks ties and decides nothing else.
    ``field_locations`` says where the value of each key stands, ``tag_locations`` where each tag.
    """

    id: str
    address: str
    derived_id: bool
    section: str
    index: int
    texts: Mapping[str, Text]
    location: Location
    lists: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    highlights: tuple[Highlight, ...] = ()
    dates: Dates = Dates()
    tags: tuple[str, ...] = ()
    tags_from_text: bool = False
    priority: int = 0
    letter: Text | None = None
    private: bool = False
    note: str | None = None
    type: str | None = None
    status: str | None = None
    authors: tuple[Person, ...] = ()
    advisors: tuple[Person, ...] = ()
    venue: Venue | None = None
    links: tuple[LabelledLink, ...] = ()
    publication: str | None = None
    field_locations: Mapping[str, Location] = field(default_factory=dict)
    tag_locations: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic: what it is called, and the other words that mean it."""

    name: str
    label: str
    aliases: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Basics:
    """Who the person is: literal fields by key, the address, links to profiles, and the summary."""

    texts: Mapping[str, Text]
    place: Mapping[str, Text]
    links: tuple[LabelledLink, ...] = ()
    summary: Text | None = None
    letter: Text | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything true about one person; ``sections`` in the order of the file.

    ``custom_titles`` are the titles of custom sections that have one.
    """

    name: str
    path: str
    language: str
    basics: Basics
    sections: Mapping[str, tuple[Entry, ...]]
    tags: Mapping[str, Tag]
    custom_titles: Mapping[str, Text] = field(default_factory=dict)
    # Made when it is first asked for: every project may point to a paper.
    _by_address: dict[str, Entry] = field(default_factory=dict, init=False, repr=False, compare=False)

    def entries(self) -> tuple[Entry, ...]:
        """Every entry of every section, in the order of the file."""
        return tuple(entry for entries in self.sections.values() for entry in entries)

    def entry_at(self, address: str) -> Entry | None:
        """The entry with this address, or None; of two the first."""
        if not self._by_address:
            for entry in self.entries():
                self._by_address.setdefault(entry.address, entry)
        return self._by_address.get(address)
