"""BibTeX and biblatex in: what becomes of an entry, and what of a file that is broken."""

from __future__ import annotations

import importlib.util
import random

import pytest
from foreign import Data, assert_tally_holds, certain, converted, faults, profile_of
from hypothesis import given
from hypothesis import strategies as st

from appkit.diagnostics import Report
from appkit.importers import bibtex
from appkit.importers.imported import Unsure
from appkit.importers.material import Material
from effort import examples

ANTHOLOGY = r"""
% Shaped as anthologies write.
@inproceedings{example-etal-2023-pad,
    title = "{PAD}-{N}et: An {\'E}xample of {B}races",
    author = "Name, Your  and
      Example, Ann B.  and
      van der Example, Bo",
    editor = "Placeholder, Cy",
    booktitle = "Proceedings of the 61st Example Conference (Volume 1: Long Papers)",
    month = jul,
    year = "2023",
    address = "Sampletown",
    publisher = "Example Association",
    url = "https://anthology.example/2023.long.1",
    doi = "10.1000/2023.long.1",
    pages = "14354--14366",
    abstract = "We {\textit{show}} that 5{\%} is $n^2$.",
    language = "en",
}
"""
ARXIV = r"""@misc{example2024examplenet,
      title={ExampleNet: A Thing at $O(n \log n)$ Cost},
      author={Your Name and Ann Example and others},
      year={2024},
      eprint={2401.01234},
      archivePrefix={arXiv},
      primaryClass={cs.CL}
}"""


def publications(content: str) -> list[Data]:
    found: list[Data] = profile_of(bibtex, content)["publications"]
    return found


def publication(fields: str, kind: str = "article") -> Data:
    [found] = publications(f"@{kind}{{key, title = {{T}}, {fields}}}")
    return found


def noted(content: str) -> list[tuple[str, int, int]]:
    report = Report()
    bibtex.convert(Material("refs.bib", content.encode()), report)
    places = [(each.code, each.location) for each in report.diagnostics]
    return [(code, place.line, place.column) for code, place in places if place]


def test_an_entry_of_an_anthology() -> None:
    imported, report = converted(bibtex, ANTHOLOGY)

    assert imported.profile == {
        "publications": [
            {
                "id": "example-etal-2023-pad",
                "type": "paper-conference",
                "name": "PAD-Net: An Éxample of Braces",
                "authors": ["Your Name", "Ann B. Example", "Bo van der Example"],
                "publisher": "Example Association",
                "location": "Sampletown",
                "pages": "14354–14366",
                "doi": "10.1000/2023.long.1",
                "venue": "Proceedings of the 61st Example Conference (Volume 1: Long Papers)",
                "releaseDate": "2023-07",
                "url": "https://anthology.example/2023.long.1",
                "status": "published",
                "x-editor": "Placeholder, Cy",
                "x-abstract": "We show that 5% is n².",
                "x-language": "en",
            }
        ]
    }
    assert not report.diagnostics
    # The kind, the key and thirteen fields.
    assert imported.tally.read == 15
    assert imported.tally.unplaced == 3
    assert_tally_holds(imported)


def test_what_is_in_arxiv_is_a_preprint_with_a_link() -> None:
    [found] = publications(ARXIV)

    assert found["status"] == "preprint"
    assert found["links"] == {"arXiv": "https://arxiv.org/abs/2401.01234"}
    assert found["name"] == "ExampleNet: A Thing at O(n log n) Cost"
    assert found["x-primaryclass"] == "cs.CL"
    assert "type" not in found


@pytest.mark.parametrize(
    "fields",
    [
        "journal = {arXiv preprint arXiv:2401.01234}",
        "journal = {CoRR}, volume = {abs/2401.01234}",
        "eprinttype = {arxiv}, eprint = {2401.01234}",
        "eprint = {arXiv:2401.01234}",
    ],
)
def test_other_ways_to_say_arxiv(fields: str) -> None:
    found = publication(fields)

    assert found["status"] == "preprint"
    assert found["links"] == {"arXiv": "https://arxiv.org/abs/2401.01234"}
    assert "type" not in found


def test_a_paper_that_is_in_arxiv_too_is_published() -> None:
    found = publication("booktitle = {Proc. of EX}, eprint = {2401.01234}", "inproceedings")

    assert found["status"] == "published"
    assert found["links"] == {"arXiv": "https://arxiv.org/abs/2401.01234"}


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Name, Your and Example, Jr., Ann", ["Your Name", "Ann Example, Jr."]),
        ("Ludwig van Example and {The Example Group and Friends}", ["Ludwig van Example", "The Example Group and Friends"]),
        ("{\\'E}xample, {\\L}ukasz and A.~B. Example", ["Łukasz Éxample", "A. B. Example"]),
        ("Example, III, Ann", ["Ann Example III"]),
        ("given=Bo, prefix=de, family=Example", ["Bo de Example"]),
        ("王, 小明", ["王小明"]),
        ("Name*, Your and Ann Example$^*$", [{"name": "Your Name", "equal": True}, {"name": "Ann Example", "equal": True}]),
        ("Example, Ann$^{\\dagger}$", [{"name": "Ann Example", "x-mark": "†"}]),
        ("Ann Example and others", ["Ann Example", "et al."]),
        ("A, B, C, D", ["A, B, C, D"]),
    ],
)  # fmt: skip
def test_names(authors: str, names: list[Data]) -> None:
    assert publication(f"author = {{{authors}}}")["authors"] == names


def test_others_are_doubted() -> None:
    imported, _ = converted(bibtex, ARXIV)

    entries = imported.profile["publications"]
    assert isinstance(entries, list)
    assert isinstance(entries[0], dict)
    assert isinstance(entries[0]["authors"], list)
    assert isinstance(entries[0]["authors"][-1], Unsure)
    assert imported.tally.unsure == 1


def test_annotations_mark_authors() -> None:
    found = publication(
        "author = {Example, Ann and Name, Your}, author+an = {1=equal; 2=self, equal, corresponding, host}"
    )

    assert found["authors"] == [
        {"name": "Ann Example", "equal": True},
        {"name": "Your Name", "self": True, "equal": True, "corresponding": True, "x-annotation": "host"},
    ]


def test_a_book_without_authors_has_its_editors() -> None:
    found = publication("editor = {Example, Ann}", "book")

    assert found["authors"] == [{"name": "Ann Example", "x-role": "editor"}]


@pytest.mark.parametrize(
    ("fields", "status", "venue"),
    [
        ("note = {Under review}", "under-review", None),
        ("note = {Submitted to Journal of Examples.}", "under-review", "Journal of Examples"),
        ("note = {To appear}, journal = {J}", "accepted", "J"),
        ("year = {in press}, journal = {J}", "accepted", "J"),
        ("pubstate = {submitted}", "under-review", None),
        ("pubstate = {inpreparation}", "in-preparation", None),
        ("status = {accepted}", "accepted", None),
        ("note = {Oral}, journal = {J}", "published", "J"),
        ("note = {Submitted to K}, journal = {J}", "under-review", "J"),
    ],
)
def test_how_far_it_is(fields: str, status: str, venue: str | None) -> None:
    found = publication(fields)

    assert found["status"] == status
    assert found.get("venue") == venue


def test_what_is_only_called_unpublished_is_doubted() -> None:
    imported, _ = converted(bibtex, "@unpublished{k, title = {T}}")

    assert imported.tally.unsure == 1
    assert publications("@unpublished{k, title = {T}}")[0]["status"] == "in-preparation"


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2020", "2020"),
        ("year = 2020, month = may", "2020-05"),
        ("year = 2020, month = {September}", "2020-09"),
        ("year = 2020, month = 12", "2020-12"),
        ('year = 2020, month = "10~" # jan', "2020-01-10"),
        ("year = 2020, month = {June 5}", "2020-06-05"),
        ("year = 2020, month = feb, day = 29", "2020-02-29"),
        ("date = {2020-05-01}", "2020-05-01"),
        ("date = {2020-05/2020-07}", "2020-05"),
    ],
)
def test_dates(fields: str, date: str) -> None:
    assert publication(fields)["releaseDate"] == date


def test_what_is_no_date_is_kept_and_noted_at_its_place() -> None:
    content = "@article{k,\n  title = {T},\n  year = {2020},\n  month = {Spring},\n}"

    [found] = publications(content)

    assert found["releaseDate"] == "2020"
    assert found["x-month"] == "Spring"
    assert noted(content) == [("unread-date", 4, 11)]


def test_venues_and_how_people_call_them() -> None:
    assert publication("journaltitle = {Journal}, shortjournal = {J.}")["venue"] == {
        "name": "Journal",
        "short": "J.",
    }
    series = publication("booktitle = {Proc.}, series = {EX '24}", "inproceedings")
    assert series["venue"] == {"name": "Proc.", "short": "EX '24"}
    lecture = publication("booktitle = {Proc.}, series = {Lecture Notes}", "inproceedings")
    assert lecture["x-series"] == "Lecture Notes"
    assert publication("school = {Example University}", "phdthesis")["venue"] == "Example University"


def test_numbers_addresses_and_keywords() -> None:
    found = publication(
        "volume = 1, number = 2, pages = {3-4}, doi = {https://doi.org/10.1000/a\\_b}, keywords = {a b, c},"
        "howpublished = {\\url{https://x.example/a_b}}, code = {https://code.example}, pdf = {paper.pdf}"
    )

    assert (found["volume"], found["issue"]) == ("1", "2")
    assert found["pages"] == "3–4"
    assert found["doi"] == "10.1000/a_b"
    assert found["keywords"] == ["a b", "c"]
    assert found["url"] == "https://x.example/a_b"
    assert found["links"] == {"Code": "https://code.example"}
    assert found["x-pdf"] == "paper.pdf"


def test_a_key_that_is_no_id_is_kept() -> None:
    [found] = publications("@misc{DBLP:conf/Ex24, title = {T}}")

    assert (found["id"], found["x-key"]) == ("dblp-conf-ex24", "DBLP:conf/Ex24")


def test_macros_and_concatenation() -> None:
    content = '@string{ex = "Example"}\n@article{k, title = EX # { and } # "more", journal = {J}}'

    assert publications(content)[0]["name"] == "Example and more"


def test_an_entry_takes_from_the_one_it_refers_to() -> None:
    content = """@inproceedings{child, title = {T}, author = {Your Name}, crossref = {parent}}
@proceedings{parent, title = {Proc. of EX}, year = 2020, publisher = {P}, doi = {10.1/p}}"""

    imported, report = converted(bibtex, content)

    [found] = publications(content)
    assert (found["venue"], found["releaseDate"], found["publisher"]) == ("Proc. of EX", "2020", "P")
    assert "doi" not in found
    # The proceedings are nobody's paper; they are kept.
    assert certain(imported.profile)["x-unplaced"][0]["key"] == "parent"
    assert imported.tally.read == 5 + 6
    assert_tally_holds(imported)
    assert not report.diagnostics


def test_the_same_paper_is_one_entry() -> None:
    content = (
        ARXIV
        + """
@inproceedings{example25, title = {{ExampleNet}: a thing at O(n log n) cost}, author = {Your Name},
  booktitle = {Proc. of EX}, year = {2025}}"""
    )

    imported, report = converted(bibtex, content)

    [found] = publications(content)
    assert (found["id"], found["status"], found["releaseDate"]) == ("example25", "published", "2025")
    assert found["links"] == {"arXiv": "https://arxiv.org/abs/2401.01234"}
    assert found["x-merged"][0]["status"] == "preprint"
    assert [each.code for each in report.diagnostics] == ["same-publication"]
    assert_tally_holds(imported)


def test_of_two_dates_the_one_that_says_more_counts() -> None:
    content = "@misc{a, title = {T}, year = 2020}\n@misc{b, title = {{T}}, year = 2020, month = may}"

    [found] = publications(content)

    assert found["releaseDate"] == "2020-05"
    assert found["x-merged"] == [{"id": "b"}]


def test_a_note_that_says_more_than_the_status_is_kept() -> None:
    found = publication("note = {Submitted to K}, journal = {J}")

    assert found["x-note"] == "Submitted to K"


def test_fields_without_a_place_are_kept_as_they_are_written() -> None:
    found = publication(r"file = {C\:\\papers\\x_y.pdf}, key = {sort}, annote = {Caf\'e}")

    assert found["x-file"] == r"C\:\\papers\\x_y.pdf"
    assert found["x-sortkey"] == "sort"
    assert found["x-annote"] == "Café"
    assert publication("~ = {odd}")["x-field"] == "odd"


def test_unknown_latex_stays_and_is_noted_once() -> None:
    content = "@misc{k, title = {A \\foo{b}}}\n@misc{l, title = {\\foo{c}}}"

    assert publications(content)[0]["name"] == "A \\foo{b}"
    assert noted(content) == [("unknown-latex", 1, 18)]


BROKEN = r"""@article{good1, title = {One}}
@article{nocomma,
  title = {Two}
  year = 2020,
}
@article{unclosed,
  author = {Your Name},
  title = {Three {never closed},
  year = 2020,
}
@article{good2, title = {Four}, title = {Again}}
@article{good2, title = {Five}}
@article{odd = x}
@article{macro, title = undefined}
@article{good3, title = "Six", year = 2020}
"""


def test_a_broken_entry_costs_no_other() -> None:
    imported, _ = converted(bibtex, BROKEN)

    names = [entry["name"] for entry in certain(imported.profile)["publications"]]
    assert names == ["One", "Two", "Four", "Five", "undefined", "Six"]
    assert "title = {Three {never closed},\n  year = 2020,\n}" in certain(imported.profile)["x-unplaced"]
    assert_tally_holds(imported)


def test_what_is_broken_is_told_at_its_place() -> None:
    assert noted(BROKEN) == [
        ("bibtex-syntax", 4, 3),
        ("bibtex-syntax", 8, 11),
        ("duplicate-field", 11, 33),
        ("bibtex-syntax", 13, 14),
        ("bibtex-syntax", 14, 25),
        ("duplicate-key", 12, 1),
        ("no-title", 6, 1),
        ("no-title", 13, 1),
    ]


def test_ids_are_told_apart() -> None:
    ids = [entry["id"] for entry in publications(BROKEN)]

    assert ids == ["good1", "nocomma", "good2", "good2-2", "macro", "good3"]


def test_comments_are_no_entries() -> None:
    content = """This file was made by a program.
@comment{ @article{not, title = {No}} }
% @article{neither, title = {Neither}}
@preamble{"\\newcommand{\\x}{}"}
@article{yes, title = {Yes}}
"""

    assert [entry["name"] for entry in publications(content)] == ["Yes"]
    assert noted(content) == []


def test_text_that_lost_its_beginning_is_kept() -> None:
    content = "@misc{k, title = {T}}\narticle{lost,\n  title = {Lost},\n}\n"

    assert "Lost" in profile_of(bibtex, content)["x-unplaced"][0]
    assert noted(content) == [("bibtex-syntax", 2, 1)]


@pytest.mark.parametrize("content", ["@comment{x}", "@string{a = {b}}", "@article{"])
def test_a_file_without_an_entry_is_an_error(content: str) -> None:
    report = Report()

    assert bibtex.convert(Material("refs.bib", content.encode()), report) is None or report.diagnostics
    assert report.diagnostics


def test_without_pybtex_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    report = Report()

    assert bibtex.recognises(Material("refs.bib", ARXIV.encode()))
    assert bibtex.convert(Material("refs.bib", ARXIV.encode()), report) is None
    [problem] = report.diagnostics
    assert (problem.code, problem.help) == ("missing-extra", "python -m pip install 'appkit[bibtex]'")


@pytest.mark.parametrize(
    "content",
    ["", "{}", "# A CV\n\n```\n@article{k, title={T}}\n```\n", "me@example.org\n", "name: x\n", "a @misc b"],
)
def test_what_is_no_bibliography(content: str) -> None:
    assert not bibtex.recognises(Material("cv", content.encode()))


def test_what_is_made_fits_the_schema() -> None:
    for content in (ANTHOLOGY, ARXIV, BROKEN):
        profile = profile_of(bibtex, content)

        assert faults({"basics": {"name": "Your Name"}, **profile}) == []


_EXAMPLES = ANTHOLOGY + ARXIV + BROKEN


@examples(100)
@given(st.integers(0, 2**32))
def test_no_text_is_too_broken(seed: int) -> None:
    """Characters dropped, added and moved: every file gives data or an error, and places that exist."""
    chance = random.Random(seed)
    text = _EXAMPLES
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(text))
        added = "".join(chance.choice('{}()"@,=#\\$%~\n é*') for _ in range(chance.randint(0, 2)))
        text = text[:start] + added + text[start + chance.choice((0, 1, 2, 40)) :]
    report = Report()
    material = Material("refs.bib", text.encode())

    imported = bibtex.convert(material, report)

    assert material.source
    for each in report.diagnostics:
        assert each.location
        assert 1 <= each.location.line <= len(material.source.lines)
    if imported is None:
        assert report.failed
    else:
        assert_tally_holds(imported)
        assert faults({"basics": {"name": "Your Name"}, **certain(imported.profile)}) == []
