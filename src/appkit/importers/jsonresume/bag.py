"""The bag that ``exporters.jsonresume.items`` packs for an item, opened: the entry is what it was.

Where an item says something else than it said when it was exported, the item is right and the bag is not.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from appkit.decode.identity import digest
from appkit.decode.wording import characters, general, put
from appkit.importers.fields import is_empty
from appkit.model.jsonresume import BAG, DIGITS
from appkit.source import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    A text is known by its digest, wherever in the list it stands now. One that nobody knows is an edited one
    where it stands in its place, between the same neighbours; anything else is new.
    """
    if not isinstance(texts, list) or not isinstance(records, list):
        return texts
    before = [_digest(record) for record in records]
    after = [digest(characters(text) or "")[:DIGITS] for text in texts]
    found = dict(_known(before, after))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for what, start, end, first, last in steps:
        if what == "replace" and end - start == last - first:
            pairs = zip(range(first, last), range(start, end), strict=True)
            found |= {new: old for new, old in pairs if new not in found and old not in found.values()}
    return [
        _worded(_rest(records[found[index]]), text, language) if index in found else text
        for index, text in enumerate(texts)
    ]


def _digest(record: Plain) -> str:
    found = record.get("of") if isinstance(record, dict) else None
    return found if isinstance(found, str) else ""


def _rest(record: Plain) -> Plain:
    return record.get("is") if isinstance(record, dict) else None


def _known(before: list[str], after: list[str]) -> Iterator[tuple[int, int]]:
    """Each text whose digest was there before, and where; of several that are alike each once."""
    left = list(enumerate(before))
    for index, known in enumerate(after):
        match = next((pair for pair in left if pair[1] == known), None)
        if match is not None:
            left.remove(match)
            yield index, match[0]
