"""Wording: which way of saying a fact a target gets."""

from __future__ import annotations

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
        wording = text.choose(tags, self.locale, self.profile.language)
        language = wording.language or self.profile.language
        if language != self.locale:
            self.fallbacks.append(text)
        origin = Origin("profile", text.address, language if language != self.locale else None)
        return Value(wording.text, origin, text.rich, wording.location, wording.tag)

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
