"""Labelled links: those of an entry, and the person's pages elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.read import literal
from appkit.decode.text import decode_text
from appkit.model.profile import LabelledLink
from appkit.model.text import Text, Wording
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.source.node import Node


def decode_links(node: Node | None, address: str) -> tuple[LabelledLink, ...]:
    """The links of ``{label: url}`` or ``{label: {url}}``, those without an address among them."""
    return tuple(_links(node, address)) if isinstance(node, Mapping) else ()


def _links(node: Mapping, address: str) -> Iterator[LabelledLink]:
    for label, value in node.entries.items():
        place = node.keys[label]
        if words := literal(label):
            url = value.get("url") if isinstance(value, Mapping) else value
            text = Text(address, rich=False, wordings=(Wording(None, None, words, place),))
            yield LabelledLink(text, decode_text(url, address, language=""), place)


def decode_profiles(nodes: Sequence[Node], language: str) -> tuple[LabelledLink, ...]:
    """JSON Resume's ``basics.profiles`` as links; the network is the label, or else what there is."""
    address = "basics.profiles"
    found = []
    for node in nodes:
        assert isinstance(node, Mapping)
        network, username, url = (
            decode_text(node.get(key), address, language=language) for key in ("network", "username", "url")
        )
        if label := network or username or url:
            name = username if label is network else None
            found.append(LabelledLink(label, url, node.location, username=name))
    return tuple(found)
