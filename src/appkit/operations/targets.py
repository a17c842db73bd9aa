"""Which targets a command is about."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.diagnostics import AppkitError, Report, did_you_mean, one_of
from appkit.load import find_workspace, open_workspace

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from appkit.load import LoadedTarget, Workspace


def opened(root: str | os.PathLike[str], report: Report) -> Workspace:
    """The workspace at or above ``root``. Raises AppkitError where there is none."""
    workspace = open_workspace(find_workspace(Path(root)))
    report.extend(workspace.problems.diagnostics)
    return workspace


def chosen_targets(workspace: Workspace, patterns: Iterable[str], report: Report) -> tuple[str, ...]:
    """The targets that any of the names or globs means, in alphabetical order.

    A pattern that means none is an error.
    """
    chosen: set[str] = set()
    for pattern in patterns:
        found = [name for name in workspace.targets if re.fullmatch(fnmatch.translate(pattern), name)]
        if not found:
            _report_unknown(pattern, workspace, report)
        chosen.update(found)
    return tuple(sorted(chosen))


def all_targets(workspace: Workspace, report: Report) -> tuple[str, ...]:
    """Every target there is, in alphabetical order; none at all is an error."""
    if not workspace.targets:
        help_ = "make one: appkit new target NAME --extends phd"
        report.error("no-targets", "the workspace has no target to build", help=help_)
    return tuple(sorted(workspace.targets))


def chosen_profiles(workspace: Workspace, patterns: Iterable[str], report: Report) -> tuple[str, ...]:
    """The profiles that any of the names or globs means, in alphabetical order.

    A pattern that means none is an error.
    """
    chosen: set[str] = set()
    for pattern in patterns:
        found = [name for name in workspace.profiles if re.fullmatch(fnmatch.translate(pattern), name)]
        if not found:
            there = f"there are: {one_of(workspace.profiles)}" if workspace.profiles else "profiles/ is empty"
            hint = did_you_mean(pattern, workspace.profiles) or there
            report.error("unknown-profile", f"no profile '{pattern}'", help=hint)
        chosen.update(found)
    return tuple(sorted(chosen))


def chosen_target(workspace: Workspace, pattern: str, report: Report) -> str:
    """The one target that a name or glob means. Raises AppkitError where it means none, or several."""
    names = chosen_targets(workspace, (pattern,), report)
    if len(names) > 1:
        report.error("several-targets", f"'{pattern}' means {len(names)} targets", help=one_of(names))
    report.raise_if_failed()
    return names[0]


def loaded_target(workspace: Workspace, name: str, report: Report) -> LoadedTarget:
    """A target that is not broken. Raises AppkitError, with the lines of what was read, where it is."""
    from appkit.load import load_target  # noqa: PLC0415 - a build with nothing to do reads no target

    loaded = load_target(workspace, name, report)
    if loaded is None or report.failed:
        raise AppkitError(report.diagnostics, workspace.files.lines())
    return loaded


def _report_unknown(pattern: str, workspace: Workspace, report: Report) -> None:
    if pattern in workspace.presets:
        report.error(
            "preset-not-built",
            f"'{pattern}' is a preset: others extend it, it is not built itself",
            help=f"make a target of it: appkit new target NAME --extends {pattern}",
        )
        return
    if not workspace.targets:
        hint = "make one: appkit new target NAME --extends phd"
    else:
        hint = did_you_mean(pattern, workspace.targets) or f"there are: {one_of(workspace.targets)}"
    report.error("unknown-target", f"no target '{pattern}'", help=hint)
