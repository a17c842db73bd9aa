"""Names as printed, parted into family name and the rest so that they print the same again."""

from __future__ import annotations

import re
from typing import NamedTuple

# Behind a family name, with a comma or without.
_SUFFIX = re.compile(r"(?P<name>[^,]+)(?P<comma>,?) (?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV|VI{0,3})")
# What no person is called.
_GROUP = re.compile(
    r"[0-9,;{}]|\band\b|^the\b|^et al\b"
    r"|\b(?:team|group|consortium|collaboration|university|institute|laboratory|inc|ltd"
    r"|committee|association|society|project|research|initiative|foundation)\b",
    re.IGNORECASE,
)
# Chinese, Japanese and Korean names begin with the family name.
_EASTERN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Parts(NamedTuple):
    """A name of a person: ``given family, suffix`` prints it; ``joined`` suffixes stand without a comma."""

    given: str
    family: str
    suffix: str = ""
    joined: bool = False


def parts(name: str, family: str | None = None) -> Parts | None:
    """The parts of a name as it is printed; None where it has none: a group, or a name of one word.

    ``family`` is the family name where that is known. Otherwise it is the last word, with the particles in
    lower case before it (``van Beethoven``).
    """
    found = _SUFFIX.fullmatch(name)
    bare = found["name"] if found else name
    suffix, joined = (found["suffix"], not found["comma"]) if found else ("", False)
    words = bare.split(" ")
    is_plain = all(word and not re.search(r"\s", word) for word in words) and not bare.endswith("*")
    if len(words) < 2 or not is_plain or _GROUP.search(bare) or _EASTERN.search(bare):
        return None
    if family and bare.endswith(f" {family}"):
        return Parts(bare.removesuffix(f" {family}"), family, suffix, joined)
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return Parts(" ".join(words[:start]), " ".join(words[start:]), suffix, joined)
