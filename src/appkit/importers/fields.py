"""Keys taken one by one from the data of a foreign file, so that nothing is forgotten.

An importer asks for the keys that it knows; :meth:`Fields.rest` is what nobody asked for, to be kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.importers.imported import Drafted
    from appkit.source import Node


class Fields:
    """The keys of a mapping, each taken at most once; a node that is no mapping has none."""

    def __init__(self, node: Node | None) -> None:
        self.node = node
        self._left: dict[str, Node] = dict(node.entries) if isinstance(node, Mapping) else {}

    def node_of(self, *keys: str) -> Node | None:
        """The first of ``keys`` that says something, taken; those that say nothing are taken too."""
        for key in keys:
            node = self._left.get(key)
            if node is None:
                continue
            del self._left[key]
            if not is_empty(node):
                return node
        return None

    def text(self, *keys: str) -> str | None:
        """The characters of the first of ``keys`` that holds a scalar, taken; others stay."""
        for key in keys:
            node = self._left.get(key)
            if isinstance(node, Scalar):
                del self._left[key]
                if not is_empty(node):
                    return text_of(node)
        return None

    def items(self, *keys: str) -> tuple[Node, ...]:
        """The items of the first of ``keys`` that holds a list, taken; a single value is a list of one."""
        node = self.node_of(*keys)
        if node is None:
            return ()
        return node.items if isinstance(node, Sequence) else (node,)

    def inner(self, key: str) -> Fields:
        """The keys of the mapping that ``key`` holds, taken; anything else stays and is empty here."""
        if isinstance(self._left.get(key), Mapping):
            return Fields(self._left.pop(key))
        return Fields(None)

    def rest(self) -> dict[str, Drafted]:
        """What nobody took and is not empty, as plain data, by key."""
        return {key: cast("Drafted", plain(node)) for key, node in self._left.items() if not is_empty(node)}


def text_of(node: Scalar) -> str:
    """The characters written for a scalar: ``3.90`` stays what it is."""
    return node.value if isinstance(node.value, str) else node.text


def is_empty(node: Node) -> bool:
    """Whether a value says nothing: ``null``, ``""``, an empty list or mapping, or one of such values."""
    match node:
        case Scalar():
            return node.value is None or (isinstance(node.value, str) and not node.value.strip())
        case Sequence():
            return all(map(is_empty, node.items))
        case Mapping():
            return all(map(is_empty, node.entries.values()))


def leaves(node: Node | None) -> Iterator[Scalar]:
    """Every scalar of the data, in its order: what a tally counts as read."""
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from leaves(item)
        case Mapping():
            for value in node.entries.values():
                yield from leaves(value)
