"""A disk that is full (ENOSPC) or broken (EIO) at any call: told, exit code 1, and nothing half done or left over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from disk_faults import Fault
from fault_runs import Run, Runner, contents, copied
from fault_scenes import BUILD, Scenes, inputs, some

from nights import NIGHTLY, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

nightly = pytest.mark.nightly
# What a full disk refuses; names can still be removed.
FILLING = ("open", "write", "mkdir", "link")


@dataclass(frozen=True, slots=True)
class Job:
    """A command, the workspace that it is run in, and whether it changes all of it or nothing."""

    command: tuple[str, ...]
    start: Callable[[Scenes], Path]
    whole: bool = True


def plain(scenes: Scenes) -> Path:
    return scenes.workspace("plain", "new")


def rebuild(scenes: Scenes) -> Path:
    return scenes.scene("rebuild").start


def removed(scenes: Scenes) -> Path:
    """A target that was built is gone, and another has fewer formats."""
    scenes.built("new")
    root = copied(scenes.folder / "whole-new", scenes.folder / "removed")
    inputs(root, "new", "md")
    (root / "targets/u.yaml").write_text("extends: phd\n", "utf-8")
    assert scenes.run(root, "build", "--target", "u", watched=False).code == 0
    (root / "targets/u.yaml").unlink()
    return root


def empty(scenes: Scenes) -> Path:
    root = scenes.folder / "empty"
    root.mkdir(exist_ok=True)
    return root


JOBS = {
    "build": Job(BUILD, rebuild),
    "clean": Job(("clean",), removed, whole=False),
    "write": Job(("write", "t", "cover-letter"), plain),
    "new": Job(("new", "target", "u", "--extends", "phd"), plain),
    "ids": Job(("ids", "--write"), plain),
    "schema": Job(("schema", "--write"), plain, whole=False),
    "init": Job(("init",), empty),
    "export": Job(("template", "export", "academic"), plain),
}


def left(root: Path) -> dict[str, bytes]:
    """All files but locks, which stay."""
    return {path: data for path, data in contents(root).items() if not path.endswith(".lock")}


def temporary(root: Path) -> list[str]:
    return [path for path in contents(root) if ".appkit-new" in path or path.endswith(".next")]


def refusals(scenes: Scenes, run: Runner, job: Job, error: str) -> Iterator[tuple[Path, int, Run]]:
    """A workspace for each call, with what became of it where that call was refused."""
    start = job.start(scenes)
    whole = run(copied(start, scenes.folder / "copy"), *job.command)
    assert whole.code == 0, whole.said
    assert "stream" not in {call.partition(" ")[0] for call in whole.calls}
    fault = Fault(0, error, FILLING if error == "ENOSPC" else (), lasts=error == "ENOSPC")
    calls = [call for call in whole.calls if not fault.only or call.partition(" ")[0] in fault.only]
    assert calls
    for at in range(1, len(calls) + 1) if NIGHTLY else some(calls):
        root = copied(start, scenes.folder / "copy")
        yield root, at, run(root, *job.command, fault=Fault(at, error, fault.only, fault.lasts))
        tally(1, f"calls refused with {error}")


# Those that differ most: the suite has no time for more.
SOME = ("build", "clean", "ids", "export")


@pytest.mark.parametrize("error", ["ENOSPC", pytest.param("EIO", marks=nightly)])
@pytest.mark.parametrize("name", [n if n in SOME else pytest.param(n, marks=nightly) for n in JOBS])
def test_refused(name: str, error: str, run: Runner, scenes: Scenes) -> None:
    """A diagnostic and the old files, or the new ones; a command that went well has done all of it."""
    job = JOBS[name]
    done = copied(job.start(scenes), scenes.folder / "done")
    before = left(done)
    assert run(done, *job.command, watched=False).code == 0
    after = left(done)
    number = 0
    for root, at, refused in refusals(scenes, run, job, error):
        where = (at, refused.calls[at - 1 : at], refused.said)
        found = left(root)
        assert refused.code in (0, 1), where
        # What may not be removed stays, of course.
        stays = refused.calls[at - 1].startswith("remove") and set(temporary(root))
        if refused.code == 0:
            assert {path: data for path, data in found.items() if path not in (stays or ())} == after, where
            continue
        number += 1
        assert "error" in refused.err, where
        assert "Traceback" not in refused.err, where
        waits = (root / ".appkit/t.json.next").exists()
        if job.whole and not waits:
            assert found in (before, after), where
        assert waits or stays or not temporary(root), where
        again = run(root, *job.command, watched=False)
        assert again.code == 0 or found == after, (where, again.said)
        assert left(root) == after, (where, again.said)
    assert number > 1
