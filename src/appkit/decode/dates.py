"""Dates: from the characters written to days that exist."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from appkit.decode.read import word
from appkit.model.profile import Dates, PartialDate

if TYPE_CHECKING:
    from appkit.diagnostics import Location, Report
    from appkit.model.vocabulary import SectionKind
    from appkit.source.node import Mapping, Node


def decode_date(node: Node | None, report: Report) -> PartialDate | None:
    """The date of a node; None where there is none, or, with an error in ``report``, it cannot be."""
    text = word(node)
    if node is None or text is None:
        return None
    date = PartialDate(*(int(part) for part in text.split("-")))
    try:
        # Only what is written can be wrong: the rest is filled in with ones.
        dt.date(date.year, 1 if date.month is None else date.month, 1 if date.day is None else date.day)
    except ValueError:
        _impossible(text, node.location, report)
        return None
    return date


def decode_moment(node: Node | None, report: Report) -> str | None:
    """A deadline as written, if its day and hour exist."""
    text = word(node)
    if node is None or text is None:
        return None
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        _impossible(text, node.location, report)
        return None
    return text


def _impossible(text: str, location: Location, report: Report) -> None:
    report.error("impossible-date", f"there is no such date: {text}", location)


def decode_dates(node: Mapping, kind: SectionKind, report: Report) -> Dates:
    """When an entry began and ended, by the keys its kind of section has for that."""
    start = decode_date(node.get(kind.start), report)
    if kind.start == kind.end:
        return Dates(start, start)
    end = decode_date(node.get(kind.end), report)
    ongoing = kind.ongoing and start is not None and node.get(kind.end) is None
    return Dates(start, end, ongoing)
