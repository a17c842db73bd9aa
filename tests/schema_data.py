"""Random data that has the shape of a schema, and nodes made of it."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from appkit.diagnostics import Location
from appkit.source import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

Schema = dict[str, Any]

WORDS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
    st.sampled_from(
        ["Ann Lee*, Bo Li and Cy Yu", " a \t\n b\n\nc ", "C#", "\u00a0", "机器学习", "MoE", "*", ";,", "2024"]
    ),
)
NAMES = st.sampled_from(["a", "b-1", "acme", "x.y_z", "h-00000000"])
# What a pattern asks for, by its beginning; dates are shapes, so some of them cannot be.
BY_PATTERN: dict[str, SearchStrategy[str]] = {
    r"\S": WORDS.filter(lambda text: bool(text.strip())),
    "^[0-9]{4}(?:": st.sampled_from(["2023", "2023-02-30", "2023-00", "0000", "2023-07", "2024-02-29"]),
    "^[0-9]{4}-": st.sampled_from(
        ["2027-01-15", "2027-13-01", "2027-01-15T23:59+08:00", "2027-01-15T24:59Z"]
    ),
    "^[a-z]{2}(": st.sampled_from(["en", "zh-Hans"]),
    r"^[^\s/]{1,80}$": st.sampled_from(["moe", "ai-for-biology", "x-ray", "学习", "2024"]),
    r"^[^\s/]{1,80}/": st.just("publications/a"),
    r"^[^\s/]{1,80}(": st.sampled_from(["work/*", "work/a/b"]),
    "^(?:basics": st.sampled_from(["work/a", "work/a/b", "basics", "basics/summary"]),
    "^[A-Za-z]{1,40}": st.sampled_from(["text", "position"]),
    "^(?!was$)": st.sampled_from(["text", "position"]),
    "^[0-9]{1,5}": st.sampled_from(["12", "10.5", "2cm", "18 mm", "0.8in"]),
    r"^[0-9](?:\.": st.sampled_from(["1", "1.15"]),
    "^[0-9A-Fa-f]": st.sampled_from(["1f4e79", "000000"]),
    "^[a-z0-9]": NAMES,
    "^(?!": NAMES,
}


def matching(pattern: str) -> SearchStrategy[str]:
    """Texts that match a pattern of the schemas."""
    return next(texts for beginning, texts in BY_PATTERN.items() if pattern.startswith(beginning))


@st.composite
def data(draw: DrawFn, part: Schema, root: Schema) -> object:
    """Data that has the shape of ``part``, a part of the schema ``root``, or nearly."""
    if "$ref" in part:
        steps = part["$ref"].removeprefix("#/").split("/")
        return draw(data(functools.reduce(operator.getitem, steps, root), root))
    if "enum" in part:
        return draw(st.sampled_from(part["enum"]))
    types = part.get("type", [])
    if "anyOf" in part and not types:
        return draw(data(draw(st.sampled_from(part["anyOf"])), root))
    kind = draw(st.sampled_from([types] if isinstance(types, str) else types or ["string"]))
    return draw(_BY_TYPE[kind](part, root))


@st.composite
def _object(draw: DrawFn, part: Schema, root: Schema) -> dict[str, Any]:
    known = part.get("properties", {})
    chosen = draw(st.lists(st.sampled_from(sorted(known)), max_size=5, unique=True)) if known else []
    wanted = dict.fromkeys([*part.get("required", []), *chosen])
    if "anyOf" in part:
        wanted |= dict.fromkeys(draw(st.sampled_from(part["anyOf"]))["required"])
    made = {key: draw(data(known[key], root)) for key in wanted}
    least = 0 if made else part.get("minProperties", 0)
    for pattern, inner in part.get("patternProperties", {}).items():
        if pattern == "^x-":
            made |= draw(st.sampled_from([{}, {}, {"x-own": None}]))
        else:
            made |= draw(st.dictionaries(matching(pattern), data(inner, root), min_size=least, max_size=2))
    if isinstance(part.get("additionalProperties"), dict):
        made |= draw(st.dictionaries(WORDS, data(part["additionalProperties"], root), max_size=2))
    return made


def _array(part: Schema, root: Schema) -> SearchStrategy[list[Any]]:
    return st.lists(data(part["items"], root), min_size=part.get("minItems", 0), max_size=3)


def _integer(part: Schema, root: Schema) -> SearchStrategy[int]:
    least = part.get("minimum", -5)
    return st.integers(least, min(part.get("maximum", 5), least + 10_000))


def _string(part: Schema, root: Schema) -> SearchStrategy[str]:
    return matching(part["pattern"]) if "pattern" in part else WORDS


_BY_TYPE: dict[str, Callable[[Schema, Schema], SearchStrategy[Any]]] = {
    "object": _object,
    "array": _array,
    "integer": _integer,
    "string": _string,
    # No reader of ours makes a float: what is not a whole number is the text that was written.
    "number": _integer,
    "boolean": lambda part, root: st.booleans(),
    "null": lambda part, root: st.none(),
}


def node(value: object, path: str = "f.yaml", line: int = 1) -> Node:
    """Plain data as a node, each value on a line of its own."""
    here = Location(path, line)
    match value:
        case dict():
            keys = {key: Location(path, line + n) for n, key in enumerate(value)}
            return Mapping({k: node(v, path, keys[k].line) for k, v in value.items()}, keys, here)
        case list():
            return Sequence(tuple(node(item, path, line + n) for n, item in enumerate(value)), here)
        case bool():
            return Scalar(value, str(value).lower(), here)
        case None:
            return Scalar(None, "", here)
    assert isinstance(value, int | str)
    return Scalar(value, str(value), here)
