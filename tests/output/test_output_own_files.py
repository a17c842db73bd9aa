"""A file of the user's own is created or replaced whole, or stays as it is, and the reason is told."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from appkit.diagnostics import Location, Report
from appkit.output import _disk
from appkit.output.create import create_text
from appkit.output.create_all import create_all
from appkit.output.create_folder import create_folder
from appkit.output.replace import is_content, replace_content

if TYPE_CHECKING:
    from pathlib import Path


def told(report: Report) -> list[tuple[str, str, Location | None, str | None]]:
    return [(each.code, each.message, each.location, each.help) for each in report.diagnostics]


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


NO_ROOM = [("cannot-write", "this file cannot be written: No space left on device", Location("a/b.md"), None)]


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("has_links", [True, False], ids=["hard links", "no hard links"])
def test_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool) -> None:
    """With its folders, on file systems that have no hard links too; what is there is not replaced."""
    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    file = tmp_path / "a/more/b.md"
    report = Report()

    assert create_text(file, "text", report, "a/b.md")
    assert not report.diagnostics
    assert not create_text(file, b"other", report, "a/b.md")
    assert files(tmp_path) == {"a/more/b.md": b"text"}
    assert told(report) == [
        ("file-exists", "this file is already there", Location("a/b.md"), "move it away first")
    ]


@pytest.mark.parametrize("call", ["write", "sync_folder"])
def test_not_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(_disk, call, refuse)
    report = Report()

    assert not create_text(tmp_path / "b.md", "text", report, "a/b.md")
    assert told(report) == NO_ROOM
    assert files(tmp_path) == {}


def test_several_or_none(tmp_path: Path) -> None:
    """What was made before the one that cannot be is taken away again, folders and all; nothing else is."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "there.md").write_bytes(b"mine")
    report = Report()
    texts = {"kept/a.md": "a", "new/deep/b.md": "b", "there.md": "c"}

    assert not create_all(tmp_path, texts, report)
    assert [(each.code, each.location) for each in report.diagnostics] == [
        ("file-exists", Location("there.md"))
    ]
    assert [each.name for each in tmp_path.iterdir() if each.is_dir()] == ["kept"]
    assert files(tmp_path) == {"there.md": b"mine"}
    del texts["there.md"]
    assert create_all(tmp_path, texts, report)
    assert files(tmp_path) == {"kept/a.md": b"a", "new/deep/b.md": b"b", "there.md": b"mine"}


def test_a_file_where_a_folder_belongs(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    report = Report()

    assert not create_all(tmp_path, {"a/b.md": "text"}, report)
    assert told(report) == [
        ("not-a-folder", "this is not a folder", Location((tmp_path / "a").as_posix()), None)
    ]
    assert files(tmp_path) == {"a": b"mine"}


PARTS = {"a.md": b"a", "b.yaml": b"b"}


def test_a_folder_is_there_as_a_whole(tmp_path: Path) -> None:
    """With the folder above it; one that is there, were it empty, is not replaced, nor is what else is."""
    report = Report()

    assert create_folder(tmp_path / "all/mine", PARTS, report, "all/mine")
    assert not report.diagnostics
    assert files(tmp_path) == {"all/mine/a.md": b"a", "all/mine/b.yaml": b"b"}
    (tmp_path / "all/empty").mkdir()
    (tmp_path / "all/link").symlink_to("mine")
    (tmp_path / "all/file").touch()
    for name in ("mine", "empty", "link", "file"):
        assert not create_folder(tmp_path / "all" / name, PARTS, report, name)
    assert {each.code for each in report.diagnostics} == {"file-exists"}
    assert sorted(each.name for each in (tmp_path / "all").iterdir()) == ["empty", "file", "link", "mine"]


@pytest.mark.parametrize("call", ["mkdir", "write", "fsync", "replace", "sync_folder"])
def test_a_folder_that_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """Nothing of it stays, nor of the folder above."""
    monkeypatch.setattr(_disk, call, refuse)
    report = Report()

    assert not create_folder(tmp_path / "all/mine", PARTS, report, "a/b.md")
    assert [each.code for each in report.diagnostics] == ["cannot-write"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_whose_name_cannot_be_made_sure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken back, for it was told not to be written."""
    sync = _disk.sync_folder
    monkeypatch.setattr(_disk, "sync_folder", lambda path: refuse() if path == tmp_path else sync(path))

    assert not create_folder(tmp_path / "mine", PARTS, Report(), "mine")
    assert list(tmp_path.iterdir()) == []


def test_replaced(tmp_path: Path) -> None:
    """With the permissions that it had; through a link, which stays one."""
    file, link = tmp_path / "b.md", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    report = Report()

    assert replace_content(link, b"old", b"new", report, "a/b.md")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["b.md", "link"]


def test_replaced_whatever_it_says(tmp_path: Path) -> None:
    """A file of ours is made, with its folder, where it is not there."""
    report = Report()

    assert replace_content(tmp_path / "new/a/b.md", None, b"one", report, "a/b.md")
    assert replace_content(tmp_path / "new/a/b.md", None, b"two", report, "a/b.md")
    assert files(tmp_path) == {"new/a/b.md": b"two"}


def test_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has changed, what its owner has locked, and what there is no room for stay, each with its reason."""
    file = tmp_path / "b.md"
    file.write_bytes(b"newer")
    changed, locked, full = Report(), Report(), Report()

    assert not replace_content(file, b"old", b"new", changed, "a/b.md")
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        assert not replace_content(file, b"newer", b"new", locked, "a/b.md")
    monkeypatch.setattr(_disk, "replace", refuse)
    assert not replace_content(file, b"newer", b"new", full, "a/b.md")

    here = Location("a/b.md")
    assert told(changed) == [
        ("changed-meanwhile", "this file has changed since it was read", here, "try again")
    ]
    assert told(locked) == [("cannot-write", "this file cannot be written: it is read-only", here, None)]
    assert told(full) == NO_ROOM
    assert files(tmp_path) == {"b.md": b"newer"}


def test_what_a_file_says(tmp_path: Path) -> None:
    """A folder says nothing, nor does what is not there."""
    (tmp_path / "b.md").write_bytes(b"text")

    assert is_content(tmp_path / "b.md", b"text")
    assert not is_content(tmp_path / "b.md", b"other")
    assert not is_content(tmp_path / "none.md", b"")
    assert not is_content(tmp_path, b"")
