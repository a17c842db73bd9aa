"""CSL-JSON: each item a publication.

A list of items, or one below ``items`` or ``references`` (pandoc's metadata, which may be YAML). Items are
those of the CSL data schema 1.0.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.importers.csl.fields import publication
from appkit.importers.fields import is_empty, leaves
from appkit.importers.publications import Stray, bibliography
from appkit.model.bibliography import CSL_TYPES
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Drafted, Imported
    from appkit.importers.material import Material
    from appkit.source import Node

_LISTS = ("items", "references")
# What an item has beside its type, if it is one.
_TELLING = frozenset({"id", "title", "author", "issued", "DOI", "container-title"})


def recognises(material: Material) -> bool:
    """Whether it holds items that have a type of CSL, or one such item."""
    items = _items(material.node)
    return any(map(_is_item, items))


def convert(material: Material, report: Report) -> Imported | None:
    """The publications of a bibliography; None, with an error in ``report``, where it cannot be read."""
    node = material.node
    if node is None:
        report.extend(material.problems.diagnostics)
        return None
    drafts, strays = [], []
    for item in _items(node):
        draft = publication(item, report) if isinstance(item, Mapping) else None
        if draft and draft.entry.get("name"):
            drafts.append(draft)
        elif not is_empty(item):
            report.warning("no-title", "this has no title; it is kept as it is", item.location)
            strays.append(_stray(item))
    if isinstance(node, Mapping):
        strays += [
            _stray(rest) for key, rest in node.entries.items() if key not in _LISTS and not _is_item(node)
        ]
    if not drafts:
        report.error("no-entry", "there is no publication in this file", node.location)
        return None
    return bibliography(drafts, strays, report)


def _items(node: Node | None) -> tuple[Node, ...]:
    """The items of a file: a list, a list under a known key, or a single one."""
    match node:
        case Sequence():
            return node.items
        case Mapping():
            listed = next((found for key in _LISTS if isinstance(found := node.get(key), Sequence)), None)
            return listed.items if listed else (node,)
    return ()


def _is_item(node: Node) -> bool:
    if not isinstance(node, Mapping):
        return False
    kind = node.get("type")
    return isinstance(kind, Scalar) and kind.text in CSL_TYPES and bool(_TELLING & set(node.entries))


def _stray(node: Node) -> Stray:
    return Stray(cast("Drafted", plain(node)), sum(1 for leaf in leaves(node) if not is_empty(leaf)))
