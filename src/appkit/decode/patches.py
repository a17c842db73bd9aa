"""Patches: other words for fields of items, in one target only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.read import named, word
from appkit.decode.value import decode_value
from appkit.model.target import Patch
from appkit.model.vocabulary import COMMON_RICH, SECTIONS
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Report
    from appkit.source.node import Node


# The fields of items that are rich text; `text` is a highlight's, or the summary.
_RICH = {"text", "letter", *COMMON_RICH, *(field for kind in SECTIONS.values() for field in kind.rich)}


def decode_patches(node: Node | None, report: Report) -> tuple[Patch, ...]:
    """The patches of ``{address: {field: new, was: old}}``, one for each field.

    A patch's ``was`` that could be about several fields is an error: ``was: {field: old}`` says which.
    """
    patches: list[Patch] = []
    for address, fields in named(node):
        if isinstance(fields, Mapping):
            patches += _patches(address, fields, report)
    return tuple(patches)


def _patches(address: str, fields: Mapping, report: Report) -> Iterator[Patch]:
    new = {field: node for field, node in named(fields) if field != "was"}
    was = fields.get("was")
    if not new:
        message = f"this patch says nothing new of '{address}'"
        report.error("empty-patch", message, fields.location, help="add the field: text: the new words")
    if was is not None and not isinstance(was, Mapping) and len(new) > 1:
        report.error(
            "ambiguous-was",
            f"'was' could be about {' or '.join(new)}",
            was.location,
            help="write was: {field: old text}",
        )
        was = None
    for field, node in new.items():
        value = decode_value(node, f"patch.{address}.{field}", rich=field in _RICH)
        old = was.get(field) if isinstance(was, Mapping) else was
        if value is not None:
            place = fields.keys[field]
            yield Patch(address, field, value, place, word(old), old.location if old else None)
