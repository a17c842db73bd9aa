"""Empty values: JSON Resume files written by tools are full of ``""`` and ``null`` that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.source.node import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Location
    from appkit.source.node import Node


def prune(node: Node) -> Node:
    """The node without the keys and list items whose value is null or blank text."""
    match node:
        case Scalar():
            return node
        case Sequence():
            return Sequence(tuple(prune(item) for item in node.items if not is_empty(item)), node.location)
        case Mapping():
            kept = {key: prune(value) for key, value in node.entries.items() if not is_empty(value)}
            return Mapping(kept, {key: node.keys[key] for key in kept}, node.location)


def is_empty(node: Node) -> bool:
    """Whether the node is null or text of white space only."""
    return isinstance(node, Scalar) and (node.value is None or not node.text.strip())


def empties(node: Node, what: str = "this file") -> Iterator[tuple[str, Location]]:
    """The places :func:`prune` drops, each with words for what stands there."""
    if is_empty(node):
        yield what, node.location
    elif isinstance(node, Mapping):
        for key, value in node.entries.items():
            yield from empties(value, f"'{key}'")
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from empties(item, f"an item of {what}")
