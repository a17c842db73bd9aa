"""Entries: the jobs, papers and skills of one section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.dates import decode_dates
from appkit.decode.highlight import decode_highlights
from appkit.decode.identity import assign, entry_candidates
from appkit.decode.links import decode_links
from appkit.decode.people import decode_advisors, decode_authors
from appkit.decode.read import flag, items, value_locations, whole, word, words
from appkit.decode.text import decode_text, with_variants
from appkit.decode.unique import report_repeated
from appkit.model.profile import Entry, Venue
from appkit.model.vocabulary import COMMON_LISTS, COMMON_LITERAL, COMMON_RICH, kind_of
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.decode.setting import Setting
    from appkit.model.text import Text
    from appkit.model.vocabulary import SectionKind
    from appkit.source.node import Node


def decode_entries(
    section: str, nodes: Sequence[Node], first_index: int, setting: Setting
) -> tuple[Entry, ...]:
    """The entries of a section, counted from ``first_index``, each with an id of its own."""
    kind = kind_of(section)
    mappings = [node for node in nodes if isinstance(node, Mapping) and _is_called(node, kind, setting)]
    own = [word(node.get("id")) for node in mappings]
    report_repeated(zip(own, mappings, strict=True), section, setting.report)
    candidates = [
        _candidates(node, kind, setting) for node, name in zip(mappings, own, strict=True) if not name
    ]
    derived = iter(assign(candidates, {name for name in own if name}))
    return tuple(
        _entry(node, section, (name or next(derived), name is None), first_index + position, setting)
        for position, (node, name) in enumerate(zip(mappings, own, strict=True))
    )


def _is_called(node: Mapping, kind: SectionKind, setting: Setting) -> bool:
    """Whether an entry says anything that it could be called by: a JSON Resume may leave all of it out."""
    fields = {kind.headline, *kind.literal, *kind.rich, *COMMON_LITERAL, *COMMON_RICH} - {"url"}
    if any(decode_text(node.get(key), "", language=setting.language) for key in fields):
        return True
    message = f"this entry of '{kind.name}' has nothing to be called by and is left out"
    setting.report.warning("nameless", message, node.location, help=f"give it the key '{kind.headline}'")
    return False


def _candidates(node: Mapping, kind: SectionKind, setting: Setting) -> tuple[str, ...]:
    headline = decode_text(node.get(kind.headline), "", language=setting.language)
    return entry_candidates(headline.default if headline else "", word(node.get(kind.start)), node)


def _entry(node: Mapping, section: str, identity: tuple[str, bool], index: int, setting: Setting) -> Entry:
    name, derived = identity
    address = f"{section}/{name}"
    kind = kind_of(section)
    language = setting.language
    tags = words(node.get("tags"))
    return Entry(
        name,
        address,
        derived,
        section,
        index,
        _texts(node, address, kind, setting),
        node.location,
        lists=_lists(node, address, kind, language),
        highlights=decode_highlights(items(node.get("highlights")), address, setting),
        dates=decode_dates(node, kind, setting.report),
        tags=tuple(tags),
        priority=whole(node.get("priority")) or 0,
        letter=decode_text(node.get("letter"), f"{address}.letter", language=language, rich=True),
        private=bool(flag(node.get("private"))),
        note=word(node.get("privateNote")),
        type=word(node.get("type")),
        status=word(node.get("status")),
        authors=decode_authors(node.get("authors"), f"{address}.authors", setting.own_names, language),
        advisors=decode_advisors(items(node.get("advisors")), f"{address}.advisors", language),
        venue=_venue(node.get("venue"), f"{address}.venue", language),
        links=decode_links(node.get("links"), f"{address}.links"),
        publication=word(node.get("publication")),
        field_locations=value_locations(node),
        tag_locations=tags,
    )


def _texts(node: Mapping, address: str, kind: SectionKind, setting: Setting) -> dict[str, Text]:
    fields = dict.fromkeys((kind.headline, *kind.literal, *COMMON_LITERAL), False)
    fields |= dict.fromkeys((*kind.rich, *COMMON_RICH), True)
    found = {
        key: with_variants(text, node.get("variants"), key, setting.report)
        for key, rich in fields.items()
        if (text := decode_text(node.get(key), f"{address}.{key}", language=setting.language, rich=rich))
    }
    _report_variants_of_nothing(node, set(fields) - set(found), setting)
    return found


def _report_variants_of_nothing(node: Mapping, absent: set[str], setting: Setting) -> None:
    """An error for each variant of a field that has no general wording to fall back to."""
    variants = node.get("variants")
    for fields in variants.entries.values() if isinstance(variants, Mapping) else ():
        for key in fields.entries if isinstance(fields, Mapping) else ():
            if key in absent:
                assert isinstance(fields, Mapping)
                setting.report.error(
                    "variant-of-nothing",
                    f"a variant of '{key}', which this entry does not have",
                    fields.keys[key],
                    help=f"write the general wording as '{key}' of the entry",
                )


def _lists(node: Mapping, address: str, kind: SectionKind, language: str) -> dict[str, tuple[Text, ...]]:
    found = {}
    for key in (*kind.lists, *COMMON_LISTS):
        members = [decode_text(item, f"{address}.{key}", language=language) for item in items(node.get(key))]
        if texts := tuple(text for text in members if text):
            found[key] = texts
    return found


def _venue(node: Node | None, address: str, language: str) -> Venue | None:
    parts = node if isinstance(node, Mapping) and "name" in node.entries else None
    name = decode_text(parts.get("name") if parts else node, address, language=language)
    short = decode_text(parts.get("short") if parts else None, address, language=language)
    return Venue(name, short) if name else None
