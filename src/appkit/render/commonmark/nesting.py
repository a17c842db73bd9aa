"""Nesting: spans that overlap as they like become emphasis, code and links that nest."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from appkit.render.commonmark.spans import ENTITY, SPACE, Span, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_EDGES = re.compile(f"([{SPACE}]*)(.*?)([{SPACE}]*)\\Z", re.DOTALL)


class _Item(NamedTuple):
    """What emphasis may begin before or end after: a run of words, a code span, a whole link."""

    tokens: tuple[Token, ...]
    strong: bool
    emphasis: bool
    blank: bool = False


def nested(spans: Sequence[Span], *, linked: bool = False) -> list[Token]:
    """Tokens of a line, or of a link's words, with emphasis that nests, closes and touches no white space."""
    items: list[_Item] = []
    for url, group in groupby(_merged(spans), key=lambda span: span.url):
        if url is None:
            items += [item for span in group for item in _word_items(span, linked=linked)]
        else:
            items.append(_link_item(list(group), url))
    return _joined(_opened_and_closed(items))


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
_AUTOLINK = re.compile(r"https?://(?!.*xn--)[A-Za-z0-9./?#=_~:+,;@-]+\Z")
_MAIL = re.compile(r"mailto:(?!.*xn--)([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)\Z")


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
    return _Item((Token("raw", "["), *nested(inner, linked=True), close), strong, emphasis)


def _destination(url: str) -> str:
    """A link destination (section 6.3): in angle brackets where it holds parentheses."""
    safe = ENTITY.sub("&amp;", url)
    return f"<{safe}>" if "(" in safe or ")" in safe else safe


def _opened_and_closed(items: list[_Item]) -> Iterator[Token]:
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
