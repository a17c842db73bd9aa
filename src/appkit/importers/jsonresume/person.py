"""The person of a JSON Resume: basics, with the address and the pages elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.fields import text_of
from appkit.importers.jsonresume import legacy
from appkit.importers.jsonresume.bag import is_nothing
from appkit.importers.jsonresume.memory import pointer_to
from appkit.model import jsonresume as theirs
from appkit.model.vocabulary import BASICS_LITERAL
from appkit.source import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    import collections.abc

    from appkit.importers.jsonresume.reading import Reading
    from appkit.source.node import Plain

_BASICS = frozenset({*BASICS_LITERAL, "image", "summary", "letter", "location", "profiles"})


class _Part(NamedTuple):
    """A part of basics that is a mapping of texts: its name here, its keys, and other names of those."""

    name: str
    known: collections.abc.Mapping[str, theirs.Form]
    names: collections.abc.Mapping[str, str]


_PLACE = _Part("place", theirs.PLACE, legacy.PLACE)
_ACCOUNT = _Part("account", theirs.ACCOUNT, legacy.ACCOUNT)


def read_basics(reading: Reading, node: Mapping, pointer: str) -> dict[str, Plain]:
    """Who the person is."""
    made: dict[str, Plain] = {}
    given = node.entries.get("firstName") or node.entries.get("firstname")
    for key, name, value in reading.renamed(node, _BASICS, legacy.BASICS):
        here = pointer_to(pointer, name)
        if key.startswith("x-") or is_nothing(value):
            reading.aside(pointer, key, value, made)
        elif key == "location" and isinstance(value, Mapping):
            made[key] = _item(reading, _PLACE, value, here)
        elif name == "profiles" and isinstance(value, Sequence):
            made[name] = _accounts(reading, value, pointer_to(pointer, name), pointer, made)
        elif value is given and isinstance(value, Scalar) and not node.get("name"):
            made["name"] = " ".join([text_of(value), *_family(node)])
        elif name not in _BASICS or not reading.values.put("basics", name, value, here, made):
            reading.keep_unknown(pointer, key, value, made)
        elif name not in {*theirs.BASICS, "location", "profiles"}:
            reading.memory.beside.append(f"basics/{name}")
    return reading.opened(made, node)


def _accounts(
    reading: Reading, node: Sequence, pointer: str, above: str, made: dict[str, Plain]
) -> list[Plain]:
    found: list[Plain] = []
    for index, item in enumerate(node.items):
        here = pointer_to(pointer, index)
        if is_nothing(item):
            reading.memory.say_nothing(here, item)
        elif isinstance(item, Mapping):
            found.append(_item(reading, _ACCOUNT, item, here))
        elif isinstance(item, Scalar):
            found.append({"url" if "://" in item.text else "network": text_of(item)})
        else:
            reading.keep_unknown(above, "profiles", item, made)
    return found


def _item(reading: Reading, part: _Part, node: Mapping, pointer: str) -> dict[str, Plain]:
    """A part of basics that is a mapping of texts."""
    made: dict[str, Plain] = {}
    for key, name, value in reading.renamed(node, part.known, part.names):
        if key.startswith("x-") or is_nothing(value):
            reading.aside(pointer, key, value, made)
        elif name not in part.known or not reading.values.put(
            part.name, name, value, pointer_to(pointer, name), made
        ):
            reading.keep_unknown(pointer, key, value, made)
    return reading.opened(made, node)


def _family(node: Mapping) -> list[str]:
    names = (node.get(key) for key in ("lastName", "lastname", "familyName"))
    return [text_of(name) for name in names if isinstance(name, Scalar)][:1]
