"""The items of FRESH's sections, key by key. FRESH calls several of them by other names than JSON Resume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.importers.fresh.html import markdown_of
from appkit.importers.mapped import Draft, each
from appkit.importers.placing import inner
from appkit.importers.readers import aside, date, end, flag, link, literal, prose, texts, verbatim
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from appkit.importers.mapped import Table
    from appkit.source import Node


def _current(node: Node, key: str, draft: Draft) -> str | None:
    """That a job goes on is what a start without an end says; anything else is kept."""
    if not (isinstance(node, Scalar) and node.value is True):
        draft.keep(key, node)
    return None


def _publisher(node: Node, key: str, draft: Draft) -> str | None:
    """A name, or a name with an address."""
    reader = inner(PUBLISHER) if isinstance(node, Mapping) else literal("publisher")
    return reader(node, key, draft)


def _media(node: Node, key: str, draft: Draft) -> str | None:
    """Pictures and downloads of a project: links with what they are called."""
    for item in each(node):
        part = Draft(draft.report)
        if isinstance(item, Mapping):
            part.read(item, {"name": literal("name"), "category": literal("category"), "url": literal("url")})
        name, category, url = (part.data.pop(each_, None) for each_ in ("name", "category", "url"))
        label = name or category
        if part.data or not isinstance(label, str) or not isinstance(url, str) or (name and category):
            draft.keep(key, item)
        else:
            draft.link(label, url)
    return None


CATEGORY: Table = {"category": literal("type"), "flavor": literal("type"), "type": literal("type")}
_SPAN: Table = {"start": date("startDate"), "end": end()}
_ONGOING_SPAN: Table = {"start": date("startDate"), "end": end(ongoing=True), "current": _current}
_SAID: Table = {
    "summary": prose("summary", markdown_of),
    "highlights": texts("highlights", markdown_of),
    "keywords": texts("keywords"),
    "location": literal("location"),
    "url": literal("url"),
    "private": flag("private"),
    "ignore": flag("private"),
}

JOB: Table = {
    "employer": literal("name"),
    "position": literal("position"),
    **_ONGOING_SPAN,
    **CATEGORY,
    **_SAID,
}

PROJECT: Table = {
    "title": literal("name"),
    "description": prose("description", markdown_of),
    "role": texts("roles"),
    "repo": link("Repository"),
    "media": _media,
    **_SPAN,
    **CATEGORY,
    **_SAID,
}

SKILL_SET: Table = {
    "name": literal("name"),
    "level": literal("level"),
    "skills": texts("keywords"),
    **_SAID,
}

SKILL: Table = {
    "name": literal("name"),
    "level": literal("level"),
    "years": aside,
    "proof": literal("url"),
    **_SAID,
}

SERVICE: Table = {  # volunteering and military service alike; its kind is told by the type
    "organization": literal("organization"),
    "position": literal("position"),
    **_ONGOING_SPAN,
    **CATEGORY,
    **_SAID,
}

SCHOOLING: Table = {
    "institution": literal("institution"),
    "title": literal("studyType"),
    "studyType": literal("studyType"),
    "area": literal("area"),
    "grade": literal("score"),
    "curriculum": texts("courses"),
    **_ONGOING_SPAN,
    **CATEGORY,
    **_SAID,
}

RECOGNITION: Table = {
    "title": literal("title"),
    "from": literal("awarder"),
    "event": verbatim("description"),
    "date": date("date"),
    **CATEGORY,
    **_SAID,
}

PUBLISHER: Table = {"name": literal("publisher"), "url": link("Publisher")}

WRITING: Table = {
    "title": literal("name"),
    "publisher": _publisher,
    "author": texts("authors"),
    "date": date("releaseDate"),
    **CATEGORY,
    **_SAID,
}

READING: Table = {
    "title": literal("name"),
    "author": texts("authors"),
    "date": date("startDate"),
    **CATEGORY,
    **_SAID,
}

SPEAKING: Table = {
    "title": literal("name"),
    "event": literal("event"),
    "date": date("date"),
    "role": aside,
    **CATEGORY,
    **_SAID,
}

GOVERNANCE: Table = {
    "role": literal("name"),
    "organization": literal("organization"),
    **_SPAN,
    **CATEGORY,
    **_SAID,
}

AFFILIATION: Table = {
    "organization": literal("name"),
    "role": literal("position"),
    **_SPAN,
    **CATEGORY,
    **_SAID,
}

ACTIVITY: Table = {
    "activity": literal("name"),
    "title": literal("position"),
    **_SPAN,
    **CATEGORY,
    **_SAID,
}

SAMPLE: Table = {
    "title": literal("name"),
    "date": date("startDate"),
    **CATEGORY,
    **_SAID,
}

REFERENCE: Table = {  # how to reach a third person stays in the file, but is not a thing to print
    "name": literal("name"),
    "role": verbatim("description"),
    "contact": aside,
    **CATEGORY,
    **_SAID,
}

TESTIMONIAL: Table = {
    "name": literal("name"),
    "quote": prose("reference", markdown_of),
    **CATEGORY,
    **_SAID,
}

LANGUAGE: Table = {
    "language": literal("language"),
    "level": literal("fluency"),
    "years": aside,
    **_SAID,
}

INTEREST: Table = {"name": literal("name"), **_SAID}
