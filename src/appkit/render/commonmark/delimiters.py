"""Delimiters of emphasis: which characters open and close, and what must stand beside them (section 6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.render.commonmark.spans import PUNCTUATION, SURE_SPACE, WORD

if TYPE_CHECKING:
    from appkit.render.commonmark.spans import Token


def delimited(tokens: list[Token]) -> list[Token]:
    """The tokens with delimiters chosen: ``**``, and ``*`` or, where it would run into a ``**``, ``_``."""
    out = list(tokens)
    opened = 0
    for number, token in enumerate(tokens):
        if token.value == "strong" and token.kind in ("open", "close"):
            out[number] = token._replace(value="**")
        elif token.kind == "open":
            opened = number
        elif token.kind == "close":
            touches = any(
                tokens[n].kind in ("open", "close")
                for end in (opened, number)
                for n in (end - 1, end + 1)
                if 0 <= n < len(tokens)
            )
            for end in (opened, number):
                out[end] = tokens[end]._replace(value="_" if touches else "*")
    return out


def encoded_edges(tokens: list[Token]) -> set[tuple[int, int]]:
    """Which edge characters of words (token number, 0 first or -1 last) must be written as references.

    A delimiter next to punctuation opens or closes only if its other side is white space or punctuation; an
    underscore needs that always. Where a letter stands there, writing it as a reference, which begins with
    ``&`` and ends with ``;``, makes it so. Doubtful characters count as the worse case.
    """
    encoded: set[tuple[int, int]] = set()
    grown = True
    while grown:
        grown = False
        for number, token in enumerate(tokens):
            if token.kind not in ("open", "close"):
                continue
            before, after = number - 1, number + 1
            inner, outer = ((after, 0), (before, -1)) if token.kind == "open" else ((before, -1), (after, 0))
            inside, outside = _side(tokens, inner, encoded), _side(tokens, outer, encoded)
            if (inside == "word" and token.value != "_") or outside in ("space", "punctuation"):
                continue
            encoded.add(outer)
            grown = True
    return encoded


def _side(tokens: list[Token], edge: tuple[int, int], encoded: set[tuple[int, int]]) -> str:
    """What a parser sees at the edge of a token: space, punctuation, word, or doubt."""
    number, end = edge
    if not 0 <= number < len(tokens):
        return "space"
    character = tokens[number].value[end]
    lone = len(tokens[number].value) == 1
    if edge in encoded or (lone and not encoded.isdisjoint({(number, 0), (number, -1)})):
        return "punctuation"
    if PUNCTUATION.match(character):
        return "punctuation"
    if SURE_SPACE.match(character):
        return "space"
    return "word" if WORD.match(character) else "doubt"
