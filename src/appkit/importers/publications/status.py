"""How far a publication is, from words as bibliographies have them: ``To appear in …``, ``Under review``."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from appkit.model.bibliography import PUBSTATES

_REVIEW = r"(?:under|in) (?:double[- ]blind |peer[- ]?)?(?:review|submission)"
_WORDS: Final = {
    "under-review": rf"(?:currently |manuscript )?(?:{_REVIEW}|submitted(?: for (?:publication|review))?)",
    "accepted": r"accepted(?: for publication)?|to appear|to be published|forthcoming|in press|in print",
    "in-preparation": r"(?:manuscript |paper |work )?in (?:preparation|progress)|working paper",
    "preprint": r"(?:arxiv |biorxiv |medrxiv )?pre-?print",
    "published": r"published",
}
# Behind it may stand where: `Under review at …`, `To appear in …`.
_WHERE = r"(?:[ ,]*(?:\b(?:at|to|in|by|for)\b|:) ?(?P<venue>\S.{0,200}?))?[.!]?"
_NOTES = {
    status: re.compile(rf"\(?(?:{words})\)?{_WHERE}", re.IGNORECASE) for status, words in _WORDS.items()
}
_STATES = {word: status for status, words in PUBSTATES.items() for word in words}


class Standing(NamedTuple):
    """How far a publication is, and the venue that the words name, if they do."""

    status: str
    venue: str | None = None


def standing_of_state(words: str) -> str | None:
    """The status of a ``pubstate`` or ``status``; None where it is none of those known."""
    squeezed = re.sub(r"[^a-z]", "", words.lower())
    return _STATES.get(squeezed) or (found.status if (found := standing_of_note(words)) else None)


def standing_of_note(words: str) -> Standing | None:
    """The status that a note tells, if that is all it tells."""
    for status, pattern in _NOTES.items():
        if found := pattern.fullmatch(words.strip()):
            return Standing(status, found["venue"])
    return None
