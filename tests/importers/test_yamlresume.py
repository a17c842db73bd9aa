"""YAMLResume: every key of its models, its Markdown lists, its dates as people write them."""

from __future__ import annotations

import json

import pytest
from foreign import Data, assert_tally_holds, certain, converted, faults, lost, mutations, profile_of
from hypothesis import given

from appkit.diagnostics import Report
from appkit.importers import yamlresume
from appkit.importers.material import Material
from effort import examples

_EXAMPLE: Data = {
    "content": {
        "basics": {
            "name": "Your Name",
            "headline": "Placeholder of all trades",
            "email": "you@name.example",
            "phone": "+00 123",
            "url": "https://name.example",
            "summary": "- Wrote **prose**\n- Kept\n  lists",
        },
        "location": {
            "address": "1 Example Street",
            "city": "Sampletown",
            "region": "Northshire",
            "country": "Exampleland",
            "postalCode": "01234",
        },
        "profiles": [
            {"network": "GitHub", "username": "handle", "url": "https://github.com/handle"},
        ],
        "education": [
            {
                "institution": "Example University",
                "degree": "Bachelor",
                "area": "Specimen Studies",
                "score": "3.90",
                "courses": ["Algebra", "Botany"],
                "startDate": "Sep 1, 2016",
                "endDate": "Jul 2020",
                "summary": "Graduated.\n\n- Thesis on samples\n+ Won *things*",
                "url": "https://university.example",
            }
        ],
        "work": [
            {
                "name": "Acme",
                "position": "Engineer",
                "startDate": "2021-01-01T08:00:00.000Z",
                "endDate": None,
                "keywords": ["Gears", "Cogs"],
                "summary": "- Built `engines`",
                "url": "https://acme.example",
            }
        ],
        "volunteer": [
            {
                "organization": "Helpers",
                "position": "Guide",
                "startDate": "2019",
                "endDate": "Present",
                "summary": "Guided.",
                "url": "https://helpers.example",
            }
        ],
        "awards": [{"title": "Prize", "awarder": "Jury", "date": "Oct 2016", "summary": "Shiny."}],
        "certificates": [
            {"name": "Licence", "issuer": "Office", "date": "2020-05", "url": "https://office.example"}
        ],
        "publications": [
            {
                "name": "On Placeholders",
                "publisher": "Press",
                "releaseDate": "Dec 2017",
                "summary": "Abstract.",
                "url": "https://press.example",
            }
        ],
        "skills": [{"name": "Crafts", "level": "Expert", "keywords": ["Weaving"]}],
        "languages": [
            {
                "language": "English",
                "fluency": "Native or Bilingual Proficiency",
                "keywords": ["TOEFL"],
            }
        ],
        "interests": [{"name": "Sports", "keywords": ["Chess"]}],
        "references": [
            {
                "name": "Some Body",
                "email": "body@some.example",
                "phone": "+00 456",
                "relationship": "Former *manager*",
                "summary": "Recommends.",
            }
        ],
        "projects": [
            {
                "name": "Gadget",
                "description": "A 2 * 3 * 4 device",
                "startDate": "Sep 2016",
                "endDate": "ongoing",
                "keywords": ["Toys"],
                "summary": "Assembled.",
                "url": "https://gadget.example",
            }
        ],
    },
    "locale": {"language": "zh-hans"},
    "layouts": [{"engine": "latex"}],
}

# What each key of the example becomes: the mapping table, seen from outside.
_PROFILE: Data = {
    "basics": {
        "name": "Your Name",
        "label": "Placeholder of all trades",
        "email": "you@name.example",
        "phone": "+00 123",
        "url": "https://name.example",
        "summary": "Wrote **prose**\n\nKept lists",
        "location": {
            "address": "1 Example Street",
            "city": "Sampletown",
            "region": "Northshire",
            "countryCode": "Exampleland",
            "postalCode": "01234",
        },
        "profiles": [
            {"network": "GitHub", "username": "handle", "url": "https://github.com/handle"},
        ],
    },
    "education": [
        {
            "institution": "Example University",
            "studyType": "Bachelor",
            "area": "Specimen Studies",
            "score": "3.90",
            "courses": ["Algebra", "Botany"],
            "startDate": "2016-09-01",
            "endDate": "2020-07",
            "summary": "Graduated.",
            "highlights": ["Thesis on samples", "Won *things*"],
            "url": "https://university.example",
        }
    ],
    "work": [
        {
            "name": "Acme",
            "position": "Engineer",
            "startDate": "2021-01-01",
            "keywords": ["Gears", "Cogs"],
            "highlights": ["Built `engines`"],
            "url": "https://acme.example",
        }
    ],
    "volunteer": [
        {
            "organization": "Helpers",
            "position": "Guide",
            "startDate": "2019",
            "summary": "Guided.",
            "url": "https://helpers.example",
        }
    ],
    "awards": [{"title": "Prize", "awarder": "Jury", "date": "2016-10", "summary": "Shiny."}],
    "certificates": [
        {"name": "Licence", "issuer": "Office", "date": "2020-05", "url": "https://office.example"}
    ],
    "publications": [
        {
            "name": "On Placeholders",
            "publisher": "Press",
            "releaseDate": "2017-12",
            "summary": "Abstract.",
            "url": "https://press.example",
        }
    ],
    "skills": [{"name": "Crafts", "level": "Expert", "keywords": ["Weaving"]}],
    "languages": [
        {"language": "English", "fluency": "Native or Bilingual Proficiency", "keywords": ["TOEFL"]},
    ],
    "interests": [{"name": "Sports", "keywords": ["Chess"]}],
    "references": [
        {
            "name": "Some Body",
            "x-email": "body@some.example",
            "x-phone": "+00 456",
            "description": r"Former \*manager\*",
            "reference": "Recommends.",
        }
    ],
    "projects": [
        {
            "name": "Gadget",
            "description": "A 2 * 3 * 4 device",
            "startDate": "2016-09",
            "x-end-date": "ongoing",
            "keywords": ["Toys"],
            "summary": "Assembled.",
            "url": "https://gadget.example",
        }
    ],
    "language": "zh-hans",
    "x-locale": {"language": "zh-hans"},
    "x-layouts": [{"engine": "latex"}],
}


def test_every_key_has_its_place() -> None:
    assert profile_of(yamlresume, json.dumps(_EXAMPLE)) == _PROFILE


def test_the_profile_has_the_shape_of_one() -> None:
    assert faults(_PROFILE) == []


def test_the_tally_tells_what_became_of_each_value() -> None:
    imported, report = converted(yamlresume, json.dumps(_EXAMPLE))

    assert_tally_holds(imported)
    # Aside: a reference's mail and telephone, "ongoing", the locale and the engine. Empty: the end of the job.
    assert (imported.tally.unplaced, imported.tally.empty) == (5, 1)
    assert not report.diagnostics


def test_what_cannot_be_read_is_kept_with_a_note_at_its_place() -> None:
    text = "content:\n  basics: {name: Your Name}\n  work:\n    - name: Acme\n      startDate: some day\n"
    imported, report = converted(yamlresume, text)

    assert imported.profile["work"] == [{"name": "Acme", "x-start-date": "some day"}]
    (note,) = report.diagnostics
    assert str(note.location) == "cv:5:18"
    assert "'startDate' is kept as 'x-start-date'" in note.message


def test_an_entry_without_a_name_is_called_by_what_it_says_or_kept_whole() -> None:
    text = "content: {basics: {name: Your Name}, work: [{position: Cook}, {startDate: 2020}]}"
    imported, _ = converted(yamlresume, text)
    profile = profile_of(yamlresume, text)

    assert profile["work"] == [{"name": "Cook"}]
    assert profile["x-unplaced"] == [{"work": {"startDate": 2020}}]
    assert (imported.tally.unsure, imported.tally.unplaced) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "basics: {name: Your Name}",
        "cv: {name: Your Name}",
        "content: some text",
        "content: [basics]",
        "content: {title: A page, body: Words}",
        "just words",
        '{"name": "Your Name", "meta": {"format": "FRESH@1.0.0"}}',
    ],
)
def test_files_of_other_tools_are_left_to_others(text: str) -> None:
    assert not yamlresume.recognises(Material("yamlresume.yml", text.encode()))


def test_what_is_no_data_is_an_error_with_a_place() -> None:
    report = Report()
    text = b"content:\n  basics: {name: Your Name}\n  basics: {name: Another}\n"
    assert yamlresume.convert(Material("cv", text), report) is None
    assert [(each.code, str(each.location)) for each in report.diagnostics] == [("duplicate-key", "cv:3:3")]


@examples(50)
@given(mutations(_EXAMPLE, fixed={("content",), ("content", "basics"), ("content", "basics", "name")}))
def test_nothing_is_lost_whatever_stands_where(mutated: Data) -> None:
    text = json.dumps(mutated)
    imported, _ = converted(yamlresume, text)

    assert lost(text, imported.profile) == []
    assert_tally_holds(imported)
    assert faults(certain(imported.profile)) == []
