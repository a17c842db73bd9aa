"""An entry of BibTeX or biblatex as a draft of a publication: which field goes where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from appkit.importers.bibtex.addresses import read_addresses
from appkit.importers.bibtex.latex import unescaped, words
from appkit.importers.bibtex.names import authors, marks_of
from appkit.importers.bibtex.reading import Reading
from appkit.importers.bibtex.standing import read_date, read_status
from appkit.importers.publications import dashed, identifier
from appkit.importers.publications.names import as_editor
from appkit.model.bibliography import ACRONYM, BAG, BIBTEX_KIND, CSL_TYPE, bare_doi

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.bibtex.parsing import BibEntry
    from appkit.importers.publications import Draft

# Where something appeared, the first that is there: what a school or an institution publishes appears there.
_VENUES: Final = (
    "journaltitle", "journal", "booktitle", "eventtitle", "school", "institution", "organization",
)  # fmt: skip
_SHORT_VENUES: Final = ("shortjournal", "shortbooktitle")

# Fields that mean one of ours, in words.
_LITERAL: Final = {
    "publisher": ("publisher",),
    "location": ("location", "address", "venue"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
}

# Further fields whose text is LaTeX; others (paths, keys of programs) are kept as they are written.
_WORDED: Final = frozenset({
    "abstract", "addendum", "annotation", "annote", "award", "booksubtitle", "chapter", "day", "edition",
    "editor", "eventtitle", "howpublished", "institution", "language", "maintitle", "month", "note",
    "organization", "school", "series", "shorttitle", "titleaddon", "translator", "type", "year",
})  # fmt: skip
# These kinds say nothing of what something is; `misc` in most files is a preprint.
_VAGUE: Final = frozenset({"misc", "unpublished"})


def publication(entry: BibEntry, report: Report, told: set[str]) -> Draft:
    """The draft of a publication that an entry describes; without a title it has no ``name``.

    ``told`` are the unknown commands that ``report`` has notes of; more are added.
    """
    reading = Reading(entry, report, told)
    _read_identity(reading)
    _read_title(reading)
    _read_authors(reading)
    _read_literals(reading)
    _read_venue(reading)
    read_date(reading)
    read_addresses(reading)
    read_status(reading)
    _read_keywords(reading)
    bag = reading.take(BAG)
    if bag:
        _read_bag(bag, reading)
    for key, text in reading.take_rest():
        # A `key` is what BibTeX sorts by; the key that the entry is cited by is `x-key`.
        name = "sortkey" if key == "key" else key
        reading.draft.keep(name, words(text).text if key in _WORDED else text)
    return reading.draft


def _read_identity(reading: Reading) -> None:
    """The id and the type; a key or a kind of which they say less is kept."""
    draft = reading.draft
    name = identifier(reading.key)
    draft.took(int(bool(reading.key)))
    if name:
        draft.put("id", name)
    if name != reading.key:
        draft.keep("key", reading.key)
    draft.empty += not reading.key
    draft.took()
    kind = CSL_TYPE.get(reading.kind)
    if kind:
        draft.put("type", kind)
    if reading.kind not in _VAGUE and BIBTEX_KIND.get(kind or "") != reading.kind:
        draft.keep("entry-type", reading.kind)


def _read_title(reading: Reading) -> None:
    parts = [part for key in ("title", "subtitle") if (part := reading.take_words(key))]
    if parts:
        reading.draft.put("name", ": ".join(parts))


def _read_authors(reading: Reading) -> None:
    """The authors with their marks; a book without authors has its editors."""
    role = next((role for role in ("author", "editor") if reading.written(role)), None)
    if role is None:
        return
    noted = reading.written(f"{role}+an") or reading.written(f"{role}+an:default")
    marks = marks_of(noted) if noted else None
    if marks is not None:
        reading.take(f"{role}+an", f"{role}+an:default")
    found = authors(reading.take(role), marks or {})
    reading.draft.put("authors", found if role == "author" else [as_editor(person) for person in found])


def _read_literals(reading: Reading) -> None:
    for key, names in _LITERAL.items():
        if text := reading.take_words(*names):
            reading.draft.put(key, dashed(text) if key == "pages" else text)
    if doi := reading.take("doi"):
        reading.draft.put("doi", bare_doi(unescaped(doi)))


def _read_venue(reading: Reading) -> None:
    """Where it appeared; ``series = {ICML '24}`` is how people call the proceedings."""
    name = reading.take_words(*_VENUES)
    short = reading.take_words(*_SHORT_VENUES)
    if name and not short and ACRONYM.fullmatch(reading.said("series")):
        short = reading.take_words("series")
    if name and short:
        reading.draft.put("venue", {"name": name, "short": short})
    elif name or short:
        reading.draft.put("venue", name or short)


def _read_keywords(reading: Reading) -> None:
    said = reading.said("keywords")
    listed = [kept for word in said.split(";" if ";" in said else ",") if (kept := word.strip(" "))]
    if listed:
        reading.take_words("keywords")
        reading.draft.put("keywords", list(listed))


def _read_bag(bag: str, reading: Reading) -> None:
    """What our own export says beside BibTeX; it is right where both say something."""
    try:
        said = json.loads(bag)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        reading.draft.keep("appkit", bag)
        return
    for key, value in said.items():
        reading.draft.entry.pop(key, None)
        if value is not None:
            reading.draft.entry[key] = value
    reading.draft.put("name", reading.draft.entry.get("name"))
