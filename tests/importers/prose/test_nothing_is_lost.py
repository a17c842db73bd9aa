"""Whatever the text, no word of it is lost, what is made is a profile, and long files take no longer a line."""

from __future__ import annotations

import html
import json
import re
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prose_facts import certain, imported, strings

from appkit.check import check
from appkit.diagnostics import Report
from appkit.importers import markdown, text
from appkit.importers.material import Material
from appkit.source import source_from_bytes
from appkit.source.json import parse_json
from effort import examples

# What CVs are made of; each W becomes a word that is nowhere else.
_PIECES = (
    "Experience", "EDUCATION", "Publications", "Skills", "Projects", "Summary", "Languages", "Awards", "Talks", "References",
    "Courses", "Hobbyhorses", "2019 - 2020", "Sep. 2019 – Present", "(2021)", "Summer 2020", "Expected May 2025", "2020",
    "Under review", "Supervisor: W", "GPA: W", "Topics: W, W", "Instructor: W W. Supervisor: W W", "[Paper]",
    "[Code](https://ex.com/W)", "[W](W.html)", "*W W*", "**W W**", "**W:**W", "_W_", "`W`", "<W@W.com>", "https://W.com/W",
    "W@W.com", "+1 555 010 0199", "github.com/W", "W University", "W Engineer", "Bachelor of Science in W", "PhD W",
    "W, W and W", "W W, W W, W W*", "Proceedings of the W (ACL 2023)", "doi:10.1234/W", "W 12(3), 45–67", '"W W W W"', "W.",
    "W?", "English (W)", "TOEFL 100", "(W)", "W: W", "W – W", "W at W", "W, Germany", "|", "\t", "   ", "&amp;", "<sup>W</sup>",
    "* Equal contribution", "† W", "etc.", "W…",
)  # fmt: skip
_STARTS = ("", "", "", "# ", "## ", "### ", "- ", "* ", "  - ", "1. ", "12) ", "• ", "> ", "| ", "    ", "\t")
_lines = st.builds(
    lambda start, pieces, joint, end: start + joint.join(pieces) + end,
    st.sampled_from(_STARTS),
    st.lists(st.sampled_from(_PIECES), max_size=5),
    st.sampled_from((" ", "", ", ", " | ", ". ", "\t")),
    st.sampled_from(("", "", "  ", "\\")),
)
_cvs = st.lists(_lines, min_size=1, max_size=20).map("\n".join)


def numbered(written: str) -> str:
    numbers = count(1)
    return re.sub("W", lambda _: f"q{next(numbers)}z", written)


def said(profile: object) -> str:
    """All that a profile says, as a reader of its Markdown would see it."""
    return html.unescape(" ".join(strings(profile)).replace("\\", "")).casefold()


def faults(profile: object) -> list[str]:
    """What the schema of profiles has against the data."""
    report = Report()
    source = source_from_bytes("p.json", json.dumps(certain(profile)).encode(), report)
    node = parse_json(source, report) if source else None
    assert node is not None
    check(node, "profile", report)
    return [each.message for each in report.diagnostics if each.severity.value == "error"]


@pytest.mark.parametrize("importer", [markdown, text])
@given(written=_cvs)
@examples(60)
@example("Name W\n\nSkills\n\nEnglish: (W), TOEFL W etc.")
@example("# [Paper]\n## Publications\n1. [Paper]\n## Experience\n2019 - 2020")
@example("| [a@b.co](https://ex.com/W) |")
def test_no_word_is_lost_and_a_profile_is_made(importer: object, written: str) -> None:
    cv = numbered(written)
    made = importer.convert(Material("cv", cv.encode()), Report())  # type: ignore[attr-defined]
    if made is None:
        assert not re.search(r"\w", cv)
        return

    here = said(dict(made.profile))

    assert [word for word in re.findall(r"q\d+z", cv) if word not in here] == []
    assert faults(dict(made.profile)) == []


@given(
    written=st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Cf"), include_characters="\n\t")
    )
)
@examples(60)
def test_any_text_is_read(written: str) -> None:
    for importer in (markdown, text):
        report = Report()
        made = importer.convert(Material("cv", written.encode()), report)
        assert (made is None) == report.failed


def work_of(line: str, times: int) -> int:
    """How many times Python calls a function to import a file of so many such lines."""
    import sys  # noqa: PLC0415 - the one test that counts

    material = Material("cv.txt", ("Your Name\n\nExperience\n\n" + line * times).encode())
    calls = 0

    def counted(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        text.convert(material, Report())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "line", ["- a word or two\n", "Example Corp | 2019 - 2020\n", "a\n", "Example Corp\n\n", "**a** | "]
)
def test_twice_the_lines_are_twice_the_work(line: str) -> None:
    assert work_of(line, 400) < 2.2 * work_of(line, 200)


@pytest.mark.parametrize(
    "run", ["*", "[", "`", "(", "<a ", "a@", "a.", '"', " ", "\t", "2019 - ", "A B, ", "**a** ", "[a](b) "]
)
def test_a_long_line_of_anything_is_read(run: str) -> None:
    """A regular expression that tries all ways to read it would not come back."""
    for heading in ("", "Experience\n", "Publications\n1. ", "Skills\n"):
        made = imported("cv", f"Your Name\n{heading}{run * 1500}\n")
        assert made.profile["basics"]
