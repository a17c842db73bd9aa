"""Items, and which of them a match is about."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import TYPE_CHECKING, TypeAlias

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Location
    from appkit.model.profile import Entry, Highlight, Profile
    from appkit.model.target import Authorship, Match, TagMatch

# How items are compared when points are equal: newer first, then the order of the profile.
Tie: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry, or one highlight of it: what rules are about."""

    entry: Entry
    highlight: Highlight | None = None
    position: int = 0

    @property
    def address(self) -> str:
        """``section/id``, or ``section/id/highlight-id``."""
        return (self.highlight or self.entry).address

    @property
    def location(self) -> Location:
        """Where the item stands in the profile."""
        return (self.highlight or self.entry).location

    @property
    def tags(self) -> frozenset[str]:
        """The item's tags; a highlight has its entry's as well."""
        own = self.highlight.tags if self.highlight else ()
        return frozenset((*self.entry.tags, *own))

    @property
    def tie(self) -> Tie:
        """What decides between items of equal points: smaller goes first."""
        return (-newest_day(self.entry).toordinal(), self.entry.index, self.position)

    @property
    def name(self) -> str:
        """The headline of an entry, the text of a highlight."""
        if self.highlight:
            return self.highlight.text.default
        return headline(self.entry)


def headline(entry: Entry) -> str:
    """What an entry is called: the first of its texts that says so, else its id."""
    for key in ("name", "title", "institution", "organization", "language"):
        if key in entry.texts:
            return entry.texts[key].default
    return entry.id


def items_of(profile: Profile) -> Iterator[Item]:
    """Every entry, each followed by its highlights, in the order of the profile."""
    for entry in profile.entries():
        yield Item(entry)
        for position, highlight in enumerate(entry.highlights):
            yield Item(entry, highlight, position)


def newest_day(entry: Entry) -> dt.date:
    """The day an entry counts as: ongoing ones as the last day there is, undated ones as the first."""
    dates = entry.dates
    if dates.ongoing:
        return dt.date.max
    known = dates.end or dates.start
    return known.last_day if known else dt.date.min


def status_of(entry: Entry, profile: Profile) -> str | None:
    """An entry's status: its paper's where it points to one; a publication that says none is published."""
    source = venue_source(entry, profile)
    return source.status or ("published" if source.section == "publications" else None)


def venue_source(entry: Entry, profile: Profile) -> Entry:
    """The entry whose status and venue hold for this one: the paper a project points to, or itself."""
    if entry.publication is None:
        return entry
    return profile.entry_at(entry.publication) or entry


def matches(match: Match, item: Item, profile: Profile) -> bool:
    """Whether a match is about an item: everything it asks must hold."""
    entry = item.entry
    return (
        (match.level == "highlight") == (item.highlight is not None)
        and (match.id is None or glob(match.id).fullmatch(item.address) is not None)
        and (not match.section or entry.section in match.section)
        and (not match.type or entry.type in match.type)
        and (not match.status or status_of(entry, profile) in match.status)
        and _tags_match(match.tags, item.tags)
        and (not match.authorship or any(_has_authorship(entry, kind) for kind in match.authorship))
        and _dates_match(match, entry)
    )


@functools.lru_cache(maxsize=1024)
def glob(pattern: str) -> re.Pattern[str]:
    """An id glob as a regular expression: ``*`` and ``?`` stop at ``/``.

    What stands between two stars is taken where it comes first, for good (an atomic group): whatever may
    follow a later place may follow an earlier one. So no glob, however many stars it has, takes more than the
    product of its length and the address's.
    """
    first, *rest = [_literally(piece) for piece in re.split(r"\*+", pattern)]
    if not rest:
        return re.compile(first)
    between = "".join(f"(?>[^/]*?{piece})" for piece in rest[:-1])
    return re.compile(f"{first}{between}[^/]*{rest[-1]}")


def _literally(piece: str) -> str:
    return "".join("[^/]" if character == "?" else re.escape(character) for character in piece)


def _tags_match(asked: TagMatch, tags: frozenset[str]) -> bool:
    return (
        (not asked.any or not tags.isdisjoint(asked.any))
        and tags.issuperset(asked.all)
        and tags.isdisjoint(asked.none)
    )


def _has_authorship(entry: Entry, kind: Authorship) -> bool:
    place = next((i for i, author in enumerate(entry.authors) if author.is_self), None)
    if place is None:
        return False
    match kind:
        case "first":
            return place == 0
        case "co-first":
            return place > 0 and all(author.equal for author in entry.authors[: place + 1])
        case "corresponding":
            return entry.authors[place].corresponding


def _dates_match(match: Match, entry: Entry) -> bool:
    dates = entry.dates
    if match.after is not None:
        ended = dt.date.max if dates.ongoing else dates.end.last_day if dates.end else None
        if ended is None or ended < match.after.first_day:
            return False
    if match.before is not None:
        return dates.start is not None and dates.start.first_day < match.before.first_day
    return True
