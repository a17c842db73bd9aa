"""Looks as CSS properties: the letters of a kind of paragraph, its place, and the lines around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.render.html.fonts import text_stack
from appkit.render.html.heights import line_height, tall_line_height
from appkit.render.html.rules import fixed, points

if TYPE_CHECKING:
    from appkit.model.style import ParagraphStyle, Style

_ALIGN = {"left": "start", "center": "center", "right": "end", "justify": "justify"}
# How thick a line is: a pixel. Half a point would be drawn as one all the same, and pages come out longer.
_LINE = 0.75


def letters(look: ParagraphStyle, style: Style) -> dict[str, str]:
    """What the letters of a kind of paragraph look like, and how high its lines are."""
    return {
        "font-family": text_stack(style.family(look), style.fonts),
        "font-size": points(look.size),
        "font-weight": "bold" if look.bold else "normal",
        "font-style": "italic" if look.italic else "normal",
        "line-height": points(line_height(look, style)),
        "--tall": f"{tall_line_height(look, style):.6g}",
        "color": f"#{look.color.lower()}",
        "text-transform": "uppercase" if look.caps else "none",
        "text-align": _ALIGN[look.align],
    }


def own_letters(look: ParagraphStyle, style: Style) -> dict[str, str]:
    """In what the letters differ from those of the body, from which they have all else."""
    body = letters(style.look("body"), style)
    return {name: value for name, value in letters(look, style).items() if value != body[name]}


def place(look: ParagraphStyle) -> dict[str, str]:
    """Where a paragraph outside lists stands, and what it holds on to."""
    found = {"margin-block": gaps(look)}
    if look.indent:
        found["margin-inline-start"] = points(look.indent)
    if look.hanging:
        found["text-indent"] = points(-look.hanging)
    if look.keep_next:
        found["break-after"] = "avoid"
    return {**found, **_lines(look)}


def gaps(look: ParagraphStyle) -> str:
    """The space above and below: of two that meet the larger counts, in CSS as in DOCX."""
    return f"{points(look.space_before)} {points(look.space_after)}"


def _lines(look: ParagraphStyle) -> dict[str, str]:
    """The lines above and below: with their gaps they take as much room as in DOCX."""
    rooms = {"top": look.rule_above, "bottom": look.rule_below if look.rule else 0}
    found: dict[str, str] = {}
    for side, room in rooms.items():
        if room:
            found[f"border-{side}"] = f"{fixed(_LINE)} solid #{look.color.lower()}"
            found[f"padding-{side}"] = fixed(max(room - _LINE, 0))
    return found
