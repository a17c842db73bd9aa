r"""Text as LaTeX that prints it, in UTF-8: only what LaTeX would act on is escaped."""

from __future__ import annotations

import re
from typing import Final

from appkit.decode.read import literal

_ESCAPES: Final = {
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    # BibTeX counts braces, even those behind a backslash.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
_SPECIAL = re.compile(r"[&%#_${}\\~^]")
# Neighbours that TeX sets as one character.
_LIGATURE = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)")
_TRAILING = re.compile(r"[:;,.!?)\"']+$")

# What stands between the braces of a field as it is, without a backslash to be read.
VERBATIM = re.compile(r"[^\s{}\\\"$~]+")


def escaped(text: str) -> str:
    """LaTeX that prints the characters of ``text``, on one line."""
    parted = _LIGATURE.sub(lambda found: found[0] + "\0", " ".join(literal(text).split(" ")))
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], parted).replace("\0", "{}")


def name_escaped(name: str) -> str:
    """LaTeX that prints a name; in braces of its own a star is no mark of equal contribution."""
    return _SIGN.sub(r"{\g<0>}", escaped(name))


_SIGN = re.compile(r"[*∗＊⋆†‡§¶]")


def title(text: str) -> str:
    """A title whose words with capitals within keep them in styles that write titles in lower case."""
    return " ".join(_protected(word) for word in literal(text).split(" "))


def _protected(word: str) -> str:
    end = _TRAILING.search(word)
    core, behind = (word[: end.start()], end[0]) if end else (word, "")
    letters = [character for character in core if character.isalpha()]
    has_capitals = any(c.isupper() for c in letters[1:]) or (
        core != "A" and len(letters) == 1 and letters[0].isupper()
    )
    return f"{{{escaped(core)}}}{escaped(behind)}" if has_capitals else escaped(word)
