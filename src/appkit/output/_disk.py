"""The calls that touch the disk, each one a function here and nowhere else in ``output``.

That is the seam at which tests stop a run: replace ``write``, ``fsync``, ``replace``, ``unlink``, ``mkdir``
or ``rmdir`` of this module by a function that fails, or ends the process, at its n-th call.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# O_EXCL: a new file is made, so that a link waiting under that name is never followed.
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_WINDOWS = os.name == "nt"


class IrregularFileError(OSError):
    """A folder, link, pipe or device stands where a file belongs."""


def write(descriptor: int, data: bytes) -> None:
    """All of ``data``, written to an open file."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def fsync(descriptor: int) -> None:
    """An open file or folder, forced to the disk."""
    os.fsync(descriptor)


def replace(source: Path, destination: Path) -> None:
    """``source`` under the name ``destination``, in one step."""
    source.replace(destination)


def probe(path: Path) -> None:
    """Nothing, or OSError where a file cannot be replaced because a program holds it (on Windows)."""
    path.rename(path)


def unlink(path: Path) -> None:
    """A file, removed."""
    path.unlink()


def mkdir(path: Path) -> None:
    """A folder, made."""
    path.mkdir()


def rmdir(path: Path) -> None:
    """An empty folder, removed."""
    path.rmdir()


def create(path: Path, data: bytes) -> None:
    """A new file, on the disk when this returns; what an earlier run has left under that name is removed.

    Raises OSError, always with the file's name.
    """
    with contextlib.suppress(FileNotFoundError):
        unlink(path)
    descriptor = open_new(path)
    try:
        fill(path, descriptor, data)
    finally:
        os.close(descriptor)


def open_new(path: Path) -> int:
    """A new file, open for writing. Raises FileExistsError where anything is under that name."""
    return os.open(path, _NEW_FILE, 0o666)


def fill(path: Path, descriptor: int, data: bytes) -> None:
    """``data`` in an open file, on the disk when this returns. Raises OSError with the file's name."""
    try:
        write(descriptor, data)
        fsync(descriptor)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def sync_folder(path: Path) -> None:
    """The names in a folder, forced to the disk where the system can (Windows cannot, some file systems)."""
    if _WINDOWS:
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            error.filename = error.filename or str(path)
            raise
    finally:
        os.close(descriptor)


def read(path: Path) -> bytes | None:
    """The bytes of a file, or None where nothing is.

    Raises :class:`IrregularFileError` for what is not a file (it is not opened: a pipe would wait for ever).
    """
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            raise IrregularFileError(errno.EINVAL, "not a regular file", str(path))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
