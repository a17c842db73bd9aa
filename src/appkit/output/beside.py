"""Files and folders of the user's own on their way: written whole under a hidden name beside their place.

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
    from collections.abc import Callable, Iterator, Mapping
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


@contextlib.contextmanager
def waiting_folder(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A new folder in ``folder``, on the disk with ``files`` by name; what is left of it is removed.

    Raises OSError where it cannot be written.
    """
    sweep(folder)
    path = _hidden_name(folder)
    _disk.mkdir(path)
    # Windows cannot open a folder: there it has no lock, and none that is left is ever taken for a leftover.
    descriptor = -1 if os.name == "nt" else os.open(path, os.O_RDONLY)
    try:
        if descriptor >= 0:
            _lock(descriptor)
        for name, data in files.items():
            _disk.create(path / name, data)
        _disk.sync_folder(path)
        yield path
    finally:
        with contextlib.suppress(OSError):
            _remove(path)
        if descriptor >= 0:
            os.close(descriptor)


def _hidden_name(folder: Path) -> Path:
    return folder / f".{os.urandom(4).hex()}.appkit-new"


def _remove(path: Path) -> None:
    """A file, or a folder of files."""
    if path.is_symlink() or not path.is_dir():
        _disk.unlink(path)
        return
    for file in sorted(path.iterdir()):
        _disk.unlink(file)
    _disk.rmdir(path)


def _made(folder: Path) -> tuple[Path, int]:
    while True:
        path = _hidden_name(folder)
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
    return tuple(file for file in _hidden(folder) if _if_left(file, _remove))


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
