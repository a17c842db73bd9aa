"""CVs of several shapes, imported and held, fact by fact, against what a person read in them."""

from __future__ import annotations

import pytest
from prose_facts import CVS, expected, facts_of, imported, missed, profile_of

ALL = sorted(path.name for path in CVS.iterdir() if path.suffix != ".yaml")


@pytest.mark.parametrize("name", ALL)
def test_every_fact_is_in_its_field(name: str) -> None:
    assert missed(expected(name), profile_of(name, (CVS / name).read_bytes())) == []


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_made_up(name: str) -> None:
    found = facts_of(profile_of(name, (CVS / name).read_bytes()))

    assert sorted(found.keys() - expected(name).keys()) == []


def test_a_converted_cv_leaves_nothing_over() -> None:
    tally = imported("converted.md", (CVS / "converted.md").read_bytes()).tally

    assert (tally.unsure, tally.unplaced) == (1, 0)  # which of two words is the family name


def test_what_has_no_place_is_kept_with_its_line() -> None:
    profile = profile_of("papers.txt", (CVS / "papers.txt").read_bytes())

    assert profile["x-unplaced"] == [{"line": 2, "text": "Department of Examples, Example University"}]
