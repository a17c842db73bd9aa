"""Several runs at once, and inputs that change while they are read."""

from __future__ import annotations

import os
import random
import re
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from disk_faults import Fault
from fault_runs import KILLED, Runner, contents, copied
from fault_scenes import BUILD, PROFILE, Scenes, assert_clean, assert_not_torn, inputs

import appkit
from nights import NIGHTLY, SEED, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

nightly = pytest.mark.nightly
TIMES = 12 if NIGHTLY else 1


@pytest.mark.parametrize("number", [6, *(pytest.param(n, marks=nightly) for n in (2, 3, 4, 5))])
def test_builds_of_the_same_target(number: int, run: Runner, scenes: Scenes) -> None:
    """One does the work, the others find it done; none fails, and none takes the other's work for an edit."""
    scene = scenes.scene("rebuild")
    for _ in range(TIMES):
        root = scenes.copy(scene)
        for ended in run.together(root, *[BUILD] * number):
            assert ended.code == 0, ended.said
            assert "warning" not in ended.err
        assert contents(root / "out") == scene.after
        assert_clean(root)
        tally(number, "builds at once")


@nightly
@pytest.mark.parametrize("name", ["first", "rebuild", "edited"])
def test_one_of_several_is_killed(name: str, run: Runner, scenes: Scenes) -> None:
    """The lock of a killed run is free at once, and what it has left is done by those that waited."""
    scene = scenes.scene(name)
    chance = random.Random(SEED)
    every = len(run(scenes.copy(scene), *BUILD).calls)
    for _ in range(40):
        at = chance.randint(1, every)
        root = scenes.copy(scene)
        first, *others = run.together(root, *[BUILD] * 3, faults={0: Fault(at)})
        assert_not_torn(root, scene)
        # One that finds its work done makes fewer calls than there were, so it may live.
        assert first.code in (*KILLED, 0), (at, first.said)
        for ended in others:
            assert ended.code == 0, (at, ended.said)
            assert ("edited-by-hand" in ended.err) == (name == "edited"), (at, ended.said)
        assert contents(root / "out") == scene.after, at
        assert_clean(root)
        tally(1, "kills beside others")


@nightly
def test_builds_of_different_targets(run: Runner, scenes: Scenes) -> None:
    """They do not wait for each other, and share folders that are not there yet."""
    whole = scenes.scene("first")
    for _ in range(TIMES):
        root = scenes.copy(whole)
        names = [f"t{number}" for number in range(6)]
        for name in names:
            (root / f"targets/{name}.yaml").write_bytes((root / "targets/t.yaml").read_bytes())
        for ended in run.together(root, *(("build", "--target", name) for name in names)):
            assert ended.code == 0, ended.said
        for name in names:
            assert contents(root / "out" / name).keys() == {path.removeprefix("t/") for path in whole.after}
        assert sorted(contents(root / ".appkit")) == sorted(
            f"{n}.json{end}" for n in names for end in ("", ".lock")
        )
        tally(6, "builds at once")


def test_other_commands_at_once(run: Runner, scenes: Scenes) -> None:
    """A file of the user's own is made by one of them, and whole; the others say that it is there."""
    for _ in range(TIMES):
        root = copied(scenes.workspace("plain", "new"), scenes.folder / "copy")
        for command, path in (
            (("new", "target", "u", "--extends", "phd"), "targets/u.yaml"),
            (("write", "t", "cover-letter"), "targets/t.cover-letter.md"),
        ):
            ran = run.together(root, *[command] * 3)
            assert sorted(ended.code for ended in ran) == [0, 1, 1], [ended.said for ended in ran]
            assert (root / path).read_bytes().endswith(b"\n")
        assert {ended.code for ended in run.together(root, *[("ids", "--write")] * 3)} <= {0, 1}
        assert "id: " in (root / "profiles/ada.yaml").read_text("utf-8")
        assert run(root, "validate", watched=False).code == 0
        assert not [path for path in contents(root) if ".appkit-new" in path]
        tally(9, "other commands at once")


@nightly
def test_cleaning_while_building(run: Runner, scenes: Scenes) -> None:
    """``clean`` removes nothing that a build is about to put in place, nor what it has put there."""
    scene = scenes.scene("rebuild")
    for _ in range(TIMES * 2):
        root = scenes.copy(scene)
        for ended in run.together(root, BUILD, ("clean",), BUILD, ("clean",)):
            assert ended.code == 0, ended.said
        assert contents(root / "out") == scene.after
        assert_clean(root)
        tally(4, "builds and cleans at once")


@contextmanager
def rewriting(file: Path, put: Callable[[Path, bytes], None]) -> Iterator[None]:
    """While it lasts, the file is rewritten again and again, in one version and another."""
    ended = threading.Event()
    versions = [PROFILE.format(version=version).encode() for version in ("first", "second")]

    def rewrite() -> None:
        while not ended.is_set():
            for version in versions:
                put(file, version)

    thread = threading.Thread(target=rewrite)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def in_one_step(file: Path, content: bytes) -> None:
    beside = file.with_name("beside")
    beside.write_bytes(content)
    beside.replace(file)


def in_two(file: Path, content: bytes) -> None:
    """As editors do that save in place: for a moment the file is empty, for another it ends in the middle."""
    with file.open("wb", buffering=0) as stream:
        half = len(content) // 2
        stream.write(content[:half])
        stream.write(content[half:])


@pytest.mark.parametrize("put", [in_one_step, pytest.param(in_two, marks=nightly)])
def test_a_profile_rewritten_while_it_is_read(
    put: Callable[[Path, bytes], None], run: Runner, scenes: Scenes
) -> None:
    """A set is of one version, or none was built; once nobody writes, a build is as ever."""
    root = copied(scenes.scene("first").start, scenes.folder / "copy")
    seen = set()
    with rewriting(root / "profiles/ada.yaml", put):
        for _ in range(100 if NIGHTLY else 4):
            ended = run(root, *BUILD, watched=False)
            assert ended.code == 0 or (put is in_two and ended.code == 1), ended.said
            assert "Traceback" not in ended.err
            texts = [data for path, data in contents(root / "out").items() if path.endswith((".md", ".txt"))]
            versions = {frozenset(re.findall(rb"(first|second) work", text)) for text in texts} - {
                frozenset()
            }
            assert len(versions) <= 1, (versions, ended.said)
            seen |= versions
            tally(1, "builds of a changing profile")
    assert seen or put is in_two
    inputs(root, "new", scenes.formats)
    assert run(root, *BUILD, watched=False).code == 0
    assert contents(root / "out") == scenes.scene("first").after
    assert_clean(root)


@pytest.mark.parametrize("seconds", [0, pytest.param(2**32 - 1, marks=nightly)], ids=["past", "future"])
def test_no_time_of_a_file_matters(seconds: int, run: Runner, scenes: Scenes) -> None:
    """Whatever the clock was set to when a file was saved: what has changed is built, and nothing else."""
    scene = scenes.scene("rebuild")
    root = scenes.copy(scene)
    _set_times(root, seconds)

    assert run(root, *BUILD, watched=False).code == 0
    assert contents(root / "out") == scene.after
    _set_times(root, 2**31 - seconds // 2)
    assert run(root, *BUILD).calls == ()


def _set_times(root: Path, seconds: int) -> None:
    for file in root.rglob("*"):
        os.utime(file, (seconds, seconds))


@pytest.mark.parametrize("package", ["load", "operations", "output"])
def test_what_reads_and_writes_files_has_no_clock(package: str) -> None:
    """Nothing that decides what is built or replaced can ask for a time, of the day or of a file."""
    clocks = re.compile(
        r"\b(import (time|datetime)\b|from (time|datetime) import|st_[amc]time|getmtime|utime)"
    )
    files = sorted((Path(appkit.__file__).parent / package).rglob("*.py"))
    assert files
    assert not [file.name for file in files if clocks.search(file.read_text("utf-8"))]
