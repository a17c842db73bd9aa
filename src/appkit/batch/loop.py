"""The loop of every batch: jobs in, outcomes out, whoever does the work."""

from __future__ import annotations

import heapq
import queue
import time
from dataclasses import field
from typing import TYPE_CHECKING, Generic, TypeVar

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from appkit.batch.engines import Executor, Promise
    from appkit.batch.jobs import Job

T = TypeVar("T")

# At most so many jobs in one task: what is lost with a worker is done again one by one.
_LARGEST_TASK = 500
# How long to wait for a result before looking whether to stop: a wait without end cannot be interrupted on
# Windows.
_LOOK_UP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """What became of one job: exactly one of ``result``, ``error`` and ``lost`` is there.

    ``error`` is what the job function raised; ``lost`` says why the work was lost, at the second attempt.
    """

    job: Job
    result: T | None = None
    error: Exception | None = None
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    """What a task gives back: results or errors in the order of its jobs, and how many seconds it took."""

    results: tuple[T | Exception, ...]
    seconds: float


def outcomes(
    function: Callable[[Job], T],
    jobs: Iterable[Job],
    executor: Executor,
    *,
    known: Callable[[Job], T | None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome[T]]:
    """Every job's outcome, as they end; see the package for what is promised.

    ``known`` is asked here before a job is sent: a result that it has is the job's outcome. ``stopping`` is
    asked before a job is drawn: once it is true, only what is in flight is still finished.
    """
    flight: _Flight[T] = _Flight(function, executor)
    waiting = iter(jobs)
    while True:
        drawn: list[Job] = []
        while flight.has_room and not stopping() and (job := next(waiting, None)):
            result = known(job)
            if result is not None:
                yield Outcome(job=job, result=result)
                continue
            drawn.append(job)
            if len(drawn) >= flight.task_size:
                flight.send(_Task(tuple(drawn), first=True))
                drawn = []
        if drawn:
            flight.send(_Task(tuple(drawn), first=True))
        if not flight.tasks:
            return
        yield from flight.land()


def in_order(found: Iterable[Outcome[T]], held: int) -> Iterator[Outcome[T]]:
    """The outcomes by the numbers of their jobs, as far as holding back ``held`` of them allows.

    Up to so many jobs, the order is always that in which they were drawn. An outcome that is late by more
    comes when it comes.
    """
    waiting: list[tuple[int, Outcome[T]]] = []
    expected = 0
    for outcome in found:
        heapq.heappush(waiting, (outcome.job.number, outcome))
        while waiting and (waiting[0][0] <= expected or len(waiting) > held):
            number, first = heapq.heappop(waiting)
            expected = max(expected, number + 1)
            yield first
    while waiting:
        yield heapq.heappop(waiting)[1]


@dataclass(frozen=True, slots=True)
class _Task:
    """Jobs in flight together; ``first`` says that it is their first attempt."""

    jobs: tuple[Job, ...]
    first: bool


@dataclass(slots=True)
class _Flight(Generic[T]):
    """The tasks in flight, by the promise of each."""

    function: Callable[[Job], T]
    executor: Executor
    tasks: dict[Promise[_Done[T]], _Task] = field(default_factory=dict)
    landed: queue.SimpleQueue[Promise[_Done[T]]] = field(default_factory=queue.SimpleQueue)
    task_size: int = 1

    @property
    def has_room(self) -> bool:
        """Whether another task may be sent."""
        return len(self.tasks) < self.executor.window

    def send(self, task: _Task) -> None:
        """Submit one task."""
        promise = self.executor.submit(_run, self.function, task.jobs)
        self.tasks[promise] = task
        promise.add_done_callback(self.landed.put)

    def land(self) -> Iterator[Outcome[T]]:
        """The outcomes of the task that ends next, or after a while none; lost work is sent again."""
        try:
            promise = self.landed.get(timeout=_LOOK_UP)
        except queue.Empty:
            return
        task = self.tasks.pop(promise)
        error = promise.exception()
        if error is None:
            yield from self._landed(task, promise.result())
            return
        reason = self.executor.lost(error)
        if reason is None:
            # Not the job function, whose errors are results: what it gave cannot be sent, say.
            raise error
        for job in task.jobs:
            if task.first:
                self.send(_Task((job,), first=False))
            else:
                yield Outcome(job=job, lost=reason)

    def _landed(self, task: _Task, done: _Done[T]) -> Iterator[Outcome[T]]:
        if self.executor.task_seconds and done.seconds > 0:
            fitting = int(self.executor.task_seconds / done.seconds * len(task.jobs))
            # Twice the last size at most: the first job of a worker says little about the others.
            self.task_size = max(1, min(fitting, 2 * self.task_size, _LARGEST_TASK))
        for job, result in zip(task.jobs, done.results, strict=True):
            if isinstance(result, Exception):
                yield Outcome(job=job, error=result)
            else:
                yield Outcome(job=job, result=result)


def _run(function: Callable[[Job], T], jobs: tuple[Job, ...]) -> _Done[T]:
    """The job function over the jobs of one task: this is what workers call."""
    started = time.perf_counter()
    results = tuple(_tried(function, job) for job in jobs)
    return _Done(results, time.perf_counter() - started)


def _tried(function: Callable[[Job], T], job: Job) -> T | Exception:
    try:
        return function(job)
    except Exception as error:  # noqa: BLE001 - one job's bug is not the others' trouble
        import traceback  # noqa: PLC0415 - as rare as bugs should be

        # A traceback does not travel between processes, a note does.
        error.add_note(f"while building {job.name}:\n{traceback.format_exc()}")
        return error
