"""CSL-JSON in: what becomes of an item, and what of a file that is broken."""

from __future__ import annotations

import json

import pytest
from foreign import Data, assert_tally_holds, certain, converted, faults, lost, mutations, profile_of
from hypothesis import given

from appkit.diagnostics import Report
from appkit.importers import csl
from appkit.importers.fields import leaves
from appkit.importers.material import Material
from effort import examples

PAPER: Data = {
    "id": "examplePaper2024",
    "type": "paper-conference",
    "title": "Cost of <i>Examples</i> in O(n<sup>2</sup>) &amp; more",
    "author": [
        {"family": "Name", "given": "Your", "ORCID": "0000"},
        {"family": "Example", "given": "Ann", "non-dropping-particle": "van der", "suffix": "Jr."},
        {"literal": "The Example Group"},
        {"family": "王", "given": "小明"},
    ],
    "container-title": "Proceedings of the Example Conference",
    "container-title-short": "EX 2024",
    "publisher": "Example Press",
    "publisher-place": "Sampletown",
    "volume": 12,
    "issue": "3",
    "page": "10-20",
    "DOI": "https://doi.org/10.1000/xyz",
    "URL": "https://example.org/x",
    "issued": {"date-parts": [["2024", 5, 1]]},
    "keyword": "examples, samples",
    "language": "en-GB",
    "abstract": "",
    "custom": {"citekey": "x"},
}


def publications(*items: Data) -> list[Data]:
    found: list[Data] = profile_of(csl, json.dumps(items))["publications"]
    return found


def publication(**fields: Data) -> Data:
    [found] = publications({"type": "article-journal", "title": "T", **fields})
    return found


def test_an_item() -> None:
    imported, report = converted(csl, json.dumps([PAPER]))

    assert certain(imported.profile) == {
        "publications": [
            {
                "id": "examplepaper2024",
                "x-key": "examplePaper2024",
                "type": "paper-conference",
                "name": "Cost of Examples in O(n²) & more",
                "authors": [
                    {"name": "Your Name", "x-orcid": "0000"},
                    "Ann van der Example, Jr.",
                    "The Example Group",
                    "王小明",
                ],
                "venue": {"name": "Proceedings of the Example Conference", "short": "EX 2024"},
                "publisher": "Example Press",
                "location": "Sampletown",
                "volume": "12",
                "issue": "3",
                "pages": "10–20",
                "url": "https://example.org/x",
                "doi": "10.1000/xyz",
                "releaseDate": "2024-05-01",
                "status": "published",
                "keywords": ["examples", "samples"],
                "x-language": "en-GB",
                "x-custom": {"citekey": "x"},
            }
        ]
    }
    assert not report.diagnostics
    node = Material("refs", json.dumps([PAPER]).encode()).node
    assert imported.tally.read == len(list(leaves(node)))
    assert imported.tally.empty == 1
    assert_tally_holds(imported)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"type": "article"}, "preprint"),
        ({"container-title": "arXiv preprint arXiv:2401.01234"}, "preprint"),
        ({"URL": "https://arxiv.org/abs/2401.01234"}, "preprint"),
        ({"status": "forthcoming", "container-title": "J"}, "accepted"),
        ({"note": "Under review", "type": "manuscript"}, "under-review"),
        ({"type": "manuscript"}, "in-preparation"),
        ({"container-title": "J"}, "published"),
        ({"type": "document"}, None),
    ],
)
def test_how_far_it_is(fields: Data, status: str | None) -> None:
    assert publication(**fields).get("status") == status


def test_what_is_in_arxiv_has_a_link() -> None:
    found = publication(type="article", number="arXiv:2401.01234")

    assert found["links"] == {"arXiv": "https://arxiv.org/abs/2401.01234"}
    assert "x-number" not in found


@pytest.mark.parametrize(
    ("issued", "date", "kept"),
    [
        ({"date-parts": [[2024]]}, "2024", None),
        ({"date-parts": [[2024, 5], [2024, 6]]}, "2024-05", {"date-parts": [[2024, 5], [2024, 6]]}),
        ({"raw": "2024-05-02"}, "2024-05-02", None),
        ({"literal": "May 2024"}, "2024-05", None),
        ([{"year": 2024, "month": 5}], "2024-05", None),
        ("2024-05", "2024-05", None),
        ({"date-parts": [[2024]], "season": "spring"}, "2024", {"date-parts": [[2024]], "season": "spring"}),
        ({"literal": "forthcoming"}, None, {"literal": "forthcoming"}),
    ],
)
def test_dates(issued: Data, date: str | None, kept: Data) -> None:
    found = publication(issued=issued)

    assert found.get("releaseDate") == date
    assert found.get("x-issued") == kept


def test_what_is_no_date_is_noted_at_its_place() -> None:
    content = '[{"type": "book", "title": "T",\n  "issued": {"literal": "soon"}}]'

    _, report = converted(csl, content)

    [note] = report.diagnostics
    assert note.location
    assert (note.code, note.location.line, note.location.column) == ("unread-date", 2, 13)


def test_a_star_means_equal_contribution() -> None:
    found = publication(author=[{"family": "Name", "given": "Your*"}, {"family": "Example*", "given": "Ann"}])

    assert found["authors"] == [{"name": "Your Name", "equal": True}, {"name": "Ann Example", "equal": True}]


@pytest.mark.parametrize("key", ["items", "references"])
def test_lists_of_other_programs(key: str) -> None:
    assert profile_of(csl, json.dumps({key: [PAPER]}))["publications"][0]["id"] == "examplepaper2024"


def test_metadata_of_pandoc_in_yaml() -> None:
    content = "references:\n- id: x\n  type: book\n  title: T\n  issued:\n  - year: 2020\n"

    assert profile_of(csl, content)["publications"][0]["releaseDate"] == "2020"


def test_the_same_paper_is_one_entry() -> None:
    imported, report = converted(csl, json.dumps([PAPER, {**PAPER, "id": "again", "note": "Oral"}]))

    [found] = certain(imported.profile)["publications"]
    assert found["x-note"] == "Oral"
    assert found["x-merged"] == [{"id": "again"}]
    assert [each.code for each in report.diagnostics] == ["same-publication"]
    assert_tally_holds(imported)


def test_what_has_no_title_is_kept() -> None:
    imported, report = converted(csl, json.dumps([PAPER, {"id": "x", "type": "book"}]))

    assert certain(imported.profile)["x-unplaced"] == [{"id": "x", "type": "book"}]
    assert [each.code for each in report.diagnostics] == ["no-title"]


def test_a_file_that_cannot_be_read_is_an_error_with_a_place() -> None:
    report = Report()

    assert csl.convert(Material("refs.json", b'[{"type": "book",\n  "title": }]'), report) is None
    [problem] = report.diagnostics
    assert problem.location
    assert (problem.location.line, problem.location.column) == (2, 12)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", "[1]", '[{"type": "x", "title": "T"}]', '{"references": [{"name": "N", "reference": "R"}]}', "- a"],
)  # fmt: skip
def test_what_is_no_bibliography(content: str) -> None:
    assert not csl.recognises(Material("cv", content.encode()))


# Without what is told in other words: marks in a title, parts of dates, names without spaces.
PLAIN = {
    **PAPER,
    "title": "Cost of Examples",
    "author": PAPER["author"][:3],
    "issued": {"date-parts": [[2024]]},
}


@examples(80)
@given(mutations([PLAIN], {(0,), (0, "type"), (0, "title")}))
def test_no_value_is_too_strange(items: Data) -> None:
    content = json.dumps(items)
    report = Report()
    material = Material("refs.json", content.encode())

    imported = csl.convert(material, report)

    if imported is None:
        assert report.failed
        return
    assert_tally_holds(imported)
    assert imported.tally.read == len(list(leaves(material.node)))
    assert lost(content, imported.profile, frozenset({"doi", "org", "https"})) == []
    assert faults({"basics": {"name": "Your Name"}, **certain(imported.profile)}) == []
