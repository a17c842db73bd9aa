"""Checking a whole workspace: everything there is read, and every target composed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.assemble import assemble
from appkit.compose import check_rich_text, check_syntax
from appkit.lint import texts_of
from appkit.load import load_preset, load_target
from appkit.operations.paths import artifact_paths
from appkit.resolve import resolve

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.load import Workspace


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
