"""The line that tells how far a batch is."""

from __future__ import annotations

import io

import pytest

from appkit.cli.progress import Progress, said_time


class Terminal(io.StringIO):
    """A stream that says it is a terminal, and knows what stands on its last line."""

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> str:
        line = ""
        for part in self.getvalue().rpartition("\n")[2].split("\r"):
            line = part + line[len(part) :]
        return line.rstrip()


class Clock:
    """Seconds that pass when they are told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _a_plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def after(progress: Progress, clock: Clock, *, jobs: int, seconds: float) -> None:
    for _ in range(jobs):
        clock.now += seconds / jobs
        progress.advance()


def test_rate_and_time_left() -> None:
    terminal, clock = Terminal(), Clock()
    progress = Progress(1000, terminal, clock=clock)

    after(progress, clock, jobs=250, seconds=10)

    assert terminal.shown == "[#####               ] 250 of 1,000, 25 a second, 30 s left"


def test_the_rate_is_that_of_the_last_seconds() -> None:
    """Many targets that are skipped say nothing about those that are built."""
    terminal, clock = Terminal(), Clock()
    progress = Progress(1200, terminal, clock=clock)

    after(progress, clock, jobs=1000, seconds=1)
    after(progress, clock, jobs=100, seconds=50)

    assert terminal.shown.endswith("1,100 of 1,200, 2 a second, 50 s left")


def test_it_goes_on_where_nothing_ends() -> None:
    """A hanging job: the time left grows, rather than standing still."""
    terminal, clock = Terminal(), Clock()
    progress = Progress(100, terminal, clock=clock)
    after(progress, clock, jobs=50, seconds=10)
    before = terminal.shown

    clock.now += 10
    progress.tick()

    assert (before.endswith("10 s left"), terminal.shown.endswith("30 s left")) == (True, True)


def test_cleared_it_leaves_nothing() -> None:
    terminal, clock = Terminal(), Clock()
    progress = Progress(10, terminal, clock=clock)
    after(progress, clock, jobs=5, seconds=5)

    progress.clear()

    assert terminal.shown == ""
    assert terminal.getvalue().endswith("\r")


def test_a_short_run_shows_none() -> None:
    terminal, clock = Terminal(), Clock()
    progress = Progress(10, terminal, clock=clock)

    after(progress, clock, jobs=10, seconds=0.4)
    progress.clear()

    assert terminal.getvalue() == ""


@pytest.mark.parametrize("where", ["pipe", "CI", "dumb", "quiet", "nowhere"])
def test_at_a_terminal_only(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    if where == "CI":
        monkeypatch.setenv("CI", "true")
    if where == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    stream = io.StringIO() if where == "pipe" else Terminal()
    clock = Clock()
    progress = Progress(10, None if where == "nowhere" else stream, wanted=where != "quiet", clock=clock)

    after(progress, clock, jobs=10, seconds=10)
    progress.clear()

    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min"), (-1, "0 s")],
)
def test_times_as_people_say_them(seconds: float, said: str) -> None:
    assert said_time(seconds) == said
