"""HTML: a page that says what its document says, needs nothing beside it, and cannot be made to do anything."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import Face, Read, read_tree, said, stripped
from samples import (
    ACADEMIC,
    CV,
    LETTER,
    MODERN,
    bullets,
    em,
    heading,
    link,
    numbered,
    para,
    right,
    run,
    strong,
)

from appkit.model.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Link,
    List,
    ListItem,
    Origin,
    Paragraph,
    Prompt,
)
from appkit.model.style import Fonts, ParagraphStyle, Style
from appkit.render.html import render
from appkit.render.links import checked
from documents import ORIGIN, documents
from effort import examples
from html_pages import Element, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

# What would end a string, an element, a comment or an attribute, or begin one.
HOSTILE = (
    "</style>", "</title>", "</main>", "<!--", "-->", "]]>", "<![CDATA[", "<script>alert(1)</script>", "&copy;",
    "&lt;", "&#60;", '"onmouseover="x', "'onclick='x", "\\", '\\"', "\u2028", "\u2029", "\n", "\r", "\r\n", "\f",
    "*/", "/*", "}", "{", ";", "@import url(x)", "expression(", "url(", "\x85", "\ufeff", "\U0001f600", "a", "</",
)  # fmt: skip
hostile = st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join)
hostile_words = st.lists(st.sampled_from([h for h in HOSTILE if h.strip()]), min_size=1, max_size=4).map(
    "".join
)
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "address", "h1", "h2", "h3",
    "h4", "p", "ul", "ol", "li", "span", "bdi", "strong", "em", "code", "a", "mark",
}  # fmt: skip
ATTRIBUTES = {
    "lang",
    "dir",
    "class",
    "start",
    "value",
    "href",
    "rel",
    "charset",
    "name",
    "content",
    "http-equiv",
}


def document(*blocks: Block, language: str = "en") -> Document:
    return Document("resume", "CV", "Daize Dong", language, blocks, surname="Dong")


def body(*blocks: Block, style: Style = ACADEMIC, language: str = "en") -> str:
    """What stands in the page's ``main``."""
    page = render(document(*blocks, language=language), style).decode()
    return page.partition("<main>\n")[2].partition("</main>")[0]


def sheet(style: Style, surname: str = "Dong") -> str:
    return parsed(render(replace(CV, surname=surname), style)).one("style").text


# --- what it says --------------------------------------------------------------------------------------------


def read_html(page: bytes) -> list[Read]:
    return list(_blocks(parsed(page).one("main"), ""))


def _blocks(element: Element, path: str) -> Iterator[Read]:
    number = int(element.attributes.get("start", "1"))
    for child in element.content:
        if isinstance(child, str):
            assert not child.strip(), f"words outside a paragraph: {child!r}"
        elif child.tag == "li":
            number = int(child.attributes.get("value", number))
            inside = f"{path}{element.tag}{number if element.tag == 'ol' else ''}/"
            holds_blocks = any(isinstance(c, Element) and c.tag in ("p", "ul", "ol") for c in child.content)
            yield from _blocks(child, inside) if holds_blocks else [Read(f"{inside}p", _faces(child))]
            number += 1
        elif child.tag in ("header", "section", "address", "ul", "ol"):
            yield from _blocks(child, path)
        else:
            yield Read(f"{path}{child.tag}", _faces(child))


def _faces(element: Element) -> tuple[Face, ...]:
    halves: list[list[Face]] = [[]]
    for child in element.content:
        if isinstance(child, Element) and child.attributes.get("class") == "right":
            halves.append(list(_inline(child, Face(""))))
        else:
            halves[-1] += _inline(child, Face(""))
    first, *rest = (stripped(half) for half in halves)
    return (*first, *(face for half in rest for face in (*(map(Face, " | ") if first else ()), *half)))


def _inline(content: Element | str, face: Face) -> Iterator[Face]:
    if isinstance(content, str):
        yield from said(content, face)
        return
    match content.tag:
        case "strong" | "mark":
            face = face._replace(strong=True)
        case "em":
            face = face._replace(emphasis=True)
        case "code":
            face = face._replace(code=True)
        case "a":
            face = face._replace(url=content.attributes["href"])
    for child in content.content:
        yield from _inline(child, face)


@examples(120)
@given(documents)
def test_a_page_read_by_a_parser_is_its_document(document: Document) -> None:
    """Every character of every block with what it is, in the order of the tree, under the element it should."""
    assert read_html(render(document, ACADEMIC)) == read_tree(document)


@pytest.mark.parametrize("document", [CV, LETTER])
def test_a_real_document_is_said_word_for_word(document: Document) -> None:
    assert read_html(render(document, MODERN)) == read_tree(document)


def test_a_list_keeps_its_numbers_around_an_item_without_words() -> None:
    items = (para("four"),), (para(" "),), (para("six"),), (para("seven"),)

    assert body(numbered(4, *items)) == (
        '<ol start="4">\n<li>four</li>\n<li value="6">six</li>\n<li>seven</li>\n</ol>\n'
    )


# --- what it is made of --------------------------------------------------------------------------------------


def test_head_and_sections() -> None:
    blocks: list[Block] = [
        heading(1, "Daize Dong"), para("Researcher", role="headline"), para("a@b.cd", role="contact"),
        para("Chengdu", role="contact"), heading(2, "Summary"), para("One."), heading(2, "Education"),
        heading(3, "UESTC", right("2019")), bullets("a"),
    ]  # fmt: skip

    assert body(*blocks) == (
        '<header>\n<h1>Daize Dong</h1>\n<p class="headline">Researcher</p>\n<address>\n<p class="contact">a@b.cd</p>\n'
        '<p class="contact">Chengdu</p>\n</address>\n</header>\n'
        "<section>\n<h2>Summary</h2>\n<p>One.</p>\n</section>\n<section>\n<h2>Education</h2>\n"
        '<h3 class="parted"><span>UESTC</span> <span class="right">2019</span></h3>\n'
        "<ul>\n<li>a</li>\n</ul>\n</section>\n"
    )


def test_a_letter_has_no_sections_and_a_recipient_is_no_contact() -> None:
    blocks = heading(1, "Daize Dong"), para("Westlake University", role="address"), para("Dear all,")

    assert body(*blocks) == (
        "<header>\n<h1>Daize Dong</h1>\n</header>\n"
        '<p class="address">Westlake University</p>\n<p>Dear all,</p>\n'
    )


def test_blocks_before_a_name_are_no_head() -> None:
    assert body(para("x"), heading(2, "y")) == '<p>x</p>\n<section>\n<h2 class="last">y</h2>\n</section>\n'


def test_what_is_said_of_the_page() -> None:
    page = parsed(render(CV, ACADEMIC))
    head = page.one("head")
    named = {
        e.attributes["name"]: e.attributes["content"] for e in head.all("meta") if "name" in e.attributes
    }

    assert page.attributes == {"lang": "en", "dir": "ltr"}
    assert head.one("title").text == "Daize Dong, Curriculum Vitae"
    assert named["author"] == "Daize Dong"
    assert named["keywords"] == "mixture of experts, AI for biology"
    assert named["viewport"] == "width=device-width, initial-scale=1"
    assert "generator" not in named


def test_the_encoding_stands_where_browsers_look_for_it() -> None:
    """In the first 1,024 bytes (HTML, section 4.2.5.4), however long the rest is."""
    assert b'<meta charset="utf-8">' in render(replace(CV, title="x" * 5000), ACADEMIC)[:1024]


def test_lines_end_with_a_line_feed_and_nothing_else() -> None:
    page = render(CV, ACADEMIC)

    assert b"\r" not in page
    assert page.endswith(b"</html>\n")


# --- languages and directions ----------------------------------------------------------------------------------


def test_words_of_other_languages_say_so() -> None:
    written = body(para("Daize \u8463\u5cb1\u6cfd, \u0645\u0631\u062d\u0628\u0627 2023"))

    assert written == (
        '<p class="tall">Daize <span class="east-asian" lang="zh">\u8463\u5cb1\u6cfd</span>, '
        '<bdi lang="ar">\u0645\u0631\u062d\u0628\u0627</bdi> 2023</p>\n'
    )


def test_words_that_fell_back_to_another_language_say_so() -> None:
    fallen = run("Forscher")

    assert body(Paragraph((replace(fallen, origin=Origin("profile", "work/x", "de")),))) == (
        '<p><span lang="de">Forscher</span></p>\n'
    )


def test_a_paragraph_runs_as_its_words_do() -> None:
    arabic, english = "\u0645\u0631\u062d\u0628\u0627", "Beirut"

    assert body(para(arabic), para(english)) == (
        f'<p dir="rtl"><span lang="ar">{arabic}</span></p>\n<p>{english}</p>\n'
    )
    assert body(para(arabic), para(english), language="ar") == (
        f'<p>{arabic}</p>\n<p dir="ltr">{english}</p>\n'
    )
    assert parsed(render(document(para(arabic), language="ar"), ACADEMIC)).attributes == {
        "lang": "ar", "dir": "rtl",
    }  # fmt: skip


def test_the_footer_of_a_page_that_runs_left_is_turned() -> None:
    turned = parsed(render(replace(CV, language="he", surname="Levi"), ACADEMIC)).one("style").text

    assert '@bottom-right{content:"Levi"' in turned
    assert '@bottom-left{content:counter(page)" / "counter(pages)' in turned


# --- what it cannot be made to do ------------------------------------------------------------------------------


@examples(150)
@given(hostile, hostile, st.lists(hostile, max_size=2), hostile, hostile_words, hostile)
def test_no_text_becomes_markup(
    title: str, author: str, keywords: list[str], surname: str, words: str, path: str
) -> None:
    """The elements are those we write, and every text comes back as it was."""
    written = Document(
        "resume", title, author, "en",
        (heading(2, words), Paragraph((Code(words, ORIGIN), Link((run(words),), f"https://x.y/{path}"), run("."))),
         para(Prompt("why", words, ORIGIN)), bullets(words)),
        tuple(keywords), surname,
    )  # fmt: skip
    page = parsed(render(written, ACADEMIC))
    head = page.one("head")
    named = {
        e.attributes["name"]: e.attributes["content"] for e in head.all("meta") if "name" in e.attributes
    }

    assert {element.tag for element in page.all()} <= ELEMENTS
    assert {name for element in page.all() for name in element.attributes} <= ATTRIBUTES
    assert head.one("title").text == title
    assert named.get("author", "") == author
    assert named.get("keywords", "") == ", ".join(keywords)
    assert page.one("code").text == page.one("a").text == words
    assert page.one("a").attributes["href"] == checked(f"https://x.y/{path}")
    assert "<" not in page.one("style").text
    assert footer_of(page.one("style").text) == surname


def footer_of(sheet: str) -> str:
    """What a browser writes at the foot of a page (CSS Syntax 3, sections 4.3.5 and 4.3.7)."""
    (written,) = re.findall(
        r'@bottom-left\{content:"((?:[^"\\\n\r\f]|\\[0-9a-f]{1,6} |\\[^0-9a-f\n])*)";', sheet
    )
    return re.sub(r"\\([0-9a-f]{1,6}) ", lambda match: chr(int(match[1], 16)), written)


@given(hostile)
def test_no_name_in_a_style_ends_its_string(name: str) -> None:
    """Every quotation mark, brace and semicolon left is one of ours: as many as with a harmless name."""
    harmless, other = (
        sheet(replace(ACADEMIC, fonts=Fonts(name, name, name, name, name), bullet=name[:1] or "x"))
        for name in ("x", name)
    )

    assert "<" not in other
    assert [other.count(c) for c in '"{};@'] == [harmless.count(c) for c in '"{};@']


def test_nothing_is_loaded_or_run() -> None:
    page = parsed(render(CV, ACADEMIC))
    policy = next(e for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(page.one("style").text.encode()).digest()).decode()

    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {e.tag for e in page.all()}
    assert not any(name.startswith("on") or name == "style" for e in page.all() for name in e.attributes)
    assert "url(" not in page.one("style").text
    assert "@import" not in page.one("style").text


def test_links_lead_where_links_may_lead() -> None:
    assert body(para(link("a@b.cd", "mailto:a@b.cd"))) == '<p><a href="mailto:a@b.cd">a@b.cd</a></p>\n'
    assert body(para(link("Paper", "https://x.y/?a=1&b='2\""))) == (
        '<p><a href="https://x.y/?a=1&amp;b=&#x27;2%22" rel="noopener">Paper</a></p>\n'
    )
    with pytest.raises(ValueError, match="javascript"):
        body(para(link("x", "javascript:alert(1)")))


def test_a_link_in_a_link_is_its_words() -> None:
    inner = Link((run("in"), Emphasis((run("er"),))), "https://in.ner")

    assert body(Paragraph((Link((run("out "), inner), "https://out.er"),))) == (
        '<p><a href="https://out.er" rel="noopener">out in<em>er</em></a></p>\n'
    )


def test_a_prompt_stands_out() -> None:
    assert body(para(Prompt("why", "Why us?", ORIGIN))) == "<p><mark>[[TODO: Why us?]]</mark></p>\n"
    assert "mark{background:#ffff00;color:#000000;" in sheet(ACADEMIC)
    assert "mark{background:#000080;color:#ffffff;" in sheet(replace(ACADEMIC, prompt_color="darkBlue"))
    assert "mark{background:none;color:inherit;" in sheet(replace(ACADEMIC, prompt_color="none"))


# --- what it looks like ------------------------------------------------------------------------------------------


def test_what_stands_right_of_a_long_line_is_on_its_last() -> None:
    """Where the layout has room for it there; else it is a line of its own, as a browser finds by itself."""
    long, longer = "word " * 25, "word " * 30

    assert 'class="run-on"' in body(heading(3, long, right("2019")), para("x"))
    assert 'class="parted"' in body(heading(3, "word", right("2019")), para("x"))
    assert 'class="parted"' in body(
        heading(3, longer[:-4] + "x" * 30, right("September 2019 \u2013 May 2023")), para("x")
    )


def test_paragraphs_that_pages_may_part_say_so() -> None:
    """Two lines stand together: three are never parted, four may be, a heading of four may not."""
    four = "word " * 75

    assert body(para("word " * 50)).startswith("<p>")
    assert body(para(four)).startswith('<p class="long">')
    assert body(heading(2, four), para("x")).startswith("<section>\n<h2>")


def test_lines_of_east_asian_text_are_as_high_as_the_layout_has_them() -> None:
    """Where most lines have some; the ratio is that of Noto Sans CJK, which is measured."""
    assert body(para("\u4e2d\u6587")).startswith('<p class="tall">')
    assert body(para("\u4e2d\u6587 " + "word " * 60)).startswith('<p class="long">')
    assert "--tall:1.44762;" in sheet(Style())


def test_a_title_that_nothing_follows_lets_go() -> None:
    assert '<h2 class="last">' in body(heading(2, "Projects"), heading(2, "Skills"), para("x"))
    assert ".last.last{break-after:auto}" in sheet(ACADEMIC)


def test_lengths_are_the_styles() -> None:
    look = ParagraphStyle(
        size=11, bold=True, italic=True, caps=True, color="1F4E79", align="right", space_before=9, line_spacing=1.5,
        indent=12, hanging=4, keep_next=True, rule=True, contextual=True,
    )  # fmt: skip
    rules = sheet(
        Style(looks={"body": ParagraphStyle(), "detail": look, "note": replace(look, line_exactly=15)})
    )
    found = next(line for line in rules.split("\n") if line.startswith(".detail{"))

    for expected in (
        "font-size:calc(11*var(--pt))", "font-weight:bold", "font-style:italic", "color:#1f4e79", "text-align:end",
        "text-transform:uppercase", "margin-block:calc(9*var(--pt)) 0", "margin-inline-start:calc(12*var(--pt))",
        "text-indent:calc(-4*var(--pt))", "break-after:avoid", "border-bottom:0.75pt solid #1f4e79",
        "line-height:calc(20.15*var(--pt))",
    ):  # fmt: skip
        assert expected in found
    assert ".detail+.detail{margin-block-start:0}" in rules
    assert "line-height:calc(15*var(--pt))" in next(x for x in rules.split("\n") if x.startswith(".note{"))


def test_a_printed_page_is_the_styles() -> None:
    rules = sheet(ACADEMIC)

    assert "@page{size:595.3pt 841.9pt;margin:54pt 57.6pt 54pt 57.6pt;@bottom-left{" in rules
    assert footer_of(rules) == "Dong"
    assert "@page :first{@bottom-left{content:none}@bottom-right{content:none}}" in rules
    assert "@bottom" not in sheet(MODERN)


def test_items_of_several_paragraphs_and_lists_in_lists() -> None:
    inner = List((ListItem((para("b"),)),))

    assert body(List((ListItem((para("a"), para("c", role="note"), inner)),))) == (
        '<ul>\n<li><p>a</p><p class="note">c</p><ul>\n<li>b</li>\n</ul></li>\n</ul>\n'
    )


def test_an_item_with_a_right_part_holds_it_in_a_paragraph() -> None:
    item = ListItem((para("Paper", right("ACL 2023")),))

    assert body(List((item,))) == (
        '<ul>\n<li><p class="parted"><span>Paper</span> <span class="right">ACL 2023</span></p></li>\n</ul>\n'
    )


def test_markup_and_an_empty_document() -> None:
    assert body(para(strong("a", em("b")), Code("<c>", ORIGIN))) == (
        "<p><strong>a<em>b</em></strong><code>&lt;c&gt;</code></p>\n"
    )
    assert body() == body(para(" ")) == body(List((ListItem((para(""),)),))) == ""
