"""CSL-JSON: the publications, for Zotero, pandoc and citeproc processors.

Items of the data schema of CSL 1.0.2; what it cannot say lies under ``custom``, in ``x-appkit``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from appkit.exporters.bibliography import references
from appkit.exporters.bibliography.names import parts
from appkit.model.bibliography import ARXIV, BAG, PUBSTATES, bare_doi

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.exporters import Subject
    from appkit.exporters.bibliography import Reference, Writer
    from appkit.source.node import Plain

_FIELDS: Final = {
    "publisher": "publisher",
    "location": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "url": "URL",
}
# Fields of CSL that an import keeps, and that go out again.
_KEPT: Final = {
    "abstract": "abstract", "note": "note", "language": "language", "genre": "genre", "isbn": "ISBN",
    "issn": "ISSN", "edition": "edition", "collection-title": "collection-title",
}  # fmt: skip

# Text with these may have marks for a processor of CSL.
_MARKED = re.compile(r"[<&]")


def write(subject: Subject, report: Report) -> bytes:
    """The publications of the profile as CSL-JSON; notes say what it has no place for."""
    items = [_item(reference) for reference in references(subject, report)]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def _item(reference: Reference) -> Plain:
    item: dict[str, Plain] = {"id": reference.key, "type": reference.type}
    if name := reference.texts.get("name"):
        item["title"] = name
    if reference.writers:
        role = "editor" if reference.by_editors else "author"
        item[role] = [_name(writer) for writer in reference.writers]
    if reference.venue:
        item["container-title"] = reference.venue
    if reference.short_venue:
        item["container-title-short"] = reference.short_venue
    item |= {field: text for key, field in _FIELDS.items() if (text := reference.texts.get(key))}
    if doi := reference.texts.get("doi"):
        item["DOI"] = bare_doi(doi)
    if date := reference.date:
        item["issued"] = {"date-parts": [[part for part in date if part is not None]]}
    if reference.status and reference.status != _implied(reference):
        item["status"] = PUBSTATES[reference.status][0]
    if reference.arxiv and reference.type == "article":
        item["number"] = f"{ARXIV}:{reference.arxiv}"
    if reference.keywords and not _is_odd(reference.keywords):
        item["keyword"] = ", ".join(reference.keywords)
    item |= {field: reference.kept[key] for key, field in _KEPT.items() if key in reference.kept}
    if bag := _bag(reference, item):
        item["custom"] = {BAG: bag}
    return item


def _implied(reference: Reference) -> str | None:
    """The status that goes without saying for something of this type."""
    if reference.type == "article":
        return "preprint"
    says_nothing = reference.type in {"manuscript", "document"} or reference.looks_like_preprint
    return None if says_nothing else "published"


def _name(writer: Writer) -> Plain:
    found = parts(writer.name, writer.family)
    if not found:
        return {"literal": writer.name}
    family = f"{found.family} {found.suffix}" if found.joined else found.family
    name: dict[str, Plain] = {"family": family, "given": found.given}
    return name | (
        {"suffix": found.suffix, "comma-suffix": True} if found.suffix and not found.joined else {}
    )


def _is_odd(words: tuple[str, ...]) -> bool:
    return any(mark in word for word in words for mark in ",;")


def _bag(reference: Reference, item: dict[str, Plain]) -> dict[str, Plain]:
    """What the item does not say, by the keys of a profile."""
    bag: dict[str, Plain] = {}
    if reference.entry.type and reference.entry.type != item["type"]:
        bag["type"] = reference.entry.type
    if reference.status is None and (reference.type == "manuscript" or reference.looks_like_preprint):
        bag["status"] = None
    marked = [
        key for key, text in reference.texts.items() if key in {*_FIELDS, "name"} and _MARKED.search(text)
    ]
    bag |= {key: reference.texts[key] for key in marked}
    if any(writer.marks or _is_misread(writer.name) for writer in reference.writers):
        bag["authors"] = [_person(writer) for writer in reference.writers]
    if reference.venue and _MARKED.search(f"{reference.venue}{reference.short_venue}"):
        short: dict[str, Plain] = {"short": reference.short_venue} if reference.short_venue else {}
        bag["venue"] = {"name": reference.venue, **short}
    if reference.keywords and (_is_odd(reference.keywords) or any(map(_MARKED.search, reference.keywords))):
        bag["keywords"] = list(reference.keywords)
    if reference.links and not (set(reference.links) == {ARXIV} and "number" in item):
        bag["links"] = dict(reference.links)
    return bag


def _is_misread(name: str) -> bool:
    """Whether an import would take a name for another."""
    starred = any(word.endswith("*") for word in name.split())
    return starred or bool(_MARKED.search(name)) or name.casefold() in {"others", "et al", "et al."}


def _person(writer: Writer) -> Plain:
    return {"name": writer.name, **dict.fromkeys(writer.marks, True)}
