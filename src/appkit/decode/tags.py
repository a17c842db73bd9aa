"""Tags: their declarations, and the items whose text speaks of them."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.decode.read import word, words
from appkit.model.profile import Tag
from appkit.source.node import Mapping

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterable, Iterator

    from appkit.model.profile import Entry, Highlight, Profile
    from appkit.model.text import Text
    from appkit.source.node import Node


def decode_tags(node: Node | None) -> dict[str, Tag]:
    """The tags declared in a node; without a label a tag is called by its name, hyphens as spaces."""
    if not isinstance(node, Mapping):
        return {}
    return {name: _tag(name, value, node) for name, value in node.entries.items()}


def _tag(name: str, node: Node, tags: Mapping) -> Tag:
    said = node if isinstance(node, Mapping) else None
    label = word(said.get("label") if said else node)
    aliases = tuple(words(said.get("aliases") if said else None))
    return Tag(name, label or name.replace("-", " "), aliases, tags.keys[name])


def with_tags_from_text(profile: Profile, tags: collections.abc.Mapping[str, Tag]) -> Profile:
    """The profile in which every item without ``tags`` of its own carries those its text speaks of.

    A tag is spoken of where its label or an alias stands as whole words. Web addresses do not count, nor
    does what is said about an item rather than by it (venue, authors, notes).
    """
    finders = [_Finder(name, tuple(_phrases(tag))) for name, tag in tags.items()]
    sections = {
        name: tuple(_tagged_entry(entry, finders) for entry in entries)
        for name, entries in profile.sections.items()
    }
    return dataclasses.replace(profile, sections=sections)


class _Phrase(NamedTuple):
    """Words to look for; ``exact`` if their case matters."""

    words: str
    exact: bool


class _Finder(NamedTuple):
    tag: str
    phrases: tuple[_Phrase, ...]


def _phrases(tag: Tag) -> Iterator[_Phrase]:
    for name in (tag.label, *tag.aliases):
        exact = is_acronym(name)
        if phrase := _spaced(name if exact else name.casefold()):
            yield _Phrase(phrase, exact)


def is_acronym(name: str) -> bool:
    """Whether a name is written in its own case: more capitals than small letters (MoE, LLMs, GPU, R)."""
    return sum(c.isupper() for c in name) > sum(c.islower() for c in name)


_GAP = re.compile(r"[\s-]+")


def _spaced(text: str) -> str:
    """The text with hyphens and line breaks as spaces, so that ``mixture-of-experts`` is three words."""
    return _GAP.sub(" ", text).strip()


def _tagged_entry(entry: Entry, finders: Iterable[_Finder]) -> Entry:
    highlights = tuple(_tagged_highlight(highlight, finders) for highlight in entry.highlights)
    entry = dataclasses.replace(entry, highlights=highlights)
    if "tags" in entry.field_locations:
        return entry
    texts = [text for key, text in entry.texts.items() if key not in _NOT_PROSE]
    texts += [text for members in entry.lists.values() for text in members]
    found = _found(texts, finders)
    return dataclasses.replace(entry, tags=found, tags_from_text=bool(found))


_NOT_PROSE = {"url", "doi"}


def _tagged_highlight(highlight: Highlight, finders: Iterable[_Finder]) -> Highlight:
    if "tags" in highlight.field_locations:
        return highlight
    found = _found([highlight.text], finders)
    return dataclasses.replace(highlight, tags=found, tags_from_text=bool(found))


def _found(texts: Iterable[Text], finders: Iterable[_Finder]) -> tuple[str, ...]:
    # Only general wordings: what a variant adds is for its audience, and does not change what an item is.
    said = [_spaced(w.text) for text in texts for w in text.wordings if w.tag is None]
    folded = [text.casefold() for text in said]
    return tuple(
        tag
        for tag, phrases in finders
        if any(stands_in(phrase, text) for phrase, exact in phrases for text in (said if exact else folded))
    )


def stands_in(phrase: str, text: str) -> bool:
    """Whether ``phrase`` stands in ``text`` as whole words."""
    at = text.find(phrase)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(phrase) : at + len(phrase) + 1]
        if not _joined(before, phrase[0]) and not _joined(after, phrase[-1], "+#"):
            return True
        at = text.find(phrase, at + 1)
    return False


def _joined(neighbour: str, edge: str, more: str = "") -> bool:
    """Whether a character next to a phrase makes a longer word with it (C is not in C++ or C#)."""
    if not neighbour or _is_ideograph(neighbour) or _is_ideograph(edge):
        return False
    return neighbour.isalnum() or (edge.isalnum() and neighbour in more)


def _is_ideograph(character: str) -> bool:
    """Whether the character is of a script that sets no spaces between words (Chinese, Japanese)."""
    return "\u2e80" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
