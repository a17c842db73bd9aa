"""Where a line may break inside a word: the rules of UAX #14 as LibreOffice 7.4 applies them.

Found by trying every pair of 60 characters in a paragraph that had to break between them, and for slashes by
trying paths. LibreOffice's rules differ from the annex: a line may break behind a hyphen even before a digit,
but behind a slash only in very long paths. Behind spaces a line may always break: they are the caller's
business. What is set in an East Asian font has simpler rules of its own (:func:`may_begin`).
"""

from __future__ import annotations

import functools
import re

from appkit.model.remembered import BLOCKS_KEPT
from appkit.model.script import is_european

_OPENING = "(\\[{“‘'\"（《「『【〈〔［｛〖"
_CLOSING = ")\\]}。，、）》」』】〉〕］｝〗．"
_GLUE = "\u00a0\u2007\u202f\u2011\u2060"
_IDEOGRAPHS = "\u1100-\u11ff\u2e80-\u2fff\u3003-\u3007\u3012-\u3013\u3020-\ua4cf\ua960-\ud7ff\uf900-\ufaff"
# Signs that are wide though their neighbours in Unicode are not.
_SIGNS = "\u2600-\u27bf"
_WIDE = f"{_IDEOGRAPHS}{_SIGNS}\U0001f000-\U0001faff\U00020000-\U0003fffd"
# Behind these a line may break ...
_AFTER = "\\-\u2010\u2013\u2014!?|\\\\：；！？・\u200b\u2000-\u2006\u2008-\u200a\u205f\u3000"
# ... but never before these: closing marks, quotation marks, hyphens and what holds on to both sides.
_NOT_BEFORE = f"\\-/.,:;!?'\"|\\\\\u2010-\u2013“”‘’：；！？・々{_GLUE}{_CLOSING}"
# A path longer than this, in characters, may break behind a slash (LibreOffice's "overly long").
_LONG_PATH = 66


def _break(wide: str) -> str:
    """The places to break at, of words whose wide characters are among ``wide``."""
    return (
        f"(?<=[{_AFTER}])(?![{_NOT_BEFORE}])"
        f"|(?<=\u2026)(?![{_NOT_BEFORE}\u2026])"
        f"|(?<=[.,:;%$+{_CLOSING}])(?=[(\\[{{（《「『【〈%$+\u2014\u2026{wide}])"
        f"|(?<=[^{_OPENING}{_GLUE}])(?=\u2014)"
        f"|(?<=[A-Za-z])(?=%)"
        f"|(?<=[{wide}])(?![{_NOT_BEFORE}·•])"
        f"|(?<=[^{_OPENING}{_GLUE}])(?=[{wide}])(?![{_NOT_BEFORE}])"
    )


# As texts: `re` compiles them when a word first needs them, which takes milliseconds for ideographs.
_BREAK, _BREAK_IN_EUROPE = _break(_WIDE), _break(_SIGNS)
_SLASH = f"/(?=[^{_NOT_BEFORE}0-9])"
# What a word of Europe's scripts must hold for any of that to matter.
_SOMETHING = re.compile(f"[/{_AFTER}\u2026%$(\\[{{+{_SIGNS})\\]}}]")

# Characters no line begins or ends with where one of the two beside the break is set in an East Asian font.
_NOT_FIRST = frozenset("!),.:;?]}'\"·•”’。，）》、：；！？」々〉』】〕〗｝］．" + _GLUE)
_NOT_LAST = frozenset("([{“‘（《「『【〈〔［｛〖" + _GLUE)
# Marks that may hang over the right margin behind an ideograph (w:overflowPunct, which is on unless said
# otherwise: ECMA-376 Part 1, section 17.3.1.21).
HANGING = frozenset("!,.:;?、。！，．：；？")


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def pieces(word: str) -> tuple[str, ...]:
    """The parts of a word (text without spaces) that stay together on a line."""
    european = is_european(word)
    if european and not _SOMETHING.search(word):
        return (word,)
    rules = _BREAK_IN_EUROPE if european else _BREAK
    places = {match.start() for match in re.finditer(rules, word)} - {0, len(word)}
    if len(word) > _LONG_PATH:
        places |= {match.end() for match in re.compile(_SLASH).finditer(word, _LONG_PATH - 1)}
    ordered = sorted(places)
    return tuple(word[a:b] for a, b in zip([0, *ordered], [*ordered, len(word)], strict=True))


def may_break(before: str, after: str) -> bool:
    """Whether a line may break between two words that no space parts."""
    return len(pieces(before[-1] + after[0])) > 1


def may_begin(character: str, before: str) -> bool:
    """Whether a line may begin with a character of the East Asian font behind the one before."""
    return character not in _NOT_FIRST and before not in _NOT_LAST
