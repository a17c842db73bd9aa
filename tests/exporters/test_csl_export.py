"""CSL-JSON out: what goes out comes back, and nothing private is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bibliographies import back_again, publications, subject, sure, told
from hypothesis import example, given

from appkit.diagnostics import Report
from appkit.exporters import csl
from appkit.importers import csl as importer
from effort import examples

if TYPE_CHECKING:
    from profiles import Data


@examples(40)
@example([{"id": "p0", "name": "A star amid a name", "authors": [{"name": "a * b"}]}])
@given(publications())
def test_what_goes_out_comes_back(entries: list[Data]) -> None:
    given_ = subject(entries)

    found = sure(back_again(csl, importer, given_))

    assert isinstance(found, list)
    assert told(subject(found)) == told(given_)


def test_an_item_as_it_is_written() -> None:
    paper: Data = {
        "id": "examplenet",
        "name": "ExampleNet",
        "authors": ["Ann van der Example", {"name": "王小明", "equal": True}, "Bo Example, Jr."],
        "venue": {"name": "Journal of Examples", "short": "J. Ex."},
        "status": "under-review",
        "releaseDate": "2024-05",
        "doi": "https://doi.org/10.1000/x",
        "links": {"Code": "https://code.example"},
    }

    [item] = json.loads(csl.write(subject([paper]), Report()))

    assert item == {
        "id": "examplenet",
        "type": "article-journal",
        "title": "ExampleNet",
        "author": [
            {"family": "van der Example", "given": "Ann"},
            {"literal": "王小明"},
            {"family": "Example", "given": "Bo", "suffix": "Jr.", "comma-suffix": True},
        ],
        "container-title": "Journal of Examples",
        "container-title-short": "J. Ex.",
        "DOI": "10.1000/x",
        "issued": {"date-parts": [[2024, 5]]},
        "status": "submitted",
        "custom": {
            "x-appkit": {
                "authors": [
                    {"name": "Ann van der Example"},
                    {"name": "王小明", "equal": True},
                    {"name": "Bo Example, Jr."},
                ],
                "links": {"Code": "https://code.example"},
            }
        },
    }


def test_a_preprint_is_an_article_without_a_journal() -> None:
    paper: Data = {
        "id": "a",
        "name": "T",
        "status": "preprint",
        "links": {"arXiv": "https://arxiv.org/abs/2401.01234"},
    }

    [item] = json.loads(csl.write(subject([paper]), Report()))

    assert item == {"id": "a", "type": "article", "title": "T", "number": "arXiv:2401.01234"}


def test_a_manuscript_without_a_status_has_none() -> None:
    [item] = json.loads(csl.write(subject([{"id": "a", "name": "T", "type": "manuscript"}]), Report()))

    assert item["custom"] == {"x-appkit": {"status": None}}


def test_what_is_private_stays_out() -> None:
    report = Report()

    written = csl.write(subject([{"id": "b", "name": "Secret", "private": True}]), report)

    assert json.loads(written) == []
    assert "private" in report.diagnostics[0].message
