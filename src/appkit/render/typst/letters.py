"""How characters are set: a look, a face and a script as the arguments of Typst's ``text``.

A line is as high as in the DOCX because ``top-edge`` and ``bottom-edge`` are the lengths that the layout
measures with, whatever the font in use says of itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.layout.fonts import TWIPS, east_asian_font_of, font_of
from appkit.render.typst.code import color, points, string, strings

if TYPE_CHECKING:
    from appkit.layout.fonts import Font
    from appkit.model.style import ParagraphStyle
    from appkit.render.typst.families import Families


class Letters(NamedTuple):
    """The text of one look: what it is set in, and what that makes of its lines."""

    look: ParagraphStyle
    families: Families

    @property
    def size(self) -> float:
        """The type size in points: whole halves, as DOCX has it."""
        return round(self.look.size * 2) / 2

    @property
    def font(self) -> Font:
        """The metrics of the look's own font."""
        family = self.families.style.family(self.look)
        return font_of(family, self.size, bold=self.look.bold, italic=self.look.italic)

    def own(self) -> str:
        """The arguments that set the look's own text."""
        look = self.look
        return ", ".join((
            f"font: {strings(self.families.latin(self.families.style.family(look)))}",
            f"size: {points(self.size)}",
            f"weight: {string('bold' if look.bold else 'regular')}",
            f"style: {string('italic' if look.italic else 'normal')}",
            f"fill: {color(look.color)}",
            self.edges(self.font),
        ))  # fmt: skip

    def bullet(self) -> str:
        """The arguments that set a bullet: in the font of the body, upright whatever the look."""
        style = self.families.style
        font = font_of(style.fonts.body, self.size)
        return (
            f"font: {strings(self.families.latin(style.fonts.body))}, "
            f'weight: "regular", style: "normal", {self.edges(font)}'
        )

    def code(self) -> str:
        """The arguments that set code."""
        family = self.families.style.fonts.code
        return f"font: {strings(self.families.latin(family))}, {self.edges(font_of(family, self.size))}"

    def east_asian(self, language: str) -> str:
        """The arguments that set ideographs, kana or Hangul of a language."""
        font = east_asian_font_of(self.families.style.fonts.east_asian, self.size)
        return f"{_fonts(self.families.east_asian(language))}{self.edges(font)}"

    def complex_script(self, language: str) -> str:
        """The arguments that set a script that is shaped or runs to the left."""
        return f"{_fonts(self.families.complex_script(language))}{self.edges(self.font)}"

    def edges(self, font: Font) -> str:
        """How far a line reaches above and below its base line, line spacing below 100 per cent included."""
        look = self.look
        above, below = (length / TWIPS for length in font.height)
        if look.line_exactly:
            above = look.line_exactly - below
        elif look.line_at_least:
            above = max(above, look.line_at_least - below)
        elif look.line_spacing < 1:
            above -= (above + below) * (1 - look.line_spacing)
        return f"top-edge: {points(above)}, bottom-edge: {points(-below)}"

    @property
    def leading(self) -> float:
        """What line spacing above 100 per cent puts between two lines, in points."""
        if self.look.line_exactly or self.look.line_at_least:
            return 0.0
        return max(sum(self.font.height) / TWIPS * (self.look.line_spacing - 1), 0.0)


def _fonts(families: tuple[str, ...]) -> str:
    """The argument for families; without any in reach Typst looks for one that has the characters."""
    return f"font: {strings(families)}, " if families else ""
