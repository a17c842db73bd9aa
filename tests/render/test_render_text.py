"""Plain text carries the words and nothing that looks like markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import read_tree
from samples import bullets, em, heading, link, numbered, para, right, run, strong

from appkit.model.document import Block, Code, Document, Link, List, ListItem, Paragraph, Prompt
from appkit.model.style import Style
from appkit.render.links import address
from appkit.render.text import render
from appkit.render.wrap import cells, padded, wrapped
from documents import ORIGIN, URLS, documents, headings, paragraphs
from effort import examples


def document(*blocks: Block) -> Document:
    return Document("resume", "CV", "Daize Dong", "en", blocks)


def text(*blocks: Block, width: int | None = None) -> str:
    return render(document(*blocks), Style(text_width=width)).decode()


@examples(60)
@given(documents)
def test_every_block_is_one_line_with_its_words(document: Document) -> None:
    """Unwrapped, a line is a marker at most, the block's characters as they are, and addresses of links."""
    written = render(document, Style()).decode()
    for url in URLS:
        written = written.replace(f" ({address(url)})", "")
    lines = [line for line in written.split("\n") if line]
    expected = read_tree(document)

    assert len(lines) == len(expected)
    assert [line for line, read in zip(lines, expected, strict=True) if not line.endswith(read.text)] == []


@examples(60)
@given(st.lists(st.one_of(headings, paragraphs), min_size=1, max_size=3), st.integers(8, 40))
def test_wrapping_keeps_every_word(blocks: list[Block], width: int) -> None:
    written = render(document(*blocks), Style(text_width=width)).decode()
    for url in URLS:
        written = "".join(written.split()).replace("".join(f"({address(url)})".split()), "")
    expected = "".join(read.text for read in read_tree(document(*blocks), ""))

    assert "".join(written.split()) == "".join(expected.split())


@given(st.text(st.sampled_from("ab \u4e2d\u3002e\u0301"), max_size=60), st.integers(4, 20))
def test_no_line_is_wider_than_it_may_be(words: str, width: int) -> None:
    """Unless one word alone is."""
    for line in wrapped(words, width):
        assert cells(line) <= width or " " not in line


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("abc", 3),
        ("\u4e2d\u6587", 4),
        ("e\u0301", 1),
        ("\uff21", 2),
        ("\U0001f600", 2),
        ("\u2013", 1),
        ("\uac00", 2),
    ],
)
def test_cells_of_a_terminal(words: str, size: int) -> None:
    assert cells(words) == size


def test_a_right_part_stands_at_the_margin() -> None:
    assert padded("UESTC", "2019", 12) == ["UESTC   2019"]
    assert padded("University", "2019", 12) == ["University", "        2019"]
    assert padded("\u5927\u5b66", "2019", 12) == ["\u5927\u5b66    2019"]
    assert padded("", "2019", 12) == ["        2019"]


def test_ideographs_wrap_without_spaces() -> None:
    assert wrapped("\u4e2d\u6587\u7b80\u5386\u3002", 8) == ["\u4e2d\u6587\u7b80", "\u5386\u3002"]


def test_markup_is_gone() -> None:
    content = (em("a"), strong("b"), Code("c", ORIGIN), run("*d*"), Prompt("why", "Why?", ORIGIN))

    assert text(Paragraph(content)) == "abc*d*[[TODO: Why?]]\n"


@pytest.mark.parametrize(
    ("words", "url", "expected"),
    [
        ("Paper", "https://x.y/a", "Paper (https://x.y/a)"),
        ("https://x.y", "https://x.y/", "https://x.y"),
        ("x.y/a", "https://x.y/a", "x.y/a"),
        ("a@b.cd", "mailto:a@b.cd", "a@b.cd"),
        ("Mail", "mailto:a@b.cd", "Mail (a@b.cd)"),
        ("+86 (10) 1234", "tel:+86-10-1234", "+86 (10) 1234"),
    ],
)
def test_a_link_is_its_words_and_its_address_where_that_differs(words: str, url: str, expected: str) -> None:
    assert text(para(link(words, url))) == f"{expected}\n"


def test_a_link_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="file"):
        text(Paragraph((Link((run("x"),), "file:///etc/passwd"),)))


def test_lines_of_one_thing_stand_together() -> None:
    blocks: list[Block] = [
        heading(1, "Daize Dong"), para("a@b.cd", role="contact"), heading(2, "Education"),
        heading(3, "UESTC ", right("2019")), para("Bachelor", role="detail"), bullets("a", "b"), heading(2, "Summary"),
        para("One."), para("Two."), List((ListItem((para("p"), para("q"), numbered(9, (para("r"),), (para("s"),)))),)),
    ]  # fmt: skip

    assert text(*blocks) == (
        "Daize Dong\na@b.cd\n\nEducation\n\nUESTC | 2019\nBachelor\n\u2022 a\n\u2022 b\n\nSummary\n\n"
        "One.\n\nTwo.\n\u2022 p\n  q\n  9. r\n  10. s\n"
    )


def test_a_width_wraps_with_hanging_indents() -> None:
    assert text(bullets("one two three"), heading(3, "UESTC", right("2019")), width=12) == (
        "\u2022 one two\n  three\n\nUESTC   2019\n"
    )


def test_an_empty_document_is_empty() -> None:
    assert text() == text(para(" ")) == ""
