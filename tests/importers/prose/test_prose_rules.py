"""Rules, each with the smallest CV that shows it."""

from __future__ import annotations

from typing import Any

import pytest
from prose_facts import imported, profile_of

from appkit.importers.prose.labels import listed
from appkit.importers.prose.people import split_people
from appkit.importers.prose.roles import is_place


def section(heading: str, *lines: str) -> dict[str, Any]:
    """The profile of a CV in Markdown with one section."""
    body = "\n".join(lines)
    return profile_of("cv.md", f"# Your Name\n\n## {heading}\n\n{body}\n")


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("a, b (c, d), e", ["a", "b (c, d)", "e"]),
        ("a, b; c", ["a, b", "c"]),
        ("1,000 things, 2", ["1,000 things", "2"]),
        ("a | b", ["a", "b"]),
        ("甲、乙，丙", ["甲", "乙", "丙"]),
    ],
)
def test_a_list_in_one_line(line: str, pieces: list[str]) -> None:
    assert list(listed(line)) == pieces


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Ann Lee, Bo Li and Cy Yu", ["Ann Lee", "Bo Li", "Cy Yu"]),
        ("Lee, A., Li, B. C., & Yu, C.", ["Lee, A.", "Li, B. C.", "Yu, C."]),
        ("A. Lee; B. Li", ["A. Lee", "B. Li"]),
        ("Ann Lee, Bo Li, et al.", ["Ann Lee", "Bo Li", "et al."]),
    ],
)
def test_a_list_of_people(line: str, people: list[str]) -> None:
    assert split_people(line) == people


@pytest.mark.parametrize(
    "text", ["Springfield, IL", "Berlin, Germany", "Remote", "Paris, Île-de-France, France"]
)
def test_places(text: str) -> None:
    assert is_place(text)


@pytest.mark.parametrize(
    "text", ["Example GmbH, Berlin, Germany", "Example Group, IL", "Research, Teaching", "Python, Go"]
)
def test_what_only_looks_like_a_place(text: str) -> None:
    assert not is_place(text)


def test_contacts_that_commas_part() -> None:
    cv = "Your Name\nyou@name.example, +1 555 010 0199, gitlab.com/you, https://name.example\n\nSkills\n\nTools: a\n"

    assert profile_of("cv.txt", cv)["basics"] == {
        "name": "Your Name",
        "familyName": "Name",
        "email": "you@name.example",
        "phone": "+1 555 010 0199",
        "profiles": [{"network": "GitLab", "username": "you", "url": "https://gitlab.com/you"}],
        "url": "https://name.example",
    }


def test_a_name_and_a_role_are_told_apart_by_their_looks() -> None:
    (entry,) = section("Experience", "**Example Anything** *Chief of Placeholders* (2019 - 2020)")["work"]

    assert (entry["name"], entry["position"]) == ("Example Anything", "Chief of Placeholders")


@pytest.mark.parametrize(
    "reference",
    [
        "**A Title of Things** Ann Lee, Bo Li. *Journal of Things*, 2020.",
        "Ann Lee, Bo Li. A Title of Things. *Journal of Things*, 2020.",
        "Ann Lee and Bo Li (2020). A Title of Things. Journal of Things.",
        '"A Title of Things." Ann Lee, Bo Li. In Journal of Things, 2020.',
        "A Title of Things. *Journal of Things*, 2020. Ann Lee, Bo Li.",
        "2020. Ann Lee, Bo Li. A Title of Things. Journal of Things.",
    ],
)
@pytest.mark.parametrize("mark", ["- ", "1. ", "[1] ", ""])
def test_a_reference_in_any_order(reference: str, mark: str) -> None:
    (paper,) = section("Publications", mark + reference)["publications"]

    assert paper == {
        "name": "A Title of Things",
        "authors": ["Ann Lee", "Bo Li"],
        "venue": "Journal of Things",
        "releaseDate": "2020",
        "status": "published",
    }


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Under Review by", "under-review"),
        ("Submitted to", "under-review"),
        ("Accepted at", "accepted"),
        ("To appear in", "accepted"),
        ("In preparation for", "in-preparation"),
    ],
)
def test_what_is_not_out_yet(said: str, status: str) -> None:
    (paper,) = section(
        "Publications", f"1. A Title of Things. Ann Lee, Bo Li. {said} Conference on Things (CoT 2020)."
    )["publications"]

    assert (paper["status"], paper["venue"]) == (
        status,
        {"name": "Conference on Things", "short": "CoT 2020"},
    )
    assert "releaseDate" not in paper


def test_the_year_of_a_venue_that_has_not_decided_is_no_date() -> None:
    (paper,) = section(
        "Publications",
        "### Under review",
        "",
        "1. A Title of Things. Ann Lee, Bo Li. Conference on Things, 2020.",
    )["publications"]

    assert (paper["status"], paper["venue"]) == ("under-review", "Conference on Things")
    assert "releaseDate" not in paper


def test_an_empty_line_parts_entries_of_different_height() -> None:
    cv = (
        "Your Name\n\nExperience\n\nExample Corp\nEngineer\t2019 - 2020\n\n"
        "Sample Ltd\nSpringfield, IL\nIntern\t2018 - 2019\n"
    )
    first, second = profile_of("cv.txt", cv)["work"]

    assert (first["name"], first["position"]) == ("Example Corp", "Engineer")
    assert (second["name"], second["position"], second["location"]) == (
        "Sample Ltd",
        "Intern",
        "Springfield, IL",
    )


def test_a_year_above_papers_is_theirs() -> None:
    first, second = section(
        "Publications",
        "### 2021",
        "",
        "- Ann Lee, Bo Li. A Title. Journal of Things.",
        "",
        "### 2020",
        "",
        "- Bo Li, Ann Lee. Another.",
    )["publications"]

    assert (first["name"], first["releaseDate"]) == ("A Title", "2021")
    assert (second["name"], second["releaseDate"]) == ("Another", "2020")


def test_signs_mean_what_the_footnote_says() -> None:
    (paper,) = section(
        "Publications",
        "1. A Title of Things. Ann Lee\\*, Bo Li\\*†, Cy Yu. Journal of Things.",
        "",
        "\\* Equal contribution. † Corresponding author.",
    )["publications"]

    assert paper["authors"] == ["Ann Lee*", {"name": "Bo Li", "equal": True, "corresponding": True}, "Cy Yu"]


def test_advisers_and_topics_have_their_fields_wherever_they_stand() -> None:
    (entry,) = section(
        "Research Experience",
        "**Example Lab** | 2019 - 2020",
        "",
        "- Did things",
        "- Advisors: Ann Lee and Bo Li; Topics: a, b",
        "- Budget: 5",
    )["work"]

    assert entry["advisors"] == [{"name": "Ann Lee", "role": "Advisor"}, {"name": "Bo Li", "role": "Advisor"}]
    assert entry["keywords"] == ["a", "b"]
    assert entry["highlights"] == ["Did things", "Budget: 5"]
    assert entry["type"] == "research"


def test_languages_are_told_from_programming_languages() -> None:
    profile = section(
        "Skills", "**Languages:** Python, Go", "", "**Languages:** English (TOEFL 100), Spanish (B2), etc."
    )

    assert profile["skills"] == [{"name": "Languages", "keywords": ["Python", "Go"]}]
    assert profile["languages"] == [{"language": "English"}, {"language": "Spanish", "fluency": "B2"}]
    assert profile["tests"] == [{"name": "TOEFL", "score": "100"}]


def test_lines_that_say_nothing_are_counted() -> None:
    tally = imported("cv.txt", "Your Name\n=========\n\n-----\n\nSkills\n\nTools: a\n").tally

    assert (tally.read, tally.placed, tally.empty) == (6, 4, 2)


def test_what_is_doubted_says_why() -> None:
    profile = imported("cv.txt", "YOUR NAME\n\nSkills\n\nTools: a\n").profile

    assert repr(profile["basics"]) == (
        "{'name': Unsure(value='Your Name', why='the file has capitals: YOUR NAME'), "
        "'familyName': Unsure(value='Name', why='the last word of the name')}"
    )
