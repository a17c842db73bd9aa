"""Replacing a file whole: after a crash it is the old one or the new one, never a part of either."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from appkit.diagnostics import Location
from appkit.output import _disk, beside

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.diagnostics import Report


def replace_content(file: Path, old: bytes | None, new: bytes, report: Report, path: str) -> bool:
    """Put ``new`` in the place of ``old`` in ``file``, called ``path`` in diagnostics; False if it cannot be.

    What has changed since ``old`` was read stays, and that is an error in ``report``; None means a file of
    ours, whatever it says. A link stays a link, and the file keeps its permissions.
    """
    try:
        # A link is followed: its user wants the file it leads to changed, not the link replaced.
        _replace(file.resolve(), old, new)
    except _ChangedError:
        report.error(
            "changed-meanwhile", "this file has changed since it was read", Location(path), help="try again"
        )
        return False
    except OSError as error:
        message = f"this file cannot be written: {error.strerror or error}"
        report.error("cannot-write", message, Location(path))
        return False
    return True


def is_content(file: Path, content: bytes) -> bool:
    """Whether ``file`` is a file that says exactly ``content``."""
    try:
        return _disk.read(file) == content
    except OSError:  # what stands in the way is told when the file is written
        return False


class _ChangedError(Exception):
    pass


def _replace(file: Path, old: bytes | None, new: bytes) -> None:
    mode = None
    if old is not None:
        if not os.access(file, os.W_OK):
            # Replacing would not need the permission, but its owner has said that it is not to be changed.
            raise PermissionError(0, "it is read-only", str(file))
        mode = stat.S_IMODE(file.stat().st_mode)
    file.parent.mkdir(parents=True, exist_ok=True)
    with beside.waiting(file.parent, new) as waiting:
        if mode is not None:
            waiting.chmod(mode)
        # As late as can be: an editor may save while ids are being worked out.
        if old is not None and _disk.read(file) != old:
            raise _ChangedError
        _disk.replace(waiting, file)
    _disk.sync_folder(file.parent)
