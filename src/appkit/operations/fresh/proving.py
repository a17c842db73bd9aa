"""What a build leaves in a manifest so that the next one can be skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.diagnostics import ordered
from appkit.model.manifest import Evidence
from appkit.operations.fresh.judging import asked_for
from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from appkit.diagnostics import Report
    from appkit.load import LoadedTarget, Workspace
    from appkit.model.manifest import Artifact
    from appkit.model.summary import TargetSummary

# What is told of today rather than of the workspace: a machine may have other fonts tomorrow, and a manifest
# that could not be read is replaced by the one that is written now.
_OF_TODAY = frozenset({"missing-glyph", "font-substituted", "manifest-unreadable"})


def proof(
    workspace: Workspace,
    loaded: LoadedTarget,
    artifacts: Iterable[Artifact],
    summary: TargetSummary,
    report: Report,
    *,
    belongs: Collection[str],
    formats: Collection[str] | None,
    documents: Collection[str] | None,
    profile: str | None,
    added: str,
) -> Evidence | None:
    """The evidence that a target is as its manifest says; None where the next run should look again.

    ``report`` is what was told up to here; what writing tells depends on the files that are there, and the
    next run compares those. The other arguments are what was asked for, and what :class:`Evidence` keeps.
    """
    found = ordered(report.diagnostics)
    if report.failed or any(each.code in _OF_TODAY for each in found):
        return None
    files: dict[str, list[tuple[str, str]]] = {document.kind: [] for document in summary.documents}
    for artifact in artifacts:
        files[artifact.document].append((artifact.path, artifact.built_from))
    built = {path for those in files.values() for path, _ in those}
    return Evidence(
        workspace.surroundings().digest,
        asked_for(formats, documents, profile),
        _letters(workspace, loaded),
        _needs(loaded),
        {kind: tuple(those) for kind, those in files.items()},
        tuple(sorted(set(belongs) - built)),
        summary,
        found,
        added,
        workspace.others().stand_in(added, (loaded.target.name, loaded.profile.name)),
    )


def _letters(workspace: Workspace, loaded: LoadedTarget) -> dict[str, str]:
    """The files beside a target among which its letters are, and what was in those that were read."""
    read = workspace.files.read_so_far()
    used = {letter.path for letter in loaded.letters.values()}
    paths = {name: f"targets/{name}" for name in workspace.surroundings().letters(loaded.target.name)}
    return {name: read[path].digest if path in used else "" for name, path in paths.items()}


def _needs(loaded: LoadedTarget) -> dict[str, bool]:
    """The formats of a target that need a package which is not always there, and whether it is."""
    listed = {name for plan in loaded.target.documents for name in plan.formats}
    return {name: FORMATS[name].is_available for name in sorted(listed) if FORMATS[name].needs}
