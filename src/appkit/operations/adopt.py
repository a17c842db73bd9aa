"""A JSON Resume file made into the YAML of a profile, with nothing it says lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.check import check, prune
from appkit.compose import check_rich_text
from appkit.dataclass import dataclass
from appkit.decode import decode_profile, slug
from appkit.diagnostics import AppkitError, Location, Report, Severity, printable
from appkit.lint import lint_profile, texts_of
from appkit.load import valid_name
from appkit.operations.schema import modeline
from appkit.source import Mapping, Scalar, Sequence, parse, plain, read_source
from appkit.source.write import dump

if TYPE_CHECKING:
    import collections.abc
    from pathlib import Path

    from appkit.source import Node, Source

_UNKNOWN = {"unknown-key", "bad-key"}


@dataclass(frozen=True, slots=True)
class Adopted:
    """A profile to be written: its name, its text, and the file it was made from."""

    name: str
    text: str
    source: Source


def adopt(file: Path, report: Report) -> Adopted:
    """The profile that a JSON Resume file is.

    A key that is not JSON Resume's or ours is kept as ``x-KEY``; what is empty says nothing and is left out.

    Raises AppkitError, with the places in the JSON, where it cannot be a profile.
    """
    own = Report()
    path = file.as_posix()
    if not path.endswith(".json"):
        own.error("not-json", "this is not a .json file", Location(path), help="name a JSON Resume file")
    source = None if own.failed else read_source(file, path, own)
    node = parse(source, own) if source else None
    if source is None or node is None:
        raise AppkitError([*report.diagnostics, *own.diagnostics], {path: source.lines} if source else None)
    node = _strict(node, own)
    name = _name(node, file, own)
    report.extend(own.diagnostics)
    if own.failed:
        raise AppkitError(report.diagnostics, {path: source.lines})
    return Adopted(name, _text(node, file), source)


def _strict(node: Node, report: Report) -> Node:
    """The node as a YAML profile has it; what it may not be there is reported."""
    lenient = Report()
    check(node, "profile", lenient, lenient=True)
    minor = [d for d in lenient.diagnostics if d.severity is Severity.WARNING and d.location]
    unknown = {
        d.location: replace(d, severity=Severity.NOTE, help=_KEPT) for d in minor if d.code in _UNKNOWN
    }
    empty = [d for d in minor if d.code == "empty-value"]
    report.extend(unknown.values())
    if empty:
        number = f"{len(empty)} empty values are" if len(empty) > 1 else "an empty value is"
        report.note("empty-value", f"{number} left out", empty[0].location)
    node = _without_empty(_renamed(prune(node), unknown))
    found = Report()
    check(node, "profile", found)
    report.extend(replace(d, help=_NAMELESS) if d.code == "missing-key" else d for d in found.diagnostics)
    return node


_KEPT = "it is kept as a key of your own, which begins with 'x-'"
_NAMELESS = "add it; or use the file as it is: copy it to profiles/, where JSON may lack it"


def _name(node: Node, file: Path, report: Report) -> str:
    """What the profile is to be called; its meaning is checked on the way, as ``validate`` does."""
    if report.failed:
        return ""
    profile = decode_profile(node, file.stem, report)
    lint_profile(profile, {}, report)
    for text in texts_of(profile):
        if text.rich:
            check_rich_text(text, report)
    person = profile.basics.texts.get("name")
    candidates = (slug(person.default) if person else "", slug(file.stem), "profile")
    return next(name for name in candidates if valid_name(name))


def _text(node: Node, file: Path) -> str:
    data = plain(node)
    assert isinstance(data, dict)
    origin = f"# Everything true about you, in one place. Made from {printable(file.name)}."
    head = f"{modeline('profile')}#\n{origin}\n"
    return "\n".join((head, *(dump({key: value}) for key, value in data.items())))


def _renamed(node: Node, unknown: collections.abc.Container[Location | None]) -> Node:
    """The node in which keys that stand at the places ``unknown`` begin with ``x-``."""
    match node:
        case Scalar():
            return node
        case Sequence():
            return Sequence(tuple(_renamed(item, unknown) for item in node.items), node.location)
        case Mapping():
            entries: dict[str, Node] = {}
            keys: dict[str, Location] = {}
            for key, value in node.entries.items():
                name = key
                while node.keys[key] in unknown and (name == key or name in node.entries):
                    name = f"x-{name}"
                entries[name], keys[name] = _renamed(value, unknown), node.keys[key]
            return Mapping(entries, keys, node.location)


def _without_empty(node: Node) -> Node:
    """The node without the lists and mappings that hold nothing, as templates of JSON Resume are full of."""
    match node:
        case Scalar():
            return node
        case Sequence():
            items = [_without_empty(item) for item in node.items]
            return Sequence(tuple(item for item in items if not _is_empty(item)), node.location)
        case Mapping():
            inner = {key: _without_empty(value) for key, value in node.entries.items()}
            # An empty `basics` stays, for the complaint to be about the name that it lacks.
            kept = {key: value for key, value in inner.items() if not _is_empty(value) or key == "basics"}
            return Mapping(kept, {key: node.keys[key] for key in kept}, node.location)


def _is_empty(node: Node) -> bool:
    return (isinstance(node, Sequence) and not node.items) or (isinstance(node, Mapping) and not node.entries)
