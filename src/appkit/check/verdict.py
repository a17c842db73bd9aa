"""A verdict: whether data has the shape of a schema, yes or no, without a word about why not.

Nearly every file that is read is right, and jsonschema takes longer to import than everything else together.
So a schema is turned into functions of our own, each part of it when data first needs it, and jsonschema is
asked only where the answer is no. A yes is final: `tests/check/test_check_verdict.py` holds it against
jsonschema's on this repository's files and on mutants of them. A no may be wrong; it only costs time.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from appkit.source.node import Plain

# ``part`` judges a file that others complete, as :func:`appkit.check.check` does: any value may be null, and
# keys may be missing, but for those ``in-list`` of it.
Mode: TypeAlias = Literal["whole", "part", "in-list"]
Predicate: TypeAlias = Callable[[Any], bool]

# Keywords that say something to people or hold definitions.
_SILENT: Final = frozenset({"$comment", "$id", "$schema", "default", "definitions", "description", "title"})
_OF_OBJECTS: Final = frozenset({
    "additionalProperties", "minProperties", "patternProperties", "properties", "required",
})  # fmt: skip


class Verdicts:
    """The verdicts of one schema; what it says of a value is worked out once, when it is first needed."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        """``schema`` must not change. Raises ValueError on use where it says what is not known here."""
        self._schema = schema
        self._predicates: dict[tuple[int, Mode], Predicate] = {}

    def good(self, data: Plain, *, partial: bool = False) -> bool:
        """Whether the data has the shape of the schema."""
        return self._predicate(self._schema, "part" if partial else "whole")(data)

    def _predicate(self, schema: Any, mode: Mode) -> Predicate:  # noqa: ANN401 - a schema, true or false
        if isinstance(schema, bool):
            return lambda _: schema
        key = (id(schema), mode)
        if key not in self._predicates:

            def later(value: object) -> bool:  # for a schema that refers to itself
                return self._predicates[key](value)

            self._predicates[key] = later
            self._predicates[key] = self._made(schema, mode)
        return self._predicates[key]

    def _made(self, schema: Mapping[str, Any], mode: Mode) -> Predicate:
        if "$ref" in schema:  # whatever stands beside it is ignored (draft-07, section 8.3 of the core)
            return self._predicate(self._referred(schema), mode)
        tests = [
            self._keyword(keyword, wanted, mode)
            for keyword, wanted in schema.items()
            if keyword not in _SILENT | _OF_OBJECTS
        ]
        if not _OF_OBJECTS.isdisjoint(schema):
            tests.append(_Members(schema, mode, lambda part: self._predicate(part, mode)))
        if mode != "whole":
            return lambda value: value is None or all(test(value) for test in tests)
        return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)

    def _referred(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema itself, or the one of the same file that it refers to."""
        while "$ref" in schema:
            steps = schema["$ref"].removeprefix("#/").split("/")
            schema = functools.reduce(operator.getitem, steps, self._schema)
        return schema

    def _keyword(self, keyword: str, wanted: Any, mode: Mode) -> Predicate:  # noqa: ANN401
        if keyword == "items":
            item = self._predicate(wanted, "whole" if mode == "whole" else "in-list")
            return lambda value: not isinstance(value, list) or all(map(item, value))
        if keyword == "anyOf":
            return self._any_of(wanted, mode)
        if keyword not in _TESTS:
            raise ValueError(f"this schema says '{keyword}', which has no verdict")
        return _TESTS[keyword](wanted)

    def _any_of(self, branches: list[Mapping[str, Any]], mode: Mode) -> Predicate:
        if mode == "part" and all(branch.keys() == {"required"} for branch in branches):
            return lambda _: True
        whole = [self._predicate(branch, "whole") for branch in branches]
        if mode == "whole":
            return lambda value: any(good(value) for good in whole)
        in_part = [(self._of_its_type(branch), self._predicate(branch, mode)) for branch in branches]

        def good(value: object) -> bool:
            if any(good(value) for good in whole):
                return True
            # Where the branch that was meant is not in doubt, its own verdict is final.
            meant = [test for fits, test in in_part if fits(value)]
            return len(meant) == 1 and meant[0](value)

        return good

    def _of_its_type(self, branch: Mapping[str, Any]) -> Predicate:
        branch = self._referred(branch)
        if "anyOf" in branch:
            inner = [self._of_its_type(each) for each in branch["anyOf"]]
            return lambda value: any(fits(value) for fits in inner)
        return _of_type(branch["type"]) if "type" in branch else lambda _: True


class _Members:
    """What a schema says of the keys of an object and of their values."""

    __slots__ = ("_fewest", "_known", "_other", "_patterns", "_predicate", "_required")

    def __init__(self, schema: Mapping[str, Any], mode: Mode, predicate: Callable[[Any], Predicate]) -> None:
        self._predicate = predicate
        self._known = schema.get("properties", {})
        patterns = schema.get("patternProperties", {})
        self._patterns = [(re.compile(key).search, each) for key, each in patterns.items()]
        self._other = schema.get("additionalProperties", True)
        self._required = () if mode == "part" else tuple(schema.get("required", ()))
        self._fewest = schema.get("minProperties", 0)

    def __call__(self, value: object) -> bool:
        """Whether the value, if it is an object, has the keys it must have and good values for all it has."""
        if not isinstance(value, dict):
            return True
        if len(value) < self._fewest or not all(key in value for key in self._required):
            return False
        return all(self._member(key, each) for key, each in value.items())

    def _member(self, key: str, value: object) -> bool:
        applying = [self._known[key]] if key in self._known else []
        applying += [schema for search, schema in self._patterns if search(key)]
        return all(self._predicate(schema)(value) for schema in applying or [self._other])


def _is_integer(value: object) -> bool:
    """Whether a number is whole; JSON Schema takes 1.0 for one, and true and false for no numbers."""
    return _is_number(value) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# JSON Schema's types as Python's.
_TYPES: Final[Mapping[str, Predicate]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": _is_integer,
}


def _of_type(wanted: str | list[str]) -> Predicate:
    if isinstance(wanted, str):
        return _TYPES[wanted]
    tests = [_TYPES[name] for name in wanted]
    return lambda value: any(test(value) for test in tests)


def _one_of(wanted: list[Any]) -> Predicate:
    return lambda value: any(value == each and type(value) is type(each) for each in wanted)


def _matching(pattern: str) -> Predicate:
    search = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _unique(wanted: bool) -> Predicate:  # noqa: FBT001 - a schema's own
    return lambda value: not (wanted and isinstance(value, list)) or _all_differ(value)


def _all_differ(items: list[Any]) -> bool:
    """Whether no item stands there twice; like Python, and unlike JSON, this takes true for 1."""
    try:
        return len(set(items)) == len(items)
    except TypeError:  # lists and mappings
        return all(item not in items[:index] for index, item in enumerate(items))


# What each keyword tests, of values it is about; any other value passes.
_TESTS: Final[Mapping[str, Callable[[Any], Predicate]]] = {
    "type": _of_type,
    "enum": _one_of,
    "pattern": _matching,
    "minimum": lambda wanted: lambda value: not _is_number(value) or value >= wanted,
    "maximum": lambda wanted: lambda value: not _is_number(value) or value <= wanted,
    "maxLength": lambda wanted: lambda value: not isinstance(value, str) or len(value) <= wanted,
    "minItems": lambda wanted: lambda value: not isinstance(value, list) or len(value) >= wanted,
    "uniqueItems": _unique,
}
