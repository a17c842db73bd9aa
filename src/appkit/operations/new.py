"""New targets: a small file to start an application from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.decode import slug
from appkit.diagnostics import AppkitError, Location, Report, Severity, did_you_mean, has_errors, one_of
from appkit.load import load_target, open_workspace, valid_name
from appkit.operations.result import Result
from appkit.operations.schema import modeline
from appkit.operations.targets import opened
from appkit.output.create_all import create_all
from appkit.source import refused_character
from appkit.source.write import dump, flow

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from appkit.load import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTarget(Result):
    """A target that was made: its name, and its file as diagnostics name it.

    Where the result is not ``ok``, something that the target needs (its profile, a preset) is broken.
    """

    name: str
    path: str


def new_target(
    root: str | os.PathLike[str],
    name: str,
    *,
    extends: Sequence[str],
    organization: str | None = None,
    position: str | None = None,
    profile: str | None = None,
) -> NewTarget:
    """Make ``targets/NAME.yaml``, which extends presets, and check it.

    Without an organization or position the letter asks for it. Nothing is overwritten.

    Raises AppkitError where there is no workspace, the name cannot be used or is taken, a preset or profile
    is not known, or the file cannot be written: then nothing was.
    """
    report = Report()
    workspace = opened(root, report)
    words = {"organization": organization, "position": position}
    _check_name(name, workspace, report)
    _check_presets(extends, workspace, report)
    _check_profile(profile, workspace, report)
    _check_words(words, report)
    path = f"targets/{name}.yaml"
    text = target_text(extends, profile=profile, tags=_tags(workspace, profile), **words)
    if report.failed or not create_all(workspace.root, {path: text}, report):
        raise AppkitError(report.diagnostics, workspace.files.lines())
    return _checked(workspace.root, name, path, report)


def _checked(root: Path, name: str, path: str, report: Report) -> NewTarget:
    """The target as the next command will find it; a file that is wrong itself does not stay."""
    workspace = open_workspace(root)
    said = Report()
    load_target(workspace, name, said)
    # What could be better in other files is for `validate` to tell.
    own = [d for d in said.diagnostics if d.location and d.location.path == path]
    report.extend(own)
    report.extend(d for d in said.diagnostics if d.severity is Severity.ERROR and d not in own)
    lines = workspace.files.lines()
    if has_errors(own):
        (root / path).unlink(missing_ok=True)
        raise AppkitError(report.diagnostics, lines)
    return NewTarget(diagnostics=tuple(report.diagnostics), lines=lines, name=name, path=path)


def target_text(
    extends: Sequence[str],
    *,
    profile: str | None = None,
    organization: str | None = None,
    position: str | None = None,
    tags: Iterable[str] = (),
) -> str:
    """A target's YAML; what it does not say yet stands in it as a comment."""
    some = flow(list(tags) or ["a-tag", "another-tag"])
    presets = flow(extends) if len(extends) > 1 else flow(extends)[1:-1]
    return "".join(
        (
            modeline("target"),
            f"extends: {presets}\n",
            dump({"profile": profile}) if profile else "",
            _said(
                "organization",
                organization,
                "where you apply; the letter asks for it as long as it is not here",
            ),
            _said("position", position, 'what you apply for; it completes "I am applying to the …"'),
            f"# emphasize: {some} # what matters here, most important first\n",
        )
    )


def _said(key: str, value: str | None, about: str) -> str:
    return dump({key: value}) if value else f"# {key}: {about}\n"


def _check_name(name: str, workspace: Workspace, report: Report) -> None:
    taken = {other.casefold(): file for other, file in workspace.targets.items()}
    if name.startswith("_"):
        message = "a name that begins with '_' makes a preset, not a target"
        report.error("bad-name", message, help=f"leave out the '_', or write targets/{name}.yaml yourself")
    elif name.endswith((".yaml", ".yml")):
        message = f"'{name}' is the name of a file, not of a target"
        report.error("bad-name", message, help=f"leave out the ending: {Path(name).stem}")
    elif not valid_name(name):
        better = slug(name)
        hint = f", such as '{better}'" if better and valid_name(better) else ""
        message = f"'{name}' cannot be the name of a target"
        report.error("bad-name", message, help=f"use letters, digits, '-', '_' and '.'{hint}")
    elif name.casefold() in taken:
        where = Location(workspace.files.path_of(taken[name.casefold()]))
        report.error("file-exists", f"there is a target '{name}' already", where, help="take another name")


def _check_presets(extends: Sequence[str], workspace: Workspace, report: Report) -> None:
    known = workspace.presets
    if not extends:
        help_ = f"name one with --extends; there are: {one_of(known)}"
        report.error("missing-preset", "which preset does it extend?", help=help_)
    for name in extends:
        if name in workspace.targets and name not in known:
            message = f"'{name}' is a target: only presets are extended"
            report.error("unknown-preset", message, help=f"there are: {one_of(known)}")
        elif name not in known:
            hint = did_you_mean(name, known) or f"there are: {one_of(known)}"
            report.error("unknown-preset", f"no preset '{name}'", help=hint)


def _check_profile(profile: str | None, workspace: Workspace, report: Report) -> None:
    known = workspace.profiles
    if profile is None and len(known) > 1:
        help_ = f"name it with --profile; there are: {one_of(known)}"
        report.error("missing-profile", "which profile is this for?", help=help_)
    elif profile is None and not known:
        report.error("missing-profile", "the workspace has no profile", help="make one: appkit init")
    elif profile is not None and profile not in known:
        hint = did_you_mean(profile, known) or f"there are: {one_of(known)}"
        report.error("unknown-profile", f"no profile '{profile}'", help=hint)


def _check_words(words: dict[str, str | None], report: Report) -> None:
    for key, value in words.items():
        if value is not None and not value.strip():
            report.error("empty-value", f"the {key} is blank", help="leave it out: the letter asks for it")
        elif value is not None and (found := refused_character(value)):
            message = f"U+{ord(found[0]):04X} in the {key} is not allowed in text"
            report.error("forbidden-character", message)


def _tags(workspace: Workspace, profile: str | None) -> tuple[str, ...]:
    """Some tags that the target could emphasize, as far as they can be read now."""
    name = profile or next(iter(workspace.profiles), None)
    if name is None or name not in workspace.profiles:
        return ()
    loaded = workspace.profile(name, Report())
    return tuple(loaded.tags)[:4] if loaded else ()
