"""JSON Resume: the profile as a file that conforms to the published schema, 1.0.0 to 1.3.1.

What that schema has no words for lies in bags under ``x-appkit``, inside the items and in ``meta``, so that
the file imported again is the same profile: docs/decisions/0023-json-resume-in-and-out.md.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from appkit.exporters.jsonresume.items import item
from appkit.exporters.jsonresume.memory import Memory
from appkit.model.jsonresume import ACCOUNT, BAG, BASICS, INSTEAD, MEMORY, PLACE, SCHEMA, SECTIONS, is_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Report
    from appkit.exporters import Subject
    from appkit.model.jsonresume import Form
    from appkit.source.node import Plain

_META: Final[dict[str, Form]] = {"canonical": "uri", "version": "text", "lastModified": "text"}


def write(subject: Subject, report: Report) -> bytes:  # noqa: ARG001 - nothing is left unsaid
    """The profile as JSON, indented by two spaces, its keys in the profile's order."""
    data = resume(subject.data, subject.profile.language)
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def resume(data: Mapping[str, Plain], language: str) -> dict[str, Plain]:
    """The plain data of a profile as that of a JSON Resume."""
    memory = Memory.of(data.get(MEMORY))
    made: dict[str, Plain] = {}
    keep: dict[str, Plain] = {}
    for key, value in data.items():
        if key in SECTIONS and isinstance(value, list) and value:
            made[key] = [_entry(key, each, language, memory) for each in value]
        elif key == "basics" and isinstance(value, dict):
            made[key] = _basics(value, language, memory)
        elif key in memory.beside or key in memory.names or key == "meta":
            made[key] = value
        elif key != MEMORY:
            keep[key] = value
    bag = _order(data, made, keep) | ({"keep": keep} if keep else {})
    meta = _meta(data.get("meta"), bag)
    made = memory.restored({**made, "meta": meta} if meta or "meta" in data else made)
    schema = memory.schema if memory.schema and is_said(memory.schema, "uri") else SCHEMA
    return {"$schema": schema, **made}


def _entry(section: str, entry: Plain, language: str, memory: Memory) -> Plain:
    assert isinstance(entry, dict)
    beside = {key for key in entry if f"{section}/{key}" in memory.beside}
    return item(entry, SECTIONS[section], language, instead=INSTEAD.get(section), beside=beside)


def _basics(basics: Mapping[str, Plain], language: str, memory: Memory) -> Plain:
    """Basics, with the address and the accounts as items of their own in it, where they say anything."""
    beside = {key for key in basics if f"basics/{key}" in memory.beside}
    inner: dict[str, Plain] = {}
    place, accounts = basics.get("location"), basics.get("profiles")
    if isinstance(place, dict) and _says(place):
        inner["location"] = item(place, PLACE, language)
    if isinstance(accounts, list) and accounts and all(map(_says, accounts)):
        inner["profiles"] = [item(each, ACCOUNT, language) for each in accounts if isinstance(each, dict)]
    return item({**basics, **inner}, BASICS, language, beside={*beside, *inner})


def _says(data: Plain) -> bool:
    """Whether there is a value in the data that an import does not take for empty."""
    match data:
        case dict():
            return any(map(_says, data.values()))
        case list():
            return any(map(_says, data))
        case str():
            return bool(data.strip())
        case _:
            return data is not None


def _order(
    data: Mapping[str, Plain], made: Mapping[str, Plain], keep: Mapping[str, Plain]
) -> dict[str, Plain]:
    """The profile's keys in their order, where an import would put them in another."""
    usual = [*made, *keep]
    order: list[Plain] = [key for key in data if key != MEMORY]
    return {} if order == usual else {"order": order}


def _meta(meta: Plain, bag: Mapping[str, Plain]) -> dict[str, Plain]:
    """The profile's notes about its file, and the bag of what belongs to no item."""
    notes = meta if isinstance(meta, dict) else {}
    fitting = {key: value for key, value in notes.items() if _fits(key, value)}
    rest = {key: value for key, value in notes.items() if key not in fitting}
    # An import takes notes that are nothing but the bag for none.
    said = {"meta": rest} if rest or (isinstance(meta, dict) and not fitting and bag) else {}
    whole: dict[str, Plain] = {**bag, **said}
    return fitting | ({BAG: whole} if whole else {})


def _fits(key: str, value: Plain) -> bool:
    return key != BAG and (key not in _META or (isinstance(value, str) and is_said(value, _META[key])))
