"""The readers of Markdown and text: what is one line, how it looks, what it is."""

from __future__ import annotations

import pytest
from prose_facts import imported, profile_of

from appkit.diagnostics import Report
from appkit.importers import markdown, text
from appkit.importers.material import Material
from appkit.importers.prose.inline import words_of_markdown
from appkit.importers.prose.line import rich, text_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Ann\*, Bo\*", "Ann*, Bo*"),
        ("**Label:**words", "Label:words"),
        ("a * b * c", "a * b * c"),
        ("snake_case_name", "snake_case_name"),
        ("<sup>1</sup> note", "1 note"),
        ("R&amp;D &lt;x&gt;", "R&D <x>"),
        ("[words](https://example.com/a_(b))", "words"),
        ("[just brackets] here", "[just brackets] here"),
        ("***both***", "both"),
        ("`a*b*`", "a*b*"),
        ("<you@name.example>", "you@name.example"),
        ("5 < 6 <b>bold</b>", "5 < 6 bold"),
        ("**never closed", "**never closed"),
    ],
)
def test_markup_is_taken_for_what_it_means(written: str, meant: str) -> None:
    assert text_of(words_of_markdown(written)) == meant


@pytest.mark.parametrize("written", ["*a* b **c**", "a [b](https://example.com) c", "`x` y"])
def test_markdown_stays_markdown(written: str) -> None:
    assert rich(words_of_markdown(written)) == written


def test_a_link_that_a_profile_may_not_have_keeps_its_address() -> None:
    assert rich(words_of_markdown("[a paper](paper.pdf)")) == "a paper (paper.pdf)"


def test_characters_of_a_text_mean_themselves() -> None:
    cv = "Your Name\n\nExperience\n\nExample Corp | 2019 - 2020\n- Used a*b*c and [x](y)\n"

    assert profile_of("cv.txt", cv)["work"][0]["highlights"] == [r"Used a\*b\*c and [x\](y)"]


def test_a_line_below_an_item_of_markdown_goes_on_with_it() -> None:
    cv = "# Your Name\n\n## Experience\n\n### Example Corp (2019 - 2020)\n\n- One\ntwo\n- Three\\\n  four\n"

    assert profile_of("cv.md", cv)["work"][0]["highlights"] == ["One two", "Three"]


WRAPPED = """\
Your Name

Summary
One two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen twenty twentyone
twentytwo.

Experience

Example Corp | 2019 - 2020
Engineer
- One two three four five six seven eight nine ten eleven twelve
  thirteen fourteen
- A short one
"""


def test_wrapped_lines_are_joined_and_short_ones_are_not() -> None:
    profile = profile_of("cv.txt", WRAPPED)

    assert profile["basics"]["summary"].endswith(
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twentyone twentytwo."
    )
    assert profile["work"][0]["position"] == "Engineer"
    assert profile["work"][0]["highlights"] == [
        "One two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        "A short one",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "# Experience",
        "#### **EXPERIENCE**",
        "Experience\n==========",
        "EXPERIENCE",
        "Work Experience:",
        "**Professional Experience**",
        "Berufserfahrung",
        "工作经历",
        "1. Experience",
    ],
)
def test_a_heading_is_known_by_its_words_however_it_looks(heading: str) -> None:
    cv = f"# Your Name\n\n{heading}\n\nExample Corp | 2019 - 2020\n\nEngineer\n"
    if heading.startswith("1."):
        cv = cv.replace("1.", "## 1.")

    assert profile_of("cv.md", cv)["work"][0]["name"] == "Example Corp"


def test_headings_of_entries_are_no_sections_even_at_the_level_of_sections() -> None:
    cv = "# Your Name\n\n# Experience\n\n# Example Corp\n\n2019 - 2020\n\n# Sample Ltd\n\n2018 - 2019\n"

    assert [entry["name"] for entry in profile_of("cv.md", cv)["work"]] == ["Example Corp", "Sample Ltd"]


def test_a_section_that_nobody_else_has_is_kept_under_its_own_name() -> None:
    cv = "# Your Name\n\n## Experience\n\nExample Corp, 2019 - 2020\n\n## Patents & Exhibits\n\n- A patent, 2020\n"

    custom = profile_of("cv.md", cv)["custom"]["patents-exhibits"]
    assert (custom["title"], custom["entries"][0]["name"]) == ("Patents & Exhibits", "A patent")


def test_pages_of_a_pdf_are_no_words() -> None:
    cv = "Your Name\n\nSkills\n\nTools: a, b\n\nName                     1/2\n\f\nMore: c, d\n"

    profile = profile_of("cv.txt", cv)
    assert [group["name"] for group in profile["skills"]] == ["Tools", "More"]
    assert "x-unplaced" not in profile


def test_a_second_role_at_a_firm_is_told_with_a_doubt() -> None:
    cv = "# Your Name\n\n## Experience\n\n### Example Corp\n#### Manager (2020 - 2021)\n- a\n#### Engineer (2019 - 2020)\n- b\n"

    made = imported("cv.md", cv)
    first, second = profile_of("cv.md", cv)["work"]

    assert (first["name"], first["position"]) == ("Example Corp", "Manager")
    assert (second["name"], second["position"]) == ("Example Corp", "Engineer")
    assert made.tally.unsure == 2  # the family name, and whose engineer


@pytest.mark.parametrize("importer", [markdown, text])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n\n--- \n", "empty-file"),
        (b"caf\xe9 # x **y**", "not-utf-8"),
        (b"# a\x00b", "forbidden-character"),
    ],
)
def test_what_is_no_text_is_an_error(importer: object, content: bytes, code: str) -> None:
    report = Report()

    assert importer.convert(Material("cv", content), report) is None  # type: ignore[attr-defined]
    assert [each.code for each in report.diagnostics] == [code]
