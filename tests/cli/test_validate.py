"""``appkit validate`` at the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from workspaces import PROFILE, TARGET, appkit, codes, workspace, write

if TYPE_CHECKING:
    from pathlib import Path

# A workspace in which every kind of file is wrong, some in two ways.
BROKEN = {
    "profiles/ada.yaml": PROFILE.replace("2020-01", "2020-13").replace("id: shop", "id: lab"),
    "profiles/bob.yaml": "basics: {nam: Bob}\n",
    "targets/_mine.yaml": "extends: _mine\n",
    "targets/t.yaml": TARGET + "profile: ada\nemphasise: []\nsubmissions: hidden\n",
    "targets/u.yaml": "extends: [phd\n",
    "targets/v.yaml": "extends: phd\nprofile: cy\n",
    "templates/mine/resume.md.j2": "# {{ basics.name }}\n{% if %}\n",
    "templates/mine/style.yaml": "extends: bas\n",
    "tags.yaml": "a b: X\n",
}

PLACES = [
    ("profiles/ada.yaml", 10, 16, "impossible-date"),
    ("profiles/ada.yaml", 16, 9, "duplicate-id"),
    ("profiles/bob.yaml", 1, 10, "unknown-key"),
    ("tags.yaml", 1, 1, "bad-key"),
    ("targets/_mine.yaml", 1, 10, "circular-extends"),
    ("targets/t.yaml", 6, 1, "unknown-key"),
    ("targets/t.yaml", 7, 14, "not-one-of"),
    ("targets/u.yaml", 1, 10, "yaml-syntax"),
    ("targets/v.yaml", 2, 10, "unknown-profile"),
    ("templates/mine/resume.md.j2", 2, 1, "template-syntax"),
    ("templates/mine/style.yaml", 1, 10, "unknown-template"),
]


def test_a_workspace_that_is_right(tmp_path: Path) -> None:
    """Warnings and notes alone are no failure; how much was checked is said."""
    ran = appkit(workspace(tmp_path), "validate")

    assert (ran.code, codes(ran)) == (0, [])
    assert "files checked:" in ran.out
    assert "error" not in ran.out


def test_every_problem_of_every_file_in_one_run(tmp_path: Path) -> None:
    """Sorted by file and line, each with its source line and a caret, on stderr."""
    ran = appkit(write(tmp_path, BROKEN), "validate")

    assert ran.code == 1
    told = [line.partition("]")[0] for line in ran.err.splitlines() if ": error[" in line]
    assert told == [f"{path}:{line}:{column}: error[{code}" for path, line, column, code in PLACES]
    assert "  10 |     startDate: 2020-13\n     |                ^^^^^^^\n" in ran.err
    assert f"{len(PLACES)} errors" in ran.out


def test_as_json(tmp_path: Path) -> None:
    """For programs: the same problems as data, and nothing else on stdout."""
    ran = appkit(write(tmp_path, BROKEN), "validate", "--format", "json")

    problems = json.loads(ran.out)
    assert ran.code == 1
    assert ran.err == ""
    assert [(p["file"], p["line"], p["column"], p["code"]) for p in problems] == PLACES
    assert problems[0] == {
        "severity": "error",
        "code": "impossible-date",
        "message": "there is no such date: 2020-13",
        "file": "profiles/ada.yaml",
        "line": 10,
        "column": 16,
        "endColumn": 23,
        "help": None,
        "related": [],
    }
    assert problems[1]["related"] == [
        {"message": "the other one", "file": "profiles/ada.yaml", "line": 7, "column": 9}
    ]


def test_json_of_nothing(tmp_path: Path) -> None:
    """A run without a problem is an empty list, not an empty output."""
    root = workspace(tmp_path, target="documents: {resume: {}}\n")

    assert json.loads(appkit(root, "validate", "--format", "json").out) == []


def test_as_annotations(tmp_path: Path) -> None:
    """Workflow commands: one line each, percent, line ends, colons and commas escaped where they must be."""
    files = {"profiles/ada.yaml": "basics: {name: A}\n50%, a: b: 1\n", "targets/t.yaml": "zzz: 1\n100%: 1\n"}

    ran = appkit(write(tmp_path, files), "validate", "--format", "github")

    lines = ran.out.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert lines[0].startswith(
        "::error file=profiles/ada.yaml,line=2,col=10,endColumn=11,title=appkit yaml-syntax::"
    )
    assert "unknown key '100%25'" in ran.out
    assert "%0A" in lines[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("targets/t.yaml", [f"{p}:{line}:{col}" for p, line, col, _ in PLACES if p == "targets/t.yaml"]),
        ("targets/../targets/t.yaml", ["targets/t.yaml:6:1", "targets/t.yaml:7:14"]),
        ("templates/mine/style.yaml", ["templates/mine/style.yaml:1:10"]),
        ("tags.yaml", ["tags.yaml:1:1"]),
    ],
)
def test_only_the_files_named(tmp_path: Path, name: str, expected: list[str]) -> None:
    ran = appkit(write(tmp_path, BROKEN), "validate", name)

    assert ran.code == 1
    assert [line.split(": error[")[0] for line in ran.err.splitlines() if ": error[" in line] == expected
    assert "1 file checked" in ran.out


@pytest.mark.parametrize(
    ("name", "code"),
    [("targets/zz.yaml", "missing-file"), ("targets", "not-a-file"), ("notes.txt", "unknown-file")],
)
def test_a_file_named_that_cannot_be_checked(tmp_path: Path, name: str, code: str) -> None:
    """A check that checked nothing fails."""
    root = workspace(tmp_path, **{"notes.txt": "x\n"})

    ran = appkit(root, "validate", name)

    assert (ran.code, codes(ran)) == (1, [code])
    assert f"{name}:1:1" in ran.err


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ('{"basics": {"name": "A"}}', 0, []),
        ('{"basics": {"name": "A", "x": ""}, "work": [{}]}', 0, []),
        ('{"basics": {"name": "A"}, "work": 3}', 1, ["wrong-type"]),
        ('{"basics": {"name": "A"', 1, ["json-syntax"]),
    ],
)
def test_a_resume_that_lies_in_no_workspace(
    tmp_path: Path, text: str, code: int, expected: list[str]
) -> None:
    (tmp_path / "resume.json").write_text(text)

    ran = appkit(tmp_path, "validate", "resume.json")

    assert (ran.code, codes(ran)) == (code, expected), ran.err


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ["no-workspace"]),
        ({"profiles/.keep": ""}, ["no-profiles", "no-targets"]),
        ({"profiles/ada.yaml": PROFILE}, ["no-targets"]),
        ({"profiles/.keep": "", "targets/t.yaml": TARGET}, ["no-profiles", "missing-profile"]),
    ],
)
def test_a_workspace_in_which_there_is_nothing_to_check(
    tmp_path: Path, files: dict[str, str], expected: list[str]
) -> None:
    ran = appkit(write(tmp_path, files), "validate")

    assert (ran.code, codes(ran)) == (1, expected)


def test_what_a_target_does_not_show_is_checked_too(tmp_path: Path) -> None:
    """Rich text of every wording, templates that no target names, presets that no target extends."""
    files = {
        "profiles/ada.yaml": PROFILE.replace("I study living things.", "'[x](file:///y)'"),
        "targets/t.yaml": "documents: {resume: {}}\nsections: {summary: omit}\n",
        "targets/_unused.yaml": "emphasise: [x]\n",
        "templates/unused/resume.md.j2": "{{ x\n",
    }

    ran = appkit(write(tmp_path, files), "validate")

    assert codes(ran) == ["unsafe-link", "unknown-key", "template-syntax"]
