"""Building: targets into files."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Report
from appkit.model.manifest import Written
from appkit.operations.formats import check_formats
from appkit.operations.fresh import Judge
from appkit.operations.rendered import BuildOptions, BuiltDocument, Rendered, Rendering
from appkit.operations.result import Result
from appkit.operations.targets import all_targets, chosen_targets, opened

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Sequence

    from appkit.load import Workspace
    from appkit.model.manifest import Artifact
    from appkit.model.selection import Selection
    from appkit.model.summary import OpenPrompt, TargetSummary
    from appkit.operations.fresh import Fresh

__all__ = [
    "BuildOptions",
    "BuildResult",
    "BuiltDocument",
    "BuiltTarget",
    "build",
    "build_target",
    "check_documents",
    "write_rendered",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltTarget(Result):
    """What became of one target, for one profile; ``summary`` is None where the target is broken.

    ``selection`` has every decision, where they were made anew: not for a target that was found fresh and
    therefore skipped (``fresh``). ``label`` is what was asked for: ``westlake-phd``, or ``ada/westlake-phd``
    where a profile was chosen. ``profile`` is None where it is not known. ``for_other`` says that the
    target was asked for with one profile and names another, and was therefore left alone.
    """

    name: str
    label: str
    profile: str | None = None
    for_other: bool = False
    fresh: bool = False
    summary: TargetSummary | None = None
    selection: Selection | None = None
    documents: tuple[BuiltDocument, ...] = ()

    @property
    def prompts(self) -> tuple[OpenPrompt, ...]:
        """Every open prompt of every document."""
        return tuple(prompt for document in self.documents for prompt in document.prompts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult(Result):
    """What became of every target; ``out`` is the output folder as it was asked for."""

    targets: tuple[BuiltTarget, ...]
    out: Path
    dry_run: bool = False

    @property
    def files(self) -> tuple[Written, ...]:
        """Every file of every target."""
        return tuple(file for t in self.targets for document in t.documents for file in document.files)


def build(
    root: str | os.PathLike[str] = ".",
    targets: Sequence[str] | None = None,
    *,
    formats: Collection[str] | None = None,
    documents: Collection[str] | None = None,
    out: str | os.PathLike[str] | None = None,
    dry_run: bool = False,
    final: bool = False,
    force: bool = False,
) -> BuildResult:
    """Build targets of the workspace at or above ``root``: all of them, or those named or globbed.

    ``formats`` are those to write, whether a target lists them or not (None: those it lists); ``documents``
    restrict what is built; ``out`` is another output folder than ``out/``.
    ``dry_run`` writes nothing; ``final`` makes an open prompt an error; ``force`` replaces hand-edited files
    after keeping a backup. A broken target does not stop the others: look at ``ok``, here and on each target.

    The result holds everything about every target; :mod:`appkit.batch` is for more than fit into memory.
    Raises AppkitError where there is no workspace, or a format is unknown or not installed.
    """
    report = Report()
    check_formats(formats or (), report)
    report.raise_if_failed()
    workspace = opened(root, report)
    names = all_targets(workspace, report) if targets is None else chosen_targets(workspace, targets, report)
    folder = Path(out) if out is not None else None
    options = BuildOptions(
        formats=frozenset(formats) if formats is not None else None,
        documents=frozenset(documents) if documents is not None else None,
        out=folder,
        dry_run=dry_run,
        final=final,
        force=force,
    )
    judge = judge_for(workspace, options)
    built = tuple(skipped(judge, name, options) or build_target(workspace, name, options) for name in names)
    check_documents(documents or (), planned_kinds(built), report)
    return BuildResult(
        diagnostics=(*report.diagnostics, *(d for target in built for d in target.diagnostics)),
        lines=workspace.files.lines(),
        targets=built,
        out=folder or workspace.out,
        dry_run=dry_run,
    )


def planned_kinds(built: Collection[BuiltTarget]) -> frozenset[str]:
    """The kinds of documents that any of the targets has."""
    return frozenset(kind for target in built if target.summary for kind in target.summary.kinds)


def check_documents(asked: Collection[str], planned: Collection[str], report: Report) -> None:
    """A document that was asked for and that no target has is a mistake, not an empty answer."""
    for kind in asked:
        if planned and kind not in planned:
            known = ", ".join(sorted(planned))
            report.error("unknown-document", f"no target has a document '{kind}'", help=f"there are: {known}")


def build_target(
    workspace: Workspace, name: str, options: BuildOptions, *, profile: str | None = None
) -> BuiltTarget:
    """One target for one profile (None: its own), all or nothing; what is wrong is in the result."""
    from appkit.load import OtherProfileError  # noqa: PLC0415 - a build with nothing to do needs none of it
    from appkit.operations.rendering import render_target  # noqa: PLC0415 - as above

    report = Report()
    rendering = Rendering(profile)
    documents: tuple[BuiltDocument, ...] = ()
    for_other = False
    try:
        rendering = render_target(workspace, name, profile, options, report)
        if rendering.rendered is not None:
            documents = write_rendered(rendering.rendered, options, report)
    except AppkitError as error:
        report.extend(error.diagnostics)
        for_other = isinstance(error, OtherProfileError)
    return BuiltTarget(
        diagnostics=tuple(report.diagnostics),
        name=name,
        label=job_name(profile, name),
        profile=rendering.profile,
        for_other=for_other,
        summary=rendering.rendered.summary if rendering.rendered else None,
        selection=rendering.selection,
        documents=documents,
    )


def job_name(profile: str | None, target: str) -> str:
    """What a target is called that is built for a profile (None: its own)."""
    return target if profile is None else f"{profile}/{target}"


def judge_for(workspace: Workspace, options: BuildOptions) -> Judge:
    """Who tells which targets need not be built; to be made before anything is read of the workspace."""
    return Judge(workspace, out=options.out, formats=options.formats, documents=options.documents)


def skipped(
    judge: Judge, name: str, options: BuildOptions, *, profile: str | None = None
) -> BuiltTarget | None:
    """A target that building would not change, as the last build told of it; None for one to build.

    ``force`` asks for every file to be looked at, so it skips nothing.
    """
    found = fresh(judge, name, options, profile=profile)
    summary = None if found is None else found.summary
    return None if found is None or summary is None else _skipped(found, summary, job_name(profile, name))


def fresh(judge: Judge, name: str, options: BuildOptions, *, profile: str | None = None) -> Fresh | None:
    """As :func:`skipped`, without the details: for many."""
    return None if options.force else judge.fresh(name, profile, final=options.final)


def _skipped(found: Fresh, summary: TargetSummary, label: str) -> BuiltTarget:
    return BuiltTarget(
        diagnostics=found.diagnostics,
        name=found.name,
        label=label,
        profile=found.profile,
        fresh=True,
        summary=summary,
        documents=tuple(
            BuiltDocument(each, tuple(Written(path, "unchanged") for path in found.files[each.kind]))
            for each in summary.documents
        ),
    )


def write_rendered(rendered: Rendered, options: BuildOptions, report: Report) -> tuple[BuiltDocument, ...]:
    """The documents with their files written, or, where ``report`` has errors, without.

    Raises AppkitError where they cannot be written, with the old set whole.
    """
    return with_files(rendered.documents, rendered.artifacts, write_artifacts(rendered, options, report))


def write_artifacts(rendered: Rendered, options: BuildOptions, report: Report) -> tuple[Written, ...]:
    """What became of each artifact; nothing is written where ``report`` has errors and nothing was rendered.

    Raises AppkitError where they cannot be written, with the old set whole.
    """
    if not rendered.artifacts and report.failed:
        return ()
    from appkit.output import write  # noqa: PLC0415 - a build with nothing to do writes nothing

    outcome = write(
        rendered.place,
        rendered.artifacts,
        rendered.manifest,
        belongs=rendered.belongs,
        unlisted=rendered.unlisted,
        force=options.force,
        dry_run=options.dry_run,
    )
    report.extend(outcome.diagnostics)
    return outcome.files


def with_files(
    documents: Iterable[BuiltDocument], artifacts: Iterable[Artifact], files: Iterable[Written]
) -> tuple[BuiltDocument, ...]:
    """The documents, each with what became of its artifacts."""
    kinds = {artifact.path: artifact.document for artifact in artifacts}
    by_kind: dict[str, list[Written]] = {}
    for file in files:
        by_kind.setdefault(kinds[file.path], []).append(file)
    return tuple(
        dataclasses.replace(document, files=tuple(by_kind.get(document.kind, ()))) for document in documents
    )
