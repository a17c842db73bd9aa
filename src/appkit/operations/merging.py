"""Merging: what an imported file adds to a profile, put into its text, of which no character changes."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from appkit.check import check
from appkit.decode import decode_profile
from appkit.diagnostics import AppkitError, Location, Report, Severity, did_you_mean, one_of, printable
from appkit.importers.conforming import is_nameless
from appkit.importers.fields import leaves, text_of
from appkit.importers.merging import merge
from appkit.importers.written import read_back
from appkit.lint import lint_profile
from appkit.operations.drafting import marked
from appkit.operations.import_result import ImportResult
from appkit.output.replace import replace_content
from appkit.source import Mapping, parse, plain, read_source
from appkit.source.document import one_line
from appkit.source.insert import applied, with_additions

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.importers.adding import Adding
    from appkit.load import Workspace
    from appkit.model.profile import Profile
    from appkit.operations.drafting import Drafted
    from appkit.source import Node, Source
    from appkit.source.node import Plain


class _Target(NamedTuple):
    """The profile that is added to: its file, text, data and meaning."""

    file: Path
    source: Source
    node: Mapping
    profile: Profile


def merged(
    draft: Drafted,
    workspace: Workspace | None,
    out: Path | None,
    name: str,
    report: Report,
    *,
    confirm: Callable[[str], bool] | None,
) -> ImportResult:
    """Add a draft to the profile called ``name``, or in the file ``out``; what is told is that of an import.

    Raises AppkitError where there is no such profile, it is broken, or its text cannot be added to.
    """
    file = _file(workspace, out, name, report)
    target = _target(file, workspace, report)
    lines = {**draft.lines, target.source.path: target.source.lines}
    if is_nameless(draft.data):
        draft.data.pop("basics")
    adding = merge(target.node, target.profile, draft.data, draft.derived)
    _tell(adding, draft, report)
    text, node = _added(target, adding, workspace, report)
    diff = _diff(target.source, text)
    written = False
    if diff and (confirm is None or confirm(diff)):
        mark = target.source.content[: len(target.source.content) - len(target.source.text.encode())]
        old, new = target.source.content, mark + text.encode()
        written = replace_content(file, old, new, report, target.source.path)
        if not written:
            raise AppkitError(report.diagnostics, lines)
    return ImportResult(
        diagnostics=tuple(report.diagnostics),
        lines=lines,
        format=draft.format.name,
        title=draft.format.title,
        tally=draft.tally,
        path=target.source.path,
        text=text,
        written=written,
        unsure=marked(node, adding.unsure),
        unplaced=marked(node, [(path, "") for path in adding.unplaced]),
        diff=diff,
    )


def _file(workspace: Workspace | None, out: Path | None, name: str, report: Report) -> Path:
    """The file of the profile to add to. Raises AppkitError where it cannot be told which."""
    if out is not None and not name:
        return out
    profiles = workspace.profiles if workspace else {}
    if not profiles:
        report.error("no-profiles", "there is no profile to add to", help="leave out --merge to make one")
    elif name and name not in profiles:
        hint = did_you_mean(name, profiles) or f"there are: {one_of(profiles)}"
        report.error("unknown-profile", f"no profile '{name}'", help=hint)
    elif not name and len(profiles) > 1:
        help_ = f"name it: --merge NAME; there are: {one_of(profiles)}"
        report.error("missing-profile", "to which profile is this to be added?", help=help_)
    report.raise_if_failed()
    return profiles[name or next(iter(profiles))]


def _target(file: Path, workspace: Workspace | None, report: Report) -> _Target:
    inside = Path(os.path.realpath(file))
    is_inside = workspace is not None and inside.is_relative_to(workspace.root)
    path = workspace.files.path_of(inside) if workspace and is_inside else file.as_posix()
    if file.suffix == ".json":
        message = "nothing is added to JSON Resume files, which other tools read too"
        help_ = f"make a YAML profile of it first: appkit import {path}"
        report.error("json-left-alone", message, Location(path), help=help_)
        report.raise_if_failed()
    found = Report()
    source = read_source(file, path, found)
    node = parse(source, found) if source else None
    profile = _understood(node, workspace, found) if node else None
    report.extend(each for each in found.diagnostics if each.severity is Severity.ERROR)
    if source is None or profile is None or report.failed:
        raise AppkitError(report.diagnostics, {path: source.lines} if source else None)
    assert isinstance(node, Mapping)
    return _Target(file, source, node, profile)


def _understood(node: Node, workspace: Workspace | None, report: Report) -> Profile | None:
    if not check(node, "profile", report):
        return None
    profile = decode_profile(node, Path(node.location.path).stem, report)
    lint_profile(profile, workspace.tags(Report()) if workspace else {}, report)
    return profile


def _tell(adding: Adding, draft: Drafted, report: Report) -> None:
    for each in adding.differences:
        said, there = _shown(each.said), _shown(each.there)
        elsewhere = _place_in(draft, each.said)
        report.add(
            Severity.NOTE,
            "differs",
            f"{each.address} stays {there}; the file says {said}",
            each.place,
            related=(("the file says so here", elsewhere),) if elsewhere else (),
        )
    for address, aside in adding.aside:
        message = f"{aside.why}: it is kept as {address}"
        report.warning(aside.code, message, Location(draft.material.path))


_MOST_SHOWN = 60


def _shown(value: Plain) -> str:
    if value is None:
        return "without a value"
    text = one_line(value) if isinstance(value, list | dict) else " ".join(str(value).split())
    return f"'{text[: _MOST_SHOWN - 1]}…'" if len(text) > _MOST_SHOWN else f"'{text}'"


def _place_in(draft: Drafted, value: Plain) -> Location | None:
    """Where the imported file says a value, as far as it says it in these words."""
    while isinstance(value, list | dict):
        value = next(iter(value.values() if isinstance(value, dict) else value), None)
    text = str(value)
    source = draft.material.source
    if draft.is_data:
        return next((leaf.location for leaf in leaves(draft.material.node) if text_of(leaf) == text), None)
    for number, line in enumerate(source.lines if source and text else (), start=1):
        if (at := line.find(text)) >= 0:
            return Location(draft.material.path, number, at + 1, len(text))
    return None


def _added(target: _Target, adding: Adding, workspace: Workspace | None, report: Report) -> tuple[str, Node]:
    """The text of the profile with what is added, and its node. Raises AppkitError where that cannot be."""
    text = with_additions(target.source.text, adding.additions)
    node = read_back(text, applied(plain(target.node), adding.additions), target.source.path)
    found = Report()
    if node is not None and (_understood(node, workspace, found) is None or found.failed):
        report.extend(each for each in found.diagnostics if each.severity is Severity.ERROR)
        node = None
    if node is None:
        path = target.source.path
        message = "what is new cannot be written into this file without changing what it says"
        help_ = f"import it on its own, with -o, and move what you need into {path}"
        report.error("cannot-merge", message, Location(path), help=help_)
        raise AppkitError(report.diagnostics, {path: target.source.lines})
    return text, node


def _diff(source: Source, text: str) -> str:
    """The lines that are added, in unified format, with what a terminal could act on made visible."""
    before, after = (re.split(r"\r\n|\r|\n", each.rstrip("\r\n")) for each in (source.text, text))
    found = difflib.unified_diff(before, after, source.path, source.path, lineterm="")
    return "".join(f"{printable(line)}\n" for line in found)
