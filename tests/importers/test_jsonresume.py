"""JSON Resume in: today's keys and older ones, what is empty and what nobody knows, and nothing lost on the way."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Any, cast

import pytest

from appkit.check import check
from appkit.diagnostics import Report
from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.imported import Tally
from appkit.importers.jsonresume import convert, recognises
from appkit.importers.material import Material
from appkit.source.write import dump
from schema_data import node
from workspaces import appkit, write

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.importers.imported import Imported

Data = dict[str, Any]


def imported(resume: Data) -> Imported:
    report = Report()
    found = convert(Material("r.json", json.dumps(resume).encode()), report)
    assert found is not None, report.diagnostics
    return found


def profile(**resume: object) -> Data:
    return cast("Data", dict(imported({"basics": {"name": "Your Name"}, **resume}).profile))


# Edition 0.0 with the habits of its time, everything filled in.
LEGACY: Data = {
    "basics": {
        "firstName": "Your", "lastName": "Name", "label": "Programmer", "picture": "you.png", "website": "https://you.example",
        "bio": "I **write** [programs](https://programs.example).", "mail": "you@example.org", "phone": "(000) 111",
        "location": {"address": "1 Example Street\nBack House", "zip": "0001", "city": "Exampleton", "country": "XX", "state": "Region"},
        "profiles": [{"network": "Chatter", "username": "your.name"}, {"network": "Code", "username": "yn", "url": "https://code.example/u/7"}],
    },
    "work": [{"company": "Example Works", "website": "works.example", "position": "Clerk", "startDate": "Jan 2015", "endDate": "present",
              "summary": "Filed & sorted <things>.", "highlights": ["1. Sorted", "* starred *"]}, {"company": "Other", "details": [{"text": "Built", "comment": "C++"}]}],
    "volunteer": [{"organization": "Help", "position": "Helper", "website": "https://help.example", "startDate": "2012-03-04T00:00:00Z"}],
    "education": [{"institute": "Example University", "area": "Examples", "studyType": "Bachelor", "gpa": "3.90", "courses": ["EX101"], "startDate": 2011}],
    "awards": [{"title": "Prize", "date": "11/2014", "awarder": "Jury", "summary": "For it."}],
    "publications": [{"name": "On Examples", "publisher": "Press", "releaseDate": "2014-10-01", "website": "https://press.example/1"}],
    "skills": [{"name": "Web", "level": "Master", "keywords": ["HTML", "C#"]}, "Filing", {"keywords": ["Typing", "Sorting"]}],
    "languages": [{"language": "Examplish", "level": "Native"}, {"name": "Other", "fluency": "Some"}],
    "hobbies": [{"name": "Chess", "keywords": ["Openings"]}],
    "references": [{"name": "Another Name", "reference": "Very good."}],
}  # fmt: skip


def test_older_keys_are_todays() -> None:
    made = cast("Data", dict(imported(LEGACY).profile))

    assert made["basics"]["name"] == "Your Name"
    assert made["basics"]["familyName"] == "Name"
    assert made["basics"]["image"] == "you.png"
    assert made["basics"]["location"]["postalCode"] == "0001"
    assert made["work"][0]["name"] == "Example Works"
    assert made["work"][0]["startDate"] == "2015-01"
    assert "endDate" not in made["work"][0]
    assert made["education"][0]["institution"] == "Example University"
    assert made["education"][0]["gpa"] == "3.90"
    assert made["volunteer"][0]["startDate"] == "2012-03-04"
    assert made["awards"][0]["date"] == "2014-11"
    assert made["publications"][0]["url"] == "https://press.example/1"
    assert [skill["name"] for skill in made["skills"]] == ["Web", "Filing", "Typing"]
    assert made["languages"] == [
        {"language": "Examplish", "fluency": "Native"},
        {"language": "Other", "fluency": "Some"},
    ]
    assert made["interests"][0]["name"] == "Chess"
    assert check(node(made), "profile", Report())


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"name": "A", "company": "B"}, {"name": "A", "x-company": "B"}),
        ({"company": "B", "name": ""}, {"name": "B"}),
        ({"name": "A", "details": ["x"]}, {"name": "A", "highlights": ["x"]}),
        ({"name": "A", "details": [{"text": "x", "comment": "y"}]}, {"name": "A", "highlights": ["x (y)"]}),
        ({"name": "A", "location": {"city": "C", "region": "D"}}, {"name": "A", "location": "C, D"}),
        ({"name": "A", "summary": ["One.", "Two."]}, {"name": "A", "summary": "One.\n\nTwo."}),
        ({"name": "A", "summary": "[x](javascript:y)"}, {"name": "A", "summary": r"[x\](javascript:y)"}),
        ({"name": "A", "startDate": "long ago"}, {"name": "A", "x-start-date": "long ago"}),
        ({"name": "A", "startDate": "2015-02-30"}, {"name": "A", "x-start-date": "2015-02-30"}),
        ({"name": "A", "tags": ["web"]}, {"name": "A", "x-tags": ["web"]}),
        ({"name": "A", "status": "great", "keywords": ["k"]}, {"name": "A", "x-status": "great", "keywords": ["k"]}),
        ({"position": "Freelancer", "url": "https://a.example"}, {"name": "Freelancer", "url": "https://a.example"}),
        ({"name": "A", "x-mine": {"a": None}, "myKey": [1, ""]}, {"name": "A", "x-mine": {"a": None}, "x-my-key": [1, ""]}),
    ],
)  # fmt: skip
def test_an_item(entry: Data, expected: Data) -> None:
    made = profile(work=[entry])

    assert made["work"] == [expected]
    assert check(node(made), "profile", Report())


def test_what_is_empty_is_told_once_and_remembered() -> None:
    report = Report()
    content = b'{"basics": {"name": "Your Name", "image": "", "url": null},\n "work": [], "skills": [{"name": " "}]}'
    found = convert(Material("r.json", content), report)

    assert found is not None
    assert found.tally == Tally(read=4, placed=1, unsure=0, unplaced=0, empty=3)
    assert dict(found.profile) == {
        "basics": {"name": "Your Name"},
        "x-jsonresume": {
            "empty": {"/basics/image": "", "/basics/url": None, "/work": [], "/skills": [{"name": " "}]}
        },
    }
    assert [(each.code, each.message) for each in report.diagnostics] == [
        ("empty-value", "3 empty values are taken as not there")
    ]


def test_an_item_that_nothing_can_be_called_by_is_kept() -> None:
    report = Report()
    content = b'{"basics": {"name": "Your Name"}, "work": [{"startDate": "2011", "foo": "bar", "url": null}, {"name": "A"}]}'
    found = convert(Material("r.json", content), report)

    assert found is not None
    assert found.profile["work"] == [{"name": "A"}]
    assert found.profile["x-unplaced"] == [{"work": {"startDate": "2011", "foo": "bar", "url": None}}]
    assert found.tally == Tally(read=5, placed=2, unsure=0, unplaced=2, empty=1)
    assert "x-jsonresume" not in found.profile
    assert ("kept-aside", 1, 44) in [
        (d.code, d.location.line, d.location.column) for d in report.diagnostics if d.location
    ]


@pytest.mark.parametrize(
    "resume",
    [LEGACY, {"basics": {"name": "A"}, "skills": {"Web": ["x", ""], "Other": "y"}, "cv2": {"a": [1, None]}}],
)
def test_every_value_is_somewhere_and_counted(resume: Data) -> None:
    content = json.dumps(resume).encode()
    source = Material("r.json", content).node
    found = imported(resume)
    said = json.dumps(found.profile, ensure_ascii=False)

    for leaf in leaves(source):
        # A date is said in another way.
        if not is_empty(leaf) and leaf.value not in {
            "Jan 2015",
            "2012-03-04T00:00:00Z",
            "11/2014",
            "Your",
            "lastName",
        }:
            assert json.dumps(text_of(leaf), ensure_ascii=False).strip('"') in said
    tally = found.tally
    assert tally.read == tally.placed + tally.unplaced + tally.empty == len(list(leaves(source)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"basics": {}}', True),
        ("basics: {name: x}", True),
        ('{"work": [], "skills": []}', True),
        (
            '{"$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"}',
            True,
        ),
        ('{"work": []}', False),
        ('{"cv": {"name": "x"}, "basics": {}}', False),
        ('{"content": {"basics": {}}, "basics": {}}', False),
        ("# A CV\n\nwork: much", False),
        ("[1, 2]", False),
        ("{", False),
        ("", False),
    ],
)
def test_it_is_recognised_by_what_it_says(text: str, expected: bool) -> None:
    assert recognises(Material("any", text.encode())) is expected


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('{"basics": {"name": "x",}}', "json-syntax", 1, 25),
        ('{"basics":\n {"name": "x"', "json-syntax", 2, 14),
        ('{"basics": {"name": "x", "name": "y"}}', "duplicate-key", 1, 26),
        ("basics:\n  name: *x\n", "yaml-alias", 2, 9),
        ('{"basics": {"name": "a\\u0000"}}', "forbidden-character", 1, 21),
        ("{\"a\": " + "[" * 99, "too-deep", 1, 71),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(text: str, code: str, line: int, column: int) -> None:
    report = Report()

    assert convert(Material("r.json", text.encode()), report) is None
    (told,) = report.diagnostics
    assert told.location is not None
    assert (told.code, told.location.line, told.location.column) == (code, line, column)


def test_null_in_a_bag_is_not_empty() -> None:
    bag = {"wordings": {"name": {"text": None, "variants": {"a": "B"}}}}
    report = Report()
    content = json.dumps({"basics": {"name": "Your Name", "x-appkit": bag}, "tags": {"a": "a"}}).encode()
    found = convert(Material("r.json", content), report)

    assert found is not None
    assert found.profile["basics"] == {"name": {"text": "Your Name", "variants": {"a": "B"}}}
    assert found.tally == Tally(read=4, placed=4, unsure=0, unplaced=0, empty=0)
    assert report.diagnostics == []


@pytest.mark.parametrize(
    "bag",
    [
        3,
        {"keep": 3},
        {"keep": {"name": "B", "tags": 5}, "items": {"highlights": [1, {"of": 2}], "name": 3}},
        {"wordings": {"name": {"text": None}, "position": None}, "instead": {"name": "x", "position": 4}},
        {"order": [1, {"a": 2}], "keep": {"work": [3]}, "meta": 4},
    ],
)
def test_a_bag_that_someone_broke_breaks_nothing(bag: object) -> None:
    item = {"name": "A", "position": "B", "highlights": ["C"], "x-appkit": bag}
    for resume in (
        {"basics": item},
        {"basics": {"name": "D"}, "work": [item]},
        {"basics": {"name": "D"}, "meta": item},
    ):
        found = imported(resume)
        assert found.tally.read == found.tally.placed + found.tally.unplaced + found.tally.empty


def test_strange_shapes_lose_nothing_and_raise_nothing() -> None:
    """Every value of the file in place of every other one."""
    values = ["x", 3, True, ["x"], [["x"]], {"a": "x"}, [{"a": ["x"]}, 3], {"name": {"name": "x"}}]
    for key in (
        "basics",
        "work",
        "skills",
        "meta",
        "$schema",
        "tags",
        "language",
        "courses",
        "custom",
        "x-jsonresume",
        "x-appkit",
    ):
        for value in values:
            found = imported({"basics": {"name": "Your Name"}, key: value, "other": "x"})
            tally = found.tally
            assert tally.read == tally.placed + tally.unplaced + tally.empty
            assert tally.placed >= 0
    for key in ("name", "location", "profiles", "image", "summary", "x-appkit", "letter"):
        for value in values:
            imported({"basics": {key: value}})
    for key in (
        "name",
        "highlights",
        "startDate",
        "url",
        "x-appkit",
        "id",
        "links",
        "keywords",
        "authors",
        "private",
    ):
        for value in values:
            imported({"basics": {"name": "Your Name"}, "work": [{"name": "A", key: value}]})


# -- nothing is lost on the way to the documents ---------------------------------------------------------------

ABOUT_THE_FILE = {"$schema", "meta", "image", "picture"}
WHEN = {"startDate", "endDate", "date", "releaseDate"}


def words_of(data: object, key: str = "") -> list[str]:
    """Every text of a file that a CV shows: Markdown without its marks, dates and what is about the file left out."""
    match data:
        case dict():
            return [
                word for k, v in data.items() if k not in ABOUT_THE_FILE | WHEN for word in words_of(v, k)
            ]
        case list():
            return [word for item in data for word in words_of(item, key)]
        case str():
            return re.split(r"\*\*|\[|\]\(|\)(?=\.)|\n", data)
    return [str(data)]


def test_every_text_reaches_every_format(tmp_path: Path) -> None:
    made = imported(LEGACY).profile
    target = "extends: complete\n"
    root = write(
        tmp_path, {"profiles/you.yaml": dump(cast("Data", dict(made))), "targets/complete.yaml": target}
    )
    ran = appkit(root, "build", "--target", "complete")
    assert ran.code == 0, ran.err

    for said in map(squeezed, written(root / "out/complete")):
        lost = [word for word in words_of(LEGACY) if squeezed(word) not in said]
        assert lost == []


def squeezed(text: str) -> str:
    return re.sub(r"[\s\\]+", "", text).casefold()


def written(folder: Path) -> list[str]:
    """What the documents say, of the DOCX its text and the addresses that it leads to."""
    found = []
    for file in sorted(folder.iterdir()):
        if file.suffix == ".docx":
            with zipfile.ZipFile(file) as archive:
                parts = [
                    archive.read(f"word/{name}").decode()
                    for name in ("document.xml", "_rels/document.xml.rels")
                ]
            text = re.sub(r"<[^>]*>", "", parts[0]) + " ".join(re.findall(r'Target="([^"]*)"', parts[1]))
            found.append(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        else:
            found.append(file.read_text(encoding="utf-8").replace("&lt;", "<"))
    assert len(found) == 3
    return found
