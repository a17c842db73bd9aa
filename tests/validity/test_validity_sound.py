"""Every DOCX passes our own checks, and each of the checks can fail."""

from __future__ import annotations

import functools
import zipfile

import pytest
from mutants import MUTANTS, Mutant, mutated, unzipped, zipped
from soundness import CHECKS, faults

from appkit.render import FORMATS
from specimens import Specimen, examples, representative, specimens


def docx(specimen: Specimen) -> bytes:
    return FORMATS["docx"].render(specimen.document, specimen.style)


@functools.cache
def good() -> bytes:
    """A résumé that has everything the mutants change."""
    return docx(next(one for one in examples() if one.name == "example-resume-academic"))


def test_nothing_is_wrong_with_any_document() -> None:
    wrong = {specimen.name: found for specimen in specimens() if (found := faults(docx(specimen)))}

    assert wrong == {}


def test_the_specimens_show_what_a_writer_can_do() -> None:
    """Were they to shrink unseen, the checks would hold for nothing."""
    everything = b"".join(b"".join(unzipped(docx(one)).values()) for one in representative())

    for sign in (
        "w:hyperlink",
        'w:val="Prompt"',
        "w:br/",
        "w:tab/",
        "w:startOverride",
        'w:val="ListBullet3"',
    ):
        assert sign.encode() in everything


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_check_finds_what_is_wrong(mutant: Mutant) -> None:
    found = faults(mutated(good(), mutant))

    assert mutant.check in {fault.partition(":")[0] for fault in found}, found


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ({"compress_type": zipfile.ZIP_DEFLATED}, "is compressed"),
        ({"date_time": (2026, 1, 2, 3, 4, 6)}, "is dated"),
        ({"create_system": 0}, "says more"),
        ({"comment": b"x"}, "says more"),
    ],
)
def test_an_archive_is_stored_and_undated(how: dict[str, object], fault: str) -> None:
    found = faults(zipped(unzipped(good()).items(), **how))

    assert len(found) == len(unzipped(good()))
    assert all(each.startswith("entries: ") and fault in each for each in found)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_holds_each_name_once_and_types_first() -> None:
    files = list(unzipped(good()).items())

    assert faults(zipped([*files, files[-1]])) == [f"entries: {files[-1][0]} is in the archive twice"]
    assert faults(zipped([*files[1:], files[0]])) == [
        "entries: the first entry is _rels/.rels, not [Content_Types].xml"
    ]


def test_every_check_is_tried() -> None:
    assert {check.__name__ for check in CHECKS} == {"entries", *(mutant.check for mutant in MUTANTS)}
