"""The bag that ``exporters.jsonresume_items`` packs for an item, opened: the entry is what it was.

Where an item says something else than it said when it was exported, the item is right and the bag is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.identity import digest
from appkit.decode.wording import characters, general, put
from appkit.importers.fields import is_empty
from appkit.model.jsonresume import BAG, DIGITS
from appkit.source import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from appkit.source import Node
    from appkit.source.node import Plain

_PARTS = {"keep", "wordings", "items", "instead"}


def is_bag(data: Plain) -> bool:
    """Whether the data has the shape of an item's bag: anything else under its key is the user's own."""
    return (
        isinstance(data, dict) and data.keys() <= _PARTS and all(isinstance(p, dict) for p in data.values())
    )


def is_nothing(node: Node) -> bool:
    """Whether a value says nothing, nor a bag in it: see :func:`appkit.importers.fields.is_empty`."""
    match node:
        case Scalar():
            return is_empty(node)
        case Sequence():
            return all(map(is_nothing, node.items))
        case Mapping():
            return BAG not in node.entries and all(map(is_nothing, node.entries.values()))


def opened(item: dict[str, Plain], bag: Plain, language: str) -> dict[str, Plain]:
    """The entry that an ``item``, read as any other, and its ``bag`` say together."""
    assert isinstance(bag, dict)
    keep, wordings, items, instead = (_part(bag, name) for name in ("keep", "wordings", "items", "instead"))
    made: dict[str, Plain] = {}
    for key, value in item.items():
        own = instead.get(key, key)
        own = own if isinstance(own, str) else key
        if key in items:
            made[own] = _listed(value, items[key], language)
        elif own in wordings:
            made[own] = _worded(wordings[own], value, language)
        else:
            made[own] = value
    return {**made, **{key: value for key, value in keep.items() if key not in made}}


def _part(bag: dict[str, Plain], name: str) -> dict[str, Plain]:
    part = bag.get(name)
    return part if isinstance(part, dict) else {}


def _worded(rest: Plain, said: Plain, language: str) -> Plain:
    """The text of which the bag kept the ``rest``, its general wording ``said`` by the item."""
    hole = _hole(rest)
    if hole is not None:
        return put(rest, hole, said)
    found = general(rest, language)
    if found is None:
        return said
    steps, before = found
    return rest if before == characters(said) else put(rest, steps, said)


def _hole(rest: Plain) -> tuple[str, ...] | None:
    """The keys that lead to the null which stands for the general wording; None where there is none."""
    if rest is None:
        return ()
    if isinstance(rest, dict):
        for key, value in rest.items():
            if not key.startswith("x-") and key != "variants" and (inner := _hole(value)) is not None:
                return (key, *inner)
    return None


def _listed(texts: Plain, records: Plain, language: str) -> Plain:
    """A list of texts, each with what the bag kept of it.

    A text is known by its digest, wherever in the list it stands now. Those that have been edited are the
    ones that nobody knows: as many as before, or else where they stood.
    """
    if not isinstance(texts, list) or not isinstance(records, list):
        return texts
    left = {index: record for index, record in enumerate(records) if isinstance(record, dict)}
    found: dict[int, Plain] = {}
    for index, text in enumerate(texts):
        known = digest(characters(text) or "")[:DIGITS]
        match = next((number for number, record in left.items() if record.get("of") == known), None)
        if match is not None:
            found[index] = left.pop(match).get("is")
    unknown = [index for index in range(len(texts)) if index not in found]
    same = len(unknown) == len(left)
    pairs = (
        zip(unknown, left, strict=True) if same else ((index, index) for index in unknown if index in left)
    )
    found |= {index: left[number].get("is") for index, number in pairs}
    return [
        _worded(found[index], text, language) if index in found else text for index, text in enumerate(texts)
    ]
