"""Outputs that no longer belong to anything, removed as far as they are ours."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Diagnostic, Report
from appkit.output import _disk, beside, commit, failures, locking, manifests, names
from appkit.output.places import Place, locate, staged
from appkit.output.states import look

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from appkit.output.states import View


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` removed and what it left because someone has edited it; paths as messages show them."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def clean(
    workspace: Path,
    belongs: Mapping[Place, Collection[str] | None],
    *,
    out: Path | None = None,
    dry_run: bool = False,
    patience: float = locking.PATIENCE,
) -> Cleaned:
    """Every recorded file in ``out`` that belongs to no target, removed if it is as appkit wrote it.

    ``belongs`` names every target there is with all its paths, or None for one whose paths are not known (it
    is broken, or not asked about) and whose outputs are all left. A record whose target is not among them is
    of a target that no longer exists. Raises AppkitError where something cannot be removed.
    """
    report = Report()
    removed: list[str] = []
    kept: list[str] = []
    for folder in _sources(workspace):
        removed += [
            file.relative_to(workspace).as_posix()
            for file in (beside.leftovers if dry_run else beside.sweep)(folder)
        ]
    for job in _jobs(workspace, locate(workspace, "", out=out).out, belongs):
        try:
            gone, edited = _preview(job, report) if dry_run else _clean(job, report, patience)
        except OSError as error:
            raise AppkitError(
                [*report.diagnostics, failures.failure(job.place, error, cleaning=True)]
            ) from error
        removed += gone
        kept += edited
    place = locate(workspace, "", out=out)
    for file in _abandoned(place, belongs):
        if not dry_run:
            _disk.unlink(file)
            _remove_empty_folders(place, file.parent)
        removed.append(place.shown(file))
    return Cleaned(tuple(removed), tuple(kept), tuple(report.diagnostics))


@dataclass(frozen=True, slots=True)
class _Job:
    """One place to clean: ``wanted`` stay, ``alive`` says whether its target still exists."""

    place: Place
    wanted: frozenset[str]
    alive: bool


def _sources(workspace: Path) -> Iterator[Path]:
    """The folders of the user's own files, where a killed run may have left one that it was writing."""
    templates = workspace / "templates"
    yield from (workspace, workspace / "profiles", workspace / "targets", workspace / ".appkit" / "schemas")
    if templates.is_dir() and not templates.is_symlink():
        yield templates
        yield from sorted(each for each in templates.iterdir() if each.is_dir() and not each.is_symlink())


def _abandoned(place: Place, belongs: Mapping[Place, Collection[str] | None]) -> list[Path]:
    """What first runs that were killed have left of targets that have gone since: no record tells of it.

    Nothing where it is not known which folders are those of a target.
    """
    if None in belongs.values() or place.out.is_symlink():
        return []
    alive = {each.at(path).parent for each, paths in belongs.items() for path in paths or ()}
    found = (file for pattern in ("*/.*", "*/*/.*") for file in place.out.glob(pattern))
    return sorted(
        file
        for file in found
        if names.unstaged(file.name)
        and file.parent not in alive
        and not place.astray([file.relative_to(place.out).as_posix()])
        and (file.is_symlink() or not file.is_dir())
    )


def _jobs(workspace: Path, out: Path, belongs: Mapping[Place, Collection[str] | None]) -> Iterator[_Job]:
    """The places with a record about ``out``, and those where only a killed run has left something."""
    known = {place.stem: paths for place, paths in belongs.items()}
    recorded = _recorded(workspace, out)
    for place in recorded:
        wanted = known.get(place.stem, ())
        if wanted is not None:
            yield _Job(place, frozenset(wanted), place.stem in known)
    for stem in sorted(known.keys() - {place.stem for place in recorded}):
        job = _Job(Place(workspace, out, stem), frozenset(known[stem] or ()), alive=True)
        if _waiting(look(job.place, Report()), job.wanted):
            yield job


def _recorded(workspace: Path, out: Path) -> list[Place]:
    """The places of all records that are about ``out``, of interrupted runs too."""
    folder = Place(workspace, out, "").folder
    files = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    ends = (".json", ".json.next")
    stems = sorted({name.removesuffix(end) for end in ends for name in files if name.endswith(end)})
    return [place for place in (Place(workspace, out, stem) for stem in stems) if _is_about_out(place)]


def _is_about_out(place: Place) -> bool:
    # A record that cannot be read here is looked at again where it is reported; nothing is removed for it.
    silent = Report()
    view = look(place, silent)
    records = [record for record in (view.whole, view.interrupted) if record]
    return any(record.out == place.label for record in records) or bool(silent.diagnostics)


def _preview(job: _Job, report: Report) -> tuple[list[str], list[str]]:
    """What would be removed of one place, and what would be left."""
    view = look(job.place, report)
    gone, edited = _sorted_out(view, job.wanted)
    hidden = () if view.interrupted else _waiting(view, job.wanted)
    return _shown(view, [*hidden, *map(job.place.at, gone)]), _left(view, edited, report)


def _clean(job: _Job, report: Report, patience: float) -> tuple[list[str], list[str]]:
    """What was removed of one place, and what was left."""
    place = job.place
    with locking.locked(place, patience):
        view = look(place, report)
        if commit.recover(view, report):
            view = look(place, report)
        hidden = commit.sweep(place, (*job.wanted, *view.records))
        gone, edited = _sorted_out(view, job.wanted)
        for path in gone:
            _disk.unlink(place.at(path))
        for path in gone:
            _remove_empty_folders(place, place.at(path).parent)
        _forget(view, {*gone, *edited}, job)  # last: until then a run that is killed can be done again
    return _shown(view, [*hidden, *map(place.at, gone)]), _left(view, edited, report)


def _waiting(view: View, wanted: Iterable[str]) -> tuple[Path, ...]:
    return commit.leftovers(view.place, (*wanted, *view.records))


def _shown(view: View, files: Iterable[Path]) -> list[str]:
    return [view.place.shown(file) for file in files]


def _left(view: View, edited: Iterable[str], report: Report) -> list[str]:
    shown = _shown(view, map(view.place.at, edited))
    for name in shown:
        report.warning(
            "edited-by-hand", f"{name} has been edited by hand and stays", help="delete it yourself"
        )
    return shown


def _sorted_out(view: View, wanted: frozenset[str]) -> tuple[list[str], list[str]]:
    """The recorded paths that belong to nothing: those that are ours, and those that someone has edited."""
    gone: list[str] = []
    edited: list[str] = []
    for path in sorted(view.records.keys() - wanted - view.place.astray(view.records)):
        if _is_needed(view, path, wanted) or not view.apart(path, wanted):
            continue
        (gone if view.is_ours(path) else edited).append(path)
    return gone, edited


def _is_needed(view: View, path: str, wanted: frozenset[str]) -> bool:
    """Whether ``path`` is the new rendering beside a wanted file that is still hand-edited."""
    base = names.beside_of(path)
    return base in wanted and view.apart(base, ()) and not view.is_ours(base)


def _forget(view: View, paths: set[str], job: _Job) -> None:
    """The record without ``paths``; without anything left of a target that is gone, no record."""
    if view.whole is None:
        return
    before = view.whole.manifest.artifacts
    # Of what belongs to nothing and is not there, a clean that was interrupted may have removed it.
    after = tuple(
        a for a in before if a.path not in paths and (a.path in job.wanted or view.apart(a.path, ()))
    )
    if not after and not job.alive:
        _disk.unlink(job.place.manifest)
    elif after != before:
        record = replace(view.whole, manifest=replace(view.whole.manifest, artifacts=after), replaces={})
        waiting = staged(job.place.next)
        try:
            _disk.create(waiting, manifests.encode(record))
            _disk.replace(waiting, job.place.manifest)
        except OSError:
            with contextlib.suppress(OSError):
                _disk.unlink(waiting)
            raise


def _remove_empty_folders(place: Place, folder: Path) -> None:
    while folder != place.out and folder.is_dir() and not any(folder.iterdir()):
        _disk.rmdir(folder)
        folder = folder.parent
