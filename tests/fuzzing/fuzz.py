"""The runner of mutants: each file changed by chance, read, checked and sometimes built, all in memory.

What is asked of each: no exception, an end within seconds, every place that is told lies in its file, what is
told can be printed, and documents say the same words in Markdown, text and DOCX.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import signal
import traceback
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from changes import Change, by_chance, mutant
from in_memory import checked, complaints, lend, opened, specimens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from in_memory import Specimen

    from appkit.load import Workspace

# Of processor time, for one mutant; the slowest that was ever good took a fifth of it.
SECONDS: Final = 5
# Of any time, for C code that no signal interrupts.
_STUCK = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A mutant that went wrong: its number, which tells it, what was changed, and what went wrong."""

    number: int
    path: str
    changes: str
    content: bytes
    wrong: list[str]

    def __str__(self) -> str:
        return f"mutant {self.number} of {self.path} ({self.changes}):\n" + "\n".join(self.wrong)


@dataclass(slots=True)
class Tally:
    """How many mutants were read, how many of them were right, and how many of those were built."""

    mutants: int = 0
    valid: int = 0
    built: int = 0


class HangError(BaseException):
    """A mutant took too long; no handler of exceptions may take it for one."""


@cache
def _unchanged(specimen_number: int) -> Workspace:
    """A specimen's workspace with everything read that it needs."""
    specimen = specimens()[specimen_number]
    workspace = opened(specimen.files)
    checked(workspace, specimen.path, everything=True)
    return workspace


def judge(specimen_number: int, content: bytes, tally: Tally, *, build: bool) -> list[str]:
    """What goes wrong with a specimen's workspace when its file has this content."""
    specimen = specimens()[specimen_number]
    base = _unchanged(specimen_number)
    try:
        with _in_time():
            workspace = opened({**specimen.files, specimen.path: content})
            lend(workspace, base, specimen.path)
            report, documents = checked(workspace, specimen.path, everything=build)
            wrong = list(complaints(workspace, report, documents, formats=build))
    except (Exception, HangError) as error:  # noqa: BLE001 - it is what this is about
        return traceback.format_exception(error)[-6:]
    tally.mutants += 1
    tally.valid += not report.failed
    tally.built += build and not report.failed and bool(documents)
    return wrong


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    """Raise HangError in the block when it has used more than its processor time."""

    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def drawn(seed: int, number: int, *, templates: bool = True) -> tuple[int, list[Change]]:
    """The specimen and the changes of a mutant: the same for the same numbers, on every machine.

    Without ``templates`` they are left out: for each of them Jinja2 takes the time of twenty others.
    """
    chance = random.Random(f"{seed}/{number}")
    specimen = chance.choices(range(len(specimens())), _weights(templates))[0]
    return specimen, by_chance(chance, _contents())


@cache
def _weights(templates: bool) -> tuple[int, ...]:
    return tuple(
        each.weight if templates or not each.path.startswith("templates/") else 0 for each in specimens()
    )


@cache
def _contents() -> tuple[bytes, ...]:
    return tuple(each.content for each in specimens())


def run(
    seed: int, numbers: Iterable[int], tally: Tally, *, builds: int, templates: bool = True
) -> Iterator[Found]:
    """Those of the mutants that go wrong; of so many, one is built where it is right."""
    for number in numbers:
        chosen, changes = drawn(seed, number, templates=templates)
        specimen: Specimen = specimens()[chosen]
        content = mutant(specimen.content, changes)
        wrong = judge(chosen, content, tally, build=number % builds == 0)
        if wrong:
            yield Found(number, specimen.path, repr(changes), content, wrong)


# -- on every processor --------------------------------------------------------------------------------------


def run_apart(seed: int, count: int, *, builds: int, workers: int) -> tuple[Tally, list[Found]]:
    """The mutants 0 to ``count``, in processes of their own; one that hangs or dies is told as found."""
    context = multiprocessing.get_context("fork")
    started = []
    for worker in range(workers):
        ours, theirs = context.Pipe(duplex=False)
        at = context.Value("q", -1, lock=False)
        numbers = range(worker, count, workers)
        process = context.Process(target=_work, args=(seed, numbers, builds, at, theirs), daemon=True)
        process.start()
        theirs.close()
        started.append((process, ours, at))
    tally, found = Tally(), []
    for process, ours, at in started:
        try:
            done, those = ours.recv()
        except EOFError:
            process.join()
            chosen, changes = drawn(seed, at.value)
            found.append(
                Found(
                    at.value,
                    specimens()[chosen].path,
                    repr(changes),
                    b"",
                    [f"the process ended with {process.exitcode}"],
                )
            )
            continue
        process.join()
        tally = Tally(tally.mutants + done.mutants, tally.valid + done.valid, tally.built + done.built)
        found += those
    return tally, found


def _work(seed: int, numbers: range, builds: int, at: object, to: Connection) -> None:
    tally = Tally()
    found: list[Found] = []
    for number in numbers:
        at.value = number  # type: ignore[attr-defined]
        signal.alarm(_STUCK)
        found += run(seed, (number,), tally, builds=builds)
        if len(found) >= 50:
            break
    signal.alarm(0)
    to.send((tally, found))
