"""An item of CSL-JSON as a draft of a publication: which field goes where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from appkit.importers.csl.names import read_authors
from appkit.importers.csl.reading import Reading
from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.imported import Unsure
from appkit.importers.publications import dashed, identifier
from appkit.importers.publications.standing import is_in_arxiv_alone, read_said
from appkit.importers.written_dates import read_date
from appkit.model.bibliography import ARXIV, ARXIV_ADDRESS, ARXIV_ID, BAG, bare_doi
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Drafted
    from appkit.importers.publications import Draft
    from appkit.source import Node

_LITERAL: Final = {
    "publisher": ("publisher",),
    "location": ("publisher-place", "event-place"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page",),
    "url": ("URL",),
}
_VENUES: Final = ("container-title", "event-title", "event")
_SHORT_VENUES: Final = ("container-title-short", "journalAbbreviation")

# In CSL an `article` is in no journal: a preprint.
_VAGUE: Final = frozenset({"article", "document", "manuscript"})
_PREPRINTS: Final = frozenset({"article-journal", "document", "manuscript", "webpage", ""})
_UNPUBLISHED: Final = "the file says 'manuscript': is it in preparation, under review, or a preprint?"
_ARXIV = re.compile(
    rf"(?:arxiv:\s*|https?://arxiv\.org/abs/)(?P<id>{ARXIV_ID.pattern})(?:\s*\[[\w.-]+\])?", re.IGNORECASE
)


def publication(item: Mapping, report: Report) -> Draft:
    """The draft of a publication that an item describes; without a title it has no ``name``."""
    reading = Reading(item, report)
    draft = reading.draft
    kind = _read_identity(reading)
    if title := reading.take_words("title"):
        draft.put("name", title)
    read_authors(reading)
    _read_venue(reading)
    for key, names in _LITERAL.items():
        if text := reading.take_words(*names):
            draft.put(key, dashed(text) if key == "pages" else text)
    if doi := reading.take_words("DOI"):
        draft.put("doi", bare_doi(doi))
    _read_date(reading)
    _read_arxiv(reading)
    _read_status(reading, kind)
    _read_keywords(reading)
    bag = _taken_bag(reading)
    for key, value in reading.take_rest():
        draft.keep(key, value.strip() if isinstance(value, str) else value)
    for key, value in bag.items():
        draft.entry.pop(key, None)
        if value is not None:
            draft.entry[key] = value
    return draft


def _read_identity(reading: Reading) -> str:
    """Read the id and the type, which is returned; a key of which the id says less is kept."""
    draft = reading.draft
    key = text_of(node) if isinstance(node := reading.node("id"), Scalar) else ""
    if name := identifier(key):
        reading.take("id")
        draft.put("id", name)
        if name != key:
            draft.keep("key", key)
    kind = reading.said("type")
    if kind and kind not in _VAGUE:
        reading.take("type")
        draft.put("type", kind)
    return kind


def _read_venue(reading: Reading) -> None:
    name = reading.take_words(*_VENUES)
    short = reading.take_words(*_SHORT_VENUES)
    if name and short and name != short:
        reading.draft.put("venue", {"name": name, "short": short})
    elif name or short:
        reading.draft.put("venue", name or short)


def _read_date(reading: Reading) -> None:
    """The first day of ``issued``, however it is written."""
    node = reading.node("issued")
    if node is None:
        return
    place = reading.place("issued")
    first = node.items[0] if isinstance(node, Sequence) and node.items else node
    date = read_date(_written_date(first))
    if date is None:
        message = "this is no date of a year, a month and a day; it is kept as 'x-issued'"
        reading.report.note("unread-date", message, place)
        return
    reading.take("issued")
    reading.draft.put("releaseDate", date)
    if not _is_whole(node, date):
        reading.draft.keep("issued", cast("Drafted", plain(node)))


def _written_date(node: Node) -> str:
    """A date of CSL as text: its parts with hyphens, or what someone wrote."""
    if isinstance(node, Scalar):
        return text_of(node)
    if not isinstance(node, Mapping):
        return ""
    parts = node.get("date-parts")
    if isinstance(parts, Sequence) and parts.items and isinstance(parts.items[0], Sequence):
        return "-".join(text_of(part) for part in parts.items[0].items if isinstance(part, Scalar)).strip("-")
    said = (node.get(key) for key in ("raw", "literal"))
    named = (node.get(key) for key in ("year", "month", "day"))
    whole = next((text_of(each) for each in said if isinstance(each, Scalar)), "")
    return whole or "-".join(text_of(each) for each in named if isinstance(each, Scalar))


def _is_whole(node: Node, date: str) -> bool:
    """Whether a date says all that was written, which may be a span, a season, or about a year."""
    return sum(1 for leaf in leaves(node) if not is_empty(leaf)) <= len(date.split("-"))


def _read_arxiv(reading: Reading) -> None:
    """A number in arXiv, where Zotero and others put it, as a link."""
    for key in ("number", "note", "archive_location"):
        if found := _ARXIV.fullmatch(reading.said(key)):
            reading.take(key)
            reading.draft.link(ARXIV, ARXIV_ADDRESS + found["id"])


def _read_status(reading: Reading, kind: str) -> None:
    """How far it is: as said, else by the type and where it appeared."""
    draft = reading.draft
    read_said(reading, ("status",))
    in_arxiv = is_in_arxiv_alone(draft)
    if "status" in draft.entry:
        status = draft.entry["status"]
    elif kind == "article" or (in_arxiv and kind in _PREPRINTS):
        status = "preprint"
    elif kind == "manuscript":
        status = Unsure("in-preparation", _UNPUBLISHED)
    else:
        status = "published" if kind and kind != "document" else None
    if in_arxiv and kind in _PREPRINTS and status == "preprint":
        draft.withdraw("type")  # it is in no journal yet
    if kind in _VAGUE:
        reading.take("type")
    if status:
        draft.put("status", status)
    elif kind in _VAGUE:
        draft.keep("type", kind)


def _read_keywords(reading: Reading) -> None:
    said = reading.said("keyword")
    listed = [kept for word in said.split(";" if ";" in said else ",") if (kept := word.strip(" "))]
    if listed:
        reading.take("keyword")
        reading.draft.put("keywords", list(listed))


def _taken_bag(reading: Reading) -> dict[str, Drafted]:
    """What our own export says beside CSL, which is right where both say something."""
    custom = reading.whole("custom")
    if not isinstance(custom, Mapping) or len(custom.entries) > 1:
        return {}
    bag = custom.get(BAG)
    if not isinstance(bag, Mapping):
        return {}
    reading.take("custom")
    reading.draft.put("name", reading.draft.entry.get("name"))
    return cast("dict[str, Drafted]", plain(bag))
