"""What a child process of a cluster's worker is asked to do in tests."""

from __future__ import annotations

import os
import signal
import sys

from appkit.batch.cluster_child import step


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(7)


def hang() -> None:
    signal.pause()


def wrong() -> None:
    raise LookupError("no such thing")


def cannot_be_sent() -> object:
    return sys.stderr


def noisy() -> str:
    os.write(1, b"words that nobody asked for")
    sys.stdout.write("and more")
    sys.stdout.flush()
    return "answer"


def stepping() -> str:
    for _ in range(3):
        step()
    return "answer"


def process() -> int:
    return os.getpid()
