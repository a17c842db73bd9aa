"""Markdown says exactly what the tree says, to any CommonMark parser, with no more escapes than that takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from reading import read_markdown, read_tree
from samples import bullets, em, heading, link, numbered, para, right, run, strong

from appkit.model.document import Block, Code, Document, Inline, Link, List, ListItem, Paragraph, Prompt
from appkit.model.style import Style
from appkit.render.markdown import render
from documents import ORIGIN, contents, documents
from effort import examples


def document(*blocks: Block) -> Document:
    return Document("resume", "CV", "Daize Dong", "en", blocks)


def markdown(*blocks: Block) -> str:
    return render(document(*blocks), Style()).decode()


def line(*parts: str | Inline) -> str:
    return markdown(para(*parts)).removesuffix("\n")


@examples(100)
@given(documents)
def test_a_parser_reads_back_every_document(document: Document) -> None:
    """Every block, word, emphasis, code and link comes back, in order, and nothing else."""
    assert read_markdown(render(document, Style()).decode()) == read_tree(document)


@examples(250)
@given(contents)
def test_a_parser_reads_back_every_line(content: tuple[Inline, ...]) -> None:
    """Any mixture of hostile words, emphasis, code, links and prompts comes back as it went in."""
    expected = document(Paragraph(content))

    assert read_markdown(render(expected, Style()).decode()) == read_tree(expected)


@pytest.mark.parametrize(
    "text",
    [
        "snake_case and x_y_z", "AT&T", "C# and C++", "a * b", "3.91/4.00", "1 < 2", "a<b", "- ", "#hashtag",
        "[Paper] of 2023", "(see [1])", "C*-algebra", "~5 hours", "costs $5", "5 > 3", "R&D; x", "x - y", "2023.",
        "a | b", "100% \u2013 \u201cquoted\u201d", "\u4e2d\u6587", "C:\\Users", "e.g. 1. x", "!important", "a = b",
    ],
)  # fmt: skip
def test_what_means_nothing_is_not_escaped(text: str) -> None:
    """Harmless characters stay readable."""
    assert line(f"In words: {text.strip()}") == f"In words: {text.strip()}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# x", r"\# x"), ("- x", r"\- x"), ("+ x", r"\+ x"), ("* x", r"\* x"), ("1. x", r"1\. x"), ("12) x", r"12\) x"),
        ("> x", r"\> x"), ("---", r"\---"), ("* * *", r"\* * *"), ("~~~", r"\~~~"), ("<div", r"\<div"),
        ("[x]: y", r"\[x]: y"), ("[ ] x", r"\[ ] x"), ("<label>", r"\<label>"), ("&copy;", r"\&copy;"),
        ("&#65;", r"\&#65;"), ("[x](y)", r"[x\](y)"), ("![x](y)", r"![x\](y)"), ("__init__", r"\_\_init\_\_"),
        ("a*b*c", r"a\*b\*c"), ("~~x~~", r"\~\~x\~\~"), ("a `b` c", r"a \`b\` c"), ("x\\", "x\\\\"), ("\\*", r"\\*"),
        ("<https://x.y>", r"\<https://x.y>"), ("$x$ and", r"\$x\$ and"), ("\u00a0x\u3000", "&#160;x&#12288;"),
        ("#", r"\#"), ("-", r"\-"), ("2024.", r"2024\."), ("\\(x", "\\\\(x"),
    ],
)  # fmt: skip
def test_what_a_parser_would_change_is_escaped(text: str, expected: str) -> None:
    assert line(text) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("pre", strong('"x"'), "post"), 'pr&#101;**"x"**&#112;ost'),
        (("a ", strong(" b "), " c"), "a  **b**  c"),
        ((strong("a"), strong("b")), "**ab**"),
        ((strong(em("a"), " b"),), "**_a_ b**"),
        ((strong("a"), em("b")), "**a**_b_"),
        (("re", em("write")), "re*write*"),
        ((em("a ", em("b")),), "*a b*"),
        (("Gao*, ", strong("Dong"), "*, Tan"), r"Gao\*, **Dong**\*, Tan"),
        (("Hey!", link("x", "https://x.y")), r"Hey\![x](https://x.y)"),
    ],
)
def test_emphasis_stands_wherever_it_stands(parts: tuple[str | Inline, ...], expected: str) -> None:
    """Delimiters open and close beside letters, punctuation, spaces and each other."""
    assert line(*parts) == expected


@pytest.mark.parametrize(
    ("words", "url", "expected"),
    [
        ("Paper", "https://x.y/a", "[Paper](https://x.y/a)"),
        ("https://x.y/a_b", "https://x.y/a_b", "<https://x.y/a_b>"),
        ("a@b.cd", "mailto:a@b.cd", "<a@b.cd>"),
        ("https://x.y/%E4", "https://x.y/%E4", "[https://x.y/%E4](https://x.y/%E4)"),
        ("x", "https://x.y/a b(c)", "[x](<https://x.y/a%20b(c)>)"),
        ("x]y", "https://x.y/?a&copy;", r"[x\]y](https://x.y/?a&amp;copy;)"),
    ],
)
def test_links_lead_where_they_should(words: str, url: str, expected: str) -> None:
    assert line(link(words, url)) == expected


def test_a_link_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="javascript"):
        line(link("x", "javascript:alert(1)"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x", "`x`"),
        ("`", "`` ` ``"),
        ("a``b`", "``` a``b` ```"),
        (" x ", "`  x  `"),
        (" ", "` `"),
        ("\\", "`\\`"),
    ],
)
def test_code_is_fenced(code: str, expected: str) -> None:
    assert line("a ", Code(code, ORIGIN), " b") == f"a {expected} b"


def test_code_that_would_define_a_reference_is_words() -> None:
    """Only at the start of a line; the address must not become part of the text."""
    content = (Link((Code("a]:", ORIGIN),), "https://x.y"), run(" b"))

    assert line(*content) == r"[a\]:](https://x.y) b"
    assert line("See ", *content) == "See [`a]:`](https://x.y) b"


def test_a_prompt_is_strong_and_searchable() -> None:
    assert line("Because ", Prompt("why", "Why me?", ORIGIN), ".") == "Because **[[TODO: Why me?]]**."


def test_headings_and_right_parts() -> None:
    blocks = heading(1, "Daize Dong"), heading(3, "UESTC ", right("2019")), heading(4, "C #")

    assert markdown(*blocks) == "# Daize Dong\n\n### UESTC | 2019\n\n#### C \\#\n"


def test_lines_of_an_address_are_one_paragraph() -> None:
    blocks = [para(words, role="address") for words in ("Westlake", "- West", "===", "Hangzhou")]

    assert markdown(*blocks) == "Westlake\\\n\\- West\\\n\\===\\\nHangzhou\n"


def test_lists_are_tight_and_their_paragraphs_lines() -> None:
    items = numbered(9, (para("Title"), para("Authors")), (para("Other"),))

    assert markdown(bullets("a", "b"), items) == "- a\n- b\n\n9. Title\\\n   Authors\n10. Other\n"


def test_lists_in_a_row_stay_apart() -> None:
    assert markdown(bullets("a"), bullets("b"), bullets("c")) == "- a\n\n* b\n\n- c\n"


def test_lists_in_lists() -> None:
    inner = ListItem((para("a"), bullets("b"), numbered(1, (para("c"),))))
    late = ListItem((para("a"), numbered(4, (para("c"),))))

    assert markdown(List((inner,))) == "- a\n\n  - b\n\n  1. c\n"
    assert markdown(List((ListItem((para("a"), bullets("b"))),))) == "- a\n  - b\n"
    assert markdown(List((late,))) == "- a\n\n  4. c\n"


def test_nothing_is_nothing() -> None:
    """Blocks without words leave no trace."""
    assert markdown(para("a"), para(" "), heading(2), para("b")) == "a\n\nb\n"
