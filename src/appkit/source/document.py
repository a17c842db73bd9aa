"""YAML with comments and empty lines, laid out as a person would write it."""

from __future__ import annotations

import io
import sys
import textwrap
from dataclasses import field
from typing import TYPE_CHECKING

import yaml

from appkit.dataclass import dataclass
from appkit.diagnostics import Report, printable
from appkit.source.file import source_from_bytes
from appkit.source.node import Mapping, Sequence
from appkit.source.write import WIDTH, Dumper
from appkit.source.yaml import parse_yaml

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Set as AbstractSet

    from appkit.source.made import Path
    from appkit.source.node import Node, Plain

# Longer texts would make a list on one line hard to read.
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """How data is to be laid out.

    ``comments`` stand above the value at their path, before ``parted`` ones is an empty line. What a key in
    ``inline`` holds (or else each of its items) stands on one line where it fits and nothing in it has a
    comment.
    """

    comments: collections.abc.Mapping[Path, str] = field(default_factory=dict)
    parted: AbstractSet[Path] = frozenset()
    inline: AbstractSet[str | int] = frozenset()


def document(data: Plain, layout: Layout) -> str:
    """The YAML of ``data`` in block style, which :func:`appkit.source.parse` reads back as the same data."""
    tree = _Tree(layout).node(data, (), flow=False)
    text: str = yaml.serialize(tree, Dumper=Dumper, width=WIDTH, allow_unicode=True)
    return _annotated(text, layout)


def one_line(data: Plain) -> str:
    """The YAML of ``data`` on a single line, whatever its texts hold."""
    tree = _Tree(Layout()).node(data, (), flow=True)
    text: str = yaml.serialize(tree, Dumper=Dumper, width=sys.maxsize, allow_unicode=True)
    return text.strip("\n")


def comment(text: str, indent: int = 0) -> list[str]:
    """The lines of a comment that says ``text``, whatever characters are in it."""
    words = " ".join(printable(text).split())
    # A word that is longer than a line stays whole: it may be an address.
    lines = textwrap.wrap(words, max(40, WIDTH - indent), break_long_words=False, break_on_hyphens=False)
    return [f"{' ' * indent}# {line}" for line in lines]


class _Tree:
    """The nodes that PyYAML writes, each with its style."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._dumper = Dumper(io.StringIO())

    def node(self, data: Plain, path: Path, *, flow: bool) -> yaml.Node:
        flow = flow or self._is_inline(data, path)
        match data:
            case dict():
                pairs = [
                    (self._scalar(key, flow=flow), self.node(value, (*path, key), flow=flow))
                    for key, value in data.items()
                ]
                return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow or not data)
            case list():
                items = [self.node(item, (*path, index), flow=flow) for index, item in enumerate(data)]
                return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow or not data)
            case _:
                return self._scalar(data, flow=flow)

    def _scalar(self, value: str | int | bool | None, *, flow: bool) -> yaml.Node:  # noqa: FBT001 - data
        node = self._dumper.represent_data(value)
        if flow and isinstance(node, yaml.ScalarNode) and "\n" in node.value:
            node.style = '"'  # the only one that keeps it on its line
        return node

    def _is_inline(self, data: Plain, path: Path) -> bool:
        """Whether a list or mapping stands on one line: for its own key's sake, or that of what holds it."""
        if not isinstance(data, list | dict):
            return False
        own = {*path[-1:]} & self._layout.inline and _is_flat(data)
        if not own and not {*path[-2:-1]} & self._layout.inline:
            return False
        room = WIDTH - 2 * len(path) - 12
        width = _width(data)
        return width is not None and width <= room and not self._has_comments(path)

    def _has_comments(self, path: Path) -> bool:
        return any(each[: len(path)] == path and len(each) > len(path) for each in self._layout.comments)


def _is_flat(data: list[Plain] | dict[str, Plain]) -> bool:
    return not any(
        isinstance(each, list | dict) for each in (data.values() if isinstance(data, dict) else data)
    )


def _width(data: Plain) -> int | None:
    """About how many characters the data takes on one line; None where that would be no pleasure to read."""
    if not isinstance(data, list | dict):
        text = str(data)
        return len(text) + 2 if len(text) <= _SHORT and "\n" not in text else None
    inner = [_width(each) for each in (data.values() if isinstance(data, dict) else data)]
    keys = sum(len(key) + 2 for key in data) if isinstance(data, dict) else 0
    return None if None in inner else sum(filter(None, inner)) + keys + 2


def _annotated(text: str, layout: Layout) -> str:
    """The text with the comments and empty lines above the lines where their values begin."""
    if not layout.comments and not layout.parted:
        return text
    source = source_from_bytes("", text.encode(), Report())
    node = parse_yaml(source, Report()) if source else None
    if node is None:
        return text  # what cannot be read back is found by whoever proves that it can
    lines = text.split("\n")
    above: dict[int, list[str]] = {}
    for path in sorted({*layout.parted, *layout.comments}, key=len):
        line = line_of(node, path)
        added = above.setdefault(line, [])
        indent = len(lines[line - 1]) - len(lines[line - 1].lstrip(" "))
        if path in layout.parted and not added:
            added.append("")
        if path in layout.comments:
            added += comment(layout.comments[path], indent)
    return "\n".join(part for number, line in enumerate(lines, 1) for part in (*above.get(number, ()), line))


def line_of(node: Node, path: Path) -> int:
    """The line, counted from 1, on which the value at ``path`` begins, with its key where it has one."""
    line = node.location.line
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            line = node.keys[step].line
            node = node.entries[step]
        else:
            assert isinstance(node, Sequence)
            assert isinstance(step, int)
            node = node.items[step]
            line = node.location.line
    return line
