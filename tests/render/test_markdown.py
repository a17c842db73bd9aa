"""What the Markdown writer promises: CommonMark that says exactly what the tree says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appkit.model.document import Document, Paragraph, Run
from appkit.model.style import Style
from appkit.render.markdown import render
from documents import ORIGIN, contents, documents, texts
from render.reading import read_markdown, read_tree


def markdown(*blocks: object) -> str:
    document = Document("resume", "CV", "Daize Dong", "en", blocks)  # type: ignore[arg-type]
    return render(document, Style()).decode()


@settings(max_examples=150, deadline=None)
@given(documents)
def test_a_parser_reads_back_the_tree(document: Document) -> None:
    """Every block, word, emphasis, code and link comes back, in order, and nothing else."""
    assert read_markdown(render(document, Style()).decode()) == read_tree(document)


@settings(max_examples=3000, deadline=None)
@given(contents)
def test_a_line_reads_back(content) -> None:  # type: ignore[no-untyped-def]
    document = Document("resume", "CV", "Daize Dong", "en", (Paragraph(content),))

    assert read_markdown(render(document, Style()).decode()) == read_tree(document)
