"""The entries of RenderCV: nine types, told by their keys, put into the section that their title means."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from appkit.importers.fields import text_of
from appkit.importers.foreign_text import unmarked
from appkit.importers.mapped import Draft, each, entry
from appkit.importers.readers import literal, prose
from appkit.importers.rendercv.readers import (
    authors,
    dates,
    doi_link,
    highlights,
    journal,
    put_list,
    put_words,
    words,
)
from appkit.importers.rendercv.sections import section_titled
from appkit.model.vocabulary import kind_of
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted
    from appkit.importers.mapped import Reader, Table
    from appkit.importers.rendercv.sections import Section
    from appkit.source import Node

# The types, with keys that only they have. A text that is no mapping is a TextEntry.
_TYPES = {
    "OneLineEntry": {"label", "details"},
    "NormalEntry": {"name"},
    "ExperienceEntry": {"company", "position"},
    "EducationEntry": {"institution", "area", "degree", "grade"},
    "PublicationEntry": {"title", "authors", "doi", "journal"},
    "BulletEntry": {"bullet"},
    "NumberedEntry": {"number"},
    "ReversedNumberedEntry": {"reversed_number"},
}
_LINES = ("bullet", "number", "reversed_number")

# For each type the sections that it fits, and where its keys go there. Below any other title its entries go
# to a section of one's own.
_FITS: dict[str, dict[str, dict[str, str]]] = {
    "ExperienceEntry": {
        "work": {"company": "name", "position": "position"},
        "volunteer": {"company": "organization", "position": "position"},
        "education": {"company": "institution", "position": "studyType"},
        "teaching": {"company": "institution", "position": "name"},
        "service": {"company": "organization", "position": "name"},
        "talks": {"company": "event", "position": "name"},
        "grants": {"company": "funder", "position": "name"},
        "awards": {"company": "awarder", "position": "title"},
        "certificates": {"company": "issuer", "position": "name"},
        "projects": {"company": "entity", "position": "name"},
        "publications": {"company": "publisher", "position": "name"},
        "courses": {"company": "institution", "position": "name"},
        "custom": {"company": "name", "position": "position"},
    },
    "EducationEntry": {
        "education": {
            "institution": "institution",
            "area": "area",
            "degree": "studyType",
            "grade": "score",  # until 2.3
        },
        "custom": {"institution": "organization", "area": "name", "degree": "position", "grade": "score"},
    },
    "PublicationEntry": {
        "publications": {"title": "name"},
        "projects": {"title": "name"},
        "talks": {"title": "name", "journal": "event"},
        "custom": {"title": "name"},
    },
}
# What an unknown title of such entries is, unless it names what only looks like them.
_BY_TYPE = {"EducationEntry": "education", "PublicationEntry": "publications"}
_LIKE_PAPERS = re.compile(r"patent", re.IGNORECASE)

# Where the details of a OneLineEntry go; in other sections they are the summary.
_DETAILS = {
    "skills": "keywords",
    "interests": "keywords",
    "courses": "courses",
    "languages": "fluency",
    "tests": "score",
    "references": "reference",
}
_LISTS = frozenset({"keywords", "courses"})
_LABELLED = re.compile(r"(?P<label>[^:.!?]{1,60}): +(?P<details>\S.*)", re.DOTALL)


def read_section(key: str, node: Node, draft: Draft) -> None:
    """Put the entries below a title into the sections of ``draft``."""
    titled = section_titled(key)
    used = set()
    for item in each(node):
        found = _fitting(titled, item)
        used.add(found.section)
        if found.section == "summary":
            _add_to_summary(item, draft, key)
        else:
            _add_entry(item, found, draft, key)
    for section in sorted(used - {"custom", "summary"}) if " " in titled.title else ():
        titles = draft.data.setdefault("x-titles", {})
        assert isinstance(titles, dict)
        titles.setdefault(section, titled.title)


def _type_of(item: Node) -> str:
    keys = item.entries.keys() if isinstance(item, Mapping) else set()
    return next((name for name, own in _TYPES.items() if own & keys), "TextEntry")


def _fitting(titled: Section, item: Node) -> Section:
    """The section for an item: its type may tell where the title does not, and may not fit where it does."""
    kind = _type_of(item)
    if titled.section == "summary":
        lines = isinstance(item, Scalar) or kind in {"BulletEntry", "NumberedEntry", "ReversedNumberedEntry"}
        return titled if lines else titled._replace(section="custom")
    if titled.section == "custom":
        known = "custom" if _LIKE_PAPERS.search(titled.title) else _BY_TYPE.get(kind, "custom")
        return titled._replace(section=known)
    return (
        titled if titled.section in _FITS.get(kind, {titled.section}) else titled._replace(section="custom")
    )


def _add_to_summary(item: Node, draft: Draft, key: str) -> None:
    """A text of the person's summary, a paragraph of it."""
    line = (
        next((item.entries[name] for name in _LINES if name in item.entries), None)
        if isinstance(item, Mapping)
        else item
    )
    if not isinstance(line, Scalar) or (isinstance(item, Mapping) and len(item.entries) > 1):
        draft.keep_piece(f"sections.{key}", item)
        return
    basics = draft.data.setdefault("basics", {})
    assert isinstance(basics, dict)
    before = basics.get("summary")
    basics["summary"] = f"{before}\n\n{text_of(line)}" if before else text_of(line)


def _add_entry(item: Node, found: Section, draft: Draft, key: str) -> None:
    if isinstance(item, Scalar):
        item = Mapping({"bullet": item}, {}, item.location)
    if isinstance(item, Mapping) and "date" in item.entries:
        # Where there is a `date`, the other two do not count.
        item = replace(item, entries={"date": item.entries["date"], **item.entries})
    made = entry(item, found.section, _table(_type_of(item), found.section), draft, f"sections.{key}")
    if made is None:
        return
    if found.type:
        made.setdefault("type", found.type)
    if found.section == "custom":
        _add_custom(made, found, draft)
    else:
        draft.add(found.section, made)


def _add_custom(made: dict[str, Drafted], found: Section, draft: Draft) -> None:
    """An entry of a section of one's own; titles that come to the same name are told apart by a number."""
    custom = cast("dict[str, dict[str, Drafted]]", draft.data.setdefault("custom", {}))
    name, number = found.name, 1
    while name in custom and custom[name]["title"] != found.title:
        number += 1
        name = f"{found.name}-{number}"
    section = custom.setdefault(name, {"title": found.title, "entries": []})
    entries = section["entries"]
    assert isinstance(entries, list)
    entries.append(made)


def _table(kind: str, section: str) -> Table:
    """Where the keys of a type go in a section."""
    of = kind_of(section)
    fields: dict[str, Reader] = {
        **dates(of),
        "location": words("location"),
        "summary": prose("summary"),
        "highlights": highlights(of),
        "url": literal("url"),
    }
    fits = _FITS.get(kind, {})
    fields |= {key: words(ours) for key, ours in fits.get(section, {}).items()}
    match kind:
        case "OneLineEntry":
            fields |= {"label": words(of.headline), "details": _details(section)}
        case "NormalEntry":
            fields |= {"name": words(of.headline)}
            if section == "references":
                fields |= {"summary": prose("reference")}
        case "PublicationEntry":
            doi = literal("doi") if section == "publications" else doi_link
            fields = {"authors": authors, "doi": doi, "journal": journal, **fields}
        case "TextEntry" | "BulletEntry" | "NumberedEntry" | "ReversedNumberedEntry":
            fields |= dict.fromkeys(_LINES, _line(section))
    return fields


def _details(section: str) -> Reader:
    """What stands behind a label."""
    ours = _DETAILS.get(section, "summary")

    def read(node: Node, key: str, draft: Draft) -> str | None:
        if ours in _LISTS and isinstance(node, Scalar) and put_list(draft, ours, text_of(node)):
            return None
        rich = {"reference", "summary"} | _LISTS
        return (
            prose("summary" if ours in _LISTS else ours)(node, key, draft)
            if ours in rich
            else words(ours)(node, key, draft)
        )

    return read


def _line(section: str) -> Reader:
    """A line alone: what an entry is called, or, where the section has such, a label with its details."""
    headline = kind_of(section).headline

    def read(node: Node, key: str, draft: Draft) -> str | None:
        if not isinstance(node, Scalar):
            return "a text is wanted here"
        found = unmarked(text_of(node))
        labelled = _LABELLED.fullmatch(found.words) if section in _DETAILS and not found.links else None
        if labelled is None:
            return put_words(draft, headline, text_of(node))
        draft.put(headline, labelled["label"].strip())
        details = Scalar(labelled["details"], labelled["details"], node.location)
        return _details(section)(details, key, draft)

    return read
