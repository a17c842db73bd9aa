"""Dates as people write them in a CV, found in a line and made those of a profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = {
    1: "january januar janvier janv jänner jan",
    2: "february februar février févr feb",
    3: "march märz maerz mars mar mär",
    4: "april avril avr apr",
    5: "may mai",
    6: "june juni juin jun",
    7: "july juli juillet juil jul",
    8: "august août aout aug",
    9: "september septembre sept sep",
    10: "october oktober octobre oct okt",
    11: "november novembre nov",
    12: "december dezember décembre dec dez déc",
}
_MONTH_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\b\.?"
# Larger numbers are numbers: 2048 is no year of a CV's.
_YEAR = r"(?:19[3-9]\d|20[0-3]\d)(?!\d)"
_SEASON = (
    r"(?:spring|summer|autumn|fall|winter|mid|early|late|frühjahr|sommer|herbst|printemps|été|automne|hiver|"
    r"ss|ws)"
)
_NOW = (
    r"(?:present|now|current(?:ly)?|ongoing|today|(?:to )?date|until now|heute|jetzt|aujourd['’]hui|présent|"
    r"en cours|至今|现在|目前)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# What one end of a range may look like, the particular before the general.
_POINT = (
    rf"(?:{_YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)"
    rf"|{_YEAR}年(?:\d\d?月)?(?:\d\d?日)?"
    rf"|(?:{_DAY}[./])?(?:0?[1-9]|1[0-2])\s?[./]\s?{_YEAR}"
    rf"|{_DAY}\.?(?:st|nd|rd|th)?\s+{_MONTH},?\s*{_YEAR}"
    rf"|{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,\s*{_YEAR}"
    rf"|{_MONTH},?\s*(?:of\s)?{_YEAR}"
    rf"|{_MONTH}\s*['’]\d\d(?!\d)"
    rf"|{_SEASON}(?:\s+term|\s+semester|[- ]of)?[ -]+{_YEAR}"
    rf"|{_YEAR})"
)
_TO = r"\s*(?:-{1,3}|[–—−~～]|\bto\b|\buntil\b|\btill\b|\bbis\b|\bà\b|至|到)\s*"
_FORETOLD = (
    r"(?:\(?(?:expected|anticipated|projected|estimated|graduat(?:ed|ion|ing)|since|from|seit|depuis|as of)"
    r"\b:?\s*)"
)
_FOUND = re.compile(
    rf"(?P<before>{_FORETOLD}{{1,2}})?(?<![\w/.])(?:"
    rf"(?P<month>{_MONTH}){_TO}(?P<until>{_MONTH}\s+{_YEAR})"
    rf"|(?P<start>{_POINT})(?:{_TO}(?:(?P<foretold>expected\s+)?(?P<end>{_POINT})|(?P<now>{_NOW})|"
    rf"(?P<short>\d\d)(?![\w/.])))?"
    rf"(?P<open>\s*[-–—](?=\s*(?:$|[|\t)])))?"
    rf")(?P<after>\s*\((?:expected|anticipated|est\.?)\)|\s+expected)?",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"(?:19|20)\d\d|['’]\d\d")
# Between a date and other words, and the ends of a line.
_APART = " \t\xa0,;|•·()[]–—-:"


class Found(NamedTuple):
    """A date or range of dates in a text, from character ``begin`` up to ``stop``.

    ``start`` and ``end`` are as a profile has them (``2019-09``); a single date has only ``end``. ``ongoing``
    says that it has not ended. ``loose`` is what was written where the profile can say only part of it.
    """

    begin: int
    stop: int
    start: str | None
    end: str | None
    ongoing: bool
    loose: bool
    is_range: bool
    is_year: bool


def found_dates(text: str) -> Iterator[Found]:
    """Every date and range of dates in the text, in order."""
    if len(text) > _LONGEST or not _MAYBE.search(text):
        return
    for match in _FOUND.finditer(text):
        if made := _made(match):
            yield made


# A line that is longer is a paragraph, which tells of dates and has none.
_LONGEST = 1000


def _made(match: re.Match[str]) -> Found | None:
    before, start, end, short = (match[key] or "" for key in ("before", "start", "end", "short"))
    ongoing = bool(match["now"] or match["open"]) or bool(
        re.search("since|from|seit|depuis", before, re.IGNORECASE)
    )
    foretold = bool(
        match["foretold"]
        or match["after"]
        or re.search("expect|anticip|project|estim", before, re.IGNORECASE)
    )
    if match["month"]:
        last = _point(match["until"])
        first = f"{last[:4]}-{_MONTH_OF[match['month'].lower().rstrip('.')]:02d}" if last else None
    else:
        first = _point(start)
        last = _point(end) if end else f"{first[:2]}{short}" if first and short else None
        if first is None or (end and last is None):
            return None
    is_range = bool(match["month"] or end or short or ongoing)
    loose = foretold or any(re.match(_SEASON + r"\b", part, re.IGNORECASE) for part in (start, end) if part)
    year = not is_range and re.fullmatch(_YEAR, start) is not None
    if short and last and first and last < first[:4]:
        return None
    return Found(
        match.start(),
        match.end(),
        first if is_range else None,
        last if is_range else first,
        ongoing,
        loose,
        is_range,
        year,
    )


def _point(text: str) -> str | None:
    """One end of a range as a profile has it; None where there is no such month."""
    year = re.search(_YEAR, text)
    if year is None:
        short = re.search(r"\d\d(?!\d)", text)
        month = _month_in(text)
        return f"20{short[0]}-{month:02d}" if short and month else None
    rest = text[: year.start()] + " " + text[year.end() :]
    digits = [int(each) for each in re.findall(r"\d+", rest)]
    month = _month_in(rest)
    if month is not None:
        return f"{year[0]}-{month:02d}" + (f"-{digits[0]:02d}" if digits else "")
    if year.start() > 0:
        digits.reverse()
    return "-".join([year[0], *(f"{each:02d}" for each in digits[:2])])


def _month_in(text: str) -> int | None:
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in _MONTH_OF:
            return _MONTH_OF[word]
    return None


def entry_date(text: str) -> Found | None:
    """The date that an entry's line gives the entry: a range, or a date apart from the other words.

    "The 2022 Conference" and "ACL 2023" have none; "Example Prize, 2020" and "2020 Example Prize" have.
    """
    single = None
    for date in found_dates(text):
        if date.is_range:
            return date
        if single is None and _stands_apart(text, date):
            single = date
    return single


def _stands_apart(text: str, date: Found) -> bool:
    before, after = text[: date.begin].rstrip(" "), text[date.stop :].lstrip(" ")
    if not after.strip(".)] \t"):
        return not before or before[-1] in _APART or not date.is_year
    if not before:
        return text[date.stop : date.stop + 1] in _APART
    return before[-1] in "(\t|" and after[0] in ")\t|"


def widened(text: str, date: Found) -> tuple[int, int]:
    """The stretch of a date with the brackets and separators that only held it."""
    begin, stop = date.begin, date.stop
    while begin > 0 and text[begin - 1] in _BEFORE:
        begin -= 1
    while stop < len(text) and text[stop] in _AFTER:
        stop += 1
    while stop > date.stop and text.count(")", begin, stop) > text.count("(", begin, stop):
        stop -= 1
    while begin < date.begin and text.count("(", begin, stop) > text.count(")", begin, stop):
        begin += 1
    return begin, stop


_BEFORE = " \t\xa0,;|•·([–—-:"
_AFTER = " \t\xa0,;|•·)]–—-:."
