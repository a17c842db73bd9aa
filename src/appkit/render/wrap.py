"""Wrapping plain text by the cells its characters take in a fixed-width font."""

from __future__ import annotations

import re

from appkit.model.script import is_european

# Two cells: the blocks that Unicode's East Asian Width (UAX #11) calls wide or full-width, and emoji. Written
# out, because the tables of `unicodedata` differ between Python versions and the same input must give the
# same bytes.
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff"
    "\U00020000-\U0003fffd"
)
# No cell: marks that sit on the character before, joiners and variation selectors.
_NARROW = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f"
    "\u20d0-\u20ff\u2060-\u2064\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
_WIDE_ONE = f"[{_WIDE}]"
_NARROW_ONE = re.compile(f"[{_NARROW}]")
# A line may break at spaces, and after a wide character where another wide one follows that is not closing
# punctuation (the gist of UAX #14 for ideographs). What has ideographs in it is a text here: `re` compiles
# it when it is first needed, which takes milliseconds.
_PIECE = f"[ \t]+|(?:(?![{_WIDE}])[^ \t])+|[{_WIDE}][{_NARROW}、。，．：；！？）］｝〉》」』】〕”’…]*"
_PIECE_IN_EUROPE = "[ \t]+|[^ \t]+"


def cells(text: str) -> int:
    """How many cells the text takes."""
    if text.isascii():
        return len(text)
    wide = 0 if is_european(text) else len(re.findall(_WIDE_ONE, text))
    return len(text) + wide - len(_NARROW_ONE.findall(text))


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` cells; a word that is longer has a line of its own."""
    lines: list[str] = []
    line, used, space = "", 0, ""
    for piece in re.findall(_PIECE_IN_EUROPE if is_european(text) else _PIECE, text):
        if piece[0] in " \t":
            space = piece
            continue
        size = cells(piece)
        if line and used + len(space) + size > width:
            lines.append(line)
            line, used = piece, size
        else:
            line, used = line + (space if line else "") + piece, used + (len(space) if line else 0) + size
        space = ""
    return [*lines, line] if line else lines


def padded(left: str, right: str, width: int) -> list[str]:
    """``left`` wrapped, with ``right`` at the right margin of its last line, or below where that is full."""
    lines = wrapped(left, width)
    last = lines.pop() if lines else ""
    room = width - cells(last) - cells(right)
    if last and room < 2:
        lines.append(last)
        last, room = "", width - cells(right)
    return [*lines, last + " " * max(room, 0) + right]
