"""The ledger of an import: what became of every word, so that none is lost."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from appkit.importers.imported import UNPLACED, Tally, Unsure
from appkit.importers.prose.line import literal, plain, rich, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.line import Line, Words

_WORD = re.compile(r"[^\W_]+")


class Ledger:
    """What the rules did with the words of a file.

    Words that are in the profile are seen there. Those that its structure says instead (headings, labels,
    dates, the numbers of a list) are ``spoken``; ``empty`` counts lines that say nothing (rules, icons);
    lines that no rule could place are ``unplaced``. ``unit`` is what the numbers of lines count.
    """

    def __init__(self, unit: str = "line") -> None:
        self.unit = unit
        self.empty = 0
        self._spoken: Counter[str] = Counter()
        self._plain: dict[str, str] = {}
        self._unplaced: dict[int, list[str]] = {}

    def speak(self, text: str) -> None:
        """Note words that the structure of the profile says."""
        self._spoken.update(words_of(text))

    def rich(self, words: Words) -> str:
        """The words as CommonMark, their characters remembered."""
        value = rich(words)
        self._plain[value] = _said(words)
        return value

    def paragraphs(self, pieces: Iterable[Words]) -> str:
        """The pieces as paragraphs of CommonMark."""
        listed = list(pieces)
        value = "\n\n".join(map(rich, listed))
        self._plain[value] = "\n".join(map(_said, listed))
        return value

    def leave(self, line: Line, words: Words | None = None) -> None:
        """Keep a line, or some words of it, as what nobody could place."""
        text = literal(line.words if words is None else words)
        if text:
            self._unplaced.setdefault(line.number, []).append(text)

    def close(self, profile: dict[str, Drafted], lines: Iterable[Line]) -> Tally:
        """Put what is left over into the profile and count.

        The words of the lines are held against those of the profile as it is: a line of which a word is
        nowhere is kept whole, whatever rule forgot it.
        """
        self._find_lost(profile, lines)
        if self._unplaced:
            profile[UNPLACED] = [
                {self.unit: number, "text": text}
                for number, texts in sorted(self._unplaced.items())
                for text in texts
            ]
        counts = Counter(_counted(profile))
        unplaced = counts["unplaced"]
        placed = counts["placed"] + counts["unsure"]
        read = placed + unplaced + self.empty
        return Tally(read, placed, counts["unsure"], unplaced, self.empty)

    def _find_lost(self, profile: dict[str, Drafted], lines: Iterable[Line]) -> None:
        kept = self._spoken.copy()
        for value in _texts(profile):
            kept.update(words_of(self._plain.get(value, value)))
        for texts in self._unplaced.values():
            for text in texts:
                kept.update(words_of(text))
        for line in lines:
            said = Counter(words_of(f"{line.marker} {_said(line.words)}"))
            if all(kept[word] >= count for word, count in said.items()):
                kept.subtract(said)
            else:
                self._unplaced.setdefault(line.number, []).append(literal(plain(_said(line.words))))


def _said(words: Words) -> str:
    """The characters of the words, with the addresses of their links behind."""
    found = dict.fromkeys(span.url for span in words if span.url and span.url not in span.text)
    return text_of(words) + "".join(f" ({url})" for url in found)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: letters and digits, without regard to case."""
    return _WORD.findall(text.casefold())


def _texts(value: Drafted) -> Iterator[str]:
    match value:
        case Unsure():
            yield from _texts(value.value)
        case dict():
            for key, each in value.items():
                yield from _texts(each)
                if key not in _KEYS:
                    yield key
        case list():
            for each in value:
                yield from _texts(each)
        case str():
            yield value
        case int() if not isinstance(value, bool):
            yield str(value)


# Keys that no file writes as words; the labels of links are keys too, and words.
_KEYS = frozenset({"basics", "name", "text", "entries", "title", "status", "type", "network", "url", "links"})


def _counted(value: Drafted, kind: str = "placed") -> Iterator[str]:
    match value:
        case Unsure():
            yield from _counted(value.value, "unsure" if kind == "placed" else kind)
        case dict():
            for key, each in value.items():
                yield from _counted(each, "unplaced" if key.startswith("x-") else kind)
        case list():
            for each in value:
                yield from _counted(each, kind)
        case _:
            yield kind
