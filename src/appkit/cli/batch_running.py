"""A batch at the command line: which engine runs it, what is told meanwhile, and what Ctrl-C does."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections import deque
from typing import TYPE_CHECKING

from appkit.batch import (
    ENGINES,
    WHOLE,
    Built,
    Outcome,
    Settings,
    build_job,
    in_order,
    lost_job,
    outcomes,
    plan,
)
from appkit.cli import console
from appkit.cli.batch_telling import InFull, InShort, some
from appkit.cli.interrupting import Interruption, first_one_asks
from appkit.cli.progress import bar
from appkit.dataclass import dataclass
from appkit.diagnostics import Report
from appkit.operations.build import check_documents
from appkit.operations.formats import check_formats

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from appkit.batch import Batch, Engine, Job, JobResult, Shard
    from appkit.cli.batch_telling import Teller
    from appkit.operations.build import BuildOptions

# Up to so many targets everything is told of each, and one process is as quick as several are to start.
FEW = 16
# Outcomes held back so that they are told in the order of names: a few megabytes.
_HELD = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the user wants a batch to be run; None is left to us."""

    jobs: int | None = None
    timeout: float | None = None
    cluster: str | None = None
    shared_disk: bool = False
    quiet: bool = False


def run_batch(
    directory: str,
    targets: Sequence[str] | None,
    profiles: Sequence[str] | None,
    options: BuildOptions,
    shard: Shard | None,
    wish: Wish,
) -> int:
    """Build, tell, and give the exit code."""
    started = time.perf_counter()
    report = Report()
    check_formats(options.formats or (), report)
    report.raise_if_failed()
    batch = plan(directory, targets, profiles, options, report, shard=shard or WHOLE, detailed_up_to=FEW)
    run = _Run(batch, report, wish)
    if len(batch) == 1:  # nothing to be finished: Ctrl-C ends it at once
        run.all(Interruption())
        return run.end(time.perf_counter() - started)
    with first_one_asks() as interruption:
        try:
            run.all(interruption)
        except KeyboardInterrupt:
            run.is_interrupted = True
        return run.end(time.perf_counter() - started)


class _Run:
    """One batch on its way: what is in hand, what came of the rest."""

    def __init__(self, batch: Batch, report: Report, wish: Wish) -> None:
        self._batch, self._report, self._wish = batch, report, wish
        self._total = len(batch)
        self._teller = self._new_teller()
        self._progress = bar(0, wanted=False)
        self._built = Built(batch)
        self._jobs = iter(batch)
        self._ahead: deque[Job] = deque()
        self._in_hand: dict[str, None] = {}
        self._done = self._for_others = 0
        self._kinds: set[str] = set()
        self._is_ok = True
        self._bug: Exception | None = None
        self.is_interrupted = False

    def _new_teller(self) -> Teller:
        options, quiet = self._batch.options, self._wish.quiet
        if self._total > FEW:
            return InShort(dry_run=options.dry_run, quiet=quiet)
        out = options.out or self._batch.workspace.out
        return InFull(out, alone=self._total == 1, dry_run=options.dry_run, quiet=quiet)

    def all(self, interruption: Interruption) -> None:
        """Every job, until Ctrl-C. Raises KeyboardInterrupt at a second one."""
        self._progress = bar(self._total, wanted=not self._wish.quiet)

        def stopping() -> bool:
            if interruption.asked and not interruption.is_told:
                interruption.is_told = True
                self._progress.clear()
                console.tell_error("finishing what is in hand; press Ctrl-C again to stop at once")
            self._progress.tick()
            return interruption.asked

        # Closed at once where telling fails: workers must not go on while the failure is told.
        with contextlib.closing(self._outcomes(stopping)) as found:
            for outcome in in_order(self._counted(found), _HELD):
                self._progress.clear()
                self._tell(outcome)
        self.is_interrupted = self._done < self._total

    def _outcomes(self, stopping: Callable[[], bool]) -> Generator[Outcome[JobResult], None, None]:
        """The outcomes as they come; the engine is chosen when it is known whether there is much to do."""
        while len(self._ahead) <= FEW and not stopping() and (job := next(self._jobs, None)):
            result = self._built.known(job)
            if result is None:
                self._ahead.append(job)
            else:
                yield Outcome(job=job, result=result)
        if not self._ahead:
            return
        engine, settings = _engine(self._wish, len(self._ahead))
        with engine.open(settings) as executor:
            yield from outcomes(
                build_job, self._drawn(), executor, known=self._built.known, stopping=stopping
            )

    def _counted(self, found: Iterable[Outcome[JobResult]]) -> Iterator[Outcome[JobResult]]:
        for outcome in found:
            self._in_hand.pop(outcome.job.name, None)
            self._done += 1
            self._progress.advance()
            yield outcome

    def _drawn(self) -> Iterator[Job]:
        while job := self._ahead.popleft() if self._ahead else next(self._jobs, None):
            self._in_hand[job.name] = None
            yield job

    def _tell(self, outcome: Outcome[JobResult]) -> None:
        result = outcome.result
        if outcome.error is not None:
            self._bug = self._bug or outcome.error
        if result is None:
            result = lost_job(outcome)
        if result.for_other and not self._batch.chosen:
            self._for_others += 1
            return
        self._kinds |= result.kinds
        self._is_ok = self._is_ok and result.ok
        self._teller.job(outcome.job.name, result)

    def end(self, seconds: float) -> int:
        """What is to be told when all is over; the exit code."""
        self._progress.clear()
        if self._bug is not None and self._total == 1:
            raise self._bug
        check_documents(self._batch.options.documents or (), self._kinds, self._report)
        if self._for_others and self._for_others == self._total and self._batch.shard == WHOLE:
            help_ = "a target that names no profile is built for each that is asked for"
            self._report.error("nothing-to-build", "every target is for another profile", help=help_)
        self._teller.end(self._report.diagnostics, seconds)
        if self.is_interrupted:
            return self._end_interrupted()
        if self._bug is not None:
            raise self._bug
        return 0 if self._is_ok and not self._report.failed else 1

    def _end_interrupted(self) -> int:
        missing = self._total - self._done
        waiting = itertools.chain(self._ahead, self._jobs)
        names = itertools.chain(self._in_hand, (job.name for job in waiting))
        console.tell_error(f"interrupted: {missing:,} of {self._total:,} not built ({some(names, missing)})")
        console.tell_error("run the same command again to build only what is missing")
        return 130


def _engine(wish: Wish, total: int) -> tuple[Engine, Settings]:
    """Who does the work, and how."""
    if wish.cluster is not None:
        settings = Settings(timeout=wish.timeout, address=wish.cluster, shared_disk=wish.shared_disk)
        return ENGINES["dask"], settings
    workers = min(wish.jobs or (_cores() if total > FEW else 1), total)
    return ENGINES["pebble" if workers > 1 else "serial"], Settings(workers=workers, timeout=wish.timeout)


def _cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
