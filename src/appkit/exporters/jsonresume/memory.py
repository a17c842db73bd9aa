"""What a profile remembers of the JSON Resume that it was made from, put back into one.

Under ``x-jsonresume`` a profile keeps what means nothing to it and was there all the same::

    $schema    the schema that the file named
    empty      values that say nothing (null, "", []), by JSON Pointer; a word such as "Present" for no end
    names      by a key of the profile (x-rating), the key that neither it nor JSON Resume has (rating)
    beside     keys that a profile has and JSON Resume has not, which stood there plainly: work/keywords
    numbers    pointers of numbers that are no whole ones: the profile has their characters
    unfit      pointers of texts that are no address, date or the like, where the schema wants one
    moved      by the pointer of an item without a name, the key whose value it is called by

``importers.jsonresume`` writes it. What does not fit any more, as the profile has changed, is left.
"""

from __future__ import annotations

import copy
import math
import re
from typing import TYPE_CHECKING, cast

from appkit.dataclass import dataclass
from appkit.model.jsonresume import BAG, SECTIONS
from appkit.model.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.source.node import Plain

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Memory:
    """The parts of what a profile remembers; each is empty where it remembers nothing of the kind."""

    schema: str | None
    empty: Mapping[str, Plain]
    names: Mapping[str, str]
    beside: frozenset[str]
    numbers: tuple[str, ...]
    unfit: tuple[str, ...]
    moved: Mapping[str, str]

    @classmethod
    def of(cls, data: Plain) -> Memory:
        """The memory that a profile's key holds; what is not of its shape is nothing."""
        parts = data if isinstance(data, dict) else {}
        schema, empty = parts.get("$schema"), parts.get("empty")
        return cls(
            schema if isinstance(schema, str) else None,
            empty if isinstance(empty, dict) else {},
            _words(parts.get("names")),
            frozenset(_texts(parts.get("beside"))),
            _texts(parts.get("numbers")),
            _texts(parts.get("unfit")),
            _words(parts.get("moved")),
        )

    def restored(self, resume: dict[str, Plain]) -> dict[str, Plain]:
        """The JSON Resume with everything put back that still has its place there."""
        made = cast("dict[str, Plain]", self._named(resume))
        # Empty items first, as pointers count them; then names, which leave room for empty ones.
        for pointer in filter(_is_of_item, self.empty):
            _put_back(made, pointer, self.empty[pointer])
        for pointer, key in self.moved.items():
            _move_back(made, pointer, key)
        for pointer in self.empty:
            if not _is_of_item(pointer):
                _put_back(made, pointer, self.empty[pointer])
        for pointer in self.unfit:
            _take_out(made, pointer)
        for pointer in self.numbers:
            _make_number(made, pointer)
        return made

    def _named(self, data: Plain) -> Plain:
        """The data with the keys that had other names, but for what is inside of those and of bags."""
        if isinstance(data, list):
            return [self._named(each) for each in data]
        if not isinstance(data, dict):
            return data
        return {
            self._name(key, data): copy.deepcopy(value) if key.startswith("x-") else self._named(value)
            for key, value in data.items()
        }

    def _name(self, key: str, data: Mapping[str, Plain]) -> str:
        name = self.names.get(key, key)
        return key if name in data else name


def _texts(data: Plain) -> tuple[str, ...]:
    return tuple(each for each in data if isinstance(each, str)) if isinstance(data, list) else ()


def _words(data: Plain) -> Mapping[str, str]:
    return (
        {key: each for key, each in data.items() if isinstance(each, str)} if isinstance(data, dict) else {}
    )


def _steps(pointer: str) -> list[str]:
    """The steps of a JSON Pointer (RFC 6901)."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _at(data: Plain, steps: list[str]) -> Plain:
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


def _is_of_item(pointer: str) -> bool:
    return pointer.count("/") == 2


def _put_back(resume: Plain, pointer: str, value: Plain) -> None:
    *steps, last = _steps(pointer) or [""]
    holder = _at(resume, steps)
    if isinstance(holder, dict):
        holder.setdefault(last, value)
    elif isinstance(holder, list) and last.isdecimal() and int(last) <= len(holder):
        holder.insert(int(last), value)


def _take_out(resume: Plain, pointer: str) -> None:
    """Put a text that only a bag could hold back beside it."""
    *steps, last = _steps(pointer) or [""]
    holder = _at(resume, steps)
    keep = _at(holder, [BAG, "keep"])
    if not isinstance(holder, dict) or not isinstance(keep, dict) or not isinstance(keep.get(last), str):
        return
    holder[last] = keep.pop(last)
    bag = holder[BAG]
    assert isinstance(bag, dict)
    if not keep:
        del bag["keep"]
    if not bag:
        del holder[BAG]


def _make_number(resume: Plain, pointer: str) -> None:
    *steps, last = _steps(pointer) or [""]
    holder = _at(resume, steps)
    said = _at(holder, [last])
    if not isinstance(said, str) or not _NUMBER.fullmatch(said) or not math.isfinite(float(said)):
        return
    number = cast("Plain", float(said))
    if isinstance(holder, dict):
        holder[last] = number
    elif isinstance(holder, list):
        holder[int(last)] = number


def _move_back(resume: Plain, pointer: str, key: str) -> None:
    """Give an item that had no name its name's words back under the key where they stood."""
    steps = _steps(pointer)
    found = _at(resume, steps)
    headline = kind_of(steps[0]).headline if steps else ""
    if not isinstance(found, dict) or headline not in found:
        return
    there = found.get(key)
    if isinstance(there, list) and there:
        there.insert(0, found.pop(headline))
    elif SECTIONS.get(steps[0], {}).get(key) == "texts":
        found[key] = [found.pop(headline)]
    elif key not in found:
        found[key] = found.pop(headline)
