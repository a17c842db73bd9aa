"""What a JSON Resume says that means nothing to a profile, remembered for an export to put back."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.source import Node
    from appkit.source.node import Plain

_FRACTION = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


@dataclass(slots=True)
class Memory:
    """What an export needs to put back what a profile does not say; its parts are told there."""

    schema: str | None = None
    empty: dict[str, Plain] = field(default_factory=dict)
    names: dict[str, Plain] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    moved: dict[str, Plain] = field(default_factory=dict)

    def say_nothing(self, pointer: str, node: Node) -> None:
        """Remember a value that says nothing."""
        self.empty[pointer] = plain(node)

    def recall(self, earlier: Memory) -> None:
        """Forget everything that was not known at an ``earlier`` time."""
        for part in ("schema", "empty", "names", "beside", "numbers", "unfit", "moved"):
            setattr(self, part, getattr(earlier, part))

    def data(self) -> dict[str, Plain]:
        """The memory as the value of a key of the profile, without parts that say nothing."""
        parts: dict[str, Plain] = {
            "$schema": self.schema,
            "empty": self.empty,
            "names": self.names,
            "beside": [*dict.fromkeys(self.beside)],
            "numbers": [*self.numbers],
            "unfit": [*self.unfit],
            "moved": self.moved,
        }
        return {name: part for name, part in parts.items() if part}


def pointer_to(above: str, step: str | int) -> str:
    """The JSON Pointer (RFC 6901) of a key or index below another."""
    return f"{above}/{str(step).replace('~', '~0').replace('/', '~1')}"


def keys_in(node: Node) -> Iterator[str]:
    """Every key of the data, however deep."""
    match node:
        case Sequence():
            for item in node.items:
                yield from keys_in(item)
        case Mapping():
            yield from node.entries
            for value in node.entries.values():
                yield from keys_in(value)


def places(node: Node, pointer: str) -> Iterator[tuple[str, Scalar]]:
    """Every scalar with its pointer."""
    match node:
        case Scalar():
            yield pointer, node
        case Sequence():
            for index, item in enumerate(node.items):
                yield from places(item, pointer_to(pointer, index))
        case Mapping():
            for key, value in node.entries.items():
                yield from places(value, pointer_to(pointer, key))


def is_fraction(leaf: Scalar) -> bool:
    """Whether a value of a JSON file is a number that is not whole: a text would have quotes around it."""
    number = isinstance(leaf.value, str) and _FRACTION.fullmatch(leaf.value)
    return bool(number) and leaf.location.width == len(leaf.text)
