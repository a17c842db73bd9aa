"""What stays at home: private items and private notes, taken out of a profile's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.model.jsonresume import MEMORY
from appkit.model.vocabulary import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from appkit.model.profile import Profile
    from appkit.source.node import Plain


def without_private(profile: Profile, data: Mapping[str, Plain]) -> dict[str, Plain]:
    """The ``data`` of ``profile`` without items that say ``private: true``, any ``privateNote``, and traces.

    Traces are references to such items, declarations of tags that only they bear, and what the profile
    remembers by position. Keys of the user's own (``x-…``) are no notes of ours: they stay.
    """
    made: dict[str, Plain] = {}
    for key, value in data.items():
        if key in SECTIONS:
            made[key] = _entries(value)
        elif key == "custom" and isinstance(value, dict):
            made[key] = {name: _section(section) for name, section in value.items()}
        else:
            made[key] = value
    if made == data:
        return made
    made.pop(MEMORY, None)
    _drop_references(made, {entry.address for entry in profile.entries() if entry.private})
    _drop_tags(made, set(_tags(cast("Plain", data))) - set(_tags(made)))
    return made


def _section(section: Plain) -> Plain:
    if isinstance(section, dict):
        return {key: _entries(value) if key == "entries" else value for key, value in section.items()}
    return _entries(section)


def _entries(entries: Plain) -> Plain:
    return (
        [_public(each) for each in entries if not _is_private(each)] if isinstance(entries, list) else entries
    )


def _public(item: Plain) -> Plain:
    if not isinstance(item, dict):
        return item
    kept = {key: value for key, value in item.items() if key != "privateNote"}
    if isinstance(bullets := kept.get("highlights"), list):
        kept["highlights"] = [_public(each) for each in bullets if not _is_private(each)]
    return kept


def _is_private(item: Plain) -> bool:
    return isinstance(item, dict) and item.get("private") is True


def _items(data: Plain) -> Iterator[tuple[str, dict[str, Plain]]]:
    """Every entry of the data with its section."""
    top = data if isinstance(data, dict) else {}
    custom = top.get("custom")
    for name, value in {**top, **(custom if isinstance(custom, dict) else {})}.items():
        entries = value.get("entries") if isinstance(value, dict) else value
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                yield name, entry


def _drop_references(data: dict[str, Plain], addresses: Container[str]) -> None:
    for _, entry in _items(data):
        if entry.get("publication") in addresses:
            entry.pop("publication", None)


def _tags(data: Plain) -> Iterator[str]:
    """Every tag that items of the data bear or word something for."""
    for _, entry in _items(data):
        bullets = entry.get("highlights")
        for item in (entry, *(bullets if isinstance(bullets, list) else ())):
            tags = item.get("tags") if isinstance(item, dict) else None
            yield from map(str, tags if isinstance(tags, list) else ())
            yield from _audiences(item)


def _audiences(data: Plain) -> Iterator[str]:
    if isinstance(data, dict):
        variants = data.get("variants")
        yield from variants if isinstance(variants, dict) else ()
        for value in data.values():
            yield from _audiences(value)
    elif isinstance(data, list):
        for value in data:
            yield from _audiences(value)


def _drop_tags(data: dict[str, Plain], names: set[str]) -> None:
    tags = data.get("tags")
    if isinstance(tags, dict):
        names -= {*_audiences(data.get("basics"))}
        data["tags"] = {name: value for name, value in tags.items() if name not in names}
