"""Compares ``appkit.layout`` with Chromium printing the same documents' HTML.

    python benchmarks/html_against_layout.py [--only WORDS] [--every N] [--keep FOLDER]

prints a row for each document: pages as measured and as printed. Exit code 0: the page counts agree wherever
the last line is not within one line of a page's edge. 1: they do not. 5: nothing could be compared, as
Chromium or a font is missing (Debian: chromium, fonts-crosextra-carlito, fonts-crosextra-caladea,
fonts-liberation, fonts-dejavu-core, fonts-noto-cjk).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from layout_cases import Case, cases

from appkit.layout import Layout, measure
from appkit.layout.fonts import TWIPS
from appkit.layout.paragraphs import lines_of
from appkit.render.html import render

FONTS = ("Carlito", "Caladea", "Liberation Serif", "Liberation Sans", "DejaVu Sans Mono", "Noto Sans CJK SC")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A browser on its own: no sandbox (it needs rights that containers withhold), nothing sent or fetched.
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip
_COUNT = re.compile(rb"/Type\s*/Pages.*?/Count (\d+)|/Count (\d+)[^>]*?/Type\s*/Pages", re.DOTALL)


class Outcome(NamedTuple):
    """One document measured and printed."""

    case: Case
    layout: Layout
    pages: int

    @property
    def right(self) -> bool:
        """Whether the page count agrees, or may differ by one because a last line stands at a page's edge."""
        return self.layout.pages == self.pages or (self._at_edge and abs(self.layout.pages - self.pages) == 1)

    @property
    def _at_edge(self) -> bool:
        style = self.case.style
        height = style.page.height - style.page.top - style.page.bottom
        line = max(max(lines.lines) for lines in lines_of(self.case.document, style)) / TWIPS / height
        return self.layout.fill > 1 - line or self.layout.fill < 1.5 * line


def missing() -> str | None:
    """What cannot be done without and is not there."""
    if _browser() is None:
        return "the program chromium"
    if shutil.which("fc-list") is None:
        return "the program fc-list"
    families = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    return next((f"the font {name}" for name in FONTS if name not in families), None)


def _browser() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def printed(page: bytes, path: Path) -> int:
    """Print a page with a browser of its own: how many sheets it takes."""
    path.write_bytes(page)
    pdf = path.with_suffix(".pdf")
    with TemporaryDirectory(ignore_cleanup_errors=True) as user:
        command = [
            _browser() or "",
            *OPTIONS,
            f"--user-data-dir={user}",
            f"--print-to-pdf={pdf}",
            path.as_uri(),
        ]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
    counts = [int(one or other) for one, other in _COUNT.findall(pdf.read_bytes())]
    return max(counts)


def compared(case: Case, path: Path) -> Outcome:
    """What became of a case."""
    pages = printed(render(case.document, case.style), path)
    return Outcome(case, measure(case.document, case.style), pages)


def report(outcomes: list[Outcome]) -> bool:
    """Print the table and the verdict; whether all is as it should be."""
    for one in outcomes:
        note = "" if one.layout.pages == one.pages else "edge" if one.right else "WRONG"
        used = f"{one.layout.used:>6.2f}"
        print(f"{one.case.name[:44]:44} {one.layout.pages:>3}/{one.pages:<3} {used} {note}".rstrip())
    agreeing = sum(one.layout.pages == one.pages for one in outcomes)
    wrong = sum(not one.right for one in outcomes)
    print(f"{len(outcomes)} documents: page counts agree in {agreeing}, {wrong} are wrong")
    return not wrong


def main() -> int:
    """Compare and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="only documents with these words in their names")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only one document in N")
    parser.add_argument("--keep", type=Path, help="write the HTML and PDF files here and keep them")
    arguments = parser.parse_args()
    if (reason := missing()) is not None:
        print(f"Nothing was compared: {reason} is missing.")
        return 5
    chosen = [case for case in cases() if arguments.only in case.name][:: arguments.every]
    with TemporaryDirectory() as temporary, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = (arguments.keep or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"{number:03}.html" for number in range(len(chosen))]
        outcomes = list(pool.map(compared, chosen, paths))
    return 0 if report(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
