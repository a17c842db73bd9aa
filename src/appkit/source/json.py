r"""JSON with positions. A JSON Resume is not quite YAML: tabs, ``\\/`` and surrogate pairs differ."""

from __future__ import annotations

import bisect
import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # in the library, not in its stubs
from typing import TYPE_CHECKING, NoReturn

from appkit.diagnostics import Location
from appkit.source.file import refusal, refused_character
from appkit.source.node import MAX_VALUES, TOO_MANY_VALUES, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.source.file import Source
    from appkit.source.node import Node

_MAX_DEPTH = 64
_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_WHOLE = re.compile(r"-?[0-9]{1,18}")


def parse_json(source: Source, report: Report) -> Node | None:
    """The data of a JSON source, or None with an error in ``report``."""
    reader = _Reader(source, report)
    try:
        node = reader.value(reader.skip(0), 0)
        if reader.skip(reader.end) != len(source.text):
            reader.fail("only white space may follow the value", reader.skip(reader.end))
    except _UnreadableError as error:
        report.error(error.code, str(error), reader.location(error.offset))
        return None
    if isinstance(node, Scalar) and node.value is None:
        report.error("empty-file", "this file has no content", node.location)
        return None
    return node


class _UnreadableError(Exception):
    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(message)
        self.code = code
        self.offset = offset


# What the standard library says of a string, and how a person would say it.
_STRING_PROBLEMS = {
    "Unterminated string": "this text has no closing quote",
    "Invalid control character": "a line break or a tab in a text; write it as \\n or \\t",
    "Invalid \\escape": "this is no escape; a backslash itself is written twice",
    "Invalid \\uXXXX escape": "this is no escape: \\u has four hexadecimal digits behind it",
}


class _Reader:
    """A recursive-descent reader; strings, with their escapes, are the standard library's."""

    def __init__(self, source: Source, report: Report) -> None:
        self._text = source.text
        self._path = source.path
        self._report = report
        self._values = 0
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", source.text))]
        self.end = 0

    def location(self, offset: int, end: int | None = None) -> Location:
        line = bisect.bisect_right(self._starts, offset)
        return Location(
            self._path, line, offset - self._starts[line - 1] + 1, max(1, (end or offset) - offset)
        )

    def skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset

    def fail(self, message: str, offset: int) -> NoReturn:
        raise _UnreadableError("json-syntax", f"this is not JSON: {message}", min(offset, len(self._text)))

    def value(self, offset: int, depth: int) -> Node:
        """The value that begins at ``offset``; leaves :attr:`end` behind it."""
        self._values += 1
        if self._values > MAX_VALUES:
            raise _UnreadableError("too-large", TOO_MANY_VALUES, offset)
        if depth > _MAX_DEPTH:
            raise _UnreadableError("too-deep", f"this is nested more than {_MAX_DEPTH} levels deep", offset)
        match self._text[offset : offset + 1]:
            case "{":
                return self._mapping(offset, depth)
            case "[":
                return self._sequence(offset, depth)
            case '"':
                text = self._string(offset)
                return Scalar(text, text, self.location(offset, self.end))
        word = _WORD.match(self._text, offset)
        if not word:
            self.fail("a value is missing here", offset)
        self.end = word.end()
        return Scalar(_typed(word[0]), word[0], self.location(offset, self.end))

    def _string(self, offset: int) -> str:
        try:
            text, self.end = scanstring(self._text, offset + 1, True)  # noqa: FBT003 - its only signature
        except JSONDecodeError as error:
            words = (said for start, said in _STRING_PROBLEMS.items() if error.msg.startswith(start))
            self.fail(next(words, error.msg), error.pos)
        if found := refused_character(text):
            message = f"{refusal(found[0])} is not allowed in text"
            raise _UnreadableError("forbidden-character", message, offset)
        return str(text)

    def _sequence(self, start: int, depth: int) -> Sequence:
        items: list[Node] = []
        offset = self.skip(start + 1)
        while self._text[offset : offset + 1] != "]":
            if items:
                offset = self._comma(offset)
            items.append(self.value(offset, depth + 1))
            offset = self.skip(self.end)
        self.end = offset + 1
        return Sequence(tuple(items), self.location(start))

    def _mapping(self, start: int, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        offset = self.skip(start + 1)
        while self._text[offset : offset + 1] != "}":
            if keys:
                offset = self._comma(offset)
            if self._text[offset : offset + 1] != '"':
                self.fail("a key in double quotes is missing here", offset)
            key = self._string(offset)
            self._values += 1
            place = self.location(offset, self.end)
            offset = self.skip(self.end)
            if self._text[offset : offset + 1] != ":":
                self.fail("a ':' is missing here", offset)
            value = self.value(self.skip(offset + 1), depth + 1)
            offset = self.skip(self.end)
            if key in keys:
                self._report.error(
                    "duplicate-key",
                    f"'{key}' stands here a second time",
                    place,
                    related=(("first here", keys[key]),),
                )
                continue
            entries[key], keys[key] = value, place
        self.end = offset + 1
        return Mapping(entries, keys, self.location(start))

    def _comma(self, offset: int) -> int:
        if self._text[offset : offset + 1] != ",":
            self.fail("a ',' is missing here", offset)
        return self.skip(offset + 1)


def _typed(word: str) -> str | int | bool | None:
    if word in _WORDS:
        return _WORDS[word]
    return int(word) if _WHOLE.fullmatch(word) else word
