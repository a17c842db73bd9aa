"""The work on one job: what serial runs and workers call."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from appkit.dataclass import dataclass
from appkit.diagnostics import Diagnostic, Report, Severity
from appkit.load import open_workspace
from appkit.model.manifest import Written
from appkit.operations.build import build_target, fresh, judge_for, planned_kinds, skipped

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.batch.jobs import Batch, Job
    from appkit.batch.loop import Outcome
    from appkit.load import Workspace
    from appkit.operations.build import BuiltTarget
    from appkit.operations.fresh import Fresh

# Lines of sources by path and number: only those that diagnostics show.
Excerpts: TypeAlias = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    """What became of one target for one profile: small, and the same whichever process made it.

    ``kinds`` are the documents that the target has, whether or not they were asked for. ``prompts`` counts
    the open ones. ``for_other`` is as in BuiltTarget. ``excerpts`` has the source lines of errors and
    warnings. ``whole`` is there for detailed jobs only.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    excerpts: Excerpts = field(default_factory=dict)
    files: tuple[Written, ...] = ()
    kinds: frozenset[str] = frozenset()
    prompts: int = 0
    for_other: bool = False
    whole: BuiltTarget | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong: warnings and notes are allowed."""
        return all(each.severity is not Severity.ERROR for each in self.diagnostics)


def build_job(job: Job) -> JobResult:
    """The job's target built and written, by a process that sees the workspace on its disk."""
    workspace = _workspace(job.root, job.run)
    built = build_target(workspace, job.target, job.options, profile=job.profile)
    result = result_of(workspace, built, detailed=job.detailed)
    workspace.forget_targets()
    return result


@functools.lru_cache(maxsize=1)
def _workspace(root: Path, run: str) -> Workspace:  # noqa: ARG001 - another run must look again
    """The workspace, opened once in each process and run."""
    return open_workspace(root)


class Built:
    """The jobs of a batch that need not be done, with the results that the last build recorded."""

    def __init__(self, batch: Batch) -> None:
        self._workspace, self._options = batch.workspace, batch.options
        self._judge = judge_for(batch.workspace, batch.options)

    def known(self, job: Job) -> JobResult | None:
        """The result of a job whose target is there as it would be built; None where it must be."""
        if job.detailed:
            built = skipped(self._judge, job.target, self._options, profile=job.profile)
            return None if built is None else result_of(self._workspace, built, detailed=True)
        found = fresh(self._judge, job.target, self._options, profile=job.profile)
        return None if found is None else self._brief(found)

    def _brief(self, found: Fresh) -> JobResult:
        excerpts = _excerpts(found.diagnostics, self._workspace.files.lines())
        self._judge.forget()
        return JobResult(
            diagnostics=found.diagnostics,
            excerpts=excerpts,
            files=tuple(Written(path, "unchanged") for paths in found.files.values() for path in paths),
            kinds=frozenset(found.kinds),
            prompts=found.prompts,
        )


def result_of(workspace: Workspace, built: BuiltTarget, *, detailed: bool) -> JobResult:
    """What is told of a built target, to be sent to another process."""
    return JobResult(
        diagnostics=built.diagnostics,
        excerpts=_excerpts(built.diagnostics, workspace.files.lines()),
        files=tuple(file for document in built.documents for file in document.files),
        kinds=planned_kinds((built,)),
        prompts=len(built.prompts),
        for_other=built.for_other,
        # Without the decisions, which are large and not told.
        whole=dataclasses.replace(built, selection=None) if detailed else None,
    )


def _excerpts(diagnostics: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]]) -> Excerpts:
    found: dict[str, dict[int, str]] = {}
    for diagnostic in diagnostics:
        if diagnostic.location is None or diagnostic.severity is Severity.NOTE:
            continue
        path, line, _, _ = diagnostic.location
        if 1 <= line <= len(lines.get(path, ())):
            found.setdefault(path, {})[line] = lines[path][line - 1]
    return found


def lost_job(outcome: Outcome[JobResult]) -> JobResult:
    """The result of a job that has none: its work was lost, or something is wrong with appkit itself."""
    name, error = outcome.job.name, outcome.error
    report = Report()
    if error is None:
        help_ = "build it alone, in one process and without a limit of time: --jobs 1 --target NAME"
        report.error("job-lost", f"'{name}' was given up after two attempts: {outcome.lost}", help=help_)
    else:
        said = f"{type(error).__name__}: {error}"
        report.error("job-failed", f"'{name}' could not be built: {said}", help="this is a bug in appkit")
    return JobResult(diagnostics=tuple(report.diagnostics))
