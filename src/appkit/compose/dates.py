"""Dates as people read them: "Sep. 2019 – May 2020"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.model.profile import Dates, PartialDate

# The parts of a date pattern, in the notation of Unicode's date formats (UTS 35).
_PART = re.compile(r"YYYY|MMMM|MMM|MM|M|DD|D")


def date_text(date: PartialDate, pattern: str, label: Callable[[str], str]) -> str:
    """A date in a pattern; what the date does not know is left out together with the space before it.

    ``label`` gives the names of months (``month-5``, ``month-5-short``).
    """
    if date.month is None:
        return str(date.year)
    if date.day is None:
        pattern = re.sub(r"\W*D+\W*", " ", pattern).strip()
    return _PART.sub(lambda match: _part(match[0], date, label), pattern)


def _part(part: str, date: PartialDate, label: Callable[[str], str]) -> str:
    month, day = date.month or 1, date.day or 1
    match part:
        case "YYYY":
            return f"{date.year:04d}"
        case "MMMM":
            return label(f"month-{month}")
        case "MMM":
            return label(f"month-{month}-short")
        case "MM" | "M":
            return f"{month:0{len(part)}d}"
        case _:
            return f"{day:0{len(part)}d}"


def span_text(dates: Dates, pattern: str, label: Callable[[str], str]) -> str | None:
    """When something began and ended, or None where nothing is known.

    A start and an end that read alike are written once; what is ongoing ends in the label ``present``.
    """
    start = date_text(dates.start, pattern, label) if dates.start else None
    end = date_text(dates.end, pattern, label) if dates.end else None
    if dates.ongoing:
        end = label("present")
    if start == end or end is None:
        return start
    return f"{start} {label('date-separator')} {end}" if start else end
