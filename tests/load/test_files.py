"""A file is read once, however often it is asked for, until it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appkit.diagnostics import AppkitError, Location, Report
from appkit.load import open_workspace
from appkit.load.files import Files
from appkit.load.tree import Memory
from appkit.load.workspace import find_workspace
from appkit.source import Mapping
from workspaces import write

if TYPE_CHECKING:
    from pathlib import Path


def said(files: Files, file: Path) -> tuple[str, int | None]:
    """The text of a file and how many keys it has."""
    source, node = files.source(file, Report()), files.node(file, Report())
    return (source.text if source else ""), len(node.entries) if isinstance(node, Mapping) else None


def test_forgotten(tmp_path: Path) -> None:
    """Text and data: both are read again, of all but what is kept."""
    write(tmp_path, {"targets/t.yaml": "a: 1\n", "targets/_p.yaml": "b: 1\n", "tags.yaml": "c: 1\n"})
    files = Files(tmp_path)
    paths = [tmp_path / name for name in ("targets/t.yaml", "targets/_p.yaml", "tags.yaml")]
    before = [said(files, path) for path in paths]
    for path in paths:
        path.write_text("x: 1\ny: 2\n")

    assert [said(files, path) for path in paths] == before
    files.forget(("targets/",), {"targets/_p.yaml"})
    assert [said(files, path) for path in paths] == [("x: 1\ny: 2\n", 2), *before[1:]]


def test_what_is_wrong_is_told_each_time(tmp_path: Path) -> None:
    """In the data of a file as well: once for each that asks."""
    write(tmp_path, {"targets/t.yaml": "a: 1\na: 2\n"})
    files = Files(tmp_path)

    for _ in range(2):
        report = Report()
        assert files.node(tmp_path / "targets/t.yaml", report) is not None
        assert [each.code for each in report.diagnostics] == ["duplicate-key"]
    report = Report()
    assert files.node(tmp_path / "none.yaml", report) is None
    assert [each.location for each in report.diagnostics] == [Location("none.yaml")]


def test_the_last_profiles_are_kept(tmp_path: Path) -> None:
    """A run over many goes from one to the next."""
    names = [f"p{number}" for number in range(9)]
    write(tmp_path, {f"profiles/{name}.yaml": "basics: {name: A}\n" for name in names})
    workspace = open_workspace(tmp_path)
    before = {name: workspace.profile(name, Report()) for name in names}

    workspace.forget_targets()

    kept = [name for name in names if workspace.files.read_so_far().get(f"profiles/{name}.yaml")]
    assert kept == names[-4:]
    assert all(workspace.profile(name, Report()) is before[name] for name in kept)
    assert all(workspace.profile(name, Report()) is not before[name] for name in names[:-4])


def test_what_is_not_in_memory(tmp_path: Path) -> None:
    report = Report()

    assert Memory(tmp_path, {}, {}).read(tmp_path / "profiles/a.yaml", "profiles/a.yaml", report, 9) is None
    assert [(each.code, each.message, each.location) for each in report.diagnostics] == [
        ("missing-file", "there is no file here", Location("profiles/a.yaml"))
    ]


def test_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(AppkitError) as caught:
        find_workspace(tmp_path)

    (problem,) = caught.value.diagnostics
    assert problem.message == f"no folder 'profiles' in {tmp_path} or above it"
    assert problem.help == "go to a workspace, name one with -C DIR, or make one: appkit init DIR"
