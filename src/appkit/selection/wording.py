"""Wording: which way of saying a fact a target gets."""

from __future__ import annotations

import functools
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.model.document import Origin
from appkit.model.text import Value
from appkit.selection.items import Item, matches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appkit.model.profile import Profile
    from appkit.model.target import Patch, Rule, Target
    from appkit.model.text import Text


@dataclass(slots=True)
class Wordings:
    """Chooses the words for one target. ``fallbacks`` collects texts that the target's locale lacks."""

    profile: Profile
    target: Target
    locale: str
    fallbacks: list[Text] = field(default_factory=list)
    _patches: Mapping[tuple[str, str], Patch] = field(init=False)

    def __post_init__(self) -> None:
        self._patches = {(patch.address, patch.field): patch for patch in self.target.patches}

    def value(self, text: Text, tags: Sequence[str], patched: tuple[str, str] | None = None) -> Value:
        """The words of a text for this target: its patch if it has one, else the best wording."""
        patch = self._patches.get(patched) if patched else None
        if patch:
            origin = Origin("target", f"patch:{patch.address}")
            return Value(patch.text.text, origin, text.rich, patch.text.location, None)
        spoken = text.audiences
        wanted = tuple([tag for tag in tags if tag in spoken]) if spoken else ()
        value = _chosen(text, wanted, self.locale, self.profile.language)
        if value.origin.language:
            self.fallbacks.append(text)
        return value

    def basics(self, text: Text, patched: tuple[str, str] | None = None) -> Value:
        """The words of something the profile says of the person."""
        return self.value(text, self.target.variants, patched)

    def tags_for(self, item: Item, rules: Sequence[Rule]) -> tuple[str, ...]:
        """Whose wording an item gets: that of the last rule about it or its entry, then the target's."""
        entry = Item(item.entry)
        chosen = [
            rule.variant
            for rule in rules
            if rule.variant
            and (matches(rule.match, item, self.profile) or matches(rule.match, entry, self.profile))
        ]
        return (*chosen[-1:], *self.target.variants)


# Most texts are worded alike for most targets, and what is then made of the words is known by the value.
@functools.lru_cache(maxsize=16384)
def _chosen(text: Text, tags: tuple[str, ...], locale: str, default_language: str) -> Value:
    """The best wording of a text for an audience; its origin says where the language is not the locale's."""
    wording = text.choose(tags, locale, default_language)
    language = wording.language or default_language
    origin = Origin("profile", text.address, language if language != locale else None)
    return Value(wording.text, origin, text.rich, wording.location, wording.tag)
