"""PDF: what it looks like inside, which fonts it takes, what it says of itself, and how long it may be."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from samples import ACADEMIC, CV, LETTER, bullets, heading, link, numbered, para, right

import appkit
from appkit.assemble import Assembled, assemble
from appkit.diagnostics import Report
from appkit.load import load_target
from appkit.model.style import Fonts
from appkit.operations.targets import opened
from appkit.render import typst
from appkit.render.typst.code import string
from appkit.render.typst.compile import Typeset, families_in_reach, typeset
from pdf_reading import pdf_lines, structure
from workspaces import TARGET, codes, workspace
from workspaces import appkit as run_appkit

if TYPE_CHECKING:
    from appkit.model.document import Document

REPOSITORY = Path(__file__).parents[2]


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def document(*blocks: object, language: str = "en") -> Document:
    return replace(CV, blocks=blocks, language=language)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def own_documents() -> list[Assembled]:
    """Every document of this repository's own targets."""
    report = Report()
    here = opened(REPOSITORY, report)
    loaded = [load_target(here, name, report) for name in here.targets]
    templates = here.templates(report)
    return [
        each
        for one in loaded
        if one
        for each in assemble(one.target, one.profile, templates, report, letters=one.letters).documents
    ]


# -- pages and bytes -------------------------------------------------------------------------------------------


def test_pages_are_those_that_the_layout_measures(own_documents: list[Assembled]) -> None:
    counts = [
        (a.plan.kind, typst.page_count(a.document, a.style), a.length.layout.pages) for a in own_documents
    ]

    assert len(counts) >= 7
    assert [found for _, found, _ in counts] == [measured for _, _, measured in counts]


def test_the_count_of_pages_is_that_of_the_pdf(own_documents: list[Assembled]) -> None:
    for each in own_documents:
        pages = len(reader(typst.render(each.document, each.style)).pages)
        assert typst.page_count(each.document, each.style) == pages


def test_the_page_is_that_of_the_style() -> None:
    style = replace(ACADEMIC, page=replace(ACADEMIC.page, width=612, height=792))

    box = reader(typst.render(CV, style)).pages[0].mediabox

    assert (float(box.width), float(box.height)) == (612, 792)


_BUILD = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from samples import ACADEMIC, CV, LETTER
from appkit.render import render
print([hashlib.sha256(render(each, ACADEMIC, "pdf")).hexdigest() for each in (CV, LETTER)])
"""


@pytest.mark.parametrize("environment", [{"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"}])
def test_no_environment_changes_a_byte(environment: dict[str, str]) -> None:
    here = [hashlib.sha256(typst.render(each, ACADEMIC)).hexdigest() for each in (CV, LETTER)]

    command = [sys.executable, "-c", _BUILD, str(Path(__file__).parent)]
    ran = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == str(here)


# -- what it says of itself ------------------------------------------------------------------------------------


def test_title_author_keywords_language_and_no_clock() -> None:
    found = reader(typst.render(CV, ACADEMIC))

    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.author) == (CV.title, CV.author)
    assert str(found.metadata["/Keywords"]) == ", ".join(CV.keywords)
    root: Any = found.root_object
    assert str(root["/Lang"]) == "en"
    assert root["/MarkInfo"].get_object() == {"/Marked": True, "/Suspects": False}
    assert not {"/CreationDate", "/ModDate"} & found.metadata.keys()
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert not re.search(r"\d{4}-\d\d-\d\dT", xmp)


def test_links_lead_where_they_say() -> None:
    pages = reader(typst.render(CV, ACADEMIC)).pages
    urls = [note.get_object()["/A"]["/URI"] for page in pages for note in page.get("/Annots", [])]

    assert urls[:2] == ["mailto:dzdong2019@gmail.com", "https://example.org/daize_dong"]


def test_a_link_may_not_run_anything() -> None:
    with pytest.raises(ValueError, match="javascript"):
        typst.render(document(para(link("x", "javascript:alert(1)"))), ACADEMIC)


def test_headings_and_lists_are_tagged_as_what_they_are() -> None:
    blocks = (heading(1, "Ada"), heading(3, "Lab"), bullets("one", "two"), numbered(3, (para("three"),)))

    root = structure(typst.render(document(*blocks), ACADEMIC))

    tags = [(part.tag, part.text) for part in root.all("/H1", "/H2", "/H3", "/Lbl", "/LBody")]
    assert tags == [
        ("/H1", "Ada"),
        ("/H2", "Lab"),  # no level is skipped
        ("/Lbl", "\u2022\u00a0"),
        ("/LBody", "one"),
        ("/Lbl", "\u2022\u00a0"),
        ("/LBody", "two"),
        ("/Lbl", "3.\u00a0"),
        ("/LBody", "three"),
    ]


def test_the_footer_is_for_later_pages_and_no_part_of_the_text() -> None:
    pages = reader(typst.render(document(*[para("word")] * 200), replace(ACADEMIC, page_numbers=True))).pages
    texts = [page.extract_text() for page in pages]

    assert len(texts) > 2
    assert "/" not in texts[0]
    assert [f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1)][1:] == [True] * (
        len(texts) - 1
    )
    assert set(pdf_lines(typst.render(document(*[para("word")] * 200), ACADEMIC))) == {"word"}


# -- text ------------------------------------------------------------------------------------------------------


def test_text_copies_out_as_it_was_written() -> None:
    """Ligatures are letters again, hyphens stay, nothing is hyphenated, dates stand on their line."""
    words = "efficient office attitude fifty co-author self-supervised Zürich Dvořák naïve"
    text = (
        reader(
            typst.render(
                document(
                    heading(3, "A Lab", right("Jan. 2020 – Present")),
                    para(words),
                    para("antidisestablishment " * 40),
                ),
                ACADEMIC,
            )
        )
        .pages[0]
        .extract_text()
    )

    assert "A Lab Jan. 2020 – Present" in text.replace("\u00a0", " ")
    assert words in text
    assert set(text.split("Dvořák naïve")[1].split()) == {"antidisestablishment"}
    assert "\u00ad" not in text


def test_a_word_wider_than_a_line_breaks_within_it() -> None:
    """It would stand beyond the edge of the sheet otherwise, where nobody reads it."""
    pdf = typst.render(document(para("x" * 500)), ACADEMIC)
    assert pdf_lines(pdf) == ["x" * 500]
    assert len(reader(pdf).pages[0].extract_text().split("\n")) > 3


def places(pdf: bytes) -> dict[str, float]:
    """Where the words of the first page begin, in points from its left edge."""
    found: dict[str, float] = {}

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            found[text.strip()] = matrix[0] * place[4] + matrix[4]

    reader(pdf).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("title", ["A Lab", "A Very Long Name of a Laboratory " * 3])
def test_dates_end_at_the_right_margin(title: str) -> None:
    """Beside the name, or on a line of their own where it leaves no room."""
    found = places(typst.render(document(heading(3, title, right("2020"))), ACADEMIC))

    (date,) = (place for text, place in found.items() if text.endswith("2020"))
    assert date > ACADEMIC.page.width - ACADEMIC.page.right - 30


def test_a_look_in_capitals_is_written_so() -> None:
    blocks = (heading(1, "Ada"), heading(2, "Straße"))

    assert pdf_lines(typst.render(document(*blocks), ACADEMIC)) == ["Ada", "STRASSE"]


def test_a_heading_stands_with_what_follows_it() -> None:
    """Wherever on the page it would come to stand."""
    for lines in range(40, 60):
        blocks = [para("word")] * lines
        pdf = typst.render(document(*blocks, heading(3, "Head"), para("follows")), ACADEMIC)
        together = [
            ("Head" in text, "follows" in text) for text in (p.extract_text() for p in reader(pdf).pages)
        ]
        assert (True, True) in together, lines


def test_a_right_to_left_paragraph_is_set_from_the_right() -> None:
    source = typst.source(document(para("\u05e9\u05dc\u05d5\u05dd Ada"), para("Ada \u05e9")), ACADEMIC)

    first, second = (line for line in source.split("\n") if line.startswith("block"))
    assert "dir: rtl" in first
    assert 'lang: "he"' in first
    assert "dir: ltr" in second


def test_every_character_taken_for_granted_is_in_every_bundled_font() -> None:
    """The writer does not ask Typst about documents of these characters alone."""
    every = "".join(c for c in map(chr, range(0x20, 0x20B0)) if typst._COVERED.fullmatch(c))
    for family in ("Carlito", "Caladea", "Liberation Sans", "DejaVu Sans Mono"):
        code = f'#set document(title: "x", date: none)\n#text(font: "{family}", {string(every)})'
        assert typeset(code, system=False).missing == "", family


# -- fonts -----------------------------------------------------------------------------------------------------


def fonts_in(pdf: bytes) -> set[str]:
    found = set()
    for page in reader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found.add(str(font["/BaseFont"]).split("+", 1)[1].split("-")[0])
    return found


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("Calibri", "Carlito"),
        ("Cambria", "Caladea"),
        ("Arial", "LiberationSans"),
        ("Consolas", "DejaVuSansMono"),
    ],
)
def test_families_that_people_name_have_bundled_ones_as_wide(asked: str, used: str) -> None:
    style = replace(ACADEMIC, fonts=Fonts(body=asked, heading=asked, code=asked))

    assert fonts_in(typst.render(document(para("word")), style)) == {used}


def test_a_family_that_is_nowhere_is_told() -> None:
    style = replace(ACADEMIC, fonts=replace(ACADEMIC.fonts, body="Nowhere Serif"))

    (problem,) = typst.problems(document(para("word")), style)

    assert problem.code == "font-substituted"
    assert "'Nowhere Serif'" in problem.message
    assert "Caladea" in problem.message


def test_a_character_that_no_font_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Chinese fonts."""
    monkeypatch.setattr(typst, "typeset", lambda source, *, system: typeset(source, system=False))
    monkeypatch.setattr(typst, "families_in_reach", lambda *, system: families_in_reach(system=False))
    chinese = document(para("Ada 董代泽"))

    (problem,) = typst.problems(chinese, ACADEMIC)

    assert (problem.severity, problem.code) == (appkit.Severity.WARNING, "missing-glyph")
    assert "'董' (U+8463)" in problem.message
    assert "Ada" in typst.render(chinese, ACADEMIC).decode("latin-1") or pdf_lines(
        typst.render(chinese, ACADEMIC)
    )


def test_latin_text_never_looks_for_fonts_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def asking(source: str, *, system: bool) -> Typeset:
        asked.append(system)
        return typeset(source, system=system)

    monkeypatch.setattr(typst, "typeset", asking)

    typst.render(document(heading(1, "Ada"), para("Zürich → Genève, 1 °C")), ACADEMIC)

    assert asked == [False]


def test_characters_that_bundled_fonts_lack_are_looked_for_in_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def lacking(source: str, *, system: bool) -> Typeset:
        asked.append(system)
        return Typeset(b"", 1, "" if system else "\u2042")

    monkeypatch.setattr(typst, "typeset", lacking)

    assert typst.problems(document(para("\u2042")), ACADEMIC) == ()
    assert asked == [False, True]


# -- at the command line ---------------------------------------------------------------------------------------

WITH_PDF = TARGET + "documents: {resume: {formats: [docx, pdf]}, cover-letter: null}\n"


def test_a_format_that_is_not_listed_can_be_asked_for(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    asked = run_appkit(root, "build", "--all", "-f", "pdf", "-d", "resume")
    cv = root / "out/t/Example_Ada_CV.pdf"

    assert (asked.code, [file.name for file in cv.parent.iterdir()]) == (0, [cv.name])
    written = cv.read_bytes()

    plain = run_appkit(root, "build", "--all")
    assert plain.code == 0
    assert "Example_Ada_CV.pdf is from an earlier build: `formats` of 'resume' does not list it" in plain.err
    assert plain.err.count("note[unlisted-format]") == 1
    assert cv.read_bytes() == written

    again = run_appkit(root, "build", "--all", "-f", "pdf", "-d", "resume")
    assert "unlisted-format" not in again.err
    assert run_appkit(root, "clean").out == "removed out/t/Example_Ada_CV.pdf\n"
    assert "unlisted-format" not in run_appkit(root, "build", "--all").err


def test_without_the_extra_the_command_that_installs_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    root = workspace(tmp_path, target=WITH_PDF)

    listed = run_appkit(root, "build", "--all")
    asked = run_appkit(root, "build", "--all", "-f", "pdf")

    for ran in (listed, asked):
        assert ran.code == 1
        assert codes(ran)[-1] == "missing-extra"
        assert "python -m pip install 'appkit[pdf]'" in ran.err
    assert "targets/t.yaml:5:31: error[missing-extra]" in listed.err
    assert not (root / "out").exists()
    assert run_appkit(root, "build", "--all", "-f", "docx").code == 0
    assert run_appkit(root, "explain", "-t", "t").code == 0


def test_other_formats_never_import_typst(tmp_path: Path) -> None:
    code = f"import appkit, sys; assert appkit.build({str(workspace(tmp_path))!r}).ok; print('typst' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "False\n"


# -- the budget ------------------------------------------------------------------------------------------------


@pytest.fixture
def longer_as_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst needs a second page wherever the shop has its highlight, which the layout has room for."""
    monkeypatch.setattr(typst, "page_count", lambda document, style: 1 + ("Sold things" in str(document)))


def test_the_budget_holds_for_the_pages_of_the_pdf(tmp_path: Path, longer_as_pdf: None) -> None:
    target = TARGET + "documents: {resume: {pages: 1, formats: [docx, md, pdf]}, cover-letter: null}\n"
    result = appkit.build(workspace(tmp_path, target=target))

    assert result.ok
    (built,) = result.targets[0].documents
    assert built.trimmed > 0
    assert "Sold things" not in (tmp_path / "out/t/Example_Ada_CV.md").read_text("utf-8")
    assert "longer-typeset" in [each.code for each in result.diagnostics]
    assert appkit.explain(tmp_path, "t").fitted.fits
    # A format that is left out this time still has its say: words are the same in all.
    (tmp_path / "out/t/Example_Ada_CV.md").unlink()
    appkit.build(tmp_path, formats=["md"])
    assert "Sold things" not in (tmp_path / "out/t/Example_Ada_CV.md").read_text("utf-8")


def test_without_pdf_its_pages_are_not_asked_for(tmp_path: Path, longer_as_pdf: None) -> None:
    target = TARGET + "documents: {resume: {pages: 1}, cover-letter: null}\n"
    result = appkit.build(workspace(tmp_path, target=target))

    assert result.targets[0].documents[0].trimmed == 0


def test_what_cannot_fit_as_pdf_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "page_count", lambda document, style: 3)
    target = TARGET + "documents: {resume: {pages: 1, formats: [pdf]}, cover-letter: null}\n"

    ran = run_appkit(workspace(tmp_path, target=target), "build", "--all")

    assert ran.code == 1
    assert "2 pages (typeset) over its 1 page" in ran.err


def test_a_document_is_typeset_once(tmp_path: Path) -> None:
    """What was laid out to count its pages is what is written."""
    typeset.cache_clear()
    target = TARGET + "documents: {resume: {pages: 1, formats: [pdf]}, cover-letter: null}\n"

    assert appkit.build(workspace(tmp_path, target=target)).ok

    assert typeset.cache_info().misses == 1
