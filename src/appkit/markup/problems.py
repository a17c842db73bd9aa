"""What Markdown may say that a document cannot hold."""

from __future__ import annotations

from appkit.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What a Markdown text holds that a document cannot: ``line`` counts from 0 in that text."""

    code: str
    message: str
    line: int
    help: str | None = None


# Problems that leave a good document, which says less than was meant.
MILD = frozenset({"link-without-scheme", "link-without-words"})

# What CommonMark may see in a template's output that no document holds, and what usually caused it.
_FOREIGN = {
    "code_block": ("an indented code block", "a line indented by four or more spaces becomes one"),
    "fence": ("a fenced code block", None),
    "blockquote_open": ("a block quote", "a line that begins with '>' becomes one; write '\\>'"),
    "html_block": ("HTML", "write '\\<' for the character"),
    "html_inline": ("HTML", "write '\\<' for the character"),
    "hr": ("a thematic break", "a line of '---' or '***' becomes one"),
    "image": ("an image", None),
    "hardbreak": ("a hard line break", "end the paragraph with a blank line, or remove the spaces or '\\'"),
}


def foreign(kind: str, line: int) -> Problem | None:
    """The problem with a token that no document can hold, or None for one that it can."""
    if kind not in _FOREIGN:
        return None
    what, why = _FOREIGN[kind]
    return Problem("not-in-a-document", f"{what} cannot stand in a document", line, why)
