# ruff: noqa: INP001
"""Writes the metrics that ``appkit.layout`` measures with: advance widths, ligatures, line heights.

    python scripts/make_font_tables.py [FOLDER ...]

reads the fonts below FOLDER (by default /usr/share/fonts) with fontTools and writes one JSON file for each
family to src/appkit/layout/metrics/. Debian's packages: fonts-crosextra-carlito, fonts-crosextra-caladea,
fonts-liberation, fonts-dejavu-core, fonts-noto-cjk.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fontTools.ttLib.tables.otTables import Lookup

    Ranges = tuple[tuple[int, int], ...]

OUT = Path(__file__).parent.parent / "src" / "appkit" / "layout" / "metrics"

_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
# Families by the name of their table: the files of their faces (regular, bold, italic, bold italic).
FAMILIES = {
    "carlito": [f"Carlito-{face}.ttf" for face in _FACES],
    "caladea": [f"Caladea-{face}.ttf" for face in _FACES],
    "liberation-sans": [f"LiberationSans-{face}.ttf" for face in _FACES],
    "liberation-serif": [f"LiberationSerif-{face}.ttf" for face in _FACES],
    "liberation-mono": [f"LiberationMono-{face}.ttf" for face in _FACES],
    "dejavu-sans-mono": [
        "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf",
        "DejaVuSansMono-Oblique.ttf", "DejaVuSansMono-BoldOblique.ttf",
    ],
    "noto-sans-cjk": ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"],
    "noto-serif-cjk": ["NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"],
}  # fmt: skip
FACES = ("regular", "bold", "italic", "bold-italic")
# Latin with its extensions, spacing and combining marks, Greek, Cyrillic, Vietnamese and other Latin,
# punctuation, super- and subscripts, currency, letter-like signs, arrows, mathematics, shapes.
COVERED = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x45F), (0x1E00, 0x1EFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x25A0, 0x25FF),
)  # fmt: skip
# Of East Asian fonts the space, hyphens and dashes, a Hangul syllable and a half-width form: what else stands
# in runs of theirs is one em wide.
EAST_ASIAN = ((0x20, 0x20), (0x2010, 0x2013), (0xAC00, 0xAC00), (0xFF61, 0xFF61))
# The OpenType features that layout engines apply unasked and that change how far a word reaches.
LIGATURES = ("liga", "clig", "rlig")


def main() -> None:
    """Write every family's table."""
    folders = [Path(argument) for argument in sys.argv[1:]] or [Path("/usr/share/fonts")]
    files = {path.name: path for folder in folders for path in folder.rglob("*.tt[fc]")}
    OUT.mkdir(parents=True, exist_ok=True)
    for family, names in FAMILIES.items():
        # The third of a collection is that for simplified Chinese.
        fonts = [TTFont(files[name], fontNumber=2) for name in names]
        text = json.dumps(_family(fonts), ensure_ascii=False, separators=(",", ":"))
        (OUT / f"{family}.json").write_text(text.replace('"faces"', '\n"faces"') + "\n", encoding="utf-8")


def _family(fonts: list[TTFont]) -> dict[str, Any]:
    covered = EAST_ASIAN if "CJK" in fonts[0]["name"].getDebugName(1) else COVERED
    return {
        "name": fonts[0]["name"].getDebugName(1),
        "version": fonts[0]["name"].getDebugName(5),
        "copyright": fonts[0]["name"].getDebugName(0),
        "units": fonts[0]["head"].unitsPerEm,
        "faces": {face: _face(font, covered) for face, font in zip(FACES, fonts, strict=False)},
    }


def _face(font: TTFont, covered: Ranges) -> dict[str, Any]:
    """Ascent, descent and gap of the ``hhea`` table, which LibreOffice takes; widths by first character."""
    header = font["hhea"]
    return {
        "ascent": header.ascent,
        "descent": -header.descent,
        "gap": header.lineGap,
        "widths": dict(_widths(font, covered)),
        "ligatures": dict(sorted(_ligatures(font))),
    }


def _widths(font: TTFont, covered: Ranges) -> Iterator[tuple[str, list[int]]]:
    """The advance widths of neighbouring characters, with the first of them in front."""
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    start = 0
    row: list[int] = []
    for first, last in covered:
        for code in range(first, last + 2):
            if code <= last and code in glyphs:
                start = start if row else code
                row.append(advances[glyphs[code]][0])
            elif row:
                yield chr(start), row
                row = []


def _ligatures(font: TTFont) -> Iterator[tuple[str, int]]:
    """By how much a ligature differs from its characters' widths, for those that differ."""
    if "GSUB" not in font:
        return
    table, advances = font["GSUB"].table, font["hmtx"]
    characters = {glyph: chr(code) for code, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag in LIGATURES
        for index in record.Feature.LookupListIndex
    }
    for index in wanted:
        for parts, glyph in _substitutions(table.LookupList.Lookup[index]):
            text = "".join(characters.get(part, "\0") for part in parts)
            change = advances[glyph][0] - sum(advances[part][0] for part in parts)
            if change and all(any(a <= ord(c) <= b for a, b in COVERED) for c in text):
                yield text, change


def _substitutions(lookup: Lookup) -> Iterator[tuple[list[str], str]]:
    for outer in lookup.SubTable:
        table = getattr(outer, "ExtSubTable", outer)
        for first, ligatures in getattr(table, "ligatures", {}).items():
            for ligature in ligatures:
                yield [first, *ligature.Component], ligature.LigGlyph


if __name__ == "__main__":
    main()
