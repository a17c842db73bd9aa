"""Publications of a bibliography: drafted one by one, the same paper once, each with an id of its own."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.imported import UNPLACED, Imported, Tally, Unsure
from appkit.importers.publications.matching import likenesses, same_publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from appkit.diagnostics import Location, Report
    from appkit.importers.imported import Drafted

MERGED = "x-merged"


class Draft:
    """An entry of ``publications`` in the making, and of how many values of the file its keys are made.

    ``took`` is told how many values were read; the next ``put``, ``keep`` or ``link`` says where they went.
    ``empty`` counts the values of the file that say nothing.
    """

    def __init__(self, location: Location) -> None:
        self.location = location
        self.entry: dict[str, Drafted] = {}
        self.counts: Counter[str] = Counter()
        self.empty = 0
        self._pending = 0

    def took(self, count: int = 1) -> None:
        """Count values of the file whose place will be that of the next value said."""
        self._pending += count

    def put(self, key: str, value: Drafted) -> None:
        """Say ``value`` under a key of the profile."""
        self.entry[key] = value
        self._settle(key)

    def keep(self, key: str, value: Drafted) -> None:
        """Keep what has no place under ``x-key``, or ``x-key-2`` where something else is kept there."""
        name, number = f"x-{kebab(key)}", 1
        while name in self.entry:
            number += 1
            name = f"x-{kebab(key)}-{number}"
        self.put(name, value)

    def link(self, label: str, url: str) -> None:
        """Add a labelled link; another of the same label has a number."""
        links = self.entry.setdefault("links", {})
        assert isinstance(links, dict)
        name, number = label, 1
        while links.get(name, url) != url:
            number += 1
            name = f"{label} {number}"
        links[name] = url
        self._settle("links")

    def withdraw(self, key: str) -> None:
        """Unsay a key; what it was made of is for the next value said."""
        self.entry.pop(key, None)
        self._pending += self.counts.pop(key, 0)

    def _settle(self, key: str) -> None:
        self.counts[key] += self._pending
        self._pending = 0

    def absorb(self, other: Draft) -> None:
        """Add what another draft of the same paper says; where both say something else, this one is right."""
        differing: dict[str, Drafted] = {
            key: left for key, value in other.entry.items() if (left := self._add(key, value))
        }
        for key, count in other.counts.items():
            self.counts[MERGED if key in differing else key] += count
        if differing:
            merged = self.entry.setdefault(MERGED, [])
            assert isinstance(merged, list)
            merged.append(differing)
        self.empty += other.empty

    def _add(self, key: str, value: Drafted) -> Drafted:
        """What of a value another draft has for ``key`` cannot be said here too."""
        here = self.entry.setdefault(key, value)
        if key == "releaseDate" and isinstance(here, str) and isinstance(value, str):
            shorter, longer = sorted((here, value), key=len)
            if longer.startswith(shorter):
                self.entry[key] = longer
                return None
        if key == "links" and isinstance(here, dict) and isinstance(value, dict):
            return {label: url for label, url in value.items() if here.setdefault(label, url) != url}
        return None if here == value else value


def dashed(pages: str) -> str:
    """Pages with the dash of a span between numbers, which files write as one, two or three hyphens."""
    return re.sub(r"(?<=[0-9])\s*-{1,3}\s*(?=[0-9])", "–", pages) if _SPAN.fullmatch(pages) else pages


_SPAN = re.compile(r"[0-9]+\s*-{1,3}\s*[0-9]+(?:, ?[0-9]+(?:\s*-{1,3}\s*[0-9]+)?)*")


def kebab(key: str) -> str:
    """A key in lower case with hyphens: ``archivePrefix`` as people write it becomes ``archiveprefix``."""
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-") or "field"


def identifier(key: str) -> str:
    """An id made of a citation key: ``DBLP:conf/acl/Lee23`` becomes ``dblp-conf-acl-lee23``."""
    decomposed = unicodedata.normalize("NFKD", key).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9_-]+", "-", bare).strip("-_")[:_LONGEST_ID].rstrip("-_")


_LONGEST_ID = 80


class Stray(NamedTuple):
    """A piece of a bibliography that is no publication, kept as it is; it stands for so many ``values``."""

    piece: Drafted
    values: int = 1


def bibliography(drafts: Sequence[Draft], strays: Sequence[Stray], report: Report) -> Imported:
    """A profile of publications alone, each paper once: a bibliography does not say whose it is."""
    kept = _once(drafts, report)
    _tell_apart(kept)
    profile: dict[str, Drafted] = {}
    if kept:
        profile["publications"] = [draft.entry for draft in kept]
    if strays:
        profile[UNPLACED] = [stray.piece for stray in strays]
    return Imported(profile, _tally(kept, strays))


def _once(drafts: Iterable[Draft], report: Report) -> list[Draft]:
    """The drafts without those that are about a paper told already; these are absorbed, with a note."""
    kept: list[Draft] = []
    at: dict[str, list[int]] = {}
    for draft in drafts:
        likely = sorted({index for word in likenesses(draft.entry) for index in at.get(word, ())})
        place = next((index for index in likely if same_publication(kept[index].entry, draft.entry)), None)
        if place is None:
            place = len(kept)
            kept.append(draft)
        else:
            name = _said(draft.entry.get("name"))
            message = f"'{name}' stands in this file more than once; one entry is made of it"
            report.note("same-publication", message, draft.location, help=f"see '{MERGED}' for what differs")
            first, second = sorted((kept[place], draft), key=_standing)
            first.absorb(second)
            kept[place] = first
        for word in likenesses(draft.entry):
            at.setdefault(word, []).append(place)
    return kept


_STANDING = ("published", "accepted", "under-review", "preprint", "in-preparation")


def _standing(draft: Draft) -> int:
    """How far a paper is: what is published says more than its preprint."""
    status = _said(draft.entry.get("status"))
    return _STANDING.index(status) if status in _STANDING else 0


def _said(value: Drafted) -> str:
    return _said(value.value) if isinstance(value, Unsure) else str(value or "")


def _tell_apart(drafts: Sequence[Draft]) -> None:
    """Number ids that several entries want: ``lee2023``, ``lee2023-2``."""
    taken: set[str] = set()
    for draft in drafts:
        wanted = draft.entry.get("id")
        if not isinstance(wanted, str):
            continue
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted[: _LONGEST_ID - 5]}-{number}"
        taken.add(name)
        if name != wanted:
            draft.entry["id"] = name
            draft.entry.setdefault("x-key", wanted)


def _tally(drafts: Sequence[Draft], strays: Sequence[Stray]) -> Tally:
    counts = [(key, count) for draft in drafts for key, count in draft.counts.items()]
    placed = sum(count for key, count in counts if not key.startswith("x-"))
    unplaced = sum(count for key, count in counts if key.startswith("x-")) + sum(
        stray.values for stray in strays
    )
    empty = sum(draft.empty for draft in drafts)
    unsure = sum(_doubts(draft.entry) for draft in drafts)
    return Tally(placed + unplaced + empty, placed, unsure, unplaced, empty)


def _doubts(entry: Mapping[str, Drafted]) -> int:
    """How many values of an entry are doubted, in lists and inner mappings too."""
    return sum(_doubts_in(value) for key, value in entry.items() if not key.startswith("x-"))


def _doubts_in(value: Drafted) -> int:
    match value:
        case Unsure():
            return 1
        case list():
            return sum(map(_doubts_in, value))
        case dict():
            return _doubts(value)
    return 0
