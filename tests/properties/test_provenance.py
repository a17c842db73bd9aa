"""Every word of every artifact comes from the profile, the target or a template, and says so truly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline import EVERYTHING, TEMPLATES, Built, build
from provenance import misplaced, unexplained

import appkit.compose.entries
import appkit.render.docx.runs
import appkit.render.markdown
import appkit.render.text
from appkit.compose import parts
from appkit.model.document import Inline, Origin, Run, prompts
from appkit.operations.write import letter_text
from appkit.render import FORMATS
from effort import examples
from profiles import Data, profiles, targets
from words import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appkit.compose.entries import Entries
    from appkit.compose.values import Printable
    from appkit.model.document import Document
    from appkit.model.style import Style
    from appkit.model.text import Value


def problems(built: Built) -> list[str]:
    """Everything in the documents and artifacts that is not accounted for."""
    found = []
    for assembled in built.documents:
        found += unexplained(built, assembled, TEMPLATES)
        found += misplaced(assembled.document.blocks, built.loaded.profile)
        for name in FORMATS:
            artifact = FORMATS[name].render(assembled.document, assembled.style)
            found += differences(artifact, name, assembled.document)
    return found


@examples(20, shrink=False)
@given(st.data())
def test_every_word_of_every_artifact_is_accounted_for(data: st.DataObject) -> None:
    """What is written is what the tree says; what the tree says stands where it says that it does."""
    profile = data.draw(profiles())
    built = build(profile, data.draw(targets(profile, ("academic", "modern", EVERYTHING))))

    assert problems(built) == []


PROFILE: Data = {
    "basics": {"name": "Ada Example", "summary": "I *count* cells.", "email": "ada@example.org"},
    "work": [{"id": "lab", "name": "A Lab", "startDate": "2020-01", "letter": "At A Lab I count."}],
    "publications": [{"id": "paper", "name": "A Paper", "authors": ["Ada Example", "B C"], "doi": "10.1/x"}],
}
TARGET: Data = {
    "extends": "phd",
    "organization": "A University",
    "documents": {"cover-letter": {"date": "2026-12-01"}},
}


def test_a_plain_case_is_accounted_for() -> None:
    assert problems(build(PROFILE, TARGET)) == []


def test_a_letter_that_someone_has_written_is_accounted_for() -> None:
    """Its file is a template like any other, the questions in it too."""
    skeleton = build(PROFILE, TARGET)
    letter = next(each for each in skeleton.documents if each.plan.kind == "cover-letter")
    text = letter_text(letter, skeleton.loaded)

    built = build(PROFILE, TARGET, {"cover-letter": text})

    assert prompts(built.document("cover-letter"))
    assert problems(built) == []


# -- a word that comes from nowhere is found -------------------------------------------------------------------


def _wordier_text(inline: Inline, real: Callable[[Inline], str] = appkit.render.text._inline) -> str:
    return f"{real(inline)} Smuggled" if isinstance(inline, Run) else real(inline)


def _wordier_markdown(content: tuple[Inline, ...], *, alone: bool = True) -> str:
    return f"{_MARKDOWN_LINE(content, alone=alone)} Smuggled"


_MARKDOWN_LINE = appkit.render.markdown._line
_DOCX_TEXT = appkit.render.docx.runs._text


def _wordier_docx(text: str) -> str:
    return _DOCX_TEXT(f"{text} Smuggled")


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Writers that remember no block, and templates no entry, before and after."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    markdown = appkit.render.markdown
    for written in (appkit.render.text._block, markdown._block, markdown._lines, appkit.render.docx._block):
        written.cache_clear()
    parts._kept_of.cache_clear()


@pytest.mark.parametrize(
    ("writer", "name", "wordier"),
    [
        ("text", "_inline", _wordier_text),
        ("markdown", "_line", _wordier_markdown),
        ("docx.runs", "_text", _wordier_docx),
    ],
)
@pytest.mark.usefixtures("forgetful")
def test_a_word_smuggled_into_a_writer_is_found(
    writer: str, name: str, wordier: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"appkit.render.{writer}.{name}", wordier)

    assert any("Smuggled" in problem for problem in problems(build(PROFILE, TARGET)))


def test_a_line_smuggled_into_a_document_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more paragraph at the end, where it is easily overlooked."""
    real = appkit.render.text.render

    def wordier(document: Document, style: Style) -> bytes:
        return real(document, style) + b"Smuggled\n"

    monkeypatch.setattr("appkit.render.text.render", wordier)

    assert any("Smuggled" in problem for problem in problems(build(PROFILE, TARGET)))


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize(
    "origin",
    [
        Origin("profile", "work/lab.name"),
        Origin("profile", "work/nowhere.name"),
        Origin("target", "organization"),
        Origin("target", "nothing"),
        Origin("template", "academic/resume.md.j2:3"),
        Origin("template", "base/labels.yaml:present"),
        Origin("template", "academic"),
    ],
)
def test_a_word_smuggled_into_a_document_is_found(origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it says of where it comes from."""
    real = appkit.compose.entries.Entries.value

    def wordier(self: Entries, value: Value | None) -> Printable | None:
        printable = real(self, value)
        return printable and self.fills.printable(*printable.fill[0], Run("Smuggled", origin))

    monkeypatch.setattr(appkit.compose.entries.Entries, "value", wordier)

    assert any("Smuggled" in problem for problem in problems(build(PROFILE, TARGET)))


@pytest.mark.usefixtures("forgetful")
def test_a_word_in_a_date_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appkit.compose.entries.span_text", lambda *_: "since January 2021")

    assert any("since" in problem for problem in problems(build(PROFILE, TARGET)))
