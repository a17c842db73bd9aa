"""The lines that a document's paragraphs make on a page, as anyone who reads the page aloud would say them."""

from __future__ import annotations

import re
import unicodedata
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
    """A paragraph's words, folded: what stands left, what stands at the right margin, either may be empty.

    ``point`` is "bullet" or the number where it begins a list's item. ``beside`` is whether the right part has
    room on the last line of the left one.
    """

    left: str
    right: str
    point: str | None
    beside: bool
    is_heading: bool

    def whole(self, between: str = " ") -> str:
        """Both parts in one line."""
        return between.join(part for part in (self.left, self.right) if part)

    def lines(self) -> list[str]:
        """The lines that a reader gives who keeps the line break before a right part without room."""
        return [self.whole()] if self.beside else [self.left, self.right]


def page_lines(document: Document, style: Style) -> Iterator[PageLine]:
    """Every paragraph that says something, in reading order."""
    for flowing in flow(document, style):
        point = None
        if flowing.point is not None:
            point = "bullet" if flowing.point.number is None else str(flowing.point.number)
        left, right = folded(_words(flowing.left)), folded(_words(flowing.right))
        beside = not left or not right or stands_beside(flowing, style)
        if left or right:
            yield PageLine(left, right, point, beside, flowing.is_heading)


def folded(text: str) -> str:
    """The words with one space between them: every kind of white space, no-break ones too, is the same.

    Accents are composed, as some readers leave them and some do not.
    """
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


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
