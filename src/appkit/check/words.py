"""Words for values and types, as people say them who have never seen a JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.check.branches import mismatched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.check.fault import Fault, Path
    from appkit.source.node import Plain

_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
}
# What a schema's title makes of its types: a date is text or a whole number, but "a date" says more.
_TITLES = {"Date": "a date", "Length": "a length", "Colour": "a colour", "Factor": "a number", "Tag": "a tag"}

_SHOWN = 40


def shown(value: object) -> str:
    """The value in quotes, its end cut off where it is long."""
    text = str(value)
    return f"'{text[: _SHOWN - 1]}…'" if len(text) > _SHOWN else f"'{text}'"


def found(value: Plain) -> str:
    """What stands there: ``text``, ``a list``, ``the number 3``."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"the number {value}"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def expected(fault: Fault) -> tuple[str, ...]:
    """What would have been right where a value is of the wrong type, each in words, without repetition."""
    return tuple(dict.fromkeys(_expected(fault)))


def _expected(fault: Fault) -> Iterator[str]:
    if fault.keyword == "anyOf":
        for inner in (inner for branch in fault.branches for inner in branch if mismatched(inner)):
            yield from _expected(inner)
        return
    title = fault.schema.get("title")
    if title in _TITLES:
        yield _TITLES[title]
        return
    types = fault.wanted
    # Text counts as the characters written, so the other scalars are text too.
    names = [types] if isinstance(types, str) else ["string"] if "string" in types else types
    yield from (_TYPES[name] for name in names if name != "null")


def either(words: Iterable[str]) -> str:
    """The words as alternatives: ``text, a list or a mapping``."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def subject(path: Path) -> str:
    """What the value at ``path`` is called: its key, or whose item it is."""
    keys = [step for step in path if isinstance(step, str)]
    if not path or not keys:
        return "an item" if path else "the file"
    return f"'{keys[-1]}'" if isinstance(path[-1], str) else f"an item of '{keys[-1]}'"


def with_article(noun: str) -> str:
    """The noun with ``a`` or ``an`` before it."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
