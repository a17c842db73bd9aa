"""A CV and a letter in every format, as files that people review; `pytest --update-goldens` writes them anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from reading import parts
from samples import ACADEMIC, CV, LETTER, LETTER_STYLE

from appkit.render import render

GOLDENS = Path(__file__).parent / "goldens"


def _pretty(part: bytes) -> str:
    return etree.tostring(etree.fromstring(part), pretty_print=True, encoding="unicode")


def _files() -> dict[str, str]:
    """Every golden file with what it should hold; parts that all documents share once, with the CV."""
    cv, letter = parts(render(CV, ACADEMIC, "docx")), parts(render(LETTER, LETTER_STYLE, "docx"))
    return {
        "cv.md": render(CV, ACADEMIC, "md").decode(),
        "cv.txt": render(CV, ACADEMIC, "txt").decode(),
        "cv.80.txt": render(CV, replace(ACADEMIC, text_width=80), "txt").decode(),
        "letter.md": render(LETTER, LETTER_STYLE, "md").decode(),
        "letter.txt": render(LETTER, LETTER_STYLE, "txt").decode(),
        **{f"cv.docx/{name.replace('/', '.')}": _pretty(part) for name, part in cv.items()},
        "letter.docx/word.document.xml": _pretty(letter["word/document.xml"]),
    }


FILES = _files()


@pytest.mark.parametrize("name", FILES)
def test_the_golden_file_holds_what_is_written(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDENS / name
    if request.config.getoption("--update-goldens"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILES[name].encode())

    assert path.read_bytes().decode() == FILES[name]


def test_no_golden_file_is_left_over() -> None:
    assert {path.relative_to(GOLDENS).as_posix() for path in GOLDENS.rglob("*.*") if path.is_file()} == set(
        FILES
    )
