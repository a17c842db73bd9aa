"""Files of the user's own that are being written, by several runs at once and by one that was killed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from appkit.diagnostics import Report
from appkit.output import _disk, beside, clean
from appkit.output.create import create_text
from appkit.output.replace import replace_content

if TYPE_CHECKING:
    from pathlib import Path

needs_locks = pytest.mark.skipif(os.name == "nt", reason="no flock: an open file cannot be removed there")


def test_two_write_beside_one_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither takes the other's half-written file for its own: what is put in place is whole."""
    file = tmp_path / "ada.yaml"
    file.write_bytes(b"old")
    fill = _disk.fill

    def meanwhile(path: Path, descriptor: int, data: bytes) -> None:
        monkeypatch.setattr(_disk, "fill", fill)
        assert replace_content(file, b"old", b"other", Report(), "ada.yaml")
        fill(path, descriptor, data)

    monkeypatch.setattr(_disk, "fill", meanwhile)
    report = Report()

    assert not replace_content(file, b"old", b"mine", report, "ada.yaml")
    assert [each.code for each in report.diagnostics] == ["changed-meanwhile"]
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"ada.yaml": b"other"}


def test_what_a_killed_run_has_left_is_removed(tmp_path: Path) -> None:
    """The next run that writes there does it, and leaves alone what is called otherwise."""
    left, mine = tmp_path / ".0123abcd.appkit-new", tmp_path / ".mine.appkit-new"
    left.touch()
    mine.touch()

    assert create_text(tmp_path / "a.md", "text", Report(), "a.md")
    assert sorted(each.name for each in tmp_path.iterdir()) == [mine.name, "a.md"]


@needs_locks
def test_what_a_run_is_writing_is_not_removed(tmp_path: Path) -> None:
    """Only what no process has open is a leftover."""
    with beside.waiting(tmp_path, b"mine") as path:
        assert beside.leftovers(tmp_path) == beside.sweep(tmp_path) == ()
        assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == []


@needs_locks
def test_a_folder_on_its_way(tmp_path: Path) -> None:
    """Removed where the run that was filling it has ended, and only there."""
    left = tmp_path / ".0123abcd.appkit-new"
    left.mkdir()
    (left / "part.md").write_bytes(b"part")

    with beside.waiting_folder(tmp_path, {"a.md": b"mine"}) as path:
        assert not left.exists()
        assert beside.leftovers(tmp_path) == beside.sweep(tmp_path) == ()
        assert (path / "a.md").read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == []


@needs_locks
def test_swept_away_before_it_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another run takes for a leftover in its first moment is made once more."""
    open_new = _disk.open_new

    def swept(path: Path) -> int:
        monkeypatch.setattr(_disk, "open_new", open_new)
        descriptor = open_new(path)
        path.unlink()
        return descriptor

    monkeypatch.setattr(_disk, "open_new", swept)
    with beside.waiting(tmp_path, b"mine") as path:
        assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "folder", ["", "profiles", "targets", "templates", "templates/mine", ".appkit/schemas"]
)
def test_clean_removes_what_killed_runs_have_left(tmp_path: Path, folder: str) -> None:
    """Wherever a command writes files of the user's own."""
    left = tmp_path / folder / ".0123abcd.appkit-new"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.touch()
    name = left.relative_to(tmp_path).as_posix()

    assert clean(tmp_path, {}, dry_run=True).removed == (name,)
    assert left.exists()
    assert clean(tmp_path, {}).removed == (name,)
    assert not left.exists()


def test_a_name_that_cannot_be_made_sure_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was told not to be written is not there."""

    def broken(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(_disk, "sync_folder", broken)

    assert not create_text(tmp_path / "a.md", "text", Report(), "a.md")
    assert list(tmp_path.iterdir()) == []
