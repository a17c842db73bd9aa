"""Where a line may break inside a word: the rules of UAX #14 as LibreOffice 7.4 applies them.

Found by trying every pair of 60 characters in a paragraph that had to break there. LibreOffice's own rules
differ from the annex: no break behind a slash, one behind a hyphen even before a digit, one behind "!", "?"
and "|" whatever follows. Spaces are the caller's business: behind them a line may always break.
"""

from __future__ import annotations

import functools
import re

# Wide characters, between which a line may break: ideographs, kana, Hangul, full-width forms, emoji.
_WIDE = (
    "\u1100-\u11ff\u2e80-\u2fff\u3003-\u3007\u3012-\u3013\u3020-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd"
)
WIDE = re.compile(f"[{_WIDE}\u3000-\u301f]")
_OPENING = "(\\[{“‘'\"（《「『【〈〔［｛〖"
_CLOSING = ")\\]}。，、）》」』】〉〕］｝〗．"
# Behind these a line may break ...
_AFTER = "\\-\u2010\u2013\u2014!?|\\\\：；！？・\u200b\u2000-\u2006\u2008-\u200a\u205f\u3000"
# ... but never before these: closing marks, quotation marks, dashes and what holds on to both sides.
_NOT_BEFORE = "\\-/.,:;!?'\"|\\\\\u00a0\u202f\u2010-\u2013“”‘’\u2060：；！？・々·•" + _CLOSING
_GLUE = "\u00a0\u202f\u2011\u2060\u2007"

_BREAK = re.compile(
    f"(?<=[{_AFTER}])(?![{_NOT_BEFORE}·•])"
    f"|(?<=\u2026)(?![{_NOT_BEFORE}\u2026])"
    f"|(?<=[.,:;%$+{_CLOSING}])(?=[(\\[{{（《「『【〈%$+\u2014\u2026{_WIDE}])"
    f"|(?<=[^{_OPENING}{_GLUE}])(?=\u2014)"
    f"|(?<=[A-Za-z])(?=%)"
    f"|(?<=[{_WIDE}])(?![{_NOT_BEFORE}])"
    f"|(?<=[^{_OPENING}{_GLUE}])(?=[{_WIDE}])(?![{_NOT_BEFORE}])"
)
# What a word must hold for any of that to matter.
_SOMETHING = re.compile(f"[{_AFTER}\u2026%$(\\[{{+{_WIDE}{_CLOSING}]")


@functools.lru_cache(maxsize=8192)
def pieces(word: str) -> tuple[str, ...]:
    """The parts of a word (text without spaces) that stay together on a line."""
    if not _SOMETHING.search(word):
        return (word,)
    places = [match.start() for match in _BREAK.finditer(word) if 0 < match.start() < len(word)]
    return tuple(word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True))


def may_break(before: str, after: str) -> bool:
    """Whether a line may break between two words that no space parts."""
    return len(pieces(before[-1] + after[0])) > 1
