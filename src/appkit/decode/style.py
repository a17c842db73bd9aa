"""A style, from the checked nodes of a template's ``style.yaml`` and of those it builds on."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, cast, get_args

from appkit.decode.read import flag, whole, word
from appkit.diagnostics import Location
from appkit.model.style import SHEETS, Fonts, Look, Page, ParagraphStyle, Style
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.model.style import Paper
    from appkit.source.node import Node

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_LENGTH = re.compile(r"([0-9.]+) ?(pt|mm|cm|in)?")
# What a paragraph's look has from `body` where it says nothing, so that one line there changes the text.
_FROM_BODY = ("size", "color", "line_spacing")


def decode_style(nodes: Sequence[Node], name: str = "default") -> Style:
    """The style that ``nodes`` describe together, the base first; the last to speak of a thing decides."""
    node = _merged([node for node in nodes if isinstance(node, Mapping)])
    said = {
        "page": _page(_part(node, "page")),
        "fonts": _fonts(_part(node, "fonts")),
        "looks": _looks(_part(node, "looks")),
        "bullet": word(node.get("bullet")),
        "link_color": _color(node.get("link-color")),
        "prompt_color": word(node.get("prompt-color")),
        "text_width": whole(_part(node, "text").get("width")),
        "date_pattern": word(node.get("date-pattern")),
        "page_numbers": flag(node.get("page-numbers")),
    }
    known: dict[str, Any] = {key: value for key, value in said.items() if value is not None}
    return Style(name=name, **known)


def _part(node: Mapping, key: str) -> Mapping:
    """The mapping at ``key``, or an empty one."""
    part = node.get(key)
    return part if isinstance(part, Mapping) else _NOTHING


_NOTHING = Mapping({}, {}, Location(""))


def _merged(nodes: Sequence[Mapping]) -> Mapping:
    """One mapping of all, key by key at every depth; the last to speak of a key decides."""
    merged = _NOTHING
    for node in nodes:
        entries = dict(merged.entries)
        for key, value in node.entries.items():
            old = entries.get(key)
            both = isinstance(old, Mapping) and isinstance(value, Mapping)
            entries[key] = _merged([cast("Mapping", old), cast("Mapping", value)]) if both else value
        merged = Mapping(entries, {**merged.keys, **node.keys}, node.location)
    return merged


def points(node: Node | None) -> float | None:
    """A length in points, or a plain number; None where there is none."""
    match = _LENGTH.fullmatch(word(node) or "")
    return round(float(match[1]) * _POINTS[match[2] or "pt"], 3) if match else None


def _color(node: Node | None) -> str | None:
    text = word(node)
    return text.upper() if text else None


def _page(node: Mapping) -> Page:
    size = node.get("size")
    width, height = SHEETS.get(cast("Paper", word(size)), (None, None))
    if isinstance(size, Mapping):
        width, height = points(size.get("width")), points(size.get("height"))
    margins = {side: points(node.get(side)) for side in ("top", "right", "bottom", "left")}
    said = {"width": width, "height": height, **margins}
    return dataclasses.replace(Page(), **{key: value for key, value in said.items() if value is not None})


def _fonts(node: Mapping) -> Fonts:
    said = {field.name: word(node.get(_key(field.name))) for field in dataclasses.fields(Fonts)}
    return dataclasses.replace(Fonts(), **{key: value for key, value in said.items() if value is not None})


def _key(field: str) -> str:
    """What a field is called in the file: ``space-before``."""
    return field.replace("_", "-")


def _looks(node: Mapping) -> dict[str, ParagraphStyle]:
    """The look of every kind of paragraph, those nobody speaks of among them."""
    body = _look(_part(node, "body"), ParagraphStyle())
    plain = ParagraphStyle(**{field: getattr(body, field) for field in _FROM_BODY})
    others = {look: _look(_part(node, look), plain) for look in get_args(Look)}
    return {**others, "body": body}


_FIELDS = {_key(field.name): field for field in dataclasses.fields(ParagraphStyle)}


def _look(node: Mapping, base: ParagraphStyle) -> ParagraphStyle:
    said: dict[str, object] = {}
    for key, value in node.entries.items():
        field = _FIELDS.get(key)
        if field is None:  # an `x-` key
            continue
        if field.name == "color":
            said[field.name] = _color(value)
        elif field.name == "align":
            said[field.name] = word(value)
        elif isinstance(field.default, bool):
            said[field.name] = flag(value)
        else:
            said[field.name] = points(value)
    known: dict[str, Any] = {key: value for key, value in said.items() if value is not None}
    return dataclasses.replace(base, **known) if known else base
