"""The names in the files of all targets and profiles, read without loading them.

A workspace may hold ten thousand targets, and every build wants to know what they are called. So of a target
only the stretches of its three keys are looked at, and only those that are not plain words on one line are
parsed. What is wrong with a file is told where it is loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.diagnostics import Location, Report
from appkit.model.others import Other, Others
from appkit.source import Mapping, Scalar, Sequence, source_from_bytes

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator
    from pathlib import Path

    from appkit.load.tree import Tree
    from appkit.model.others import Belonging
    from appkit.source import Node

_TARGET_KEYS = ("organization", "position", "recipient")
# A key at the margin with all that belongs to it: what follows on its line, and lines that are indented,
# empty or comments.
_STRETCH = r"^{keys}[ ]*:(?=\s).*(?:\n(?:[ \t#-].*)?)*"
_STRETCHES = re.compile(_STRETCH.format(keys=f"(?:{'|'.join(_TARGET_KEYS)})"), re.MULTILINE)
_BASICS = re.compile(_STRETCH.format(keys="basics"), re.MULTILINE)
# Words that YAML reads as they stand, to the end of the line or a comment.
_PLAIN = re.compile(r"(?P<key>organization|position)[ ]*:[ ]+(?P<words>[^\W_][^:#\n]*?)[ ]*(?:[ ]#.*)?\n?\Z")
# A line at the margin that begins with neither a plain key nor what belongs to one: in flow style, or with
# keys in quotes.
_UNUSUAL = re.compile(r"^[^A-Za-z#\s-]", re.MULTILINE)
_PERSONAL: dict[str, Belonging] = {
    "name": "name", "nativeName": "name", "email": "e-mail", "phone": "phone",
}  # fmt: skip


class Read(NamedTuple):
    """The names in a workspace, and the SHA-256, in hex, of each target that was read for them, by path."""

    others: Others
    digests: collections.abc.Mapping[str, str]


def read_others(
    targets: collections.abc.Mapping[str, Path], profiles: collections.abc.Mapping[str, Path], tree: Tree
) -> Read:
    """The names in the files of a workspace; none where there is nothing that could be mixed up."""
    import hashlib  # noqa: PLC0415 - OpenSSL takes 3 ms to load, and one target has nobody's name to fear

    found: list[Other] = []
    digests: dict[str, str] = {}
    if len(targets) > 1:
        for (name, file), content in zip(targets.items(), _contents(targets, tree), strict=True):
            path = f"targets/{file.name}"
            digests[path] = hashlib.sha256(content).hexdigest()
            found += _of_target(name, path, content.decode("utf-8-sig", "replace"))
    if len(profiles) > 1:
        for (name, file), content in zip(profiles.items(), _contents(profiles, tree), strict=True):
            found += _of_profile(name, f"profiles/{file.name}", content.decode("utf-8-sig", "replace"))
    return Read(Others(found), digests)


def _contents(files: collections.abc.Mapping[str, Path], tree: Tree) -> Iterator[bytes]:
    folder = next(iter(files.values())).parent
    return tree.contents(folder, [file.name for file in files.values()])


def _of_target(name: str, path: str, text: str) -> Iterator[Other]:
    if _UNUSUAL.search(text):
        yield from _named(name, _parsed(path, text), 0)
        return
    for match in _STRETCHES.finditer(text):
        line = text.count("\n", 0, match.start())
        plain = _PLAIN.match(match[0])
        if plain:
            what: Belonging = "organization" if plain["key"] == "organization" else "position"
            place = Location(path, line + 1, plain.start("words") + 1, len(plain["words"]))
            yield Other(plain["words"], what, name, place)
        else:
            yield from _named(name, _parsed(path, match[0]), line)


def _named(name: str, node: Mapping | None, line: int) -> Iterator[Other]:
    """The names in the data of a target; ``line`` is how many lines stand before it."""
    if node is None:
        return
    organization, recipient = node.get("organization"), node.get("recipient")
    if isinstance(organization, Mapping):
        yield from _others(organization.get("name"), "organization", name, line)
        yield from _others(organization.get("aliases"), "organization", name, line)
    else:
        yield from _others(organization, "organization", name, line)
    yield from _others(node.get("position"), "position", name, line)
    if isinstance(recipient, Mapping):
        yield from _others(recipient.get("name"), "recipient", name, line)


def _of_profile(name: str, path: str, text: str) -> Iterator[Other]:
    match = None if path.endswith(".json") else _BASICS.search(text)
    line = text.count("\n", 0, match.start()) if match else 0
    node = _parsed(path, match[0] if match else text)
    basics = node.get("basics") if node else None
    if isinstance(basics, Mapping):
        for key, what in _PERSONAL.items():
            yield from _others(basics.get(key), what, name, line)


def _others(node: Node | None, what: Belonging, owner: str, line: int) -> Iterator[Other]:
    """The scalars of a node, each a name."""
    match node:
        case Scalar(text=text, location=here) if text.strip():
            yield Other(text.strip(), what, owner, here._replace(line=here.line + line))
        case Sequence(items=items):
            for item in items:
                yield from _others(item, what, owner, line)
        case Mapping(entries=entries):
            for value in entries.values():
                yield from _others(value, what, owner, line)


def _parsed(path: str, text: str) -> Mapping | None:
    from appkit.source import parse  # noqa: PLC0415 - most files need no parsing

    report = Report()
    source = source_from_bytes(path, text.encode("utf-8", "replace"), report)
    node = parse(source, report) if source and not report.failed else None
    return node if isinstance(node, Mapping) else None
