"""RenderCV: its header, its titles, each of its nine types in the sections that they fit."""

from __future__ import annotations

import json

import pytest
from foreign import Data, assert_tally_holds, certain, converted, faults, lost, mutations, profile_of
from hypothesis import given

from appkit.diagnostics import Report
from appkit.importers import rendercv
from appkit.importers.imported import Unsure
from appkit.importers.material import Material
from appkit.importers.rendercv.sections import section_titled
from effort import examples

_EXAMPLE: Data = {
    "cv": {
        "name": "Your Name",
        "headline": "Placeholder *in chief*",
        "location": "Sampletown, XX",
        "email": ["you@name.example", "two@name.example"],
        "phone": "+00 123",
        "website": ["https://name.example", "https://other.example"],
        "photo": "face.png",
        "social_networks": [
            {"network": "GitHub", "username": "handle"},
            {"network": "Mastodon", "username": "@me@host.example"},
            {"network": "Unheard", "username": "nobody"},
        ],
        "custom_connections": [
            {"placeholder": "Book me", "url": "https://book.example", "fontawesome_icon": "calendar"}
        ],
        "sections": {
            "welcome_to_me": ["First **paragraph**.", "Second paragraph."],
            "education": [
                {
                    "institution": "Example University",
                    "area": "Specimens",
                    "degree": "BSX",
                    "grade": "Merit",
                    "start_date": "2018-09",
                    "end_date": "2022",
                    "location": "Campus",
                    "summary": "Studied.",
                    "highlights": ["GPA: 3.90/4.00", "Courses: Algebra, Botany (both)", "Sang *well*"],
                },
                {"institution": "Old School", "area": "Basics", "date": 2014},
            ],
            "Research Experience": [
                {
                    "company": "[Lab](https://lab.example)",
                    "position": "Assistant",
                    "start_date": "2022-10-01",
                    "end_date": "present",
                    "highlights": ["Topics: Moths, Gnats", "Measured"],
                }
            ],
            "projects": [
                {"name": "Gadget", "start_date": "2020", "end_date": "present", "summary": "Tiny."},
                {"name": "Widget [docs](https://docs.example)", "date": "May 2019 – Jul 2019"},
                {"name": "Trinket", "date": "Fall of Qualm"},
            ],
            "selected_publications": [
                {
                    "title": "On Placeholders",
                    "authors": ["Co Writer*", "**Your Name\\***", "Third Hand"],
                    "doi": "10.1234/placeholder",
                    "url": "https://paper.example",
                    "journal": "Annals of Samples",
                    "date": "2021-05",
                    "summary": "Abstract.",
                },
                {
                    "title": "Next",
                    "authors": ["*Your Name*", "**Co Writer**"],
                    "journal": "Under review at Journal X",
                },
                {"title": "Early", "authors": ["Your Name"], "journal": "arXiv preprint"},
            ],
            "skills": [
                {"label": "Crafts", "details": "Weaving, Sewing (by hand, slowly), **Knots**"},
                {"label": "Prose", "details": "Proficient with pens, ink, and paper; good at long sentences"},
                {"bullet": "Tools: Saw, Axe"},
            ],
            "languages": [{"label": "English", "details": "Native"}, "Latin"],
            "selected_honors": [{"bullet": "Prize of [Jury](https://jury.example)"}],
            "talks": [
                {"reversed_number": "A speech"},
                {"title": "Keynote", "authors": ["Your Name"], "journal": "Summit"},
            ],
            "patents": [{"number": "Folding chair"}],
            "teaching": [{"company": "Night School", "position": "Tutor", "date": "2020"}],
            "Hobbies and more": [{"name": "Chess", "location": "Park"}],
            "skills_of_others": [{"company": "Club", "position": "Chair", "custom_key": "kept"}],
            "summary": [{"label": "Odd", "details": "One"}],
        },
        "sort_entries": "none",
    },
    "design": {"theme": "classic"},
    "locale": {"language": "german"},
    "settings": {"current_date": "2020-01-01"},
    "rendercv_settings": {"bold_keywords": ["Knots"]},
}

_PROFILE: Data = {
    "basics": {
        "name": "Your Name",
        "label": "Placeholder in chief",
        "location": {"city": "Sampletown, XX"},
        "email": "you@name.example",
        "phone": "+00 123",
        "url": "https://name.example",
        "image": "face.png",
        "profiles": [
            {"username": "two@name.example", "url": "mailto:two@name.example"},
            {"username": "https://other.example", "url": "https://other.example"},
            {"network": "GitHub", "username": "handle", "url": "https://github.com/handle"},
            {"network": "Mastodon", "username": "@me@host.example", "url": "https://host.example/@me"},
            {"network": "Unheard", "username": "nobody"},
            {"network": "Book me", "url": "https://book.example", "x-fontawesome-icon": "calendar"},
        ],
        "summary": "First **paragraph**.\n\nSecond paragraph.",
    },
    "education": [
        {
            "institution": "Example University",
            "area": "Specimens",
            "studyType": "BSX",
            "score": "Merit",
            "startDate": "2018-09",
            "endDate": "2022",
            "location": "Campus",
            "summary": "Studied.",
            "gpa": "3.90/4.00",
            "courses": ["Algebra", "Botany (both)"],
            "highlights": ["Sang *well*"],
        },
        {"institution": "Old School", "area": "Basics", "endDate": "2014"},
    ],
    "work": [
        {
            "name": "Lab",
            "url": "https://lab.example",
            "position": "Assistant",
            "startDate": "2022-10-01",
            "keywords": ["Moths", "Gnats"],
            "highlights": ["Measured"],
            "type": "research",
        }
    ],
    "projects": [
        {"name": "Gadget", "startDate": "2020", "x-end-date": "present", "summary": "Tiny."},
        {
            "name": "Widget docs",
            "links": {"docs": "https://docs.example"},
            "startDate": "2019-05",
            "endDate": "2019-07",
        },
        {"name": "Trinket", "x-date": "Fall of Qualm"},
    ],
    "publications": [
        {
            "name": "On Placeholders",
            "authors": ["Co Writer*", {"name": "Your Name", "self": True, "equal": True}, "Third Hand"],
            "doi": "10.1234/placeholder",
            "url": "https://paper.example",
            "venue": "Annals of Samples",
            "releaseDate": "2021-05",
            "summary": "Abstract.",
        },
        {
            "name": "Next",
            "authors": ["Your Name", "Co Writer"],
            "status": "under-review",
            "venue": "Journal X",
            "x-journal": "Under review at Journal X",
        },
        {"name": "Early", "authors": ["Your Name"], "status": "preprint", "venue": "arXiv preprint"},
    ],
    "skills": [
        {"name": "Crafts", "keywords": ["Weaving", "Sewing (by hand, slowly)", "Knots"]},
        {"name": "Prose", "summary": "Proficient with pens, ink, and paper; good at long sentences"},
        {"name": "Tools", "keywords": ["Saw", "Axe"]},
    ],
    "languages": [{"language": "English", "fluency": "Native"}, {"language": "Latin"}],
    "awards": [{"title": "Prize of Jury", "links": {"Jury": "https://jury.example"}}],
    "talks": [
        {"name": "A speech"},
        {"name": "Keynote", "authors": ["Your Name"], "event": "Summit"},
    ],
    "teaching": [{"institution": "Night School", "name": "Tutor", "startDate": "2020", "endDate": "2020"}],
    "custom": {
        "patents": {"title": "Patents", "entries": [{"name": "Folding chair"}]},
        "hobbies-and-more": {
            "title": "Hobbies and more",
            "entries": [{"name": "Chess", "location": "Park"}],
        },
        "skills-of-others": {
            "title": "Skills of Others",
            "entries": [{"name": "Club", "position": "Chair", "x-custom-key": "kept"}],
        },
        "summary-section": {"title": "Summary", "entries": [{"name": "Odd", "summary": "One"}]},
    },
    "x-titles": {
        "work": "Research Experience",
        "publications": "Selected Publications",
        "awards": "Selected Honors",
    },
    "x-sort-entries": "none",
    "x-design": {"theme": "classic"},
    "language": "de",
    "x-locale": {"language": "german"},
    "x-settings": {"current_date": "2020-01-01"},
    "x-rendercv-settings": {"bold_keywords": ["Knots"]},
}


def test_every_key_has_its_place() -> None:
    assert profile_of(rendercv, json.dumps(_EXAMPLE)) == _PROFILE


def test_the_profile_has_the_shape_of_one() -> None:
    assert faults(_PROFILE) == []


def test_the_tally_tells_what_became_of_each_value() -> None:
    imported, report = converted(rendercv, json.dumps(_EXAMPLE))

    assert_tally_holds(imported)
    # The icon, a project that goes on, "Fall of Qualm", a key of one's own, `sort_entries` and the settings.
    assert imported.tally.unplaced == 9
    # The place in one line, and two publications that are not out.
    assert imported.tally.unsure == 3
    assert [each.code for each in report.diagnostics] == ["kept-aside"]


def test_what_is_doubtful_says_why() -> None:
    imported, _ = converted(rendercv, "cv: {name: Your Name, location: 'Sampletown, XX'}")
    basics = imported.profile["basics"]
    assert isinstance(basics, dict)
    assert basics["location"] == {
        "city": Unsure("Sampletown, XX", "city, region and country in one: part them")
    }


@pytest.mark.parametrize(
    ("key", "section", "title"),
    [
        ("experience", "work", "Experience"),
        ("professional_experience", "work", "Professional Experience"),
        ("employment", "work", "Employment"),
        ("technologies", "skills", "Technologies"),
        ("awards_and_honors", "awards", "Awards and Honors"),
        ("certifications", "certificates", "Certifications"),
        ("Invited Talks", "talks", "Invited Talks"),
        ("service", "service", "Service"),
        ("volunteering", "volunteer", "Volunteering"),
        ("grants", "grants", "Grants"),
        ("teaching_experience", "teaching", "Teaching Experience"),
        ("about_me", "summary", "About Me"),
        ("Welcome to RenderCV!", "summary", "Welcome to RenderCV!"),
        ("my_boats", "custom", "My Boats"),
        ("iPhone", "custom", "iPhone"),
    ],
)
def test_titles_mean_sections(key: str, section: str, title: str) -> None:
    assert section_titled(key)[:2] == (section, title)


def test_values_of_the_wrong_shape_stay_in_their_item() -> None:
    text = """cv:
  name: [a, {b: c}]
  social_networks: GitHub
  sections:
    skills: [[1, 2], null, 3]
    education:
      - {institution: null, area: [x]}
      - {institution: Example University, area: [y]}
"""
    imported, report = converted(rendercv, text)

    assert imported.profile["basics"] == {"x-name": ["a", {"b": "c"}], "x-social-networks": "GitHub"}
    assert imported.profile["education"] == [{"institution": "Example University", "x-area": ["y"]}]
    assert imported.profile["x-unplaced"] == [
        {"sections.skills": [1, 2]},
        {"sections.education": {"institution": None, "area": ["x"]}},
    ]
    assert [str(each.location) for each in report.diagnostics] == ["cv:2:9", "cv:5:14", "cv:7:9", "cv:8:49"]
    assert_tally_holds(imported)


def test_titles_of_one_name_stay_apart() -> None:
    text = "cv: {sections: {'C#': [{name: A}], 'C++': [{name: B}], '茶': [{name: D}]}}"
    custom = profile_of(rendercv, text)["custom"]

    assert [(each["title"], each["entries"]) for each in custom.values()] == [
        ("C#", [{"name": "A"}]),
        ("C++", [{"name": "B"}]),
        ("茶", [{"name": "D"}]),
    ]
    assert faults({"basics": {"name": "x"}, "custom": custom}) == []


def test_where_there_is_one_date_a_span_is_kept_aside() -> None:
    text = "cv: {sections: {awards: [{name: A, date: 2019 to 2020}, {name: B, date: June 2019}]}}"
    imported, report = converted(rendercv, text)

    assert imported.profile["awards"] == [
        {"title": "A", "x-date": "2019 to 2020"},
        {"title": "B", "date": "2019-06"},
    ]
    assert [each.message for each in report.diagnostics] == [
        "'date' is kept as 'x-date': one date is wanted here"
    ]


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("**[A](https://a.example)**", {"title": "A", "url": "https://a.example"}),
        ("*the [A](https://a.example)*", {"title": "the A", "links": {"A": "https://a.example"}}),
        ("[A](page.html)", {"title": "[A](page.html)"}),
        (r"\[A\](x) \*", {"title": "[A](x) *"}),
    ],
)
def test_names_are_words_and_their_links_links(written: str, fields: Data) -> None:
    text = json.dumps({"cv": {"sections": {"awards": [{"name": written}]}}})
    assert profile_of(rendercv, text)["awards"] == [fields]


def test_types_tell_where_titles_do_not() -> None:
    text = """cv:
  sections:
    Werke:
      - {title: On Placeholders, authors: [Your Name]}
    Schulen:
      - {institution: Example University, area: Specimens}
    awards:
      - {institution: Example University, area: Specimens, degree: Medal}
"""
    profile = profile_of(rendercv, text)

    assert profile["publications"][0]["name"] == "On Placeholders"
    assert profile["education"][0]["area"] == "Specimens"
    assert profile["custom"]["awards-section"]["entries"] == [
        {"organization": "Example University", "name": "Specimens", "position": "Medal"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "basics: {name: Your Name}",
        "content: {basics: {name: Your Name}}",
        "cv: some text",
        "cv: [name]",
        "cv: {vitae: 1}",
        "cv: {name: Your Name, pages: 3}",
        "name: Your Name",
    ],
)
def test_files_of_other_tools_are_left_to_others(text: str) -> None:
    assert not rendercv.recognises(Material("rendercv.yaml", text.encode()))


def test_what_is_no_data_is_an_error_with_a_place() -> None:
    report = Report()
    assert rendercv.convert(Material("cv", b"cv:\n  name: 'Your Name\n"), report) is None
    assert [str(each.location) for each in report.diagnostics] == ["cv:2:9"]


_FIXED = {("cv",), ("cv", "name"), ("cv", "sections")}


@examples(60)
@given(mutations(_EXAMPLE, fixed=_FIXED))
def test_nothing_is_lost_whatever_stands_where(mutated: Data) -> None:
    text = json.dumps(mutated)
    imported, _ = converted(rendercv, text)

    assert lost(text, imported.profile, meant=frozenset({"GPA", "Courses", "Topics"})) == []
    assert_tally_holds(imported)
    assert faults(certain(imported.profile)) == []
