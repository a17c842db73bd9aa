"""A disk that loses its power: what was not forced to it may be there afterwards, or not, or in part.

POSIX promises no more. A file's bytes are safe from the ``fsync`` of that file on, a name that was made, moved
or removed from the ``fsync`` of its folder on. A move is never half done.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from appkit.output import _disk

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest


@dataclass(eq=False)
class Contents:
    """The bytes of one file, whatever its name is at a time."""

    data: bytes = b""


class Call(NamedTuple):
    """A call to the disk: what it does to ``path``, and with which file or other name."""

    name: str
    path: Path
    file: Contents | None = None
    other: Path | None = None


@dataclass
class Disk:
    """The calls that a run has made below ``root``, and what was there before it."""

    root: Path
    calls: list[Call] = field(default_factory=list)
    before: dict[Path, Contents | None] = field(default_factory=dict)
    "The file under each name; None for a folder."
    names: dict[Path, Contents | None] = field(default_factory=dict)
    open: dict[int, Path] = field(default_factory=dict)
    folder: Path | None = None
    "The one that is being forced to the disk."

    def note(self, call: Call) -> None:
        """Take note of a call that has been made."""
        self.calls.append(call)
        _apply(self.names, call)

    def after_failure(self, count: int, kept: Callable[[Call], bool]) -> dict[Path, bytes | None]:
        """What is there where the power fails after ``count`` calls: the bytes of each file, None for a folder.

        ``kept`` tells of a call that nothing has made safe whether the disk has done it all the same.
        """
        calls = self.calls[:count]
        names = dict(self.before)
        data: dict[Contents, bytes] = {file: file.data for file in names.values() if file}
        for at, call in enumerate(calls):
            later = calls[at + 1 :]
            if call.name == "write":
                assert call.file
                safe = Call("fsync", call.path, call.file) in later
                whole = safe or kept(call)
                data[call.file] = call.file.data if whole else call.file.data[: len(call.file.data) // 2]
            elif call.name not in {"fsync", "sync"}:
                folders = {path.parent for path in (call.path, call.other) if path}
                if all(Call("sync", folder) in later for folder in folders) or kept(call):
                    _apply(names, call)
        return {path: data.get(file, b"") if file else None for path, file in names.items()}


def _apply(names: dict[Path, Contents | None], call: Call) -> None:
    if call.name in {"create", "mkdir"}:
        names[call.path] = call.file
    elif call.name in {"unlink", "rmdir"}:
        names.pop(call.path, None)
    elif call.name == "replace":
        assert call.other
        if names.get(call.path) is call.file:
            names.pop(call.path, None)
        names[call.other] = call.file


@contextlib.contextmanager
def recorded(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """The disk below ``root``, watched; all that is there is safe."""
    disk = Disk(root)
    for path in sorted(root.rglob("*")):
        disk.before[path] = None if path.is_dir() else Contents(path.read_bytes())
    disk.names = dict(disk.before)
    with monkeypatch.context() as patch:
        _watch(disk, patch)
        yield disk


def _watch(disk: Disk, patch: pytest.MonkeyPatch) -> None:
    real = {name: getattr(_disk, name) for name in ("open_new", "write", "sync_folder")}
    changing = {name: getattr(_disk, name) for name in ("replace", "unlink", "mkdir", "rmdir")}

    def open_new(path: Path) -> int:
        descriptor: int = real["open_new"](path)
        disk.open[descriptor] = path
        disk.note(Call("create", path, Contents()))
        return descriptor

    def write(descriptor: int, data: bytes) -> None:
        path = disk.open[descriptor]
        file = disk.names[path]
        assert file
        file.data = data
        real["write"](descriptor, data)
        disk.note(Call("write", path, file))

    def fsync(descriptor: int) -> None:
        if disk.folder:
            disk.note(Call("sync", disk.folder))
        else:
            path = disk.open[descriptor]
            disk.note(Call("fsync", path, disk.names[path]))

    def sync_folder(path: Path) -> None:
        disk.folder = path
        try:
            real["sync_folder"](path)
        finally:
            disk.folder = None

    def changed(name: str) -> Callable[..., None]:
        def call(path: Path, *other: Path) -> None:
            changing[name](path, *other)
            disk.note(Call(name, path, disk.names.get(path), *other))

        return call

    for function in (open_new, write, fsync, sync_folder):
        patch.setattr(_disk, function.__name__, function)
    for name in changing:
        patch.setattr(_disk, name, changed(name))


def laid_out(found: dict[Path, bytes | None], old: Path, new: Path) -> None:
    """``found`` below ``old``, made below ``new``: what lies in a folder that was lost is lost."""
    for path, data in sorted(found.items()):
        if path.parent != old and found.get(path.parent, b"") is not None:
            continue
        place = new / path.relative_to(old)
        if data is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.write_bytes(data)


@dataclass(frozen=True)
class Kept:
    """What a disk does although nothing has made it safe: the bytes of files, names of records, other names."""

    data: bool
    records: bool
    others: bool

    def __call__(self, call: Call) -> bool:
        """Whether it has done that call."""
        if call.name == "write":
            return self.data
        return self.records if ".appkit" in call.path.parts else self.others


# Journals of names write those at once and bytes late; and folders are written in any order.
NAMES_ALONE = Kept(data=False, records=True, others=True)
RECORDS_LATE = Kept(data=True, records=False, others=True)
RECORDS_EARLY = Kept(data=True, records=True, others=False)


def by_chance(chance: random.Random) -> Callable[[Call], bool]:
    """A disk of which nothing can be said."""
    return lambda _call: chance.random() < 0.5
