"""Files of the user's own on their way: written whole under a hidden name beside the place they are for.

No lock is held for the user's own files, so a run may meet another that writes beside the same one. Each file
on its way therefore has a name of its own, by chance, and is locked: what a killed run has left is told from
what a running one needs by the lock, which the system takes off when a process ends.
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from appkit.output import _disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NAME = re.compile(r"\.[0-9a-f]{8}\.appkit-new\Z")


@contextlib.contextmanager
def waiting(folder: Path, data: bytes) -> Iterator[Path]:
    """A new file in ``folder``, on the disk with ``data``; what is left of it at the end is removed.

    Raises OSError where it cannot be written.
    """
    sweep(folder)
    path, descriptor = _made(folder)
    try:
        _disk.fill(path, descriptor, data)
        if os.name == "nt":  # where an open file cannot get another name
            os.close(descriptor)
            descriptor = -1
        yield path
    finally:
        with contextlib.suppress(OSError):
            _disk.unlink(path)
        if descriptor >= 0:
            os.close(descriptor)


def _made(folder: Path) -> tuple[Path, int]:
    while True:
        path = folder / f".{os.urandom(4).hex()}.appkit-new"
        with contextlib.suppress(FileExistsError):
            descriptor = _disk.open_new(path)
            _lock(descriptor)
            # Another run may have swept it away in the moment before it was locked.
            if os.name == "nt" or os.fstat(descriptor).st_nlink:
                return path, descriptor
            os.close(descriptor)


def leftovers(folder: Path) -> tuple[Path, ...]:
    """What killed runs have left in ``folder``."""
    return tuple(file for file in _hidden(folder) if _if_left(file, lambda _: None))


def sweep(folder: Path) -> tuple[Path, ...]:
    """The ``leftovers``, removed as far as they can be."""
    return tuple(file for file in _hidden(folder) if _if_left(file, _disk.unlink))


def _hidden(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if _NAME.match(file.name))
    except OSError:
        return []


def _if_left(file: Path, act: Callable[[Path], None]) -> bool:
    """Whether no process is writing the file, and ``act`` could be called for it while that was so.

    On Windows there are no such locks, and none are needed: a file that is open there cannot be removed.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(file, flags)
    except OSError:
        return False
    try:
        if os.name == "nt":
            os.close(descriptor)
            descriptor = -1
        else:
            _lock(descriptor, wait=False)
        act(file)
    except OSError:  # it is locked, cannot be locked, or cannot be removed
        return False
    finally:
        if descriptor >= 0:
            os.close(descriptor)
    return True


def _lock(descriptor: int, *, wait: bool = True) -> None:
    """Lock an open file until it is closed.

    Raises OSError where another process has locked it and this one does not wait for it, or where the file
    system has no locks: then what is left stays, since better one file too many than another run's removed.
    """
    if os.name == "nt":
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        if not wait:
            raise
