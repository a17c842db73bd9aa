"""Importing: a CV in another form made into the YAML of a profile, or added to one that is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from appkit.diagnostics import AppkitError, Location, Report, one_of
from appkit.importers.conforming import NO_NAME, is_nameless
from appkit.importers.drafts import settled, unplaced
from appkit.importers.writing import profile_text
from appkit.importers.written import place_of, read_back
from appkit.load import find_workspace, open_workspace
from appkit.operations.drafting import drafted, marked, tell_aside, unsure_in
from appkit.operations.import_result import ImportResult
from appkit.operations.schema import modeline
from appkit.output.create_all import create_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.load import Workspace
    from appkit.operations.drafting import Drafted
    from appkit.source import Node


def import_profile(
    file: str | os.PathLike[str],
    root: str | os.PathLike[str] = ".",
    *,
    out: str | os.PathLike[str] | None = None,
    merge: str | None = None,
    format: str | None = None,  # noqa: A002 - what it is called on the command line
    content: bytes | None = None,
    confirm: Callable[[str], bool] | None = None,
) -> ImportResult:
    """Make a profile of ``file``, whose format is told by its content unless ``format`` names it.

    It becomes ``profiles/NAME.yaml`` of the workspace at or above ``root`` (or, where there is none, of
    ``root``), named for the person, or the new file ``out``; ``"-"`` writes none. ``content`` is given where
    the file has been read already, from a pipe.

    ``merge`` adds it to a profile instead: to the one of that name, for ``""`` the only one, or to ``out``.
    Nothing that is there changes. ``confirm`` is shown the diff and says whether to write it.

    Raises AppkitError where the file cannot be read or is of no known format, where the file to be made is
    there already or cannot be written, and where the profile to add to is broken: then nothing was.
    """
    report = Report()
    workspace = _workspace(Path(root))
    tags = workspace.tags(report) if workspace else {}
    draft = drafted(Path(file), report, format_name=format, content=content, tags=tags)
    if merge is not None:
        from appkit.operations.merging import merged  # noqa: PLC0415 - a new profile needs none of it

        return merged(draft, workspace, None if out is None else Path(out), merge, report, confirm=confirm)
    place = _place(draft, workspace, Path(root), out, report)
    return _created(draft, workspace, place, report)


def _workspace(root: Path) -> Workspace | None:
    try:
        return open_workspace(find_workspace(root))
    except AppkitError:
        return None


class _Place(NamedTuple):
    """Where a new profile goes: the folder that it is told from, and its path from there."""

    folder: Path
    path: str


def _created(
    draft: Drafted, workspace: Workspace | None, place: _Place | None, report: Report
) -> ImportResult:
    path = place.path if place else "-"
    text, node = new_profile(draft, path, _modeline(place), report)
    lines = {**draft.lines, path: text.splitlines()}
    _tell_second(workspace, place, report)
    if place is not None and not report.failed:
        create_all(place.folder, {place.path: text}, report)
    if report.failed:
        raise AppkitError(report.diagnostics, lines)
    return import_result(draft, place.path if place else None, text, node, report)


def import_result(draft: Drafted, path: str | None, text: str, node: Node, report: Report) -> ImportResult:
    """What an import gives back whose ``text`` is now in the file ``path``, or in none."""
    return ImportResult(
        diagnostics=tuple(report.diagnostics),
        lines={**draft.lines, path or "-": text.splitlines()},
        format=draft.format.name,
        title=draft.format.title,
        tally=draft.tally,
        path=path,
        text=text,
        written=path is not None,
        unsure=marked(node, unsure_in(draft.data)),
        unplaced=marked(node, [(each, "") for each in unplaced(draft.data)]),
    )


def new_profile(draft: Drafted, path: str, first_line: str, report: Report) -> tuple[str, Node]:
    """The text of the profile that a draft becomes in the file ``path``, and its node.

    Raises AppkitError where there is no text that says what the draft does.
    """
    text = profile_text(draft.data, draft.origin, first_line)
    node = read_back(text, settled(draft.data), path)
    if node is None:
        message = "this cannot be written as YAML that says the same"
        report.error("cannot-import", message, Location(draft.material.path), help="please tell us about it")
        raise AppkitError(report.diagnostics, draft.lines)
    tell_aside(draft.data, node, report)
    if is_nameless(draft.data):
        message = f"the file does not say whose it is: '{NO_NAME}' stands for the name"
        help_ = "write your name; or leave this file, and add to a profile that has it with --merge"
        report.warning("missing-name", message, place_of(node, ("basics", "name")), help=help_)
    return text, node


def _place(
    draft: Drafted,
    workspace: Workspace | None,
    root: Path,
    out: str | os.PathLike[str] | None,
    report: Report,
) -> _Place | None:
    """Where the new profile goes; an error where something is there. None where it goes nowhere."""
    if out is not None and os.fspath(out) == "-":
        return None
    place = _Place(workspace.root if workspace else root, f"profiles/{draft.name}.yaml")
    if out is not None:
        file = Path(os.path.realpath(out))
        inside = workspace is not None and file.is_relative_to(workspace.root)
        path = file.relative_to(workspace.root) if workspace and inside else Path(out)
        place = _Place(workspace.root if workspace and inside else Path(), path.as_posix())
    if os.path.lexists(place.folder / place.path):
        report.error(
            "file-exists",
            "this file is already there",
            Location(place.path),
            help=f"add to it with --merge {Path(place.path).stem}, or name another file with -o",
        )
    elif place.path.endswith(".json"):
        report.error(
            "not-yaml", "a profile is written as YAML", Location(place.path), help="name a .yaml file"
        )
    return place


def _modeline(place: _Place | None) -> str:
    """The line that tells editors the schema, where it can be right: beside other profiles."""
    return modeline("profile") if place is None or Path(place.path).parent.name == "profiles" else ""


def _tell_second(workspace: Workspace | None, place: _Place | None, report: Report) -> None:
    """A second profile of a workspace leaves its targets undecided."""
    others = sorted(workspace.profiles) if workspace and place else []
    if others and place and place.path.startswith("profiles/"):
        report.warning(
            "several-profiles",
            f"there is a profile already ({one_of(others)}): targets now have to say which is theirs",
            help=f"write `profile: NAME` in them; or remove {place.path} and import with --merge {others[0]}",
        )
