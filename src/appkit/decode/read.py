"""Small readers of checked nodes: words, numbers, and the keys that are data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.source.node import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Location
    from appkit.source.node import Node

# ASCII white space only: a no-break or an ideographic space is a character that its writer chose.
_SPACE = " \t\r\n\f\v"
_RUN = re.compile(f"[{_SPACE}]+")


def literal(text: str) -> str:
    """The text on one line: no white space at its ends, a line break or tab with its surroundings a space."""
    return _RUN.sub(lambda run: run[0] if run[0].strip(" ") == "" else " ", text.strip(_SPACE))


def rich(text: str) -> str:
    """The text without white space at its ends; its lines stay, as a blank one starts a paragraph."""
    return text.strip(_SPACE)


def word(node: Node | None) -> str | None:
    """The characters of a scalar, or None where it is absent, null or empty."""
    if not isinstance(node, Scalar) or node.value is None:
        return None
    return literal(node.text) or None


def flag(node: Node | None) -> bool | None:
    """A scalar that is true or false, or None."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, bool) else None


def whole(node: Node | None) -> int | None:
    """A scalar that is a whole number, or None."""
    number = node.value if isinstance(node, Scalar) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; a single value is a list of one, nothing is none."""
    if isinstance(node, Sequence):
        return node.items
    return () if node is None or (isinstance(node, Scalar) and node.value is None) else (node,)


def words(node: Node | None) -> dict[str, Location]:
    """The words of a list (or a single one) in order, each with the place where it first stands."""
    found: dict[str, Location] = {}
    for item in items(node):
        if text := word(item):
            found.setdefault(text, item.location)
    return found


def named(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The keys of a mapping with their values, without those that begin ``x-``, which are the user's own."""
    if isinstance(node, Mapping):
        yield from ((key, value) for key, value in node.entries.items() if not key.startswith("x-"))


def value_locations(node: Mapping) -> dict[str, Location]:
    """Where the value of each key stands."""
    return {key: value.location for key, value in node.entries.items()}
