"""Ids written into the text of a YAML file, every other character left as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from appkit.dataclass import dataclass
from appkit.source.write import dump
from appkit.source.yaml import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.diagnostics import Location, Report
    from appkit.source.file import Source


class Pin(NamedTuple):
    """An id for the list item that begins at ``place``.

    ``wrap`` is for an item that cannot have keys beside its own (a text, texts by language): it becomes the
    value of that key in a mapping.
    """

    place: Location
    id: str
    wrap: str | None = None


def with_ids(source: Source, pins: Iterable[Pin], report: Report) -> str:
    """The text of a YAML source in which each pinned item has its id.

    The id becomes an item's first key. Nothing is removed; lines of an item that is wrapped move to the right
    with it. What has a form that cannot be pinned is an error in ``report``.
    """
    items = {(item.line, item.column): item for item in _items(source.text)}
    inserts: list[tuple[int, str]] = []
    for pin in pins:
        item = items[pin.place.line, pin.place.column]
        problem = _obstacle(item, source)
        if problem:
            message, help_ = problem
            report.error("cannot-pin", message, pin.place, help=help_)
        else:
            inserts += _inserts(item, pin, source.text)
    return _inserted(source.text, inserts)


def _inserted(text: str, inserts: Iterable[tuple[int, str]]) -> str:
    parts: list[str] = []
    last = 0
    for offset, added in sorted(inserts, key=lambda insert: insert[0]):
        parts += (text[last:offset], added)
        last = offset
    return "".join((*parts, text[last:]))


@dataclass(frozen=True, slots=True)
class _Item:
    """A list item: where it begins and its content ends, what it is, and the column of the dash before it.

    ``dash`` is None in ``[…]``. Offsets and ``dash`` count from 0, ``line`` and ``column`` from 1.
    """

    line: int
    column: int
    start: int
    end: int
    is_mapping: bool
    is_block: bool
    dash: int | None


def _items(text: str) -> Iterator[_Item]:
    """Every item of every list of the text."""
    events = yaml.parse(text, Loader=LOADER)
    found: list[_Item] = []
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            _walk(event, events, found)
    return iter(found)


def _walk(event: yaml.Event, events: Iterator[yaml.Event], found: list[_Item]) -> int:
    """Read the node that ``event`` begins; the offset at which its content ends."""
    if not isinstance(event, yaml.CollectionStartEvent):
        return _end(event)
    is_list = isinstance(event, yaml.SequenceStartEvent)
    end = _end(event)
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        end = _walk(inner, events, found)
        if is_list:
            found.append(_item(inner, end, event))
    # The end of a block is only noticed at what follows it, comments and empty lines behind.
    return _end(inner) if event.flow_style else end


def _item(event: yaml.Event, end: int, parent: yaml.CollectionStartEvent) -> _Item:
    mark, dash = event.start_mark, parent.start_mark
    assert mark is not None
    assert dash is not None
    return _Item(
        mark.line + 1,
        mark.column + 1,
        mark.index,
        end,
        isinstance(event, yaml.MappingStartEvent),
        isinstance(event, yaml.CollectionStartEvent) and not event.flow_style,
        None if parent.flow_style else dash.column,
    )


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return event.end_mark.index


def _obstacle(item: _Item, source: Source) -> tuple[str, str] | None:
    """Why an item cannot be given an id, and what to do."""
    if item.is_mapping and not item.is_block and source.text[item.start] != "{":
        return "this item has no braces of its own to write an id in", "write it as {key: value}"
    return None


def _inserts(item: _Item, pin: Pin, text: str) -> Iterator[tuple[int, str]]:
    """What is to be written where."""
    said = dump({"id": pin.id}).strip()
    if item.dash is None or (item.is_mapping and not item.is_block and not pin.wrap):
        yield from _in_braces(item, said, pin.wrap, text)
        return
    # From here on a block: the item is, or becomes, a mapping whose keys stand below one another.
    new_line = _line_break(text, item.start) + " " * (item.column - 1)
    if pin.wrap is None:
        yield item.start, f"{said}{new_line}"
        return
    inner = f"{new_line}  " if item.is_block else " "
    yield item.start, f"{said}{new_line}{pin.wrap}:{inner}"
    # A block must be indented deeper than its key; texts keep their distance from what they hung on before.
    shift = 2 if item.is_block else item.column - 1 - item.dash
    for start in _continued(text, item.start, item.end):
        yield start, " " * shift


def _in_braces(item: _Item, said: str, wrap: str | None, text: str) -> Iterator[tuple[int, str]]:
    if wrap:
        yield item.start, f"{{{said}, {wrap}: "
        yield item.end, "}"
        return
    spaces = re.compile(" *").match(text, item.start + 1)
    assert spaces is not None
    at_line_end = text[spaces.end() : spaces.end() + 1] in {"\r", "\n", "#"}
    yield (item.start + 1, f"{said},") if at_line_end else (spaces.end(), f"{said}, ")


_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def _line_break(text: str, offset: int) -> str:
    """The line break that the text uses, from ``offset`` on if it can be told."""
    found = _LINE_BREAK.search(text, offset) or _LINE_BREAK.search(text)
    return found[0] if found else "\n"


def _continued(text: str, start: int, end: int) -> Iterator[int]:
    """Where each line between the offsets begins that is not empty, the first excepted."""
    for found in _LINE_BREAK.finditer(text, start, end):
        if found.end() < end and text[found.end()] not in "\r\n":
            yield found.end()
