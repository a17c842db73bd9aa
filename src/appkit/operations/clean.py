"""Cleaning: outputs that belong to no target any more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from appkit import output
from appkit.dataclass import dataclass
from appkit.diagnostics import Report
from appkit.load import OtherProfileError, load_target
from appkit.operations.paths import artifact_paths, place_of
from appkit.operations.result import Result
from appkit.operations.targets import opened

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

    from appkit.load import Workspace
    from appkit.output import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanResult(Result):
    """What was removed, and what was left because someone has edited it."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]


def clean(
    root: str | os.PathLike[str] = ".",
    *,
    out: str | os.PathLike[str] | None = None,
    dry_run: bool = False,
) -> CleanResult:
    """Remove what earlier builds wrote and no target of the workspace would write now.

    Only files that are as appkit wrote them are removed. The outputs of a broken target stay, since nobody
    can say which are still its own. Raises AppkitError where there is no workspace.
    """
    report = Report()
    workspace = opened(root, report)
    folder = Path(out) if out is not None else None
    belongs: dict[Place, Collection[str] | None] = {}
    for name in workspace.targets:
        for profile in _profiles(workspace, name, folder):
            place, paths = _paths(workspace, name, profile, folder)
            if place is not None:
                belongs[place] = paths
            if place is not None and paths is None:
                report.warning("broken-target", f"'{name}' cannot be read: its outputs are left alone")
    cleaned = output.clean(workspace.root, belongs, out=folder, dry_run=dry_run)
    return CleanResult(
        diagnostics=(*report.diagnostics, *cleaned.diagnostics),
        lines=workspace.files.lines(),
        removed=cleaned.removed,
        kept=cleaned.kept,
    )


def _profiles(workspace: Workspace, name: str, out: Path | None) -> tuple[str | None, ...]:
    """The profiles that a target has been built for; (None,) where its own is the only one that matters."""
    if len(workspace.profiles) < 2:
        return (None,)
    places = {p: output.locate(workspace.root, name, profile=p, out=out) for p in workspace.profiles}
    return tuple(p for p, each in places.items() if each.manifest.exists() or each.next.exists()) or (None,)


def _paths(
    workspace: Workspace, name: str, profile: str | None, out: Path | None
) -> tuple[Place | None, Collection[str] | None]:
    """Where a target for a profile is written, and all its paths, None where they are not known.

    No place where the target is for another profile: what lies there belongs to nothing.
    """
    found = Report()
    try:
        loaded = load_target(workspace, name, found, profile=profile)
    except OtherProfileError:
        return None, ()
    if loaded is None:
        return output.locate(workspace.root, name, profile=profile, out=out), None
    paths = artifact_paths(workspace, loaded, found)
    known = [path for by_format in paths.values() for path in by_format.values()]
    return place_of(workspace, loaded, out), None if found.failed else known
