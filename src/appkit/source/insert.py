"""Values added to the text of a YAML file, every character that is there left as it is."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.source.document import Layout, comment, document, one_line
from appkit.source.spans import Span, spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.source.made import Path
    from appkit.source.node import Plain


class Addition(NamedTuple):
    """A value that a list or mapping is given.

    ``at`` leads to the list or mapping; ``key`` is the value's in a mapping and None in a list, whose last
    item it becomes. In a mapping it comes behind the key ``after``, None for the first place. The comments of
    ``layout``, as all its paths, are those of ``{key: value}`` or ``[value]``. An empty line stands before it
    where its neighbours have one; ``gap`` is for where there are not two of them, None for never.
    """

    at: Path
    value: Plain
    key: str | None = None
    after: str | None = None
    layout: Layout = Layout()
    gap: bool | None = None

    @property
    def data(self) -> Plain:
        """The value in a list or mapping of its own."""
        return [self.value] if self.key is None else {self.key: self.value}


def with_additions(text: str, additions: Iterable[Addition]) -> str:
    """The text of a YAML file in which the additions stand, those for one place in their order.

    What is added to something inside a list or mapping has to come before what is added to that itself. It is
    for the caller to prove that the text says what it should.
    """
    whole = spans(text)
    inserts: list[tuple[int, str]] = []
    # What empty brackets and braces have been given so far.
    filled: set[Path] = set()
    for addition in additions:
        span = whole.at(addition.at)
        inserts.append(
            _in_block(text, span, addition)
            if span.style == "block"
            else _in_flow(text, span, addition, is_empty=not span.values and addition.at not in filled)
        )
        filled.add(addition.at)
    parts: list[str] = []
    last = 0
    for offset, added in sorted(inserts, key=lambda insert: insert[0]):
        parts += (text[last:offset], added)
        last = offset
    return "".join((*parts, text[last:]))


def applied(data: Plain, additions: Iterable[Addition]) -> Plain:
    """The data of a file with the additions: what the text that has them must say."""
    result = _copy(data)
    for addition in additions:
        target = result
        for step in addition.at:
            target = target[step]  # type: ignore[index]
        if isinstance(target, list):
            target.append(_copy(addition.value))
        else:
            assert isinstance(target, dict)
            assert addition.key is not None
            target[addition.key] = _copy(addition.value)
    return result


def _copy(data: Plain) -> Plain:
    match data:
        case dict():
            return {key: _copy(value) for key, value in data.items()}
        case list():
            return [_copy(item) for item in data]
        case _:
            return data


_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def _line_break(text: str) -> str:
    found = _LINE_BREAK.search(text)
    return found[0] if found else "\n"


# In a block: whole lines


def _in_block(text: str, span: Span, addition: Addition) -> tuple[int, str]:
    """Where lines are to be put, and which."""
    lines = [" " * span.column + line if line else "" for line in _lines(addition)]
    new_line = _line_break(text)
    if addition.key is not None and addition.after is None:
        # The first key has its column already; the one that was first so far gets a line of its own.
        return span.start, new_line.join((*lines, " " * span.column)).lstrip(" ")
    before = [*span.values] if addition.after is None else [addition.after]
    last = before[-1]
    limit = span.column + (last != [*span.values][-1])
    offset, is_line = _behind(text, span.values[last].end, limit)
    if addition.gap is not None and _is_parted(text, span, default=addition.gap):
        lines.insert(0, "")
    block = new_line.join(lines)
    return offset, f"{block}{new_line}" if is_line else f"{new_line}{block}"


def _is_parted(text: str, span: Span, *, default: bool) -> bool:
    """Whether an empty line stands between any two parts of a block."""
    parts = [*span.values.values()]
    between = [text[one.end : other.start] for one, other in itertools.pairwise(parts)]
    return any(_EMPTY_LINE.search(each) for each in between) if between else default


_EMPTY_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")


def _lines(addition: Addition) -> list[str]:
    return document(addition.data, addition.layout).rstrip("\n").split("\n")


def _behind(text: str, end: int, limit: int) -> tuple[int, bool]:
    """Where lines behind a value that ends at ``end`` go, and whether a line begins there.

    What stands behind it on its line belongs to it, and so do comments below that begin at the column
    ``limit`` or farther right, unless they belong to what follows.
    """
    if end and text[end - 1] in "\r\n":  # a block scalar that keeps its empty lines
        return end, True
    found = _LINE_BREAK.search(text, end)
    if found is None:
        return len(text), False
    offset = at = found.end()
    comments: list[tuple[int, int]] = []
    follows = -1
    while at < len(text):
        found = _LINE_BREAK.search(text, at)
        stop = found.start() if found else len(text)
        line = text[at:stop]
        indent = len(line) - len(line.lstrip(" "))
        after = found.end() if found else len(text)
        if line.lstrip(" ").startswith("#"):
            comments.append((indent, after))
        elif line.strip():
            follows = indent if line[:3] not in {"---", "..."} else -1
            break
        at = after
    limit = max(limit, follows + 1)
    for indent, after in comments:
        if indent < limit:
            break
        offset = after
    return offset, text[offset - 1] in "\r\n"


# In brackets and braces: on their line, or on lines of its own where there is something to say about it


def _in_flow(text: str, span: Span, addition: Addition, *, is_empty: bool) -> tuple[int, str]:
    said = one_line(addition.data)[1:-1]
    notes = [*addition.layout.comments.values()]
    if notes:
        indent = " " * (_indent_of(text, span.start) + 4)
        new_line = _line_break(text)
        above = [f"{indent}{line}" for note in notes for line in comment(note)]
        said = new_line.join(("", *above, f"{indent}{said}"))
    if not span.values:
        return span.start + 1, said if is_empty else f",{_spaced(said)}"
    if addition.key is not None and addition.after is None:
        return span.start + 1, f"{said}, "
    last = span.values[addition.after if addition.after is not None else len(span.values) - 1]
    # An empty value ends at its colon, to which a comma would stick.
    glue = " " if text[last.end - 1] == ":" else ""
    return last.end, f"{glue},{_spaced(said)}"


def _spaced(said: str) -> str:
    return said if said[0] in "\r\n" else f" {said}"


def _indent_of(text: str, offset: int) -> int:
    """How far the line that holds an offset is indented."""
    starts = [found.end() for found in _LINE_BREAK.finditer(text, 0, offset)]
    line = text[starts[-1] if starts else 0 : offset]
    return len(line) - len(line.lstrip(" "))
