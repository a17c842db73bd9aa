"""Where in the text of a YAML file each value begins and ends: what text can be put beside."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Literal

import yaml

from appkit.dataclass import dataclass
from appkit.source.yaml import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.source.made import Path


@dataclass(frozen=True, slots=True)
class Span:
    """A value in the text: its first offset and the one behind its content, and its parts.

    Comments and empty lines behind a block are no part of it. ``column`` counts from 0; that of a block is
    the column of its keys, or dashes.
    """

    start: int
    end: int
    column: int
    style: Literal["block", "flow", "scalar"]
    values: dict[str | int, Span] = field(default_factory=dict)

    def at(self, path: Path) -> Span:
        """The value at a path below this one."""
        span = self
        for step in path:
            span = span.values[step]
        return span


def spans(text: str) -> Span:
    """The whole of a YAML text that :func:`appkit.source.parse` can read."""
    events = yaml.parse(text, Loader=LOADER)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _span(event, events, text)
    raise AssertionError("a text that has been parsed has a node")


def _span(event: yaml.Event, events: Iterator[yaml.Event], text: str) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    if not isinstance(event, yaml.CollectionStartEvent):
        return Span(start.index, _content_end(text, start.index, end.index), start.column, "scalar")
    values: dict[str | int, Span] = {}
    last = end.index
    is_list = isinstance(event, yaml.SequenceStartEvent)
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        key: str | int = len(values)
        if not is_list:
            assert isinstance(inner, yaml.ScalarEvent)
            key, inner = inner.value, next(events)
        values[key] = _span(inner, events, text)
        last = values[key].end
    if event.flow_style:
        assert inner.end_mark is not None
        last = inner.end_mark.index
    return Span(start.index, last, start.column, "flow" if event.flow_style else "block", values)


def _content_end(text: str, start: int, end: int) -> int:
    """Where the content of a scalar ends: empty lines behind a block belong to it if it keeps them."""
    if text[start : start + 1] not in {"|", ">"} or _KEEPS.match(text, start):
        return end
    return start + len(text[start:end].rstrip())


_KEEPS = re.compile(r"[|>][1-9]?\+")
