"""The lines that a document's paragraphs make on a page, as anyone who reads the page aloud would say them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.layout import stands_beside
from appkit.model.document import Code, Prompt, Run
from appkit.model.flow import flow
from appkit.model.lines import prompt_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Document, Inline
    from appkit.model.style import Style

# Characters without width: readers may drop them, and writers may put them where a line may or may not break.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")


class PageLine(NamedTuple):
    """One line: its words, folded; ``point`` is "bullet" or the number where it begins a list's item.

    ``date`` is the part of the words that stands at the right margin of the same line, or empty.
    """

    text: str
    point: str | None = None
    date: str = ""


def page_lines(document: Document, style: Style) -> list[PageLine]:
    """Every line in reading order; a right part without room beside the left one is a line of its own."""
    return [line for line in _lines(document, style) if line.text]


def _lines(document: Document, style: Style) -> Iterator[PageLine]:
    for flowing in flow(document, style):
        point = None
        if flowing.point is not None:
            point = "bullet" if flowing.point.number is None else str(flowing.point.number)
        left, right = folded(_words(flowing.left)), folded(_words(flowing.right))
        if not right:
            yield PageLine(left, point)
        elif left and not stands_beside(flowing, style):
            yield PageLine(left, point)
            yield PageLine(right)
        else:
            yield PageLine(folded(f"{left} {right}"), point, right)


def folded(text: str) -> str:
    """The words with one space between them: every kind of white space, no-break ones too, is the same."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _words(content: tuple[Inline, ...]) -> str:
    parts = []
    for inline in content:
        match inline:
            case Run(text) | Code(text):
                parts.append(text)
            case Prompt():
                parts.append(prompt_words(inline))
            case _:
                parts.append(_words(inline.content))
    return "".join(parts)
