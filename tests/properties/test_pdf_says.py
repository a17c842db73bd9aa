"""A PDF says what its document says, whatever that is: no text is ever read as Typst."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from appkit.model.document import (
    Code,
    Document,
    Emphasis,
    Heading,
    Link,
    List,
    ListItem,
    Paragraph,
    Prompt,
    Right,
    Run,
)
from appkit.model.style import ParagraphStyle, Style
from appkit.render import typst
from appkit.render.typst.code import string
from documents import HOSTILE, ORIGIN, documents
from effort import examples
from pdf_reading import structure
from words import differences

# What would do something in Typst: markup, code, comments, labels, references, shorthands, ends of strings.
TYPST = (
    "#", "$", '"', "\\", "*", "_", "@label", "//", "/*", "*/", "`", "```", "#eval", '#read("x")', "#import", "#panic()",
    "<label>", "= x", "- x", "+ x", "/ x: y", "--", "---", "...", "~", "-?", "'", "{", "}", "[", "]", "(", ")", ";",
    "\\u{41}", '"); panic("', '\\"', "#{", "#set", "https://x.y/a", "\u2028", "\u2029", "\u0085", "\n", "\t", " ",
)  # fmt: skip
_hostile = st.lists(st.sampled_from([*TYPST, *HOSTILE, "word"]), min_size=1, max_size=6).map("".join)

STYLE = Style(looks={look: ParagraphStyle() for look in ("body", "bullet", "numbered", "name")})


def everywhere(text: str) -> Document:
    """A document with a text in every place that has one."""
    run = Run(text, ORIGIN)
    blocks = (
        Heading(1, (run,)),
        Paragraph((run, Emphasis((run,)), Right((run,)))),
        List((ListItem((Paragraph((Link((run,), "https://x.y/a?b#c"),)),)),)),
        List(
            (ListItem((Paragraph((Code(text, ORIGIN),)), Paragraph((Prompt("key", text, ORIGIN),)))),),
            start=3,
        ),
    )
    return Document("resume", text, text, "en", blocks, keywords=(text,), surname=text)


@examples(60, shrink=False)
@given(_hostile)
@example('"); panic("')
@example("\\")
@example('\\"')
@example("".join(TYPST))
def test_no_text_runs(text: str) -> None:
    """Every sign that means something to Typst comes out as itself."""
    document = everywhere(text)

    pdf = typst.render(document, STYLE)

    # What is white space to Typst alone may break a line; there is no telling it from a line that is full.
    assert differences(pdf, "pdf", document) == []


@examples(200, shrink=False)
@given(st.text(st.one_of(st.sampled_from('"\\{}u#\n\r\t\x00\x7f\u2028'), st.characters(codec="utf-8"))))
def test_a_literal_ends_where_its_text_does(text: str) -> None:
    """Nothing in it but escapes can end a string, and no line of the source ends within one."""
    literal = string(text)

    inside = literal[1:-1]
    assert literal[0] == literal[-1] == '"'
    assert '"' not in re.sub(r"\\.", "", inside)
    assert not re.search(r"(?<!\\)(?:\\\\)*\\$", inside)
    assert len(inside.splitlines()) <= 1
    meant = re.sub(r"\\u\{([0-9a-f]+)\}|\\(.)", lambda m: chr(int(m[1], 16)) if m[1] else m[2], inside)
    assert meant == text


@examples(30, shrink=False)
@given(documents)
def test_any_document_is_said(document: Document) -> None:
    assert differences(typst.render(document, STYLE), "pdf", document) == []


def test_a_reader_of_structure_hears_a_missing_word() -> None:
    """The reader that these tests rest on: what a document has more than its PDF is found."""
    document = everywhere("word")
    pdf = typst.render(document, STYLE)
    more = replace(document, blocks=(*document.blocks, Paragraph((Run("more", ORIGIN),))))
    other = replace(document, blocks=(Heading(1, (Run("work", ORIGIN),)), *document.blocks[1:]))

    assert differences(pdf, "pdf", more)
    assert differences(pdf, "pdf", other)
    assert [part.tag for part in structure(pdf).all("/H1", "/L", "/LI", "/Lbl", "/Link")] == [
        "/H1", "/L", "/LI", "/Lbl", "/Link", "/L", "/LI", "/Lbl",
    ]  # fmt: skip
