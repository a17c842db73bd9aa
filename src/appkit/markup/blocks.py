"""A template's output into blocks."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.markup.chunks import chunks_of, tokens_of
from appkit.markup.inlines import Fill, Inlines
from appkit.markup.marks import MARKS
from appkit.markup.problems import Problem, foreign
from appkit.markup.tree import common_address, deepest_common, without_last_space
from appkit.model.document import (
    ROLES,
    Block,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Origin,
    Paragraph,
    Right,
    Strong,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

    from appkit.model.document import Role


# The person, a section, an entry or group, an entry inside a group.
_DEEPEST = 4


def parse_document(
    markdown: str, fill: Callable[[int], Fill], origin: Callable[[int], Origin]
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of a template's output, and what in it no document can hold.

    ``fill`` gives the paragraphs of the value a mark stands for, ``origin`` the place in a template that a
    line of the output (from 0) comes from.
    """
    blocks: list[Block] = []
    problems: list[Problem] = []
    titled = False
    for chunk in chunks_of(markdown):
        fills = tuple([fill(number) for number in chunk.numbers])
        origins = tuple([origin(chunk.line + line) for line in range(chunk.markdown.count("\n") + 1)])
        found, wrong = _blocks_of(chunk.markdown, fills, origins)
        title = any(isinstance(block, Heading) and block.level == 1 for block in found)
        if title and titled:
            message = "a second heading of level 1: that is the title of the whole document"
            problems.append(Problem("second-title", message, chunk.line, "sections are '##'"))
        titled = titled or title
        blocks += found
        problems += (replace(each, line=each.line + chunk.line) for each in wrong)
    return tuple(blocks), tuple(problems)


# Chunks with the same values in them recur: between the trials of one document, and, as most targets show an
# entry in the same words, between targets. What is made of their blocks is then kept by identity, in effect.
@functools.lru_cache(maxsize=4096)
def _blocks_of(
    markdown: str, fills: tuple[Fill, ...], origins: tuple[Origin, ...]
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of one chunk, whose marks and lines count from 0."""
    reader = _Blocks(markdown, tokens_of(markdown), fills.__getitem__, origins.__getitem__)
    return tuple(reader.until(None)), tuple(reader.problems)


class _Blocks:
    """One pass over block tokens."""

    def __init__(
        self,
        markdown: str,
        tokens: Sequence[Token],
        fill: Callable[[int], Fill],
        origin: Callable[[int], Origin],
    ) -> None:
        self._lines = markdown.split("\n")
        self._tokens = iter(tokens)
        self.problems: list[Problem] = []
        self._inlines = Inlines(fill, origin, self.problems)

    def until(self, closing: str | None) -> Iterator[Block]:
        """Blocks up to the token ``closing``, or to the end."""
        for token in self._tokens:
            if token.type == closing:
                return
            line = _line(token)
            match token.type:
                case "heading_open":
                    yield self._heading(int(token.tag[1]), line)
                case "paragraph_open":
                    yield from self._paragraphs(line)
                case "bullet_list_open" | "ordered_list_open":
                    yield self._list(token)
                case kind:
                    self.problems += filter(None, [foreign(kind, line)])

    def _heading(self, level: int, line: int) -> Heading:
        inline = next(self._tokens)
        next(self._tokens)  # heading_close
        content = self._inlines.read(inline.children or [], line)
        if not content:
            self.problems.append(Problem("empty-block", "a heading without words", line))
        if level > _DEEPEST:
            message = f"a heading of level {level}: a document has {_DEEPEST}"
            self.problems.append(Problem("heading-too-deep", message, line))
        return Heading(level, self._with_right_last(content, line), common_address(content))

    def _paragraphs(self, line: int) -> Iterator[Paragraph]:
        inline = next(self._tokens)
        next(self._tokens)  # paragraph_close
        tokens, role = _role(inline.children or [])
        if _TABLE.search(inline.content):
            self.problems.append(Problem("not-in-a-document", "a table cannot stand in a document", line))
        alone = MARKS.fullmatch(inline.content.strip())
        contents = self._inlines.fill(int(alone[1]), line) if alone else (self._inlines.read(tokens, line),)
        for content in contents:
            if content:
                yield Paragraph(self._with_right_last(content, line), role, common_address(content))

    def _with_right_last(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        *before, last = content or (None,)
        inside = last.content if isinstance(last, Right) else (last,)
        if any(isinstance(each, Right) for each in before) or any(map(_holds_right, (*before, *inside))):
            message = "a {.right} span must be the last thing of its paragraph"
            self.problems.append(Problem("right-not-last", message, line))
        if content and isinstance(content[-1], Right):
            return (*without_last_space(content[:-1]), content[-1])
        return content

    def _list(self, opening: Token) -> List:
        ordered = opening.type == "ordered_list_open"
        items: list[ListItem] = []
        for token in self._tokens:
            if token.type in {"ordered_list_close", "bullet_list_close"}:
                break
            self._refuse_lazy_lines(token)
            blocks = tuple(self.until("list_item_close"))
            if not blocks:
                self.problems.append(Problem("empty-block", "a list item without words", _line(token)))
            elif any(isinstance(block, Heading) for block in blocks):
                self.problems.append(Problem("heading-in-list", "a heading inside a list", _line(token)))
            else:
                items.append(ListItem(blocks, deepest_common(block.address for block in blocks)))
        start = int(opening.attrGet("start") or 1) if ordered else None
        return List(tuple(items), start, deepest_common(item.address for item in items))

    def _refuse_lazy_lines(self, item: Token) -> None:
        """Report a line that CommonMark counts to the item although it is not indented below it."""
        first, last = item.map or (0, 0)
        marker = _MARKER.match(self._lines[first])
        indent = marker.end() if marker else 0
        for number in range(first + 1, last):
            line = self._lines[number]
            if line.strip() and _indent(line) < indent:
                message = "this line becomes part of the list item above it"
                help_ = "put a blank line before it, or indent it below the item's words"
                self.problems.append(Problem("lazy-line", message, number, help_))
                return


# The line below the head of a table: people try it, and CommonMark makes words of it.
_TABLE = re.compile(r"(?m)(?<=\n) *\|? *:?-{3,}:? *(?:\| *:?-{3,}:? *)*\| *(?::?-{3,}:? *)?$")
# The words of a list item begin behind its marker and at most four spaces (CommonMark 5.2).
_MARKER = re.compile(r" *(?:[-+*]|[0-9]{1,9}[.)]) {1,4}")


def _holds_right(inline: Inline | None) -> bool:
    """Whether a right part hides inside other inlines."""
    if not isinstance(inline, Emphasis | Strong | Link):
        return isinstance(inline, Right)
    return any(map(_holds_right, inline.content))


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _role(tokens: Sequence[Token]) -> tuple[Sequence[Token], Role]:
    """The tokens of a paragraph and its role: the class of the one span that it is, if it is one."""
    if len(tokens) > 2 and tokens[0].type == "span_open" and tokens[-1].type == "span_close":
        name = tokens[0].attrGet("class")
        role: Role | None = next((role for role in ROLES if role == name), None)
        if role and _is_one_span(tokens):
            return tokens[1:-1], role
    return tokens, "body"


def _is_one_span(tokens: Sequence[Token]) -> bool:
    """Whether the span that opens first closes last."""
    depth = 0
    for token in tokens[:-1]:
        depth += {"span_open": 1, "span_close": -1}.get(token.type, 0)
        if not depth:
            return False
    return True
