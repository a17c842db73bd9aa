"""When an entry appeared, and how far it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers import written_dates
from appkit.importers.imported import Unsure
from appkit.importers.publications.standing import is_in_arxiv_alone, read_said
from appkit.importers.publications.status import standing_of_note
from appkit.model.bibliography import CSL_TYPE

if TYPE_CHECKING:
    from appkit.importers.bibtex.reading import Reading

_PREPRINTS = frozenset({"article", "misc", "unpublished", "online"})
_UNPUBLISHED = "the file says 'unpublished': is it in preparation, under review, or a preprint?"

# `10~jan`, `January 10`: the day may stand with the name of the month.
_MONTH = re.compile(r"(?:(?P<before>[0-9]{1,2})\W+)?(?P<name>[A-Za-z]{3,9})\.?(?:\W+(?P<behind>[0-9]{1,2}))?")


def read_date(reading: Reading) -> None:
    """Put biblatex's ``date``, or the year with its month and day, into the draft."""
    written = reading.said("date")
    # Of a span the first day, without marks of doubt: `2020-05/2020-06`, `2020~`.
    if date := written_dates.read_date(re.split(r"[/~?%]", written)[0]):
        reading.take("date")
        reading.draft.put("releaseDate", date)
        if re.sub(r"\D", "", written) != re.sub(r"\D", "", date):
            reading.draft.keep("date", written)
    elif written:
        _leave(reading, "date")
    if reading.said("year") and not date:
        _read_year(reading)


def _read_year(reading: Reading) -> None:
    year, month, day = (reading.said(key) for key in ("year", "month", "day"))
    if found := standing_of_note(year):  # year = {to appear}
        reading.take("year")
        reading.draft.put("status", found.status)
    elif month and (whole := _with_month(year, month, day)):
        reading.take("year")
        reading.take("month")
        if len(whole) > len("2020-01") and day:
            reading.take("day")
        reading.draft.put("releaseDate", whole)
    elif date := written_dates.read_date(year):
        reading.take("year")
        reading.draft.put("releaseDate", date)
    else:
        _leave(reading, "year")
    for key in ("month", "day"):
        if reading.said(key):
            _leave(reading, key)


def _with_month(year: str, month: str, day: str) -> str | None:
    """The date of a year and a month, which may be a number, a name, or a name with a day."""
    if month.isdigit():
        return written_dates.read_date("-".join(filter(None, (year, month, day))))
    named = _MONTH.fullmatch(month)
    if not named:
        return None
    on = named["before"] or named["behind"] or day
    return written_dates.read_date(f"{named['name']} {on}, {year}" if on else f"{named['name']} {year}")


def _leave(reading: Reading, key: str) -> None:
    """Note that a field is no part of a date; it is kept with the other fields that have no place."""
    message = f"'{reading.said(key)}' is no part of a date that can be read; it is kept as 'x-{key}'"
    reading.report.note("unread-date", message, reading.place(key))


def read_status(reading: Reading) -> None:
    """Put how far it is into the draft: as said, else by the kind of the entry and where it appeared."""
    draft = reading.draft
    read_said(reading, ("pubstate", "status"))
    in_arxiv = is_in_arxiv_alone(draft)
    if "status" in draft.entry:
        return
    if in_arxiv and reading.kind in _PREPRINTS:
        draft.withdraw("type")  # it is in no journal yet
        draft.put("status", "preprint")
    elif reading.kind == "unpublished":
        draft.put("status", Unsure("in-preparation", _UNPUBLISHED))
    elif reading.kind in CSL_TYPE:
        draft.put("status", "published")
