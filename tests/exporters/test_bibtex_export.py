"""BibTeX out: what goes out comes back, styles of BibTeX print it, and nothing private is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bibliographies import back_again, publications, subject, sure, told
from hypothesis import given

from appkit.diagnostics import Report
from appkit.exporters import bibtex
from appkit.exporters.bibliography.names import Parts, parts
from appkit.exporters.bibtex.text import title
from appkit.importers import bibtex as importer
from effort import examples

if TYPE_CHECKING:
    from profiles import Data


@examples(40)
@given(publications())
def test_what_goes_out_comes_back(entries: list[Data]) -> None:
    given_ = subject(entries)

    found = sure(back_again(bibtex, importer, given_))

    assert isinstance(found, list)
    assert told(subject(found)) == told(given_)


def test_an_entry_as_it_is_written() -> None:
    paper: Data = {
        "id": "examplenet",
        "name": "ExampleNet: A Cost of 5% & K Words",
        "authors": [
            {"name": "Ann B. Example", "equal": True},
            {"name": "Your Family Name", "equal": True},
            "Bo van der Example",
            "The Example Group",
        ],
        "venue": {"name": "Proceedings of the Example Conference", "short": "EX 2024"},
        "status": "accepted",
        "releaseDate": "2024-05",
        "pages": "1–9",
        "doi": "https://doi.org/10.1000/x_y",
        "links": {"arXiv": "https://arxiv.org/abs/2401.01234", "Code": "https://code.example/a_b"},
        "keywords": ["examples", "R&D"],
    }

    written = bibtex.write(subject([paper], name="Your Family Name", familyName="Family Name"), Report())

    assert (
        written.decode()
        == r"""@inproceedings{examplenet,
  title = {{ExampleNet}: A Cost of 5\% \& {K} Words},
  author = {Example, Ann B. and Family Name, Your and van der Example, Bo and {The Example Group}},
  author+an = {1=equal; 2=equal, self},
  booktitle = {Proceedings of the Example Conference},
  series = {EX 2024},
  pages = {1--9},
  year = {2024},
  month = may,
  doi = {10.1000/x_y},
  eprint = {2401.01234},
  archiveprefix = {arXiv},
  code = {https://code.example/a_b},
  pubstate = {forthcoming},
  note = {Accepted},
  keywords = {examples, R\&D},
}
"""
    )


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"venue": "Journal of Examples"}, "article"),
        ({"venue": "Findings of the Example Conference"}, "inproceedings"),
        ({"venue": {"name": "Examples", "short": "EX 2024"}}, "inproceedings"),
        ({"status": "preprint"}, "misc"),
        ({"status": "in-preparation"}, "unpublished"),
        ({"type": "thesis", "venue": "Example University"}, "phdthesis"),
        ({"type": "thesis", "x-entry-type": "mastersthesis"}, "mastersthesis"),
        ({"type": "book"}, "book"),
        ({"type": "article", "venue": "Examples"}, "article"),
        ({"type": "article", "status": "preprint"}, "misc"),
        ({}, "misc"),
    ],
)
def test_kinds_of_entries(entry: Data, kind: str) -> None:
    written = bibtex.write(subject([{"id": "k", "name": "T", **entry}]), Report())

    assert written.startswith(f"@{kind}{{k,".encode())


def test_people_who_are_not_named_are_others() -> None:
    paper: Data = {"id": "a", "name": "T", "authors": ["Ann Example", {"name": "Bo*"}, "et al."]}

    written = bibtex.write(subject([paper]), Report()).decode()

    assert "author = {Example, Ann and {Bo{*}} and others}" in written


def test_what_has_no_field_lies_in_one_of_its_own() -> None:
    paper: Data = {"id": "a", "name": "T", "links": {"My  {x} page": "https://x.example", "Paper": None}}

    written = bibtex.write(subject([paper]), Report()).decode()

    assert (
        r"""x-appkit = {{"links": {"My \u0020\u007bx\u007d page": "https://x.example", "Paper": null}}},"""
        in written
    )


def test_the_key_it_came_with_is_its_key_again() -> None:
    entries: list[Data] = [
        {"id": "smith", "name": "T", "x-key": "DBLP:Smith24"},
        {"id": "b", "name": "U", "x-key": "SMITH"},
        {"id": "c", "name": "V", "x-key": "no key"},
    ]

    written = bibtex.write(subject(entries), Report()).decode()

    assert [line.partition("{")[2] for line in written.splitlines() if line[:1] == "@"] == [
        "DBLP:Smith24,",
        "b,",
        "c,",
    ]


def test_what_is_private_or_no_publication_stays_out() -> None:
    report = Report()
    entries: list[Data] = [
        {"id": "a", "name": "Public", "privateNote": "Quiet", "highlights": ["Bullet"]},
        {"id": "b", "name": "Secret", "private": True},
    ]

    written = bibtex.write(subject(entries), report).decode()

    assert "Public" in written
    assert not any(word in written for word in ("Secret", "Quiet", "Bullet"))
    [note] = report.diagnostics
    assert note.code == "not-exported"
    assert "highlights" in note.message
    assert "private" in note.message


def test_without_publications_it_says_so() -> None:
    report = Report()

    assert bibtex.write(subject([]), report) == b"% no publications\n"
    assert [each.code for each in report.diagnostics] == ["not-exported"]


def test_what_an_import_kept_goes_out_again_but_nothing_else() -> None:
    entry: Data = {"id": "a", "name": "T", "x-abstract": "We & you", "x-file": "/home/me", "x-mine": "no"}

    written = bibtex.write(subject([entry]), Report()).decode()

    assert r"abstract = {We \& you}" in written
    assert "/home" not in written
    assert "x-mine" not in written


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ann B. Example", Parts("Ann B.", "Example")),
        ("Bo van der Example", Parts("Bo", "van der Example")),
        ("Cy Example, Jr.", Parts("Cy", "Example", "Jr.")),
        ("Cy Example III", Parts("Cy", "Example", "III", joined=True)),
        ("Example", None),
        ("王 小明", None),
        ("Example Research Group", None),
        ("The Examples", None),
        ("Ann and Bo", None),
        ("Two  Spaces", None),
    ],
)
def test_parts_of_names(name: str, found: Parts | None) -> None:
    assert parts(name) == found


def test_the_family_name_of_the_person_is_known() -> None:
    assert parts("Ana Example Muestra", "Example Muestra") == Parts("Ana", "Example Muestra")


def test_capitals_within_words_are_kept() -> None:
    assert title("A LLaMA in New York: GPT-4 Is K") == "A {LLaMA} in New York: {GPT-4} Is {K}"
