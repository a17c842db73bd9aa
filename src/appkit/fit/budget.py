"""Budgets: how long a document may be, and how long it is."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.model.remembered import BLOCKS_KEPT
from appkit.model.script import is_european

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.layout import Layout
    from appkit.model.target import DocumentPlan


# Ideographs and kana, each of which counts as a word, as it does in word processors and portals.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_WORD = f"[{_IDEOGRAPHS}]|[^\\s{_IDEOGRAPHS}]+"


def word_count(text: str) -> int:
    """The words of a plain text; bullets and strokes that stand alone are none."""
    return sum(map(_words_in, text.split("\n")))


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _words_in(line: str) -> int:
    words = line.split() if is_european(line) else re.findall(_WORD, line)
    return sum(any(map(str.isalnum, word)) for word in words)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a document is: laid out on pages, and counted as plain text.

    ``typeset`` tells how many pages a format takes that is laid out by a program of its own, None where there
    is none; it is asked only about documents that are short enough by the layout.
    """

    layout: Layout
    words: int
    characters: int
    typeset: Callable[[], int] | None = None

    @property
    def pages(self) -> float:
        """Pages used, the last one as the fraction that is full: 1.6 is one page and most of a second."""
        return self.layout.used

    @property
    def lines_a_page(self) -> float:
        """About how many lines a page of this document holds."""
        return self.layout.lines / self.layout.used if self.layout.used else 0.0


@dataclass(frozen=True, slots=True)
class Budget:
    """The most a document may have; None is without limit."""

    pages: int | None = None
    lines: int | None = None
    words: int | None = None
    characters: int | None = None

    @classmethod
    def of(cls, plan: DocumentPlan) -> Budget:
        """The budget of a planned document."""
        return cls(plan.pages, plan.lines, plan.words, plan.characters)

    def __bool__(self) -> bool:
        return any(limit is not None for limit in (self.pages, self.lines, self.words, self.characters))

    def said(self) -> str:
        """The budget in words: ``2 pages``."""
        said = (
            ("page", self.pages),
            ("line", self.lines),
            ("word", self.words),
            ("character", self.characters),
        )
        parts = [f"{n} {noun}" if n == 1 else f"{n} {noun}s" for noun, n in said if n is not None]
        return " and ".join(parts)

    def with_lines(self, more: int) -> Budget:
        """The budget with more lines, if it counts lines."""
        return self if self.lines is None else replace(self, lines=self.lines + more)

    def holds(self, length: Length) -> bool:
        """Whether a document of that length is within every limit."""
        return self.exceeded(length) is None

    def lines_over(self, length: Length) -> int:
        """How many lines a document is over; about so many where words or characters are the limit."""
        lines = length.layout.lines
        over = [0]
        if self.pages is not None:
            over.append(length.layout.lines_after(self.pages))
        if self.lines is not None:
            over.append(lines - self.lines)
        for have, limit in ((length.words, self.words), (length.characters, self.characters)):
            if limit is not None and have > limit:
                over.append(-(-lines * (have - limit) // have))
        return max(over)

    def exceeded(self, length: Length) -> str | None:
        """Which limit the length is over, the first of them, or None where it is within all."""
        over = next((name for name, have, limit in self._limits(length) if have > limit), None)
        return over or ("pages" if self._pages_typeset_over(length) else None)

    def excess(self, length: Length) -> str | None:
        """By how much the length is over, in words, or None where it is not."""
        over = [(name, have - limit) for name, have, limit in self._limits(length) if have > limit]
        if not over:
            more = self._pages_typeset_over(length)
            return f"{more} {'page' if more == 1 else 'pages'} (typeset)" if more else None
        name, more = over[0]
        if name == "pages":
            lines = self.lines_over(length)
            return f"{lines} {'line' if lines == 1 else 'lines'}"
        return f"{more} {name.removesuffix('s') if more == 1 else name}"

    def _pages_typeset_over(self, length: Length) -> int:
        """By how many pages a format that is laid out by another program is over."""
        if self.pages is None or length.typeset is None:
            return 0
        return max(length.typeset() - self.pages, 0)

    def _limits(self, length: Length) -> list[tuple[str, int, int]]:
        said = [
            ("pages", length.layout.pages, self.pages),
            ("lines", length.layout.lines, self.lines),
            ("words", length.words, self.words),
            ("characters", length.characters, self.characters),
        ]
        return [(name, have, limit) for name, have, limit in said if limit is not None]
