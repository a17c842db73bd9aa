"""Signals in the middle of a batch: the first Ctrl-C lets what is in hand be finished, the next stops all.

So does SIGTERM, which schedulers of jobs send: workers are ended and what was built is told.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@dataclass(slots=True)
class Interruption:
    """Whether Ctrl-C was pressed; ``is_told`` whether the user has been answered.

    ``is_killed`` says that it was SIGTERM that ended the batch.
    """

    asked: bool = False
    is_told: bool = False
    is_killed: bool = False

    def note_interrupt(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's
        """Handle SIGINT. Raises KeyboardInterrupt at the second."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def note_termination(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as above
        """Handle SIGTERM. Raises KeyboardInterrupt."""
        self.is_killed = True
        raise KeyboardInterrupt


@contextlib.contextmanager
def first_one_asks() -> Iterator[Interruption]:
    """While it lasts, the first Ctrl-C is noted, and the next raises KeyboardInterrupt; so does SIGTERM.

    A process that got SIGTERM then dies of it, as whoever sent it expects.
    """
    interruption = Interruption()
    # Only the main thread may say what signals do.
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    handlers = {signal.SIGINT: interruption.note_interrupt, signal.SIGTERM: interruption.note_termination}
    # One that is ignored (`nohup`, a shell's `&`) stays so.
    before = {number: signal.getsignal(number) for number in handlers}
    taken = [number for number, handler in before.items() if handler not in {signal.SIG_IGN, None}]
    for number in taken:
        signal.signal(number, handlers[number])
    try:
        yield interruption
    finally:
        for number in taken:
            signal.signal(number, before[number])
        if interruption.is_killed:
            os.kill(os.getpid(), signal.SIGTERM)
