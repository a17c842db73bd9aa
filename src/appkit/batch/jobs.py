"""Jobs: what a batch builds, one target for one profile each, drawn one by one."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.operations.build import job_name
from appkit.operations.targets import all_targets, chosen_profiles, chosen_targets, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from appkit.diagnostics import Report
    from appkit.load import Workspace
    from appkit.operations.build import BuildOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One target to build, for one profile (None: the target's own).

    ``root`` is the workspace; ``run`` is the same for all jobs of a batch and for no other's, so that a
    process knows when what it has read must be read again. ``number`` counts the jobs of a run from 0. With
    ``detailed`` the whole result is wanted, not only what a long batch tells of each.
    """

    root: Path
    target: str
    profile: str | None
    options: BuildOptions
    run: str
    number: int = 0
    detailed: bool = False

    @property
    def name(self) -> str:
        """What to call it: ``ada/westlake-phd``, or the target alone where no profile was chosen."""
        return job_name(self.profile, self.target)


@dataclass(frozen=True, slots=True)
class Shard:
    """The part ``number`` (from 1) of ``count`` disjoint parts of a batch.

    A job's part is told by a digest of its name, so it does not change when other targets come or go, and is
    the same on every machine.
    """

    number: int
    count: int

    def has(self, name: str) -> bool:
        """Whether the job of that name is in this part."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


WHOLE = Shard(1, 1)


@dataclass(frozen=True, slots=True)
class Batch:
    """The jobs of a run, in the order of their names; nothing of a job is kept before it is drawn.

    ``profiles`` is None where each target is built for its own. ``chosen`` says that every name was spelt
    out, so that a target which is for another profile is a mistake rather than left out by a glob.
    """

    workspace: Workspace
    targets: tuple[str, ...]
    profiles: tuple[str, ...] | None
    options: BuildOptions
    shard: Shard
    run: str
    chosen: bool
    detailed_up_to: int

    def __len__(self) -> int:
        """How many jobs there are."""
        if self.shard.count == 1:
            return len(self.targets) * len(self._profiles)
        return sum(1 for _ in self._names())

    def __iter__(self) -> Iterator[Job]:
        """The jobs, by profile and then by target: what is read of a profile serves all its targets."""
        detailed = len(self) <= self.detailed_up_to
        for number, (profile, target) in enumerate(self._names()):
            yield Job(
                root=self.workspace.root,
                target=target,
                profile=profile,
                options=self.options,
                run=self.run,
                number=number,
                detailed=detailed,
            )

    @property
    def _profiles(self) -> tuple[str | None, ...]:
        return (None,) if self.profiles is None else self.profiles

    def _names(self) -> Iterator[tuple[str | None, str]]:
        for profile in self._profiles:
            for target in self.targets:
                if self.shard.has(job_name(profile, target)):
                    yield profile, target


def plan(
    root: str | os.PathLike[str],
    targets: Sequence[str] | None,
    profiles: Sequence[str] | None,
    options: BuildOptions,
    report: Report,
    *,
    shard: Shard = WHOLE,
    detailed_up_to: int = 0,
) -> Batch:
    """The jobs of every target that is named or globbed (None: all), for every profile likewise.

    Batches of at most ``detailed_up_to`` jobs give whole results. Raises AppkitError where there is no
    workspace; names that mean nothing are errors in ``report``.
    """
    workspace = opened(root, report)
    return Batch(
        workspace,
        all_targets(workspace, report) if targets is None else chosen_targets(workspace, targets, report),
        None if profiles is None else chosen_profiles(workspace, profiles, report),
        options,
        shard,
        os.urandom(8).hex(),
        chosen=not _globs(targets) and not _globs(profiles),
        detailed_up_to=detailed_up_to,
    )


def _globs(patterns: Iterable[str] | None) -> bool:
    """Whether any of the patterns can mean more than one name; None means all there are."""
    return patterns is None or any(set(pattern) & set("*?[") for pattern in patterns)
