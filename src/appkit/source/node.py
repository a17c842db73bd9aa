"""Nodes: plain data in which every key and value knows its place in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    import collections.abc

    from appkit.diagnostics import Location

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"


# A profile of 16 KB has 900 values, one of 5 MB that is densely written 330,000: what has more than this is
# something else, and would take minutes and half a gigabyte to tell so. A key counts as a value.
MAX_VALUES = 500_000
TOO_MANY_VALUES = f"more than {MAX_VALUES:,} values in one file"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A leaf. ``value`` is true/false, null, a whole number, else text; ``text`` the characters written."""

    value: str | int | bool | None
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes; ``location`` is where it begins."""

    items: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file; ``keys`` says where each key stands."""

    entries: collections.abc.Mapping[str, Node]
    keys: collections.abc.Mapping[str, Location]
    location: Location

    def get(self, key: str) -> Node | None:
        """The node of ``key``, or None where it is absent or null."""
        node = self.entries.get(key)
        return None if isinstance(node, Scalar) and node.value is None else node


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> Plain:
    """The node's data without its positions."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.entries.items()}
