"""Names that belong to other applications and other people, and where in a text one of them stands.

What a person writes for one target is often copied from another. A letter that thanks the wrong university
is worse than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.diagnostics import Location

# What a name is of the target or profile that it belongs to.
Belonging: TypeAlias = Literal["organization", "recipient", "position", "name", "e-mail", "phone"]
OF_PEOPLE: frozenset[Belonging] = frozenset({"name", "e-mail", "phone"})


class Other(NamedTuple):
    """A name that is somebody else's: ``owner`` is the target or profile in whose file it stands."""

    text: str
    what: Belonging
    owner: str
    location: Location

    @property
    def is_personal(self) -> bool:
        """Whether it is of another profile, not of another target."""
        return self.what in OF_PEOPLE


class Found(NamedTuple):
    """A name in a text, from offset ``start`` to ``end``."""

    other: Other
    start: int
    end: int


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A telephone number, grouped in any way.
_NUMBER = re.compile(r"\+?[0-9](?:[ ()./\u00a0-]{0,3}[0-9]){5,}")
# Fewer digits than this are no number by which a person could be reached.
_FEWEST_DIGITS = 6


class Others:
    """The names of all targets and profiles of a workspace.

    Names of several words are found in any case and whatever stands between the words; a name of one word as
    it is written, and not as part of a compound with hyphens: "Meta" is no part of "meta-learning". A
    position of one word ("Postdoc") belongs to nobody and is not kept.
    """

    def __init__(self, names: Iterable[Other]) -> None:
        self.names = tuple(name for name in names if _counts(name))

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], list[Other]]:
        found: dict[tuple[str, ...], list[Other]] = defaultdict(list)
        for name in self.names:
            if name.what != "phone" and not _is_unspaced(name.text):
                found[tuple(_words(name.text))].append(name)
        return found

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How many words names have that begin with a word."""
        found: dict[str, set[int]] = defaultdict(set)
        for words in self._by_words:
            found[words[0]].add(len(words))
        return {word: tuple(sorted(lengths)) for word, lengths in found.items()}

    @cached_property
    def _unspaced(self) -> tuple[Other, ...]:
        return tuple(name for name in self.names if name.what != "phone" and _is_unspaced(name.text))

    @cached_property
    def _numbers(self) -> dict[str, list[Other]]:
        found: dict[str, list[Other]] = defaultdict(list)
        for name in self.names:
            if name.what == "phone":
                found[_digits(name.text)].append(name)
        return found

    def found_in(self, text: str) -> Iterator[Found]:
        """Every name that stands in a text, in no order that matters."""
        yield from self._words_found(text)
        for name in self._unspaced:
            start = text.find(name.text)
            if start >= 0:
                yield Found(name, start, start + len(name.text))
        if self._numbers:
            for match in _NUMBER.finditer(text):
                for name in self._numbers.get(_digits(match[0]), ()):
                    yield Found(name, match.start(), match.end())

    def _words_found(self, text: str) -> Iterator[Found]:
        matches = list(_WORD.finditer(text)) if self._by_words else []
        folded = tuple(match[0].casefold() for match in matches)
        for at, first in enumerate(folded):
            for length in self._lengths.get(first, ()):
                words = folded[at : at + length]
                for name in self._by_words.get(words, ()) if len(words) == length else ():
                    start, end = matches[at].start(), matches[at + length - 1].end()
                    if length > 1 or _stands_alone(name.text, text, start, end):
                        yield Found(name, start, end)

    def stand_in(self, text: str, own: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
        """The names in a text and of those whom it greets, each (name, what, owner); none of ``own``."""
        found = {each.other for each in self.found_in(text)} | set(self.greeted_in(text)) if text else set()
        return tuple(sorted((each.text, each.what, each.owner) for each in found if each.owner not in own))

    @cached_property
    def surnames(self) -> dict[str, list[Other]]:
        """The recipients of targets by the last word of their name, in lower case."""
        found: dict[str, list[Other]] = defaultdict(list)
        for name in self.names:
            if name.what == "recipient" and len(words := _words(name.text)) > 1:
                found[words[-1]].append(name)
        return found

    def greeted_in(self, salutation: str) -> Iterator[Other]:
        """The recipients whose surname stands in a salutation."""
        for word in _words(salutation):
            yield from self.surnames.get(word, ())

    def within(self, texts: Iterable[tuple[str, str]]) -> Others:
        """Those that stand in one of the texts as it is written, escapes and all; those of people anyway.

        Each text comes with the target that it is of, whose own names do not count.
        """
        kept: dict[Other, None] = {name: None for name in self.names if name.is_personal}
        for owner, text in texts:
            if "\\" in text:  # a name may hide behind an escape
                return self
            there = [*(found.other for found in self.found_in(text)), *self.greeted_in(text)]
            kept.update((other, None) for other in there if other.owner != owner)
        return Others(kept)


def _counts(name: Other) -> bool:
    if name.what == "phone":
        return len(_digits(name.text)) >= _FEWEST_DIGITS
    words = _words(name.text)
    if _is_unspaced(name.text):
        return len(name.text) > 1
    return len("".join(words)) > 1 and (name.what != "position" or len(words) > 1)


def _is_unspaced(text: str) -> bool:
    """Whether a name is written without spaces: it is then part of a longer word."""
    if text.isascii():
        return False
    from appkit.model.script import EAST_ASIAN  # noqa: PLC0415 - its tables take a millisecond

    return re.search(f"[{EAST_ASIAN}]", text) is not None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _digits(text: str) -> str:
    """The digits of a telephone number, the same whether it begins with ``+`` or ``00``."""
    return re.sub(r"[^0-9]", "", text).removeprefix("00")


def _stands_alone(name: str, text: str, start: int, end: int) -> bool:
    """Whether a name of one word stands in a text as itself: in its case, and in no compound."""
    return text[start:end] in name and "-" not in {text[start - 1 : start], text[end : end + 1]}
