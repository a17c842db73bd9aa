"""Labels: the words a template adds, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.read import named
from appkit.model.template import Label
from appkit.source.node import Mapping, Scalar

if TYPE_CHECKING:
    from appkit.source.node import Node


def decode_labels(node: Node, file: str) -> dict[str, dict[str, Label]]:
    """The labels by locale and key; ``file`` (``academic/labels.yaml``) begins their addresses."""
    return {locale: _labels(value, file) for locale, value in named(node) if isinstance(value, Mapping)}


def _labels(node: Mapping, file: str) -> dict[str, Label]:
    # As they are written: the spaces around ", " or " in " are meant.
    return {
        key: Label(value.text, f"{file}:{key}")
        for key, value in node.entries.items()
        if isinstance(value, Scalar)
    }
