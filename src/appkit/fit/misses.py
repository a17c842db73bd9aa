"""Near misses: what was dropped and would nearly have stayed. Every answer is tried before it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.fit.fitting import Search
from appkit.fit.order import dropping_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appkit.fit.budget import Budget
    from appkit.fit.fitting import Fitted, T, Trial
    from appkit.fit.order import Drop
    from appkit.model.selection import Selection

# The best of what was dropped: more would be a list of all.
_MOST = 3


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A leaf that was dropped, and what would have kept it.

    ``lines`` is how many more lines of room would have kept it, ``points`` how many more points; None where
    no small number would.
    """

    step: int
    drop: Drop
    lines: int | None
    points: int | None


def near_misses(
    selection: Selection,
    budget: Budget,
    attempt: Callable[[Selection], Trial[T] | None],
    fitted: Fitted[T],
    holds_with: Callable[[Trial[T], int], bool],
) -> tuple[NearMiss, ...]:
    """The best leaves that were dropped, best first, with what would have kept each.

    ``holds_with`` says whether a document tried would be within its budget with so many more lines of room.
    Where not even all drops were enough, nothing was near.
    """
    if not fitted.fits:
        return ()
    best = sorted(fitted.dropped, reverse=True)[:_MOST]
    search = Search(selection, fitted.order, budget, attempt)
    # With a leaf come all better ones: only what went before it stays away.
    before = {step: {s: d for s, d in fitted.dropped.items() if s < step} for step in best}
    return tuple(
        NearMiss(
            step,
            fitted.dropped[step],
            _lines(search.without(before[step]), holds_with),
            _points(step, selection, budget, attempt, fitted),
        )
        for step in best
    )


# More lines than this are not a near miss.
_MOST_LINES = 20


def _lines(trial: Trial[T] | None, holds_with: Callable[[Trial[T], int], bool]) -> int | None:
    """How many more lines of room a document needs; each number is tried."""
    if trial is None:
        return None
    return next((more for more in range(1, _MOST_LINES + 1) if holds_with(trial, more)), None)


def _points(
    step: int,
    selection: Selection,
    budget: Budget,
    attempt: Callable[[Selection], Trial[T] | None],
    fitted: Fitted[T],
) -> int | None:
    """The fewest points that let the leaf outlive the budget: those of each better leaf are tried."""
    drop = fitted.dropped[step]
    for more in _candidates(drop, fitted.order[step:]):
        raised = dict.fromkeys(_rising_with(drop, selection), more)
        order = dropping_order(selection, raised)
        search = Search(selection, order, budget, attempt)
        kept = {a for each in order[search.fewest(len(fitted.dropped)) :] for a in each.addresses}
        if drop.item in kept:
            return more
    return None


def _rising_with(drop: Drop, selection: Selection) -> list[str]:
    """What a boost of the leaf raises: an entry's holds for all of its highlights."""
    boosted = drop.item
    return [a for a in selection.decisions if a == boosted or a.startswith(f"{boosted}/")]


def _candidates(drop: Drop, better: tuple[Drop, ...]) -> Iterator[int]:
    """As many points as would put the leaf level with, or one above, each leaf that goes after it."""
    seen = {other.score - drop.score + extra for other in better for extra in (0, 1)}
    yield from sorted(more for more in seen if more > 0)[:_TRIES]


# Each try is a few compositions: far misses are not near ones.
_TRIES = 4
