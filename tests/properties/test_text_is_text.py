"""Text is text: what a person writes in a literal field comes out as its characters, in every format."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from effort import examples
from pipeline import EVERYTHING, build
from words import artifact_lines, differences, inline_words

from appkit.model.document import Code, Prompt, Run, inlines_of
from appkit.model.vocabulary import (
    BASICS_LITERAL,
    BASICS_LOCATION,
    COMMON_LISTS,
    COMMON_LITERAL,
    SECTIONS,
    kind_of,
)
from appkit.render import FORMATS
from profiles import CUSTOM, TELLING, Data, filled, profiles, rich_texts, targets, texts

if TYPE_CHECKING:
    from pipeline import Built

    from appkit.model.document import Document

EVERY = {"documents": {"resume": {"template": EVERYTHING}}}


def normalized(text: str) -> str:
    """What decoding makes of a literal: no white space at its ends, a line break or tab becomes one space."""
    return re.sub(r" *[\t\n][ \t\n]*", " ", text.strip(" \t\n"))


def words_by_address(document: Document) -> Counter[tuple[str, str]]:
    """The characters of every run, code span and prompt, by where it says they come from."""
    return Counter(
        (inline.origin.address, inline_words(inline))
        for block in document.blocks
        for inline in inlines_of(block)
        if isinstance(inline, Run | Code | Prompt) and inline.origin.kind != "template"
    )


def literals_of_the_filled_profile() -> set[str]:
    """The address of every literal field there is."""
    found = {f"basics.{key}" for key in BASICS_LITERAL} | {f"basics.location.{key}" for key in BASICS_LOCATION}
    found |= {"basics.profiles", f"custom.{CUSTOM[0]}.title"}
    for section in (*SECTIONS, CUSTOM[0]):
        kind = kind_of(section)
        fields = {kind.headline, *kind.literal, *COMMON_LITERAL, *kind.lists, *COMMON_LISTS, "links"}
        fields |= {"authors", "advisors", "venue"} & set(kind.extra)
        found |= {f"{section}/e.{field}" for field in fields}
    # An entry's URL is where its name leads, and words of its own nowhere; `projects` say `entity`, not `type`.
    return {address for address in found if not re.fullmatch(r".*/e\.url", address)}


def assert_no_differences(built: Built) -> None:
    """Every artifact says exactly what its document says."""
    for assembled in built.documents:
        for name in FORMATS:
            artifact = FORMATS[name].render(assembled.document, assembled.style)
            assert not differences(artifact, name, assembled.document), (assembled.plan.kind, name)


@pytest.mark.parametrize("text", TELLING)
def test_every_literal_field_is_its_characters(text: str) -> None:
    built = build(filled(text), EVERY)

    said = words_by_address(built.document("resume"))
    expected = normalized(text)
    for address in sorted(literals_of_the_filled_profile()):
        runs = {words for where, words in said if where == address}
        stars = {"*"} if address.endswith(".authors") else set()
        assert runs == {expected, *stars}, address
    assert_no_differences(built)


@pytest.mark.parametrize("name", FORMATS)
@examples(30)
@given(text=texts)
def test_a_line_of_one_text_is_that_text(name: str, text: str) -> None:
    """Straight from the profile's characters to the artifact's, whatever lies between."""
    profile: Data = {
        "basics": {"name": text, "label": text},
        "awards": [{"id": "e", "title": text, "awarder": text}],
        "skills": [{"id": "e", "name": text}],
        "custom": {"x2": {"title": text, "entries": [{"id": "e", "name": text, "items": [text, text]}]}},
    }
    target: Data = {"documents": {"resume": {"template": "modern"}}, "sections": {"awards": {"title": text}}}

    built = build(profile, target)

    artifact = FORMATS[name].render(built.document("resume"), built.documents[0].style)
    lines = artifact_lines(artifact, name)
    assert lines == [normalized(text)] * 5 + ["Skills", normalized(text)] + [normalized(text)] * 2
