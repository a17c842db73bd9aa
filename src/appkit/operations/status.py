"""Status: the targets of a workspace and how their documents stand."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Report
from appkit.load import load_target
from appkit.operations.fresh import Judge
from appkit.operations.paths import artifact_digest, artifact_paths, input_digests, place_of
from appkit.operations.result import Result
from appkit.operations.targets import opened
from appkit.output import State, read_manifest, states_of
from appkit.render import FORMATS

if TYPE_CHECKING:
    import os

    from appkit.load import LoadedTarget, Workspace
    from appkit.model.summary import TargetSummary
    from appkit.model.template import Templates
    from appkit.operations.fresh import Fresh

Standing: TypeAlias = Literal["fresh", "stale", "never built", "edited by hand"]


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """One document of a target; ``formats`` says how the file of each format stands."""

    kind: str
    standing: Standing
    formats: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class ListedTarget:
    """One target; ``broken`` where it cannot be read, and then nothing else is known."""

    name: str
    broken: bool = False
    position: str | None = None
    organization: str | None = None
    deadline: str | None = None
    documents: tuple[ListedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Result):
    """The targets in alphabetical order."""

    targets: tuple[ListedTarget, ...]


def list_targets(root: str | os.PathLike[str] = ".", *, out: str | os.PathLike[str] | None = None) -> Listing:
    """Every target of the workspace at or above ``root`` and how its documents stand in ``out``.

    Raises AppkitError where there is no workspace.
    """
    report = Report()
    workspace = opened(root, report)
    folder = Path(out) if out is not None else None
    judge = Judge(workspace, out=folder)
    fresh = (found for name in workspace.targets if (found := judge.fresh(name)) is not None)
    listed = {found.name: _as_told(found, told) for found in fresh if (told := found.summary) is not None}
    if len(listed) < len(workspace.targets) or (workspace.root / "templates").exists():
        templates = workspace.templates(report)
        others = [name for name in workspace.targets if name not in listed]
        listed |= {name: _listed(workspace, name, templates, folder, report) for name in others}
    targets = tuple(listed[name] for name in workspace.targets)
    return Listing(diagnostics=tuple(report.diagnostics), lines=workspace.files.lines(), targets=targets)


def _as_told(fresh: Fresh, told: TargetSummary) -> ListedTarget:
    """A target as its last build told of it."""
    endings = {each.extension: name for name, each in FORMATS.items()}
    documents = []
    for kind, paths in fresh.files.items():
        formats: dict[str, Standing] = {endings[PurePosixPath(path).suffix]: "fresh" for path in paths}
        documents.append(ListedDocument(kind, "fresh", formats))
    return ListedTarget(
        fresh.name,
        position=told.position,
        organization=told.organization,
        deadline=told.deadline,
        documents=tuple(documents),
    )


def _listed(
    workspace: Workspace, name: str, templates: Templates, out: Path | None, report: Report
) -> ListedTarget:
    found = Report()
    loaded = load_target(workspace, name, found)
    documents: tuple[ListedDocument, ...] = ()
    if loaded is not None:
        try:
            documents = _documents(workspace, loaded, templates, out, found)
        except AppkitError as error:
            found.extend(error.diagnostics)
    if loaded is None or found.failed:
        report.extend(found.diagnostics)
        return ListedTarget(name, broken=True)
    target = loaded.target
    return ListedTarget(
        name,
        position=target.position.text if target.position else None,
        organization=target.organization.text if target.organization else None,
        deadline=target.deadline,
        documents=documents,
    )


def _documents(
    workspace: Workspace, loaded: LoadedTarget, templates: Templates, out: Path | None, report: Report
) -> tuple[ListedDocument, ...]:
    place = place_of(workspace, loaded, out)
    paths = artifact_paths(workspace, loaded, report)
    manifest = read_manifest(place, report)
    recorded = {artifact.path for artifact in manifest.artifacts} if manifest else set()
    documents = []
    for plan in loaded.target.documents:
        inputs = input_digests(workspace, loaded, templates, plan)
        named = paths.get(plan.kind, {}).items()
        wanted = {path: artifact_digest(inputs, name, plan) for name, path in named}
        there = states_of(place, wanted.items(), report)
        formats = {
            name: _standing(there[path], built=path in recorded) for name, path in paths[plan.kind].items()
        }
        documents.append(ListedDocument(plan.kind, _worst(formats), formats))
    return tuple(documents)


def _standing(state: State, *, built: bool) -> Standing:
    """A file that was built and is gone is stale: a build brings it back."""
    match state:
        case State.FRESH:
            return "fresh"
        case State.STALE:
            return "stale"
        case State.EDITED:
            return "edited by hand"
        case State.MISSING:
            return "stale" if built else "never built"


_ORDER: tuple[Standing, ...] = ("edited by hand", "stale", "never built", "fresh")


def _worst(formats: dict[str, Standing]) -> Standing:
    """How a document stands as a whole: what most needs a look; part built is stale."""
    standings = set(formats.values())
    if standings == {"fresh", "never built"}:
        return "stale"
    return next(standing for standing in _ORDER if standing in standings)
