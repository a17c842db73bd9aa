"""The publications of a profile as references: what BibTeX and CSL-JSON are both written from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from appkit.dataclass import dataclass
from appkit.decode.read import literal
from appkit.model.bibliography import ACRONYM, ARXIV, ARXIV_ADDRESS, ARXIV_ID, CSL_TYPE, CSL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appkit.diagnostics import Report
    from appkit.exporters import Subject
    from appkit.model.profile import Entry, PartialDate
    from appkit.source.node import Plain

# Proceedings call themselves so; other venues are journals.
_CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|workshop|symposium|meeting|findings|congress|advances in)",
    re.IGNORECASE,
)
# Keys of a publication that a bibliography has no words for.
_UNSAID: Final = (
    "highlights",
    "summary",
    "description",
    "letter",
    "tags",
    "priority",
    "variants",
    "advisors",
)

# A citation key that every program reads: ASCII without what BibTeX parts its entries by.
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:./+-]*")


@dataclass(frozen=True, slots=True)
class Writer:
    """An author as a reference has it: the name as printed, and the marks.

    ``family`` is the family name where the profile says it: that of its own person.
    """

    name: str
    marks: tuple[str, ...]
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication in words: ``texts`` by the keys of a profile, ``links`` by their labels.

    ``type`` is that of CSL. ``kept`` are texts that an import kept, by their keys without ``x-``.
    """

    key: str
    type: str
    entry: Entry
    texts: Mapping[str, str]
    writers: tuple[Writer, ...]
    by_editors: bool
    venue: str | None
    short_venue: str | None
    keywords: tuple[str, ...]
    links: Mapping[str, str | None]
    kept: Mapping[str, str]

    @property
    def status(self) -> str | None:
        """How far it is, where the profile says so."""
        return self.entry.status

    @property
    def date(self) -> PartialDate | None:
        """When it appeared."""
        return self.entry.dates.start

    @property
    def looks_like_preprint(self) -> bool:
        """Whether who reads it would take it for a paper of arXiv."""
        leads_there = self.texts.get("url", "").startswith(ARXIV_ADDRESS) or ARXIV in self.links
        return leads_there or (self.venue or "").casefold().startswith(("arxiv", "corr"))

    @property
    def arxiv(self) -> str | None:
        """Its number in arXiv, where a link leads there."""
        url = self.links.get(ARXIV) or ""
        number = url.removeprefix(ARXIV_ADDRESS)
        return number if number != url and ARXIV_ID.fullmatch(number) else None


def references(subject: Subject, report: Report) -> list[Reference]:
    """The publications of a profile in their order; private ones stay out: other tools' files show all.

    What the profile says and a bibliography cannot is told in a note.
    """
    entries = subject.profile.sections.get("publications", ())
    data = _data(subject)
    public = [entry for entry in entries if not entry.private]
    lost = [f"the {key} of publications" for key in _UNSAID if any(key in data.get(e.id, {}) for e in public)]
    if len(entries) < sum(map(len, subject.profile.sections.values())):
        lost.append("what is no publication")
    if len(public) < len(entries):
        lost.append("private publications")
    if lost:
        report.note("not-exported", f"a bibliography has no place for {', '.join(lost)}")
    keys = _keys(public, data)
    own = subject.profile.basics.texts.get("familyName")
    family = own.default if own else None
    return [_reference(entry, keys[entry.id], data.get(entry.id, {}), family) for entry in public]


def _data(subject: Subject) -> dict[str, dict[str, Plain]]:
    """The publications as plain data, by their ids, of those that have one of their own."""
    listed = subject.data.get("publications")
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return {str(entry["id"]): entry for entry in entries if "id" in entry}


def _keys(entries: list[Entry], data: Mapping[str, Mapping[str, Plain]]) -> dict[str, str]:
    """The citation key of each entry, by its id: that of the file it came from, where an import kept it."""
    found: dict[str, str] = {}
    for entry in entries:
        kept = data.get(entry.id, {}).get("x-key")
        taken = {key.casefold() for key in found.values()} | {other.id for other in entries}
        is_good = isinstance(kept, str) and _KEY.fullmatch(kept) and kept.casefold() not in taken - {entry.id}
        found[entry.id] = str(kept) if is_good else entry.id
    return found


def _reference(entry: Entry, key: str, data: Mapping[str, Plain], family: str | None) -> Reference:
    venue = entry.venue
    return Reference(
        key=key,
        type=_type(entry),
        entry=entry,
        texts={name: literal(text.default) for name, text in entry.texts.items()},
        writers=tuple(_writers(entry, family)),
        by_editors=_is_by_editors(data.get("authors")),
        venue=literal(venue.name.default) if venue else None,
        short_venue=literal(venue.short.default) if venue and venue.short else None,
        keywords=tuple(literal(word.default) for word in entry.lists.get("keywords", ())),
        links={link.label.default: link.url.default if link.url else None for link in entry.links},
        kept={
            name[2:]: value
            for name, value in data.items()
            if name.startswith("x-") and isinstance(value, str)
        },
    )


def _writers(entry: Entry, family: str | None) -> Iterator[Writer]:
    for person in entry.authors:
        told = {"equal": person.equal, "self": person.is_self, "corresponding": person.corresponding}
        marks = tuple(mark for mark, holds in told.items() if holds)
        yield Writer(literal(person.name.default), marks, family if person.is_self else None)


def _is_by_editors(authors: Plain) -> bool:
    """Whether an import said that all of the authors are the editors of a book."""
    people = authors if isinstance(authors, list) else []
    return bool(people) and all(isinstance(one, dict) and one.get("x-role") == "editor" for one in people)


def _type(entry: Entry) -> str:
    """The CSL type of an entry: as it says, in words of CSL or of BibTeX, or by its status and venue."""
    said = (entry.type or "").lower()
    # An `article` is a preprint in CSL and a paper in a journal in BibTeX, and to most people.
    if said in CSL_TYPES and (said != "article" or entry.status == "preprint"):
        return said
    if said in CSL_TYPE:
        return CSL_TYPE[said]
    venue = entry.venue
    if venue is None or venue.name.default.casefold().startswith(("arxiv", "corr")):
        by_status = {"preprint": "article", "under-review": "manuscript", "in-preparation": "manuscript"}
        return by_status.get(entry.status or "", "article-journal" if "volume" in entry.texts else "document")
    short = venue.short.default if venue.short else ""
    if _CONFERENCE.search(venue.name.default) or (ACRONYM.fullmatch(short) and re.search(r"[0-9]{2}", short)):
        return "paper-conference"
    return "article-journal"
