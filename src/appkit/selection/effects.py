"""Effects: pin, exclude, max-highlights and at-most, in that order."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.model.selection import Out
from appkit.selection.items import Item, matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from appkit.model.profile import Entry, Profile
    from appkit.model.selection import Score
    from appkit.model.target import Rule, Target


@dataclass(slots=True)
class Effects:
    """What the rules of a target do to the items of a profile; ``out`` and ``pins`` grow step by step."""

    profile: Profile
    target: Target
    items: tuple[Item, ...]
    scores: Mapping[str, Score]
    out: dict[str, Out]
    pins: dict[str, Rule] = field(default_factory=dict)
    overruled: dict[str, list[tuple[Rule, Rule]]] = field(default_factory=dict)
    matched: dict[str, dict[str, Item]] = field(init=False)

    def __post_init__(self) -> None:
        self.matched = {
            rule.name: {i.address: i for i in self.items if matches(rule.match, i, self.profile)}
            for rule in self.target.rules
        }

    def apply(self) -> None:
        """Run the steps in their fixed order."""
        self._pin()
        self._exclude()
        self._max_highlights()
        self._at_most()

    def _last(self, item: Item, said: Callable[[Rule], object]) -> Rule | None:
        """The last rule about the item that says something of an effect; one it overrules is remembered."""
        address = item.address
        rules = [
            rule for rule in self.target.rules if said(rule) is not None and self._is_about(rule, address)
        ]
        losers = [rule for rule in rules[:-1] if said(rule) != said(rules[-1])]
        if losers:
            self.overruled.setdefault(address, []).append((rules[-1], losers[-1]))
        return rules[-1] if rules else None

    def _is_about(self, rule: Rule, address: str) -> bool:
        return address in self.matched[rule.name]

    def _pin(self) -> None:
        for item in self.items:
            rule = self._last(item, lambda rule: rule.pin)
            if rule and rule.pin:
                self.pins[item.address] = rule

    def _exclude(self) -> None:
        for item in self.items:
            rule = self._last(item, lambda rule: rule.exclude)
            if item.address not in self.out and rule and rule.exclude:
                self._drop(item, Out("exclude", f'"{rule.name}"', rule.location))

    def _drop(self, item: Item, out: Out) -> None:
        self.out.setdefault(item.address, out)
        if item.highlight is None:
            for highlight in item.entry.highlights:
                gone = Out("entry-out", f"{item.address} is out: {out.reason}", out.location)
                self.out.setdefault(highlight.address, gone)

    def settle_entries(self) -> None:
        """Take the highlights of entries that a policy has ruled out along."""
        for item in self.items:
            if item.highlight is None and item.address in self.out:
                self._drop(item, self.out[item.address])

    def _max_highlights(self) -> None:
        for item in self.items:
            if item.highlight is not None or item.address in self.out:
                continue
            rule = self._last(item, lambda rule: rule.max_highlights)
            if rule is None or rule.max_highlights is None:
                continue
            kept = self._kept(Item(item.entry, h, i) for i, h in enumerate(item.entry.highlights))
            # A bullet that is pinned by name goes before the others, yet the number holds.
            ranked = sorted(kept, key=lambda h: (h.address not in self.pins, *self.rank(h)))
            for highlight in ranked[rule.max_highlights :]:
                self._drop(highlight, Out("max-highlights", f'"{rule.name}"', rule.location))

    def _at_most(self) -> None:
        for rule in self.target.rules:
            if rule.at_most is None:
                continue
            kept = self._kept(self.matched[rule.name].values())
            ranked = sorted(kept, key=lambda item: (not self.is_protected(item), *self.rank(item)))
            for item in ranked[rule.at_most :]:
                if not self.is_protected(item):
                    self._drop(item, Out("at-most", f'"{rule.name}"', rule.location))

    def _kept(self, items: Iterable[Item]) -> list[Item]:
        return [item for item in items if item.address not in self.out]

    def rank(self, item: Item) -> tuple[int, int, int, int]:
        """The place of an item among others: most points first, then newer, then profile order."""
        return (-self.scores[item.address].effective, *item.tie)

    def is_protected(self, item: Item) -> bool:
        """Whether a pin keeps the item: its own, its entry's, or (for an entry) one of its highlights'."""
        if item.highlight is not None:
            return item.address in self.pins or item.entry.address in self.pins
        return item.address in self.pins or _has_pinned_highlight(item.entry, self.pins, self.out)


def _has_pinned_highlight(entry: Entry, pins: Mapping[str, Rule], out: Mapping[str, Out]) -> bool:
    return any(h.address in pins and h.address not in out for h in entry.highlights)
