"""FRESH: every key of its schema, those of its forerunners, Markdown and HTML in its texts."""

from __future__ import annotations

import json

import pytest
from foreign import (
    Data,
    assert_tally_holds,
    certain,
    converted,
    faults,
    lost,
    mutations,
    profile_of,
)
from hypothesis import given

from appkit.diagnostics import Report
from appkit.importers import fresh
from appkit.importers.fresh.html import markdown_of
from appkit.importers.material import Material
from effort import examples


def _about(word: str, *, dates: bool = True, **keys: Data) -> Data:
    """An item with the keys that many of them have, each with a text of its own."""
    common = {
        "summary": f"About {word}.\n\n- Point{word}",
        "highlights": [f"Light{word}"],
        "keywords": [f"Key{word}"],
        "location": f"At{word}",
        "url": f"https://{word}.example",
    }
    return {**keys, **common, **({"start": "2001-02", "end": "2003"} if dates else {})}


def _told(word: str, *, dates: bool = True, **keys: Data) -> Data:
    common = {
        "summary": f"About {word}.",
        "highlights": [f"Point{word}", f"Light{word}"],
        "keywords": [f"Key{word}"],
        "location": f"At{word}",
        "url": f"https://{word}.example",
    }
    return {**keys, **common, **({"startDate": "2001-02", "endDate": "2003"} if dates else {})}


_EXAMPLE: Data = {
    "name": "Your Name",
    "meta": {"format": "FRESH@1.0.0", "version": "v9"},
    "info": {
        "label": "Placeholder",
        "class": "Mage",
        "characterClass": "Bard",
        "brief": "Short *story*.",
        "image": "face.png",
        "quote": "Quoth",
    },
    "disposition": {"travel": 25, "remote": True, "relocation": {"willing": "perhaps"}},
    "contact": {
        "email": "you@name.example",
        "phone": "+00 123",
        "website": "https://name.example",
        "other": [
            {"label": "Home", "flavor": "phone", "value": "+00 (4) 56"},
            {"label": "Second", "category": "email", "value": "two@name.example"},
        ],
    },
    "location": {
        "address": "1 Example Street",
        "code": "01234",
        "city": "Sampletown",
        "region": "Northshire",
        "country": "XX",
    },
    "social": [
        {"label": "GitHub", "network": "GitHub", "user": "handle", "url": "https://github.com/handle"},
        {"label": "Journal", "network": "Blog", "user": "scribe"},
    ],
    "employment": {
        "summary": "Overall",
        "history": [{**_about("job", employer="Acme", position="Cook"), "private": True}],
    },
    "projects": [
        _about(
            "project",
            title="Gadget",
            category="toy",
            description="Tiny",
            role="Maker",
            repo="https://repo.example",
            media=[{"category": "download", "url": "https://media.example"}],
        )
    ],
    "skills": {
        "sets": [{"name": "Crafts", "level": "master", "skills": ["Weaving", "Sewing"]}],
        "list": [
            {"name": "Latin", "level": "9", "summary": "Dead.", "years": 4, "proof": "https://p.example"}
        ],
    },
    "service": {"history": [_about("service", flavor="military", organization="Fleet", position="Cadet")]},
    "education": {
        "level": "graduate",
        "degree": "BSPH",
        "history": [
            _about(
                "school",
                institution="Example University",
                title="BSX",
                area="Specimens",
                grade="3.90",
                curriculum=["Algebra"],
            ),
            {"institution": "Old School", "studyType": "Diploma", "start": "1999", "end": "current"},
        ],
    },
    "recognition": [
        {
            "title": "Prize",
            "from": "Jury",
            "event": "Gala",
            "date": "2012",
            "flavor": "honor",
            "summary": "Ah.",
        }
    ],
    "writing": [
        {
            "title": "Book",
            "category": "novel",
            "publisher": {"name": "Press", "url": "https://press.example"},
            "date": "2009",
            "author": ["Your Name", "Co Writer"],
        },
        {"title": "Post", "publisher": "Self"},
    ],
    "reading": [{"title": "Tome", "author": "Au Thor", "date": "2010", "url": "https://tome.example"}],
    "speaking": [{"title": "Speech", "event": "Summit", "location": "Hall", "date": "2011", "role": "Host"}],
    "governance": [_about("board", role="Member", organization="Council", category="committee")],
    "languages": [{"language": "English", "level": "Native", "years": 30}],
    "samples": [{"title": "Sample", "summary": "Free.", "url": "https://sample.example", "date": "2015"}],
    "references": [
        {
            "name": "Some Body",
            "role": "Boss",
            "category": "professional",
            "private": True,
            "contact": [{"label": "Desk", "value": "+00 789"}],
        }
    ],
    "testimonials": [{"name": "Any Body", "quote": "**Superb**", "flavor": "technical", "private": False}],
    "interests": [{"name": "Chess", "summary": "Plays.", "keywords": ["Gambit"]}],
    "extracurricular": [{"title": "Chair", "activity": "Club", "location": "Barn", "start": "2014-05"}],
    "affiliation": {"summary": "Joined", "history": [_about("guild", organization="Guild", role="Fellow")]},
}

_PROFILE: Data = {
    "basics": {
        "name": "Your Name",
        "label": "Placeholder",
        "x-class": "Mage",
        "x-character-class": "Bard",
        "summary": "Short *story*.",
        "image": "face.png",
        "x-quote": "Quoth",
        "email": "you@name.example",
        "phone": "+00 123",
        "url": "https://name.example",
        "location": {
            "address": "1 Example Street",
            "postalCode": "01234",
            "city": "Sampletown",
            "region": "Northshire",
            "countryCode": "XX",
        },
        "profiles": [
            {"network": "Home", "username": "+00 (4) 56", "x-category": "phone", "url": "tel:+00456"},
            {
                "network": "Second",
                "username": "two@name.example",
                "x-category": "email",
                "url": "mailto:two@name.example",
            },
            {"network": "GitHub", "username": "handle", "url": "https://github.com/handle"},
            {"network": "Blog", "username": "scribe", "x-label": "Journal"},
        ],
    },
    "x-meta": {"format": "FRESH@1.0.0", "version": "v9"},
    "x-disposition": {"travel": 25, "remote": True, "relocation": {"willing": "perhaps"}},
    "work": [_told("job", name="Acme", position="Cook", private=True)],
    "x-employment": {"summary": "Overall"},
    "projects": [
        _told(
            "project",
            name="Gadget",
            type="toy",
            description="Tiny",
            roles=["Maker"],
            links={"Repository": "https://repo.example", "download": "https://media.example"},
        )
    ],
    "skills": [
        {"name": "Crafts", "level": "master", "keywords": ["Weaving", "Sewing"]},
        {"name": "Latin", "level": "9", "summary": "Dead.", "x-years": 4, "url": "https://p.example"},
    ],
    "volunteer": [_told("service", type="military", organization="Fleet", position="Cadet")],
    "education": [
        _told(
            "school",
            institution="Example University",
            studyType="BSX",
            area="Specimens",
            score="3.90",
            courses=["Algebra"],
        ),
        {"institution": "Old School", "studyType": "Diploma", "startDate": "1999"},
    ],
    "x-education": {"level": "graduate", "degree": "BSPH"},
    "awards": [
        {
            "title": "Prize",
            "awarder": "Jury",
            "description": "Gala",
            "date": "2012",
            "type": "honor",
            "summary": "Ah.",
        }
    ],
    "publications": [
        {
            "name": "Book",
            "type": "novel",
            "publisher": "Press",
            "links": {"Publisher": "https://press.example"},
            "releaseDate": "2009",
            "authors": ["Your Name", "Co Writer"],
        },
        {"name": "Post", "publisher": "Self"},
    ],
    "talks": [{"name": "Speech", "event": "Summit", "location": "Hall", "date": "2011", "x-role": "Host"}],
    "service": [_told("board", name="Member", organization="Council", type="committee")],
    "languages": [{"language": "English", "fluency": "Native", "x-years": 30}],
    "references": [
        {
            "name": "Some Body",
            "description": "Boss",
            "type": "professional",
            "private": True,
            "x-contact": [{"label": "Desk", "value": "+00 789"}],
        },
        {"name": "Any Body", "reference": "**Superb**", "type": "technical", "private": False},
    ],
    "interests": [{"name": "Chess", "summary": "Plays.", "keywords": ["Gambit"]}],
    "custom": {
        "reading": {
            "title": "Reading",
            "entries": [
                {"name": "Tome", "authors": ["Au Thor"], "startDate": "2010", "url": "https://tome.example"}
            ],
        },
        "samples": {
            "title": "Samples",
            "entries": [
                {"name": "Sample", "summary": "Free.", "url": "https://sample.example", "startDate": "2015"}
            ],
        },
        "extracurricular": {
            "title": "Extracurricular",
            "entries": [{"name": "Club", "position": "Chair", "location": "Barn", "startDate": "2014-05"}],
        },
        "affiliation": {
            "title": "Affiliation",
            "entries": [_told("guild", name="Guild", position="Fellow")],
        },
    },
    "x-affiliation": {"summary": "Joined"},
}


def test_every_key_has_its_place() -> None:
    assert profile_of(fresh, json.dumps(_EXAMPLE)) == _PROFILE


def test_the_profile_has_the_shape_of_one() -> None:
    assert faults(_PROFILE) == []


def test_the_tally_tells_what_became_of_each_value() -> None:
    imported, report = converted(fresh, json.dumps(_EXAMPLE))

    assert_tally_holds(imported)
    # Of the person 3, the disposition 3, categories and a label of pages 3, summaries of sections 2, of the
    # education 2, years 2, the role of a speaker, a reference's telephone 2, what the file is 2.
    assert (imported.tally.unplaced, imported.tally.unsure, imported.tally.empty) == (20, 0, 0)
    assert not report.diagnostics


def test_html_becomes_markdown_as_far_as_a_profile_has_it() -> None:
    text = (
        '<p>A <strong>bold</strong> <em>claim</em>.</p><p>See <a href="https://a.example/x">there</a></p>'
        "<ul><li>One</li><li> Two </li></ul>1 < 2<br/>5 > 4 <span>kept</span>"
    )
    work = {"employer": "Acme", "summary": text}
    file = {"name": "Your Name", "meta": {"format": "FRESH"}, "employment": {"history": [work]}}

    (job,) = profile_of(fresh, json.dumps(file))["work"]

    assert job["summary"] == (
        "A **bold** *claim*.\n\nSee [there](https://a.example/x)\n\n1 < 2\n\n5 > 4 <span>kept</span>"
    )
    assert job["highlights"] == ["One", "Two"]


@pytest.mark.parametrize(
    "text", ["<b> x</b>", "a < b > c", "<strong>open", "<li></li>", "<a href='x y'>z</a>"]
)
def test_html_that_says_nothing_clear_stays_as_it_is(text: str) -> None:
    assert markdown_of(text) == text


def test_a_job_that_goes_on_has_no_end() -> None:
    jobs = [
        {"employer": "Acme", "start": "2019", "current": True},
        {"employer": "Bmce", "start": "2018", "end": "present", "current": False},
    ]
    file = {"name": "Your Name", "meta": {"format": "FRESH"}, "employment": {"history": jobs}}

    assert profile_of(fresh, json.dumps(file))["work"] == [
        {"name": "Acme", "startDate": "2019"},
        {"name": "Bmce", "startDate": "2018", "x-current": False},
    ]


def test_it_is_recognised_without_saying_its_name() -> None:
    file = {"name": "Your Name", "info": {"label": "x"}, "contact": {"email": "y"}}
    assert profile_of(fresh, json.dumps(file))["basics"] == {"name": "Your Name", "label": "x", "email": "y"}


@pytest.mark.parametrize(
    "file",
    [
        {"basics": {"name": "Your Name"}, "work": [], "meta": {"format": "FRESH"}},
        {"content": {"basics": {"name": "Your Name"}}},
        {"cv": {"name": "Your Name"}},
        {"name": "a-package", "version": "1.0.0", "meta": {"format": "other"}},
        {"name": "Your Name", "education": [], "skills": [], "contact": {}},
        [{"type": "article", "title": "x"}],
    ],
)
def test_files_of_other_tools_are_left_to_others(file: Data) -> None:
    assert not fresh.recognises(Material("resume.fresh.json", json.dumps(file).encode()))


def test_broken_json_is_an_error_with_a_place() -> None:
    report = Report()
    assert fresh.convert(Material("cv", b'{"name": "Your Name",\n "meta": {]}'), report) is None
    assert [str(each.location) for each in report.diagnostics] == ["cv:2:11"]


def test_a_key_that_stands_twice_is_kept_with_a_warning() -> None:
    text = """{"name": "Your Name", "meta": {"format": "FRESH"},
  "employment": {"history": [{"employer": "Acme",
    "start": "2002", "start" : {"a": ["2004", null]}, "position": "Cook"}]}}"""
    imported, report = converted(fresh, text)

    assert imported.profile["work"] == [{"name": "Acme", "startDate": "2002", "position": "Cook"}]
    assert imported.profile["x-unplaced"] == [{"start": {"a": ["2004", None]}}]
    assert_tally_holds(imported)
    assert (imported.tally.read, imported.tally.empty) == (7, 1)
    (warning,) = report.diagnostics
    assert (warning.severity.value, warning.code, str(warning.location)) == (
        "warning",
        "duplicate-key",
        "cv:3:22",
    )


@examples(50)
@given(mutations(_EXAMPLE, fixed={("name",), ("meta",), ("meta", "format")}))
def test_nothing_is_lost_whatever_stands_where(mutated: Data) -> None:
    text = json.dumps(mutated)
    imported, _ = converted(fresh, text)

    assert lost(text, imported.profile) == []
    assert_tally_holds(imported)
    assert faults(certain(imported.profile)) == []
