"""RenderCV out: what its models take, and nothing lost on the way there and back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.check import check
from appkit.decode.profile import decode_profile
from appkit.diagnostics import Report
from appkit.exporters import Subject
from appkit.exporters.rendercv import write
from appkit.importers import rendercv
from appkit.importers.imported import Unsure
from appkit.importers.material import Material
from appkit.source import plain, source_from_bytes
from appkit.source.json import parse_json
from effort import examples

if TYPE_CHECKING:
    from appkit.model.profile import Profile

Data: TypeAlias = "Any"

_WORD = re.compile(r"[^\W_]+")

_EXAMPLE: Data = {
    "basics": {
        "name": "Your **N** ame",
        "nativeName": "你的名字",
        "label": "Placeholder",
        "email": "you@name.example",
        "phone": "call me",
        "url": "https://name.example",
        "location": {"city": "Sampletown", "countryCode": "XX"},
        "summary": "First.\n\nSecond **one**.",
        "profiles": [
            {"network": "github", "url": "https://www.github.com/handle/"},
            {"network": "Mastodon", "url": "https://host.example/@me"},
            {"network": "ORCID", "username": "0000-0000-0000-0000"},
            {"network": "ORCID", "username": "not one"},
            {"network": "Google Scholar", "username": "Your Name", "url": "https://scholar.google.com/x"},
            {"network": "Private Page"},
            {"username": "two@name.example", "url": "mailto:two@name.example"},
        ],
    },
    "work": [
        {
            "name": "Acme",
            "position": "Engineer",
            "url": "https://acme.example",
            "startDate": "2020-05",
            "location": "Here",
            "summary": "Did.",
            "highlights": ["Built *it*"],
            "keywords": ["Gears", "Cogs"],
            "advisors": [{"name": "Ad Viser", "role": "Mentor"}],
            "links": {"Code": "https://code.example", "Talk": None},
        }
    ],
    "education": [
        {
            "institution": "Example University",
            "area": "Specimens",
            "studyType": "BSX",
            "startDate": 2019,
            "endDate": 2019,
            "gpa": 3.90,
            "courses": ["Algebra"],
        },
        {"institution": "Old School", "endDate": 2014},
    ],
    "publications": [
        {
            "name": "On Placeholders",
            "authors": "Co Writer*, Your **N** ame",
            "venue": {"name": "Annals", "short": "AOS"},
            "status": "under-review",
            "doi": "10.1234/x",
            "url": "https://paper.example",
            "volume": "12",
            "issue": "3",
            "pages": "4-5",
            "highlights": ["Won"],
            "links": {"PDF": "https://pdf.example"},
        }
    ],
    "projects": [
        {"name": "Gadget", "startDate": "2020-05", "endDate": "2020"},
        {"name": "Widget", "startDate": "2021"},
        {"name": "Trinket", "startDate": "2021", "endDate": "2021"},
    ],
    "awards": [{"title": "Prize", "awarder": "Jury", "date": "2012"}],
    "talks": [{"name": "Speech", "event": "Summit"}, {"name": "Other"}],
    "skills": [{"name": "Crafts", "level": "Expert", "keywords": ["Weaving", "Knots"]}],
    "languages": [{"language": "English"}],
    "tests": [{"name": "TOEFL", "score": 100, "date": "2020"}],
    "references": [{"name": "Some Body", "reference": "Recommends."}],
    "custom": {"boats": {"title": "My boats", "entries": [{"name": "Raft"}]}},
    "x-titles": {"talks": "Invited Talks"},
}

_FILE: Data = {
    "name": "Your \\*\\*N\\*\\* ame",
    "headline": "Placeholder",
    "location": "Sampletown, XX",
    "email": ["you@name.example", "two@name.example"],
    "website": "https://name.example",
    "social_networks": [
        {"network": "GitHub", "username": "handle"},
        {"network": "Mastodon", "username": "@me@host.example"},
        {"network": "ORCID", "username": "0000-0000-0000-0000"},
    ],
    "custom_connections": [
        {"fontawesome_icon": "user", "placeholder": "你的名字", "url": None},
        {"fontawesome_icon": "phone", "placeholder": "call me", "url": None},
        {"fontawesome_icon": "link", "placeholder": "ORCID: not one", "url": None},
        {
            "fontawesome_icon": "link",
            "placeholder": "Google Scholar: Your Name",
            "url": "https://scholar.google.com/x",
        },
    ],
    "sections": {
        "Summary": ["First.", "Second **one**."],
        "Experience": [
            {
                "company": "[Acme](https://acme.example)",
                "position": "Engineer",
                "start_date": "2020-05",
                "end_date": "present",
                "location": "Here",
                "summary": "Did.",
                "highlights": [
                    "Built *it*",
                    "Topics: Gears, Cogs",
                    "Mentor: Ad Viser",
                    "[Code](https://code.example)",
                ],
            }
        ],
        "Education": [
            {
                "institution": "Example University",
                "area": "Specimens",
                "degree": "BSX",
                "start_date": "2019",
                "end_date": "2019",
                "highlights": ["GPA: 3.9", "Courses: Algebra"],
            },
            {"institution": "Old School", "area": "", "degree": "", "end_date": "2014"},
        ],
        "Publications": [
            {
                "title": "On Placeholders",
                "authors": ["Co Writer*", "**Your \\*\\*N\\*\\* ame**"],
                "url": "https://paper.example",
                "doi": "10.1234/x",
                "journal": "Under review: Annals (AOS)",
                "summary": "12(3):4-5\n\n- Won\n- [PDF](https://pdf.example)",
            }
        ],
        "Projects": [
            {"name": "Gadget", "date": "2020-05 – 2020"},
            {"name": "Widget", "date": "2021"},
            {"name": "Trinket", "date": "2021"},
        ],
        "Awards": [{"company": "Jury", "position": "Prize", "date": "2012"}],
        "Invited Talks": [{"name": "Speech", "summary": "Summit"}, {"name": "Other"}],
        "Skills": [{"label": "Crafts", "details": "Weaving, Knots. Expert"}],
        "Languages": [{"bullet": "English"}],
        "Test Scores": [{"label": "TOEFL", "details": "100", "date": "2020"}],
        "References": [{"name": "Some Body", "summary": "Recommends."}],
        "My boats": [{"name": "Raft"}],
    },
}


def _profile(data: Data) -> Profile:
    report = Report()
    source = source_from_bytes("profile.json", json.dumps(data).encode(), report)
    assert source is not None
    node = parse_json(source, report)
    assert node is not None
    check(node, "profile", report)
    profile = decode_profile(node, "profile", report)
    assert not report.failed, report.diagnostics
    return profile


def _written(data: Data) -> tuple[bytes, Report]:
    report = Report()
    return write(Subject(data, _profile(data)), report), report


def _file(data: Data) -> Data:
    node = Material("cv.yaml", _written(data)[0]).node
    assert node is not None
    return plain(node)


def test_every_field_has_its_place() -> None:
    assert _file(_EXAMPLE)["cv"] == _FILE


def test_the_file_ends_in_a_line_break_and_says_nothing_else() -> None:
    content, report = _written(_EXAMPLE)
    assert content.endswith(b"\n")
    assert content == _written(_EXAMPLE)[0]
    assert list(_file(_EXAMPLE)) == ["cv"]
    assert not report.diagnostics


def test_what_stays_behind_is_noted() -> None:
    data = {
        "basics": {"name": "Your Name", "letter": "I."},
        "work": [
            {"name": "Acme #golang", "tags": ["t"], "highlights": [{"text": "A", "variants": {"t": "B"}}]}
        ],
        "tags": {"t": "T"},
    }
    _, report = _written(data)

    assert [each.code for each in report.diagnostics] == ["not-exported", "typst-command"]
    assert "tags, sentences for letters, wordings" in report.diagnostics[0].message
    assert "'#golang'" in report.diagnostics[1].message


def test_entries_of_a_section_are_of_one_type() -> None:
    entries = [{"name": "Acme", "position": "Cook"}, {"name": "Bmce"}]
    sections = _file({"basics": {"name": "Your Name"}, "work": entries})["cv"]["sections"]

    assert sections["Experience"] == [{"name": "Acme", "summary": "Cook"}, {"name": "Bmce"}]


def test_an_address_that_rendercv_refuses_is_a_connection() -> None:
    for address in ("you@name.test", "no address", "a..b@name.example"):
        cv = _file({"basics": {"name": "Your Name", "email": address}})["cv"]

        assert "email" not in cv
        assert [each["placeholder"] for each in cv["custom_connections"]] == [address]


def test_what_stands_in_one_line_does_not_pair() -> None:
    skill = {"name": "Crafts", "keywords": ["a *b"], "level": "c* d"}
    (line,) = _file({"basics": {"name": "Your Name"}, "skills": [skill]})["cv"]["sections"]["Skills"]

    assert line["details"] == r"a \*b. c\* d"


def test_sections_of_one_title_stay_apart() -> None:
    data = {
        "basics": {"name": "Your Name"},
        "work": [{"name": "Acme"}],
        "custom": {"more": {"title": "Experience", "entries": [{"name": "Raft"}]}},
    }
    assert list(_file(data)["cv"]["sections"]) == ["Experience", "Experience (2)"]


# Profiles

_WORDS = st.text(st.sampled_from("ab 1_*[]()#<>&`~!|:,;.-éß字"), min_size=1, max_size=12).filter(str.strip)
_NUMBERED = st.integers(100, 999).map(lambda n: f"w{n}")
_TEXT = st.builds("{} {}".format, _NUMBERED, _WORDS)
_DATE = st.sampled_from(["2019", "2019-03", "2020-12-31", "2021"])
_URL = st.sampled_from(["https://a.example/x_y(z)", "mailto:a@b.example", "ftp://f.example", "nowhere"])
_PROSE = st.builds("{}\n\n{}".format, _NUMBERED, _NUMBERED)


def _entry(**fields: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    """An entry of the first of the fields and some of the others, or of those that any entry may have."""
    (first, headline), *rest = fields.items()
    common = {
        "url": _URL,
        "location": _TEXT,
        "summary": _PROSE,
        "description": _PROSE,
        "keywords": st.lists(_TEXT, min_size=1, max_size=2),
        "highlights": st.lists(_PROSE, min_size=1, max_size=2),
        "links": st.dictionaries(_TEXT, _URL, min_size=1, max_size=2),
    }
    return st.fixed_dictionaries({first: headline}, optional={**dict(rest), **common})


_SPAN = {"startDate": _DATE, "endDate": _DATE}
_PEOPLE = st.lists(
    st.one_of(_TEXT, st.fixed_dictionaries({"name": _TEXT, "self": st.just(True), "equal": st.booleans()})),
    min_size=1,
    max_size=3,
)
_VENUE = st.one_of(_TEXT, st.fixed_dictionaries({"name": _TEXT, "short": _TEXT}))
_STATUS = st.sampled_from(["published", "accepted", "under-review", "preprint", "in-preparation"])
_LISTED = st.lists(_TEXT, min_size=1, max_size=3)
_SCHOLARLY = {
    "authors": _PEOPLE,
    "advisors": _PEOPLE.map(lambda people: people[:1]),
    "venue": _VENUE,
    "status": _STATUS,
}
_SECTIONS = {
    "work": _entry(name=_TEXT, position=_TEXT, **_SPAN, advisors=st.lists(_TEXT, max_size=2)),
    "volunteer": _entry(organization=_TEXT, position=_TEXT, **_SPAN),
    "education": _entry(
        institution=_TEXT,
        area=_TEXT,
        studyType=_TEXT,
        score=_TEXT,
        gpa=_TEXT,
        thesis=_TEXT,
        courses=_LISTED,
        **_SPAN,
    ),
    "awards": _entry(title=_TEXT, awarder=_TEXT, date=_DATE),
    "certificates": _entry(name=_TEXT, issuer=_TEXT, date=_DATE),
    "publications": _entry(
        name=_TEXT,
        releaseDate=_DATE,
        publisher=_TEXT,
        volume=_TEXT,
        issue=_TEXT,
        pages=_TEXT,
        doi=st.sampled_from(["10.1234/ab-c", "doi of sorts"]),
        authors=_PEOPLE,
        venue=_VENUE,
        status=_STATUS,
    ),
    "skills": _entry(name=_TEXT, level=_TEXT),
    "languages": _entry(language=_TEXT, fluency=_TEXT),
    "interests": _entry(name=_TEXT),
    "references": _entry(name=_TEXT, reference=_PROSE),
    "projects": _entry(
        name=_TEXT, entity=_TEXT, roles=_LISTED, authors=_PEOPLE, venue=_VENUE, status=_STATUS, **_SPAN
    ),
    "courses": _entry(name=_TEXT, institution=_TEXT, score=_TEXT, courses=_LISTED),
    "tests": _entry(name=_TEXT, score=_TEXT, date=_DATE),
    "talks": _entry(name=_TEXT, event=_TEXT, date=_DATE, authors=_PEOPLE, venue=_VENUE),
    "teaching": _entry(name=_TEXT, institution=_TEXT, position=_TEXT, **_SPAN),
    "service": _entry(name=_TEXT, organization=_TEXT, position=_TEXT, venue=_VENUE, **_SPAN),
    "grants": _entry(name=_TEXT, funder=_TEXT, amount=_TEXT, **_SPAN),
}
_BASICS = st.fixed_dictionaries(
    {"name": _TEXT},
    optional={
        "nativeName": _TEXT,
        "pronouns": _TEXT,
        "label": _TEXT,
        "email": st.sampled_from(["you@name.example", "no mail", "a@b.test"]),
        "phone": st.sampled_from(["+49 30 123456", "0123"]),
        "url": _URL,
        "summary": _PROSE,
        "location": st.fixed_dictionaries({"city": _TEXT}, optional={"address": _TEXT, "region": _TEXT}),
        "profiles": st.lists(
            st.fixed_dictionaries(
                {"url": _URL | st.just("https://github.com/me")},
                optional={
                    "network": st.sampled_from(["GitHub", "X", "Elsewhere"]),
                    "username": _TEXT | st.just("me"),
                },
            ),
            max_size=3,
        ),
    },
)
_PROFILES = st.fixed_dictionaries(
    {"basics": _BASICS},
    optional={
        **{name: st.lists(entry, min_size=1, max_size=2) for name, entry in _SECTIONS.items()},
        "custom": st.dictionaries(
            st.sampled_from(["boats", "more-work"]),
            st.fixed_dictionaries(
                {
                    "title": _TEXT,
                    "entries": st.lists(
                        _entry(name=_TEXT, organization=_TEXT, position=_TEXT, items=_LISTED, **_SPAN),
                        min_size=1,
                        max_size=2,
                    ),
                }
            ),
            max_size=1,
        ),
    },
)

# Told by another word, or by a mark; and a kind, which is never printed.
_MEANT = {
    "published",
    "accepted",
    "under",
    "review",
    "preprint",
    "in",
    "preparation",
    "True",
    "False",
    "true",
    "false",
}


def _said(data: Data) -> set[str]:
    """The words of every value, and of the labels of links, which are keys."""
    match data:
        case Unsure():
            return _said(data.value)
        case dict():
            labels = {word for key in data for word in _WORD.findall(key) if " " in key}
            return labels.union(*(_said(value) for value in data.values()))
        case list():
            return set().union(*map(_said, data))
        case _:
            return set(_WORD.findall(str(data)))


@examples(40)
@given(_PROFILES)
def test_every_text_comes_back(data: Data) -> None:
    content, _ = _written(data)
    material, report = Material("cv.yaml", content), Report()
    assert rendercv.recognises(material)
    imported = rendercv.convert(material, report)

    assert imported is not None, report.diagnostics
    assert _said(data) - _said(imported.profile) - _MEANT == set()


@examples(40)
@given(st.lists(_TEXT, min_size=1, max_size=5))
def test_literal_text_comes_back_character_by_character(texts: list[str]) -> None:
    squeezed = [" ".join(text.split()) for text in texts]
    data = {
        "basics": {"name": "Your Name"},
        "work": [{"name": t, "position": t, "location": t} for t in squeezed],
    }
    imported = rendercv.convert(Material("cv.yaml", _written(data)[0]), Report())

    assert imported is not None
    assert imported.profile["work"] == data["work"]


def test_rendercv_itself_takes_it() -> None:
    builder = pytest.importorskip(
        "rendercv.schema.rendercv_model_builder",
        reason="RenderCV is not installed: its models cannot be asked",
    )
    builder.build_rendercv_dictionary_and_model(_written(_EXAMPLE)[0].decode())
