"""A profile once written: the proof that it says what was meant, and where it says what wants a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.check import check
from appkit.diagnostics import Location, Report
from appkit.model.vocabulary import SECTIONS
from appkit.source import Mapping, Sequence, plain, source_from_bytes
from appkit.source.yaml import parse_yaml

if TYPE_CHECKING:
    from appkit.source import Node
    from appkit.source.made import Path
    from appkit.source.node import Plain


class Remark(NamedTuple):
    """A value of a written profile that wants a look: its address, its place, and why."""

    address: str
    location: Location
    why: str = ""


def read_back(text: str, data: Plain, path: str) -> Node | None:
    """The node of a profile's text, or None if it does not say ``data`` or has not the shape of a profile."""
    report = Report()
    source = source_from_bytes(path, text.encode(), report)
    node = parse_yaml(source, report) if source else None
    if node is None or not check(node, "profile", report) or report.failed:
        return None
    return node if plain(node) == data else None


def place_of(node: Node, path: Path) -> Location:
    """Where the value at a path stands; that of its key where it has one."""
    location = node.location
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            location, node = node.keys[step], node.entries[step]
        else:
            assert isinstance(node, Sequence)
            assert isinstance(step, int)
            node = node.items[step]
            location = node.location
    return location


def address_of(node: Node, path: Path) -> str:
    """What a value is called: ``work/acme.position``, ``work/acme/h-1``, ``x-unplaced[3]``."""
    words = ""
    keys: list[str] = []
    for step in path:
        if isinstance(step, str):
            assert isinstance(node, Mapping)
            node = node.entries[step]
            keys.append(step)
            if step in {"entries", "highlights"} or (step == "custom" and len(keys) == 1):
                continue
            words += f".{step}" if words else step
            continue
        assert isinstance(node, Sequence)
        node = node.items[step]
        name = node.entries.get("id") if isinstance(node, Mapping) else None
        is_item = keys[-1] in {*SECTIONS, "entries", "highlights"} or keys[0] == "custom"
        words += f"/{plain(name)}" if name is not None and is_item else f"[{step + 1}]"
    return words
