"""Loaded into the process that workers are forked from, and nowhere else: the import is the effect.

A batch may be interrupted in the moment in which a worker starts. What the worker is to be made of is gone
then, and Python tells of that with a traceback below the message that the user has asked for. No code of ours
runs before a worker has been made: what fails later is told as what became of a job.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # A semaphore that has been removed, a pipe whose other end has been closed.
    if not isinstance(error, FileNotFoundError | EOFError | ConnectionError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _tell
