"""Escapes (sections 2.4 and 2.5): a backslash before what a parser would otherwise take for markup."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from appkit.render.commonmark.spans import ENTITY, NOTHING_SPECIAL, WORD, reference

if TYPE_CHECKING:
    from appkit.render.commonmark.spans import Token

_SPECIAL = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\Z)|`|\*+|_+|~+|[\[\]]|<(?!\s)|!\Z|\$|" + ENTITY.pattern)
_MATHEMATICS = re.compile(r"\$\$|\$\S(?:[^$]*\S)?\$(?!\d)")


class _Surroundings(NamedTuple):
    """What of a whole line decides whether a character in it means something."""

    lone: str
    tags: bool
    mathematics: bool


def escaped(tokens: list[Token], encoded: set[tuple[int, int]], *, alone: bool) -> str:
    """The tokens as one line; edge characters in ``encoded`` (token number, 0 or -1) as references."""
    around = _surroundings(tokens) if alone else _Surroundings("", tags=True, mathematics=True)
    out = []
    for number, token in enumerate(tokens):
        if token.kind == "text":
            following = tokens[number + 1] if number + 1 < len(tokens) else None
            place = _Place(number == 0, following is None, following is not None and following.value == "[")
            out.append(_words(token, around, ((number, 0) in encoded, (number, -1) in encoded), place))
        else:
            out.append(token.value)
    return "".join(out)


def _surroundings(tokens: list[Token]) -> _Surroundings:
    words = "\n".join(token.value for token in tokens if token.kind == "text")
    delimiters = any(token.kind in ("open", "close") for token in tokens)
    # A delimiter that is the only one of its line pairs with nothing.
    lone = "".join(
        c for c in "*_~" if len(re.findall(f"[{c}]+", words)) == 1 and (c == "~" or not delimiters)
    )
    tags = any(">" in token.value for token in tokens if token.kind in ("text", "raw"))
    return _Surroundings(lone, tags, _MATHEMATICS.search(words) is not None)


class _Place(NamedTuple):
    """Where in its line a token stands."""

    first: bool
    last: bool
    before_link: bool


def _words(token: Token, around: _Surroundings, ends: tuple[bool, bool], place: _Place) -> str:
    """The words escaped, their first and last characters as references where ``ends`` asks for it."""
    text = token.value
    first, last = ends
    place = _Place(place.first and not first, place.last and not last, place.before_link and not last)
    if len(text) == 1 and (first or last):
        return reference(text)
    core = text[first : len(text) - last]

    def mark(match: re.Match[str]) -> str:
        found = match[0]
        if _means_itself(match, token, around, place):
            return found
        return "".join(f"\\{character}" for character in found)

    escaped = core if NOTHING_SPECIAL.match(core) else _SPECIAL.sub(mark, core)
    return (reference(text[0]) if first else "") + escaped + (reference(text[-1]) if last else "")


def _means_itself(match: re.Match[str], token: Token, around: _Surroundings, place: _Place) -> bool:
    """Whether a parser would leave what :data:`_SPECIAL` found as it is."""
    found, text = match[0][0], match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    match found:
        case "[" | "]":
            itself = not token.linked and found + after != "]("
        case "&":
            itself = after != "#" and text[match.end() :].partition(";")[0] + ";" not in html5
        case "$":
            itself = not around.mathematics
        case "!":
            itself = not place.before_link
        case "<":
            starts_tag = place.first and match.start() == 0 and bool(re.match(r"[A-Za-z/!?]", after))
            itself = not (around.tags or starts_tag)
        case "*" | "_" | "~":
            before, after = before or " " * place.first, after or " " * place.last
            itself = _pairs_with_nothing(found, before, after, around)
        case _:
            itself = False
    return itself


def _pairs_with_nothing(found: str, before: str, after: str, around: _Surroundings) -> bool:
    """Whether a run of delimiters can neither open nor close anything; a line's ends count as spaces."""
    if found == "~" and not (before and after):
        return False  # cmark-gfm looks past it for what stands beside a delimiter
    if found == "_" and WORD.match(before) and WORD.match(after):
        return True
    return found in around.lone or before == after == " "
