"""Runs of a DOCX: how they look is a style's business, in which language and direction they stand is their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from lxml import etree
from reading import W, parts
from samples import ACADEMIC, em, heading, link, para, right, run, strong

from appkit.model.document import Code, Document, Emphasis, Inline, Link, Origin, Prompt, Run, Strong
from appkit.model.style import ParagraphStyle, Style
from appkit.render.docx import render
from documents import ORIGIN, documents
from effort import examples

if TYPE_CHECKING:
    from appkit.model.document import Block

BOLD = Style(looks={"body": ParagraphStyle(bold=True), "detail": ParagraphStyle(italic=True)})
ENGLISH = Origin("profile", "work/x", "en")


def body(*blocks: Block, style: Style = ACADEMIC, language: str = "en") -> etree._Element:
    document = Document("resume", "CV", "Ada", language, blocks)
    return etree.fromstring(parts(render(document, style))["word/document.xml"])


def runs(root: etree._Element) -> list[tuple[str, dict[str, str]]]:
    """The words of each run with its properties: the first attribute of each, by tag."""
    return [
        (
            "".join(text.text or "" for text in run.iter(f"{W}t")),
            {
                str(etree.QName(child).localname): str(next(iter(child.attrib.values()), ""))
                for child in run.iterfind(f"{W}rPr/*")
            },
        )
        for run in root.iter(f"{W}r")
    ]


def style_xml(name: str, style: Style = ACADEMIC) -> etree._Element:
    files = parts(render(Document("resume", "CV", "Ada", "en", (para("x"),)), style))
    styles = etree.fromstring(files["word/styles.xml"])
    return next(each for each in styles.iter(f"{W}style") if each.find(f"{W}name").get(f"{W}val") == name)  # type: ignore[union-attr]


@examples(40)
@given(documents)
def test_there_is_no_direct_formatting(document: Document) -> None:
    """A paragraph says only what no style can know of it, a run its style, script and language."""
    root = etree.fromstring(parts(render(document, ACADEMIC))["word/document.xml"])
    of_paragraphs = {str(etree.QName(each).localname) for each in root.iterfind(f".//{W}pPr/*")}
    of_runs = {str(etree.QName(each).localname) for each in root.iterfind(f".//{W}rPr/*")}
    fonts = [each for each in root.iter(f"{W}rFonts") if set(each.attrib) != {f"{W}hint"}]

    assert of_paragraphs <= {"pStyle", "keepNext", "numPr", "bidi"}
    assert of_runs <= {"rStyle", "rFonts", "rtl", "cs", "lang"}
    assert fonts == []


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (strong("a"), "Strong"),
        (em("a"), "Emphasis"),
        (Code("a", ORIGIN), "Code"),
        (link("a", "https://x.y"), "Hyperlink"),
        (Strong((em("a"),)), "StrongEmphasis"),
        (Strong((Link((em("a"),), "https://x.y"),)), "StrongEmphasisHyperlink"),
        (Link((Code("a", ORIGIN),), "https://x.y"), "CodeHyperlink"),
        (Emphasis((Code("a", ORIGIN),)), "EmphasisCode"),
        (Link((Link((run("a"),), "https://z"),), "https://x.y"), "Hyperlink"),
        (Prompt("why", "Why?", ORIGIN), "StrongPrompt"),
    ],
)
def test_each_face_has_a_style(inline: Inline, expected: str) -> None:
    assert [properties["rStyle"] for _, properties in runs(body(para(inline)))] == [expected]


@pytest.mark.parametrize("face", [strong("a"), em("a"), Strong((em("a"),))])
def test_what_is_bold_or_italic_already_does_not_toggle_back(face: Inline) -> None:
    """In Word a bold character style makes a bold paragraph's words light."""
    look = ParagraphStyle(bold=True, italic=True)

    assert runs(body(para(face), style=Style(looks={"body": look}))) == [("a", {})]


def test_a_combination_is_based_on_its_last_part() -> None:
    both = style_xml("Strong Code Hyperlink")

    assert both.find(f"{W}basedOn").get(f"{W}val") == "Hyperlink"  # type: ignore[union-attr]
    assert [etree.QName(each).localname for each in both.iterfind(f"{W}rPr/*")] == ["rFonts", "b", "bCs"]


@pytest.mark.parametrize(("color", "fill"), [("yellow", "FFFF00"), ("darkCyan", "008080")])
def test_prompts_are_shaded_in_their_style(color: str, fill: str) -> None:
    shade = style_xml("Prompt", Style(prompt_color=color)).find(f"{W}rPr/{W}shd")

    assert shade is not None
    assert shade.get(f"{W}fill") == fill


def test_prompts_may_have_no_shade() -> None:
    assert style_xml("Prompt", Style(prompt_color="none")).find(f"{W}rPr/{W}shd") is None


def test_chinese_is_set_in_its_own_font_and_language_with_its_quotation_marks() -> None:
    said = runs(body(para("Dong\u2019s \u201c\u4e1c\u201d \u2014 x")))

    assert said == [
        ("Dong\u2019s ", {}),
        ("\u201c\u4e1c\u201d", {"rFonts": "eastAsia", "lang": "zh-CN"}),
        (" \u2014 x", {}),
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("\u30c0\u30a4\u30ba", "en", {"rFonts": "eastAsia", "lang": "ja-JP"}),
        ("\u6771\u4eac", "ja", {"rFonts": "eastAsia"}),
        ("\ud55c\uad6d", "en", {"rFonts": "eastAsia", "lang": "ko-KR"}),
        ("\u0e44\u0e17\u0e22", "en", {"cs": "", "lang": "th-TH"}),
        ("\u05e9\u05dc\u05d5\u05dd", "en", {"rtl": "", "lang": "he-IL"}),
        ("\u05e9\u05dc\u05d5\u05dd", "he", {"rtl": ""}),
        ("\u0633\u0644\u0627\u0645", "fa", {"rtl": ""}),
        ("caf\u00e9", "en", {}),
    ],
)
def test_words_of_another_script_say_their_language(
    text: str, language: str, expected: dict[str, str]
) -> None:
    assert runs(body(para(text), language=language)) == [(text, expected)]


def test_words_that_fell_back_to_another_language_say_so() -> None:
    assert runs(body(para(Run("I count.", ENGLISH)), language="de")) == [("I count.", {"lang": "en-US"})]


@pytest.mark.parametrize(
    ("text", "language", "bidi"),
    [
        ("abc", "en", None),
        ("\u05e9\u05dc\u05d5\u05dd abc", "en", "1"),
        ("abc \u05e9\u05dc\u05d5\u05dd", "en", None),
        ("\u05e9\u05dc\u05d5\u05dd", "he", None),
        ("abc", "he", "0"),
        ("2020", "he", None),
    ],
)
def test_a_paragraph_runs_as_its_first_letter_does(text: str, language: str, bidi: str | None) -> None:
    found = body(para(text), language=language).find(f".//{W}pPr/{W}bidi")

    assert (found.get(f"{W}val") if found is not None else None) == bidi


def test_signs_around_words_run_with_their_paragraph() -> None:
    """Else the full stop of a Hebrew sentence would stand at its right."""
    said = runs(body(para("\u05e9\u05dc\u05d5\u05dd (ABC 2)."), language="he"))

    assert [(text, "rtl" in properties) for text, properties in said] == [
        ("\u05e9\u05dc\u05d5\u05dd", True),
        (" (", True),
        ("ABC 2", False),
        (").", True),
    ]


def test_dates_stand_at_the_other_margin_there() -> None:
    """Word mirrors a right tab where the paragraph runs to the left; nothing else is needed."""
    root = body(heading(3, "\u05de\u05db\u05d5\u05df", right("2020")), language="he")

    assert len([*root.iter(f"{W}tab")]) == 1
    assert [text for text, _ in runs(root)] == ["\u05de\u05db\u05d5\u05df", "", "2020"]


@pytest.mark.parametrize(("language", "expected"), [("ar", 2), ("en", 0)])
def test_a_document_that_runs_left_says_so_once(language: str, expected: int) -> None:
    files = parts(render(Document("resume", "CV", "Ada", language, (para("x"),)), ACADEMIC))
    defaults = etree.fromstring(files["word/styles.xml"]).findall(f"{W}docDefaults//{W}bidi")
    section = etree.fromstring(files["word/document.xml"]).findall(f".//{W}sectPr/{W}bidi")

    assert len(defaults) + len(section) == expected
