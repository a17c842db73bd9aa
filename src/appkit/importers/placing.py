"""Readers of what holds more than one value: sections with their entries, mappings with their keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from appkit.importers.fields import is_empty
from appkit.importers.mapped import Draft, each, entry
from appkit.source import Mapping

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted
    from appkit.importers.mapped import Reader, Table
    from appkit.source import Node

_WANT_KEYS = "keys and values are wanted here"


def section_of(section: str, table: Table) -> Reader:
    """A list of items, each an entry of ``section``."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        for item in each(node):
            if made := entry(item, section, table, draft, key):
                draft.add(section, made)
        return None

    return read


def parted(parts: Table) -> Reader:
    """A section in parts, of which the table names those that have items; the others are kept aside."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        if not isinstance(node, Mapping):
            return _WANT_KEYS
        about: dict[str, Node] = {}
        for part, value in node.entries.items():
            if is_empty(value):
                continue
            why = parts[part](value, f"{key}.{part}", draft) if part in parts else ""
            if why is not None:
                about[part] = value
        if about:
            draft.keep(key, replace(node, entries=about))
        return None

    return read


def custom_of(name: str, title: str, table: Table) -> Reader:
    """A list of items, each an entry of a section of one's own."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        entries = [made for item in each(node) if (made := entry(item, "custom", table, draft, key))]
        if entries:
            custom = draft.data.setdefault("custom", {})
            assert isinstance(custom, dict)
            custom[name] = {"title": title, "entries": cast("list[Drafted]", entries)}
        return None

    return read


def inner(table: Table) -> Reader:
    """A mapping whose keys go into the same item, each as the table says."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if not isinstance(node, Mapping):
            return _WANT_KEYS
        draft.read(node, table)
        return None

    return read


def within(ours: str, table: Table) -> Reader:
    """A mapping that becomes a mapping."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if not isinstance(node, Mapping):
            return _WANT_KEYS
        part = Draft(draft.report)
        part.read(node, table)
        draft.unplaced += part.unplaced
        return draft.put(ours, cast("Drafted", part.data))

    return read


def at(ours: str, reader: Reader) -> Reader:
    """What ``reader`` makes of the value, in a mapping of the item, to which other keys add too."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        data = draft.data.get(ours, {})
        assert isinstance(data, dict)
        part = Draft(draft.report, data)
        part.take(key, node, reader)
        draft.unplaced += part.unplaced
        draft.data[ours] = data
        return None

    return read


def list_within(ours: str, table: Table) -> Reader:
    """A list of mappings that stays one; what in it is none is kept aside."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        for item in each(node):
            if not isinstance(item, Mapping):
                draft.keep(key, item)
                continue
            part = Draft(draft.report)
            part.read(item, table)
            draft.unplaced += part.unplaced
            draft.add(ours, cast("Drafted", part.data))
        return None

    return read
