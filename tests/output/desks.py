"""A workspace to write into, sets of artifacts, and a disk that breaks at its n-th call."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from appkit.diagnostics import Report
from appkit.model.manifest import Artifact, Manifest
from appkit.output import Outcome, Place, State, _disk, built_from, locate, states_of, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

FORMATS = ("docx", "md", "txt")


class Killed(BaseException):
    """The process has ended: nothing that it does afterwards reaches the disk."""


@dataclass
class Desk:
    """A workspace in which sets of artifacts of target ``t`` are built."""

    workspace: Path
    place: Place

    @property
    def folder(self) -> Path:
        return self.place.out / "t"

    def content(self, version: str, name: str) -> bytes:
        return f"{version} of {name}\n".encode() * 50

    def names(self) -> dict[str, bytes]:
        """Every file below the output folder."""
        files = sorted(file for file in self.place.out.rglob("*") if file.is_file())
        return {file.relative_to(self.place.out).as_posix(): file.read_bytes() for file in files}

    def artifacts(self, version: str, formats: tuple[str, ...] = FORMATS, name: str = "CV") -> list[Artifact]:
        """A whole set, all rendered."""
        paths = [(f"t/{name}.{suffix}", suffix) for suffix in formats]
        return [
            Artifact(path, "resume", suffix, built_from([version, path]), self.content(version, path))
            for path, suffix in paths
        ]

    def needed(self, artifacts: list[Artifact]) -> list[Artifact]:
        """The set as a caller gives it: what is fresh has not been rendered."""
        found = states_of(self.place, [(a.path, a.built_from) for a in artifacts], Report())
        return [
            Artifact(a.path, a.document, a.format, a.built_from, None) if found[a.path] is State.FRESH else a
            for a in artifacts
        ]

    def build(
        self,
        version: str,
        formats: tuple[str, ...] = FORMATS,
        name: str = "CV",
        *,
        force: bool = False,
        dry_run: bool = False,
    ) -> Outcome:
        """One run, as the command line does it."""
        return write(
            self.place,
            self.needed(self.artifacts(version, formats, name)),
            manifest(version),
            force=force,
            dry_run=dry_run,
        )

    def expected(self, version: str, formats: tuple[str, ...] = FORMATS) -> dict[str, bytes]:
        return {a.path: a.content or b"" for a in self.artifacts(version, formats)}


def manifest(version: str) -> Manifest:
    return Manifest("t", "p", "0.1", {"profiles/p.yaml": version}, (), {"resume": {"work/x": "dropped"}})


def desk_in(workspace: Path) -> Desk:
    workspace.mkdir(parents=True, exist_ok=True)
    return Desk(workspace, locate(workspace, "t"))


def one_desk(tmp_path: Path) -> Desk:
    """A fixture: an untouched workspace."""
    return desk_in(tmp_path / "workspace")


def many_desks(tmp_path: Path) -> Callable[[], Desk]:
    """A fixture: a maker of workspaces, each one untouched."""
    numbers = iter(range(100_000))
    return lambda: desk_in(tmp_path / f"w{next(numbers)}")


@dataclass
class Fault:
    """What happens at the ``at``-th call to the disk (0: nothing), and at all later ones if it ``lasts``.

    With ``only``, calls of that name are the ones that count.
    """

    error: Callable[[], BaseException] = Killed
    at: int = 0
    lasts: bool = True
    only: str = ""
    calls: list[str] = field(default_factory=list)

    def arm(
        self, at: int, error: Callable[[], BaseException] = Killed, *, lasts: bool = True, only: str = ""
    ) -> None:
        self.at, self.error, self.lasts, self.only, self.calls = at, error, lasts, only, []

    def disarm(self) -> int:
        """Make the disk whole again; how many calls there were."""
        self.at = 0
        return len(self.calls)

    def __call__(self, name: str) -> bool:
        if self.only not in ("", name):
            return False
        self.calls.append(name)
        return bool(self.at) and (len(self.calls) >= self.at if self.lasts else len(self.calls) == self.at)


def breaking_disk(monkeypatch: pytest.MonkeyPatch) -> Fault:
    """A fixture: the disk, broken on request: a write that breaks leaves half of its bytes."""
    fault = Fault()

    def broken(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            if fault(name):
                if name == "write" and len(fault.calls) == fault.at:
                    descriptor, data = arguments
                    assert isinstance(descriptor, int)
                    assert isinstance(data, bytes)
                    os.write(descriptor, data[: len(data) // 2])
                raise fault.error()
            if name != "fsync":  # which nothing here can see, and which is slow
                real(*arguments)

        return call

    for name in ("write", "fsync", "replace", "unlink", "mkdir", "rmdir", "probe"):
        monkeypatch.setattr(_disk, name, broken(name, getattr(_disk, name)))
    return fault
