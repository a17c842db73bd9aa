"""How far a long run is: one line on a terminal, gone before anything else is printed."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

# Seconds: until the line first appears, between two of them, and how far back the rate looks.
_PATIENCE, _PAUSE, _WINDOW = 0.5, 0.1, 15.0
_BAR = 20


class Progress:
    """A line on ``stream`` with the jobs done, their rate and the time left.

    Nothing appears where the stream is no terminal, and nothing in CI, whose logs keep every state of
    a line. ``clock`` counts seconds.
    """

    def __init__(
        self,
        total: int,
        stream: TextIO | None,
        *,
        wanted: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total, self._stream, self._clock = total, stream, clock
        self._on = wanted and stream is not None and stream.isatty() and not _is_dumb()
        self._done = 0
        self._width = 0
        self._due = clock() + _PATIENCE
        self._past = deque([(clock(), 0)])

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        self.tick()

    def tick(self) -> None:
        """Show how things stand, unless that was shown just now."""
        now = self._clock()
        if not self._on or now < self._due:
            return
        self._due = now + _PAUSE
        self._past.append((now, self._done))
        while len(self._past) > 2 and now - self._past[1][0] > _WINDOW:
            self._past.popleft()
        self._draw(self._line(now))

    def clear(self) -> None:
        """Make room for a line of something else."""
        if self._width:
            self._draw("")

    def _line(self, now: float) -> str:
        since, before = self._past[0]
        rate = (self._done - before) / (now - since) if now > since else 0.0
        part = self._done / self._total if self._total else 1.0
        bar = "#" * int(part * _BAR)
        line = f"[{bar:<{_BAR}}] {self._done:,} of {self._total:,}"
        if rate > 0:
            left = (self._total - self._done) / rate
            line += f", {said_rate(rate)}, {said_time(left)} left"
        return line

    def _draw(self, line: str) -> None:
        """The line in place of the last one. Spaces erase, since not every console knows an escape for it."""
        assert self._stream is not None
        self._stream.write(f"\r{line:<{self._width}}" + ("" if line else "\r"))
        self._stream.flush()
        self._width = len(line)


def bar(total: int, *, wanted: bool) -> Progress:
    """The progress of a run over ``total`` jobs, on stderr."""
    return Progress(total, sys.stderr, wanted=wanted)


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb" or bool(os.environ.get("CI"))


def said_rate(rate: float) -> str:
    """Jobs in a second, or in a minute where they are fewer."""
    return f"{rate:.0f} a second" if rate >= 2 else f"{60 * rate:.0f} a minute"


def said_time(seconds: float) -> str:
    """A time as people say it: ``8 s``, ``3 min 20 s``, ``2 h 5 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
