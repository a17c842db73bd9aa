"""What a run will do to each file, agreed before anything is touched."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import Diagnostic, Report, Severity
from appkit.model.manifest import ArtifactRecord, Written
from appkit.output import _disk, failures, names
from appkit.output.digests import digest
from appkit.output.manifests import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.model.manifest import Artifact, Manifest
    from appkit.output.states import View


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller wants written; ``belongs`` are all paths of the target, built this time or not.

    ``unlisted`` are those that its documents would have in formats which they do not list.
    """

    artifacts: tuple[Artifact, ...]
    manifest: Manifest
    belongs: frozenset[str]
    force: bool
    unlisted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Move:
    """Bytes that will be the file ``path``."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """What happens for one artifact: ``records`` to keep, a file to write, a backup before it."""

    written: Written
    records: tuple[ArtifactRecord, ...]
    move: Move | None = None
    backup: Move | None = None
    replaces: str | None = None
    "The digest of the hand-edited file that has a backup."


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps of a run and the record of the set they make."""

    steps: tuple[Step, ...]
    record: Record
    diagnostics: tuple[Diagnostic, ...]

    @property
    def moves(self) -> tuple[Move, ...]:
        """The files to write."""
        return tuple(step.move for step in self.steps if step.move)

    @property
    def backups(self) -> tuple[Move, ...]:
        """The copies to make before; one that an earlier run has made is not made again."""
        return tuple(step.backup for step in self.steps if step.backup)


def plan(view: View, request: Request) -> Plan:
    """What writing ``request`` means with the disk as it is.

    Raises AppkitError where a link or something that is not a file is in the way, or where a file is no
    longer what the caller took it for; OSError where one cannot be read.
    """
    _check_ways(view, request.artifacts)
    taken = {names.folded(artifact.path) for artifact in request.artifacts}
    steps = tuple(_step(view, artifact, taken, force=request.force) for artifact in request.artifacts)
    old, gone = _leftovers(view, request, steps)
    artifacts = (*(record for step in steps for record in step.records), *old)
    manifest = replace(request.manifest, artifacts=artifacts, decisions=_decisions(view, request, artifacts))
    replaced = {step.written.path: step.replaces for step in steps if step.replaces}
    diagnostics = (
        *_edited(view, steps),
        *(_orphaned(view, record, request) for record in gone),
    )
    return Plan(steps, Record(manifest, view.place.label, replaced), diagnostics)


def _check_ways(view: View, artifacts: tuple[Artifact, ...]) -> None:
    report = Report()
    astray = view.place.astray(artifact.path for artifact in artifacts)
    for artifact in artifacts:
        path = artifact.path
        shown = view.place.shown(view.place.at(path))
        try:
            if path in astray:
                report.extend([failures.outside(shown)])
            elif artifact.content is None and not view.fresh(path, artifact.built_from):
                message = f"{shown} was changed by something else while it was being built"
                report.error("changed-meanwhile", message, help="build again")
            else:
                view.seen(path)
        except OSError as error:
            report.extend([failures.failure(view.place, error)])
    report.raise_if_failed()


def _step(view: View, artifact: Artifact, taken: set[str], *, force: bool) -> Step:
    path, content = artifact.path, artifact.content
    if content is None:
        found = view.seen(path)
        assert found is not None, "a fresh file is there"
        return Step(Written(path, "unchanged"), (_record(artifact, found, _size(view, path, found)),))
    wanted = digest(content)
    found = view.seen(path, wanted)
    record = _record(artifact, wanted, len(content))
    if found == wanted:
        return Step(Written(path, "unchanged"), (record,))
    if found is None or found in view.ours:
        return Step(Written(path, "wrote"), (record,), Move(path, content))
    if force:
        return _backed_up(view, record, content, taken)
    return _kept(view, record, content, taken)


def _record(artifact: Artifact, found: str, size: int) -> ArtifactRecord:
    return ArtifactRecord(artifact.path, artifact.document, artifact.format, artifact.built_from, found, size)


def _size(view: View, path: str, found: str) -> int:
    """How many bytes a file has that is as recorded; asked of the disk where that was not recorded."""
    recorded = view.records.get(path)
    known = recorded.size if recorded and recorded.digest == found else None
    return view.place.at(path).stat().st_size if known is None else known


def _kept(view: View, record: ArtifactRecord, content: bytes, taken: set[str]) -> Step:
    """The user's file stays; the new rendering goes beside it, under a name that is free or ours."""
    before = view.records.get(record.path)
    beside = _beside(view, record.path, "new", record.digest, taken)
    usable = {None, record.digest, *view.ours}
    name, found = next((name, found) for name, found in beside if found in usable)
    new = replace(record, path=name)
    move = None if found == record.digest else Move(name, content)
    return Step(Written(record.path, "kept", name), (before, new) if before else (new,), move)


def _backed_up(view: View, record: ArtifactRecord, content: bytes, taken: set[str]) -> Step:
    """The user's file is replaced, after a copy of it that replaces nothing."""
    data = _disk.read(view.place.at(record.path)) or b""
    edited = digest(data)
    beside = _beside(view, record.path, "backup", edited, taken)
    name, found = next((name, found) for name, found in beside if found in {None, edited})
    backup = Move(name, data) if found is None else None
    written = Written(record.path, "backed-up", name)
    return Step(written, (record,), Move(record.path, content), backup, edited)


def _beside(
    view: View, path: str, label: str, wanted: str, taken: set[str]
) -> Iterator[tuple[str, str | None]]:
    """The names beside ``path`` that are no artifact's, without end, each with what is seen there."""
    numbered = (names.beside(path, label, number) for number in itertools.count(1))
    free = (name for name in numbered if names.folded(name) not in taken)
    return ((name, _seen_or_foreign(view, name, wanted)) for name in free)


def _seen_or_foreign(view: View, path: str, *more: str) -> str | None:
    """As ``View.seen``, but "" for what is no file or cannot be read: a name not to be used."""
    try:
        return view.seen(path, *more)
    except OSError:
        return ""


def _leftovers(
    view: View, request: Request, steps: tuple[Step, ...]
) -> tuple[list[ArtifactRecord], list[ArtifactRecord]]:
    """The earlier records to remember, and those among them that no longer belong to the target."""
    built = {artifact.path for artifact in request.artifacts}
    planned = {record.path for step in steps for record in step.records} | built
    others = [record for record in view.records.values() if record.path not in planned]
    rest = request.belongs - built
    silent = [r for r in others if r.path in rest or names.beside_of(r.path) in rest]
    gone = [r for r in others if r not in silent and view.apart(r.path, planned)]
    return silent + gone, gone


def _decisions(
    view: View, request: Request, artifacts: Iterable[ArtifactRecord]
) -> dict[str, dict[str, str]]:
    """The decisions of every document that is recorded, also of one that was not built this time."""
    documents = {record.document for record in artifacts if record.path in request.belongs}
    before = view.whole.manifest.decisions if view.whole else {}
    both = {document: dict(items) for document, items in before.items() if document in documents}
    return both | {document: dict(items) for document, items in request.manifest.decisions.items()}


def _edited(view: View, steps: Iterable[Step]) -> Iterator[Diagnostic]:
    for step in steps:
        path, beside = step.written.path, step.written.beside
        if step.written.action != "kept" or beside is None:
            continue
        shown, new = (view.place.shown(view.place.at(name)) for name in (path, beside))
        edited = "has been edited by hand" if path in view.records else "was not written by appkit"
        message = f"{shown} {edited} and stays as it is; the new rendering is {new}"
        advice = "keep the one you want under the first name; --force replaces it and keeps a backup"
        yield Diagnostic(Severity.WARNING, "edited-by-hand", message, help=advice)


def _orphaned(view: View, record: ArtifactRecord, request: Request) -> Diagnostic:
    shown = view.place.shown(view.place.at(record.path))
    if view.is_ours(record.path):
        advice = "'appkit clean' removes it"
    else:
        advice = "it has been edited by hand, so 'appkit clean' will leave it"
    if record.path in request.unlisted:
        message = f"{shown} is from an earlier build: `formats` of '{record.document}' does not list it"
        return Diagnostic(Severity.NOTE, "unlisted-format", message, help=f"list it there; {advice}")
    message = f"{shown} no longer belongs to target '{request.manifest.target}'"
    return Diagnostic(Severity.WARNING, "orphaned-output", message, help=advice)
