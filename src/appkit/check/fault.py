"""A fault: one thing a schema finds wrong with a value, before anyone has put it into words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

# Keys and indexes that lead from the top of a file to a value.
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``value`` at ``path`` breaks the ``keyword`` of ``schema``, which wanted ``wanted``.

    ``branches`` are, for an ``anyOf``, what each of its branches found wrong, in the schema's order.
    ``inside`` says that the value is only a part of the one the branch is about.
    """

    keyword: str
    path: Path
    value: Any
    wanted: Any
    schema: dict[str, Any]
    inside: bool = False
    branches: tuple[tuple[Fault, ...], ...] = ()


def fault(error: ValidationError) -> Fault:
    """A validation error of jsonschema's as a fault."""
    branches: dict[object, list[Fault]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(fault(inner))
    assert isinstance(error.schema, dict)
    return Fault(
        keyword=str(error.validator),
        path=tuple(error.absolute_path),
        value=error.instance,
        wanted=error.validator_value,
        schema=error.schema,
        inside=bool(error.relative_path),
        branches=tuple(map(tuple, branches.values())),
    )
