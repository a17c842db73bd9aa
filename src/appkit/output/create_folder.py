"""Creating a folder of the user's own with the files in it: there as a whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING

from appkit.diagnostics import Location
from appkit.output import _disk, beside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from appkit.diagnostics import Report

# What a rename onto a folder that holds something, or onto a file, is refused with.
_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR})


def create_folder(folder: Path, files: Mapping[str, bytes], report: Report, path: str) -> bool:
    """Make ``folder``, called ``path`` in errors, of ``files`` by name; False, with one, if it cannot be.

    It is filled under a hidden name beside its place and then renamed, so that a run that is killed leaves no
    half of it: what it has left hidden the next run removes. The folder above is made where it is missing.
    """
    if folder.parent.exists() and not folder.parent.is_dir():
        report.error("not-a-folder", "this is not a folder", Location(folder.parent.as_posix()))
        return False
    is_first = not folder.parent.exists()
    try:
        if is_first:
            _disk.mkdir(folder.parent)
        with beside.waiting_folder(folder.parent, files) as waiting:
            _name(waiting, folder)
        _settle(folder, files)
    except OSError as error:
        _report(error, report, path)
        if is_first:
            with contextlib.suppress(OSError):
                _disk.rmdir(folder.parent)
        return False
    return True


def _name(waiting: Path, folder: Path) -> None:
    # A rename of ours onto an empty folder would take its place.
    if folder.exists() or folder.is_symlink():
        raise FileExistsError(errno.EEXIST, "it is already there", str(folder))
    _disk.replace(waiting, folder)


def _settle(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder's name on the disk; where that cannot be, it is not left there."""
    try:
        _disk.sync_folder(folder.parent)
    except OSError:
        with contextlib.suppress(OSError):
            for name in files:
                _disk.unlink(folder / name)
            _disk.rmdir(folder)
        raise


def _report(error: OSError, report: Report, path: str) -> None:
    if error.errno in _TAKEN:
        report.error("file-exists", "this folder is already there", Location(path), help="move it away first")
        return
    message = f"this folder cannot be written: {error.strerror or error}"
    report.error("cannot-write", message, Location(path))
