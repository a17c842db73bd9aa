"""The pieces a line is made of on its way to CommonMark, and the classes of characters parsers go by."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """Words that all are the same: strong, emphasised, code, part of one link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str | None = None


class Token(NamedTuple):
    """A piece of a line: words still to be escaped, finished markup, or an emphasis delimiter.

    The value of ``open`` and ``close`` is ``strong`` or ``emphasis`` until delimiters are chosen.
    """

    kind: Literal["text", "raw", "open", "close"]
    value: str
    linked: bool = False


# Unicode whitespace (section 2.1) and the line ends that parsers strip from the edges of a paragraph.
SPACE = " \t\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# White space to every parser; other characters of SPACE are in doubt.
SURE_SPACE = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# Letters and digits to every parser, whatever edition of Unicode it has; the rest is in doubt.
WORD = re.compile("[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u3041-\u3096\u4e00-\u9fa5]")
NOTHING_SPECIAL = re.compile(r"[^\\`*_~\[\]<&!$]*\Z")
ENTITY = re.compile(r"&(?=(?:#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});)")


def reference(character: str) -> str:
    """The character as a numeric character reference (section 2.5), which always means itself."""
    return f"&#{ord(character)};"
