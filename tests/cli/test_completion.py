"""Pressing TAB: what a shell is offered, from names of files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.shell_completion import BashComplete

from appkit.cli import cli
from appkit.diagnostics import Report
from appkit.load import open_workspace
from appkit.render import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

# Nothing of this could be read: names are all that counts.
BROKEN = "{{{ not yaml"
FILES = (
    "profiles/ada.yaml", "profiles/bob.yml", "profiles/old.json", "profiles/notes.txt", "profiles/.ada.yaml.swp",
    "targets/westlake.yaml", "targets/west.two.yml", "targets/_mine.yaml", "targets/westlake.cover-letter.md",
    "targets/.#westlake.yaml", "targets/west.json", "templates/house/resume.md.j2", "templates/house/poem.md.j2",
    "templates/.hidden/x.md.j2", "templates/README.md", "deep/er/file",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(BROKEN)
    return tmp_path


def offered(root: Path, *words: str) -> list[str]:
    """What the shell offers for the last word."""
    shell = BashComplete(cli, {}, "appkit", "_APPKIT_COMPLETE")
    found = shell.get_completions(["-C", str(root), *words[:-1]], words[-1])
    return [item.value if item.type == "plain" else f"<{item.type}>" for item in found]


def test_names_are_those_of_the_workspace(root: Path) -> None:
    workspace = open_workspace(root)

    assert offered(root, "build", "--target", "") == sorted(workspace.targets) == ["west.two", "westlake"]
    assert offered(root, "build", "--profile", "") == sorted(workspace.profiles) == ["ada", "bob", "old"]
    assert offered(root, "new", "target", "x", "--extends", "") == sorted(workspace.presets)
    assert "_mine" in workspace.presets


def test_templates_and_documents_are_those_that_a_workspace_with_them_has(tmp_path: Path) -> None:
    for name in ("profiles/a.yaml", "templates/house/poem.md.j2", "templates/README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    templates = open_workspace(tmp_path).templates(Report())

    assert offered(tmp_path, "template", "show", "") == sorted(templates.folders)
    assert offered(tmp_path, "build", "-d", "") == list(templates.kinds())
    assert "poem" in templates.kinds()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("build", "-t", "westl"), ["westlake"]),
        (("build", "-t", "westlake", "--target", "west."), ["west.two"]),
        (("explain", "--target", "westl"), ["westlake"]),
        (("write", "westl"), ["westlake"]),
        (("write", "westlake", "po"), ["poem"]),
        (("ids", "o"), ["old"]),
        (("new", "target", "x", "--profile", "b"), ["bob"]),
        (("template", "export", "ho"), ["house"]),
        (("build", "--format", ""), list(FORMATS)),
        (("export", "o"), ["old"]),
        (("export", "--target", "westl"), ["westlake"]),
        (("export", "--to", "json"), ["jsonresume"]),
        (("export", "-o", ""), ["<file>"]),
        (("schema", "pro"), ["profile"]),
        (("bui",), ["build"]),
        (("build", "--fi"), ["--final"]),
        (("validate", "x"), ["<file>"]),
        (("init", "--from", ""), ["<file>"]),
        (("init", ""), ["<dir>"]),
        (("build", "--out", ""), ["<dir>"]),
        (("build", "-t", "nobody"), []),
    ],
)
def test_what_is_offered(root: Path, words: tuple[str, ...], expected: list[str]) -> None:
    assert offered(root, *words) == expected


def test_it_works_from_inside_and_says_nothing_outside(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert offered(root / "deep/er", "build", "-t", "westl") == ["westlake"]
    assert offered(tmp_path_factory.mktemp("none"), "build", "-t", "") == []
    assert offered(root / "not there", "build", "-t", "westl") == ["westlake"]


def test_a_workspace_without_targets_offers_none(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()

    assert offered(tmp_path, "build", "-t", "") == []
    assert offered(tmp_path, "template", "show", "cl") == ["classic"]
