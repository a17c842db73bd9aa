"""Fitting a document into its budget: the fewest drops, found by bisection over the fixed order."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Generic, TypeVar

from appkit.dataclass import dataclass
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
    guess: Callable[[Trial[T], tuple[Drop, ...]], int] = lambda _, order: len(order) // 2,
    pack: bool = False,
) -> Fitted[T] | None:
    """The smallest number of drops from the fixed order that brings a document within its budget.

    ``attempt`` composes and measures a selection; None where it cannot be composed, which ends the search.
    ``guess`` says where to begin looking: a good one saves compositions, a bad one costs some. With ``pack``
    leaves that were dropped come back, best first, where there is room for them.
    """
    whole = attempt(selection)
    if whole is None:
        return None
    if budget.holds(whole.length):
        return Fitted(whole, whole, (), {}, fits=True)
    order = dropping_order(selection)
    search = Search(selection, order, budget, attempt)
    dropped = search.first(search.fewest(guess(whole, order)))
    if pack:
        dropped = search.packed(dropped)
    trial = search.without(dropped)
    return None if trial is None else Fitted(trial, whole, order, dropped, budget.holds(trial.length))


# Each try is a composition. The room that is left is a few lines, which the best has taken long before.
_MOST_PACKED = 100


@dataclass(slots=True)
class Search(Generic[T]):
    """Trials of one selection with more or fewer drops of one order; no drops are known to be too few."""

    selection: Selection
    order: tuple[Drop, ...]
    budget: Budget
    attempt: Callable[[Selection], Trial[T] | None]
    _tried: dict[tuple[int, ...], Trial[T] | None] = field(default_factory=dict)

    def first(self, count: int) -> dict[int, Drop]:
        """The first drops of the order, by their step."""
        return dict(enumerate(self.order[:count], start=1))

    def without(self, dropped: dict[int, Drop]) -> Trial[T] | None:
        """The document without those leaves; what has been tried before is remembered."""
        steps = tuple(dropped)
        if steps not in self._tried:
            self._tried[steps] = self.attempt(trimmed(self.selection, tuple(dropped.values())))
        return self._tried[steps]

    def _holds(self, dropped: dict[int, Drop]) -> bool:
        trial = self.without(dropped)
        return trial is not None and self.budget.holds(trial.length)

    def fewest(self, guess: int) -> int:
        """The number of drops; all of them where even that is not enough.

        Steps from the guess, each twice as long as the one before, bracket the answer; bisection finds it.
        """
        low, high = 0, len(self.order)
        middle, stride = min(max(guess, 1), max(high - 1, 1)), 1
        while high - low > 1:
            if self._holds(self.first(middle)):
                high = middle
                middle = max(high - stride, (low + high) // 2)
            else:
                low = middle
                middle = min(low + stride, (low + high + 1) // 2)
            stride *= 2
        return high

    def packed(self, dropped: dict[int, Drop]) -> dict[int, Drop]:
        """The drops without those that fit in again, tried from the best to the worst of the best."""
        kept = dict(dropped)
        for step in sorted(dropped, reverse=True)[:_MOST_PACKED]:
            fewer = {each: drop for each, drop in kept.items() if each != step}
            if _is_whole(dropped[step], kept, step) and self._holds(fewer):
                kept = fewer
        return kept


def _is_whole(drop: Drop, kept: dict[int, Drop], step: int) -> bool:
    """Whether a leaf can come back while other drops stand: a highlight needs its entry."""
    gone = {address for each, other in kept.items() if each != step for address in other.addresses}
    return all(address.rsplit("/", 1)[0] not in gone for address in drop.addresses if address.count("/") == 2)
