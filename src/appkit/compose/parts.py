"""What the parts of built-in templates write of an entry, kept by the entry.

``base/parts.md.j2`` is macros that are given a thing and write it, and ask for nothing but labels (a test
holds them to that). Most targets show most entries in the words of the last one, so what would be written of
them is there already, and a third of what it takes to run a template is spared. A template of the workspace
that replaces these, or gives ``label`` a meaning of its own, shares nothing.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import jinja2

from appkit.compose.values import Printable, View
from appkit.markup import MARKS, mark
from appkit.model.remembered import BLOCKS_KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from appkit.compose.labels import Labels
    from appkit.compose.values import Fills
    from appkit.markup import Fill
    from appkit.model.template import Templates

# The template whose macros these are.
PARTS = "base/parts.md.j2"


class Voice(NamedTuple):
    """What besides an entry decides what is written of it."""

    templates: Templates
    folder: str
    locale: str
    language: str
    date_pattern: str
    private: bool


class Part(NamedTuple):
    """A macro of :data:`PARTS`, as a template holds it."""

    name: str
    macro: Callable[..., str]


class _Writing(NamedTuple):
    """What a macro wrote: the texts before, between and behind values, and the values.

    ``authors`` tells whether the authors of an entry are among them, which a footnote depends on.
    """

    texts: tuple[str, ...]
    values: tuple[Fill, ...]
    authors: bool


_Kept: TypeAlias = "dict[Hashable, _Writing]"


class Parts:
    """The parts of one document: each is written once, and then put together from what is kept."""

    def __init__(self, fills: Fills, labels: Labels, voice: Voice) -> None:
        self._fills = fills
        self._labels = labels
        self._voice = _shared(voice)

    def written(self, part: Part, arguments: tuple[object, ...], run: Callable[[], str]) -> str:
        """What a macro writes when it is given ``arguments``; ``run`` calls it."""
        kept = self._kept(arguments)
        if kept is None:
            return run()
        key = part.name, *map(bool, arguments[1:])
        writing = kept.get(key)
        if writing is None:
            text = run()
            # What is told while it is written would not be told of the next document.
            if self._fills.report.diagnostics or self._labels.foreign:
                return text
            writing = kept[key] = self._writing(text, arguments[0])
        return self._put_together(writing, arguments[0])

    def _kept(self, arguments: tuple[object, ...]) -> _Kept | None:
        """Where what is written of an entry, or of several, is kept; None for what is written each time."""
        first, *others = arguments or (None,)
        if not all(type(each) is bool or isinstance(each, jinja2.Undefined) for each in others):
            return None
        if type(first) is View:
            if first.kept is None and first.key is not None:
                first.kept = _kept_of(self._voice, first.key)
            return first.kept
        if type(first) is tuple and all(type(each) is View and each.key is not None for each in first):
            return _kept_of(self._voice, tuple([each.key for each in first]))
        return None

    def _writing(self, text: str, about: object) -> _Writing:
        pieces = MARKS.split(text)
        numbers = [int(number) for number in pieces[1::2]]
        authors = about.attributes.get("authors") if type(about) is View else None
        told = type(authors) is Printable and authors.number in numbers
        return _Writing(tuple(pieces[::2]), tuple([self._fills[number] for number in numbers]), told)

    def _put_together(self, writing: _Writing, about: object) -> str:
        if writing.authors and type(about) is View:
            about.has_authors = True
        if not writing.values:
            return writing.texts[0]
        number = self._fills.remember_all(writing.values)
        pieces = [writing.texts[0]]
        for text in writing.texts[1:]:
            pieces += (mark(number), text)
            number += 1
        return "".join(pieces)


@functools.lru_cache(maxsize=64)
def _shared(voice: Voice) -> Voice:
    """The voice itself, one for all that are equal."""
    return voice


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _kept_of(voice: Voice, key: Hashable) -> _Kept:  # noqa: ARG001 - what it is kept by
    """What is kept of an entry: to be filled by the caller."""
    return {}
