"""The order in which leaves would be dropped, fixed before anything is measured.

Because the order does not depend on the budget, what fits on one page is a subset of what fits on two, and
one more line of room never makes an item vanish. (An exact knapsack does both to users.)
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.selection import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from appkit.model.selection import SelectedEntry, SelectedView, Selection

# What a reader misses least goes first among equals.
_LEAST_MISSED = frozenset({"courses", "interests", "references"})
# Sections that the budget never touches, and the one whose headers it never does: a gap in a career is a
# question, a missing bullet is not.
_KEPT_SECTIONS = frozenset({"education", "skills", "languages", "tests"})
_KEPT_HEADERS = frozenset({"work"})


@dataclass(frozen=True, slots=True)
class Drop:
    """One step of the order: the addresses that go together, their score, and what they are.

    ``addresses`` is a highlight, an entry without highlights, or an entry's last highlight with its entry.
    """

    addresses: tuple[str, ...]
    score: int

    @property
    def item(self) -> str:
        """What a person would call it: the entry, if it goes as a whole, else the highlight."""
        return self.addresses[-1]


@dataclass(slots=True)
class _Entry:
    """What is left of an entry while the order is made.

    ``loose`` are the highlights that may go, as they would be popped: ``(score, -position, address)``, the
    next one last. ``left`` is how many highlights there are, those that are protected among them.
    """

    address: str
    score: int
    header_protected: bool
    loose: list[tuple[int, int, str]]
    left: int
    preference: tuple[int, int, int]

    def rank(self) -> tuple[int, ...] | None:
        """What compares the leaf that would go next with those of others; None where there is none."""
        score = self._next_score()
        if score is None:
            return None
        missed, *rest = self.preference
        return (score, missed, -self.left, *rest)

    def _next_score(self) -> int | None:
        if self.loose:
            own = self.loose[-1][0]
            return own if self.left > 1 else max(own, self.score)
        return None if self.left or self.header_protected else self.score

    def drop(self) -> Drop:
        """Take the leaf away that goes next."""
        score = self._next_score()
        assert score is not None
        highlight = [self.loose.pop()[2]] if self.loose else []
        is_last = self.left <= 1 and not self.header_protected
        self.left -= len(highlight)
        # Of what has gone as a whole nothing is left to drop.
        self.header_protected |= is_last
        return Drop((*highlight, *((self.address,) if is_last else ())), score)


def dropping_order(selection: Selection, raised: Mapping[str, int] | None = None) -> tuple[Drop, ...]:
    """Every leaf that a budget may drop, in the order it would be dropped.

    ``raised`` adds points to items, by address, to see what would become of them.

    Lowest score first; among equals courses, interests and references, then the last highlight of the entry
    that has most, oldest first. Each entry offers one leaf at a time, so that a highlight never outlives a
    better one of its own entry.
    """
    entries = _entries(selection, raised or {})
    # Where all else is equal the entry that stands first offers first.
    offered = [(rank, number) for number, entry in enumerate(entries) if (rank := entry.rank()) is not None]
    heapq.heapify(offered)
    order: list[Drop] = []
    while offered:
        _, number = offered[0]
        order.append(entries[number].drop())
        if (rank := entries[number].rank()) is not None:
            heapq.heapreplace(offered, (rank, number))
        else:
            heapq.heappop(offered)
    return tuple(order)


def _entries(selection: Selection, raised: Mapping[str, int]) -> list[_Entry]:
    protected = protected_addresses(selection)
    found = []
    for entry in selection.entries():
        address, section = entry.item.address, entry.item.section
        scores = [(_score(h.item.address, selection, raised), h.item.address) for h in entry.highlights]
        # Of equal highlights the last one goes first.
        loose = [(score, -at, a) for at, (score, a) in enumerate(scores) if a not in protected]
        loose.sort(reverse=True)
        # An entry counts as its best highlight, so it rises with it.
        best = max(_score(address, selection, raised), *(score for score, _ in scores), entry.score)
        newness, index, _ = Item(entry.item).tie
        preference = (0 if section in _LEAST_MISSED else 1, -newness, -index)
        found.append(_Entry(address, best, address in protected, loose, len(scores), preference))
    return found


def _score(address: str, selection: Selection, raised: Mapping[str, int]) -> int:
    return selection.decisions[address].score.effective + raised.get(address, 0)


def protected_addresses(selection: Selection) -> frozenset[str]:
    """What a budget must not drop: entries (their headers) and highlights, by address."""
    protected: set[str] = set()
    collapsing = _collapsing(selection)
    for view in selection.views:
        protected.update(_best(view, view.view.min))
        for entry in view.entries:
            protected.update(_kept(entry, selection, collapsing))
    protected.update(_needed(selection))
    return frozenset(protected)


def _best(view: SelectedView, number: int) -> Iterable[str]:
    ranked = sorted(view.entries, key=lambda entry: (-entry.score, *Item(entry.item).tie))
    return (entry.item.address for entry in ranked[:number])


def _kept(entry: SelectedEntry, selection: Selection, collapsing: AbstractSet[str]) -> Iterable[str]:
    """The entry, or parts of it, that its section, a pin or a `collapse` keeps."""
    address, section = entry.item.address, entry.item.section
    highlights = [highlight.item.address for highlight in entry.highlights]
    if section in _KEPT_SECTIONS or selection.decisions[address].pinned:
        yield from (address, *highlights)
        return
    pinned = [h for h in highlights if selection.decisions[h].pinned]
    yield from pinned
    collapses = bool(highlights) and address in collapsing
    if pinned or section in _KEPT_HEADERS or collapses:
        yield address


def _collapsing(selection: Selection) -> frozenset[str]:
    """Entries that a rule lets stand as their header when their highlights are gone."""
    uses = [use for use in selection.rules if use.rule.collapse == "header"]
    return frozenset(address for use in uses for address in use.matched)


def _needed(selection: Selection) -> Iterable[str]:
    """What each `at-least` needs: the best of what it matches and is in."""
    decisions = selection.decisions
    for use in selection.rules:
        if use.rule.at_least is None:
            continue
        shown = [decisions[address] for address in use.matched if decisions[address].out is None]
        ranked = sorted(shown, key=lambda decision: -decision.score.effective)
        yield from (decision.address for decision in ranked[: use.rule.at_least])
