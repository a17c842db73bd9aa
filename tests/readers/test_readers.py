"""Our files say the same to every program that reads them as a page says to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from field_faults import missed
from page_faults import differences
from reading_tools import READERS, Reader, as_it_stands, read
from resume_fields import read_fields

from effort import THOROUGH
from specimens import chosen, examples

if TYPE_CHECKING:
    from pathlib import Path


# These take more than a second of processor time, and the suite has their like: markitdown reads with mammoth,
# and there are four other readers of PDF. CI has all of them.
_HEAVY = ("LibreOffice", "markitdown", "pdfminer.six")


@pytest.mark.parametrize(
    "reader",
    [one for one in READERS if THOROUGH or one.name not in _HEAVY],
    ids=lambda one: f"{one.format}-{one.name}",
)
def test_it_reads_every_line_and_finds_every_field(reader: Reader, tmp_path: Path) -> None:
    """Each word in the order of the page; name, contacts, organisations with dates, roles and points by rule."""
    if reason := reader.missing():
        pytest.skip(reason)
    specimens = [one for one in chosen() if one.name not in reader.left_out]
    found = read(reader, specimens, tmp_path)

    wrong = [line for one in specimens for line in differences(one, reader, found[one.name])]
    assert not wrong, "\n".join(wrong[:60])
    fields = {
        one.name: faults
        for one in examples()
        if one.document.kind == "resume" and (faults := missed(read_fields(found[one.name]), reader))
    }
    assert fields == {}


def test_a_parser_finds_every_field_in_plain_text(tmp_path: Path) -> None:
    resumes = [one for one in examples() if one.document.kind == "resume"]
    found = read(as_it_stands(), resumes, tmp_path)

    assert {name: missed(read_fields(lines), as_it_stands()) for name, lines in found.items()} == {
        one.name: [] for one in resumes
    }


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        (("ada.example@example.org", "ada"), "e-mail"),
        (("+49 30 1234567", "phone"), "phone"),
        (("Ada Marie", "Anna Marie"), "name"),
        (("Office of Instances | ", "Office of Instances\n"), "Office of Instances has no line"),
        (("Treasurer\n", ""), "the role is"),
        (("Counted the samples.", "Lost the samples."), "is not in"),
        (("Jan. 2018", "Jan. 2008"), "2018"),
    ],
)
def test_a_field_that_is_not_there_is_missed(spoiled: tuple[str, str], fault: str, tmp_path: Path) -> None:
    """The check can fail: a text spoiled in one place."""
    resume = examples()[0]
    lines = read(as_it_stands(), [resume], tmp_path)[resume.name]
    changed = "\n".join(lines).replace(*spoiled).split("\n")

    assert missed(read_fields(changed), as_it_stands()) != []
    assert any(fault in each for each in missed(read_fields(changed), as_it_stands()))


@pytest.mark.parametrize("spoil", ["drop", "swap", "glue"])
def test_a_word_that_is_lost_moved_or_glued_is_a_difference(spoil: str, tmp_path: Path) -> None:
    resume, reader = examples()[0], READERS[-2]
    lines = read(reader, [resume], tmp_path)[resume.name]
    spoiled = {
        "drop": [*lines[:9], *lines[10:]],
        "swap": [*lines[:8], lines[9], lines[8], *lines[10:]],
        "glue": [*lines[:8], lines[8] + lines[9], *lines[10:]],
    }[spoil]

    assert differences(resume, reader, lines) == []
    assert differences(resume, reader, spoiled)
