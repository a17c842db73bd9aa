"""The files of a workspace: each read once, its lines kept for diagnostics."""

from __future__ import annotations

import functools
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import Diagnostic, Report, bounded, has_errors
from appkit.load.tree import BUILT_IN, Disk, Tree
from appkit.source import MAX_BYTES, Source, parse, source_from_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from appkit.source import Node

__all__ = ["BUILT_IN", "Files"]


@dataclass(slots=True)
class Files:
    """Sources by the path that diagnostics call them, relative to ``root`` or ``phd (built in)``.

    A file is read at most once, so that all that is said of it in one run is said of the same text; what is
    wrong with it is reported each time it is asked for. ``tree`` is where it is looked for.
    """

    root: Path
    _sources: dict[str, tuple[Source | None, Report]] = field(default_factory=dict)
    _nodes: dict[str, tuple[Node | None, Report]] = field(default_factory=dict)
    tree: Tree = field(default_factory=Disk)

    def source(self, file: Path, report: Report, *, path: str | None = None) -> Source | None:
        """The text of ``file``, or None with an error in ``report``; ``path`` is what to call it."""
        path = path or self.path_of(file)
        if path not in self._sources:
            found = type(report)()
            content = self.tree.read(file, path, found, MAX_BYTES)
            self._sources[path] = None if content is None else source_from_bytes(path, content, found), found
        source, found = self._sources[path]
        report.extend(found.diagnostics)
        return source

    def binary(self, file: Path, report: Report, *, path: str, limit: int) -> Source | None:
        """A file that is no text, its bytes at most ``limit``; None with an error in ``report``."""
        if path not in self._sources:
            found = type(report)()
            content = self.tree.read(file, path, found, limit)
            self._sources[path] = None if content is None else Source(path, "", content), found
        source, found = self._sources[path]
        report.extend(found.diagnostics)
        return source

    def node(self, file: Path, report: Report, *, path: str | None = None) -> Node | None:
        """The data of ``file``, or None with errors in ``report``. Duplicate keys are errors beside data."""
        path = path or self.path_of(file)
        source = self.source(file, report, path=path)
        if source is None:
            return None
        if path not in self._nodes:
            found = type(report)()
            self._nodes[path] = parse(source, found), found
        node, found = self._nodes[path]
        report.extend(found.diagnostics)
        return node

    def checked(
        self,
        file: Path,
        schema: str,
        report: Report,
        *,
        path: str | None = None,
        partial: bool = False,
        lenient: bool = False,
    ) -> Node | None:
        """The data of ``file`` if it has the shape of ``schema``, else None, with errors in ``report``.

        ``partial`` and ``lenient`` are those of :func:`appkit.check.check`; a lenient node is pruned.
        """
        source = self.source(file, report, path=path)
        if source is None:
            return None
        node, found = _checked(source, schema, partial, lenient)
        report.extend(found)
        return node

    def path_of(self, file: Path) -> str:
        """What diagnostics call a file: its path from the workspace, with ``/`` on every system."""
        try:
            return file.relative_to(self.root).as_posix()
        except ValueError:
            return file.as_posix()

    def forget(self, folders: tuple[str, ...], kept: Collection[str]) -> None:
        """Drop what was read below ``folders`` (each ends in ``/``), but for the paths ``kept``."""
        for path in [path for path in self._sources if path.startswith(folders) and path not in kept]:
            del self._sources[path]
            self._nodes.pop(path, None)

    def read_so_far(self) -> Mapping[str, Source]:
        """Every source that could be read, by path."""
        return {path: source for path, (source, _) in self._sources.items() if source is not None}

    def lines(self) -> Mapping[str, Sequence[str]]:
        """The lines of every source, for excerpts."""
        return {path: source.lines for path, source in self.read_so_far().items()}


# Shared by the workspaces of a process: a batch reads the same profile and presets for every target, and a
# text that has not changed needs no second look.
@functools.lru_cache(maxsize=256)
def _checked(
    source: Source,
    schema: str,
    partial: bool,  # noqa: FBT001 - a cache's key
    lenient: bool,  # noqa: FBT001
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    from appkit.check import check, prune  # noqa: PLC0415 - not every command reads a file's data

    found, node = Report(), None
    with bounded(found, source.path) as report:
        node = parse(source, report)
        if node is not None:
            good = check(node, schema, report, partial=partial, lenient=lenient) and not report.failed
            node = (prune(node) if lenient else node) if good else None
    return None if has_errors(found.diagnostics) else node, tuple(found.diagnostics)
