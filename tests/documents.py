"""Hypothesis strategies for documents: any shape the model allows, any text a source may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from appkit.model.document import (
    ROLES,
    Code,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Origin,
    Paragraph,
    Prompt,
    Right,
    Run,
    Strong,
)

if TYPE_CHECKING:
    from appkit.model.document import Block

ORIGIN = Origin("profile", "basics.summary")

# What breaks writers: markup of every kind, in words and alone.
HOSTILE = (
    "#hashtag", "# x", "#", "C#", "C #", "a * b", "*", "**", "***", "* x", "- x", "-", "---", " - ", "+ x", "+", "=",
    "===", "_", "__init__", "x_y_z", "_x_", "~~x~~", "~", "~~~", "1. x", "1)", "12.", "2024. ", "<label>", "<b",
    "<", ">", "> x", "<!--", "<?", "<div", "</p>", "<a@b.c>", "<https://x.y>", "AT&T", "&copy;", "&#65;", "&", ";",
    "[x](y)", "![x](y)", "[x]: y", "[", "]", "](", "]:", "[^1]", "[ ] x", "[x] x", "!", "(", ")", "|", "a | b",
    "--- | ---", ":-:", "`", "``", "`x`", "```", "\\", "\\\\", "\\*", "$x$", "$5", "https://x.y/a_b", "www.x.y",
    "a@b.c", "\u00a0", "\u3000", "\u2003", "\u2028", "\u200b", "\ufeff", "\u4e2d\u6587", "\u201c\u4e1c\u201d",
    "\u0645\u0631\u062d\u0628\u0627", "\U0001f600", "e\u0301", "\u20ac", '"x"', "'", "3.91/4.00", "\t", "  ", "xn--a",
)  # fmt: skip

_any_character = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
_words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("ab 1.*_`[]()<>&!\\#-+~|:;$\u00a0\u20ac"), max_size=6),
    st.text(_any_character, max_size=6),
    st.just("word"),
    st.just(" "),
)
texts = st.lists(_words, min_size=1, max_size=2).map("".join).filter(bool)
URLS = (
    "https://example.org", "https://example.org/a_(b)?c=1&copy;=2", "http://x.y/a b*c", "mailto:a@b.cd",
    "tel:+86-10-1234", "https://x.y/[z]`!", "https://\u4f8b\u3048.jp/%E4%BE%8B%", "https://x.y/<\\>",
)  # fmt: skip
urls = st.sampled_from(URLS)

runs = st.builds(Run, texts, st.just(ORIGIN))
# Without "]:", which in a link's words may cost the code its font (tested by itself).
codes = st.builds(Code, texts.filter(lambda text: "]:" not in text), st.just(ORIGIN))
prompts = st.builds(Prompt, st.just("why"), texts.map(str.strip).filter(bool), st.just(ORIGIN))


def _around(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    return st.one_of(st.builds(Emphasis, some), st.builds(Strong, some), st.builds(_link, some, urls))


def _link(content: tuple[Inline, ...], url: str) -> Link:
    """A link, sometimes one whose words are its address."""
    words = content[0].text if isinstance(content[0], Run) else ""
    address = url.removeprefix("mailto:")
    return Link((Run(address, ORIGIN),), url) if words.startswith("word") else Link(content, url)


inlines: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(runs, runs, codes, prompts), _around, max_leaves=3
)
lefts = st.lists(inlines, min_size=1, max_size=3).map(tuple)
rights = st.lists(inlines, min_size=1, max_size=2).map(lambda inner: (Right(tuple(inner)),))


def _said(content: tuple[Inline, ...]) -> bool:
    """Whether the content holds something besides blanks."""
    return any(_said_inline(inline) for inline in content)


def _said_inline(inline: Inline) -> bool:
    match inline:
        case Run(text) | Code(text):
            return bool(text.strip())
        case Prompt():
            return True
        case _:
            return _said(inline.content)


contents = st.one_of(lefts, lefts, st.tuples(lefts, rights).map(lambda halves: halves[0] + halves[1])).filter(
    _said
)

headings = st.builds(Heading, st.integers(1, 4), contents)
paragraphs = st.builds(Paragraph, contents, st.sampled_from(ROLES))


def _lists(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[List]:
    """Lists whose points begin with a paragraph, as a CV's do."""
    item = st.builds(lambda first, more: ListItem((first, *more)), paragraphs, st.lists(blocks, max_size=1))
    return st.builds(
        List, st.lists(item, min_size=1, max_size=2).map(tuple), st.one_of(st.none(), st.integers(0, 12))
    )


lists = _lists(st.one_of(paragraphs, _lists(paragraphs)))
blocks: st.SearchStrategy[Block] = st.one_of(headings, paragraphs, paragraphs, lists)
documents = st.builds(
    Document,
    kind=st.just("resume"),
    title=st.text(_any_character, max_size=300),
    author=st.text(_any_character, max_size=20),
    language=st.sampled_from(("en", "zh", "de", "ar", "en-GB")),
    blocks=st.lists(blocks, min_size=1, max_size=4).map(tuple),
    keywords=st.lists(st.text(_any_character, max_size=9), max_size=3).map(tuple),
)
