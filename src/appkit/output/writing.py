"""All artifacts of one target, written: all or nothing, and never over what someone has edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Diagnostic, Report
from appkit.model.manifest import Written
from appkit.output import commit, failures, locking, manifests, names
from appkit.output.plan import Request, plan
from appkit.output.states import look

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from appkit.model.manifest import Artifact, Manifest
    from appkit.output.places import Place
    from appkit.output.plan import Plan
    from appkit.output.states import View


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each artifact, what the user should know, and what is now recorded."""

    files: tuple[Written, ...]
    diagnostics: tuple[Diagnostic, ...]
    manifest: Manifest


def write(
    place: Place,
    artifacts: Iterable[Artifact],
    manifest: Manifest,
    *,
    belongs: Collection[str] | None = None,
    unlisted: Collection[str] = (),
    force: bool = False,
    dry_run: bool = False,
    patience: float = locking.PATIENCE,
) -> Outcome:
    """The artifacts of one target, in their places, and ``manifest`` with their records beside the others.

    ``belongs`` are the paths of all artifacts of the target where only some are built (None: these are all);
    recorded files among them stay recorded, others are reported as no longer belonging; of those among
    ``unlisted``, paths in formats that are written when asked for, only as left alone. ``manifest`` says
    nothing of artifacts. ``force`` replaces hand-edited files after a backup. ``dry_run`` only tells.

    Raises AppkitError where the artifacts cannot be written, with the old set whole (or, as the message then
    says, with the new one to be completed by the next run); ValueError for paths that no name of ours
    has.
    """
    request = replace(_request(artifacts, manifest, belongs, force=force), unlisted=frozenset(unlisted))
    report = Report()
    try:
        if dry_run:
            return _outcome(place, plan(look(place, report), request), report, ())
        with locking.locked(place, patience):
            view = _recovered(place, report)
            commit.sweep(place, (*request.belongs, *view.records))
            todo = plan(view, request)
            edited = commit.carry_out(view, todo) if _changes(view, todo) else ()
    except OSError as error:
        raise AppkitError([*report.diagnostics, failures.failure(place, error)]) from error
    return _outcome(place, todo, report, edited)


def _request(
    artifacts: Iterable[Artifact], manifest: Manifest, belongs: Collection[str] | None, *, force: bool
) -> Request:
    wanted = tuple(artifacts)
    paths = [artifact.path for artifact in wanted]
    for path in paths:
        names.check_path(path)
    if names.collisions(paths):
        raise ValueError(f"one file for two artifacts: {names.collisions(paths)}")
    return Request(wanted, manifest, frozenset(paths if belongs is None else (*belongs, *paths)), force)


def _recovered(place: Place, report: Report) -> View:
    view = look(place, report)
    return look(place, report) if commit.recover(view, report) else view


def _changes(view: View, todo: Plan) -> bool:
    if todo.moves or todo.backups or view.whole is None:
        return True
    return manifests.encode(todo.record) != manifests.encode(replace(view.whole, replaces={}))


def _outcome(place: Place, todo: Plan, report: Report, edited: tuple[str, ...]) -> Outcome:
    """The outcome of a plan; ``edited`` are paths that someone has edited while it was carried out."""
    for path in edited:
        shown = place.shown(place.at(path))
        report.warning("edited-by-hand", f"{shown} was edited while it was being built and stays as it is")
    report.extend(todo.diagnostics)
    written = (step.written for step in todo.steps)
    files = tuple(Written(w.path, "kept") if w.path in edited else w for w in written)
    return Outcome(files, tuple(report.diagnostics), todo.record.manifest)
