"""FRESH, the résumé format of HackMyResume: Markdown, and some HTML, in its longer texts.

The tables name every key of the package ``fresh-resume-schema`` 1.0.0-beta, and those of its forerunners that
its own examples still use: ``flavor`` and ``type`` for ``category``, ``characterClass``, ``proof``, ….
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.importers.fresh.html import markdown_of
from appkit.importers.fresh.sections import (
    ACTIVITY,
    AFFILIATION,
    CATEGORY,
    GOVERNANCE,
    INTEREST,
    JOB,
    LANGUAGE,
    PROJECT,
    READING,
    RECOGNITION,
    REFERENCE,
    SAMPLE,
    SCHOOLING,
    SERVICE,
    SKILL,
    SKILL_SET,
    SPEAKING,
    TESTIMONIAL,
    WRITING,
)
from appkit.importers.mapped import Draft, each, imported
from appkit.importers.placing import at, custom_of, inner, parted, section_of, within
from appkit.importers.readers import aside, literal, paragraphs
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Drafted, Imported
    from appkit.importers.mapped import Reader, Table
    from appkit.importers.material import Material
    from appkit.source import Node

# Sections that are mappings in FRESH, and lists, or unknown, elsewhere.
_PARTED = ("info", "contact", "employment", "education", "service", "skills", "affiliation", "disposition")


def recognises(material: Material) -> bool:
    """Whether the file says that it is FRESH, or is laid out like it: ``employment`` with its ``history``."""
    whole = material.mapping
    if whole is None or "basics" in whole.entries:
        return False
    meta = whole.get("meta")
    form = meta.get("format") if isinstance(meta, Mapping) else None
    if isinstance(form, Scalar) and form.text.upper().startswith("FRESH"):
        return True
    found = [key for key in _PARTED if isinstance(whole.get(key), Mapping)]
    return isinstance(whole.get("name"), Scalar) and len(found) > 1


def convert(material: Material, report: Report) -> Imported | None:
    """The profile that a FRESH file tells; None, with errors in ``report``, where it cannot be read."""
    return imported(material, _FILE, report)


def _history(items: Reader) -> Reader:
    return parted({"history": items})


def _social(node: Node, key: str, draft: Draft) -> str | None:
    """The pages elsewhere; what one is called most often is the network again."""
    for item in each(node):
        if not isinstance(item, Mapping):
            draft.keep(key, item)
            continue
        part = Draft(draft.report)
        part.read(item, _SOCIAL)
        label = part.data.pop("label", None)
        if label is not None and label != part.data.setdefault("network", label):
            part.data["x-label"] = label
            part.unplaced += 1
        draft.unplaced += part.unplaced
        draft.add("profiles", cast("Drafted", part.data))
    return None


def _other_contacts(node: Node, key: str, draft: Draft) -> str | None:
    """More ways to reach the person, among the pages elsewhere: a link of what each is called."""
    for item in each(node):
        part = Draft(draft.report)
        if isinstance(item, Mapping):
            part.read(item, _CONTACT_WAY)
        value, kind = part.data.get("username"), part.data.pop("type", None)
        if not isinstance(value, str):
            draft.keep(key, item)
            continue
        if kind is not None:
            part.data["x-category"] = kind
            part.unplaced += 1
        draft.unplaced += part.unplaced
        if url := _contact_url(value, kind):
            part.data["url"] = url
        draft.add("profiles", dict(part.data))
    return None


def _contact_url(value: str, kind: object) -> str | None:
    if value.startswith(("http://", "https://")):
        return value
    if kind == "email" or ("@" in value and kind is None):
        return f"mailto:{value}"
    return f"tel:{''.join(c for c in value if c in '+0123456789')}" if kind == "phone" else None


_INFO: Table = {
    "label": literal("label"),
    "brief": paragraphs("summary", markdown_of),
    "image": literal("image"),
    "class": aside,
    "characterClass": aside,
    "quote": aside,
}

_CONTACT: Table = {
    "email": literal("email"),
    "phone": literal("phone"),
    "website": literal("url"),
    "other": _other_contacts,
}

_CONTACT_WAY: Table = {"label": literal("network"), "value": literal("username"), **CATEGORY}

_LOCATION: Table = {
    "address": literal("address"),
    "code": literal("postalCode"),
    "city": literal("city"),
    "region": literal("region"),
    "country": literal("countryCode"),
}

_SOCIAL: Table = {
    "network": literal("network"),
    "user": literal("username"),
    "url": literal("url"),
    "label": literal("label"),
}

_FILE: Table = {
    "name": at("basics", literal("name")),
    "info": at("basics", inner(_INFO)),
    "contact": at("basics", inner(_CONTACT)),
    "location": at("basics", within("location", _LOCATION)),
    "social": at("basics", _social),
    "employment": _history(section_of("work", JOB)),
    "projects": section_of("projects", PROJECT),
    "education": _history(section_of("education", SCHOOLING)),
    "service": _history(section_of("volunteer", SERVICE)),
    "skills": parted({"sets": section_of("skills", SKILL_SET), "list": section_of("skills", SKILL)}),
    "recognition": section_of("awards", RECOGNITION),
    "writing": section_of("publications", WRITING),
    "speaking": section_of("talks", SPEAKING),
    "governance": section_of("service", GOVERNANCE),
    "languages": section_of("languages", LANGUAGE),
    "interests": section_of("interests", INTEREST),
    "references": section_of("references", REFERENCE),
    "testimonials": section_of("references", TESTIMONIAL),
    "reading": custom_of("reading", "Reading", READING),
    "affiliation": _history(custom_of("affiliation", "Affiliation", AFFILIATION)),
    "extracurricular": custom_of("extracurricular", "Extracurricular", ACTIVITY),
    "samples": custom_of("samples", "Samples", SAMPLE),
    "disposition": aside,
    "meta": aside,
}
