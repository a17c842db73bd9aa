"""The looks that all formats share, read out of what a reference's styles come to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.model.style import Align, ParagraphStyle

_ALIGN: dict[str, Align] = {"left": "left", "center": "center", "right": "right", "both": "justify"}
_TWIPS = 20
# Single spacing in the unit of `line` (section 17.3.1.33), and the ems it takes in Calibri: near enough for
# what is told beside an exact distance.
_SINGLE, _EMS = 240, 1.22
_EIGHTHS = 8
# A double line is three as thick.
_THICKNESS = {"double": 3}


def look_from(said: Mapping[str, str], look: ParagraphStyle) -> ParagraphStyle:
    """What a paragraph style comes to as a look; ``look`` is the one it stands for."""
    size = int(said["size"]) / 2
    spacing, exactly, at_least = _distances(said["line"], size)
    left, first = int(said["left"]), int(said["first"])
    below, above = (said.get(f"border-{side}", "none") for side in ("bottom", "top"))
    return replace(
        look,
        line_spacing=spacing,
        line_exactly=exactly,
        line_at_least=at_least,
        size=size,
        bold=said["b"] == "1",
        italic=said["i"] == "1",
        caps=said["caps"] == "1",
        color=color_of(said["color"]),
        align=_ALIGN[said["jc"]],
        space_before=int(said["before"]) / _TWIPS,
        space_after=int(said["after"]) / _TWIPS,
        indent=left / _TWIPS,
        hanging=-first / _TWIPS,
        keep_next=said["keepNext"] == "1",
        contextual=said["contextualSpacing"] == "1",
        font=said["font"],
        rule=below != "none",
        rule_below=_room(below) if below != "none" else look.rule_below,
        rule_above=_room(above) if above != "none" else 0,
    )


def color_of(said: str) -> str:
    """The colour, six hex digits; where that is left to the program, black."""
    color = said.split(maxsplit=1)[0]
    return "000000" if color == "auto" else color


def _distances(line: str, size: float) -> tuple[float, float, float]:
    """The distance of lines as a multiple of single, exactly so many points, at least so many points."""
    number, rule = line.split()
    if rule == "auto":
        return int(number) / _SINGLE, 0, 0
    points = int(number) / _TWIPS
    multiple = round(points / (size * _EMS), 2)
    return (multiple, points, 0) if rule == "exact" else (max(multiple, 1.0), 0, points)


def _room(border: str) -> float:
    """What a line beside a paragraph takes in points: its gap and its thickness."""
    kind, size, space, _ = border.split()
    return int(space) + int(size) * _THICKNESS.get(kind, 1) / _EIGHTHS


def page_of(sizes: Mapping[str, int]) -> dict[str, float]:
    """Lengths of a page in points."""
    return {name: length / _TWIPS for name, length in sizes.items()}
