"""Values: words of a target that are printed as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.read import literal
from appkit.decode.read import rich as rich_text
from appkit.model.document import Origin
from appkit.model.text import Value
from appkit.source.node import Scalar

if TYPE_CHECKING:
    from appkit.source.node import Node


def decode_value(node: Node | None, address: str, *, rich: bool = False) -> Value | None:
    """The words of a scalar of the target, or None where there are none; ``address`` says which key's."""
    if not isinstance(node, Scalar) or node.value is None:
        return None
    text = rich_text(node.text) if rich else literal(node.text)
    return Value(text, Origin("target", address), rich, node.location) if text else None
