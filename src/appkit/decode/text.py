"""Text: from a plain scalar, a language map or ``{text, variants}`` to every wording of one fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.read import literal
from appkit.decode.read import rich as rich_text
from appkit.model.text import Text, Wording
from appkit.source.node import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Report
    from appkit.source.node import Node


def decode_text(node: Node | None, address: str, *, language: str, rich: bool = False) -> Text | None:
    """The text of a node in all its wordings, or None where it says nothing.

    The general wording in ``language``, the profile's own, comes first if there is one.
    """
    if node is None:
        return None
    general, variants = node, None
    if isinstance(node, Mapping) and "text" in node.entries:
        general, variants = node.entries["text"], node.get("variants")
    wordings = sorted(_wordings(general, None, rich=rich), key=lambda w: w.language not in {None, language})
    if not wordings:
        return None
    if isinstance(variants, Mapping):
        for tag, value in variants.entries.items():
            wordings += _wordings(value, tag, rich=rich)
    return Text(address, rich, tuple(wordings))


def _wordings(node: Node, tag: str | None, *, rich: bool) -> Iterator[Wording]:
    by_language: dict[str | None, Node] = {None: node}
    if isinstance(node, Mapping):
        by_language = {key: value for key, value in node.entries.items() if is_language(key)}
    for language, value in by_language.items():
        if isinstance(value, Scalar) and value.value is not None:
            text = rich_text(value.text) if rich else literal(value.text)
            if text:
                yield Wording(tag, language, text, value.location)


def is_language(key: str) -> bool:
    """Whether a key is a language code: two letters, perhaps more after a hyphen (``x-`` keys are not)."""
    return len(key.split("-", 1)[0]) == 2


def with_variants(text: Text, node: Node | None, field: str, report: Report) -> Text:
    """The text with the wordings that an entry's ``variants`` (``{tag: {field: text}}``) give the field."""
    wordings = list(text.wordings)
    said = {(wording.tag, wording.language): wording for wording in wordings}
    for tag, fields in node.entries.items() if isinstance(node, Mapping) else ():
        value = fields.get(field) if isinstance(fields, Mapping) else None
        for wording in _wordings(value, tag, rich=text.rich) if value else ():
            first = said.get((tag, wording.language))
            if first:
                report.error(
                    "duplicate-variant",
                    f"'{field}' has a second wording for '{tag}'",
                    wording.location,
                    help="keep one of them",
                    related=(("the other one", first.location),),
                )
            wordings.append(wording)
    return Text(text.address, text.rich, tuple(wordings))
