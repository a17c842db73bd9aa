"""Dates as people write them, as the dates of a profile: ``Sep 2016`` is ``2016-09``.

Only what can mean one day, month or year is read: ``03/04/2020`` is March to some and April to others.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

# Names of months and what they are shortened to, in English, German, French, Spanish, Portuguese, Italian,
# Dutch and Norwegian. None of them is another month elsewhere.
_NAMES = (
    "jan january januar janvier janv enero ene janeiro gennaio gen januari",
    "feb february februar février févr fév fevrier febrero fevereiro fev febbraio februari",
    "mar march märz mär mrz mars marzo março maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei",
    "jun june juni juin junio junho giugno giu",
    "jul july juli juillet juil julio julho luglio lug",
    "aug august août aout agosto ago augustus",
    "sep sept september septembre septiembre setembro set settembre",
    "oct october oktober okt octobre octubre outubro out ottobre ott",
    "nov november novembre noviembre novembro",
    "dec december dezember dez décembre déc decembre diciembre dic dezembro dicembre desember des",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR, _NUMBER, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2016, 2016-9, 2016/09, 2016.09.01, 2016-09-01T08:00:00.000Z
        rf"{_YEAR}(?:(?P<mark>[-/.]){_NUMBER}(?:(?P=mark){_DAY}(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?",
        rf"{_NUMBER}[/.]{_YEAR}",  # 9/2016
        rf"{_MONTH},? {_YEAR}",  # Sep 2016, Sept., 2016
        rf"{_YEAR},? {_MONTH}",  # 2016 September
        rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",  # Sep 1, 2016
        rf"{_DAY}(?:st|nd|rd|th)?\.? {_MONTH},? {_YEAR}",  # 1 September 2016
        rf"{_YEAR} ?年(?: ?{_NUMBER} ?月(?: ?{_DAY} ?日)?)?",  # 2016年9月1日
    )
)

# The longest that a date can be: a moment with its zone.
_LONGEST = 40

# What stands for an end that has not come.
_ONGOING = frozenset(
    {"present", "ongoing", "current", "now", "today", "until now", "to date", "in progress", "至今"}
)

# Between the two ends of a span: a dash with spaces, a long dash, or a word.
_TO = re.compile(r"\s+(?:-+|to|until|till)\s+|\s*[–—~～至]+\s*", re.IGNORECASE)


class WrittenSpan(NamedTuple):
    """When something was, each end ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``ongoing`` ones have no end."""

    start: str | None
    end: str | None
    ongoing: bool = False


def is_ongoing(text: str) -> bool:
    """Whether the words say that something has not ended."""
    return " ".join(text.split()).casefold() in _ONGOING


def read_date(text: str) -> str | None:
    """The date in the form of a profile, or None where it is none or there is no such day."""
    squeezed = " ".join(text.split())
    if len(squeezed) > _LONGEST:
        return None
    for form in _FORMS:
        if match := form.fullmatch(squeezed):
            return _written(match.groupdict())
    return None


def _written(found: dict[str, str | None]) -> str | None:
    name, day = found.get("name"), found.get("day")
    month = str(_MONTHS[name.casefold()]) if name else found.get("month")
    parts = [int(part) for part in (found["year"], month, day) if part is not None]
    try:
        dt.date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    # A year of a profile has four digits: 1000 is the first.
    first, *rest = parts
    return "-".join([f"{first:04d}", *(f"{part:02d}" for part in rest)]) if first >= 1000 else None


def read_span(text: str) -> WrittenSpan | None:
    """A date (start and end are the same) or two with something between them; None where it is neither."""
    if date := read_date(text):
        return WrittenSpan(date, date)
    text = " ".join(text.split())
    if len(text) > 2 * _LONGEST:
        return None
    for gap in _TO.finditer(text):
        start, last = read_date(text[: gap.start()]), text[gap.end() :]
        if start is None:
            continue
        if is_ongoing(last):
            return WrittenSpan(start, None, ongoing=True)
        if (end := read_date(last)) and end >= start[: len(end)]:
            return WrittenSpan(start, end)
    return None
