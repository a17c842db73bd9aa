"""Inline Markdown into inlines, for templates and for rich values."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from markdown_it import MarkdownIt

from appkit.markup.marks import MARKS
from appkit.markup.problems import Problem, foreign
from appkit.markup.tree import first_origin, joined, without_links
from appkit.model.address import SAFE_SCHEMES, scheme_of
from appkit.model.document import (
    ROLES,
    Code,
    Emphasis,
    Inline,
    Link,
    Origin,
    Prompt,
    Right,
    Run,
    Strong,
    plain,
)
from appkit.source import refusal, refused_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

# The paragraphs of a value: a name has one, a summary may have more.
Fill: TypeAlias = tuple[tuple[Inline, ...], ...]


# The origin of a question in a template's own words, until the tree knows which line prints it.
HERE = Origin("template", "")


def keep_addresses(parser: MarkdownIt) -> MarkdownIt:
    """The parser made to leave link addresses as they are written.

    It would percent-encode marks and turn links it dislikes back into text without a word; we report them.
    """
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - its name is the API
    return parser


@functools.cache
def _rich_parser() -> MarkdownIt:
    return keep_addresses(MarkdownIt("commonmark", {"html": False}).disable(["html_inline", "image"]))


_LINE_END = re.compile(r"[\r\n]")
_PARAGRAPH_BREAK = re.compile(r"\n(?:[ \t]*\n)+")


@functools.lru_cache(maxsize=4096)
def parse_rich(text: str, origin: Origin) -> tuple[Fill, tuple[Problem, ...]]:
    """The paragraphs of a rich text: emphasis, strong, code and links; anything else is its characters."""
    problems: list[Problem] = []
    paragraphs: list[tuple[Inline, ...]] = []
    line = start = 0
    for separator in [*_PARAGRAPH_BREAK.finditer(text), None]:
        tokens = _rich_parser().parseInline(text[start : separator.start() if separator else None])
        reader = Inlines(lambda _: None, lambda _: origin, problems, hard_breaks=True)
        if content := reader.read(tokens[0].children or [], line):
            paragraphs.append(content)
        if separator:
            start = separator.end()
            line = text.count("\n", 0, start)
    return tuple(paragraphs), tuple(problems)


class _Cursor:
    """Tokens, read one by one up to a closing one; ``breaks`` are the line breaks that were read."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = iter(tokens)
        self.breaks = 0

    def until(self, kind: str | None) -> Iterator[Token]:
        for token in self._tokens:
            if token.type == kind:
                return
            yield token


class Inlines:
    """Inline tokens into inlines; marks become what they stand for, problems are collected."""

    def __init__(
        self,
        fill: Callable[[int], Fill | None],
        origin: Callable[[int], Origin],
        problems: list[Problem],
        *,
        hard_breaks: bool = False,
    ) -> None:
        self._fill = fill
        self._origin = origin
        self._problems = problems
        self._breaks = {"softbreak", "hardbreak"} if hard_breaks else {"softbreak"}

    def read(self, tokens: Sequence[Token], line: int) -> tuple[Inline, ...]:
        """The inlines of the tokens of one block that begins on ``line`` of the text."""
        return joined(self._until(_Cursor(tokens), None, line))

    def _until(self, tokens: _Cursor, until: str | None, line: int) -> Iterator[Inline]:
        for token in tokens.until(until):
            here = line + tokens.breaks
            match token.type:
                case "text" | "text_special":
                    yield from self._text(token.content, here)
                case kind if kind in self._breaks:
                    tokens.breaks += 1
                    yield Run(" ", self._origin(here))
                case "code_inline":
                    self._refuse_class(token, "code", here)
                    yield self._code(token.content, here)
                case "em_open":
                    yield from _around(Emphasis, self._until(tokens, "em_close", line))
                case "strong_open":
                    yield from _around(Strong, self._until(tokens, "strong_close", line))
                case "link_open":
                    yield from self._link(token, tokens, line)
                case "span_open":
                    yield from self._span(token, tokens, line)
                case kind:
                    self._problems += filter(None, [foreign(kind, here)])

    def fill(self, number: int, line: int) -> Fill:
        """The paragraphs of a value; a question that is :data:`HERE` is asked by the template's line."""
        return tuple(
            tuple(
                replace(inline, origin=self._origin(line))
                if isinstance(inline, Prompt) and inline.origin == HERE
                else inline
                for inline in paragraph
            )
            for paragraph in self._fill(number) or ()
        )

    def _text(self, text: str, line: int) -> Iterator[Inline]:
        end = 0
        for match in MARKS.finditer(text):
            yield self._run(text[end : match.start()], line)
            end = match.end()
            for index, paragraph in enumerate(self.fill(int(match[1]), line)):
                if index:
                    yield Run(" ", self._origin(line))
                yield from paragraph
        yield self._run(text[end:], line)

    def _run(self, text: str, line: int) -> Run:
        self._refuse_characters(text, line)
        return Run(text, self._origin(line))

    def _refuse_characters(self, text: str, line: int) -> None:
        """Report a character that no file may hold: an entity wrote it."""
        if found := refused_character(text):
            message = f"{refusal(found[0])} is not allowed in text"
            help_ = "an entity such as '&#12;' writes it; write '\\&' for the character '&'"
            self._problems.append(Problem("forbidden-character", message, line, help_))

    def _refuse_class(self, token: Token, what: str, line: int) -> None:
        """Report a class on what can have none."""
        if name := token.attrGet("class"):
            message = f"{{.{name}}} stands behind a {what}, not behind a span"
            help_ = f"put brackets around the {what}: [ … ]{{.{name}}}"
            self._problems.append(Problem("misplaced-role", message, line, help_))

    def filled(self, text: str) -> str:
        """``text`` with every mark replaced by the characters of its value."""
        return MARKS.sub(lambda m: " ".join(map(plain, self._fill(int(m[1])) or ())), text)

    def _code(self, text: str, line: int) -> Code:
        match = MARKS.search(text)
        filled = self._fill(int(match[1])) if match else None
        origin = first_origin(filled[0]) if filled else None
        return Code(self.filled(text), origin or self._origin(line))

    def _link(self, opening: Token, tokens: _Cursor, line: int) -> Iterator[Inline]:
        url = self.filled(str(opening.attrGet("href") or "")).strip()
        self._refuse_class(opening, "link", line)
        self._refuse_characters(url, line)
        content = without_links(joined(self._until(tokens, "link_close", line)))
        scheme = scheme_of(url)
        if not content:
            help_ = "write the words between the brackets"
            self._problems.append(Problem("link-without-words", "a link without words", line, help_))
            return
        if _LINE_END.search(url):
            # An entity writes one, or a backslash at the end of a line, which the parser takes for an escape.
            message = "the address of this link goes on in another line"
            help_ = "write the address in one line"
            self._problems.append(Problem("link-over-lines", message, line, help_))
            yield from content
            return
        if scheme in SAFE_SCHEMES:
            yield Link(content, url)
            return
        code = "unsafe-link" if scheme else "link-without-scheme"
        message = f"a link to a '{scheme}:' address" if scheme else f"the link to '{url}' has no scheme"
        help_ = f"links lead to {', '.join(SAFE_SCHEMES)} addresses only"
        self._problems.append(Problem(code, message, line, help_))
        yield from content

    def _span(self, opening: Token, tokens: _Cursor, line: int) -> Iterator[Inline]:
        name = str(opening.attrGet("class") or "")
        content = self._until(tokens, "span_close", line)
        if name == "right":
            yield from _around(Right, content)
            return
        whole = name in ROLES
        message = f"a {{.{name}}} span must be a whole paragraph" if whole else f"no role '{name}'"
        help_ = "only {.right} stands beside other words" if whole else f"one of: right, {', '.join(ROLES)}"
        self._problems.append(Problem("misplaced-role" if whole else "unknown-role", message, line, help_))
        yield from content


def _around(kind: type[Emphasis | Strong | Right], content: Iterator[Inline]) -> Iterator[Inline]:
    inside = joined(content)
    if inside:
        yield kind(inside)
