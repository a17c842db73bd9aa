"""One run at a time for each target, also where the file system has no locks."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import filelock
import pytest
from desks import Desk, manifest, one_desk

from appkit.diagnostics import AppkitError
from appkit.output import write

desk = pytest.fixture(one_desk)


def no_locks(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A file system without locks, which answers with an error of that name."""
    fcntl = pytest.importorskip("fcntl")
    number = getattr(errno, name)

    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refused)


@pytest.mark.parametrize("name", ["ENOSYS", "ENOLCK", "EOPNOTSUPP"])
def test_a_file_system_without_locks(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Network and cloud folders: the lock is a file, and is gone when the run is; no warning of Python's."""
    no_locks(monkeypatch, name)
    desk.build("v1")
    desk.build("v2")

    assert desk.expected("v2") == desk.names()
    assert sorted(file.name for file in desk.place.folder.iterdir()) == ["t.json", "t.json.lock"]


def test_held_without_locks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs exclude each other there too, and the message names the file."""
    no_locks(monkeypatch, "ENOLCK")
    desk.place.folder.mkdir()
    with filelock.SoftFileLock(desk.place.soft_lock), pytest.raises(AppkitError) as caught:
        write(desk.place, desk.artifacts("v1"), manifest("v1"), patience=0)

    assert [problem.code for problem in caught.value.diagnostics] == ["locked"]
    assert "t.json.locked" in (caught.value.diagnostics[0].help or "")


@pytest.mark.skipif(
    tuple(map(int, filelock.__version__.split(".")[:2])) < (3, 22),
    reason="an older filelock does not see that who held a lock is gone: the message says what to delete",
)
def test_killed_without_locks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed run has left of such a lock keeps nobody out."""
    no_locks(monkeypatch, "ENOLCK")
    desk.place.folder.mkdir()
    code = "import filelock, os, sys; lock = filelock.SoftFileLock(sys.argv[1]); lock.acquire(); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(desk.place.soft_lock)], check=False)
    assert desk.place.soft_lock.exists()
    desk.build("v1")

    assert desk.expected("v1") == desk.names()
