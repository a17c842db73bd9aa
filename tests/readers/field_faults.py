"""What of a résumé a parser should find, and what it misses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from page_lines import folded
from specimens import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_tools import Reader
    from resume_fields import Fields

# Where an organisation and a role stand in a profile.
_SECTIONS = {
    "work": ("name", ("position",)),
    "volunteer": ("organization", ("position",)),
    "education": ("institution", ("studyType", "area")),
}


def missed(found: Fields, reader: Reader) -> list[str]:
    """What of the example's contacts and entries a parser misses in what this reader gives."""
    basics = EXAMPLE["basics"]
    wrong = []
    if not found.name.casefold().startswith(basics["name"].casefold()):
        wrong.append(f"name: {found.name!r}")
    if basics["email"] not in found.mails:
        wrong.append(f"e-mail: {found.mails}")
    if re.sub(r"\D", "", basics["phone"]) not in [re.sub(r"\D", "", phone) for phone in found.phones]:
        wrong.append(f"phone: {found.phones}")
    for section, (organization, role) in _SECTIONS.items() if not reader.tears else ():
        for item in EXAMPLE[section]:
            wrong += _of_entry(item, item[organization], [item[key] for key in role], found, reader)
    return wrong


def _of_entry(
    item: Mapping[str, Any], name: str, role: list[str], found: Fields, reader: Reader
) -> list[str]:
    every = [entry for entries in found.sections.values() for entry in entries]
    entry = next((each for each in every if each.head == name), None)
    if entry is None:
        return [f"{name} has no line of its own with dates: {[each.head for each in every]}"]
    wrong = [
        f"{name}: {date} is not in {entry.dates!r}"
        for date in (item["startDate"], item.get("endDate", "Present"))
        if date[:4] not in entry.dates
    ]
    if not all(part in entry.role for part in role):
        wrong.append(f"{name}: the role is {entry.role!r}")
    points = [" ".join(entry.points)] if reader.wraps else entry.points
    for highlight in item.get("highlights", ()):
        text = folded(reader.respelled(highlight if isinstance(highlight, str) else highlight["text"]))
        if not any(text in point for point in points) and not (reader.wraps and _turned(text)):
            wrong.append(f"{name}: {text!r} is not in {points}")
    return wrong


def _turned(text: str) -> bool:
    """Whether a text has words that run from right to left, which no reader of PDF gives in their order."""
    return re.search("[\u0590-\u08ff]", text) is not None
