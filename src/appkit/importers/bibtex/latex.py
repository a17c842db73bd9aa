r"""The words that a piece of LaTeX prints: ``G{\"o}del's $\alpha$`` is ``Gödel's α``.

For the short texts of bibliographies: accents, symbols, fonts and simple mathematics. A command that is not
known stays as it is written, so that nothing is lost; :class:`Words` names it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from appkit.importers.bibtex.latex_symbols import (
    ACCENTS,
    BLACKBOARD,
    DROPPED,
    LETTER_ACCENTS,
    LIGATURES,
    OPERATORS,
    SPACES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
    TRANSPARENT,
)

_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]+)(?P<gap>[ \t\n]*)|\\(?P<symbol>.)|(?P<ligature>---?|``|''|\?`|!`)"
    r"|(?P<plain>[^\\{}$~^_`'?!-]+)|(?P<other>.)",
    re.DOTALL,
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LATEX = re.compile(r"[\\{}$~]|--|``|''|[?!]`")

# Nobody nests deeper; what does is left as it is written.
_DEEPEST = 50


class Words(NamedTuple):
    """What LaTeX prints, and the commands in it that are not known, in their order."""

    text: str
    unknown: tuple[str, ...]


def words(latex: str) -> Words:
    """The words that ``latex`` prints, on one line."""
    if not _LATEX.search(latex):
        return Words(squeezed(latex), ())
    reader = _Reader(latex)
    return Words(squeezed(reader.rest()), tuple(dict.fromkeys(reader.unknown)))


def plain(latex: str) -> str:
    """The words that ``latex`` prints, on one line, unknown commands as they are written."""
    return words(latex).text


def squeezed(text: str) -> str:
    """The text with single spaces, as TeX sets it; a no-break space is no space to it."""
    return _SPACE.sub(" ", text).strip(" ")


class _Reader:
    """Reads LaTeX from left to right, a group or an argument at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._maths = False
        self.unknown: list[str] = []

    def rest(self) -> str:
        """What is left, a closing brace too many as nothing."""
        found = []
        while self._at < len(self._text):
            found.append(self._until("}"))
            self._at += 1
        return "".join(found)

    def _until(self, closing: str) -> str:
        """What stands before ``closing``, which is not taken, or before the end."""
        found: list[str] = []
        while self._at < len(self._text) and self._text[self._at] != closing:
            found.append(self._piece())
        return "".join(found)

    def _piece(self) -> str:
        """One token with its arguments."""
        token = _TOKEN.match(self._text, self._at)
        assert token is not None  # any character is a token
        self._at = token.end()
        if token["command"]:
            return self._command(token)
        if token["symbol"]:
            return self._control_symbol(token["symbol"])
        if token["ligature"]:
            return token[0] if self._maths else LIGATURES[token[0]]
        return token["plain"] or self._other(token["other"])

    def _other(self, character: str) -> str:
        if character == "{":
            return self._group()
        if character == "$":
            return self._mathematics()
        if character in "^_" and self._maths:
            return _raised(self._argument(), SUPERSCRIPTS if character == "^" else SUBSCRIPTS, character)
        return " " if character == "~" else character

    def _group(self) -> str:
        """The inside of a group whose opening brace has been taken."""
        self._depth += 1
        if self._depth > _DEEPEST:
            inside, self._at = self._text[self._at :], len(self._text)
            return inside
        inside = self._until("}")
        self._at += 1
        self._depth -= 1
        return inside

    def _mathematics(self) -> str:
        """What stands between two dollars, the first of which has been taken; alone it is a dollar."""
        if self._maths or not self._is_closed():
            return "$"
        self._maths = True
        inside = self._until("$")
        self._maths = False
        self._at += 1
        return inside

    def _is_closed(self) -> bool:
        """Whether a second dollar follows in the same group."""
        depth = 0
        for found in re.finditer(r"\\.|[{}$]", self._text[self._at :], re.DOTALL):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth < 0 or (found[0] == "$" and depth == 0):
                return depth == 0
        return False

    def _argument(self) -> str:
        """The next group, command or character."""
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1
        if self._at >= len(self._text) or self._text[self._at] == "}":
            return ""
        if self._text[self._at] in "{\\":
            return self._piece()
        self._at += 1
        return self._text[self._at - 1]

    def _control_symbol(self, symbol: str) -> str:
        """What a backslash and a character that is no letter print."""
        if symbol in ACCENTS and not self._maths:
            return _accented(self._argument(), ACCENTS[symbol], alone=symbol)
        if symbol in "()[]":
            return ""  # the borders of mathematics
        if symbol in "&%$#_{}":
            return symbol
        if symbol in SPACES:
            return SPACES[symbol]
        return self._as_written("\\" + symbol)

    def _command(self, token: re.Match[str]) -> str:
        name = token["command"]
        if name in LETTER_ACCENTS:
            return _accented(self._argument(), LETTER_ACCENTS[name], alone="")
        if name in SYMBOLS:
            # In mathematics spaces are for the reader of the source; they make the words readable too.
            return SYMBOLS[name] + (token["gap"] if self._maths else "")
        if name in OPERATORS:
            return name + (" " if self._text[self._at : self._at + 1].isalnum() else "")
        if name in TRANSPARENT:
            return self._argument()
        found = SPACES.get(name, "" if name in DROPPED else None)
        return self._structure(token) if found is None else found

    def _structure(self, token: re.Match[str]) -> str:
        """What commands print that do more with their arguments than to set them; others as written."""
        match token["command"]:
            case "textsuperscript":
                found = _raised(self._argument(), SUPERSCRIPTS, "")
            case "textsubscript":
                found = _raised(self._argument(), SUBSCRIPTS, "")
            case "noopsort" | "sortnoop":  # tells a program how to sort, and prints nothing
                self._argument()
                found = ""
            case "mathbb":
                found = "".join(BLACKBOARD.get(letter, letter) for letter in self._argument())
            case "frac" | "tfrac" | "dfrac" | "nicefrac" | "sfrac":
                found = f"{_grouped(self._argument())}/{_grouped(self._argument())}"
            case "sqrt":
                found = f"√{_grouped(self._argument())}"
            case "enquote":
                found = f"“{self._argument()}”"
            case "url" | "path" | "nolinkurl":
                found = self._verbatim()
            case "href":
                address, label = self._verbatim(), self._argument()
                found = label if label == address else f"{label} ({address})"
            case _:
                found = self._as_written(token[0])
        return found

    def _verbatim(self) -> str:
        """The next group, its characters as they are."""
        closing = self._text.find("}", self._at)
        if self._text[self._at : self._at + 1] != "{" or closing < 0:
            return ""
        inside, self._at = self._text[self._at + 1 : closing], closing + 1
        return unescaped(inside)

    def _as_written(self, command: str) -> str:
        """An unknown command with the groups behind it, as they are written."""
        self.unknown.append(command.strip())
        start = self._at
        while self._text[self._at : self._at + 1] == "{":
            self._at += 1
            self._group()
        return command + self._text[start : self._at]


def unescaped(address: str) -> str:
    r"""An address without the backslashes that some programs put before ``_``, ``%``, ``&`` and ``#``."""
    inside = re.sub(r"^\\(?:url|path)\s*\{(.*)\}$", r"\1", address.strip(), flags=re.DOTALL)
    return re.sub(r"\{?\\([_%&#~$])(?:\{\})?\}?", r"\1", inside).replace("\\textasciitilde{}", "~")


def _accented(base: str, mark: str, *, alone: str) -> str:
    """The first letter of ``base`` with the combining ``mark``; without one, the accent ``alone``."""
    if not base.strip():
        return alone + base
    first = {"ı": "i", "ȷ": "j"}.get(base[0], base[0])
    return unicodedata.normalize("NFC", first + mark) + base[1:]


def _raised(inside: str, marks: dict[str, str], sign: str) -> str:
    """Digits and signs as small ones; anything else behind ``sign``, in parentheses where it is long."""
    if inside and all(character in marks for character in inside):
        return "".join(marks[character] for character in inside)
    return f"{sign}{_grouped(inside)}" if sign else inside


def _grouped(inside: str) -> str:
    return inside if len(inside) < 2 or inside.isalnum() else f"({inside})"
