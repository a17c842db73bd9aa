"""The text of a BibTeX file in pieces, one for each entry, and where in it things stand."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from appkit.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.source import Source

_BEGINNING = re.compile(
    r"^[ \t]*@[ \t]*(?:(?P<comment>comment)\b|(?:string|preamble)\b"
    r"|[A-Za-z][A-Za-z_-]*(?=\s*[{(]\s*[^\s,{}()=\"]*\s*[,})]))",
    re.MULTILINE | re.IGNORECASE,
)


class Places:
    """Lines and columns of offsets in a source."""

    def __init__(self, source: Source) -> None:
        self._path = source.path
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", source.text))]

    def at(self, offset: int, width: int = 1) -> Location:
        """The place of the character at ``offset``, counted from 0, and of ``width`` from there on."""
        line = bisect.bisect_right(self._starts, offset)
        return Location(self._path, line, offset - self._starts[line - 1] + 1, max(1, width))


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where each piece of the text begins and ends: from one beginning of an entry to the next.

    What ``@comment`` has in braces is left out, with the entries in it: JabRef and people keep things there.
    """
    at = 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() < at:
            continue
        if beginning.start() > at:
            yield at, beginning.start()
        at = _end_of_comment(text, beginning.end()) if beginning["comment"] else beginning.start()
    if at < len(text):
        yield at, len(text)


def _end_of_comment(text: str, start: int) -> int:
    """Where a comment ends: behind its braces, or, where they do not close, with its line."""
    opening = re.compile(r"\s*\{").match(text, start)
    depth = 0
    for brace in re.compile(r"[{}]").finditer(text, start) if opening else ():
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    line_end = text.find("\n", start)
    return len(text) if line_end < 0 else line_end
