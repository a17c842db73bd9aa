"""A verdict says yes exactly where jsonschema finds nothing wrong, so that most runs need no jsonschema."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.check import NAMES, schema
from appkit.check.branches import leaves
from appkit.check.complaining import _allowed_in_part
from appkit.check.schemas import faults
from appkit.check.verdict import Verdicts
from appkit.diagnostics import Report
from appkit.source import parse, plain, source_from_bytes
from effort import examples
from schema_data import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.check.verdict import Mode

ROOT = Path(__file__).parents[2]
BUILT_IN = ROOT / "src" / "appkit"
# Data of any shape.
Json: TypeAlias = Any
# Values that a mutant puts in the place of another.
ODD: tuple[Json, ...] = (
    None,
    "",
    " ",
    "x",
    "2020-13",
    "../x",
    0,
    -1,
    3,
    10**400,
    1.0,
    1.5,
    True,
    [],
    ["x", "x"],
    {},
    {"x": 1},
    {"x-y": None},
)


def files() -> Iterator[tuple[str, bool, Path]]:
    """This repository's files by schema, and whether others complete them."""
    yield from (("profile", False, file) for file in ROOT.glob("profiles/*.yaml"))
    yield from (("target", True, file) for file in ROOT.glob("targets/*.yaml"))
    yield from (("target", True, file) for file in BUILT_IN.glob("presets/*.yaml"))
    for folder in (ROOT, BUILT_IN):
        yield from (("style", False, file) for file in folder.glob("templates/*/style.yaml"))
        yield from (("labels", False, file) for file in folder.glob("templates/*/labels.yaml"))
    yield "profile", False, BUILT_IN / "starter" / "profile.yaml"


MODES: tuple[Mode, ...] = ("whole", "part", "in-list")
CORPUS = [(name, part, file.relative_to(ROOT)) for name, part, file in files()]


def content(file: Path) -> Json:
    report = Report()
    source = source_from_bytes("f.yaml", (ROOT / file).read_bytes(), report)
    node = parse(source, report) if source else None
    assert node is not None
    return plain(node)


def is_right(value: Json, name: str, *, partial: bool) -> bool:
    """What jsonschema says, less what a file that others complete may lack."""
    found = leaves(faults(value, name))
    return not any(not (partial and _allowed_in_part(fault)) for fault in found)


@pytest.mark.parametrize(("name", "partial", "file"), CORPUS)
def test_what_is_right_needs_no_jsonschema(name: str, file: Path, *, partial: bool) -> None:
    assert Verdicts(schema(name)).good(content(file), partial=partial)


@pytest.mark.parametrize(("name", "partial", "file"), CORPUS)
def test_mutants_are_judged_as_jsonschema_does(name: str, file: Path, *, partial: bool) -> None:
    """Keys gone, renamed or doubled, values of every other kind, at random places of a file."""
    verdicts, original = Verdicts(schema(name)), content(file)
    chance = random.Random(str(file))

    for _ in range(60):
        mutant = mutated(original, chance)
        good, right = verdicts.good(mutant, partial=partial), is_right(mutant, name, partial=partial)
        # A no in vain costs time only, and is to be rare: the whole of a file has none.
        assert good == right or (partial and not good), mutant


@pytest.mark.parametrize("name", NAMES)
@examples(40)
@given(st.data())
def test_any_data_is_judged_as_jsonschema_does(name: str, drawn: st.DataObject) -> None:
    value: Json = drawn.draw(data(schema(name), schema(name)))

    assert Verdicts(schema(name)).good(value) == is_right(value, name, partial=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_keyword_of_a_schema_has_a_verdict(name: str) -> None:
    """Also of the parts that no file of the corpus touches."""
    verdicts = Verdicts(schema(name))
    for part in parts(schema(name)):
        for mode in MODES:
            verdicts._predicate(part, mode)({})


def test_a_keyword_without_a_verdict_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="multipleOf"):
        Verdicts({"type": "integer", "multipleOf": 2}).good(3)


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(value, dict):
        if {"type", "anyOf", "$ref", "enum"} & value.keys() and not isinstance(value.get("type"), dict):
            yield value
        for each in value.values():
            yield from parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from parts(each)


def mutated(original: Json, chance: random.Random) -> Json:
    """A copy with one or two places changed."""
    value = copy.deepcopy(original)
    for _ in range(chance.randint(1, 2)):
        places = list(_places(value))
        container, key = chance.choice(places)
        match chance.randrange(4):
            case 0:
                del container[key]
            case 1 if isinstance(container, dict):
                container[f"{key}x"] = container.pop(key)
            case _:
                container[key] = copy.deepcopy(chance.choice(ODD))
        if not list(_places(value)):
            return value
    return json.loads(json.dumps(value))


def _places(value: Json) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


_NAMED: dict[str, Json] = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}


@pytest.mark.parametrize(
    ("part", "value", "mode", "expected"),
    [
        ({"type": "array", "minItems": 1}, [], "whole", False),
        ({"type": "array", "minItems": 1}, ["x"], "whole", True),
        ({"uniqueItems": True}, [["x"], ["x"]], "whole", False),
        (_NAMED, {}, "part", True),
        (_NAMED, {"name": 3}, "part", False),
        (_NAMED, {"name": None}, "part", True),
        (_NAMED, {"name": None}, "whole", False),
        ({"items": _NAMED}, [{}], "part", False),
        ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {}, "part", True),
        ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {}, "whole", False),
        # Which of the two shapes was meant is for jsonschema's complaints to find out.
        ({"anyOf": [_NAMED, {"type": "object", "maxLength": 1}]}, {"name": None}, "part", True),
        ({"anyOf": [_NAMED, {"type": "object", "required": ["x"]}]}, {"name": None}, "part", False),
        ({"anyOf": [_NAMED, {"type": "string"}]}, {"name": None}, "part", True),
    ],
)
def test_what_each_keyword_judges(part: Json, value: Json, mode: Mode, *, expected: bool) -> None:
    assert Verdicts(part)._predicate(part, mode)(value) is expected
