"""YAMLResume: keys after JSON Resume, Markdown in summaries, dates as people write them.

Its models are in the package ``@yamlresume/core``, ``schema``; the tables below name every key of version
0.16. Levels and fluencies are words of a fixed list, which a profile takes as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.mapped import imported
from appkit.importers.placing import at, inner, list_within, section_of, within
from appkit.importers.readers import aside, date, end, literal, paragraphs, prose, texts, verbatim
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Imported
    from appkit.importers.mapped import Draft, Table
    from appkit.importers.material import Material
    from appkit.source import Node


def recognises(material: Material) -> bool:
    """Whether ``content`` holds ``basics`` or another section of a résumé."""
    content = material.mapping.get("content") if material.mapping else None
    return isinstance(content, Mapping) and any(
        content.entries.get(key) is not None for key in ("basics", "education", "work")
    )


def convert(material: Material, report: Report) -> Imported | None:
    """The profile that a YAMLResume file tells; None, with errors in ``report``, where it cannot be read."""
    return imported(material, _FILE, report)


_LANGUAGE_CODE = re.compile(r"[a-z]{2}(?:-[A-Za-z0-9-]{2,20})?")


def _locale(node: Node, key: str, draft: Draft) -> str | None:
    """The language of its headings, kept aside; it is that of the profile, too."""
    language = node.get("language") if isinstance(node, Mapping) else None
    if isinstance(language, Scalar) and _LANGUAGE_CODE.fullmatch(language.text):
        draft.put("language", language.text)
    return aside(node, key, draft)


_BASICS: Table = {
    "name": literal("name"),
    "headline": literal("label"),
    "email": literal("email"),
    "phone": literal("phone"),
    "url": literal("url"),
    "summary": paragraphs("summary"),
}

_LOCATION: Table = {
    "address": literal("address"),
    "city": literal("city"),
    "region": literal("region"),
    "postalCode": literal("postalCode"),
    "country": literal("countryCode"),  # a name, where JSON Resume has a code: what is printed stays
}

_PROFILE: Table = {
    "network": literal("network"),
    "username": literal("username"),
    "url": literal("url"),
}

_WORK: Table = {
    "name": literal("name"),
    "position": literal("position"),
    "url": literal("url"),
    "startDate": date("startDate"),
    "endDate": end(ongoing=True),
    "summary": prose("summary"),
    "keywords": texts("keywords"),
}

_VOLUNTEER: Table = {
    "organization": literal("organization"),
    "position": literal("position"),
    "url": literal("url"),
    "startDate": date("startDate"),
    "endDate": end(ongoing=True),
    "summary": prose("summary"),
}

_EDUCATION: Table = {
    "institution": literal("institution"),
    "degree": literal("studyType"),
    "area": literal("area"),
    "score": literal("score"),
    "courses": texts("courses"),
    "url": literal("url"),
    "startDate": date("startDate"),
    "endDate": end(ongoing=True),
    "summary": prose("summary"),
}

_PROJECT: Table = {
    "name": literal("name"),
    "description": verbatim("description"),
    "url": literal("url"),
    "startDate": date("startDate"),
    "endDate": end(),
    "summary": prose("summary"),
    "keywords": texts("keywords"),
}

_AWARD: Table = {
    "title": literal("title"),
    "awarder": literal("awarder"),
    "date": date("date"),
    "summary": prose("summary"),
}

_CERTIFICATE: Table = {
    "name": literal("name"),
    "issuer": literal("issuer"),
    "date": date("date"),
    "url": literal("url"),
}

_PUBLICATION: Table = {
    "name": literal("name"),
    "publisher": literal("publisher"),
    "releaseDate": date("releaseDate"),
    "url": literal("url"),
    "summary": prose("summary"),
}

_SKILL: Table = {
    "name": literal("name"),
    "level": literal("level"),  # Novice, Beginner, Intermediate, Advanced, Expert, Master
    "keywords": texts("keywords"),
}

_LANGUAGE: Table = {
    "language": literal("language"),
    "fluency": literal("fluency"),  # Elementary Proficiency … Native or Bilingual Proficiency
    "keywords": texts("keywords"),
}

_INTEREST: Table = {
    "name": literal("name"),
    "keywords": texts("keywords"),
}

# How to reach a third person stays in the file, but is not a thing to print.
_REFERENCE: Table = {
    "name": literal("name"),
    "summary": prose("reference"),
    "relationship": verbatim("description"),
    "email": aside,
    "phone": aside,
}

_CONTENT: Table = {
    "basics": at("basics", inner(_BASICS)),
    "location": at("basics", within("location", _LOCATION)),
    "profiles": at("basics", list_within("profiles", _PROFILE)),
    "work": section_of("work", _WORK),
    "volunteer": section_of("volunteer", _VOLUNTEER),
    "education": section_of("education", _EDUCATION),
    "awards": section_of("awards", _AWARD),
    "certificates": section_of("certificates", _CERTIFICATE),
    "publications": section_of("publications", _PUBLICATION),
    "skills": section_of("skills", _SKILL),
    "languages": section_of("languages", _LANGUAGE),
    "interests": section_of("interests", _INTEREST),
    "references": section_of("references", _REFERENCE),
    "projects": section_of("projects", _PROJECT),
}

_FILE: Table = {
    "content": inner(_CONTENT),
    "locale": _locale,
    "layouts": aside,  # for its own typesetting
    "layout": aside,  # so called before 0.6
}
