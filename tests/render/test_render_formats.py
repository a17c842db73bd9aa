"""All formats carry the same words in the same order, and the table of formats is cheap to look at."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from reading import read_docx, read_markdown
from samples import ACADEMIC, CV, LETTER

from appkit.render import FORMATS, render
from appkit.render.links import address
from documents import URLS, documents
from effort import examples

if TYPE_CHECKING:
    from appkit.model.document import Document

# What only one format writes: the right part's separator, list markers, addresses behind words.
_SEPARATORS = re.compile(r"[|\t]")
_MARKER = re.compile(r"^ *(?:\u2022|\d+\.) ((?:(?:\u2022|\d+\.) )*)")


def _words(lines: list[str]) -> list[str]:
    return [word for line in lines for word in _SEPARATORS.sub(" ", line).split()]


def _text_lines(text: str) -> list[str]:
    for url in URLS:
        text = text.replace(f" ({address(url)})", "")
    return [line for line in text.split("\n") if line]


@examples(40)
@given(documents)
def test_formats_carry_the_same_words(document: Document) -> None:
    """Read back by the means of each format, not by looking at the tree."""
    from_docx = _words(read_docx(render(document, ACADEMIC, "docx")))
    from_markdown = _words([read.text for read in read_markdown(render(document, ACADEMIC, "md").decode())])
    from_text = _text_lines(render(document, ACADEMIC, "txt").decode())

    assert from_docx == from_markdown
    for line, paragraph in zip(from_text, read_docx(render(document, ACADEMIC, "docx")), strict=True):
        words, expected = _words([line]), _words([paragraph])
        assert words[len(words) - len(expected) :] == expected


@pytest.mark.parametrize("document", [CV, LETTER])
def test_a_real_document_says_the_same_in_every_format(document: Document) -> None:
    text = render(document, ACADEMIC, "txt").decode()
    text = re.sub(r" \(https://[^)]*\)", "", text)
    lines = [_MARKER.sub("", line) for line in text.split("\n")]

    assert _words(lines) == _words(read_docx(render(document, ACADEMIC, "docx")))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_named_as_its_row_says(name: str) -> None:
    renderer = FORMATS[name]

    assert (renderer.name, renderer.extension) == (name, f".{name}")
    assert renderer.version >= 1
    assert renderer.render(CV, ACADEMIC) == render(CV, ACADEMIC, name)


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="odt"):
        render(CV, ACADEMIC, "odt")


def test_text_formats_load_no_docx() -> None:
    """Importing the table, and writing Markdown and text, must not pay for python-docx and lxml."""
    code = (
        "import sys; from appkit.render import render; from appkit.model.style import Style;"
        "from appkit.model.document import Document; d = Document('r', 't', 'a', 'en', ());"
        "[render(d, Style(), f) for f in ('md', 'txt')]; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
