"""When two publications are the same paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.importers.imported import Unsure
from appkit.importers.publications.matching import likenesses, same_publication

PAPER = {"name": "An Example: Of Titles", "releaseDate": "2023-05", "doi": "10.1000/ABC"}


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Quite another", "doi": "https://doi.org/10.1000/abc"},
        {"name": "Quite another", "doi": "doi:10.1000/abc", "releaseDate": "1999"},
        {"name": "an example of titles"},
        {"name": r"{An} \'{E}xample --- of $\mathit{titles}$", "releaseDate": 2023},
        {"name": "*An* Éxample, of `Titles`!"},
        {"name": {"text": "Otherwise", "variants": {"tag": "An example of titles"}}},
        {"name": {"zh": "例", "en": "An Example of Titles"}},
        {"name": Unsure("An example of titles", "perhaps")},
        {"name": "An Example of Titles", "releaseDate": "2021", "status": "preprint"},
        {"name": "An Example of Titles", "releaseDate": "2022", "status": "preprint", "doi": "10.48550/arxiv.2"},
    ],
)  # fmt: skip
def test_the_same_paper(other: dict[str, object]) -> None:
    assert same_publication(PAPER, other)
    assert same_publication(other, PAPER)
    assert likenesses(PAPER) & likenesses(other)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "An Example of Titles, Part II"},
        {"name": "An Example of Titles", "releaseDate": "2022"},
        {"name": "An Example of Titles", "releaseDate": "2020", "status": "preprint"},
        {"name": "An Example of Titles", "releaseDate": "2023", "doi": "10.1000/other"},
        {"name": "", "releaseDate": "2023"},
    ],
)
def test_another_paper(other: dict[str, object]) -> None:
    assert not same_publication(PAPER, other)
    assert not same_publication(other, PAPER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"volume": "1"}, {"volume": "2"}),
        ({"pages": "1–3"}, {"pages": "7"}),
        ({"type": "thesis"}, {"type": "paper-conference"}),
    ],
)
def test_what_appeared_at_two_places_is_two(one: dict[str, str], other: dict[str, str]) -> None:
    editorial = {"name": "Editorial", "releaseDate": "2020"}

    assert not same_publication(editorial | one, editorial | other)
    assert same_publication(editorial | one, editorial | one)


def test_pages_are_compared_by_the_first() -> None:
    one = {"name": "X", "pages": "12--34"}

    assert same_publication(one, {"name": "x", "pages": "12–34"})


_entries = st.fixed_dictionaries(
    {"name": st.sampled_from(("A b", "a B!", "C", r"\'a b", "…"))},
    optional={
        "doi": st.sampled_from(("10.1/x", "https://doi.org/10.1/X", "10.1/y")),
        "releaseDate": st.sampled_from(("2020", "2021-01", "2024")),
        "status": st.sampled_from(("preprint", "published")),
        "volume": st.sampled_from(("1", "2")),
    },
)


@given(_entries, _entries)
def test_it_does_not_matter_which_is_first_and_a_word_is_shared(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert same_publication(one, one)
    assert same_publication(one, other) == same_publication(other, one)
    assert not same_publication(one, other) or likenesses(one) & likenesses(other)
