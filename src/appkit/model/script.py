"""Scripts: in which language and direction the characters of a text are set.

Tables are written out, because those of `unicodedata` differ between Python versions and the same input must
give the same bytes.
"""

from __future__ import annotations

import functools
import re
from typing import Literal, NamedTuple, TypeAlias

# How word processors divide characters between fonts (ECMA-376 Part 1, section 17.3.2.26): ``complex`` are
# the scripts that are shaped or run to the left.
Script: TypeAlias = Literal["latin", "east-asian", "complex"]

# Characters that are set in the East Asian font: radicals, kana, Hangul, ideographs, full-width forms.
EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003fffd"
)
# Hebrew, then Arabic, Syriac, Thaana and their neighbours, with their presentation forms: the blocks whose
# letters Unicode gives the bidirectional classes R and AL.
_HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
_ARABIC = "\u0600-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT = f"{_HEBREW}{_ARABIC}\U00010800-\U00010fff\U0001e800-\U0001efff"
# Scripts that are shaped but run to the right: those of India and its neighbours, Thai, Lao, Tibetan,
# Burmese, Khmer.
_SHAPED = "\u0900-\u109f\u1780-\u17ff"
# Quotation marks, dashes and dots: an ideograph with what stands around it takes them into its font.
_AROUND = "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
# What may stand between two words of a script without ending it.
_BETWEEN = "[ \u00a0'\"()\\-.,:;/0-9]"

# Characters of the scripts of Europe, and signs: where no other is, none of what follows is. The expressions
# below are texts, which `re` compiles when they are first asked: ranges this large take milliseconds.
_OTHER = re.compile("[^\0-\u058f\u10a0-\u10ff\u1800-\u2e7f]")
_PIECE = (
    f"(?P<east>[{_AROUND}]*[{EAST_ASIAN}][{EAST_ASIAN}{_AROUND}]*)"
    f"|(?P<rtl>[{RIGHT_TO_LEFT}]+(?:{_BETWEEN}+[{RIGHT_TO_LEFT}]+)*)"
    f"|(?P<shaped>[{_SHAPED}]+(?: +[{_SHAPED}]+)*)"
)
# The first letter with a direction of its own decides that of a paragraph (UAX #9, rules P2 and P3).
_STRONG = re.compile(f"(?P<rtl>[{RIGHT_TO_LEFT}])|[^\\W\\d_]")
_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
EAST_ASIAN_LANGUAGES = frozenset({"ja", "ko", "zh", "yue"})
# Languages by the characters only they use, the first that is found; the rest of a script's words are in the
# document's language where that is written in it, else in the one most written in it.
_KANA, _HANGUL = "[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]", "[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]"
_LANGUAGES = (
    (_KANA, "ja"),
    (_HANGUL, "ko"),
    (f"[{EAST_ASIAN}]", "zh"),
    (f"[{_HEBREW}]", "he"),
    (f"[{RIGHT_TO_LEFT}]", "ar"),
    ("[\u0900-\u097f]", "hi"),
    ("[\u0e00-\u0e7f]", "th"),
)


class Piece(NamedTuple):
    """Characters of one script; ``language`` is theirs where it is known to differ from the text's."""

    text: str
    script: Script
    language: str | None
    rtl: bool


def is_european(text: str) -> bool:
    """Whether all characters are of the scripts of Europe, digits, punctuation or signs."""
    return text.isascii() or _OTHER.search(text) is None


def pieces(text: str, language: str) -> tuple[Piece, ...]:
    """A text of a ``language`` (BCP 47) cut where its script changes; all pieces together are the text."""
    whole = is_european(text)
    return (Piece(text, "latin", None, rtl=False),) if whole else _pieces(text, primary(language))


@functools.lru_cache(maxsize=4096)
def _pieces(text: str, language: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    end = 0
    for match in re.finditer(_PIECE, text):
        if match.start() > end:
            found.append(Piece(text[end : match.start()], "latin", None, rtl=False))
        script: Script = "east-asian" if match["east"] else "complex"
        said = _language_of(match[0], language)
        found.append(Piece(match[0], script, said, rtl=match["rtl"] is not None))
        end = match.end()
    if end < len(text):
        found.append(Piece(text[end:], "latin", None, rtl=False))
    return tuple(found)


def _language_of(text: str, language: str) -> str | None:
    """The language of an East Asian or complex piece, None where it may be the document's own."""
    found = next((name for pattern, name in _LANGUAGES if re.search(pattern, text)), None)
    same_script = (
        found == language
        or (found == "zh" and language in EAST_ASIAN_LANGUAGES)
        or (found in ("ar", "he") and language in _RIGHT_TO_LEFT_LANGUAGES - {"ar", "he"})
    )
    return None if same_script else found


def primary(language: str) -> str:
    """The language of a tag, without script and region: ``zh`` of ``zh-Hant-TW``."""
    return language.replace("_", "-").split("-", 1)[0].lower()


def is_right_to_left(language: str) -> bool:
    """Whether texts of the language run to the left."""
    return primary(language) in _RIGHT_TO_LEFT_LANGUAGES


def runs_left(text: str, language: str) -> bool:
    """Whether a paragraph runs from right to left: as its first letter does, else as its language."""
    strong = _STRONG.search(text)
    return strong["rtl"] is not None if strong else is_right_to_left(language)
