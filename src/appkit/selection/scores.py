"""Scores: the points of every item, in parts that can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.model.selection import Points, Score
from appkit.selection.items import Item, matches

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from appkit.model.profile import Entry, Profile
    from appkit.model.target import Recency, Rule, Target


def score_items(profile: Profile, target: Target, barred: Collection[str]) -> Mapping[str, Score]:
    """The score of every item by address.

    An entry counts as itself or as its best highlight, whichever is higher; a highlight that a policy has
    ``barred`` does not count for its entry.
    """
    scores: dict[str, Score] = {}
    for entry in profile.entries():
        own = _parts(Item(entry), profile, target)
        inherited = [part._replace(inherited=True) for part in own if part.reason != _PRIORITY]
        highlights = {
            highlight.address: _highlight_score(Item(entry, highlight), inherited, profile, target)
            for highlight in entry.highlights
        }
        scores[entry.address] = _entry_score(
            own, {a: s.effective for a, s in highlights.items() if a not in barred}
        )
        scores.update(highlights)
    return scores


# A highlight has its entry's tags, boosts and age, but a priority of its own.
_PRIORITY = "priority"


def _entry_score(own: list[Points], highlights: Mapping[str, int]) -> Score:
    total = sum(part.points for part in own)
    best = max(highlights, key=lambda address: highlights[address], default=None)
    if best is None or highlights[best] <= total:
        return Score(tuple(own), total)
    return Score(tuple(own), highlights[best], best)


def _highlight_score(item: Item, inherited: list[Points], profile: Profile, target: Target) -> Score:
    entry_tags = frozenset(item.entry.tags)
    parts = [
        *inherited,
        *(p for p in _tag_points(item, target) if p.reason not in entry_tags),
        *_boosts(item, profile, target.rules),
        *_priority(item),
    ]
    return Score(tuple(parts), sum(part.points for part in parts))


def _parts(item: Item, profile: Profile, target: Target) -> list[Points]:
    return [
        *_tag_points(item, target),
        *_boosts(item, profile, target.rules),
        *_recency(item.entry, target.recency),
        *_priority(item),
    ]


def _tag_points(item: Item, target: Target) -> list[Points]:
    where = target.locations.get("emphasize")
    return [Points(tag, points, where) for tag, points in target.emphasize.items() if tag in item.tags]


def _boosts(item: Item, profile: Profile, rules: tuple[Rule, ...]) -> list[Points]:
    return [
        Points(f'"{rule.name}"', rule.boost, rule.location)
        for rule in rules
        if rule.boost is not None and matches(rule.match, item, profile)
    ]


def _priority(item: Item) -> list[Points]:
    priority = item.highlight.priority if item.highlight else item.entry.priority
    return [Points(_PRIORITY, priority, item.location)] if priority else []


def _recency(entry: Entry, recency: Recency | None) -> list[Points]:
    """Points for every whole year that the entry ended before the day recency counts from."""
    end = entry.dates.end or entry.dates.start
    if recency is None or end is None or entry.dates.ongoing:
        return []
    last, start = end.last_day, recency.start.first_day
    years = start.year - last.year - ((start.month, start.day) < (last.month, last.day))
    return [Points("recency", years * recency.per_year)] if years > 0 else []
