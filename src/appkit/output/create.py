"""Creating a file of the user's own: whole or not at all, and never over one that is there."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from appkit.diagnostics import Location
from appkit.output import _disk, beside

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.diagnostics import Report


def create_text(file: Path, text: str | bytes, report: Report, path: str) -> bool:
    """Write ``text`` (or bytes) to a new ``file``, called ``path`` in errors; False, with one, if not.

    The text is written beside its place and then linked to its name, which fails where that exists.
    """
    data = text.encode() if isinstance(text, str) else text
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.waiting(file.parent, data) as waiting:
            _name(waiting, file)
        _settle(file, data)
    except FileExistsError:
        report.error("file-exists", "this file is already there", Location(path), help="move it away first")
        return False
    except OSError as error:
        report.error(
            "cannot-write", f"this file cannot be written: {error.strerror or error}", Location(path)
        )
        return False
    return True


def _settle(file: Path, data: bytes) -> None:
    """The name of a new file on the disk; where that cannot be, it is not left there by half."""
    try:
        _disk.sync_folder(file.parent)
    except OSError:
        with contextlib.suppress(OSError):
            if _disk.read(file) == data:
                _disk.unlink(file)
        raise


def _name(waiting: Path, file: Path) -> None:
    try:
        os.link(waiting, file)
    except FileExistsError:
        raise
    except OSError as error:  # a file system without hard links: a rename, after a look
        if file.exists():
            raise FileExistsError from error
        _disk.replace(waiting, file)
