"""From a plan to files: a whole old set or a whole new one, whenever the process ends.

The one moment that decides is the rename that makes ``manifest.next``. Before it a run has only made hidden
files, which the next run throws away; after it every new file is on the disk beside its place, and the next
run moves what has not been moved.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from dataclasses import field, replace
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Report
from appkit.output import _disk, failures, manifests, names, places
from appkit.output.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from appkit.model.manifest import ArtifactRecord
    from appkit.output.manifests import Record
    from appkit.output.places import Place
    from appkit.output.plan import Move, Plan
    from appkit.output.states import View


@dataclass(slots=True)
class _Made:
    """What a run has made so far, in order, so that it can be unmade; ``decisive`` is ``manifest.next``."""

    folders: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    decisive: Path | None = None

    def unmake(self) -> None:
        """Remove it all; what cannot be removed is left to the next run, which then goes forward."""
        if self.decisive and not _is_removed(self.decisive):
            return
        for file in self.files:
            _is_removed(file)
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                _disk.rmdir(folder)


def _is_removed(file: Path) -> bool:
    try:
        _disk.unlink(file)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def carry_out(view: View, plan: Plan) -> tuple[str, ...]:
    """The plan, done; the paths of files that someone has edited since it was made, which are left alone.

    Raises OSError, with everything unmade, before the set is complete on the disk; AppkitError where a file
    cannot be put in its place after that.
    """
    made = _Made()
    try:
        _stage(view.place, plan, made)
        _announce(view.place, plan.record, made)
    except BaseException:
        made.unmake()
        raise
    return complete(view, plan.record)


def _stage(place: Place, plan: Plan, made: _Made) -> None:
    """Every new file on the disk beside its place, and every backup in its own."""
    for move in (*plan.moves, *plan.backups):
        file = place.at(move.path)
        _make_folders(place, file.parent, made)
        made.files.append(places.staged(file))
        _disk.create(places.staged(file), move.content)
    for move in plan.moves:
        # Where a program holds the old file (Word on Windows) this fails, while all can still be unmade.
        file = place.at(move.path)
        if file.exists():
            _disk.probe(file)
    for move in plan.backups:
        file = place.at(move.path)
        if os.path.lexists(file):  # made since the plan was: it may be anyone's
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
        _disk.replace(places.staged(file), file)
        made.files.append(file)
    _sync_folders(place, plan.moves)


def _make_folders(place: Place, folder: Path, made: _Made) -> None:
    if folder.is_dir():
        return
    _make_folders(place, folder.parent, made)
    try:
        _disk.mkdir(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return  # another target's run was quicker
    if folder != place.out:  # which the runs of other targets may be about to use
        made.folders.append(folder)
    _disk.sync_folder(folder.parent)


def _sync_folders(place: Place, items: Iterable[Move | ArtifactRecord]) -> None:
    for folder in sorted({place.at(item.path).parent for item in items}):
        with contextlib.suppress(FileNotFoundError):
            _disk.sync_folder(folder)


def _announce(place: Place, record: Record, made: _Made) -> None:
    """``manifest.next``, whole and on the disk: from here on the new set is the one that will be."""
    waiting = places.staged(place.next)
    made.files.append(waiting)
    _disk.create(waiting, manifests.encode(record))
    made.decisive = place.next
    _disk.replace(waiting, place.next)
    _disk.sync_folder(place.folder)


def complete(view: View, record: Record) -> tuple[str, ...]:
    """The set of ``record``, put in its places as far as it waits beside them, and ``record`` the manifest.

    Used by the run that has announced the set and by the next one after an interruption. Returns the paths
    that someone has edited in between: they stay, and what waited for them is thrown away. Raises AppkitError
    where a file cannot be put in its place; all that is needed to go on is then still there.
    """
    place = view.place
    astray = place.astray(artifact.path for artifact in record.manifest.artifacts)
    if any(places.staged(place.at(path)).exists() for path in astray):
        raise AppkitError(failures.outside(place.shown(place.at(path))) for path in astray)
    try:
        edited = tuple(a.path for a in record.manifest.artifacts if not _settle(view, record, a))
        _sync_folders(place, record.manifest.artifacts)
        found = tuple(a for a in (_as_found(view, a) for a in record.manifest.artifacts) if a)
        if found != record.manifest.artifacts:
            changed = replace(record, manifest=replace(record.manifest, artifacts=found))
            _announce(place, changed, _Made())
        _disk.replace(place.next, place.manifest)
    except OSError as error:
        raise AppkitError([failures.failure(place, error, committed=True)]) from error
    return edited


def _settle(view: View, record: Record, artifact: ArtifactRecord) -> bool:
    """Whether the artifact's file is not in the user's hands; what waits beside its place is moved there."""
    file = view.place.at(artifact.path)
    waiting = places.staged(file)
    if not _is_whole(waiting, artifact.digest):
        return True
    ours = {a.digest for a in record.manifest.artifacts} | _backed_up(view, record, artifact.path)
    try:
        found = view.seen(artifact.path, artifact.digest)
    except _disk.IrregularFileError:
        found = ""
    if found is None or found in view.ours or found in ours:
        _disk.replace(waiting, file)
        return True
    _disk.unlink(waiting)
    return False


def _backed_up(view: View, record: Record, path: str) -> set[str]:
    """The digest of the hand-edited file at ``path`` that may be replaced, as long as its backup is there."""
    edited = record.replaces.get(path)
    if edited is None:
        return set()
    for name in (names.beside(path, "backup", number) for number in itertools.count(1)):
        try:
            found = view.seen(name, edited)
        except OSError:
            continue
        if found is None:
            return set()
        if found == edited:
            return {edited}
    raise AssertionError("a sequence without end has ended")


def _is_whole(file: Path, wanted: str) -> bool:
    try:
        data = _disk.read(file)
    except _disk.IrregularFileError:
        return False
    return data is not None and digest(data) == wanted


def _as_found(view: View, artifact: ArtifactRecord) -> ArtifactRecord | None:
    """The newer record where its file is there, else the older one: a file is recorded as what it is.

    They differ only where someone has removed what waited, or edited what it was waiting for.
    """
    try:
        if view.seen(artifact.path, artifact.digest) == artifact.digest:
            return artifact
    except _disk.IrregularFileError:
        pass
    before = view.whole.manifest.artifacts if view.whole else ()
    return next((a for a in before if a.path == artifact.path), None)


def leftovers(place: Place, paths: Iterable[str]) -> tuple[Path, ...]:
    """What runs have left beside the places of ``paths``, and in the folders of those."""
    wanted = frozenset(paths)
    folders = sorted({place.at(path).parent for path in wanted - place.astray(wanted)})
    files = (file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir()))
    return tuple(f for f in files if names.unstaged(f.name) and (f.is_symlink() or not f.is_dir()))


def sweep(place: Place, paths: Iterable[str]) -> tuple[Path, ...]:
    """The ``leftovers``, removed: to be called where no set is waiting."""
    files = leftovers(place, paths)
    for file in files:
        _disk.unlink(file)
    return files


def recover(view: View, report: Report) -> bool:
    """Whether an interrupted run was found, and ended."""
    place = view.place
    with contextlib.suppress(FileNotFoundError):
        _disk.unlink(places.staged(place.next))
    if view.interrupted is None:
        if _disk.read(place.next) is not None:
            # Not to be understood, which has been reported; what waited for it is thrown away as well.
            _disk.unlink(place.next)
        return False
    edited = complete(view, view.interrupted)
    report.note("completed-interrupted", f"an interrupted build of '{place.stem}' has been completed first")
    for path in edited:
        shown = place.shown(place.at(path))
        report.warning("edited-by-hand", f"{shown} was edited after an interrupted build and stays as it is")
    return True
