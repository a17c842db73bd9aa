# ruff: noqa: INP001, S603, S607, T201
"""Where every line of the built-in looks stands as LibreOffice has it, compared with what was reviewed.

    python scripts/look_positions.py [--update]

reads tests/goldens/looks/, one file for each look, kind of document and paper, with a row for each stretch of
words: page, distance from the page's top, from and to how far from its left edge, in points, and the words.
The words and pages must be the same, distances within a point of each other, vertical ones counted from the
row above. Exit code 0: they are. 1: they are not; the differences are printed. 5: nothing could be compared,
as a program or font is missing. ``--update`` writes the files anew: look at the pages before you commit them.
"""

from __future__ import annotations

import argparse
import difflib
import html
import itertools
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from looks import REPOSITORY, documents, laid_out, missing

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDENS = REPOSITORY / "tests" / "goldens" / "looks"
TARGET = "westlake-phd"
NOTHING_COMPARED = 5
# What LibreOffice versions may differ by, in points, beyond the rounding of both numbers.
TOLERANCE = 1
# Words further apart than this many points are two stretches: what stands left, what stands at the margin.
_APART = 12.0
# Words of one line whose tops differ by less (a bold one, a star) are on the same line.
_LEVEL = 3.0
_WORD = re.compile(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*?)</word>')
_ROW = re.compile(r"p(\d+) +y=(\d+) +x=(\d+)-(\d+) +(.*)")


class Stretch(NamedTuple):
    """Words that stand together on a line; lengths in points from the top left corner of the page."""

    page: int
    top: float
    left: float
    right: float
    words: str

    @classmethod
    def read(cls, row: str) -> Stretch:
        """A row of a golden file."""
        found = _ROW.fullmatch(row)
        if found is None:
            raise ValueError(f"not a row: {row}")
        page, top, left, right = (int(number) for number in found.groups()[:4])
        return cls(page, top, left, right, found[5])

    def __str__(self) -> str:
        across = f"x={self.left:.0f}-{self.right:.0f}"
        return f"p{self.page}  y={self.top:<4.0f} {across:<10} {self.words}"


def stretches(pdf: Path) -> Iterator[Stretch]:
    """The stretches of a PDF, from the top of each page to its end."""
    shown = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True)
    for page, text in enumerate(shown.stdout.split("<page ")[1:], 1):
        words = [
            Stretch(page, float(top), float(left), float(right), html.unescape(word))
            for left, top, right, _, word in _WORD.findall(text)
        ]
        for line in _lines(words):
            yield from _joined(line)


def _lines(words: list[Stretch]) -> list[list[Stretch]]:
    """The words by line, each from left to right."""
    lines: list[list[Stretch]] = []
    for word in sorted(words, key=lambda word: word.top):
        if lines and word.top - lines[-1][0].top < _LEVEL:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _joined(line: list[Stretch]) -> Iterator[Stretch]:
    top = min(word.top for word in line)
    start = 0
    for index, word in enumerate(line):
        if index + 1 == len(line) or line[index + 1].left - word.right > _APART:
            words = " ".join(each.words for each in line[start : index + 1])
            yield Stretch(word.page, top, line[start].left, word.right, words)
            start = index + 1


def differs(reviewed: list[str], seen: list[str]) -> bool:
    """Whether words, pages or distances are other than those reviewed."""
    old, new = ([Stretch.read(row) for row in rows] for rows in (reviewed, seen))
    if [(row.page, row.words) for row in old] != [(row.page, row.words) for row in new]:
        return True
    across = any(
        abs(one.left - other.left) > TOLERANCE or abs(one.right - other.right) > TOLERANCE
        for one, other in zip(old, new, strict=True)
    )
    return across or any(
        abs(one - other) > TOLERANCE for one, other in zip(_steps(old), _steps(new), strict=True)
    )


def _steps(rows: list[Stretch]) -> list[float]:
    """How far each row is below the one above it; the first of a page, below the page's top."""
    return [
        row.top - (above.top if above and above.page == row.page else 0)
        for above, row in itertools.pairwise([None, *rows])
        if row is not None
    ]


def main() -> int:
    """Compare, or write anew."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--update", action="store_true", help="write the files instead of comparing")
    update = parser.parse_args().update
    if lacking := missing():
        print(f"not compared, for want of {', '.join(lacking)}")
        return NOTHING_COMPARED
    with TemporaryDirectory() as folder:
        files = {sheet.name: docx for sheet, docx in documents(TARGET)}
        seen = {
            name: [str(stretch) for stretch in stretches(pdf)]
            for name, pdf in laid_out(files, Path(folder)).items()
        }
    return _updated(seen) if update else _compared(seen)


def _updated(seen: dict[str, list[str]]) -> int:
    GOLDENS.mkdir(parents=True, exist_ok=True)
    for path in GOLDENS.glob("*.lines"):
        path.unlink()
    for name, rows in seen.items():
        (GOLDENS / f"{name}.lines").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    return 0


def _compared(seen: dict[str, list[str]]) -> int:
    reviewed = {path.stem: path.read_text("utf-8").splitlines() for path in GOLDENS.glob("*.lines")}
    wrong = [
        name for name in sorted({*seen, *reviewed}) if differs(reviewed.get(name, []), seen.get(name, []))
    ]
    for name in wrong:
        old, new = reviewed.get(name, []), seen.get(name, [])
        for line in difflib.unified_diff(old, new, f"reviewed {name}", f"seen {name}", lineterm="", n=1):
            print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
