"""How far apart lines are: as the layout has them, whose fonts tell more than browsers agree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.layout.fonts import TWIPS, east_asian_font_of, font_of
from appkit.model.document import plain
from appkit.model.script import EAST_ASIAN, is_european

if TYPE_CHECKING:
    from appkit.layout.paragraphs import Lines
    from appkit.model.flow import Flowing
    from appkit.model.style import ParagraphStyle, Style

_EAST_ASIAN = f"[{EAST_ASIAN}]"


def line_height(look: ParagraphStyle, style: Style) -> float:
    """The distance of two lines of Latin text, in points."""
    return _spaced(sum(_latin(look, style)), look)


def tall_line_height(look: ParagraphStyle, style: Style) -> float:
    """The distance of two lines with East Asian text among them, in ems."""
    east_asian = east_asian_font_of(style.fonts.east_asian, look.size, bold=look.bold).height
    height = sum(map(max, _latin(look, style), east_asian))
    return _spaced(height, look) / look.size


def is_tall(flowing: Flowing, lines: Lines, look: ParagraphStyle, style: Style) -> bool:
    """Whether East Asian text makes most lines of a paragraph higher than Latin ones."""
    text = plain((*flowing.left, *flowing.right))
    if is_european(text) or not re.search(_EAST_ASIAN, text):
        return False
    latin = line_height(look, style) * TWIPS
    return 2 * sum(height > latin for height in lines.lines) > len(lines.lines)


def _latin(look: ParagraphStyle, style: Style) -> tuple[int, int]:
    return font_of(style.family(look), look.size, bold=look.bold, italic=look.italic).height


def _spaced(height: int, look: ParagraphStyle) -> float:
    """The distance of lines that are so many twips high, in points."""
    if look.line_exactly:
        return look.line_exactly
    if look.line_at_least:
        return max(look.line_at_least, height / TWIPS)
    return height * round(look.line_spacing * 100) // 100 / TWIPS
