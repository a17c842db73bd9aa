"""Where the files of a workspace are looked for: on disk, or in memory, sent there from another machine.

Loading asks for four things only, so that a workspace can be read where its folder is not: what a folder
holds, whether something is there, what is in a file, and whether a file is the workspace's own.
"""

from __future__ import annotations

import itertools
import os
from bisect import bisect_left
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from appkit.dataclass import dataclass
from appkit.diagnostics import Diagnostic, Location, Report
from appkit.source import read_content
from appkit.source.file import read_at_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# The folders of templates and presets that appkit brings along: on disk wherever appkit runs.
BUILT_IN = Path(__file__).parent.parent


class Tree(Protocol):
    """Folders and files, by the paths that they have below the root of a workspace or of appkit itself."""

    def names(self, folder: Path) -> Sequence[str] | None:
        """What a folder holds, in alphabetical order; None where there is no such folder."""

    def has(self, file: Path) -> bool:
        """Whether there is something of that name, be it a broken link."""

    def read(self, file: Path, path: str, report: Report, limit: int) -> bytes | None:
        """The bytes of a file, as :func:`appkit.source.read_content` reads them."""

    def contents(self, folder: Path, names: Iterable[str]) -> Iterator[bytes]:
        """The bytes of files of one folder; none of what cannot be read."""

    def is_inside(self, file: Path, root: Path) -> bool:
        """Whether a file lies in ``root``, and is not only linked from there."""


@dataclass(slots=True)
class Disk:
    """The file system. A folder is listed once, so that all targets of a run see the same."""

    _names: dict[Path, tuple[str, ...] | None] = field(default_factory=dict)

    def names(self, folder: Path) -> tuple[str, ...] | None:
        """As :class:`Tree` says. Raises OSError where a folder may not be listed."""
        if folder not in self._names:
            there = folder.is_dir()
            self._names[folder] = tuple(sorted(each.name for each in folder.iterdir())) if there else None
        return self._names[folder]

    def has(self, file: Path) -> bool:
        """As :class:`Tree` says."""
        return os.path.lexists(file)

    def read(self, file: Path, path: str, report: Report, limit: int) -> bytes | None:
        """As :class:`Tree` says."""
        return read_content(file, path, report, limit=limit)

    def contents(self, folder: Path, names: Iterable[str]) -> Iterator[bytes]:
        """As :class:`Tree` says."""
        for name in names:
            try:
                yield read_at_once(f"{folder}/{name}")
            except (OSError, ValueError):
                yield b""

    def is_inside(self, file: Path, root: Path) -> bool:
        """As :class:`Tree` says."""
        # Asked of some 75 files in a build: looking at every folder from the top takes ten times as long.
        if _is_plainly_inside(str(file), f"{root}/"):
            return True
        # Not `resolve`, which raises for a link that leads to itself.
        return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root))


def _is_plainly_inside(file: str, above: str) -> bool:
    """Whether a path begins with another one, and nothing on its way from there is a link.

    No on Windows, where a folder may be a junction, which is no link to Python.
    """
    if os.name == "nt" or not file.startswith(above):
        return False
    parts = file[len(above) :].split("/")
    ways = itertools.accumulate(parts, os.path.join, initial=above)
    return os.pardir not in parts and not any(map(os.path.islink, itertools.islice(ways, 1, None)))


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it was found: its bytes, or None and what is wrong with it."""

    content: bytes | None
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """Files held in memory by their path below ``root``, with ``/``; appkit's own are on disk.

    ``folders`` is what each folder holds; ``outside`` are files that are only linked from the workspace.
    """

    root: Path
    folders: Mapping[str, tuple[str, ...]]
    files: Mapping[str, Held]
    outside: frozenset[str] = frozenset()
    _disk: Disk = field(default_factory=Disk)

    def names(self, folder: Path) -> tuple[str, ...] | None:
        """As :class:`Tree` says."""
        path = self._path(folder)
        return self._disk.names(folder) if path is None else self.folders.get(path)

    def has(self, file: Path) -> bool:
        """As :class:`Tree` says."""
        path = self._path(file)
        return self._disk.has(file) if path is None else path in self.files or self._is_listed(file)

    def _is_listed(self, file: Path) -> bool:
        return file.name in (self.names(file.parent) or ())

    def read(self, file: Path, path: str, report: Report, limit: int) -> bytes | None:
        """As :class:`Tree` says; what was wrong with the file where it was found is said here."""
        key = self._path(file)
        if key is None:
            return self._disk.read(file, path, report, limit)
        held = self.files.get(key)
        if held is None:
            report.error("missing-file", "there is no file here", Location(path))
            return None
        report.extend(held.problems)
        return held.content

    def contents(self, folder: Path, names: Iterable[str]) -> Iterator[bytes]:
        """As :class:`Tree` says."""
        for name in names:
            held = self.files.get(f"{self._path(folder)}/{name}")
            yield (held.content if held else None) or b""

    def is_inside(self, file: Path, root: Path) -> bool:
        """As :class:`Tree` says."""
        path = self._path(file)
        return self._disk.is_inside(file, root) if path is None else path not in self.outside

    def _path(self, file: Path) -> str | None:
        """The key of a file, None for one of appkit's own."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else None


@dataclass(slots=True)
class Recorder:
    """The file system, and all that it was asked about below ``root``: what another machine needs to know."""

    root: Path
    _disk: Disk = field(default_factory=Disk)
    _folders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _files: dict[str, Held] = field(default_factory=dict)
    _outside: set[str] = field(default_factory=set)

    def names(self, folder: Path) -> tuple[str, ...] | None:
        """As :class:`Tree` says."""
        names = self._disk.names(folder)
        if names is not None and folder.is_relative_to(self.root):
            self._folders[folder.relative_to(self.root).as_posix()] = names
        return names

    def has(self, file: Path) -> bool:
        """As :class:`Tree` says."""
        self.names(file.parent)
        return self._disk.has(file)

    def read(self, file: Path, path: str, report: Report, limit: int) -> bytes | None:
        """As :class:`Tree` says."""
        found = Report()
        content = self._disk.read(file, path, found, limit)
        if file.is_relative_to(self.root):
            self._files[file.relative_to(self.root).as_posix()] = Held(content, tuple(found.diagnostics))
        report.extend(found.diagnostics)
        return content

    def contents(self, folder: Path, names: Iterable[str]) -> Iterator[bytes]:
        """As :class:`Tree` says; another machine is sent what was found out, and not the files."""
        return self._disk.contents(folder, names)

    def is_inside(self, file: Path, root: Path) -> bool:
        """As :class:`Tree` says."""
        inside = self._disk.is_inside(file, root)
        if not inside and file.is_relative_to(self.root):
            self._outside.add(file.relative_to(self.root).as_posix())
        return inside

    def recorded(self, root: Path) -> Memory:
        """All that was asked about, as it would be found below ``root``."""
        return Memory(root, dict(self._folders), dict(self._files), frozenset(self._outside))


def starting(names: Sequence[str], prefix: str) -> Sequence[str]:
    """Those of the sorted ``names`` that start with ``prefix``: quick in a folder of many."""
    first = end = bisect_left(names, prefix)
    while end < len(names) and names[end].startswith(prefix):
        end += 1
    return names[first:end]
