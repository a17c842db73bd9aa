"""Escapes (sections 2.4 and 2.5): a backslash before what a parser would otherwise take for markup."""

from __future__ import annotations

import re
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
            before_link = number + 1 < len(tokens) and tokens[number + 1].value == "["
            ends = ((number, 0) in encoded, (number, -1) in encoded)
            out.append(_words(token, around, ends, line_start=number == 0, before_link=before_link))
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


def _words(
    token: Token, around: _Surroundings, ends: tuple[bool, bool], *, line_start: bool, before_link: bool
) -> str:
    """The words escaped, their first and last characters as references where ``ends`` asks for it."""
    text = token.value
    first, last = ends
    if len(text) == 1 and (first or last):
        return reference(text)
    core = text[first : len(text) - last]

    def mark(match: re.Match[str]) -> str:
        found = match[0]
        if _means_itself(match, token, around, line_start=line_start, before_link=before_link and not last):
            return found
        return "".join(f"\\{character}" for character in found)

    escaped = core if NOTHING_SPECIAL.match(core) else _SPECIAL.sub(mark, core)
    return (reference(text[0]) if first else "") + escaped + (reference(text[-1]) if last else "")


def _means_itself(
    match: re.Match[str], token: Token, around: _Surroundings, *, line_start: bool, before_link: bool
) -> bool:
    """Whether a parser would leave what :data:`_SPECIAL` found as it is."""
    found, text = match[0][0], match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    match found:
        case "[" | "]":
            return not token.linked and found + after != "]("
        case "$":
            return not around.mathematics
        case "!":
            return not before_link
        case "<":
            starts_tag = line_start and match.start() == 0 and bool(re.match(r"[A-Za-z/!?]", after))
            return not (around.tags or starts_tag)
        case "*" | "_" | "~":
            return _pairs_with_nothing(found, before, after, around, line_start=line_start)
        case _:
            return False


def _pairs_with_nothing(
    found: str, before: str, after: str, around: _Surroundings, *, line_start: bool
) -> bool:
    """Whether a run of delimiters can neither open nor close anything."""
    if found == "~" and (not after or not (before or line_start)):
        return False  # cmark-gfm looks past it for what stands beside a delimiter
    if found == "_" and WORD.match(before) and WORD.match(after):
        return True
    return found in around.lone or before == after == " "
