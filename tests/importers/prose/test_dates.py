"""Dates as people write them, and years that are none of an entry's."""

from __future__ import annotations

import pytest
from prose_facts import profile_of

from appkit.importers.prose.dates import entry_date

_RANGES = [
    ("Sep. 2019 - Jul. 2023", "2019-09", "2023-07"),
    ("September 2019 – July 2023", "2019-09", "2023-07"),
    ("2019–present", "2019", None),
    ("Jan 2020 to date", "2020-01", None),
    ("09/2019 – 07/2023", "2019-09", "2023-07"),
    ("9.2019 - 7.2023", "2019-09", "2023-07"),
    ("2019-09 – 2023-07", "2019-09", "2023-07"),
    ("2019/09 — 2023/07", "2019-09", "2023-07"),
    ("2019.09 ~ 至今", "2019-09", None),
    ("2019年9月 - 2023年7月", "2019-09", "2023-07"),
    ("Jun. – Aug. 2021", "2021-06", "2021-08"),
    ("2019-21", "2019", "2021"),
    ("15 March 2019 – 1 May 2020", "2019-03-15", "2020-05-01"),
    ("March 15, 2019 – May 1, 2020", "2019-03-15", "2020-05-01"),
    ("Since 2018", "2018", None),
    ("seit 10/2018", "2018-10", None),
    ("Okt. 2018 – heute", "2018-10", None),
    ("sept. 2018 – déc. 2020", "2018-09", "2020-12"),
    ("Sept '19 – Jul '21", "2019-09", "2021-07"),
    ("2020 -", "2020", None),
]


@pytest.mark.parametrize(("written", "start", "end"), _RANGES)
@pytest.mark.parametrize("around", ["{}", "Example Corp | {}", "{}\tExample Corp", "Example Corp ({})"])
def test_a_range_is_read_wherever_it_stands(written: str, start: str, end: str | None, around: str) -> None:
    if written.endswith("-") and around != "Example Corp | {}":
        return  # it is open at the end of a line only
    found = entry_date(around.format(written))

    assert found is not None
    assert (found.start, found.end, found.ongoing) == (start, end, end is None)


@pytest.mark.parametrize(
    "text",
    [
        "Proceedings of the Examples (ACL 2023)",
        "The 2022 Conference on Examples",
        "IEEE Conference on Examples, 2023 (ICE 2023)",
        "2048 nodes in 12 racks",
        "room 2019b",
        "3.2019%",
        "version 1.2020.3",
        "see v2019-2021.pdf",
    ],
)
def test_a_year_that_is_part_of_a_name_is_no_date(text: str) -> None:
    assert entry_date(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [("Example Prize, 2020", "2020"), ("2020 Example Prize", "2020"), ("Prize (May 2020)", "2020-05")],
)
def test_a_date_apart_from_the_words_is_one(text: str, date: str) -> None:
    found = entry_date(text)

    assert found is not None
    assert (found.end, found.is_range) == (date, False)


def test_what_a_date_cannot_say_is_kept_as_written() -> None:
    (entry,) = profile_of("cv.txt", "Your Name\n\nEducation\n\nExample University   Expected May 2025\n")[
        "education"
    ]

    assert entry == {
        "institution": "Example University",
        "x-dates": "Expected May 2025",
        "endDate": "2025-05",
    }


def test_a_season_is_its_year_and_kept_as_written() -> None:
    (entry,) = profile_of("cv.txt", "Your Name\n\nExperience\n\nExample Corp   Summer 2021\nIntern\n")["work"]

    assert (entry["startDate"], entry["endDate"], entry["x-dates"]) == ("2021", "2021", "Summer 2021")
