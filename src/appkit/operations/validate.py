"""Validating: every file of a workspace, or the files named, with every problem of each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.assemble import assemble
from appkit.compose import check_rich_text, check_syntax
from appkit.dataclass import dataclass
from appkit.decode import decode_profile
from appkit.diagnostics import AppkitError, Location, Report
from appkit.lint import lint_profile, texts_of
from appkit.load import Files, find_workspace, load_preset, load_target
from appkit.operations.paths import artifact_paths
from appkit.operations.result import Result
from appkit.operations.targets import opened
from appkit.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.load import Workspace


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


def check_workspace(workspace: Workspace, report: Report) -> None:
    """Read, check and compose everything there is."""
    templates = workspace.templates(report)
    check_syntax(templates, report)
    for name in workspace.profiles:
        profile = workspace.profile(name, report)
        if profile is not None:
            for text in texts_of(profile):
                if text.rich:
                    check_rich_text(text, report)
    for name in workspace.presets:
        node = load_preset(workspace, name, report)
        if node is not None:
            resolve(node, lambda each: load_preset(workspace, each, report), workspace.presets, report)
    for name in workspace.targets:
        loaded = load_target(workspace, name, report)
        if loaded is not None:
            artifact_paths(workspace, loaded, report)
            assemble(loaded.target, loaded.profile, templates, report, letters=loaded.letters)


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
    files = Files(root.resolve())
    path = file.as_posix()
    node = files.checked(file, "profile", report, path=path, lenient=file.suffix == ".json")
    if node is not None:
        lint_profile(decode_profile(node, file.stem, report), {}, report)
    lines.update({k: tuple(v) for k, v in files.lines().items()})
