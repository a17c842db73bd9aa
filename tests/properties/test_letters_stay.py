"""A letter that `appkit write` puts into a file says, built from that file, what the skeleton said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from pipeline import build

from appkit.operations.write import letter_text
from appkit.render import FORMATS
from effort import examples
from profiles import ODD_RICH, TELLING, profiles, rich_texts, targets
from words import artifact_lines, normalized

if TYPE_CHECKING:
    from pipeline import Built

    from profiles import Data

LETTER: Data = {"documents": {"cover-letter": {}}}


def written(profile: Data, target: Data) -> tuple[Built, Built]:
    """What the skeleton is built to, and what the file written from it is built to."""
    skeleton = build(profile, target)
    letter = next(each for each in skeleton.documents if each.plan.kind == "cover-letter")
    return skeleton, build(profile, target, {"cover-letter": letter_text(letter, skeleton.loaded)})


def assert_same(profile: Data, target: Data) -> None:
    """Every format of both says the same, line by line, open prompts among the words."""
    skeleton, again = (built.artifacts() for built in written(profile, target))
    for name in FORMATS:
        key = f"cover-letter.{name}"
        assert artifact_lines(again[key], name) == artifact_lines(skeleton[key], name)


def test_telling_texts_survive_being_written() -> None:
    """All of them in one letter: as lines of an address, and as paragraphs."""
    basics: Data = {"name": "Ada Example", "letter": "\n\n".join(ODD_RICH)}
    work: Data = {"id": "a", "name": "A", "letter": "\n\n".join(map(escaped, TELLING))}

    assert_same({"basics": basics, "work": [work]}, {**LETTER, "recipient": {"address": list(TELLING)}})


def escaped(text: str) -> str:
    """Rich text that means these characters."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", normalized(text))


@examples(15, shrink=False)
@given(st.lists(rich_texts, min_size=3, max_size=3))
def test_a_sentence_in_a_letter_survives_being_written(sentences: list[str]) -> None:
    """Braces, brackets and other signs of Markdown and Jinja2 among them."""
    first, second, third = sentences
    profile: Data = {
        "basics": {"name": "Ada Example", "letter": first},
        "work": [{"id": "a", "name": "A", "letter": second}, {"id": "b", "name": "B", "letter": third}],
    }

    assert_same(profile, {**LETTER, "organization": "A {{ b }} C"})


@examples(10, shrink=False)
@given(st.data())
def test_a_letter_survives_being_written(data: st.DataObject) -> None:
    """Whatever a skeleton holds: addresses, dates, questions that quote a fact."""
    profile = data.draw(profiles())
    assert_same(profile, data.draw(targets(profile)))


def test_a_home_page_survives_being_written() -> None:
    assert_same({"basics": {"name": "Ada", "url": "https://example.org"}}, LETTER)


def test_a_page_elsewhere_survives_being_written() -> None:
    page: Data = {"network": "GitHub", "url": "https://example.org/ada"}
    assert_same({"basics": {"name": "Ada", "profiles": [page]}}, LETTER)
