"""A dask scheduler and its workers, each a process of its own on this machine, at ports that are free."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# No process here takes a tenth as long to say what is waited for; one that never does fails the test.
DEADLINE = 60.0


def python_path(folder: Path) -> str:
    """A PYTHONPATH that begins with a folder."""
    return os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))


@dataclass(slots=True)
class Cluster:
    """A running scheduler; what is started with it ends with it."""

    address: str
    folder: Path
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def worker(self, **environment: str) -> subprocess.Popen[str]:
        """A worker that the scheduler knows, with one thread and nobody to start it again."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        command = ("worker", self.address, *options, "--local-directory", str(self.folder))
        process, _ = _started(command, "Registered to:", environment)
        self.processes.append(process)
        return process


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A scheduler at a free port; ``folder`` is where workers put what they need."""
    command = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    process, address = _started(command, r"Scheduler at:\s+(\S+)", {})
    running = Cluster(address, folder, [process])
    try:
        yield running
    finally:
        for each in reversed(running.processes):
            each.kill()
            each.wait()


def _started(
    command: tuple[str, ...], said: str, environment: dict[str, str]
) -> tuple[subprocess.Popen[str], str]:
    """A process of dask's that has said something, and the last group of what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    return process, until(process, said)


def until(process: subprocess.Popen[str], said: str) -> str:
    """Wait until a process says something on stderr, of which the last group is given; read on behind it."""
    assert process.stderr is not None
    timer = threading.Timer(DEADLINE, process.kill)
    timer.start()
    heard = []
    for line in process.stderr:
        heard.append(line)
        if found := re.search(said, line):
            timer.cancel()
            threading.Thread(target=_drain, args=(process,), daemon=True).start()
            return found[found.lastindex or 0]
    process.wait()
    raise AssertionError(f"{said!r} was never said, but:\n{''.join(heard)}")


def _drain(process: subprocess.Popen[str]) -> None:
    """A process whose stderr nobody reads stops when the pipe is full."""
    assert process.stderr is not None
    with contextlib.suppress(ValueError):  # closed
        for _ in process.stderr:
            pass
    process.stderr.close()
