"""A résumé parser as simple as they get: what it reads from lines of text, by rules that know no résumé of ours.

The rules are those that outside parsers share: contacts by their form, sections by their titles, an entry by the
dates at the end of its line, the role on the next line, points below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"\+?\d[\d ()/.-]{6,}\d")
_MONTH = r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? )?"
_DATES = re.compile(
    rf"(?P<head>.*?)[\s|]*(?P<dates>{_MONTH}\d{{4}}(?: ?[–-] ?(?:Present|{_MONTH}\d{{4}}))?)$"
)
_MARK = re.compile(r"^(?:[•◦▪*-]|--|oo|\d+[.)]) ")
_TITLES = {
    "education", "experience", "work", "work experience", "research experience", "industry experience", "volunteering",
    "volunteer", "projects", "publications", "skills", "languages", "awards", "talks", "teaching", "certificates",
    "interests", "references", "summary", "tests", "courses", "relevant courses",
}  # fmt: skip


@dataclass(slots=True)
class Entry:
    """What stands between one dated line and the next: its head, its dates, and the lines below."""

    head: str
    dates: str
    role: str = ""
    points: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """What was found: entries by the title of their section, in lower case."""

    name: str = ""
    mails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    sections: dict[str, list[Entry]] = field(default_factory=dict)


def read_fields(lines: list[str]) -> Fields:
    """The fields in lines of text; marks of points may stand in front of them or not."""
    found = Fields(name=lines[0] if lines else "")
    entry: Entry | None = None
    title = ""
    for line in lines[1:]:
        if line.lower() in _TITLES:
            title, entry = line.lower(), None
            found.sections.setdefault(title, [])
        elif not title:
            found.mails += _MAIL.findall(line)
            found.phones += _PHONE.findall(_MAIL.sub("", line))
        elif (dated := _DATES.fullmatch(line)) and dated["head"] and not _MARK.match(line):
            entry = Entry(dated["head"], dated["dates"])
            found.sections[title].append(entry)
        elif entry is not None and not entry.role and not entry.points and not _MARK.match(line):
            entry.role = line
        elif entry is not None:
            entry.points.append(_MARK.sub("", line))
    return found
