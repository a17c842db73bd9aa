# ruff: noqa: INP001, S603, T201
"""Draws the pages of docs/gallery.md, and the page itself, from this repository's targets.

    python scripts/make_gallery.py

builds each look's target as DOCX on A4 and on Letter, lets LibreOffice lay it out with Carlito, Caladea and
Liberation Sans (which stand for Calibri, Cambria and Arial and are as wide), and draws first pages to
docs/images/. Exit code 5: a program or font is missing, and nothing was written.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from looks import PAPERS, REPOSITORY, Sheet, documents, laid_out, missing

if TYPE_CHECKING:
    from appkit.model.style import Paper

DOCS = REPOSITORY / "docs"
# Dots per inch: small type can still be read, and a page takes some 45 KB.
_FINE, _FINER = 84, 100
# The page that the README shows.
_README = Sheet("academic", "resume", "A4"), "westlake-phd.png"

# Each look: the target that shows it, and what it is for.
LOOKS = {
    "academic": (
        "westlake-phd",
        """\
A CV for committees. Section titles in capitals over a line, titles of papers before their authors, advisers
and topics below what was done. Calibri; dark blue.""",
    ),
    "modern": (
        "research-engineer",
        """\
A résumé for employers. No lines, one accent colour for section titles and roles, the venue of a paper where
other entries have their dates; advisers and topics are left out. Arial; teal.""",
    ),
    "compact": (
        "westlake-phd",
        """\
A long record on few pages. Small type, narrow margins, short names of venues, one line for an award, a talk
or a grant, advisers and topics in one bullet. Calibri; black.""",
    ),
    "classic": (
        "westlake-phd",
        """\
A CV as it was always set. The head and the section titles are centred, dates and roles in italics, places
below the dates, authors before titles; in a letter, date and closing begin at the middle. Cambria; black.""",
    ),
}

_HEAD = """\
<!-- Written by scripts/make_gallery.py: change it there. -->

# The built-in looks

One profile in four looks, as LibreOffice lays out the DOCX, with Carlito, Caladea and Liberation Sans in the
place of Calibri, Cambria and Arial. A target names the look of each document, and the paper if it is not A4:

```yaml
documents:
  resume: {template: classic, paper: Letter}
  cover-letter: {template: classic, paper: Letter}
```

`appkit build` then writes every format in that look. What a letter still asks for is shown in yellow.
"""


def main() -> int:
    """Build, lay out, draw and write."""
    if lacking := missing():
        print(f"nothing written, for want of {', '.join(lacking)}")
        return 5
    with TemporaryDirectory() as folder:
        sheets = {
            sheet.name: docx
            for look, (target, _) in LOOKS.items()
            for sheet, docx in documents(target, [look])
        }
        laid = laid_out(sheets, Path(folder))
        _draw(laid[_README[0].name], DOCS / "images" / _README[1], _FINER)
        for sheet in _shown():
            _draw(laid[sheet.name], DOCS / _picture(sheet), _FINE)
    (DOCS / "gallery.md").write_text(_page(), encoding="utf-8", newline="\n")
    return 0


def _shown() -> list[Sheet]:
    """What is shown of each look: the résumé on both papers, the letter on A4."""
    return [
        Sheet(look, kind, paper)
        for look in LOOKS
        for kind, papers in (("resume", PAPERS), ("cover-letter", PAPERS[:1]))
        for paper in papers
    ]


def _picture(sheet: Sheet) -> str:
    """The place of a picture, from docs/."""
    return f"images/gallery/{sheet.name}.png"


def _draw(pdf: Path, png: Path, dots: int) -> None:
    """The first page as a picture."""
    command = ["pdftoppm", "-r", str(dots), "-singlefile", str(pdf)]
    drawn = subprocess.run(command, capture_output=True, check=True).stdout
    _, size, _, pixels = drawn.split(b"\n", 3)  # P6, width and height, 255, three bytes a pixel
    width, height = map(int, size.split())
    png.parent.mkdir(parents=True, exist_ok=True)
    png.write_bytes(_png(width, height, pixels))


# Every byte at the nearest of 16 levels: few enough colours for a palette, and no eye sees it in type.
_LEVELS = bytes(round(byte / 17) * 17 for byte in range(256))


def _png(width: int, height: int, pixels: bytes) -> bytes:
    """A picture with a palette, a third as large as in true colour; ValueError if it is too colourful."""
    rounded = pixels.translate(_LEVELS)
    palette: dict[bytes, int] = {}
    indices = bytes(
        palette.setdefault(rounded[place : place + 3], len(palette)) for place in range(0, len(rounded), 3)
    )
    rows = b"".join(b"\0" + indices[row : row + width] for row in range(0, len(indices), width))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", b"".join(palette)),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )


def _page() -> str:
    """docs/gallery.md."""
    return "\n".join([_HEAD, *(_section(look, *said) for look, said in LOOKS.items())])


def _section(look: str, target: str, words: str) -> str:
    """One look: what it is for, its command, its pages."""
    heads: list[tuple[str, str, Paper]] = [
        ("résumé, A4", "resume", "A4"),
        ("cover letter, A4", "cover-letter", "A4"),
        ("résumé, Letter", "resume", "Letter"),
    ]
    cells = [
        f"![{look}: first page of the {name}]({_picture(Sheet(look, kind, paper))})"
        for name, kind, paper in heads
    ]
    return (
        f"## `{look}`\n\n{words}\n\n"
        f"`template: {look}` in `targets/{target}.yaml`, then `appkit build --target {target}`:\n\n"
        f"| {' | '.join(name for name, _, _ in heads)} |\n| --- | --- | --- |\n| {' | '.join(cells)} |\n"
    )


if __name__ == "__main__":
    sys.exit(main())
