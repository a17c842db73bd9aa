"""Guards: what means something only where a line begins or ends (chapters 4 and 5)."""

from __future__ import annotations

import re

from appkit.render.commonmark.spans import SPACE, reference

DEFINITION = re.compile(r"\[(?:\\.|[^\[\]\\])+\]:")
# Thematic breaks, list markers, headings, quotes, fences and what code hosts take for a
# task. Only a line that follows another can be an underline or the delimiter row of a table.
_BLOCK_START = re.compile(
    r"([-_*])[ \t]*(?:\1[ \t]*){2,}\Z|[-+*](?=[ \t]|\Z)|#{1,6}(?=[ \t]|\Z)|>|~~~|\[[ xX]\](?=\s)|"
    + DEFINITION.pattern
)
_UNDERLINE = re.compile(r"=+[ \t]*\Z|[-|:][-|: \t]*\Z")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|\Z)")
_CLOSING_MARKS = re.compile(r"((?:\A|[ \t])#*)#\Z")
_OUTER_SPACE = re.compile(f"\\A[{SPACE}]|(\\\\*)[{SPACE}]\\Z")


def guarded(line: str, *, heading: bool = False, joined: bool = False) -> str:
    """The line as a parser will not take it for another block, in a heading or below another line."""
    if heading:
        line = _CLOSING_MARKS.sub(r"\1\\#", line)
    elif _BLOCK_START.match(line) or (joined and _UNDERLINE.match(line)):
        line = f"\\{line}"
    else:
        line = _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
    return _OUTER_SPACE.sub(_referred, line)


def _referred(match: re.Match[str]) -> str:
    """The space as a reference; a backslash that escaped nothing would escape its `&`."""
    backslashes = match[1] or ""
    return backslashes + "\\" * (len(backslashes) % 2) + reference(match[0][-1])
