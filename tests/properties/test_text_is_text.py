"""Text is text: what a person writes in a literal field comes out as its characters, in every format."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline import EVERYTHING, build

from appkit.model.document import Code, Emphasis, Link, Paragraph, Prompt, Run, Strong, inlines_of
from appkit.render import FORMATS
from effort import THOROUGH, examples
from profiles import TELLING, Data, filled, texts
from words import artifact_lines, differences, inline_words, normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline import Built

    from appkit.model.document import Document, Inline

EVERY_TURN = 1 if THOROUGH else 8
EVERY: Data = {"documents": {"resume": {"template": EVERYTHING}}}


def words_by_address(document: Document) -> dict[str, set[str]]:
    """The characters of every run, code span and prompt, by where it says they come from."""
    found: dict[str, set[str]] = defaultdict(set)
    for block in document.blocks:
        for inline in inlines_of(block):
            if isinstance(inline, Run | Code | Prompt) and inline.origin.kind != "template":
                found[inline.origin.address].add(inline_words(inline))
    return found


def assert_no_differences(built: Built) -> None:
    """Every artifact says exactly what its document says."""
    for assembled in built.documents:
        for name in FORMATS:
            artifact = FORMATS[name].render(assembled.document, assembled.style)
            assert not differences(artifact, name, assembled.document), (assembled.plan.kind, name)


@pytest.mark.parametrize("turn", range(0, len(TELLING), EVERY_TURN))
def test_every_literal_field_is_its_characters(turn: int) -> None:
    """Each text stands in some twenty fields, and in all of them where the tests are thorough."""
    expected: dict[str, set[str]] = {}

    def text(address: str) -> str:
        said = expected.setdefault(address, set())
        chosen = TELLING[(turn + len(expected) + len(said)) % len(TELLING)]
        said.add(normalized(chosen) + "*" * address.endswith(".authors"))  # the one author is equal
        return chosen

    built = build(filled(text), EVERY)

    said = words_by_address(built.document("resume"))
    assert {address: said[address] for address in expected} == expected
    assert_no_differences(built)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
@examples(20, shrink=False)
@given(text=texts)
def test_a_line_of_one_text_is_that_text(name: str, text: str) -> None:
    """Straight from the profile's characters to the artifact's, whatever lies between."""
    profile: Data = {
        "basics": {"name": text, "label": text},
        "awards": [{"id": "e", "title": text, "awarder": text}],
        "skills": [{"id": "e", "name": text}],
        "custom": {"x2": {"title": text, "entries": [{"id": "e", "name": text}]}},
    }
    target: Data = {"documents": {"resume": {"template": "modern"}}, "sections": {"awards": {"title": text}}}

    built = build(profile, target)

    artifact = FORMATS[name].render(built.document("resume"), built.documents[0].style)
    lines = artifact_lines(artifact, name)
    assert lines == [normalized(text)] * 5 + ["Skills", normalized(text)] + [normalized(text)] * 2


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000"])
def test_a_backslash_before_a_wide_space_at_the_end_of_a_line(space: str) -> None:
    built = build({"basics": {"name": f"A\\{space}"}}, EVERY)

    assert_no_differences(built)


# -- rich text -------------------------------------------------------------------------------------------------

# Words without any sign of markup, and what may be made of them: its Markdown, and how its characters look.
_said = st.text(st.sampled_from("ab\u4e2d\u6587\u0645\u20ac9"), min_size=1, max_size=4)
_FACES = {
    "plain": "{}",
    "emphasis": "*{}*",
    "strong": "**{}**",
    "both": "***{}***",
    "code": "`{}`",
    "link": "[{}](https://example.org/a_b)",
}
_rich_pieces = st.lists(st.tuples(st.sampled_from(sorted(_FACES)), _said), min_size=1, max_size=5)


@examples(20, shrink=False)
@given(_rich_pieces)
def test_rich_text_is_what_commonmark_says(pieces: list[tuple[str, str]]) -> None:
    """Each piece has its face in the tree, and its words, without any markup, stand in every artifact."""
    text = " ".join(_FACES[face].format(words) for face, words in pieces)
    profile: Data = {"basics": {"name": "Ada", "summary": text}}

    built = build(profile, {"documents": {"resume": {"template": "modern"}}})

    document = built.document("resume")
    paragraph = document.blocks[-1]
    assert isinstance(paragraph, Paragraph)
    assert [face for face in _faces(paragraph.content) if face[1].strip()] == _merged(pieces)
    assert_no_differences(built)
    plain_words = " ".join(words for _, words in pieces)
    for name in ("docx", "md"):
        assert artifact_lines(built.artifacts()[f"resume.{name}"], name)[-1] == plain_words


def _faces(content: tuple[Inline, ...]) -> Iterator[tuple[str, str]]:
    for inline in content:
        match inline:
            case Run(text):
                yield "plain", text.strip(" ")
            case Code(text):
                yield "code", text
            case Emphasis((Strong((Run(text),)),)):
                yield "both", text
            case Emphasis((Run(text),)):
                yield "emphasis", text
            case Strong((Run(text),)):
                yield "strong", text
            case Link((Run(text),), url):
                assert url == "https://example.org/a_b"
                yield "link", text
            case _:
                raise AssertionError(inline)


def _merged(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces, neighbours without markup being one."""
    merged: list[tuple[str, str]] = []
    for face, words in pieces:
        if merged and face == merged[-1][0] == "plain":
            merged[-1] = (face, f"{merged[-1][1]} {words}")
        else:
            merged.append((face, words))
    return merged


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("one\ntwo\\\nthree", ["one two three"]),
        ("\\*a\\* &amp; &copy;", ["*a* & \u00a9"]),
        ("<b>x</b> # y", ["<b>x</b> # y"]),
        ("- x", ["- x"]),
        ("    x", ["x"]),
        ("> x", ["> x"]),
        ("![x](https://x.y)", ["!x"]),
        ("a_b_c and 2 * 3 * 4", ["a_b_c and 2 * 3 * 4"]),
        ("{{ x }} [y]{.right}", ["{{ x }} [y]{.right}"]),
        ("`{{ x }}`{.note}", ["{{ x }}{.note}"]),
    ],
)
def test_rich_text_is_inline(text: str, said: list[str]) -> None:
    """What is no emphasis, code or link means its characters, blocks and HTML too."""
    built = build(
        {"basics": {"name": "Ada", "summary": text}}, {"documents": {"resume": {"template": "modern"}}}
    )

    for name in ("docx", "md"):
        assert artifact_lines(built.artifacts()[f"resume.{name}"], name)[2:] == said
    assert_no_differences(built)
