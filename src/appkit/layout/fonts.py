"""How wide words are and how high lines: metrics of fonts, from tables that scripts/make_font_tables.py made.

Lengths are twips, twentieths of a point: what DOCX and LibreOffice count in. Ligatures are taken into
account (Carlito's "tt" and "ti" are narrower than their letters), kerning is not: without ``w:kern`` in a
document LibreOffice and Word leave it off.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from appkit.layout.breaks import pieces
from appkit.model.script import is_european

if TYPE_CHECKING:
    from collections.abc import Callable

TWIPS: Final = 20
# LibreOffice lays text out at 8,640 dots per inch: it rounds what it takes from a font to sixths of a twip.
_SIXTHS = 6

# The table that stands for a family: metric-compatible where there is such a font, else what Debian's
# fontconfig and LibreOffice 7.4 put in its place.
_TABLES = {
    "calibri": "carlito", "carlito": "carlito",
    "cambria": "caladea", "caladea": "caladea",
    "times new roman": "liberation-serif", "times": "liberation-serif",
    "liberation serif": "liberation-serif",
    "arial": "liberation-sans", "helvetica": "liberation-sans", "liberation sans": "liberation-sans",
    "courier new": "liberation-mono", "courier": "liberation-mono", "liberation mono": "liberation-mono",
    "consolas": "dejavu-sans-mono", "dejavu sans mono": "dejavu-sans-mono",
}  # fmt: skip
# An unknown family is taken for the nearest of its class, told by its name; else it is a sans serif.
_MONO = re.compile(r"mono|code|consol|courier|typewriter|menlo|fixed")
_SERIF = re.compile(r"(?<!sans )(?<!sans)serif|times|roman|garamond|georgia|palatino|book|minion|cambria")
# East Asian families whose strokes end in serifs.
_EAST_ASIAN_SERIF = re.compile(r"song|sun|ming|serif|kai|mincho|batang|宋|明|楷|仿")
_FACES = ("regular", "bold", "italic", "bold-italic")


class Font:
    """One face at one size: ``height`` of a line above and below its base line, and widths of text.

    ``boxes`` are the widths of the pieces of a word that a line may not break. ``lean`` is what must be left
    between slanted words and the right margin.
    """

    __slots__ = (
        "_advances",
        "_changes",
        "_pattern",
        "boxes",
        "east_asian",
        "height",
        "lean",
        "size",
        "width",
    )

    def __init__(self, face: _Face, size: float, *, italic: bool) -> None:
        em = size * TWIPS * _SIXTHS / face.units
        self._advances = _Advances(face, em)
        self._changes = {
            letters: _rounded((sum([face[letter] for letter in letters]) + change) * em)
            - sum([self._advances[letter] for letter in letters])
            for letters, change in face.ligatures.items()
        }
        self._pattern = face.pattern
        self.size, self.east_asian, self.height = size, face.east_asian, _height(face, em)
        # A twelfth of the line's height (LibreOffice 7.4).
        self.lean = sum(self.height) // 12 if italic else 0
        self.width: Callable[[str], float] = functools.lru_cache(8192)(self._width)
        self.boxes: Callable[[str], tuple[float, ...]] = functools.lru_cache(8192)(self._boxes)

    def _width(self, text: str) -> float:
        sixths = sum([self._advances[character] for character in text])
        if self._pattern is not None:
            sixths += sum([self._changes[found] for found in self._pattern.findall(text)])
        return sixths / _SIXTHS

    def _boxes(self, word: str) -> tuple[float, ...]:
        return tuple([self.width(piece) for piece in pieces(word)])


class _Advances(dict[str, int]):
    """Advance widths by character in sixths of a twip, each rounded, as LibreOffice rounds them."""

    def __init__(self, face: _Face, em: float) -> None:
        super().__init__()
        self._face, self._em = face, em

    def __missing__(self, character: str) -> int:
        self[character] = _rounded(self._face[character] * self._em)
        return self[character]


# Marks that sit on the character before, joiners and variation selectors take no room.
_MARK = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u200b-\u200f\u2028-\u202e"
                   "\u2060-\u2064\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]")  # fmt: skip
# Characters as wide as they are high in whatever font has them; `re` compiles this text when it is needed.
_WIDE = ("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
                   "\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd]")  # fmt: skip


class _Face(dict[str, int]):
    """Advance widths by character in the font's own units, with what else is known of a face."""

    def __init__(self, table: dict[str, Any], face: str) -> None:
        super().__init__()
        loaded = table["faces"][face]
        self.units: int = table["units"]
        self.heights: tuple[int, int, int] = (loaded["ascent"], loaded["descent"], loaded["gap"])
        self.ligatures: dict[str, int] = loaded["ligatures"]
        self.east_asian = "CJK" in table["name"]
        for first, row in loaded["widths"].items():
            self.update(zip(map(chr, range(ord(first), ord(first) + len(row))), row, strict=True))
        longest = sorted(self.ligatures, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest))) if longest else None

    def __missing__(self, character: str) -> int:
        """What the font lacks is as wide as an em, a mark or an "o"."""
        if _MARK.match(character):
            width = 0
        elif self.east_asian and "\uac00" < character <= "\ud7a3":
            width = self["\uac00"]
        elif self.east_asian and "\uff61" < character <= "\uffdc":
            width = self["\uff61"]
        else:
            width = self.units if self.east_asian or _is_wide(character) else self["o"]
        self[character] = width
        return width


def _is_wide(character: str) -> bool:
    return not is_european(character) and re.match(_WIDE, character) is not None


def _height(face: _Face, em: float) -> tuple[int, int]:
    """Ascent and descent in whole twips, the font's line gap above, rounded as LibreOffice 7.4 does.

    Found by measuring 40 lines in ten sizes of five families: ascent and descent are rounded in sixths of a
    twip, their sum and the gap to twips.
    """
    ascent, descent, gap = (_rounded(units * em) for units in face.heights)
    gap = _rounded(gap / _SIXTHS)
    above = _rounded(ascent / _SIXTHS)
    return above + gap, _rounded((ascent + descent) / _SIXTHS) - above


def _rounded(value: float) -> int:
    """The nearest whole number, halves upwards."""
    return int(value + 0.5)


@functools.lru_cache(maxsize=256)
def font_of(family: str, size: float, *, bold: bool = False, italic: bool = False) -> Font:
    """The font that stands for a family, at a size in points."""
    name = family.strip().lower()
    nearest = (
        "dejavu-sans-mono" if _MONO.search(name)
        else "liberation-serif" if _SERIF.search(name)
        else "liberation-sans"
    )  # fmt: skip
    return Font(_face(_TABLES.get(name, nearest), _FACES[bold + 2 * italic]), size, italic=italic)


@functools.lru_cache(maxsize=64)
def east_asian_font_of(family: str, size: float, *, bold: bool = False, italic: bool = False) -> Font:
    """The font that stands for an East Asian family, at a size in points; it has no italic of its own."""
    serif = _EAST_ASIAN_SERIF.search(family.lower())
    return Font(_face("noto-serif-cjk" if serif else "noto-sans-cjk", _FACES[bold]), size, italic=italic)


@functools.lru_cache(maxsize=32)
def _face(table: str, face: str) -> _Face:
    return _Face(_table(table), face)


@functools.lru_cache(maxsize=16)
def _table(name: str) -> dict[str, Any]:
    text = (Path(__file__).parent / "metrics" / f"{name}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
