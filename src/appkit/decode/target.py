"""A target, from a checked node in which its presets are already merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from appkit.decode.dates import decode_date, decode_moment
from appkit.decode.documents import decode_documents
from appkit.decode.match import decode_rule
from appkit.decode.patches import decode_patches
from appkit.decode.read import items, value_locations, whole, word, words
from appkit.decode.tags import decode_tags
from appkit.decode.value import decode_value
from appkit.decode.views import decode_views
from appkit.model.target import Recency, Recipient, Target
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.diagnostics import Location, Report
    from appkit.model.target import Submissions
    from appkit.model.text import Value
    from appkit.source.node import Node


def decode_target(node: Node, name: str, report: Report, *, presets: Sequence[str] | None = None) -> Target:
    """The target called ``name`` in a node that has the shape of one.

    ``presets`` are the names of all presets in force, nearest last; by default those it names itself. What
    stands in another file than the node begins in was inherited. Dates that cannot be are errors.
    """
    assert isinstance(node, Mapping)
    path = node.location.path
    organization = _organization(node.get("organization"))
    emphasis = _emphasis(node.get("emphasize"))
    variants = words(node.get("variants"))
    sections = node.get("sections")
    return Target(
        name,
        path,
        word(node.get("profile")),
        node.location,
        extends=tuple(words(node.get("extends")) if presets is None else presets),
        organization=organization.name,
        organization_aliases=organization.aliases,
        mentions=tuple(words(node.get("mentions"))),
        position=decode_value(node.get("position"), "position"),
        recipient=_recipient(node.get("recipient")),
        locale=word(node.get("locale")),
        deadline=decode_moment(node.get("deadline"), report),
        emphasize=emphasis,
        variants=tuple(variants) if node.get("variants") else tuple(t for t, n in emphasis.items() if n > 0),
        recency=_recency(node.get("recency"), report),
        summary=decode_value(node.get("summary"), "summary", rich=True),
        order=tuple(words(_below(sections, "order"))),
        views=decode_views(sections, report),
        rules=tuple(decode_rule(rule, path, report) for rule in items(node.get("rules"))),
        patches=decode_patches(node.get("patch"), report),
        full_address=word(node.get("address")) == "full",
        submissions=cast("Submissions", word(node.get("submissions")) or "show-venue"),
        documents=decode_documents(node.get("documents"), report),
        tags=decode_tags(node.get("tags")),
        locations=_locations(node),
    )


def _below(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


class _Organization(NamedTuple):
    name: Value | None
    aliases: tuple[str, ...] = ()


def _organization(node: Node | None) -> _Organization:
    if isinstance(node, Mapping):
        return _Organization(
            decode_value(node.get("name"), "organization"), tuple(words(node.get("aliases")))
        )
    return _Organization(decode_value(node, "organization"))


def _recipient(node: Node | None) -> Recipient:
    lines = (decode_value(line, "recipient.address") for line in items(_below(node, "address")))
    return Recipient(
        decode_value(_below(node, "name"), "recipient.name"),
        decode_value(_below(node, "salutation"), "recipient.salutation"),
        tuple(line for line in lines if line),
    )


def _recency(node: Node | None, report: Report) -> Recency | None:
    points, start = whole(_below(node, "per-year")), decode_date(_below(node, "from"), report)
    return None if points is None or start is None else Recency(points, start)


# A list of emphasized tags says what matters most, not how much; DESIGN's points for that.
_BY_PLACE = (40, 30, 20)
_FURTHER = 10


def _emphasis(node: Node | None) -> dict[str, int]:
    """The points of each emphasized tag, most important first (by name among equals of a mapping)."""
    if not isinstance(node, Mapping):
        points = (*_BY_PLACE, *[_FURTHER] * len(items(node)))
        return dict(zip(words(node), points, strict=False))
    said = {tag: whole(value) for tag, value in node.entries.items()}
    given = [(tag, points) for tag, points in said.items() if points is not None]
    return dict(sorted(given, key=lambda pair: (-pair[1], pair[0])))


def _locations(node: Mapping) -> dict[str, Location]:
    """Where the value of each key stands, and the single words that something else must know."""
    found = value_locations(node)
    lists = {key: node.get(key) for key in ("extends", "emphasize", "variants")}
    for key, value in {**lists, "order": _below(node.get("sections"), "order")}.items():
        places = value.keys if isinstance(value, Mapping) else words(value)
        found |= {f"{key}.{name}": place for name, place in places.items()}
    return found
