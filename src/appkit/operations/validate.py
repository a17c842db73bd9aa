"""Validating: every file of a workspace, or the files named, with every problem of each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Location, Report, bounded
from appkit.load import Files, find_workspace
from appkit.operations.result import Result
from appkit.operations.targets import opened

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation(Result):
    """What was found; ``files`` are the files that were checked, as diagnostics name them."""

    files: tuple[str, ...]


def validate(
    root: str | os.PathLike[str] = ".", files: Iterable[str | os.PathLike[str]] | None = None
) -> Validation:
    """Check every profile, target, preset and template of the workspace at or above ``root``.

    With ``files``, only what is said of those is told: files of a workspace, or single profiles outside one.
    A workspace without a profile or a target is an error: nothing would have been checked.

    Raises AppkitError where there is no workspace.
    """
    if files is None:
        return _whole(root)
    return _named(Path(root), [Path(root, file) for file in files])


def _whole(root: str | os.PathLike[str]) -> Validation:
    from appkit.operations.checking import check_workspace  # noqa: PLC0415 - composes: not for a file alone

    report = Report()
    workspace = opened(root, report)
    check_workspace(workspace, report)
    for name, there in (("profile", workspace.profiles), ("target", workspace.targets)):
        if not there:
            report.error(
                f"no-{name}s",
                f"the workspace has no {name}: nothing was checked",
                help="appkit init makes a small workspace to start from",
            )
    return Validation(
        diagnostics=tuple(report.diagnostics),
        lines=workspace.files.lines(),
        files=tuple(sorted(workspace.files.read_so_far())),
    )


def _named(root: Path, files: list[Path]) -> Validation:
    """Only what is said of the files named; those of one workspace are checked together."""
    report = Report()
    lines: dict[str, tuple[str, ...]] = {}
    checked: list[str] = []
    for file in files:
        workspace_root = _workspace_of(file)
        if workspace_root is None:
            _single(file, root, report, lines)
            checked.append(file.as_posix())
            continue
        from appkit.operations.checking import check_workspace  # noqa: PLC0415 - as above

        found = Report()
        workspace = opened(workspace_root, found)
        check_workspace(workspace, found)
        path = workspace.files.path_of(Path(os.path.realpath(file)))
        if file.is_dir():
            help_ = "name files, or none to check the whole workspace"
            report.error("not-a-file", "this is a folder, not a file", Location(path), help=help_)
        elif path not in workspace.files.read_so_far() and not file.exists():
            report.error("missing-file", "there is no file here", Location(path))
        elif path not in {*workspace.files.read_so_far(), *_places(found)}:
            report.error("unknown-file", "this is no profile, target or template", Location(path))
        report.extend(d for d in found.diagnostics if d.location and d.location.path == path)
        lines.update({k: tuple(v) for k, v in workspace.files.lines().items()})
        checked.append(path)
    if not files:
        report.error("no-files", "no file was named: nothing was checked")
    return Validation(diagnostics=tuple(report.diagnostics), lines=lines, files=tuple(checked))


def _places(report: Report) -> set[str]:
    return {d.location.path for d in report.diagnostics if d.location}


def _workspace_of(file: Path) -> Path | None:
    try:
        return find_workspace(file.parent)
    except AppkitError:
        return None


def _single(file: Path, root: Path, report: Report, lines: dict[str, tuple[str, ...]]) -> None:
    """A profile that lies in no workspace: a JSON Resume someone was sent, say."""
    from appkit.decode import decode_profile  # noqa: PLC0415 - a workspace is checked elsewhere
    from appkit.lint import lint_profile  # noqa: PLC0415

    files = Files(root.resolve())
    path = file.as_posix()
    node = files.checked(file, "profile", report, path=path, lenient=file.suffix == ".json")
    if node is not None:
        with bounded(report, path) as found:
            lint_profile(decode_profile(node, file.stem, found), {}, found)
    lines.update({k: tuple(v) for k, v in files.lines().items()})
