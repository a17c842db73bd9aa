"""What a batch consists of: targets times profiles, in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appkit.batch import WHOLE, Shard, build_job, plan, work
from appkit.diagnostics import Report
from appkit.operations.build import BuildOptions
from workspaces import PROFILE, TARGET, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.batch import Batch


def cohort(root: Path, targets: int = 12) -> Path:
    """Three profiles, and targets that name none of them."""
    people = {f"profiles/{name}.yaml": PROFILE for name in ("bob", "cleo")}
    return workspace(root, **people, **{f"targets/c-{n:02}.yaml": TARGET for n in range(targets - 1)})


def planned(
    root: Path,
    targets: list[str] | None = None,
    profiles: list[str] | None = None,
    *,
    shard: Shard = WHOLE,
    detailed_up_to: int = 0,
) -> tuple[Batch, list[str]]:
    """The batch, and the codes of what is wrong with it."""
    report = Report()
    batch = plan(root, targets, profiles, BuildOptions(), report, shard=shard, detailed_up_to=detailed_up_to)
    return batch, [each.code for each in report.diagnostics]


def test_profiles_and_targets_multiply(tmp_path: Path) -> None:
    """By profile first: what is read of a profile serves all its targets."""
    batch, problems = planned(cohort(tmp_path), targets=["c-0[01]"], profiles=["*"])

    names = [job.name for job in batch]
    assert names == ["ada/c-00", "ada/c-01", "bob/c-00", "bob/c-01", "cleo/c-00", "cleo/c-01"]
    assert (len(batch), problems) == (6, [])
    assert [job.number for job in batch] == list(range(6))


def test_a_glob_that_means_nothing(tmp_path: Path) -> None:
    root = cohort(tmp_path, 1)

    assert planned(root, profiles=["z*"])[1] == ["unknown-profile"]
    assert planned(root, targets=["z*"], profiles=["*"])[1] == ["unknown-target"]


@pytest.mark.parametrize("count", [1, 2, 3, 16, 100])
def test_shards_together_are_everything_once(tmp_path: Path, count: int) -> None:
    root = cohort(tmp_path)
    whole = [job.name for job in planned(root, profiles=["*"])[0]]

    parts = [planned(root, profiles=["*"], shard=Shard(number, count))[0] for number in range(1, count + 1)]

    names = [job.name for part in parts for job in part]
    assert sorted(names) == sorted(whole)
    assert [len(part) for part in parts] == [len(list(part)) for part in parts]
    assert count == 1 or max(map(len, parts)) < len(whole)


def test_a_shard_stays_when_targets_come(tmp_path: Path) -> None:
    """A machine that builds its part again finds the same there, whatever has been added meanwhile."""
    before = {job.name for job in planned(cohort(tmp_path, 8), shard=Shard(2, 3))[0]}
    after = {job.name for job in planned(cohort(tmp_path, 40), shard=Shard(2, 3))[0]}

    assert before
    assert before == {name for name in after if name in {"t", *(f"c-{n:02}" for n in range(7))}}


def test_shards_are_the_same_on_every_machine() -> None:
    """The digest of a name is not Python's `hash`, which differs from run to run."""
    assert [number for number in range(1, 17) if Shard(number, 16).has("ada/westlake-phd")] == [6]


def test_a_worker_forgets_what_one_job_alone_needs(tmp_path: Path) -> None:
    """Its memory does not grow with the targets and profiles that it has seen; what they share is kept."""
    people = {f"profiles/p{number}.yaml": PROFILE for number in range(9)}
    root = workspace(tmp_path, **people, **{"targets/t.resume.md": "# {{ basics.name }}\n"})
    batch, _ = planned(root, profiles=["*"])
    assert all(build_job(job).ok for job in batch)

    opened = work._workspace(root, batch.run)

    read = opened.files.read_so_far()
    assert [path for path in read if path.startswith("targets/")] == []
    assert 1 <= len([path for path in read if path.startswith("profiles/")]) < 9
    assert any(path.endswith("(built in)") for path in read)


def test_only_few_jobs_are_told_in_full(tmp_path: Path) -> None:
    root = cohort(tmp_path)

    assert all(job.detailed for job in planned(root, detailed_up_to=12)[0])
    assert not any(job.detailed for job in planned(root, detailed_up_to=11)[0])
