"""Choosing what to complain about where a schema allows several shapes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.check.fault import Fault


def leaves(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults to tell: an ``anyOf`` gives way to the faults of the branch that was meant.

    It stands for itself where no branch takes a value of this type, and where its branches only ask for
    keys ("one of these").
    """
    for fault in faults:
        if fault.keyword != "anyOf" or asks_for_keys(fault):
            yield fault
            continue
        fitting = [branch for branch in fault.branches if not any(map(mismatched, branch))]
        if fitting:
            meant: tuple[Fault, ...] = min(fitting, key=_distance)
            yield from leaves(meant)
        else:
            yield fault


def asks_for_keys(fault: Fault) -> bool:
    """Whether the fault is an ``anyOf`` that asks for at least one of several keys."""
    return fault.keyword == "anyOf" and all(
        inner.keyword == "required" and not inner.inside for branch in fault.branches for inner in branch
    )


def mismatched(fault: Fault) -> bool:
    """Whether the value itself, not something inside it, is of a type the schema has no room for."""
    if fault.inside:
        return False
    if fault.keyword == "anyOf":
        return all(any(map(mismatched, branch)) for branch in fault.branches)
    return fault.keyword == "type"


def _distance(branch: tuple[Fault, ...]) -> int:
    """How far the value is from a branch: its unknown keys and broken values; missing keys do not count."""
    extra = sum(len(unknown_keys(fault)) for fault in branch if fault.keyword == "additionalProperties")
    return extra + sum(fault.keyword not in {"required", "additionalProperties"} for fault in branch)


def unknown_keys(fault: Fault) -> tuple[str, ...]:
    """The keys of the fault's value that its schema does not know."""
    known = fault.schema.get("properties", {})
    patterns = fault.schema.get("patternProperties", {})
    return tuple(k for k in fault.value if k not in known and not any(re.search(p, k) for p in patterns))
