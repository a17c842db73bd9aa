"""Where in its file a step-by-step path leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.source.node import Mapping, Sequence

if TYPE_CHECKING:
    from appkit.check.fault import Path
    from appkit.diagnostics import Location
    from appkit.source.node import Node


def locate(node: Node, path: Path, *, key: bool = False) -> Location:
    """The place of the value at ``path`` below ``node``; with ``key``, of the key it belongs to.

    A value without a key of its own (an item of a list, the whole file) is its own place.
    """
    location = node.location
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            location = node.keys[step] if key else node.entries[step].location
            node = node.entries[step]
        else:
            assert isinstance(node, Sequence)
            assert isinstance(step, int)
            node = node.items[step]
            location = node.location
    return location
