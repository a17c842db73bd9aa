"""A target with all that it needs: presets merged, profile found, letters read, meaning checked."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from appkit.check import check
from appkit.decode import decode_target
from appkit.diagnostics import AppkitError, Location, Report, did_you_mean, one_of
from appkit.lint import check_leaks, check_recipient, check_salutation, lint_target
from appkit.load.tree import starting
from appkit.model.template import bounded_template
from appkit.resolve import resolve
from appkit.source import Mapping

if TYPE_CHECKING:
    import collections.abc
    from pathlib import Path

    from appkit.load.workspace import Workspace
    from appkit.model.profile import Profile
    from appkit.model.target import Target
    from appkit.model.template import TemplateFile
    from appkit.source import Source


@dataclass(frozen=True, slots=True)
class LoadedTarget:
    """A target, the profile it is about, the letters someone has written for it, and the texts behind them.

    ``sources`` are the files that the selection depends on; ``letters`` are keyed by document kind.
    """

    target: Target
    profile: Profile
    sources: tuple[Source, ...]
    letters: collections.abc.Mapping[str, TemplateFile]


def load_target(
    workspace: Workspace, name: str, report: Report, *, profile: str | None = None
) -> LoadedTarget | None:
    """A target of the workspace by name, or None with errors in ``report``.

    ``profile`` is the one it is for, where it names none itself. Raises OtherProfileError where it names
    another.
    """
    own = Report()
    loaded = _load(workspace, name, profile, own)
    report.extend(own.diagnostics)
    return None if own.failed else loaded


class OtherProfileError(AppkitError):
    """A target was asked for with one profile and names another."""


def _load(workspace: Workspace, name: str, wanted: str | None, report: Report) -> LoadedTarget | None:
    file = workspace.targets[name]
    node = _checked(workspace, file, workspace.files.path_of(file), report)
    if node is None:
        return None
    preset = functools.partial(load_preset, workspace, report=report)
    resolved = resolve(node, preset, workspace.presets, report)
    if resolved is None or not check(resolved.node, "target", report):
        return None
    target = decode_target(resolved.node, name, report, presets=resolved.presets)
    target = _for_profile(workspace, target, wanted)
    profile = _profile(workspace, target, report)
    if profile is None:
        return None
    tags = {**workspace.tags(report), **target.tags, **profile.tags}
    profile = workspace.tagged(profile, tags)
    lint_target(target, profile, tags, report)
    sources = _sources(workspace, target, resolved.presets, report)
    letters = _letters(workspace, target, report)
    check_leaks(target, profile, letters, workspace.others(), report)
    check_salutation(target, profile, workspace.others(), report)
    check_recipient(target, profile, report)
    return LoadedTarget(target, profile, sources, letters)


def _checked(workspace: Workspace, file: Path, path: str, report: Report) -> Mapping | None:
    node = workspace.files.checked(file, "target", report, path=path, partial=True)
    return node if isinstance(node, Mapping) else None


def load_preset(workspace: Workspace, name: str, report: Report) -> Mapping | None:
    """The node of a preset by name, or None with errors in ``report``; KeyError where there is none."""
    file = workspace.presets[name]
    return _checked(workspace, file, preset_path(workspace, name), report)


def preset_path(workspace: Workspace, name: str) -> str:
    """What diagnostics call a preset: its path, or ``phd (built in)``."""
    path = workspace.files.path_of(workspace.presets[name])
    return path if name.startswith("_") else f"{name} (built in)"


def _for_profile(workspace: Workspace, target: Target, wanted: str | None) -> Target:
    """The target with the profile that was asked for, unless it has its own."""
    if wanted is None or target.profile == wanted:
        return target
    # A name that is no profile is told as such, whoever asks.
    if target.profile is not None and target.profile in workspace.profiles:
        report = Report()
        message = f"'{target.name}' is for profile '{target.profile}', not for '{wanted}'"
        location = target.locations.get("profile", target.location)
        help_ = "a target that names no profile is built for each that is asked for"
        report.error("other-profile", message, location, help=help_)
        raise OtherProfileError(report.diagnostics)
    return target if target.profile is not None else replace(target, profile=wanted)


def _profile(workspace: Workspace, target: Target, report: Report) -> Profile | None:
    name = target.profile
    if name is None and len(workspace.profiles) == 1:
        name = next(iter(workspace.profiles))
    location = target.locations.get("profile", target.location)
    if name is None:
        hint = "put one into profiles/; its name ends in .yaml, .yml or .json"
        if workspace.profiles:
            hint = f"add `profile: NAME`; there are: {one_of(workspace.profiles)}"
        what = "which profile is this for?" if workspace.profiles else "the workspace has no profile"
        report.error("missing-profile", what, location, help=hint)
        return None
    if name not in workspace.profiles:
        there = f"there are: {one_of(workspace.profiles)}" if workspace.profiles else "profiles/ is empty"
        hint = did_you_mean(name, workspace.profiles) or there
        report.error("unknown-profile", f"no profile '{name}'", location, help=hint)
        return None
    return workspace.profile(name, report)


def _sources(
    workspace: Workspace, target: Target, presets: tuple[str, ...], report: Report
) -> tuple[Source, ...]:
    profile = target.profile or next(iter(workspace.profiles))
    files = workspace.files
    found = [
        files.source(workspace.profiles[profile], report),
        files.source(workspace.targets[target.name], report),
        *(files.source(workspace.presets[p], report, path=preset_path(workspace, p)) for p in presets),
        workspace.tags_source(report),
    ]
    return tuple(source for source in found if source is not None)


def _letters(
    workspace: Workspace, target: Target, report: Report
) -> collections.abc.Mapping[str, TemplateFile]:
    """The documents that someone has written as ``targets/NAME.KIND.md``, by kind."""
    letters: dict[str, TemplateFile] = {}
    for plan in target.documents:
        file = letter_file(workspace, target.name, plan.kind)
        if workspace.files.tree.has(file):
            path = workspace.files.path_of(file)
            source = workspace.files.source(file, report)
            letter = bounded_template(path, path, source.text, report) if source is not None else None
            if letter is not None:
                letters[plan.kind] = letter
    _report_stray_letters(workspace, target, report)
    return letters


def _report_stray_letters(workspace: Workspace, target: Target, report: Report) -> None:
    """Warn of a letter whose name says a document that the target has not: it would never be used."""
    kinds = [plan.kind for plan in target.documents]
    folder, prefix = workspace.root / "targets", f"{target.name}."
    beside = starting(workspace.files.tree.names(folder) or (), prefix)
    # The letters of a target whose name goes on after this one's are that target's.
    others = {stem for stem in map(_stem, beside) if stem in workspace.targets} - {target.name}
    longer = tuple(f"{stem}." for stem in others)
    for name in beside:
        kind = name[len(prefix) :].removesuffix(".md")
        if name[len(prefix) :].endswith(".md") and kind not in kinds and not name.startswith(longer):
            report.warning(
                "unused-letter",
                f"target '{target.name}' has no document '{kind}': this letter is not used",
                Location(workspace.files.path_of(folder / name)),
                help=did_you_mean(kind, kinds) or f"it has: {one_of(kinds)}",
            )


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def letter_file(workspace: Workspace, target: str, kind: str) -> Path:
    """Where the written form of a document of a target lies, whether or not it is there."""
    return workspace.root / "targets" / f"{target}.{kind}.md"
