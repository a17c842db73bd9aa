"""A selection: what of a profile is in for one target, in which words and order, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appkit.diagnostics import Location
    from appkit.model.profile import Basics, Entry, Highlight, Profile
    from appkit.model.target import Rule, Target, View
    from appkit.model.text import Value

Step: TypeAlias = Literal[
    "policy", "exclude", "max-highlights", "at-most", "section-max", "no-view", "omit", "entry-out", "fit"
]


class Points(NamedTuple):
    """A part of a score: what it is for, and how many points; ``inherited`` by a highlight from its entry."""

    reason: str
    points: int
    location: Location | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The points of an item. ``best`` is the highlight whose score counts for the entry, if one does.

    ``effective`` is what the item is compared by: an entry's is that of itself or of its best highlight,
    whichever is higher.
    """

    parts: tuple[Points, ...]
    effective: int
    best: str | None = None

    @property
    def own(self) -> int:
        """The sum of the item's own parts."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class Out:
    """Why an item is not in: the step that decided, in words, and the rule or line that said so."""

    step: Step
    reason: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one item. ``out`` is None for what is in; ``pinned`` names the rule that protects it.

    ``notes`` are further facts a person asks about: the wording chosen, a hidden venue, a rule that lost.
    ``name`` is the item's headline or its text; ``private`` items are named nowhere but in ``explain``.
    """

    address: str
    name: str
    location: Location
    score: Score
    out: Out | None = None
    pinned: Rule | None = None
    variant: str | None = None
    notes: tuple[str, ...] = ()
    view: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class SelectedHighlight:
    """A highlight in the words chosen for this target."""

    item: Highlight
    text: Value
    letter: Value | None = None


@dataclass(frozen=True, slots=True)
class SelectedEntry:
    """An entry in the words chosen for this target; ``status`` and the venue follow its paper and the policy.

    ``venue`` is None where there is none or the target hides it (``venue_hidden``).
    """

    item: Entry
    texts: Mapping[str, Value]
    lists: Mapping[str, tuple[Value, ...]]
    highlights: tuple[SelectedHighlight, ...]
    score: int
    status: str | None = None
    venue: Value | None = None
    venue_short: Value | None = None
    venue_hidden: bool = False
    letter: Value | None = None


@dataclass(frozen=True, slots=True)
class SelectedGroup:
    """Entries under one title of a section; ``status`` is None where the section is not grouped."""

    status: str | None
    entries: tuple[SelectedEntry, ...]


@dataclass(frozen=True, slots=True)
class SelectedView:
    """A section of the document with the entries it shows, in order."""

    view: View
    groups: tuple[SelectedGroup, ...]

    @property
    def entries(self) -> tuple[SelectedEntry, ...]:
        """The entries of every group."""
        return tuple(entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True, slots=True)
class RuleUse:
    """What a rule did: the addresses it matched, and what came of it in words."""

    rule: Rule
    matched: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Move:
    """Two neighbours of a section that stand the other way round than in the profile, and why."""

    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The answer of the select stage, the same for every document of a target.

    ``views`` are the sections in the order of the document, ``summary`` among them as a view without
    entries. ``decisions`` has one item for every entry and highlight, in the order of the profile.
    """

    profile: Profile
    target: Target
    locale: str
    basics: Basics
    values: Mapping[str, Value]
    summary: Value | None
    views: tuple[SelectedView, ...]
    decisions: Mapping[str, Decision]
    rules: tuple[RuleUse, ...] = ()
    moves: tuple[Move, ...] = ()
    not_shown: tuple[str, ...] = ()

    def entries(self) -> Iterator[SelectedEntry]:
        """Every entry that is in, in the order of the document."""
        for view in self.views:
            yield from view.entries
