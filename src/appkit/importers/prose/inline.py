"""Inline Markdown read into words, as converters write it and not only as CommonMark allows.

Emphasis whose stars stand where CommonMark would not take them (``**Label:**words``) is still emphasis; stars
that pair with nothing are characters. Every step looks at a character once.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.render.commonmark import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.importers.prose.line import Words

_SPECIAL = re.compile(r"[\\`*_\[\]!<&]")
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<stars>\*+|_+)"
    r"|<(?P<auto>(?:https?|mailto|tel):[^\s<>]*|[\w.+-]{1,64}@[\w.-]{1,255})>"
    r"|(?P<tag></?(?:sup|sub|b|strong|i|em|u|a|br|span|div|p|center|small|font|img|h[1-6]|kbd|hr|details|summary)\b[^<>]*>)"
    r"|(?P<entity>&(?:#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});)"
    r"|(?P<open>!?\[)|(?P<close>\](?:\((?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*|<[^<>]*>)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\))?)"
)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*\"([^\"]*)\"", re.IGNORECASE)


class _Token(NamedTuple):
    kind: str  # text, code, stars, open, close, link, unlink
    text: str
    url: str | None = None
    flank: tuple[bool, bool] = (False, False)  # words stand straight behind it, before it


def words_of_markdown(text: str) -> Words:
    """The words of one line of Markdown, with their looks and links."""
    if not _SPECIAL.search(text):
        return (Span(text),) if text else ()
    return _spans(_linked(_paired(list(_tokens(text)))))


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    end = 0
    closers = _tick_ends(text)
    for match in _TOKEN.finditer(text):
        if match.start() < end:
            continue
        if match.start() > at:
            yield _Token("text", text[at : match.start()])
        end = match.end()
        kind = match.lastgroup if match.lastgroup != "target" else "close"
        if kind == "ticks":
            stop = closers.get(match.start())
            if stop is None:
                yield _Token("text", match[0])
            else:
                yield _Token("code", text[match.end() : stop].strip() or text[match.end() : stop])
                end = stop + len(match[0])
        else:
            yield from _token(kind or "", match)
        at = end
    if at < len(text):
        yield _Token("text", text[at:])


def _tick_ends(text: str) -> dict[int, int]:
    """Where the code begins that is closed, and where it ends: runs of equally many backticks."""
    out: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for match in re.finditer(r"`+", text):
        start = waiting.pop(len(match[0]), None)
        if start is None:
            waiting[len(match[0])] = match.start()
        else:
            out[start] = match.start()
    return out


def _token(kind: str, match: re.Match[str]) -> Iterator[_Token]:
    text = match[0]
    if kind == "escaped":
        yield _Token("text", match["escaped"])
    elif kind == "auto":
        url = match["auto"]
        yield _Token("link", "", url if ":" in url else f"mailto:{url}")
        yield _Token("text", url.removeprefix("mailto:"))
        yield _Token("unlink", "")
    elif kind == "entity":
        yield _Token("text", html.unescape(text))
    elif kind == "stars":
        before, after = (
            match.string[match.start() - 1 : match.start()],
            match.string[match.end() : match.end() + 1],
        )
        inside_word = text[0] == "_" and before.isalnum() and after.isalnum()
        flank = (bool(after) and not after.isspace(), bool(before) and not before.isspace())
        yield _Token("text" if inside_word else "stars", text, None, flank)
    elif kind == "tag":
        yield from _tag(text)
    elif kind == "close":
        target = match["target"]
        yield _Token("close", text, None if target is None else target.strip("<>"))
    else:
        yield _Token("open", text)


def _tag(text: str) -> Iterator[_Token]:
    """What an HTML tag says: looks and links; others say nothing."""
    name = re.sub(r"[</>]", " ", text).split()[0].casefold()
    if name in ("b", "strong"):
        yield _Token("strong", "", None, (not text.startswith("</"), False))
    elif name in ("i", "em"):
        yield _Token("emphasis", "", None, (not text.startswith("</"), False))
    elif name == "a":
        href = _HREF.search(text)
        yield _Token("link", "", html.unescape(href[1])) if href else _Token("unlink", "")
    elif name == "br":
        yield _Token("text", " ")
    elif name == "img" and (alt := _ALT.search(text)):
        yield _Token("text", html.unescape(alt[1]))


def _linked(tokens: list[_Token]) -> list[_Token]:
    """The tokens with brackets that make a link made one; other brackets are characters."""
    out: list[_Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(len(out))
            out.append(_Token("text", token.text))
        elif token.kind == "close":
            start = opened.pop() if opened else None
            if start is None or token.url is None:
                out.append(_Token("text", token.text))
            else:
                out[start] = _Token("link", "", token.url)
                out.append(_Token("unlink", ""))
        else:
            out.append(token)
    return out


def _paired(tokens: list[_Token]) -> list[_Token]:
    """The stars that pair made looks, as many as pair; others are characters."""
    out: list[list[_Token]] = []
    openers: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}
    for token in tokens:
        if token.kind != "stars":
            out.append([token])
            continue
        sign, left = token.text[0], len(token.text)
        made: list[_Token] = []
        stack = openers[sign]
        while left and stack and token.flank[1]:
            place, many = stack.pop()
            used = min(left, many, 3)
            opening = [_Token(look, "", None, (True, False)) for look in _LOOKS[used]]
            out[place][-1:] = [_Token("stars", sign * (many - used)), *opening] if many > used else opening
            if many > used:
                # What is left of the opening stars stands before what they opened.
                out[place] = [_Token("text", sign * (many - used)), *opening]
            made += [_Token(look, "", None, (False, False)) for look in _LOOKS[used]]
            left -= used
        if left and token.flank[0]:
            stack.append((len(out), left))
        if left:
            made.append(_Token("text", sign * left))
        out.append(made)
    return [token for group in out for token in group]


_LOOKS = {1: ("emphasis",), 2: ("strong",), 3: ("strong", "emphasis")}


def _spans(tokens: list[_Token]) -> Words:
    depth = {"strong": 0, "emphasis": 0}
    url: str | None = None
    out: list[Span] = []
    for token in tokens:
        if token.kind in depth:
            depth[token.kind] = max(0, depth[token.kind] + (1 if token.flank[0] else -1))
        elif token.kind == "link":
            url = token.url
        elif token.kind == "unlink":
            url = None
        elif token.text:
            strong, emphasis = depth["strong"] > 0, depth["emphasis"] > 0
            span = Span(token.text, strong, emphasis, token.kind == "code", url or None)
            out.append(span)
    return tuple(_merged(out))


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Neighbours that look the same made one."""
    pieces: list[str] = []
    look: Span | None = None
    for span in spans:
        this = span._replace(text="")
        if this != look and look is not None:
            yield look._replace(text="".join(pieces))
            pieces = []
        look = this
        pieces.append(span.text)
    if look is not None:
        yield look._replace(text="".join(pieces))
