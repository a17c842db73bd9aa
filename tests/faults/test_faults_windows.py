"""What Windows does to files, at the command line: a document that Word holds open, line ends turned by git.

On Windows a file is really held; elsewhere, where nothing keeps a file from being replaced, the one call by
which this is found out refuses.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from fault_runs import contents
from fault_scenes import USER, inputs

from appkit.output import _disk, failures
from workspaces import appkit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMATS = "docx, md, txt"


@contextmanager
def held(file: Path, *calls: str) -> Iterator[None]:
    """While it lasts, a program has the file open as Word does: nobody may rename, replace or remove it."""
    if os.name == "nt":
        with file.open("rb"):  # Python does not share a file for being removed either
            yield
        return

    def refusing(name: str) -> object:
        real = getattr(_disk, name)

        def call(*paths: Path) -> None:
            if file in paths:
                raise PermissionError(errno.EACCES, "Access is denied", str(file))
            real(*paths)

        return mock.patch.object(_disk, name, call)

    with mock.patch.object(failures, "_WINDOWS", new=True):
        patches = [refusing(name) for name in calls]
        for patch in patches:
            patch.start()  # type: ignore[attr-defined]
        try:
            yield
        finally:
            for patch in patches:
                patch.stop()  # type: ignore[attr-defined]


def test_a_document_that_word_holds_open(tmp_path: Path) -> None:
    """The build says what to do and changes nothing; when it is closed, the same command does all of it."""
    root = inputs(tmp_path, "old", FORMATS)
    assert appkit(root, "build", "--all").code == 0
    before = contents(root / "out")
    inputs(root, "new", FORMATS)
    with held(root / "out/t/CV.docx", "probe", "replace"):
        ran = appkit(root, "build", "--all")
    assert ran.code == 1
    assert "error[file-in-use]: out/t/CV.docx cannot be replaced" in ran.err
    assert "close it (is it open in Word?) and build again; nothing was changed" in ran.err
    assert contents(root / "out") == before

    assert appkit(root, "build", "--all").code == 0
    assert contents(root / "out").keys() == before.keys()
    assert contents(root / "out")["t/CV.docx"] != before["t/CV.docx"]


def test_clean_and_a_document_that_word_holds_open(tmp_path: Path) -> None:
    """It stays, and the next clean removes it."""
    root = inputs(tmp_path, "old", FORMATS)
    assert appkit(root, "build", "--all").code == 0
    (root / "targets/t.yaml").unlink()
    with held(root / "out/t/Letter.docx", "unlink"):
        ran = appkit(root, "clean")
    assert ran.code == 1
    assert "error[file-in-use]: out/t/Letter.docx cannot be removed" in ran.err
    assert "close it (is it open in Word?) and clean again" in ran.err

    assert appkit(root, "clean").code == 0
    assert contents(root / "out") == {}


@pytest.mark.parametrize("what", ["outputs", "records", "both"])
def test_line_ends_turned_by_git(tmp_path: Path, what: str) -> None:
    """CRLF for LF is nobody's edit, in what was built and in what is recorded of it; an edit with it is one."""
    root = inputs(tmp_path, "old", FORMATS)
    assert appkit(root, "build", "--all").code == 0
    new = inputs(tmp_path / "new", "new", FORMATS)
    assert appkit(new, "build", "--all").code == 0
    folders = {"outputs": ["out"], "records": [".appkit"], "both": ["out", ".appkit"]}[what]
    for folder in folders:
        for file in (root / folder).rglob("*"):
            if file.suffix in {".md", ".txt", ".json"}:
                file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    edited = root / "out/t/Letter.md"
    edited.write_bytes(edited.read_bytes() + b"\r\n" + USER)
    letter = edited.read_bytes()

    again = appkit(root, "build", "--all")
    assert (again.code, again.err.count("edited-by-hand")) == (0, 1)
    inputs(root, "new", FORMATS)
    ran = appkit(root, "build", "--all")
    assert (ran.code, ran.err.count("edited-by-hand")) == (0, 1)
    after = contents(new / "out")
    found = contents(root / "out")
    # The letter says the same in both versions, so the file that git has turned is left as it is.
    found["t/Letter.txt"] = found["t/Letter.txt"].replace(b"\r\n", b"\n")
    assert found == after | {"t/Letter.md": letter, "t/Letter.new.md": after["t/Letter.md"]}
