"""Ctrl-C in the middle of a batch: the first lets what is in hand be finished, the second stops at once."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@dataclass(slots=True)
class Interruption:
    """Whether Ctrl-C was pressed; ``is_told`` whether the user has been answered."""

    asked: bool = False
    is_told: bool = False

    def _note(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's signature
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


@contextlib.contextmanager
def first_one_asks() -> Iterator[Interruption]:
    """While it lasts, the first Ctrl-C is noted and the next raises KeyboardInterrupt."""
    interruption = Interruption()
    # Only the main thread may say what signals do; one that is ignored (`nohup`, a shell's `&`) stays so.
    if threading.current_thread() is not threading.main_thread() or _is_ignored():
        yield interruption
        return
    before = signal.signal(signal.SIGINT, interruption._note)  # noqa: SLF001 - its own
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, before)


def _is_ignored() -> bool:
    return signal.getsignal(signal.SIGINT) in {signal.SIG_IGN, None}
