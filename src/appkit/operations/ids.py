"""Ids: which items of a profile have none of their own, and how to pin those they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.check import check
from appkit.dataclass import dataclass
from appkit.diagnostics import Location, Report, Severity, did_you_mean, one_of
from appkit.model.profile import Highlight
from appkit.operations.result import Result
from appkit.operations.targets import opened
from appkit.output.replace import replace_content
from appkit.source import Mapping, Scalar, parse, plain, source_from_bytes
from appkit.source.pin import Pin, with_ids

if TYPE_CHECKING:
    import collections.abc
    import os
    from collections.abc import Iterator

    from appkit.load import Workspace
    from appkit.model.profile import Entry, Profile
    from appkit.source import Node
    from appkit.source.node import Plain


@dataclass(frozen=True, slots=True)
class DerivedId:
    """An item without an id of its own: the address it is given, and where it stands."""

    address: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class IdsResult(Result):
    """The items without ids of their own in the ``profiles`` looked at; ``written`` are the files changed.

    ``pinned`` are those of ``items`` that now have their id.
    """

    profiles: tuple[str, ...]
    items: tuple[DerivedId, ...]
    pinned: tuple[DerivedId, ...] = ()
    written: tuple[str, ...] = ()


def ids(
    root: str | os.PathLike[str] = ".",
    profiles: collections.abc.Sequence[str] | None = None,
    *,
    write: bool = False,
) -> IdsResult:
    """The items of profiles (all, or those named) that have no id of their own.

    With ``write`` each gets the id it was given so far as one of its own: a line or key in its file, in which
    nothing else changes. A file is changed wholly or not at all; JSON Resume files are left alone.

    Raises AppkitError where there is no workspace.
    """
    report = Report()
    workspace = opened(root, report)
    names = _chosen(workspace, profiles, report)
    found: list[DerivedId] = []
    pinned: list[DerivedId] = []
    written: list[str] = []
    for name in names:
        said = Report()
        profile = workspace.profile(name, said)
        # What else could be better in a profile is for `validate` to tell.
        report.extend(each for each in said.diagnostics if each.severity is Severity.ERROR)
        if profile is None:
            continue
        derived = [DerivedId(item.address, item.location) for item in _derived(profile)]
        found += derived
        if write and derived and _pin(workspace, profile, report, named=profiles is not None):
            pinned += derived
            written.append(profile.path)
    return IdsResult(
        diagnostics=tuple(report.diagnostics),
        lines=workspace.files.lines(),
        profiles=names,
        items=tuple(found),
        pinned=tuple(pinned),
        written=tuple(written),
    )


def _chosen(
    workspace: Workspace, profiles: collections.abc.Sequence[str] | None, report: Report
) -> tuple[str, ...]:
    if not workspace.profiles:
        report.error("no-profiles", "the workspace has no profile", help="make one: appkit init")
    for name in profiles or ():
        if name not in workspace.profiles and workspace.profiles:
            hint = did_you_mean(name, workspace.profiles) or f"there are: {one_of(workspace.profiles)}"
            report.error("unknown-profile", f"no profile '{name}'", help=hint)
    return tuple(name for name in workspace.profiles if profiles is None or name in profiles)


def _derived(profile: Profile) -> Iterator[Entry | Highlight]:
    """The items without ids of their own, in the order of the file."""
    for entry in profile.entries():
        if entry.derived_id:
            yield entry
        yield from (highlight for highlight in entry.highlights if highlight.derived_id)


def _pin(workspace: Workspace, profile: Profile, report: Report, *, named: bool) -> bool:
    """Whether the items of a profile now have ids of their own in its file."""
    file = workspace.profiles[profile.name]
    source, node = workspace.files.source(file, Report()), workspace.files.node(file, Report())
    assert source is not None
    assert node is not None
    if file.suffix == ".json":
        _report_json(profile.path, report, named=named)
        return False
    own = Report()
    pins = [_pin_of(item) for item in _derived(profile)]
    text = with_ids(source, pins, own)
    if not own.failed and not _is_pinned(text, pins, node, profile.path):
        message = "the ids cannot be written into this file without changing what it says"
        own.error(
            "cannot-pin", message, Location(source.path), help="write them by hand, and tell us about it"
        )
    if not own.failed:
        mark = source.content[: len(source.content) - len(source.text.encode())]
        replace_content(file, source.content, mark + text.encode(), own, source.path)
    report.extend(own.diagnostics)
    return not own.failed


def _report_json(path: str, report: Report, *, named: bool) -> None:
    """Other tools read a JSON Resume file, and to them a highlight is text and nothing else."""
    report.add(
        Severity.ERROR if named else Severity.WARNING,
        "json-left-alone",
        "ids are not written into JSON Resume files, which other tools read too",
        Location(path),
        help=f"make a YAML profile of it: appkit init DIR --from {path}",
    )


def _pin_of(item: Entry | Highlight) -> Pin:
    """A highlight that is only a text, or texts by language, cannot have an id beside it."""
    wrap = "text" if isinstance(item, Highlight) and "text" not in item.field_locations else None
    return Pin(item.location, item.id, wrap)


def _is_pinned(text: str, pins: list[Pin], before: Node, path: str) -> bool:
    """Whether the text says what the file said before, and the ids; the proof before anything is written."""
    report = Report()
    source = source_from_bytes(path, text.encode(), report)
    after = parse(source, report) if source else None
    if after is None or not check(after, "profile", report):
        return False
    return plain(after) == _expected(before, {(pin.place.line, pin.place.column): pin for pin in pins})


def _expected(node: Node, pins: collections.abc.Mapping[tuple[int, int], Pin]) -> Plain:
    """The data of the node with the ids in it."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key: _expected(value, pins) for key, value in node.entries.items()}
    return [_with_id(_expected(item, pins), pins.get(_place(item))) for item in node.items]


def _place(node: Node) -> tuple[int, int]:
    return node.location.line, node.location.column


def _with_id(data: Plain, pin: Pin | None) -> Plain:
    if pin is None:
        return data
    if pin.wrap:
        return {"id": pin.id, pin.wrap: data}
    assert isinstance(data, dict)
    return {"id": pin.id, **data}
