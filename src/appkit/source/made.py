"""Nodes made of plain data: what is in no file yet, checked and decoded as if it were."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from appkit.diagnostics import Location
from appkit.source.node import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from appkit.source.node import Node, Plain

# The keys and list positions that lead to a value, from the whole on.
Path: TypeAlias = "tuple[str | int, ...]"


def made(data: Plain, name: str) -> tuple[Node, dict[Location, Path]]:
    """The node of ``data``, and which value each place in it means.

    There is no text that its places could point into: every key and value has a line of its own in a file
    called ``name``, so that whatever a later stage complains about can be found in the data.
    """
    maker = _Maker(name)
    return maker.node(data, ()), maker.places


class _Maker:
    def __init__(self, name: str) -> None:
        self._name = name
        self.places: dict[Location, Path] = {}

    def _place(self, path: Path) -> Location:
        location = Location(self._name, len(self.places) + 1)
        self.places[location] = path
        return location

    def node(self, data: Plain, path: Path) -> Node:
        location = self._place(path)
        match data:
            case dict():
                keys = {key: self._place((*path, key)) for key in data}
                entries = {key: self.node(value, (*path, key)) for key, value in data.items()}
                return Mapping(entries, keys, location)
            case list():
                items = (self.node(item, (*path, index)) for index, item in enumerate(data))
                return Sequence(tuple(items), location)
            case _:
                return Scalar(data, written_as(data), location)


def written_as(value: str | int | bool | None) -> str:  # noqa: FBT001 - a value of data
    """The characters that YAML has for a scalar."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value)
