"""What the styles and the numbering of a document say of its paragraphs and runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.word.names import W, counted, switched, value

if TYPE_CHECKING:
    from appkit.importers.word.package import Element

_HEADING = re.compile(r"^(?:heading|überschrift|titre|标题)\s*([1-9])$", re.IGNORECASE)
# A style based on another that is based on it would never end.
_DEEPEST = 20


class Look(NamedTuple):
    """Bold, italic and hidden, as far as anything says."""

    strong: bool | None = None
    emphasis: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """What is said here, else what is said below."""
        return Look(*(mine if mine is not None else other for mine, other in zip(self, below, strict=True)))


def look_of(properties: Element | None) -> Look:
    """What run properties say."""
    return Look(*(switched(properties, name) for name in ("b", "i", "vanish")))


class Styles:
    """The styles by id, and lists by number."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        found = [] if styles is None else styles.findall(f"{W}style")
        self._styles: dict[str, Element] = {style.get(f"{W}styleId"): style for style in found}
        self._default = next(
            (
                s.get(f"{W}styleId")
                for s in found
                if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true")
            ),
            None,
        )
        self._formats = _formats(numbering)

    def _chain(self, style: str | None) -> list[Element]:
        out: list[Element] = []
        while style in self._styles and len(out) < _DEEPEST:
            out.append(self._styles[style])
            style = value(out[-1], "basedOn")
        return out

    def look(self, style: str | None, *, paragraph: bool) -> Look:
        """What a style says of runs. Bold of a heading's style is its looks and stresses no word."""
        look = Look()
        for each in self._chain(style or (self._default if paragraph else None)):
            look = look.over(look_of(each.find(f"{W}rPr")))
        return look

    def level(self, properties: Element | None) -> int:
        """The level of a heading, from 1; 0 where the paragraph is none."""
        outline = value(properties, "outlineLvl")
        for style in self._chain(value(properties, "pStyle")):
            name = value(style, "name") or ""
            if match := _HEADING.match(name):
                return int(match[1])
            if name.casefold() in ("title", "titel", "titre"):
                return 1
            if outline is None:
                outline = value(style.find(f"{W}pPr"), "outlineLvl")
        level = counted(outline)
        return level + 1 if level is not None and level < _BODY else 0

    def item(self, properties: Element | None) -> tuple[str, int, bool] | None:
        """The list that a paragraph is an item of, its depth, and whether it is numbered; None: of none."""
        number, depth = _number(properties)
        for style in self._chain(value(properties, "pStyle")):
            if number is None:
                number, above = _number(style.find(f"{W}pPr"))
                depth = depth if depth is not None else above
            name = value(style, "name") or ""
            if number is None and (match := re.match(r"list (bullet|number)\s*(\d?)$", name, re.IGNORECASE)):
                return match[0], int(match[2] or 1) - 1, match[1].casefold() == "number"
        if number is None or number == "0":
            return None
        level = depth or 0
        kind = self._formats.get((number, level), "bullet")
        return None if kind == "none" else (number, level, kind != "bullet")


# The outline level of text that is no heading.
_BODY = 9


def _number(properties: Element | None) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None, None
    return value(found, "numId"), counted(value(found, "ilvl"))


def _formats(numbering: Element | None) -> dict[tuple[str, int], str]:
    """The format of each level of each list: ``bullet``, ``decimal``, …."""
    if numbering is None:
        return {}
    abstract: dict[str, dict[int, str]] = {}
    for each in numbering.findall(f"{W}abstractNum"):
        levels = {
            counted(level.get(f"{W}ilvl")) or 0: value(level, "numFmt") or "bullet"
            for level in each.findall(f"{W}lvl")
        }
        abstract[each.get(f"{W}abstractNumId")] = levels
    out: dict[tuple[str, int], str] = {}
    for number in numbering.findall(f"{W}num"):
        for level, kind in abstract.get(value(number, "abstractNumId") or "", {}).items():
            out[number.get(f"{W}numId"), level] = kind
    return out
