"""Tracing: marks in a template's output that tell which line of which template wrote each line of it."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import jinja2
import jinja2.ext
import jinja2.lexer

from appkit.source import refusal, refused_character

if TYPE_CHECKING:
    from collections.abc import Iterator

# Two more noncharacters: they bracket "template:line" in the output, so that each line of it can be traced
# to the line of the template that wrote it. They are taken out before Markdown is parsed.
_TRACE_START, _TRACE_END = "\ufdd2", "\ufdd3"
TRACE = re.compile(f"{_TRACE_START}([0-9]{{1,9}}):([0-9]{{1,9}}){_TRACE_END}")

_LINE_WITH_WORDS = re.compile(r"(?m)^([ \t]*)(?=\S)")


class Trace(jinja2.ext.Extension):
    """Puts a trace mark before the words of each template line and before each value that is printed."""

    def filter_stream(self, stream: jinja2.lexer.TokenStream) -> Iterator[jinja2.lexer.Token]:
        """The tokens with trace marks in between."""
        number = number_of(stream.name or "")
        for token in stream:
            if token.type == "data":
                yield jinja2.lexer.Token(token.lineno, "data", _traced(token.value, number, token.lineno))
                continue
            if token.type == "string":
                _refuse_characters(token, stream)
            if token.type == "variable_begin":
                yield jinja2.lexer.Token(token.lineno, "data", _mark(number, token.lineno))
            yield token


def number_of(name: str) -> int:
    """What stands for a template in marks: the same in every run, since compiled templates are kept.

    Should two ever share one, a diagnostic names the wrong one of them.
    """
    return zlib.crc32(name.encode("utf-8", "surrogateescape")) % 1_000_000


def _refuse_characters(token: jinja2.lexer.Token, stream: jinja2.lexer.TokenStream) -> None:
    """Refuse a character that an escape in a string writes: two of them make the marks of values."""
    found = refused_character(str(token.value))
    if found:
        message = f"{refusal(found[0])} is not allowed in text"
        raise jinja2.TemplateSyntaxError(message, token.lineno, stream.name, stream.filename)


def _mark(template: int, line: int) -> str:
    return f"{_TRACE_START}{template}:{line}{_TRACE_END}"


def _traced(text: str, template: int, line: int) -> str:
    def before_words(match: re.Match[str]) -> str:
        return match[1] + _mark(template, line + text.count("\n", 0, match.start()))

    return _LINE_WITH_WORDS.sub(before_words, text)
