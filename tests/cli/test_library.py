"""appkit as a library: the same operations, frozen results, nothing printed, nobody thrown out."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import appkit
from workspaces import PROFILE, TARGET, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_build(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What was written, what is open, and the decisions, as values."""
    result = appkit.build(workspace(tmp_path), ["t"], formats={"txt"})

    assert result.ok
    assert [(file.path, file.action) for file in result.files] == [
        ("t/Example_Ada_CV.txt", "wrote"),
        ("t/Example_Ada_Cover_Letter.txt", "wrote"),
    ]
    (target,) = result.targets
    assert [prompt.key for prompt in target.prompts] == ["first-paper", "why-group", "why-now"]
    assert target.selection is not None
    assert target.selection.decisions["work/lab"].out is None
    assert capfd.readouterr() == ("", "")
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.targets = ()  # type: ignore[misc]


def test_problems_are_values(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An error in a file is no exception: it is in the result, with the lines that show it."""
    result = appkit.build(workspace(tmp_path, target="extends: phdd\n"))

    (problem,) = result.diagnostics
    assert not result.ok
    assert (problem.severity, problem.code) == (appkit.Severity.ERROR, "unknown-preset")
    assert problem.location == appkit.Location("targets/t.yaml", 1, 10, 4)
    assert result.lines["targets/t.yaml"][0] == "extends: phdd"
    assert capfd.readouterr() == ("", "")


CALLS: dict[str, Callable[[Path], object]] = {
    "build": appkit.build,
    "build a format": lambda root: appkit.build(root, formats=["odt"]),
    "clean": appkit.clean,
    "explain": lambda root: appkit.explain(root, "t"),
    "list": appkit.list_targets,
    "validate": appkit.validate,
    "write": lambda root: appkit.write(root, "t", "cover-letter"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_what_cannot_even_begin_is_an_exception(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], call: Callable[[Path], object]
) -> None:
    """Where there is no workspace, or no such format, there is nothing to give back."""
    with pytest.raises(appkit.AppkitError) as caught:
        call(tmp_path)

    assert [problem.code for problem in caught.value.diagnostics] in (["no-workspace"], ["unknown-format"])
    assert str(caught.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda root: appkit.explain(root, "zz"), "unknown-target"),
        (lambda root: appkit.explain(root, "t", "work/zz"), "unknown-address"),
        (lambda root: appkit.write(root, "t", "zz"), "unknown-document"),
    ],
)
def test_what_is_not_there_is_an_exception(tmp_path: Path, call: Callable[[Path], object], code: str) -> None:
    with pytest.raises(appkit.AppkitError) as caught:
        call(workspace(tmp_path))

    assert [problem.code for problem in caught.value.diagnostics] == [code]


def test_every_operation(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Paths may be text or paths; nothing prints."""
    root = workspace(tmp_path)

    assert appkit.validate(str(root)).ok
    assert appkit.validate(root, ["targets/t.yaml"]).files == ("targets/t.yaml",)
    assert appkit.explain(root, "t", "work/lab").items[0].address == "work/lab"
    assert [target.name for target in appkit.list_targets(root).targets] == ["t"]
    assert appkit.write(root, "t", "cover-letter").path == "targets/t.cover-letter.md"
    assert appkit.build(root, dry_run=True).files[0].action == "wrote"
    assert appkit.build(root, out=tmp_path / "there", formats=["md"]).ok
    assert appkit.clean(root).removed == ()
    assert not (root / "out").exists()
    assert capfd.readouterr() == ("", "")


def test_names() -> None:
    """What ``import appkit`` offers is there, and a misspelt name is an ordinary mistake."""
    assert all(hasattr(appkit, name) for name in appkit.__all__)
    assert set(dir(appkit)) == set(appkit.__all__)
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        appkit.biuld  # noqa: B018


HEAVY = ("yaml", "jinja2", "jsonschema", "docx", "lxml", "markdown_it", "click")


def loaded_by(statement: str) -> set[str]:
    """Which of the heavy packages a statement loads in a fresh interpreter."""
    code = f"import sys\n{statement}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].split())


def test_nothing_is_loaded_before_it_is_used() -> None:
    """Completion and ``--help`` are only as fast as what they import."""
    assert loaded_by("import appkit") == set()
    assert loaded_by("from appkit import cli; cli.run(['--help'])") == {"click"}
    assert loaded_by("from appkit import cli; cli.run(['--version'])") == {"click"}


def test_a_profile_that_is_wrong_for_one_target_only(tmp_path: Path) -> None:
    """One broken target does not stop the others, and each result tells for itself."""
    root = workspace(tmp_path, PROFILE, **{"targets/u.yaml": TARGET.replace("biology", "bology")})

    result = appkit.build(root, dry_run=True)

    assert [(target.name, target.ok) for target in result.targets] == [("t", True), ("u", False)]
    assert not result.ok
