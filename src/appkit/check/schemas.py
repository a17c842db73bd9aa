"""The schemas that come with appkit, and the one place that knows jsonschema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from appkit.check.fault import Fault, fault
from appkit.check.verdict import Verdicts
from appkit.model.vocabulary import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.source.node import Plain

NAMES: Final = SCHEMAS

# Beside the code: `importlib.resources`, which would also read a zipped package, takes 6 ms to import.
_FOLDER = Path(__file__).parent.parent / "schemas"

# A JSON Schema is data of any shape.
Schema = dict[str, Any]


def schema_text(name: str) -> str:
    """The JSON Schema (draft-07) called ``name``, as the file that editors are given."""
    return (_FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")


@cache
def schema(name: str) -> Schema:
    """The JSON Schema called ``name``; one of :data:`NAMES`."""
    loaded: Schema = json.loads(schema_text(name))
    return loaded


@cache
def verdicts(name: str) -> Verdicts:
    """The verdicts of the schema called ``name``."""
    return Verdicts(schema(name))


def faults(data: Plain, name: str) -> Iterator[Fault]:
    """Everything the schema called ``name`` finds wrong with ``data``."""
    return map(fault, _validator(name).iter_errors(data))


@cache
def _validator(name: str) -> Any:  # noqa: ANN401 - its type lives in a module that is imported only here
    # jsonschema is the dearest import of all and not every command checks a shape.
    from jsonschema import Draft7Validator  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    # The empty registry: by default a remote $ref would be fetched from the network.
    return Draft7Validator(schema(name), registry=Registry())
