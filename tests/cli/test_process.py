"""The command line as a process: exit codes, pipes, colours, and what an accident leaves behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appkit import cli
from appkit.operations import rendering
from workspaces import TARGET, Ran, appkit, workspace

if TYPE_CHECKING:
    from collections.abc import Mapping


def process(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python -m appkit`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "appkit", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_python_m_appkit(tmp_path: Path) -> None:
    """The whole line, once, as people start it."""
    done = process(workspace(tmp_path), "build", "--all")

    assert (done.returncode, "6 files written" in done.stdout) == (0, True), done.stderr
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell with pipes")
def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    """``appkit … | head -1``: no traceback, no bug, no complaint when Python ends."""
    root = workspace(tmp_path)
    command = f"'{sys.executable}' -m appkit -C '{root}'"

    done = subprocess.run(
        ["/bin/sh", "-c", f"({command} --help; {command} explain -t t; {command} list) | true"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """The machine's trouble is told as such."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "appkit", "-C", str(workspace(tmp_path)), "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (1, "appkit: No space left on device\n")


def test_a_terminal_that_knows_ascii_only(tmp_path: Path) -> None:
    """Names in any script are printed somehow, never a reason to fail."""
    root = workspace(tmp_path, target=TARGET.replace("Example University", "西湖大学"))

    done = process(root, "build", "--all", "--dry-run", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")

    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "6 files would be written" in done.stdout


# -- exit codes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["build", "--help"], 0),
        (["build", "--all"], 0),
        (["build", "-t", "zz"], 1),
        (["build", "-t", ""], 1),
        (["build", "-t", "["], 1),
        (["build", "--all", "-o", "profiles/ada.yaml"], 1),
        (["build"], 2),
        (["build", "--al"], 2),
        (["zz"], 2),
        ([], 2),
        (["--zz"], 2),
        (["explain"], 2),
        (["validate", "--format", "zz"], 2),
        (["-C"], 2),
    ],
)
def test_exit_codes(tmp_path: Path, arguments: list[str], code: int) -> None:
    ran = appkit(workspace(tmp_path), *arguments)

    assert (ran.code, "bug in appkit" in ran.err) == (code, False), ran.err


def raising(error: BaseException, root: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """A build in which this is raised."""

    def fail(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(rendering, "assemble", fail)
    return appkit(workspace(root / "w"), "build", "--all")


def test_a_bug_leaves_its_traceback_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short message, where the details are, and exit code 3; nothing is written."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    ran = raising(RuntimeError("\ud800 oh"), tmp_path, monkeypatch)

    told = re.fullmatch(
        r"appkit: this is a bug in appkit \(RuntimeError\); the details are in (.+)\n", ran.err
    )
    assert (ran.code, told is not None) == (3, True), ran.err
    assert told is not None
    assert "raise error" in Path(told[1]).read_text()
    assert not (tmp_path / "w/out").exists()


def test_a_bug_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", no_space)

    ran = raising(RuntimeError("oh"), tmp_path, monkeypatch)

    assert ran.code == 3
    assert ran.err.endswith("(RuntimeError); the details could not be written: No space left on device\n")


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "appkit: interrupted"),
        (OSError(28, "No space left on device"), 1, "appkit: No space left on device"),
        (PermissionError(13, "Permission denied", "/x"), 1, "appkit: /x: Permission denied"),
        (BrokenPipeError(), 1, ""),
    ],
)
def test_accidents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: str
) -> None:
    ran = raising(error, tmp_path, monkeypatch)

    assert (ran.code, ran.err.strip()) == (code, message)


def test_main_exits_with_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["-C", str(tmp_path), "list"])

    assert ended.value.code == 1
    assert "no-workspace" in capsys.readouterr().err


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_without_somewhere_to_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    """A program without a console has no streams: the work is done all the same."""
    root = workspace(tmp_path)
    monkeypatch.setattr(sys, closed, None)

    assert cli.run(["-C", str(root), "build", "--all", "-f", "txt"]) == 0
    assert (root / "out/t/Example_Ada_CV.txt").exists()


# -- colours -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)]
)
def test_colours_at_a_terminal_only(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: Mapping[str, str],
    colored: bool,
) -> None:
    """https://no-color.org: any value that is not empty turns them off."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    cli.run(["-C", str(tmp_path), "list"])

    assert ("\x1b[" in capsys.readouterr().err) == colored
