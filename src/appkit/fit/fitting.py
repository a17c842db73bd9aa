"""Fitting a document into its budget: the fewest drops, found by bisection over the fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from appkit.fit.order import dropping_order
from appkit.fit.trim import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.fit.budget import Budget, Length
    from appkit.fit.order import Drop
    from appkit.model.selection import Selection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trial(Generic[T]):
    """A selection tried: what was made of it, and how long that is."""

    selection: Selection
    made: T
    length: Length


@dataclass(frozen=True, slots=True)
class Fitted(Generic[T]):
    """What a budget leaves.

    ``dropped`` are the leaves that went, by their step in ``order`` (from 1); ``full`` is the trial
    before anything was dropped. ``fits`` is False where all that may be dropped was not enough.
    """

    trial: Trial[T]
    full: Trial[T]
    order: tuple[Drop, ...]
    dropped: dict[int, Drop]
    fits: bool


def fit(
    selection: Selection,
    budget: Budget,
    attempt: Callable[[Selection], Trial[T] | None],
    *,
    pack: bool = False,
) -> Fitted[T] | None:
    """The smallest number of drops from the fixed order that brings a document within its budget.

    ``attempt`` composes and measures a selection; None where it cannot be composed, which ends the search.
    With ``pack`` leaves that were dropped come back, best first, where there is room for them.
    """
    whole = attempt(selection)
    if whole is None:
        return None
    if budget.holds(whole.length):
        return Fitted(whole, whole, (), {}, fits=True)
    order = dropping_order(selection)
    search = Search(selection, order, budget, attempt)
    count = search.fewest()
    dropped = dict(enumerate(order[:count], start=1))
    if pack:
        dropped = search.packed(dropped)
    trial = search.without(dropped)
    return None if trial is None else Fitted(trial, whole, order, dropped, budget.holds(trial.length))


@dataclass(slots=True)
class Search(Generic[T]):
    """Trials of one selection with more or fewer drops of one order."""

    selection: Selection
    order: tuple[Drop, ...]
    budget: Budget
    attempt: Callable[[Selection], Trial[T] | None]

    def without(self, dropped: dict[int, Drop]) -> Trial[T] | None:
        """The document without those leaves."""
        return self.attempt(trimmed(self.selection, tuple(dropped.values())))

    def _holds(self, dropped: dict[int, Drop]) -> bool:
        trial = self.without(dropped)
        return trial is not None and self.budget.holds(trial.length)

    def fewest(self) -> int:
        """The number of drops; all of them where even that is not enough."""
        low, high = 0, len(self.order)  # `low` drops are known to be too few
        while high - low > 1:
            middle = (low + high) // 2
            if self._holds(dict(enumerate(self.order[:middle], start=1))):
                high = middle
            else:
                low = middle
        return high

    def packed(self, dropped: dict[int, Drop]) -> dict[int, Drop]:
        """The drops without those that fit in again, tried from the best to the worst."""
        kept = dict(dropped)
        for step in sorted(dropped, reverse=True):
            fewer = {each: drop for each, drop in kept.items() if each != step}
            if _is_whole(dropped[step], kept, step) and self._holds(fewer):
                kept = fewer
        return kept


def _is_whole(drop: Drop, kept: dict[int, Drop], step: int) -> bool:
    """Whether a leaf can come back while other drops stand: a highlight needs its entry."""
    gone = {address for each, other in kept.items() if each != step for address in other.addresses}
    return all(address.rsplit("/", 1)[0] not in gone for address in drop.addresses if address.count("/") == 2)
