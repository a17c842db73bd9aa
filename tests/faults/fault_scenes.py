"""Workspaces before a run, and what may be in them after one that was stopped and one that was not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fault_runs import Runner, contents, copied

from workspaces import workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

PROFILE = """\
basics: {{name: Ada Example, familyName: Example, email: ada@example.org}}
work:
  - name: A Lab
    position: Assistant
    startDate: 2020-01
    highlights: [{{id: one, text: This is {version} work., tags: [x]}}]
tags: {{x: }}
"""
TARGET = """\
extends: phd
organization: Example University
position: PhD programme
documents:
  resume: {{formats: [{formats}], filename: CV}}
  cover-letter: {{formats: [{formats}], filename: Letter}}
"""
USER = b"mine, by hand\n"
BUILD = ("build", "--all")


@dataclass(frozen=True, slots=True)
class Scene:
    """A workspace in ``start``, a command to run there, and the files of ``out/`` that must come of it.

    ``before`` are those there were, ``back`` those of a build with the inputs of before.
    """

    start: Path
    command: tuple[str, ...]
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    back: Mapping[str, bytes]
    version: str = "new"
    known: frozenset[bytes] = field(default_factory=frozenset)
    "Everything that may stand in a file of ``out/`` at any time."


@dataclass(slots=True)
class Scenes:
    """Makes workspaces below ``folder`` whose two documents have files in three ``formats`` each."""

    run: Runner
    folder: Path
    formats: str = "html, md, txt"
    _made: dict[str, Scene] = field(default_factory=dict)

    def workspace(self, name: str, version: str) -> Path:
        """An untouched workspace."""
        return inputs(self.folder / name, version, self.formats)

    def built(self, version: str) -> dict[str, bytes]:
        """What is in ``out/`` of a workspace that was built once."""
        root = self.folder / f"whole-{version}"
        if not root.is_dir():
            self.run.warm(self.workspace(root.name, version), *BUILD, "--dry-run")
            assert self.run(root, *BUILD, watched=False).code == 0
        return contents(root / "out")

    def scene(self, name: str) -> Scene:
        """One of ``SCENES``, made once."""
        if name not in self._made:
            self._made[name] = SCENES[name](self)
        return self._made[name]

    def copy(self, scene: Scene) -> Path:
        """A workspace to run the scene's command in."""
        return copied(scene.start, self.folder / "copy")


def inputs(root: Path, version: str, formats: str = "html, md, txt") -> Path:
    """Profile and target of a version."""
    return workspace(root, PROFILE.format(version=version), TARGET.format(formats=formats))


def _first(scenes: Scenes) -> Scene:
    new, old = scenes.built("new"), scenes.built("old")
    start = scenes.workspace("first", "new")
    return Scene(start, BUILD, {}, new, old, known=_known(new))


def _rebuild(scenes: Scenes) -> Scene:
    new, old = scenes.built("new"), scenes.built("old")
    start = copied(scenes.folder / "whole-old", scenes.folder / "rebuild")
    inputs(start, "new", scenes.formats)
    return Scene(start, BUILD, old, new, old, known=_known(new, old))


def _edited(scenes: Scenes, *, force: bool = False) -> Scene:
    """One file edited by hand, another lost."""
    base = _rebuild(scenes)
    start = copied(base.start, scenes.folder / ("force" if force else "edited"))
    (start / "out/t/CV.md").write_bytes(USER)
    (start / "out/t/Letter.txt").unlink()
    before = contents(start / "out")
    mine = {"t/CV.md": USER}
    if force:
        after = {**base.after, "t/CV.backup.md": USER}
        return Scene(start, (*BUILD, "--force"), before, after, {}, known=base.known | {USER})
    after = {**base.after, **mine, "t/CV.new.md": base.after["t/CV.md"]}
    back = {**base.back, **mine, "t/CV.new.md": base.back["t/CV.md"]}
    return Scene(start, BUILD, before, after, back, known=base.known | {USER})


def _known(*sets: Mapping[str, bytes]) -> frozenset[bytes]:
    return frozenset(data for each in sets for data in each.values())


SCENES: dict[str, Callable[[Scenes], Scene]] = {
    "first": _first,
    "rebuild": _rebuild,
    "edited": _edited,
    "force": lambda scenes: _edited(scenes, force=True),
}


def some(calls: Sequence[str]) -> list[int]:
    """The positions, from 1, of the last call of every name and of some others: what the suite has time for."""
    names = [call.partition(" ")[0] for call in calls]
    last = {name: at for at, name in enumerate(names, 1)}
    return sorted({*last.values(), len(calls) // 3 or 1, len(calls) * 2 // 3 or 1})


def assert_not_torn(root: Path, scene: Scene) -> None:
    """Every file of ``out/`` that can be seen is whole, old or new."""
    for path, data in contents(root / "out").items():
        if not path.rpartition("/")[2].startswith("."):
            assert data in scene.known, path


def assert_clean(root: Path) -> None:
    """Nothing waits, in ``out/`` or in ``.appkit/``."""
    assert sorted(contents(root / ".appkit")) == ["t.json", "t.json.lock"]
    assert not [path for path in contents(root) if ".appkit-new" in path]
