"""Rules and what they match."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.decode.dates import decode_date
from appkit.decode.read import flag, value_locations, whole, word, words
from appkit.model.target import Match, Rule, TagMatch
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from typing import Literal

    from appkit.diagnostics import Location, Report
    from appkit.model.target import Authorship, Level
    from appkit.source.node import Node

_LISTS = ("section", "type", "status", "authorship")


def decode_match(node: Node | None, report: Report) -> Match | None:
    """A match, or None where there is none."""
    if not isinstance(node, Mapping):
        return None
    address = word(node.get("id"))
    level = word(node.get("level")) or ("highlight" if address and address.count("/") > 1 else "entry")
    found = {key: words(node.get(key)) for key in _LISTS}
    tags, tag_locations = _tags(node.get("tags"))
    locations = value_locations(node)
    for key, places in {**found, "tags": tag_locations}.items():
        locations |= {f"{key}.{name}": place for name, place in places.items()}
    return Match(
        id=address,
        section=tuple(found["section"]),
        type=tuple(found["type"]),
        status=tuple(found["status"]),
        tags=tags,
        authorship=cast("tuple[Authorship, ...]", tuple(found["authorship"])),
        after=decode_date(node.get("after"), report),
        before=decode_date(node.get("before"), report),
        level=cast("Level", level),
        locations=locations,
    )


def _tags(node: Node | None) -> tuple[TagMatch, dict[str, Location]]:
    if not isinstance(node, Mapping):
        tags = words(node)
        return TagMatch(any=tuple(tags)), tags
    asked = {key: words(node.get(key)) for key in ("any", "all", "none")}
    places = {name: place for found in asked.values() for name, place in found.items()}
    return TagMatch(**{key: tuple(found) for key, found in asked.items()}), places


def decode_rule(node: Node, own_path: str, report: Report) -> Rule:
    """A rule; one that stands in another file than ``own_path`` is that preset's."""
    assert isinstance(node, Mapping)
    name, match = word(node.get("name")), decode_match(node.get("match"), report)
    assert name is not None
    assert match is not None
    path = node.location.path
    return Rule(
        name,
        match,
        node.location,
        preset=None if path == own_path else path,
        boost=whole(node.get("boost")),
        pin=flag(node.get("pin")),
        exclude=flag(node.get("exclude")),
        max_highlights=whole(node.get("max-highlights")),
        at_most=whole(node.get("at-most")),
        at_least=whole(node.get("at-least")),
        variant=word(node.get("variant")),
        collapse=cast("Literal['header'] | None", word(node.get("collapse"))),
        locations=value_locations(node),
    )
