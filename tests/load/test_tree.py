"""A workspace read from memory is the workspace that was read from disk, with all that is wrong with it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from appkit.diagnostics import Diagnostic, Report
from appkit.load import LoadedTarget, load_target, open_workspace
from appkit.load.tree import Disk, Memory, Recorder, Tree, starting
from workspaces import PROFILE, workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

_ELSEWHERE = Path("no folder of this name is anywhere")


class _Read(NamedTuple):
    """All that loading gives."""

    targets: list[LoadedTarget | None]
    templates: Mapping[str, object]
    digests: Mapping[str, str]
    diagnostics: list[Diagnostic]


def _read(root: Path, tree: Tree) -> _Read:
    report = Report()
    opened = open_workspace(root, tree)
    report.extend(opened.problems.diagnostics)
    targets = [load_target(opened, name, report) for name in opened.targets]
    templates = opened.templates(report)
    digests = {path: source.digest for path, source in opened.files.read_so_far().items()}
    return _Read(targets, {**templates.files, **templates.folders}, digests, report.diagnostics)


_FOLDER = "templates/mine/"
_CASES: dict[str, dict[str, str]] = {
    "plain": {},
    "letter": {"targets/t.cover-letter.md": "Dear all,\n"},
    "a letter of nothing": {"targets/t.cover-leter.md": "Dear all,\n"},
    "another's letter": {"targets/t.two.yaml": "extends: phd\n", "targets/t.two.cover-letter.md": "Dear\n"},
    "own preset, tags and profiles": {
        "targets/_base.yaml": "extends: phd\nemphasize: [new]\n",
        "targets/t.yaml": "extends: _base\nprofile: ada\n",
        "tags.yaml": "new: {description: A tag}\n",
        "profiles/bob.yml": PROFILE,
    },
    "own template": {
        _FOLDER + "style.yaml": "extends: academic\n",
        _FOLDER + "resume.md.j2": "# {{ basics.name }}\n",
        _FOLDER + "Reference.docx": "not read",
        "templates/empty/.keep": "",
    },
    "a template that replaces": {"templates/academic/resume.md.j2": "# Hello\n"},
    "a reference that is none": {_FOLDER + "reference.docx": "no archive"},
    "errors": {
        "profiles/not ok.yaml": "",
        "targets/broken.yaml": "a: [\n",
        "targets/T.yaml": "extends: nothing\n",
        "tags.yaml": "a: {b: \x00}\n",
        _FOLDER + "style.yaml": "extends: nowhere\n",
        _FOLDER + "labels.yaml": "a: [\n",
    },
}


@pytest.mark.parametrize("files", _CASES.values(), ids=_CASES)
def test_a_recorded_workspace_reads_as_the_one_on_disk(tmp_path: Path, files: dict[str, str]) -> None:
    root = workspace(tmp_path / "w", **files)
    recorder = Recorder(root)
    first = _read(root, recorder)
    assert first == _read(root, Disk())
    shutil.rmtree(root)
    assert _read(_ELSEWHERE, recorder.recorded(_ELSEWHERE)) == first


def test_links_are_remembered_with_what_is_wrong_with_them(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", **{_FOLDER + "style.yaml": "extends: academic\n"})
    (tmp_path / "resume.md.j2").write_text("# A stranger's\n", encoding="utf-8")
    (root / _FOLDER / "resume.md.j2").symlink_to(tmp_path / "resume.md.j2")
    (root / "targets" / "t.cover-letter.md").symlink_to(root / "nothing")
    (root / "targets" / "u.yaml").symlink_to(root / "targets" / "u.yaml")
    recorder = Recorder(root)
    first = _read(root, recorder)
    assert {each.code for each in first.diagnostics} >= {
        "outside-workspace",
        "missing-file",
        "unreadable-file",
    }
    shutil.rmtree(root)
    assert _read(_ELSEWHERE, recorder.recorded(_ELSEWHERE)) == first


def test_a_file_that_nobody_recorded_is_missing() -> None:
    report = Report()
    memory = Memory(_ELSEWHERE, {".": ("a",)}, {})
    assert memory.has(_ELSEWHERE / "a")
    assert not memory.has(_ELSEWHERE / "b")
    assert memory.names(_ELSEWHERE / "a") is None
    assert memory.read(_ELSEWHERE / "a", "a", report, 1) is None
    assert [each.code for each in report.diagnostics] == ["missing-file"]


def test_names_that_start_alike_are_found_among_sorted_ones() -> None:
    names = ("a", "a-b", "a.", "a.b", "a.c", "ab")
    assert starting(names, "a.") == ("a.", "a.b", "a.c")
    assert starting(names, "b") == ()
    assert starting((), "a") == ()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_lies_inside_a_folder(tmp_path: Path) -> None:
    """Links decide on the way from the folder down, wherever the folder itself is."""
    for folder in ("own/a", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "file").touch()
    own = tmp_path / "own"
    (own / "link").symlink_to(tmp_path / "elsewhere")
    (own / "a" / "out").symlink_to(tmp_path / "elsewhere" / "file")
    (own / "a" / "in").symlink_to(own / "a" / "file")
    (own / "round").symlink_to(own / "round")
    (tmp_path / "called").symlink_to(own)
    inside = ("a/file", "a/in", "a/none", "a/../a/file", "round")
    outside = ("link/file", "a/out", "a/../../elsewhere/file", "../own-too/file")

    for root in (own, tmp_path / "called"):
        assert [name for name in (*inside, *outside) if Disk().is_inside(root / name, root)] == [*inside]
    assert Disk().is_inside(tmp_path / "called" / "a" / "file", own)
    assert not Disk().is_inside(own / "a" / "file", own / "a" / "fil")
