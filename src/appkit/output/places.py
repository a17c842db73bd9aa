"""Places: where one target's outputs lie, and where their record lies."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.output import names

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = ".appkit"
_DEFAULT_OUT = "out"


@dataclass(frozen=True, slots=True)
class Place:
    """One target's output folder and the name of its record; made by :func:`locate`.

    ``out`` is the folder that every artifact's path is relative to, ``stem`` names the files in ``.appkit/``.
    """

    workspace: Path
    out: Path
    stem: str

    @property
    def folder(self) -> Path:
        """Where records lie: never in the output folder, which people zip and send."""
        return self.workspace / _FOLDER

    @property
    def manifest(self) -> Path:
        """The record of the last whole set."""
        return self.folder / f"{self.stem}.json"

    @property
    def next(self) -> Path:
        """The record of a set that is being put in place; while it is there, a run has not ended."""
        return self.folder / f"{self.stem}.json.next"

    @property
    def lock(self) -> Path:
        """The file whose lock is held while any of this is changed."""
        return self.folder / f"{self.stem}.json.lock"

    @property
    def soft_lock(self) -> Path:
        """The file that is the lock by being there, where the file system has no locks."""
        return self.folder / f"{self.stem}.json.locked"

    @property
    def label(self) -> str:
        """The output folder as a record names it, see :func:`out_label`."""
        return out_label(self.workspace, self.out)

    def at(self, path: str) -> Path:
        """The file of an artifact."""
        return self.out / path

    def shown(self, path: Path) -> str:
        """A file as a message names it: relative to the workspace where it lies inside."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        root = Path(os.path.abspath(self.workspace))  # noqa: PTH100 - as above
        return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else str(path)

    def astray(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of ``paths`` on whose way a link leads out of the output folder."""
        wanted = frozenset(paths)
        folders = {self.at(path).parent for path in wanted}
        bad = {folder for folder in folders if not self._is_inside(folder)}
        return frozenset(path for path in wanted if self.at(path).parent in bad) if bad else frozenset()

    def _is_inside(self, folder: Path) -> bool:
        try:
            real = folder.resolve()
            # A circle of links leads nowhere. Python tells so up to 3.12; from 3.13 on it must be asked.
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                real.stat()
            return real.is_relative_to(self.out.resolve())
        except (OSError, RuntimeError):
            return False


def locate(workspace: Path, target: str, *, profile: str | None = None, out: Path | None = None) -> Place:
    """The place of ``target`` (of one ``profile``, where outputs lie in a folder for each).

    ``out`` is the output folder, as it is opened from here; None is ``out/`` in the workspace.
    """
    out = workspace / _DEFAULT_OUT if out is None else out
    return Place(workspace, out, stem(target, profile, out_label(workspace, out)))


def out_label(workspace: Path, out: Path) -> str:
    """``out`` relative to the workspace; a folder elsewhere is told apart by a digest, never by its path."""
    try:
        relative = Path(os.path.relpath(out, workspace))
    except ValueError:  # another drive of Windows
        relative = Path(os.path.abspath(out))  # noqa: PTH100 - resolve() would follow links
    if relative.is_absolute() or ".." in relative.parts:
        return f"sha256:{hashlib.sha256(os.fsencode(relative.as_posix())).hexdigest()[:16]}"
    return relative.as_posix()


def stem(target: str, profile: str | None, label: str) -> str:
    """The readable name of a record, with a digest where that alone would not tell it from another."""
    name = target if profile is None else f"{target}@{profile}"
    safe = names.slug(name)
    plain = safe == name and label == _DEFAULT_OUT and "@" not in target and "+" not in name
    if plain and "@" not in (profile or ""):
        return safe
    key = json.dumps([target, profile, label])
    return f"{safe}+{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def staged(path: Path) -> Path:
    """The file under which the new ``path`` waits, in the same folder."""
    return path.with_name(names.staged(path.name))
