"""Spans of words as one line of CommonMark: which delimiters, which escapes, and no more of them than needed.

Rules are cited by section of CommonMark 0.31.2. What code hosts add (strikethrough, mathematics, task lists)
is escaped too; links they make of bare addresses keep their words.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Span(NamedTuple):
    """Words that all are the same: strong, emphasised, code, part of one link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str | None = None


class Token(NamedTuple):
    """A piece of a line: words still to be escaped, finished markup, or an emphasis delimiter.

    The value of ``open`` and ``close`` is ``strong`` or ``emphasis`` until delimiters are chosen.
    """

    kind: Literal["text", "raw", "open", "close"]
    value: str
    linked: bool = False


# Unicode whitespace (section 2.1) and the line ends that parsers strip from the edges of a paragraph.
_SPACE = " \t\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_EDGES = re.compile(f"([{_SPACE}]*)(.*?)([{_SPACE}]*)\\Z", re.DOTALL)
# White space to every parser; other characters of _SPACE are in doubt.
_SURE_SPACE = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# Letters and digits to every parser, whatever edition of Unicode it has; the rest is in doubt.
_WORD = re.compile(
    "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u3041-\u3096\u4e00-\u9fa5]"
)
_NOTHING_SPECIAL = re.compile(r"[^\\`*_~\[\]<&!$]*\Z")


def written(spans: Sequence[Span], *, alone: bool = True) -> str:
    """The spans as inline CommonMark, not yet safe at the start and end of a line (see :func:`guarded`).

    A line that is not ``alone`` in its paragraph escapes also what only pairs with characters of the others.
    """
    if (
        len(spans) == 1
        and spans[0][1:] == (False, False, False, None)
        and _NOTHING_SPECIAL.match(spans[0].text)
    ):
        return spans[0].text
    tokens = _delimited(_level(spans, linked=False))
    line = _escaped(tokens, _encoded_edges(tokens), alone=alone)
    if tokens and tokens[0].value == "[" and _DEFINITION.match(line):
        # Code in a link's words made the line a link reference definition (section 4.7): only plain words help.
        return written([span._replace(code=False) if span.url else span for span in spans], alone=alone)
    return line


# --- nesting: spans become tokens -------------------------------------------------------------------------


class _Item(NamedTuple):
    """What emphasis may begin before or end after: a run of words, a code span, a whole link."""

    tokens: tuple[Token, ...]
    strong: bool
    emphasis: bool
    blank: bool = False


def _level(spans: Sequence[Span], *, linked: bool) -> list[Token]:
    """Tokens of a line, or of a link's words, with emphasis that nests, closes and touches no white space."""
    items: list[_Item] = []
    for url, group in groupby(_merged(spans), key=lambda span: span.url):
        if url is None:
            items += [item for span in group for item in _word_items(span, linked=linked)]
        else:
            items.append(_link_item(list(group), url))
    return _joined(_nested(items))


def _merged(spans: Sequence[Span]) -> Iterable[Span]:
    """The spans without empty ones, neighbours of one face made one: fences of two code spans would merge."""
    for _, group in groupby((span for span in spans if span.text), key=lambda span: span[1:]):
        alike = list(group)
        yield alike[0]._replace(text="".join(span.text for span in alike))


def _word_items(span: Span, *, linked: bool) -> list[_Item]:
    if span.code:
        return [_Item((Token("raw", _code(span.text)),), span.strong, span.emphasis)]
    match = _EDGES.match(span.text)
    pieces = match.groups() if match else ()
    return [
        _Item((Token("text", piece, linked),), span.strong, span.emphasis, blank=at != 1)
        for at, piece in enumerate(pieces)
        if piece
    ]


def _code(text: str) -> str:
    """A code span (section 6.1): a fence longer than any run inside, padded where spaces would be lost."""
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    pad = " " if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip(" ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


# An address that may stand for itself in angle brackets (section 6.5), without what a parser would decode.
_AUTOLINK = re.compile(r"https?://(?!xn--)[A-Za-z0-9./?#=_~:+,;@-]+(?<!\.xn--)\Z")
_MAIL = re.compile(r"mailto:([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)\Z")


def _link_item(spans: list[Span], url: str) -> _Item:
    strong, emphasis = all(s.strong for s in spans), all(s.emphasis for s in spans)
    words = "".join(span.text for span in spans)
    mail = _MAIL.match(url)
    plain = not any(s.code or s.strong > strong or s.emphasis > emphasis for s in spans)
    if plain and ((words == url and _AUTOLINK.match(url)) or (mail and words == mail[1])):
        return _Item((Token("raw", f"<{words}>"),), strong, emphasis)
    inner = [
        s._replace(url=None, strong=s.strong and not strong, emphasis=s.emphasis and not emphasis)
        for s in spans
    ]
    close = Token("raw", f"]({_destination(url)})")
    return _Item((Token("raw", "["), *_level(inner, linked=True), close), strong, emphasis)


def _destination(url: str) -> str:
    """A link destination (section 6.3): in angle brackets where it holds parentheses."""
    safe = _ENTITY.sub("&amp;", url)
    return f"<{safe}>" if "(" in safe or ")" in safe else safe


def _nested(items: list[_Item]) -> Iterator[Token]:
    """The items with delimiters around them; of two that begin together, the longer is outside.

    White space carries no emphasis: what must close does so before it, what must open after it.
    """
    stack: list[str] = []
    blanks: list[Token] = []
    for number, item in enumerate(items):
        if item.blank:
            blanks += item.tokens
            continue
        wanted = _flags(item)
        while not wanted.issuperset(stack):
            yield Token("close", stack.pop())
        yield from blanks
        blanks = []
        for flag in sorted(wanted.difference(stack), key=lambda flag: (-_reach(items, number, flag), flag)):
            stack.append(flag)
            yield Token("open", flag)
        yield from item.tokens
    while stack:
        yield Token("close", stack.pop())
    yield from blanks


def _flags(item: _Item) -> set[str]:
    return {flag for flag, on in (("strong", item.strong), ("emphasis", item.emphasis)) if on}


def _reach(items: list[_Item], start: int, flag: str) -> int:
    """Where the emphasis that begins at ``start`` ends."""
    ends = (n for n in range(start, len(items)) if not items[n].blank and flag not in _flags(items[n]))
    return next(ends, len(items))


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """The tokens with neighbouring words made one."""
    out: list[Token] = []
    for token in tokens:
        if out and token.kind == "text" == out[-1].kind:
            out[-1] = Token("text", out[-1].value + token.value, token.linked)
        else:
            out.append(token)
    return out


# --- delimiters: which characters open and close, and what must stand beside them (section 6.2) --------------


def _delimited(tokens: list[Token]) -> list[Token]:
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


def _encoded_edges(tokens: list[Token]) -> set[tuple[int, int]]:
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
    if _PUNCTUATION.match(character):
        return "punctuation"
    if _SURE_SPACE.match(character):
        return "space"
    return "word" if _WORD.match(character) else "doubt"


# --- escapes (sections 2.4 and 2.5) ------------------------------------------------------------------------

_ENTITY = re.compile(r"&(?=(?:#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});)")
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|`|\*+|_+|~+|[\[\]]|<(?!\s)|!\Z|\$|" + _ENTITY.pattern  # fmt: skip
)
_MATHEMATICS = re.compile(r"\$\$|\$\S(?:[^$]*\S)?\$(?!\d)")


class _Surroundings(NamedTuple):
    """What of a whole line decides whether a character in it means something."""

    lone: str
    tags: bool
    mathematics: bool


def _escaped(tokens: list[Token], encoded: set[tuple[int, int]], *, alone: bool) -> str:
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
        return _reference(text)
    core = text[first : len(text) - last]

    def mark(match: re.Match[str]) -> str:
        found = match[0]
        if _means_itself(match, token, around, line_start=line_start, before_link=before_link and not last):
            return found
        return "".join(f"\\{character}" for character in found)

    escaped = core if _NOTHING_SPECIAL.match(core) else _SPECIAL.sub(mark, core)
    return (_reference(text[0]) if first else "") + escaped + (_reference(text[-1]) if last else "")


def _means_itself(
    match: re.Match[str], token: Token, around: _Surroundings, *, line_start: bool, before_link: bool
) -> bool:
    """Whether a parser would leave what :data:`_SPECIAL` found as it is."""
    found, text = match[0][0], match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    match found:
        case "~" if not after or not (before or line_start):
            return False  # cmark-gfm looks past it for what stands beside a delimiter
        case "*" | "_" | "~":
            inside_word = found == "_" and bool(_WORD.match(before)) and bool(_WORD.match(after))
            return found in around.lone or before == after == " " or inside_word
        case "[":
            return not token.linked
        case "]":
            return not token.linked and after != "("
        case "<":
            starts_tag = line_start and match.start() == 0 and bool(re.match(r"[A-Za-z/!?]", after))
            return not (around.tags or starts_tag)
        case "$":
            return not around.mathematics
        case "!":
            return not before_link
        case _:
            return False


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


# --- lines: what means something only where a line begins or ends --------------------------------------------

_DEFINITION = re.compile(r"\[(?:\\.|[^\[\]\\])+\]:")
# Thematic breaks, list markers, headings, quotes, fences (chapters 4 and 5), and what code hosts take for a
# task. Only a line that follows another can be an underline or the delimiter row of a table.
_BLOCK_START = re.compile(
    r"([-_*])[ \t]*(?:\1[ \t]*){2,}\Z|[-+*](?=[ \t]|\Z)|#{1,6}(?=[ \t]|\Z)|>|~~~|\[[ xX]\](?=\s)|"
    + _DEFINITION.pattern
)
_UNDERLINE = re.compile(r"=+[ \t]*\Z|[-|:][-|: \t]*\Z")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|\Z)")
_CLOSING_MARKS = re.compile(r"((?:\A|[ \t])#*)#\Z")
_OUTER_SPACE = re.compile(f"\\A[{_SPACE}]|[{_SPACE}]\\Z")


def guarded(line: str, *, heading: bool = False, joined: bool = False) -> str:
    """The line as a parser will not take it for another block, in a heading or below another line."""
    if heading:
        line = _CLOSING_MARKS.sub(r"\1\\#", line)
    elif _BLOCK_START.match(line) or (joined and _UNDERLINE.match(line)):
        line = f"\\{line}"
    else:
        line = _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
    return _OUTER_SPACE.sub(lambda match: _reference(match[0]), line)
