"""How wide words are and how high lines: the metrics of fonts, from tables made by scripts/make_font_tables.py.

Lengths are twips, twentieths of a point: what DOCX and LibreOffice count in.
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from appkit.layout.breaks import WIDE, pieces

if TYPE_CHECKING:
    from collections.abc import Callable

TWIPS: Final = 20
# The resolution LibreOffice measures fonts at: it rounds ascents, descents and gaps to sixths of a twip.
_SIXTHS = 6

# The table that stands for a family: metric-compatible where there is one, else what Debian's fontconfig and
# LibreOffice 7.4 put in its place.
_TABLES = {
    "calibri": "carlito", "carlito": "carlito",
    "cambria": "caladea", "caladea": "caladea",
    "times new roman": "liberation-serif", "liberation serif": "liberation-serif", "times": "liberation-serif",
    "arial": "liberation-sans", "liberation sans": "liberation-sans", "helvetica": "liberation-sans",
    "courier new": "liberation-mono", "liberation mono": "liberation-mono", "courier": "liberation-mono",
    "consolas": "dejavu-sans-mono", "dejavu sans mono": "dejavu-sans-mono",
    "noto sans cjk sc": "noto-sans-cjk", "noto serif cjk sc": "noto-serif-cjk",
}  # fmt: skip
# An unknown family is taken for the nearest of its class, told by its name; else it is a sans serif.
_CLASSES = (
    (re.compile(r"mono|code|consol|courier|typewriter|menlo|fixed"), "dejavu-sans-mono"),
    (re.compile(r"(?<!sans)serif|times|roman|garamond|georgia|palatino|book|cambria|minion"), "liberation-serif"),
)  # fmt: skip
_SANS = "liberation-sans"
# East Asian families with strokes that end in serifs; every other one is taken for a sans serif.
_EAST_ASIAN_SERIF = re.compile(r"song|simsun|ming|serif|fangsong|kai|mincho|batang")
_FACES = ("regular", "bold", "italic", "bold-italic")


class Font:
    """One face at one size: ``ascent`` and ``descent`` of a line in whole twips, and widths of text.

    ``boxes`` gives the widths of the pieces of a word that a line may not break.
    """

    __slots__ = ("_face", "_ligatures", "_scale", "ascent", "boxes", "descent", "width")

    def __init__(self, face: dict[str, Any], units: int, size: float) -> None:
        self._face: dict[str, int] = _Widths(face, units)
        self._ligatures = _ligatures(face["ligatures"])
        self._scale = size * TWIPS / units
        self.ascent, self.descent = _line(face, units, size)
        self.width: Callable[[str], float] = functools.lru_cache(8192)(self._width)
        self.boxes: Callable[[str], tuple[float, ...]] = functools.lru_cache(8192)(self._boxes)

    def _width(self, text: str) -> float:
        units = sum([self._face[character] for character in text])
        pattern, changes = self._ligatures
        if pattern is not None:
            units += sum([changes[found] for found in pattern.findall(text)])
        return units * self._scale

    def _boxes(self, word: str) -> tuple[float, ...]:
        return tuple(self.width(piece) for piece in pieces(word))


class _Widths(dict[str, int]):
    """Advance widths by character: what a font lacks is one em if wide, nothing if a mark, else like "o"."""

    def __init__(self, face: dict[str, Any], units: int) -> None:
        super().__init__()
        self._units = units
        for first, row in face["widths"].items():
            self.update(zip(map(chr, range(ord(first), ord(first) + len(row))), row, strict=True))

    def __missing__(self, character: str) -> int:
        if _MARK.match(character):
            width = 0
        elif WIDE.match(character) or "o" not in self:
            width = self._units
        else:
            width = self["o"]
        self[character] = width
        return width


# Marks that sit on the character before, joiners, variation selectors.
_MARK = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u200b-\u200f\u2028-\u202e\u2060-\u2064"
                   "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]")  # fmt: skip


def _ligatures(changes: dict[str, int]) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    """A pattern that finds ligatures, the longest first, and by how much each changes the width."""
    longest = sorted(changes, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest))) if longest else None), changes


def _line(face: dict[str, Any], units: int, size: float) -> tuple[int, int]:
    """Ascent and descent, the font's line gap above, rounded as LibreOffice 7.4 does.

    Found by comparing the height of 40 lines in ten sizes of five families: ascent and descent are rounded
    in sixths of a twip, their sum and the gap to twips.
    """
    em = size * TWIPS * _SIXTHS / units
    ascent, descent, gap = (_rounded(face[key] * em) for key in ("ascent", "descent", "gap"))
    height = _rounded((ascent + descent) / _SIXTHS) + _rounded(gap / _SIXTHS)
    above = _rounded(ascent / _SIXTHS) + _rounded(gap / _SIXTHS)
    return above, height - above


def _rounded(value: float) -> int:
    """The nearest whole number, halves upwards."""
    return int(value + 0.5)


@functools.lru_cache(maxsize=256)
def font_of(family: str, size: float, *, bold: bool = False, italic: bool = False) -> Font:
    """The font that stands for a family, at a size in points."""
    return _font(_latin_table(family), size, bold=bold, italic=italic)


@functools.lru_cache(maxsize=256)
def east_asian_font_of(family: str, size: float, *, bold: bool = False) -> Font:
    """The font that stands for an East Asian family, at a size in points."""
    serif = _EAST_ASIAN_SERIF.search(family.lower())
    return _font("noto-serif-cjk" if serif else "noto-sans-cjk", size, bold=bold, italic=False)


def _font(table: str, size: float, *, bold: bool, italic: bool) -> Font:
    loaded = _table(table)
    face = loaded["faces"].get(_FACES[bold + 2 * italic]) or loaded["faces"][_FACES[bold]]
    return Font(face, loaded["units"], size)


def _latin_table(family: str) -> str:
    name = family.strip().lower()
    return _TABLES.get(name) or next((table for pattern, table in _CLASSES if pattern.search(name)), _SANS)


@functools.lru_cache(maxsize=16)
def _table(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath("metrics", f"{name}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
