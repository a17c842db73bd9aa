"""People: authors in their order, advisers, and which of them is the profile's own person."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, TypeAlias

from appkit.decode.read import flag, literal
from appkit.decode.text import decode_text
from appkit.model.profile import Person
from appkit.model.text import Text, Wording
from appkit.source.node import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from appkit.diagnostics import Location
    from appkit.source.node import Node

_AND = re.compile(r" (?:and|&) ")


def decode_authors(
    node: Node | None, address: str, own_names: AbstractSet[str], language: str
) -> tuple[Person, ...]:
    """The authors in order: one line of names, or a list of names and ``{name, self, …}``.

    Without a mark, the author whose name is one of ``own_names`` is the profile's person.
    """
    listed = _listed(node, address, language)
    marked = any(mark for _, mark in listed)
    return tuple(
        dataclasses.replace(
            person, is_self=bool(mark) if marked or mark is not None else _is(person, own_names)
        )
        for person, mark in listed
    )


# An author, and whether the profile says that it is its own person (None: it does not say).
_Listed: TypeAlias = "tuple[Person, bool | None]"


def _listed(node: Node | None, address: str, language: str) -> list[_Listed]:
    if isinstance(node, Sequence):
        return [author for item in node.items if (author := _author(item, address, language))]
    if not isinstance(node, Scalar):
        return []
    return [a for name in split_names(node.text) if (a := _starred(name, node.location, address))]


def _author(node: Node, address: str, language: str) -> _Listed | None:
    if isinstance(node, Scalar):
        return _starred(literal(node.text), node.location, address)
    assert isinstance(node, Mapping)
    # Without a name it is one name in several languages.
    name = decode_text(node.get("name") or node, address, language=language)
    equal, corresponding = flag(node.get("equal")), flag(node.get("corresponding"))
    mark = flag(node.get("self"))
    return (Person(name, equal=bool(equal), corresponding=bool(corresponding)), mark) if name else None


def _starred(name: str, location: Location, address: str) -> _Listed | None:
    """An author from a name as papers print it: a star behind it marks equal contribution."""
    plain_name = name.rstrip("* ")
    if not plain_name:
        return None
    text = Text(address, rich=False, wordings=(Wording(None, None, plain_name, location),))
    return Person(text, equal=name.rstrip().endswith("*")), None


def split_names(line: str) -> list[str]:
    """The names of one line. Semicolons part names where there are any, else commas; so does ``and``."""
    separator = ";" if ";" in line else ","
    parts = [part for chunk in literal(line).split(separator) for part in _AND.split(f" {chunk.strip()} ")]
    return [part.strip() for part in parts if part.strip()]


def _is(person: Person, names: AbstractSet[str]) -> bool:
    return any(folded(wording.text) in names for wording in person.name.wordings)


def folded(name: str) -> str:
    """A name as it is compared: case and spacing do not matter."""
    return " ".join(name.casefold().split())


def decode_advisors(nodes: Iterable[Node], address: str, language: str) -> tuple[Person, ...]:
    """The advisers in order: names, or names with their roles."""
    return tuple(p for node in nodes if (p := _advisor(node, address, language)))


def _advisor(node: Node, address: str, language: str) -> Person | None:
    person = node if isinstance(node, Mapping) else None
    name = decode_text((person and person.get("name")) or node, address, language=language)
    role = decode_text(person.get("role") if person else None, address, language=language)
    return Person(name, role=role) if name else None
