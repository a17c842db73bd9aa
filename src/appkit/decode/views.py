"""Views: what a target says about the sections of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.decode.match import decode_match
from appkit.decode.read import named, value_locations, whole, word, words
from appkit.decode.value import decode_value
from appkit.model.target import View
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from typing import Literal

    from appkit.diagnostics import Location, Report
    from appkit.model.target import Numbering, Sort
    from appkit.source.node import Node


def decode_views(node: Node | None, report: Report) -> tuple[View, ...]:
    """The views a target speaks of under ``sections``, in the order of the file."""
    if not isinstance(node, Mapping):
        return ()
    spoken = ((key, value) for key, value in named(node) if key != "order" and node.get(key) is not None)
    return tuple(_view(key, value, node.keys[key], report) for key, value in spoken)


def _view(key: str, node: Node, place: Location, report: Report) -> View:
    if not isinstance(node, Mapping):
        return View(key, (), place, omit=True)
    sources = words(node.get("from"))
    minimum = whole(node.get("min"))
    return View(
        key,
        tuple(sources),
        place,
        title=decode_value(node.get("title"), f"sections.{key}.title"),
        match=decode_match(node.get("match"), report),
        sort=cast("Sort", word(node.get("sort")) or "date"),
        max=whole(node.get("max")),
        min=1 if minimum is None else minimum,
        group=cast("Literal['status'] | None", word(node.get("group"))),
        numbering=cast("Numbering", word(node.get("numbering")) or "none"),
        locations=value_locations(node) | {f"from.{name}": where for name, where in sources.items()},
    )
