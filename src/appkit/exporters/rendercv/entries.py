"""The entries of a section as RenderCV's: all of one type, the one that says most of what they say.

What a type has no key for is not lost: literal facts are a line of the summary, lists of words a highlight.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.exporters.rendercv.text import linked, links_line, literal, name_of, names_line, paragraphs
from appkit.model.address import is_linkable
from appkit.model.vocabulary import SUBMITTED, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.model.profile import Entry, PartialDate, Person
    from appkit.source.node import Plain


# What stands in an ExperienceEntry of each section as its company and its position. Where an entry lacks one
# of them the section has NormalEntries, which have a name only.
_EXPERIENCES = {
    "work": ("name", "position"),
    "volunteer": ("organization", "position"),
    "awards": ("awarder", "title"),
    "certificates": ("issuer", "name"),
    "projects": ("entity", "name"),
    "talks": ("event", "name"),
    "teaching": ("institution", "name"),
    "service": ("organization", "name"),
    "grants": ("funder", "name"),
    "custom": ("name", "position"),
}
_EDUCATION = {"institution": "institution", "area": "area", "degree": "studyType"}

# Sections whose entries are a line each, with the list or text that stands behind the label.
_LINES = {
    "skills": "keywords",
    "interests": "keywords",
    "courses": "courses",
    "languages": "fluency",
    "tests": "score",
}

# Facts that a highlight tells, with the words before it that an import from RenderCV knows again.
_LABELLED = {"gpa": "GPA", "score": "Score", "thesis": "Thesis", "courses": "Courses", "keywords": "Topics"}

_DOI = re.compile(r"10\.[0-9]{3,9}(?:\.[0-9]+)*/[\x21-\x7e]+")

# How far a publication is, before its venue.
_STANDINGS = {
    SUBMITTED: "Under review",
    "accepted": "Accepted",
    "preprint": "Preprint",
    "in-preparation": "In preparation",
}


class _Facts:
    """What an entry says in words, each taken once, as Markdown that is ``alone`` in its field or is not."""

    def __init__(self, entry: Entry, *, alone: bool = True) -> None:
        self.alone = alone
        kind = kind_of(entry.section)
        self.entry = entry
        self.rich = {key: text.default for key, text in entry.texts.items() if text.rich}
        self.literal = {key: text.default for key, text in entry.texts.items() if not text.rich}
        self.lists = {key: [text.default for text in texts] for key, texts in entry.lists.items() if texts}
        self.url = self.literal.pop("url") if is_linkable(self.literal.get("url")) else None
        self.headline = kind.headline
        if kind.headline not in self.literal:
            # Entries may do without a name; RenderCV's may not.
            self.literal[kind.headline] = self.literal.pop(next(iter(self.literal), ""), "")

    def take(self, key: str) -> str:
        """A literal field as Markdown, empty where there is none. What the entry is called is a link."""
        text = self.literal.pop(key, "")
        return linked(text, self.url) if key == self.headline and text else literal(text, alone=self.alone)

    def take_list(self, key: str) -> str:
        """A list of words in one line."""
        return literal(", ".join(self.lists.pop(key, ())), alone=self.alone)

    def join_numbers(self) -> None:
        """Make one fact of volume, issue and pages, as bibliographies print them: ``12(3):45-67``."""
        volume, issue, pages = (self.literal.pop(key, "") for key in ("volume", "issue", "pages"))
        said = volume + (f"({issue})" if issue else "")
        if said or pages:
            self.literal["numbers"] = ":".join(filter(None, (said, pages)))

    def prose(self) -> list[str]:
        """The paragraphs that are left: facts in a line, what it is, sentences about it."""
        facts = literal(", ".join(self.literal.values()), alone=self.alone)
        rich = [part for text in self.rich.values() for part in paragraphs(text)]
        return [*([facts] if facts else []), *rich]

    def bullets(self) -> list[str]:
        """The highlights, and behind them what else is told in a line of its own."""
        entry = self.entry
        labelled = {key: f"{label}: {text}" for key, label in _LABELLED.items() if (text := self._told(key))}
        lists = [self.take_list(key) for key in tuple(self.lists)]
        more = [*labelled.values(), *lists, self._advisers(), links_line(entry.links, alone=self.alone)]
        if entry.section != "publications":
            more += [names_line(entry.authors, alone=self.alone), _standing(entry, alone=self.alone)]
        return [*(highlight.text.default for highlight in entry.highlights), *filter(None, more)]

    def _advisers(self) -> str:
        return literal("; ".join(map(_adviser, self.entry.advisors)), alone=self.alone)

    def _told(self, key: str) -> str:
        return self.take_list(key) if key in self.lists else self.take(key)


def entries_of(section: str, entries: Sequence[Entry]) -> list[dict[str, Plain]]:
    """The entries of a section of a profile, all of one type of RenderCV's."""
    kind = kind_of(section)
    if section in _LINES:
        lines = [_line(entry, _LINES[section]) for entry in entries]
        if not any(line["details"] for line in lines):
            return [
                {"bullet" if key == "label" else key: value for key, value in line.items() if value}
                for line in lines
            ]
        return lines
    if section == "publications":
        return [_publication(entry) for entry in entries]
    keys = _EDUCATION if section == "education" else {"name": kind.headline}
    pair = _EXPERIENCES.get(kind.name, ())
    if pair and all(key in entry.texts for entry in entries for key in pair):
        keys = dict(zip(("company", "position"), pair, strict=True))
    return [_dated(entry, keys) for entry in entries]


def _dated(entry: Entry, keys: dict[str, str]) -> dict[str, Plain]:
    """An ExperienceEntry, EducationEntry or NormalEntry."""
    facts = _Facts(entry)
    made: dict[str, Plain] = {key: facts.take(ours) for key, ours in keys.items()}
    made |= _dates(entry)
    if "location" in facts.literal:
        made["location"] = facts.take("location")
    bullets = facts.bullets()
    if prose := facts.prose():
        made["summary"] = "\n\n".join(prose)
    if bullets:
        made["highlights"] = [*bullets]
    return made


def _publication(entry: Entry) -> dict[str, Plain]:
    """A PublicationEntry, which has no highlights: they are a list in its summary."""
    facts = _Facts(entry)
    made: dict[str, Plain] = {}
    if (facts.url or "").startswith(("http://", "https://")):
        made["url"], facts.url = facts.url, None
    if _DOI.fullmatch(facts.literal.get("doi", "")):
        made["doi"] = facts.literal.pop("doi")
    made = {"title": facts.take("name"), "authors": [name_of(each) for each in entry.authors], **made}
    if journal := _standing(entry) or facts.take("publisher"):
        made["journal"] = journal
    facts.join_numbers()
    bullets = [f"- {' '.join(bullet.split())}" for bullet in facts.bullets()]
    if said := [*facts.prose(), *(["\n".join(bullets)] if bullets else [])]:
        made["summary"] = "\n\n".join(said)
    return made | _dates(entry)


def _line(entry: Entry, details: str) -> dict[str, Plain]:
    """A OneLineEntry: what it is called, and all that is said of it behind that."""
    facts = _Facts(entry, alone=False)
    made: dict[str, Plain] = {"label": facts.take(facts.headline)}
    first = facts.take_list(details) or facts.take(details)
    made["details"] = ". ".join([*filter(None, [first]), *facts.prose(), *facts.bullets()])
    return made | _dates(entry)


def _standing(entry: Entry, *, alone: bool = True) -> str:
    """Where a work appeared or will; how far it is, unless it has."""
    venue = entry.venue
    where = venue.name.default if venue else ""
    if venue and venue.short:
        where += f" ({venue.short.default})"
    said = _STANDINGS.get(entry.status or "", "")
    return literal(f"{said}: {where}" if said and where else said or where, alone=alone)


def _adviser(person: Person) -> str:
    return f"{person.role.default}: {person.name.default}" if person.role else person.name.default


def _dates(entry: Entry) -> dict[str, Plain]:
    """When it was. RenderCV takes a start without an end for one that goes on, and wants spans in order."""
    start, end = _written(entry.dates.start), _written(entry.dates.end)
    if entry.dates.ongoing:
        return {"start_date": start, "end_date": "present"}
    if start is None or end is None:
        return {"date": start} if start else {"end_date": end} if end else {}
    if start == end and entry.section != "education":
        return {"date": start}
    first, last = entry.dates.start, entry.dates.end
    assert first is not None
    assert last is not None
    in_order = first.first_day <= last.first_day
    return {"start_date": start, "end_date": end} if in_order else {"date": f"{start} – {end}"}


def _written(date: PartialDate | None) -> str | None:
    if date is None:
        return None
    return "-".join([f"{date.year:04d}", *(f"{part:02d}" for part in date[1:] if part is not None)])
