"""Items of a foreign file made into items of a profile, key by key, as a table says.

A table names the keys of another tool and, for each, a :data:`Reader`: where its value goes and as what. They
are in ``readers`` and ``placing``. A key that no table names, and a value that is not what its reader wants,
is kept under a key that begins with ``x-``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

from appkit.diagnostics import Report
from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.imported import UNPLACED, Imported, Tally, Unsure
from appkit.importers.repeated_keys import forgive, repeated
from appkit.model.vocabulary import kind_of
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Callable, Iterator

    from appkit.importers.imported import Drafted
    from appkit.importers.material import Material
    from appkit.source import Node

# Puts the value of a key (its node, then the key) into a draft; says why not where it cannot.
Reader: TypeAlias = "Callable[[Node, str, Draft], str | None]"
Table: TypeAlias = "collections.abc.Mapping[str, Reader]"

_NOT_MARKS = re.compile(r"[\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Draft:
    """An item of a profile in the making, and what of the foreign item found no place in it."""

    def __init__(self, report: Report, data: dict[str, Drafted] | None = None) -> None:
        self.report = report
        self.data: dict[str, Drafted] = {} if data is None else data
        self.unplaced = 0

    def put(self, key: str, value: Drafted) -> str | None:
        """Give the item a key, unless it has it: then it is said so."""
        if key in self.data:
            return f"there is a '{key}' already"
        self.data[key] = value
        return None

    def add(self, key: str, *values: Drafted) -> None:
        """Add to one of the item's lists."""
        listed = self.data.setdefault(key, [])
        assert isinstance(listed, list)
        listed += values

    def link(self, label: str, url: str) -> None:
        """Give the item a labelled link; a label that is there already is counted."""
        links = self.data.setdefault("links", {})
        assert isinstance(links, dict)
        links[_free(label, links)] = url

    def keep(self, key: str, node: Node) -> str:
        """Keep a value that has no place, under a key that begins with ``x-``: the key."""
        name = _free(kept_key(key), {*self.data, UNPLACED})
        self.data[name] = cast("Drafted", plain(node))
        self.unplaced += sum(not is_empty(leaf) for leaf in leaves(node))
        return name

    def keep_piece(self, where: str, node: Node) -> None:
        """Keep a whole piece of the file, found at ``where``, among what could not be placed."""
        self.add(UNPLACED, {where: cast("Drafted", plain(node))})
        self.unplaced += sum(not is_empty(leaf) for leaf in leaves(node))

    def read(self, node: Mapping, table: Table) -> None:
        """Put every key of a foreign item where the table says, what it does not name under ``x-``."""
        for key, value in node.entries.items():
            if is_empty(value):
                continue
            if reader := table.get(key):
                self.take(key, value, reader)
            else:
                self.keep(key, value)

    def take(self, key: str, node: Node, reader: Reader) -> None:
        """Put a value where its reader says, or under ``x-`` with a note where it cannot."""
        if (why := reader(node, key, self)) is not None:
            message = f"'{key}' is kept as '{self.keep(key, node)}': {why}"
            self.report.note("kept-aside", message, node.location)


def kept_key(key: str) -> str:
    """The key under which a profile keeps what it has no place for: ``start_date`` is ``x-start-date``."""
    if key.startswith("x-"):
        return key
    return "x-" + _NOT_MARKS.sub("-", _HUMP.sub("-", key)).strip("-").lower()


def _free(name: str, taken: collections.abc.Container[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def each(node: Node) -> tuple[Node, ...]:
    """What a list says, empty items left out; a single value is a list of one."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if not is_empty(item))


def entry(node: Node, section: str, table: Table, whole: Draft, where: str) -> dict[str, Drafted] | None:
    """An item of ``section``, of a mapping or of its name alone; None where it is neither, and kept aside.

    One without a name is called by the first text that it has instead, which is doubtful.
    """
    kind = kind_of(section)
    if isinstance(node, Scalar):
        return {kind.headline: Unsure(text_of(node), "this stood alone, without keys")}
    draft = Draft(Report())
    if isinstance(node, Mapping):
        draft.read(node, table)
    if not named(draft.data, section):
        whole.keep_piece(where, node)
        message = f"this is kept under '{UNPLACED}': it has nothing to be called by"
        whole.report.note("kept-aside", message, node.location)
        return None
    whole.report.extend(draft.report.diagnostics)
    whole.unplaced += draft.unplaced
    return draft.data


def named(data: dict[str, Drafted], section: str) -> bool:
    """Whether an item has its headline, or is given one of the other texts that it has."""
    kind = kind_of(section)
    if kind.headline in data:
        return True
    for key in (*kind.literal, "description", "summary"):
        if isinstance(value := data.get(key), str):
            data[kind.headline] = Unsure(value, f"there was no '{kind.headline}'; this was the '{key}'")
            del data[key]
            return True
    return False


def imported(material: Material, table: Table, report: Report) -> Imported | None:
    """The profile that a file tells by the table of its outermost keys; None where it cannot be read."""
    mapping = material.mapping
    forgive(material)
    report.extend(material.problems.diagnostics)
    if mapping is None or material.problems.failed:
        return None
    whole = Draft(report)
    whole.read(mapping, table)
    found = list(leaves(mapping))
    for key, node in repeated(material):
        whole.keep_piece(key, node)
        found += leaves(node)
    empty = sum(map(is_empty, found))
    placed = len(found) - empty - whole.unplaced
    unsure = sum(1 for _ in _doubts(whole.data))
    return Imported(whole.data, Tally(len(found), placed, unsure, whole.unplaced, empty))


def _doubts(data: Drafted) -> Iterator[Unsure]:
    match data:
        case Unsure():
            yield data
        case dict():
            for value in data.values():
                yield from _doubts(value)
        case list():
            for value in data:
                yield from _doubts(value)
