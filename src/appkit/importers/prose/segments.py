"""A reference parted where one fact ends and the next begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.prose.line import Words, cut, divided, text_of, trimmed
from appkit.importers.prose.parts import APART
from appkit.importers.prose.people import is_name
from appkit.importers.prose.standing import is_venue

if TYPE_CHECKING:
    from collections.abc import Iterator

# Behind these a full stop ends no sentence, nor does it behind an initial.
_ALWAYS_CUT = (
    "et al",
    "Proc",
    "Trans",
    "Vol",
    "vol",
    "No",
    "no",
    "pp",
    "vs",
    "Dr",
    "Int",
    "Conf",
    "Jr",
    "Sr",
    "Adv",
    "St",
)
_NOT_BEHIND = "".join(rf"(?<!\b{word})" for word in (r"[^\W\d_]", *_ALWAYS_CUT))
_STOP = re.compile(_NOT_BEHIND + r"[.](?=\s+\S)\s+|(?<=[?!])[ \t]+(?=[A-ZÀ-Þ])|\n")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{8,300})[\"”“»][.,;]?")
# A short venue behind a title, where what kept them apart was lost.
_SHORT_END = re.compile(r"(?<=[\w)])\s+(?=[A-Z][\w-]*[A-Z][\w-]* (?:19|20)\d\d$)")
# What begins a venue before its italics do: "Under review: ", "In ".
_OPENING = re.compile(
    r"(?:\b(?:under review|submitted|accepted|to appear|in press|in preparation|preprint)\s*"
    r"(?:\b(?:by|at|to|in|for)\b)?\s*:?\s*|\bin:?\s*)$",
    re.IGNORECASE,
)
# Longer text is prose, in which full stops part no facts.
LONGEST = 4000
# So many characters at the end are looked at for what ends a line.
_TAIL = 80


def segments_of(words: Words) -> Iterator[Words]:
    """The segments of a line of a reference, in order."""
    for side in divided(words, APART):
        text = text_of(side)
        if len(text) > LONGEST:
            yield side
        elif match := _QUOTED.search(text):
            for stretch in (cut(side, 0, match.start()), cut(side, *match.span(1)), cut(side, match.end())):
                yield from _sentences(stretch)
        elif ending := _SHORT_END.search(text[-_TAIL:]):
            at = max(0, len(text) - _TAIL) + ending.start()
            yield from _sentences(cut(side, 0, at))
            yield trimmed(cut(side, at))
        else:
            yield from _sentences(side)


def _sentences(words: Words) -> Iterator[Words]:
    for run in _by_looks(words):
        yield from (part for part in divided(run, _STOP) if re.search(r"\w", text_of(part)))


def _by_looks(words: Words) -> Iterator[Words]:
    """The words parted behind a bold title, and before or behind italics.

    A bold name among authors, and an italic word in a title, are no bounds.
    """
    text = text_of(words)
    if title := _end_of_title(words, text):
        yield cut(words, 0, title)
        yield from _by_looks(cut(words, title))
        return
    at = 0
    for span in words:
        stop = at + len(span.text)
        if span.emphasis and not span.strong and len(span.text.split()) > 1:
            bound = _bound(text, at, stop, span.text)
            if bound:
                yield cut(words, 0, bound)
                yield from _by_looks(cut(words, bound)) if at == 0 else (cut(words, bound),)
                return
        at = stop
    yield words


def _end_of_title(words: Words, text: str) -> int:
    """Where the bold words end that a reference begins with; 0 where they are no title."""
    stop = 0
    for span in words:
        if span.text.strip() and not span.strong:
            break
        stop += len(span.text)
    among_names = is_name(text[:stop]) and re.match(r"[*†\d\s]*(?:[,;&]|and\b)", text[stop:]) is not None
    return stop if 0 < stop < len(text) and not among_names and len(text[:stop].split()) > 1 else 0


def _bound(text: str, at: int, stop: int, said: str) -> int:
    """Where italic words from ``at`` up to ``stop`` part the text; 0 where they do not."""
    if at == 0:
        return 0 if stop == len(text) or re.match(r"\s*[(,]", text[stop:]) else stop
    if text[:at].rstrip().endswith((".", ",", "?", "!", "*", ";")) or is_venue(said):
        before = text[max(0, at - _TAIL) : at]
        match = _OPENING.search(before)
        return at - len(before) + match.start() if match else at
    return 0
