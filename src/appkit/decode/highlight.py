"""Highlights: the bullets of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.identity import assign, highlight_candidates
from appkit.decode.read import flag, value_locations, whole, word, words
from appkit.decode.text import decode_text
from appkit.decode.unique import report_repeated
from appkit.model.profile import Highlight
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.decode.setting import Setting
    from appkit.model.text import Text
    from appkit.source.node import Node


def decode_highlights(nodes: Sequence[Node], entry: str, setting: Setting) -> tuple[Highlight, ...]:
    """The highlights of the entry whose address is ``entry``; those that say nothing are left out."""
    said = [(node, text) for node in nodes if (text := _text(node, entry, setting))]
    own = [word(node.get("id")) if isinstance(node, Mapping) else None for node, _ in said]
    report_repeated([(name, node) for (node, _), name in zip(said, own, strict=True)], entry, setting.report)
    candidates = [
        highlight_candidates(text.default, node)
        for (node, text), name in zip(said, own, strict=True)
        if not name
    ]
    derived = iter(assign(candidates, {name for name in own if name}))
    return tuple(
        _highlight(node, entry, name or next(derived), setting, derived=name is None)
        for (node, _), name in zip(said, own, strict=True)
    )


def _text(node: Node, address: str, setting: Setting) -> Text | None:
    return decode_text(node, address, language=setting.language, rich=True)


def _highlight(node: Node, entry: str, name: str, setting: Setting, *, derived: bool) -> Highlight:
    address = f"{entry}/{name}"
    text = _text(node, address, setting)
    assert text is not None
    if not isinstance(node, Mapping):
        return Highlight(name, address, derived, text, node.location)
    tags = words(node.get("tags"))
    letter = decode_text(node.get("letter"), f"{address}.letter", language=setting.language, rich=True)
    return Highlight(
        name,
        address,
        derived,
        text,
        node.location,
        tags=tuple(tags),
        priority=whole(node.get("priority")) or 0,
        letter=letter,
        private=bool(flag(node.get("private"))),
        note=word(node.get("privateNote")),
        field_locations=value_locations(node),
        tag_locations=tags,
    )
