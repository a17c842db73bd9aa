"""The loop of a batch, with executors that lose what they are told to lose."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appkit.batch import ENGINES, Job, Outcome, Settings, in_order, outcomes
from poisons import jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path()


def say(job: Job) -> str:
    """The job function: the executors here do the harm."""
    if job.target == "bug":
        raise LookupError("no such thing")
    return f"{job.target} done"


class Late:
    """An executor that does what waits when it is asked for more than fits, the last first.

    A task with a job called ``kill`` or (once) ``kill-once`` is lost; ``sizes`` are those of all tasks.
    """

    def __init__(self, window: int = 4, task_seconds: float = 0.0) -> None:
        self.window, self.task_seconds = window, task_seconds
        self.sizes: list[int] = []
        self._waiting: list[Callable[[], None]] = []
        self._killed: set[str] = set()

    def submit(self, function: Callable[..., object], /, *arguments: object) -> Future[object]:
        future: Future[object] = Future()
        given: tuple[Job, ...] = arguments[1]  # type: ignore[assignment]
        self.sizes.append(len(given))
        deadly = {job.target for job in given} & ({"kill", "kill-once"} - self._killed)
        self._killed |= deadly & {"kill-once"}
        if deadly:
            self._waiting.append(lambda: future.set_exception(EOFError()))
        else:
            self._waiting.append(lambda: future.set_result(function(*arguments)))
        if len(self._waiting) >= self.window:
            self.finish()
        return future

    def finish(self) -> None:
        while self._waiting:
            self._waiting.pop()()

    def lost(self, error: BaseException) -> str | None:
        return "it died" if isinstance(error, EOFError) else None


def ok(number: int) -> list[str]:
    return [f"ok-{each}" for each in range(number)]


def finished(orders: list[str], **options: float) -> tuple[Late, dict[str, Outcome[str]]]:
    """Everything, by an executor whose last tasks are done as soon as they are sent."""
    executor = Late(window=1, **options)
    found: dict[str, Outcome[str]] = {}
    for outcome in outcomes(say, jobs(HERE, orders), executor):  # type: ignore[arg-type]
        assert outcome.job.target not in found, "told twice"
        found[outcome.job.target] = outcome
    return executor, found


def test_every_job_has_one_outcome() -> None:
    _, found = finished(ok(20))

    assert {name: outcome.result for name, outcome in found.items()} == {n: f"{n} done" for n in ok(20)}


def test_what_is_lost_once_is_done_again() -> None:
    _, found = finished([*ok(3), "kill-once"])

    assert found["kill-once"].result == "kill-once done"


def test_what_is_lost_twice_is_told() -> None:
    executor, found = finished(["kill", *ok(3)])

    assert (found["kill"].lost, found["kill"].result) == ("it died", None)
    assert [found[name].result for name in ok(3)] == [f"{name} done" for name in ok(3)]
    assert executor.sizes == [1, 1, 1, 1, 1]


def test_neighbours_in_a_task_are_not_blamed() -> None:
    """A task of several comes back as tasks of one: only the job that kills its worker is given up."""
    executor, found = finished([*ok(40), "kill", *[f"more-{n}" for n in range(40)]], task_seconds=1e9)

    assert [name for name, outcome in found.items() if outcome.lost] == ["kill"]
    assert sum(outcome.result is not None for outcome in found.values()) == 80
    assert max(executor.sizes) > 16


def test_an_error_is_its_own_jobs() -> None:
    _, found = finished(["bug", "ok-1"])

    error = found["bug"].error
    assert isinstance(error, LookupError)
    assert "while building bug" in error.__notes__[0]
    assert "test_loop.py" in error.__notes__[0]
    assert found["ok-1"].result == "ok-1 done"


def test_an_interruption_is_no_error() -> None:
    def interrupt(job: Job) -> str:
        raise KeyboardInterrupt

    with ENGINES["serial"].open(Settings()) as executor, pytest.raises(KeyboardInterrupt):
        list(outcomes(interrupt, jobs(HERE, ["a"]), executor))


def test_jobs_are_drawn_when_there_is_room() -> None:
    """The million jobs of a batch are never in memory at once."""
    executor, drawn = Late(window=3), []

    def endless() -> Iterator[Job]:
        while True:
            drawn.append(1)
            yield from jobs(HERE, ["ok"])

    found = outcomes(say, endless(), executor)  # type: ignore[arg-type]
    for _ in range(9):
        next(found)

    assert len(drawn) <= 9 + 3


def test_stopping_finishes_what_is_in_flight_only() -> None:
    executor, told = Late(window=3), list[str | None]()
    found = outcomes(say, jobs(HERE, ok(100)), executor, stopping=lambda: bool(told))  # type: ignore[arg-type]
    for outcome in found:
        told += [outcome.result]

    assert sorted(map(str, told)) == ["ok-0 done", "ok-1 done", "ok-2 done"]


def test_what_is_known_is_not_sent() -> None:
    executor = Late(window=1)
    known = {"ok-1": "known", "ok-2": "known"}

    found = outcomes(say, jobs(HERE, ok(4)), executor, known=lambda job: known.get(job.target))  # type: ignore[arg-type]

    assert sorted(outcome.result or "" for outcome in found) == ["known", "known", "ok-0 done", "ok-3 done"]
    assert sum(executor.sizes) == 2


# -- order ---------------------------------------------------------------------------------------------------


def numbers(given: list[int], held: int) -> list[int]:
    made = {job.number: job for job in jobs(HERE, ok(len(given)))}
    return [each.job.number for each in in_order((Outcome[str](job=made[n], result="") for n in given), held)]


@pytest.mark.parametrize("given", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2]])
def test_outcomes_in_the_order_of_jobs(given: list[int]) -> None:
    assert numbers(given, held=4) == [0, 1, 2, 3]


def test_nothing_waits_for_ever_for_what_is_late() -> None:
    """The first job hangs: the others are told, in order as far as they are held back, and it comes last."""
    assert numbers([2, 1, 4, 3, 6, 5, 0], held=2) == [1, 2, 3, 4, 5, 6, 0]


def test_what_is_in_order_is_not_held_back() -> None:
    source = iter([0, 1])
    made = jobs(HERE, ok(2))
    found = in_order((Outcome[str](job=made[n], result="") for n in source), 10)

    assert next(found).job.number == 0
    assert list(source) == [1]
