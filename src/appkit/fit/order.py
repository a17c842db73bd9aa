"""The order in which leaves would be dropped, fixed before anything is measured.

Because the order does not depend on the budget, what fits on one page is a subset of what fits on two, and
one more line of room never makes an item vanish. (An exact knapsack does both to users.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.selection import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """What is left of an entry while the order is made; highlights are addresses with their scores."""

    entry: SelectedEntry
    score: int
    header_protected: bool
    protected: frozenset[str]
    left: list[tuple[str, int]]

    def leaf(self) -> Drop | None:
        """The leaf of this entry that would go next, or None where all that is left is protected."""
        loose = [
            (score, position) for position, (a, score) in enumerate(self.left) if a not in self.protected
        ]
        if len(self.left) > 1 and loose:
            # Of equal highlights the last one goes first.
            score, position = min(loose, key=lambda each: (each[0], -each[1]))
            return Drop((self.left[position][0],), score)
        if self.left and loose:
            address, own = self.left[0]
            whole = () if self.header_protected else (self.entry.item.address,)
            return Drop((address, *whole), max(own, self.score))
        if not self.left and not self.header_protected:
            return Drop((self.entry.item.address,), self.score)
        return None

    def drop(self, leaf: Drop) -> None:
        """Take the leaf away."""
        self.left = [each for each in self.left if each[0] not in leaf.addresses]
        if self.entry.item.address in leaf.addresses:
            self.header_protected = True  # gone: nothing is left to drop


def dropping_order(selection: Selection, raised: Mapping[str, int] | None = None) -> tuple[Drop, ...]:
    """Every leaf that a budget may drop, in the order it would be dropped.

    ``raised`` adds points to items, by address, to see what would become of them.

    Lowest score first; among equals courses, interests and references, then the last highlight of the entry
    that has most, oldest first. Each entry offers one leaf at a time, so that a highlight never outlives a
    better one of its own entry.
    """
    entries = _entries(selection, raised or {})
    order: list[Drop] = []
    while True:
        offered = [(leaf, entry) for entry in entries if (leaf := entry.leaf()) is not None]
        if not offered:
            return tuple(order)
        leaf, entry = min(offered, key=lambda each: _rank(*each))
        order.append(leaf)
        entry.drop(leaf)


def _rank(leaf: Drop, entry: _Entry) -> tuple[int, int, int, int, int]:
    item = entry.entry.item
    newness, index, _ = Item(item).tie
    missed = 0 if item.section in _LEAST_MISSED else 1
    return leaf.score, missed, -len(entry.left), -newness, -index


def _entries(selection: Selection, raised: Mapping[str, int]) -> list[_Entry]:
    protected = protected_addresses(selection)
    found = []
    for entry in selection.entries():
        left = [(a, _score(a, selection, raised)) for a in (h.item.address for h in entry.highlights)]
        address = entry.item.address
        # An entry counts as its best highlight, so it rises with it.
        score = max(_score(address, selection, raised), *(score for _, score in left), entry.score)
        found.append(_Entry(entry, score, address in protected, protected, left))
    return found


def _score(address: str, selection: Selection, raised: Mapping[str, int]) -> int:
    return selection.decisions[address].score.effective + raised.get(address, 0)


def protected_addresses(selection: Selection) -> frozenset[str]:
    """What a budget must not drop: entries (their headers) and highlights, by address."""
    protected: set[str] = set()
    for view in selection.views:
        protected.update(_best(view, view.view.min))
        for entry in view.entries:
            protected.update(_kept(entry, selection))
    protected.update(_needed(selection))
    return frozenset(protected)


def _best(view: SelectedView, number: int) -> Iterable[str]:
    ranked = sorted(view.entries, key=lambda entry: (-entry.score, *Item(entry.item).tie))
    return (entry.item.address for entry in ranked[:number])


def _kept(entry: SelectedEntry, selection: Selection) -> Iterable[str]:
    """The entry, or parts of it, that its section, a pin or a `collapse` keeps."""
    address, section = entry.item.address, entry.item.section
    highlights = [highlight.item.address for highlight in entry.highlights]
    if section in _KEPT_SECTIONS or selection.decisions[address].pinned:
        yield from (address, *highlights)
        return
    pinned = [h for h in highlights if selection.decisions[h].pinned]
    yield from pinned
    collapses = bool(highlights) and address in _collapsing(selection)
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
