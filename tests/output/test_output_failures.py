"""What the system refused is told with the file, the reason, and what is to be done."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from desks import Desk, one_desk

from appkit.diagnostics import Severity
from appkit.output import _disk, failures

if TYPE_CHECKING:
    from pathlib import Path

desk = pytest.fixture(one_desk)

WAITS = "the new files wait beside the old ones; the next build puts them in their places"
NOTHING = "nothing was changed; build again when this is put right"
CLEANED = "what is removed by now was to be; clean again when this is put right"


def error(number: int, path: Path | None = None) -> OSError:
    return OSError(number, os.strerror(number), *([str(path)] if path else []))


def told(desk: Desk, problem: OSError, **how: bool) -> tuple[str, str, str | None]:
    found = failures.failure(desk.place, problem, **how)
    assert found.severity is Severity.ERROR
    return found.code, found.message, found.help


@pytest.mark.parametrize(
    ("number", "how", "help_"),
    [
        (errno.ENOSPC, {}, f"make room on the disk; {NOTHING}"),
        (errno.EIO, {}, NOTHING),
        (errno.EIO, {"committed": True}, WAITS),
        (errno.EIO, {"cleaning": True}, CLEANED),
        (errno.ENOSPC, {"committed": True}, f"make room on the disk; {WAITS}"),
    ],
)
def test_refused(desk: Desk, number: int, how: dict[str, bool], help_: str) -> None:
    """A file on its way is called as it will be."""
    message = f"cannot write out/t/CV.md: {os.strerror(number)}"

    assert told(desk, error(number, desk.folder / ".CV.md.appkit-new"), **how) == (
        "cannot-write",
        message,
        help_,
    )
    assert told(desk, error(number, desk.folder / "CV.md"), **how) == ("cannot-write", message, help_)


def test_refused_without_a_reason(desk: Desk) -> None:
    """Not every error has a name or a reason; none is left untold."""
    assert told(desk, error(errno.EIO))[1] == f"cannot write out: {os.strerror(errno.EIO)}"
    assert told(desk, TimeoutError())[1] == "cannot write out: TimeoutError"


@pytest.mark.parametrize(
    ("how", "message", "help_"),
    [
        ({}, "replaced", f"close it (is it open in Word?) and build again; {NOTHING}"),
        ({"committed": True}, "replaced", f"close it (is it open in Word?) and build again; {WAITS}"),
        ({"cleaning": True}, "removed", f"close it (is it open in Word?) and clean again; {CLEANED}"),
    ],
)
def test_held_by_another_program(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: dict[str, bool], message: str, help_: str
) -> None:
    monkeypatch.setattr(failures, "_WINDOWS", True)
    problem = error(errno.EACCES, desk.folder / "CV.docx")

    assert told(desk, problem, **how) == (
        "file-in-use",
        f"out/t/CV.docx cannot be {message}: {os.strerror(errno.EACCES)}",
        help_,
    )


def test_no_file(desk: Desk) -> None:
    problem = _disk.IrregularFileError(errno.EINVAL, "not a regular file", str(desk.folder / "CV.md"))

    assert told(desk, problem) == (
        "not-a-file",
        "out/t/CV.md is not a regular file",
        "move it away and build again",
    )
    assert failures.outside("out/t").message == (
        "out/t lies outside the output folder: a folder on its way is a link"
    )
