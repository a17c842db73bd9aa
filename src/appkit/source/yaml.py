"""YAML into nodes, with a position for every key and value, in one pass over the parser's events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Never

import yaml

from appkit.diagnostics import Location
from appkit.source.file import refusal, refused_character
from appkit.source.node import MAX_VALUES, TOO_MANY_VALUES, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Report
    from appkit.source.file import Source
    from appkit.source.node import Node

# libyaml's C code recurses without a limit of its own: 56 KB of "[" end in a crash. A profile needs six.
MAX_DEPTH = 64

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML 1.2's core schema where it is safe to type at all; everything else stays the text the user wrote.
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def parse_yaml(source: Source, report: Report) -> Node | None:
    """The data of a YAML source that is not empty, or None with errors in ``report``."""
    try:
        return _Reader(source, report).document()
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, source, report)
        return None
    except yaml.YAMLError as error:  # a reader error: our own check of characters comes first
        report.error("yaml-syntax", f"this is not YAML: {error}".splitlines()[0], Location(source.path))
        return None


class _Refused(Exception):  # noqa: N818 - not an error of the program: it ends the pass
    """The file uses what appkit does not read, and the report says so."""


def _report_syntax(error: yaml.MarkedYAMLError, source: Source, report: Report) -> None:
    mark = error.problem_mark or error.context_mark
    context = error.context_mark
    if mark is None:
        report.error("yaml-syntax", f"this is not YAML: {error.problem}", Location(source.path))
        return
    last = len(source.lines) - 1
    at_end = mark.line > last or (mark.line == last and not source.lines[-1].strip())
    if at_end and context and not re.search("block|simple key", error.context or ""):
        # What was never closed is told where it was opened, not where the file ends.
        message = "this is never closed"
        report.error("yaml-syntax", message, _place(context, source), help=_CLOSE)
        return
    related: tuple[tuple[str, Location], ...] = ()
    if context and (context.line, context.column) != (mark.line, mark.column):
        related = (("what it is part of begins here", _place(context, source)),)
    message, advice = _words(error, source.lines[min(mark.line, len(source.lines) - 1)][mark.column :])
    report.error("yaml-syntax", message, _place(mark, source), help=advice, related=related)


def _place(mark: yaml.Mark, source: Source) -> Location:
    if mark.line >= len(source.lines):
        # libyaml ends a last line that nothing ends, and is behind it then.
        return Location(source.path, len(source.lines), len(source.lines[-1]) + 1)
    return Location(source.path, mark.line + 1, mark.column + 1)


_CLOSE = "add the missing quote or bracket"
_QUOTE = "a text with ',' or ': ' or a bracket in it needs quotes around it"
_ESCAPES = "in double quotes a backslash begins an escape; use single quotes, or write it twice"
# What libyaml says, and how a person would say it and mend it.
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "a second ': ' in one line",
        "a text with ': ' in it needs quotes around it; if these are keys, are they indented alike?",
    ),
    ("hexdecimal number", "this is no escape", _ESCAPES),
    ("unknown escape", "this is no escape", _ESCAPES),
    ("expected ',' or '}'", "a ',' or '}' is missing here", _QUOTE),
    ("expected ',' or ']'", "a ',' or ']' is missing here", _QUOTE),
    ("expected '-' indicator", "a '- ' is missing here", "indent every line of a list alike"),
    (
        "did not find expected key",
        "a key is missing here",
        "is every line of this block indented alike, and every quote closed?",
    ),
    (
        "could not find expected ':'",
        "a ':' is missing before this",
        "write `key: value`; a text over several lines needs quotes around it",
    ),
    ("expected node content", "a value is missing here", None),
)


def _words(error: yaml.MarkedYAMLError, rest: str) -> tuple[str, str | None]:
    """What is wrong and what to do, where ``rest`` of a line could not be read."""
    problem = error.problem or "the syntax is broken"
    if "cannot start any token" in problem:
        if rest.startswith("\t"):
            return "a tab indents this line", "indent with spaces"
        return f"no value can begin with '{rest[:1]}'", "put quotes around the text"
    for part, message, advice in _PROBLEMS:
        if part in problem:
            return message, advice
    return f"this is not YAML: {problem}", None


class _Reader:
    """One pass over the events of a YAML stream."""

    def __init__(self, source: Source, report: Report) -> None:
        self._path = source.path
        self._report = report
        self._values = 0
        self._events: Iterator[yaml.Event] = yaml.parse(source.text, Loader=LOADER)

    def document(self) -> Node:
        """The node of the stream's one document."""
        next(self._events)  # stream start
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            self._report.error("empty-file", "this file holds comments only", Location(self._path))
            raise _Refused
        node = self._node(next(self._events), 0)
        if isinstance(node, Scalar) and node.value is None:
            self._report.error("empty-file", "this file has no content", node.location)
            raise _Refused
        next(self._events)  # document end
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse("several-documents", "a second YAML document begins here ('---')", after)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._values += 1
        if self._values > MAX_VALUES:
            self._refuse("too-large", TOO_MANY_VALUES, event)
        if depth > MAX_DEPTH:
            self._refuse("too-deep", f"this is nested more than {MAX_DEPTH} levels deep", event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("yaml-alias", f"aliases (*{event.anchor}) are not read here", event)
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.anchor is not None:
            self._refuse("yaml-alias", f"anchors (&{event.anchor}) are not read here", event)
        if event.tag is not None:
            self._refuse("yaml-tag", f"YAML tags ({event.tag}) are not read here", event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Sequence(tuple(items), self._location(event))
        return self._mapping(event, depth)

    def _mapping(self, start: yaml.Event, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse("key-not-text", "a key must be plain text", event)
            value = self._node(next(self._events), depth + 1)
            if key.text in entries:
                self._report.error(
                    "duplicate-key",
                    f"'{key.text}' stands here a second time",
                    key.location,
                    related=(("first here", keys[key.text]),),
                )
                continue
            entries[key.text] = value
            keys[key.text] = key.location
        return Mapping(entries, keys, self._location(start))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text = event.value
        if found := refused_character(text):  # an escape in double quotes wrote it
            self._refuse("forbidden-character", f"{refusal(found[0])} is not allowed in text", event)
        return Scalar(_typed(text) if event.implicit[0] else text, text, self._location(event))

    def _location(self, event: yaml.Event) -> Location:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        width = end.column - start.column if end.line == start.line else 1
        return Location(self._path, start.line + 1, start.column + 1, max(1, width))

    def _refuse(self, code: str, message: str, event: yaml.Event) -> Never:
        self._report.error(code, message, self._location(event), help=_REFUSAL_HELP.get(code))
        raise _Refused


_REFUSAL_HELP = {
    "forbidden-character": "delete the escape",
    "yaml-alias": "write the value out; quote a text that begins with '&' or '*'",
    "yaml-tag": "remove the tag; quote a text that begins with '!'",
    "several-documents": "a file holds one profile or one target",
    "key-not-text": "quote the key if the characters are meant",
}


def _typed(text: str) -> str | int | bool | None:
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return text
