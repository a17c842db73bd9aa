"""The order in which a profile is written: sections as the schema has them, keys as one reads an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from appkit.importers.drafts import Aside, bare, inner
from appkit.importers.imported import UNPLACED, Unsure
from appkit.model.vocabulary import SECTIONS, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from appkit.importers.drafts import Draft
    from appkit.importers.imported import Drafted

PROFILE: Final = ("$schema", "language", "basics", *SECTIONS, "custom", "tags", "meta")
BASICS: Final = (
    "name", "familyName", "nativeName", "pronouns", "label", "image", "email", "phone", "url",
    "location", "profiles", "summary", "letter",
)  # fmt: skip
# One order for the entries of all sections, behind `id` and whatever names the entry: who and what, when and
# where, then sentences and lists, and last what is said about the entry rather than by it.
_ENTRY: Final = (
    "position", "studyType", "area", "type", "organization", "institution", "entity", "awarder", "issuer",
    "event", "funder", "authors", "venue", "publisher", "volume", "issue", "pages", "status",
    "startDate", "endDate", "date", "releaseDate", "location", "url", "doi", "level", "fluency", "score",
    "gpa", "amount", "thesis", "advisors", "roles", "summary", "description", "reference", "courses", "items",
    "keywords", "highlights", "links", "publication", "variants", "letter", "tags", "priority", "private",
    "privateNote",
)  # fmt: skip
_HIGHLIGHT: Final = ("id", "text", "variants", "letter", "tags", "priority", "private", "privateNote")
INNER: Final = {
    "location": ("address", "postalCode", "city", "region", "countryCode"),
    "profiles": ("network", "username", "url"),
    "highlights": _HIGHLIGHT,
    "authors": ("name", "self", "equal", "corresponding"),
    "advisors": ("name", "role"),
    "venue": ("name", "short"),
}


def entry_order(section: str) -> tuple[str, ...]:
    """The keys of a section's entries in their order; a section of the user's own has another name."""
    headline = kind_of(section).headline
    return ("id", headline, *(key for key in _ENTRY if key != headline))


def ordered(profile: dict[str, Draft]) -> dict[str, Draft]:
    """The profile with all keys in the canonical order; keys that are not ours follow as they came."""
    found: dict[str, Draft] = {}
    for key, value in _sorted(profile, PROFILE).items():
        if key == "basics":
            found[key] = _mapping(value, BASICS)
        elif key in SECTIONS:
            found[key] = _each(value, entry_order(key))
        elif key == "custom":
            found[key] = _sections(value)
        else:
            found[key] = value
    return found


def _sections(custom: Draft) -> Draft:
    """The sections of the user's own: lists of entries, or such lists with a title."""
    if isinstance(custom, Unsure | Aside):
        return _again(custom, _sections)
    if not isinstance(custom, dict):
        return custom
    return {name: _section(section) for name, section in custom.items()}


def _section(section: Draft) -> Draft:
    if isinstance(section, Unsure | Aside):
        return _again(section, _section)
    if isinstance(section, dict) and "entries" in section:
        titled = _sorted(section, ("title", "entries"))
        return titled | {"entries": _each(titled["entries"], entry_order("custom"))}
    return _each(section, entry_order("custom"))


def _mapping(value: Draft, order: Sequence[str]) -> Draft:
    if isinstance(value, Unsure | Aside):
        return _again(value, lambda inner: _mapping(inner, order))
    if not isinstance(value, dict):
        return value
    return {key: _inner(key, inner) for key, inner in _sorted(value, order).items()}


def _each(value: Draft, order: Sequence[str]) -> Draft:
    if isinstance(value, Unsure | Aside):
        return _again(value, lambda inner: _each(inner, order))
    return [_mapping(item, order) for item in value] if isinstance(value, list) else value


def _inner(key: str, value: Draft) -> Draft:
    if key not in INNER:
        return value
    return _each(value, INNER[key]) if isinstance(bare(value), list) else _mapping(value, INNER[key])


def _again(marked: Unsure | Aside, sort: Callable[[Draft], Draft]) -> Draft:
    """What is said about a value, said of that value sorted."""
    value = sort(inner(marked))
    if isinstance(marked, Unsure):
        return Unsure(cast("Drafted", value), marked.why)
    return Aside(value, marked.code, marked.why)


def _sorted(mapping: dict[str, Draft], order: Iterable[str]) -> dict[str, Draft]:
    known = [key for key in order if key in mapping]
    others = [key for key in mapping if key not in known]
    # What found no place stands last.
    others.sort(key=lambda key: key == UNPLACED)
    return {key: mapping[key] for key in (*known, *others)}
