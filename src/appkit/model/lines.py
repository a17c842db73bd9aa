"""The line a block's words make: what stands left, what stands at the right margin.

Writers share how a line is cut, never how it is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from appkit.model.document import Code, Emphasis, Link, Prompt, Right, Run, Strong

if TYPE_CHECKING:
    from appkit.model.document import Inline

# Around a line these characters mean nothing in any format. Other spaces (U+00A0, U+3000) are text.
_BLANK = " \t\n"


class Line(NamedTuple):
    """The halves of a block's content, without the white space around them; either may be empty."""

    left: tuple[Inline, ...]
    right: tuple[Inline, ...]


def line_of(content: tuple[Inline, ...]) -> Line:
    """The content cut before its right part."""
    if content and isinstance(content[-1], Right):
        return Line(_trimmed(content[:-1]), _trimmed(content[-1].content))
    return Line(_trimmed(content), ())


def prompt_words(prompt: Prompt) -> str:
    """An open prompt as every format shows it: easy to see, to search for, and impossible to mistake."""
    return f"[[TODO: {prompt.question}]]"


def _trimmed(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return _cut(_cut(content, 0), -1)


def _cut(content: tuple[Inline, ...], end: int) -> tuple[Inline, ...]:
    """``content`` without white space and empty inlines at one end: 0 the first, -1 the last."""
    while content:
        outer = content[end]
        kept = _cut_inline(outer, end)
        if kept is outer:
            return content
        if kept is not None:
            return (kept, *content[1:]) if end == 0 else (*content[:-1], kept)
        content = content[1:] if end == 0 else content[:-1]
    return content


def _cut_inline(inline: Inline, end: int) -> Inline | None:
    match inline:
        case Run(text):
            rest = text.lstrip(_BLANK) if end == 0 else text.rstrip(_BLANK)
            return inline if rest and len(rest) == len(text) else replace(inline, text=rest) if rest else None
        case Code(text):
            return inline if text else None
        case Emphasis(inner) | Strong(inner) | Link(inner) | Right(inner):
            left = _cut(inner, end)
            return inline if left and left is inner else replace(inline, content=left) if left else None
        case Prompt():
            return inline
