"""What a target selects of a profile, as the data of a profile: its items, their order, and their wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.model.vocabulary import BASICS_LITERAL, BASICS_LOCATION, SECTIONS, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.model.profile import LabelledLink, PartialDate, Person
    from appkit.model.selection import SelectedEntry, Selection
    from appkit.model.text import Text, Value
    from appkit.source.node import Plain


def tailored(selection: Selection, *, with_private: bool = False) -> dict[str, Plain]:
    """The selection as a profile that says nothing else, in one wording and one language.

    Items keep their ids. Tags, points, sentences for letters and other wordings are for choosing, which is
    done; a venue that the target hides is not in it. Private items, which a target may pin, are left out
    unless they are asked for, as are private notes. Sections stand in the order in which the target first
    shows one of their entries; no budget of a document drops any.
    """
    made: dict[str, Plain] = {"language": selection.locale, "basics": _basics(selection)}
    custom: dict[str, Plain] = {}
    sections = _sections(selection, with_private=with_private)
    shown = {f"{section}/{entry.item.id}" for section, entries in sections.items() for entry in entries}
    for section, entries in sections.items():
        items: list[Plain] = [_entry(each, selection, shown, with_private=with_private) for each in entries]
        if section in SECTIONS:
            made[section] = items
        elif title := selection.profile.custom_titles.get(section):
            custom[section] = {"title": _chosen(title, selection), "entries": items}
        else:
            custom[section] = items
    return made | ({"custom": custom} if custom else {})


def _sections(selection: Selection, *, with_private: bool) -> dict[str, list[SelectedEntry]]:
    sections: dict[str, list[SelectedEntry]] = {}
    for entry in selection.entries():
        if with_private or not entry.item.private:
            sections.setdefault(entry.item.section, []).append(entry)
    return sections


def _basics(selection: Selection) -> dict[str, Plain]:
    values = selection.values
    made: dict[str, Plain] = {key: values[key].text for key in BASICS_LITERAL if key in values}
    places = ((key, values.get(f"location.{key}")) for key in BASICS_LOCATION)
    place: dict[str, Plain] = {key: value.text for key, value in places if value}
    accounts = [_account(number, values) for number in range(len(selection.basics.links))]
    summary = selection.summary.text if selection.summary else None
    return _full({**made, "location": place, "profiles": [*accounts], "summary": summary})


def _account(number: int, values: Mapping[str, Value]) -> Plain:
    keys = {"network": "label", "username": "username", "url": "url"}
    found = {key: values.get(f"links.{number}.{name}") for key, name in keys.items()}
    return {key: value.text for key, value in found.items() if value}


def _entry(
    entry: SelectedEntry, selection: Selection, shown: set[str], *, with_private: bool
) -> dict[str, Plain]:
    item, kind = entry.item, kind_of(entry.item.section)
    made: dict[str, Plain] = {
        "id": item.id,
        **{key: value.text for key, value in entry.texts.items()},
        kind.start: _date(item.dates.start),
        **({kind.end: _date(item.dates.end)} if kind.end != kind.start else {}),
        **{key: [value.text for value in values] for key, values in entry.lists.items()},
        "type": item.type,
        "links": {_chosen(link.label, selection): _url(link, selection) for link in item.links},
        "authors": [_person(each, selection) for each in item.authors],
        "advisors": [_person(each, selection) for each in item.advisors],
        "highlights": _highlights(entry, with_private=with_private),
    }
    if item.publication in shown:
        made["publication"] = item.publication
    else:
        made["status"] = entry.status if item.status or item.publication else None
        made["venue"] = _venue(entry.venue, entry.venue_short)
    if with_private:
        made |= {"private": item.private, "privateNote": item.note}
    # What stands in for a venue has been said already.
    if made.get("venue") == made.get("publisher"):
        made["venue"] = None
    return _full(_allowed(made, entry.item.section))


def _venue(name: Value | None, short: Value | None) -> Plain:
    if name is None or short is None:
        return name.text if name else None
    return {"name": name.text, "short": short.text}


def _allowed(made: dict[str, Plain], section: str) -> dict[str, Plain]:
    """The data without keys that the entries of a section cannot have."""
    extra = kind_of(section).extra
    scholarly = {"authors", "advisors", "venue", "publication"}
    return {key: value for key, value in made.items() if key not in scholarly or key in extra}


def _highlights(entry: SelectedEntry, *, with_private: bool) -> list[Plain]:
    made: list[Plain] = []
    for each in entry.highlights:
        if with_private and (each.item.private or each.item.note):
            private: dict[str, Plain] = {"private": each.item.private, "privateNote": each.item.note}
            made.append(_full({"id": each.item.id, "text": each.text.text, **private}))
        elif not each.item.private:
            made.append({"id": each.item.id, "text": each.text.text})
    return made


def _person(person: Person, selection: Selection) -> Plain:
    role = _chosen(person.role, selection) if person.role else None
    marks: dict[str, Plain] = {
        "self": person.is_self,
        "equal": person.equal,
        "corresponding": person.corresponding,
    }
    said = _full({"name": _chosen(person.name, selection), "role": role, **marks})
    return said if len(said) > 1 else said["name"]


def _chosen(text: Text, selection: Selection) -> str:
    return text.choose((), selection.locale, selection.profile.language).text


def _url(link: LabelledLink, selection: Selection) -> Plain:
    return _chosen(link.url, selection) if link.url else None


def _date(date: PartialDate | None) -> Plain:
    if date is None:
        return None
    parts = [f"{part:02d}" for part in (date.month, date.day) if part is not None]
    return "-".join([f"{date.year:04d}", *parts]) if parts else date.year


def _full(made: dict[str, Plain]) -> dict[str, Plain]:
    """The data without keys that say nothing."""
    return {key: value for key, value in made.items() if value not in (None, False, [], {})}
