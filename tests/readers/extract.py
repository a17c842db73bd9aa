"""Runs one of the readers that are Python libraries, in a process of its own: their imports warn and take seconds.

    python extract.py NAME FILE ...

prints a JSON list with the text of each file.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def _docx2txt(path: str) -> str:
    return str(_library("docx2txt").process(path))


def _docx2python(path: str) -> str:
    with _library("docx2python").docx2python(path) as document:
        # Headers and footers stand apart; the body is tables of rows of cells of paragraphs.
        return "\n".join(line for table in document.body for row in table for cell in row for line in cell)


def _mammoth(path: str) -> str:
    with Path(path).open("rb") as file:
        return str(_library("mammoth").convert_to_html(file).value)


def _markitdown(path: str) -> str:
    return str(_library("markitdown").MarkItDown(enable_plugins=False).convert(path).text_content)


def _pypdf(path: str) -> str:
    return "\n".join(page.extract_text() for page in _library("pypdf").PdfReader(path).pages)


def _pdfminer(path: str) -> str:
    return str(_library("pdfminer.high_level").extract_text(path))


def _html2text(path: str) -> str:
    reader = _library("html2text").HTML2Text(bodywidth=0)
    reader.ignore_links = reader.ignore_emphasis = True
    return str(reader.handle(Path(path).read_text(encoding="utf-8")))


def _library(name: str) -> ModuleType:
    return importlib.import_module(name)


READERS: dict[str, Callable[[str], str]] = {
    "docx2python": _docx2python,
    "docx2txt": _docx2txt,
    "html2text": _html2text,
    "mammoth": _mammoth,
    "markitdown": _markitdown,
    "pdfminer": _pdfminer,
    "pypdf": _pypdf,
}

if __name__ == "__main__":
    json.dump([READERS[sys.argv[1]](path) for path in sys.argv[2:]], sys.stdout)
