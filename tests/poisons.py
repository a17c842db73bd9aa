"""Job functions that do harm, for workers to import, and the jobs that tell them what to do."""

from __future__ import annotations

import os
import re
import signal
import threading
from typing import TYPE_CHECKING

from appkit.batch import Job
from appkit.operations.build import BuildOptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def jobs(root: Path, orders: Iterable[str]) -> list[Job]:
    """One job for each order, which its target's name says: ``kill``, ``hang``, ``ok-3``."""
    return [
        Job(root=root, target=order, profile=None, options=BuildOptions(), run="r", number=number)
        for number, order in enumerate(orders)
    ]


def obey(job: Job) -> str:
    """What the job says; ``kill-once`` knows by a file that it was here before."""
    order = job.target
    if order == "kill" or (order == "kill-once" and _is_first(job)):
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "hang":
        threading.Event().wait()
    if order == "bug":
        raise LookupError("no such thing")
    return f"{order} done"


def _is_first(job: Job) -> bool:
    marker = job.root / f"{job.target}.was-here"
    was_here = marker.exists()
    marker.touch()
    return not was_here


def never_return(job: Job) -> None:
    """Print the worker's id, and look for a match for longer than the sun will shine.

    Python's lock is held meanwhile: no other thread of the process gets to do anything.
    """
    os.write(1, f"{os.getpid()}\n".encode())
    re.match("(a+)+$", "a" * 64 + "b")
