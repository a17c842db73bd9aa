"""Creating several files of the user's own: all of them or none."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from appkit.diagnostics import Location
from appkit.output.create import create_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from appkit.diagnostics import Report


def create_all(root: Path, files: Mapping[str, str | bytes], report: Report) -> bool:
    """Write new files, given by their paths from ``root``; False, with an error, if one cannot be.

    Then those written before it, and the folders made for them, are removed again.
    """
    made: list[Path] = []
    folders = _missing_folders(root, files)
    done = False
    try:
        done = all(_create(root, path, text, made, report) for path, text in files.items())
    finally:
        if not done:
            _undo(made, folders)
    return done


def _create(root: Path, path: str, text: str | bytes, made: list[Path], report: Report) -> bool:
    file = root / path
    blocked = next((folder for folder in file.parents if _is_blocked(folder)), None)
    if blocked is not None:
        report.error("not-a-folder", "this is not a folder", Location(blocked.as_posix()))
        return False
    if not create_text(file, text, report, path):
        return False
    made.append(file)
    return True


def _is_blocked(folder: Path) -> bool:
    return os.path.lexists(folder) and not folder.is_dir()


def _missing_folders(root: Path, files: Iterable[str]) -> list[Path]:
    """The folders that have to be made, outermost first."""
    parents = {folder for path in files for folder in (root / path).parents}
    return sorted(folder for folder in parents if not os.path.lexists(folder))


def _undo(made: list[Path], folders: list[Path]) -> None:
    for file in made:
        with contextlib.suppress(OSError):
            file.unlink()
    for folder in reversed(folders):
        with contextlib.suppress(OSError):
            folder.rmdir()
