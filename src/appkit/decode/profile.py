"""A profile, from a checked node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.decode.entry import decode_entries
from appkit.decode.links import decode_profiles
from appkit.decode.people import folded
from appkit.decode.read import items, named, word
from appkit.decode.setting import Setting
from appkit.decode.tags import decode_tags
from appkit.decode.text import decode_text
from appkit.model.profile import Basics, Profile
from appkit.model.vocabulary import BASICS_LITERAL, BASICS_LOCATION, SECTIONS
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Report
    from appkit.model.profile import Entry
    from appkit.model.text import Text
    from appkit.source.node import Node

DEFAULT_LANGUAGE = "en"


def decode_profile(node: Node, name: str, report: Report) -> Profile:
    """The profile called ``name`` in a node that has the shape of one.

    Dates that cannot be and ids that stand twice are errors in ``report``.
    """
    assert isinstance(node, Mapping)
    language = word(node.get("language")) or DEFAULT_LANGUAGE
    basics = _basics(node.get("basics"), language)
    setting = Setting(language, _own_names(basics), report)
    sections: dict[str, tuple[Entry, ...]] = {}
    for section, nodes in _sections(node, report):
        count = sum(map(len, sections.values()))
        sections[section] = decode_entries(section, nodes, count, setting)
    return Profile(
        name,
        node.location.path,
        language,
        basics,
        sections,
        decode_tags(node.get("tags")),
        custom_titles=_custom_titles(node.get("custom"), language),
    )


def _sections(node: Mapping, report: Report) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Every section of the profile with the nodes of its entries, in the order of the file."""
    for key, value in node.entries.items():
        if key in SECTIONS:
            yield key, items(value)
        elif key == "custom" and isinstance(value, Mapping):
            for name, section in named(value):
                if name in _RESERVED:
                    _report_reserved(name, value, report)
                else:
                    yield name, items(section.get("entries") if isinstance(section, Mapping) else section)


# Names that mean something else in an address or a target's `sections`.
_RESERVED = {*SECTIONS, "basics", "summary", "custom", "order"}


def _report_reserved(name: str, custom: Mapping, report: Report) -> None:
    help_ = "move its entries to the section of that name" if name in SECTIONS else "give it another name"
    message = f"a section of your own cannot be called '{name}'"
    report.error("reserved-name", message, custom.keys[name], help=help_)


def _custom_titles(node: Node | None, language: str) -> dict[str, Text]:
    titles: dict[str, Text] = {}
    for name, section in named(node):
        if isinstance(section, Mapping):
            title = decode_text(section.get("title"), f"custom.{name}.title", language=language)
            titles |= {name: title} if title else {}
    return titles


def _basics(node: Node | None, language: str) -> Basics:
    assert isinstance(node, Mapping)
    place = node.get("location")
    return Basics(
        _literals(node, BASICS_LITERAL, "basics", language),
        _literals(place, BASICS_LOCATION, "basics.location", language) if isinstance(place, Mapping) else {},
        decode_profiles(items(node.get("profiles")), language),
        decode_text(node.get("summary"), "basics/summary", language=language, rich=True),
        decode_text(node.get("letter"), "basics.letter", language=language, rich=True),
    )


def _literals(node: Mapping, keys: tuple[str, ...], address: str, language: str) -> dict[str, Text]:
    texts = {key: decode_text(node.get(key), f"{address}.{key}", language=language) for key in keys}
    return {key: text for key, text in texts.items() if text}


def _own_names(basics: Basics) -> frozenset[str]:
    texts = (basics.texts.get(key) for key in ("name", "nativeName"))
    return frozenset(folded(wording.text) for text in texts if text for wording in text.wordings)
