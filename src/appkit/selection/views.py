"""Views: the sections of a document, which entries each shows, and in which order."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from appkit.model.selection import Move, Out
from appkit.model.target import View
from appkit.model.vocabulary import SECTIONS, STATUSES
from appkit.selection.items import Item, matches, newest_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appkit.model.profile import Entry, Profile
    from appkit.model.target import Target
    from appkit.selection.effects import Effects

# The order of sections where a target says nothing, or nothing of a section. It is an academic's: what was
# studied, done and written comes first, what anyone can list last.
DEFAULT_ORDER = (
    "summary", "education", "work", "publications", "projects", "grants", "awards", "talks", "teaching",
    "service", "volunteer", "certificates", "skills", "languages", "tests", "courses", "interests",
    "references",
)  # fmt: skip

# Languages and test scores are lines of the skills section unless a target separates them.
_FOLDED = {"skills": ("skills", "languages", "tests")}

SUMMARY = "summary"


def planned_views(target: Target, profile: Profile) -> tuple[View, ...]:
    """Every view of the target, in the order of the document, those that are omitted among them."""
    spoken = {view.key: view for view in target.views}
    own = [key for key in spoken if key not in target.order and key not in SECTIONS and key != SUMMARY]
    custom = [section for section in profile.sections if section not in SECTIONS]
    order = dict.fromkeys((*target.order, *own, *DEFAULT_ORDER, *custom))
    return tuple(_view(key, spoken.get(key), target) for key in order)


def _view(key: str, spoken: View | None, target: Target) -> View:
    if spoken is None:
        where = target.locations.get("sections", target.location)
        return View(key, _FOLDED.get(key, (key,)), where, explicit=key in target.order)
    if spoken.sources:
        return spoken
    sources = (key,) if spoken.omit else _FOLDED.get(key, (key,))
    return dataclasses.replace(spoken, sources=sources)


def claim(
    views: Sequence[View], entries: Iterable[Entry], effects: Effects, profile: Profile
) -> dict[str, list[Entry]]:
    """The entries of each view by its key; an entry that no view shows goes out.

    An entry stands in one view only: one whose match it meets goes before the section's own, and that before
    one that merely takes its section in.
    """
    claimed: dict[str, list[Entry]] = {view.key: [] for view in views}
    for entry in entries:
        if entry.address in effects.out:
            continue
        candidates = [view for view in views if _shows(view, entry, profile)]
        view = min(candidates, key=lambda view: _closeness(view, entry), default=None)
        if view is None:
            _leave(entry, Out("no-view", f"no view of {entry.section} shows it"), effects)
        elif view.omit:
            _leave(entry, Out("omit", f"section {view.key}: omit", view.location), effects)
        else:
            claimed[view.key].append(entry)
    return claimed


def _shows(view: View, entry: Entry, profile: Profile) -> bool:
    return entry.section in view.sources and (view.match is None or matches(view.match, Item(entry), profile))


def _closeness(view: View, entry: Entry) -> int:
    if view.match is not None:
        return 0
    if view.key == entry.section:
        return 1 if view.explicit else 3
    return 2


def _leave(entry: Entry, out: Out, effects: Effects) -> None:
    effects.out.setdefault(entry.address, out)
    for highlight in entry.highlights:
        gone = Out("entry-out", f"{entry.address} is out: {out.reason}", out.location)
        effects.out.setdefault(highlight.address, gone)


def limit(view: View, entries: list[Entry], effects: Effects) -> list[Entry]:
    """The entries that a section's ``max`` leaves: protected ones, then those with most points."""
    if view.max is None or len(entries) <= view.max:
        return entries
    ranked = sorted(entries, key=lambda e: (not effects.is_protected(Item(e)), *effects.rank(Item(e))))
    for entry in ranked[view.max :]:
        if not effects.is_protected(Item(entry)):
            _leave(entry, Out("section-max", f"section {view.key}: max {view.max}", view.location), effects)
    return [entry for entry in entries if entry.address not in effects.out]


def arranged(view: View, entries: list[Entry], effects: Effects) -> list[Entry]:
    """The entries in the order of the document.

    ``date``: ongoing first, then by end, newest first, undated last; ties by points, then profile order.
    """
    score = {entry.address: -effects.scores[entry.address].effective for entry in entries}
    match view.sort:
        case "profile":
            return sorted(entries, key=lambda e: e.index)
        case "score":
            return sorted(entries, key=lambda e: (score[e.address], *Item(e).tie))
        case "date":
            return sorted(
                entries, key=lambda e: (_section_rank(view, e), _newness(e), score[e.address], e.index)
            )


def _section_rank(view: View, entry: Entry) -> int:
    """Entries of several sections in one view stay apart, in the order the view names them."""
    return view.sources.index(entry.section)


def _newness(entry: Entry) -> int:
    return -newest_day(entry).toordinal()


def moves(entries: Sequence[Entry], effects: Effects) -> list[Move]:
    """Neighbours whose order points decided against that of the profile."""
    found = []
    for first, second in itertools.pairwise(entries):
        points = [effects.scores[e.address].effective for e in (first, second)]
        same_section = first.section == second.section
        if same_section and first.index > second.index and points[0] > points[1]:
            when = "both ongoing, " if first.dates.ongoing and second.dates.ongoing else ""
            found.append(Move(first.address, second.address, f"{when}{points[0]} points to {points[1]}"))
    return found


def status_groups(
    entries: Sequence[Entry], status: dict[str, str | None]
) -> list[tuple[str | None, list[Entry]]]:
    """The entries by status, best first; those without one come last, untitled."""
    order: tuple[str | None, ...] = (*STATUSES, None)
    groups = [(name, [e for e in entries if status[e.address] == name]) for name in order]
    return [(name, members) for name, members in groups if members]
