"""Initials and dates are not broken at the end of a line, and nothing else is touched."""

from __future__ import annotations

import pytest

from appkit.model.binding import bound
from appkit.model.document import Emphasis, Inline, Link, Origin, Run, Strong, plain


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Z. Gao", "Z.~Gao"),
        ("J. R. R. Tolkien*", "J.~R.~R.~Tolkien*"),
        ("J.-P. Serre", "J.-P.~Serre"),
        ("É. Galois", "É.~Galois"),
        ("Dong, D.", "Dong,~D."),
        ("van der Berg, A. B.", "van der Berg,~A.~B."),
        ("Daize Dong", "Daize Dong"),
        ("et al. Gao", "et al. Gao"),
    ],
)
def test_initials_stay_with_the_name(name: str, expected: str) -> None:
    assert said(Run(name, Origin("profile", "publications/x.authors"))) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("Sep. 2019 – May 2020", "Sep.~2019~– May~2020"),
        ("1 May 2020", "1~May~2020"),
        ("2020", "2020"),
    ],
)
def test_a_date_breaks_behind_its_dash_only(dates: str, expected: str) -> None:
    assert said(Run(dates, Origin("profile", "work/x.dates"))) == expected


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ("ACL 2023", "ACL~2023"),
        ("Computer Vision, 2023", "Computer Vision, 2023"),
        ("EMNLP 2022 A", "EMNLP 2022 A"),
    ],
)
def test_a_venue_s_year_stays_with_its_acronym(venue: str, expected: str) -> None:
    assert said(Run(venue, Origin("profile", "publications/x.venue"))) == expected


@pytest.mark.parametrize("address", ["work/x.summary", "publications/x.name", "work/x"])
def test_other_words_keep_their_spaces(address: str) -> None:
    run = Run("Z. Gao, May 2020", Origin("profile", address))

    assert bound((run,)) == (run,)


def test_inside_markup_too() -> None:
    name = Run("Z. Gao", Origin("profile", "publications/x.authors"))

    assert said(Strong((Emphasis((Link((name,), "https://example.org"),)),))) == "Z.~Gao"


def test_what_is_not_bound_is_the_same_value() -> None:
    content: tuple[Inline, ...] = (Strong((Run("Daize Dong", Origin("profile", "publications/x.authors")),)),)

    assert bound(content) is content


def said(inline: Inline) -> str:
    return plain(bound((inline,))).replace("\u00a0", "~")
