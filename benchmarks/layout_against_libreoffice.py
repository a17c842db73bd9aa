"""Compares ``appkit.layout`` with LibreOffice laying out the same documents' DOCX.

    python benchmarks/layout_against_libreoffice.py [-v] [--only WORDS] [--every N] [--keep FOLDER]

prints a row for each document: pages, pages used and lines as measured and as LibreOffice has them. Exit
code 0: the page counts agree wherever the last line is not within one line of a page's edge, and of the
paragraphs at least 98 % have the measured number of lines. 1: they do not. 5: nothing could be compared, as
LibreOffice, pdftotext or a font is missing (Debian: libreoffice-writer-nogui, poppler-utils,
fonts-crosextra-carlito, fonts-liberation, fonts-dejavu-core, fonts-noto-cjk).
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from layout_cases import Case, cases

from appkit.layout import Layout, measure
from appkit.layout.fonts import TWIPS
from appkit.layout.paragraphs import lines_of
from appkit.model.document import Code, Prompt, Run
from appkit.model.flow import flow
from appkit.model.lines import prompt_words
from appkit.render.docx import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.model.document import Document, Inline
    from appkit.model.style import Style

FONTS = ("Carlito", "Liberation Serif", "Liberation Sans", "DejaVu Sans Mono", "Noto Sans CJK JP")
# LibreOffice 7.4 stops without a word somewhere beyond 200 files in one call.
BATCH = 100
GOAL = 0.98
# What a text extractor may add or lose: white space, and characters without width.
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe0f\ufeff]+")


class Row(NamedTuple):
    """What became of one paragraph: its words, and its lines as measured and in LibreOffice."""

    words: str
    measured: int
    seen: int


class Outcome(NamedTuple):
    """One document measured and laid out."""

    case: Case
    layout: Layout
    pages: int
    rows: list[Row]
    lost: str | None

    @property
    def agreeing(self) -> int:
        """Paragraphs with the measured number of lines."""
        return sum(row.measured == row.seen for row in self.rows)

    @property
    def at_edge(self) -> bool:
        """Whether the last page ends, or as good as begins, within one line of a page's edge."""
        style = self.case.style
        height = style.page.height - style.page.top - style.page.bottom
        line = max(max(lines.lines) for lines in lines_of(self.case.document, style)) / TWIPS / height
        return self.layout.fill > 1 - line or self.layout.fill < 1.5 * line

    @property
    def right(self) -> bool:
        """Whether the page count agrees, or may differ."""
        return self.layout.pages == self.pages or (self.at_edge and abs(self.layout.pages - self.pages) == 1)


def missing() -> str | None:
    """What cannot be done without and is not there."""
    for program in ("soffice", "pdftotext", "fc-list"):
        if shutil.which(program) is None:
            return f"the program {program}"
    families = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    if lacking := next((name for name in FONTS if name not in families), None):
        return f"the font {lacking}"
    # Which font stands for one that is not there is the machine's choice: the tables know Debian's usual one.
    match = subprocess.run(
        ["fc-match", "Consolas", "family"], capture_output=True, text=True, check=True
    ).stdout
    return (
        None if "DejaVu Sans Mono" in match else f"DejaVu Sans Mono in place of Consolas ({match.strip()} is)"
    )


def compared(chosen: Sequence[Case], folder: Path) -> Iterator[Outcome]:
    """What became of each case; DOCX and PDF files are written to ``folder``."""
    paths = [folder / f"{number:03}.docx" for number in range(len(chosen))]
    for path, case in zip(paths, chosen, strict=True):
        path.write_bytes(render(case.document, case.style))
    for start in range(0, len(paths), BATCH):
        _convert(paths[start : start + BATCH], folder)
    for path, case in zip(paths, chosen, strict=True):
        pages = _pages(path.with_suffix(".pdf"), case.style)
        rows, lost = _rows(case, [line for page in pages for line in page])
        yield Outcome(case, measure(case.document, case.style), len(pages), rows, lost)


def _convert(paths: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'libreoffice').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], capture_output=True, check=True, timeout=600)


_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="[\d.-]+" yMax="([\d.-]+)">(.*?)</word>')


def _pages(pdf: Path, style: Style) -> list[list[str]]:
    """The characters of each line of each page, footers left out."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    output = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    end = style.page.height - style.page.bottom + 6
    return [_lines(page, end) for page in output.split("<page ")[1:]]


def _lines(page: str, end: float) -> list[str]:
    """Words whose middles are less than 3 points apart make a line: lines are further apart than that."""
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    for left, top, bottom, word in _WORD.findall(page):
        middle = (float(top) + float(bottom)) / 2
        if middle < end:
            row = next((row for at, row in rows if abs(at - middle) < 3), None)
            if row is None:
                rows.append((middle, row := []))
            row.append((float(left), html.unescape(word)))
    rows.sort(key=lambda row: row[0])
    return [_squeezed("".join(word for _, word in sorted(row, key=lambda one: one[0]))) for _, row in rows]


def _rows(case: Case, lines: list[str]) -> tuple[list[Row], str | None]:
    """The lines dealt out to paragraphs by their characters; where that fails, the words where it did."""
    rows: list[Row] = []
    at = 0
    measured = lines_of(case.document, case.style)
    for words, expected in zip(_words(case.document, case.style), measured, strict=True):
        found, start = "", at
        while len(found) < len(words) and at < len(lines):
            found += lines[at]
            at += 1
        if sorted(found) != sorted(words):
            return rows, f"{words[:50]!r} is {found[:50]!r}"
        rows.append(Row(words, len(expected.lines), at - start))
    return rows, None if at == len(lines) else f"{lines[at]!r} belongs to no paragraph"


def _words(document: Document, style: Style) -> Iterator[str]:
    """The characters of every paragraph, what marks it in front."""
    for flowing in flow(document, style):
        text = _text(flowing.left) + _text(flowing.right)
        text = text.upper() if style.look(flowing.look).caps else text
        number = flowing.point.number if flowing.point else None
        label = "" if flowing.point is None else style.bullet if number is None else f"{number}."
        yield _squeezed(label + text)


def _text(content: tuple[Inline, ...]) -> str:
    parts = []
    for inline in content:
        match inline:
            case Run(text) | Code(text):
                parts.append(text)
            case Prompt():
                parts.append(prompt_words(inline))
            case _:
                parts.append(_text(inline.content))
    return "".join(parts)


def _squeezed(text: str) -> str:
    return _INVISIBLE.sub("", text)


def report(outcomes: Sequence[Outcome], *, verbose: bool) -> bool:
    """Print the table and the verdict; whether the goal is met."""
    print(f"{'document':44} {'pages':>9} {'used':>6} {'lines':>11} {'paragraphs':>11}")
    for one in outcomes:
        seen = sum(row.seen for row in one.rows)
        note = " " if one.layout.pages == one.pages else "edge" if one.right else "WRONG"
        print(
            f"{one.case.name[:44]:44} {one.layout.pages:>4}/{one.pages:<4} {one.layout.used:>6.2f}"
            f" {one.layout.lines:>5}/{seen:<5} {one.agreeing:>5}/{len(one.rows):<5} {note} {one.lost or ''}"
        )
        for row in one.rows if verbose else ():
            if row.measured != row.seen:
                print(f"    {row.measured} lines, seen {row.seen}: {row.words[:100]}")
    total, agreeing = sum(len(one.rows) for one in outcomes), sum(one.agreeing for one in outcomes)
    pages = sum(one.layout.pages == one.pages for one in outcomes)
    wrong = [one for one in outcomes if not one.right or one.lost]
    print(
        f"{len(outcomes)} documents: page counts agree in {pages}, {len(wrong)} are wrong; lines agree in"
        f" {agreeing} of {total} paragraphs ({agreeing / total:.2%})"
    )
    met = not wrong and agreeing >= GOAL * total
    print("The goal is met." if met else "The goal is NOT met.")
    return met


def main() -> int:
    """Compare and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="show the paragraphs that differ")
    parser.add_argument("--only", default="", help="only documents with these words in their names")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only one document in N")
    parser.add_argument("--keep", type=Path, help="write the DOCX and PDF files here and keep them")
    arguments = parser.parse_args()
    if (reason := missing()) is not None:
        print(f"Nothing was compared: {reason} is missing.")
        return 5
    chosen = [case for case in cases() if arguments.only in case.name][:: arguments.every]
    with TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        outcomes = list(compared(chosen, folder))
    return 0 if report(outcomes, verbose=arguments.verbose) else 1


if __name__ == "__main__":
    sys.exit(main())
