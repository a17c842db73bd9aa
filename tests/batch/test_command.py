"""Batches at the command line: what is built, what is told, and how it is stopped."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from appkit.batch import build_job
from workspaces import PROFILE, TARGET, appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.batch import Job, JobResult


def many(root: Path, number: int = 40, **files: str) -> Path:
    """A workspace with ``t`` and so many targets more, each writing one small file."""
    small = TARGET + "documents: {resume: {formats: [txt]}, cover-letter: null}\n"
    more = {f"targets/c-{n:03}.yaml": small for n in range(number)}
    return workspace(root, target=small, **more, **files)


def outputs(root: Path) -> dict[str, bytes]:
    """Everything in ``out/`` and ``.appkit/`` but locks."""
    found = [p for name in ("out", ".appkit") for p in (root / name).rglob("*") if p.is_file()]
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in found if p.suffix != ".lock"}


def lines(text: str, *, of: str = ": ") -> list[str]:
    return [line.split(of)[0] for line in text.splitlines() if of in line and not line.startswith("Ready")]


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    """Byte by byte, manifests too, and they tell it in the same order."""
    one, two = many(tmp_path / "one"), many(tmp_path / "two")

    alone = appkit(one, "build", "--all", "--jobs", "1")
    both = appkit(two, "build", "--all", "--jobs", "2")

    assert (alone.code, both.code) == (0, 0), both.err
    assert outputs(one) == outputs(two)
    assert alone.out.splitlines()[:41] == both.out.splitlines()[:41]
    assert (alone.out.splitlines()[-1], alone.err) == (both.out.splitlines()[-1], both.err)


def test_a_broken_target_among_many(tmp_path: Path) -> None:
    """One line for each, the errors of the broken one with their place, the count at the end; exit code 1."""
    root = many(tmp_path, 20, **{"targets/broken.yaml": "extends: phd\nemphasize: [biologgy]\n"})

    ran = appkit(root, "build", "--all", "--jobs", "1")

    assert ran.code == 1
    assert "broken: not built, 1 error\n" in ran.out
    assert "c-000: 1 file written\n" in ran.out
    assert "21 of 22 built" in ran.out
    assert "21 files written" in ran.out
    assert "Ready to send: no, broken is not built." in ran.out
    assert "targets/broken.yaml:2:13: error[unknown-tag]" in ran.err
    assert "emphasize: [biologgy]" in ran.err


def test_what_recurs_is_told_once(tmp_path: Path) -> None:
    """What is wrong with a profile is wrong with every target."""
    root = many(tmp_path, 20)
    (root / "profiles/ada.yaml").write_text(PROFILE.replace("tags: [research]", "tags: [reserch]"))

    ran = appkit(root, "build", "--all", "--jobs", "1")

    assert (ran.code, codes(ran)) == (1, ["unknown-tag"])
    assert ran.out.count("not built, 1 error") == 21


def test_built_again_nothing_is_done(tmp_path: Path) -> None:
    root = many(tmp_path, 20)
    appkit(root, "build", "--all", "--jobs", "1")

    ran = appkit(root, "build", "--all", "--jobs", "2")

    assert ran.code == 0
    assert "21 files unchanged." in ran.out


def test_a_bug_in_one_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told by name, its traceback is in a file, and the exit code is that of a bug."""

    def fail(job: Job) -> JobResult:
        if job.target == "c-004":
            raise LookupError("no such thing")
        return build_job(job)

    monkeypatch.setattr("appkit.cli.batch_running.build_job", fail)
    root = many(tmp_path, 20)

    ran = appkit(root, "build", "--all", "--jobs", "1")

    assert (ran.code, codes(ran)) == (3, ["job-failed"])
    assert "'c-004' could not be built: LookupError: no such thing" in ran.err
    assert "20 of 21 built" in ran.out
    assert "this is a bug in appkit (LookupError)" in ran.err


# -- profiles ------------------------------------------------------------------------------------------------

SMALL = TARGET + "documents: {resume: {formats: [txt]}, cover-letter: null}\n"


def cohort(root: Path) -> Path:
    """Two profiles; a target that names none, and one that names ada."""
    bob = PROFILE.replace("Ada Example", "Bob Example")
    return workspace(
        root, target=SMALL, **{"profiles/bob.yaml": bob, "targets/own.yaml": SMALL + "profile: ada\n"}
    )


def test_every_target_for_every_profile(tmp_path: Path) -> None:
    """A target that names a profile is built for that one only; each profile has a folder of its own."""
    root = cohort(tmp_path)

    ran = appkit(root, "build", "--all", "--profile", "*")

    assert ran.code == 0, ran.err
    assert sorted(name for name in outputs(root) if name.startswith("out")) == [
        "out/ada/own/Example_Ada_CV.txt",
        "out/ada/t/Example_Ada_CV.txt",
        "out/bob/t/Example_Bob_CV.txt",
    ]
    assert lines(ran.out)[:1] == ["ada/own"]
    assert b"Bob Example" in (root / "out/bob/t/Example_Bob_CV.txt").read_bytes()
    assert appkit(root, "build", "--all", "-p", "*").out.count("nothing to do") == 3


def test_a_target_for_another_profile(tmp_path: Path) -> None:
    """Where both are named, a mistake is told; a glob leaves it out, unless nothing is left."""
    root = cohort(tmp_path)

    assert codes(appkit(root, "build", "-t", "own", "-p", "bob")) == ["other-profile"]
    assert appkit(root, "build", "-t", "*", "-p", "bob").code == 0
    assert codes(appkit(root, "build", "-t", "o*", "-p", "bob")) == ["nothing-to-build"]
    assert codes(appkit(root, "build", "-t", "t", "-p", "bobb")) == ["unknown-profile"]
    assert codes(appkit(root, "build", "-t", "t")) == ["missing-profile"]


def test_clean_leaves_what_was_built_for_a_chosen_profile(tmp_path: Path) -> None:
    root = cohort(tmp_path)
    appkit(root, "build", "--all", "--profile", "*")
    before = outputs(root)

    ran = appkit(root, "clean")

    assert (ran.code, outputs(root)) == (0, before), ran.out

    (root / "targets/t.yaml").unlink()
    appkit(root, "clean")

    assert [name for name in outputs(root) if name.startswith("out")] == ["out/ada/own/Example_Ada_CV.txt"]


def test_clean_removes_what_was_built_for_a_profile_no_longer_named(tmp_path: Path) -> None:
    root = cohort(tmp_path)
    appkit(root, "build", "--all", "--profile", "*")
    (root / "targets/t.yaml").write_text(SMALL + "profile: ada\n")

    appkit(root, "clean")

    assert sorted(path.name for path in (root / "out").glob("*/*")) == ["own", "t"]
    assert not (root / "out/bob").exists()


def test_a_broken_target_keeps_what_was_built_for_each_profile(tmp_path: Path) -> None:
    root = cohort(tmp_path)
    appkit(root, "build", "--all", "--profile", "*")
    before = outputs(root)
    (root / "targets/t.yaml").write_text("extends: [")

    ran = appkit(root, "clean")

    assert (outputs(root), "broken-target" in ran.err) == (before, True)


# -- usage ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--jobs", "0"],
        ["--jobs", "-1"],
        ["--jobs", "two"],
        ["--timeout", "0"],
        ["--timeout", "-1"],
        ["--timeout", "nan"],
        ["--timeout", "inf"],
        ["--shard", "0/4"],
        ["--shard", "5/4"],
        ["--shard", "1/0"],
        ["--shard", "3"],
        ["--shard", "a/b"],
        ["--shard", "-1/4"],
        ["--shard", "1/4/4"],
        ["--shard", "²/4"],
        ["--shard", "1/99999999999999999999"],
        ["--shared-disk"],
        ["--cluster", "tcp://here:1", "--jobs", "2"],
    ],
)
def test_usage(tmp_path: Path, arguments: list[str]) -> None:
    ran = appkit(workspace(tmp_path), "build", "--all", *arguments)

    assert (ran.code, ran.err.startswith("Usage:")) == (2, True), ran.err


def test_an_empty_shard_is_no_mistake(tmp_path: Path) -> None:
    """One target in two parts: one of them has nothing to do."""
    root = workspace(tmp_path, target=SMALL)

    ran = [appkit(root, "build", "--all", "--shard", f"{number}/2") for number in (1, 2)]

    assert [each.code for each in ran] == [0, 0]
    assert sum("1 file written" in each.out for each in ran) == 1


# -- stopped -------------------------------------------------------------------------------------------------


def interrupting(
    monkeypatch: pytest.MonkeyPatch, at: str, *, times: int, by: signal.Signals = signal.SIGINT
) -> None:
    """From now on this process gets the signal while it builds that target."""

    def stopped(job: Job) -> JobResult:
        if job.target == at:
            for _ in range(times):
                signal.raise_signal(by)
        return build_job(job)

    monkeypatch.setattr("appkit.cli.batch_running.build_job", stopped)


def test_ctrl_c_finishes_what_is_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was built and what was not is told, and the same command builds only what is missing."""
    root, whole = many(tmp_path / "w", 20), many(tmp_path / "whole", 20)
    appkit(whole, "build", "--all", "--jobs", "1")
    interrupting(monkeypatch, "c-004", times=1)

    ran = appkit(root, "build", "--all", "--jobs", "1")

    assert ran.code == 130
    assert lines(ran.out)[:5] == [f"c-00{number}" for number in range(5)]
    assert "interrupted: 16 of 21 not built (c-005, c-006, c-007, c-008, c-009, c-010 and 10 more)" in ran.err
    assert len(list((root / "out").iterdir())) == 5
    monkeypatch.undo()
    again = appkit(root, "build", "--all", "--jobs", "1")
    assert (again.code, "16 files written, 5 unchanged" in again.out) == (0, True), again.out
    assert outputs(root) == outputs(whole)


def test_a_second_ctrl_c_stops_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = many(tmp_path, 20)
    interrupting(monkeypatch, "c-004", times=2)

    ran = appkit(root, "build", "--all", "--jobs", "1")

    assert ran.code == 130
    assert "interrupted: 17 of 21 not built (c-004, " in ran.err
    assert sorted(path.name for path in (root / "out").iterdir()) == [f"c-00{n}" for n in range(4)]


def test_signals_are_as_before_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    appkit(many(tmp_path, 2), "build", "--all")

    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


@pytest.mark.skipif(os.name == "nt", reason="sends signals to a group of processes")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_whole_group_is_stopped(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """Ctrl-C goes to the workers too: they finish, nobody prints a traceback, and no file is left halfway."""
    root = many(tmp_path / "w", 300)
    group = subprocess.Popen(
        [sys.executable, "-m", "appkit", "-C", str(root), "build", "--all", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert group.stdout is not None
    group.stdout.readline()

    os.killpg(group.pid, number)

    out, err = group.communicate()
    assert group.returncode == code, err
    assert "Traceback" not in err
    assert "resource_tracker" not in err
    assert " of 301 not built (" in err
    built = re.search(r"^(\d+) built in", out, re.MULTILINE)
    assert number == signal.SIGTERM or (built and int(built[1]) == len(list((root / "out").iterdir())))
