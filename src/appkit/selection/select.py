"""The select stage: profile and target in, selection out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.model.selection import (
    Decision,
    RuleUse,
    SelectedEntry,
    SelectedGroup,
    SelectedHighlight,
    SelectedView,
    Selection,
)
from appkit.selection.effects import Effects
from appkit.selection.items import Item, items_of, status_of, venue_source
from appkit.selection.policy import hides_venue, is_private, policy_decision
from appkit.selection.scores import score_items
from appkit.selection.views import (
    SUMMARY,
    arranged,
    claim,
    limit,
    moves,
    planned_views,
    status_groups,
)
from appkit.selection.wording import Wordings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Report
    from appkit.model.profile import Entry, Profile
    from appkit.model.selection import Move
    from appkit.model.target import Rule, Target, View
    from appkit.model.text import Value


def select(profile: Profile, target: Target, report: Report) -> Selection:
    """What of ``profile`` is in for ``target``, in which words and order, and why.

    What cannot be met (an ``at-least``, a rule that matches nothing, a missing language) goes into
    ``report``; none of it is an error.
    """
    items = tuple(items_of(profile))
    out = {item.address: reason for item in items if (reason := policy_decision(item, profile, target))}
    effects = Effects(profile, target, items, score_items(profile, target, frozenset(out)), out)
    effects.settle_entries()
    effects.apply()
    views = planned_views(target, profile)
    wordings = Wordings(profile, target, target.locale or profile.language)
    chooser = _Chooser(profile, target, effects, wordings)
    selected, moved = _views(views, chooser)
    selection = Selection(
        profile=profile,
        target=target,
        locale=wordings.locale,
        basics=profile.basics,
        values=_basics_values(profile, wordings),
        summary=_summary(profile, target, views, wordings),
        views=selected,
        decisions=_decisions(items, effects, selected),
        rules=tuple(_rule_use(rule, effects) for rule in target.rules),
        moves=moved,
        not_shown=tuple(address for address, why in effects.out.items() if why.step == "no-view"),
    )
    _report(selection, wordings, report)
    return selection


def _basics_values(profile: Profile, wordings: Wordings) -> Mapping[str, Value]:
    basics = profile.basics
    values = {key: wordings.basics(text, ("basics", key)) for key, text in basics.texts.items()}
    values.update({f"location.{key}": wordings.basics(text) for key, text in basics.place.items()})
    for number, link in enumerate(basics.links):
        values[f"links.{number}.label"] = wordings.basics(link.label)
        if link.url:
            values[f"links.{number}.url"] = wordings.basics(link.url)
        if link.username:
            values[f"links.{number}.username"] = wordings.basics(link.username)
    if basics.letter:
        values["letter"] = wordings.basics(basics.letter)
    return values


def _summary(profile: Profile, target: Target, views: tuple[View, ...], wordings: Wordings) -> Value | None:
    if any(view.key == SUMMARY and view.omit for view in views):
        return None
    if target.summary:
        return target.summary
    text = profile.basics.summary
    return wordings.basics(text, ("basics/summary", "text")) if text else None


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Puts entries that are in into the target's words."""

    profile: Profile
    target: Target
    effects: Effects
    wordings: Wordings

    def entry(self, entry: Entry) -> SelectedEntry:
        item = Item(entry)
        tags = self.wordings.tags_for(item, self.target.rules)
        texts = {
            key: self.wordings.value(text, tags, (entry.address, key)) for key, text in entry.texts.items()
        }
        lists = {
            key: tuple(self.wordings.value(text, tags) for text in values)
            for key, values in entry.lists.items()
        }
        hidden = hides_venue(entry, self.profile, self.target)
        if hidden:
            texts.pop("publisher", None)
        source = venue_source(entry, self.profile)
        name, short = self._venue(source, tags)
        # A project tells nothing of a private paper that it points to.
        is_told = source is entry or not is_private(Item(source)) or self._in(source.address)
        shows_venue = not hidden and name is not None and is_told
        return SelectedEntry(
            entry,
            texts,
            lists,
            tuple(
                self.highlight(Item(entry, h, i))
                for i, h in enumerate(entry.highlights)
                if self._in(h.address)
            ),
            self.effects.scores[entry.address].effective,
            status_of(entry, self.profile) if is_told else entry.status,
            name if shows_venue else None,
            short if shows_venue else None,
            hidden and name is not None,
            self.wordings.value(entry.letter, tags, (entry.address, "letter")) if entry.letter else None,
        )

    def highlight(self, item: Item) -> SelectedHighlight:
        highlight = item.highlight
        assert highlight is not None
        tags = self.wordings.tags_for(item, self.target.rules)
        letter = highlight.letter
        return SelectedHighlight(
            highlight,
            self.wordings.value(highlight.text, tags, (highlight.address, "text")),
            self.wordings.value(letter, tags, (highlight.address, "letter")) if letter else None,
        )

    def _in(self, address: str) -> bool:
        return address not in self.effects.out

    def _venue(self, source: Entry, tags: tuple[str, ...]) -> tuple[Value | None, Value | None]:
        if source.venue is None:
            publisher = source.texts.get("publisher")
            return (self.wordings.value(publisher, tags) if publisher else None), None
        short = source.venue.short
        return self.wordings.value(source.venue.name, tags), self.wordings.value(
            short, tags
        ) if short else None


def _views(views: tuple[View, ...], chooser: _Chooser) -> tuple[tuple[SelectedView, ...], tuple[Move, ...]]:
    effects, profile = chooser.effects, chooser.profile
    claimed = claim(views, profile.entries(), effects, profile)
    selected: list[SelectedView] = []
    moved: list[Move] = []
    for view in views:
        if view.omit:
            continue
        entries = arranged(view, limit(view, claimed[view.key], effects), effects)
        moved += moves(entries, effects)
        if entries or view.key == SUMMARY:
            selected.append(SelectedView(view, _groups(view, entries, chooser)))
    return tuple(selected), tuple(moved)


def _groups(view: View, entries: list[Entry], chooser: _Chooser) -> tuple[SelectedGroup, ...]:
    if view.group is None:
        return (SelectedGroup(None, tuple(map(chooser.entry, entries))),)
    status = {entry.address: status_of(entry, chooser.profile) for entry in entries}
    return tuple(
        SelectedGroup(name, tuple(map(chooser.entry, members)))
        for name, members in status_groups(entries, status)
    )


def _decisions(
    items: tuple[Item, ...], effects: Effects, views: tuple[SelectedView, ...]
) -> Mapping[str, Decision]:
    shown = {entry.item.address: (view, entry) for view in views for entry in view.entries}
    decisions = {}
    for item in items:
        view, entry = shown.get(item.entry.address, (None, None))
        decisions[item.address] = Decision(
            item.address,
            item.name,
            item.location,
            effects.scores[item.address],
            effects.out.get(item.address),
            effects.pins.get(item.address),
            _variant(item, entry),
            _notes(item, entry, effects),
            view.view.key if view else None,
            is_private(item),
        )
    return decisions


def _variant(item: Item, entry: SelectedEntry | None) -> str | None:
    if entry is None:
        return None
    if item.highlight:
        texts = [h.text for h in entry.highlights if h.item is item.highlight]
    else:
        texts = list(entry.texts.values())
    return next((text.variant for text in texts if text.variant), None)


def _notes(item: Item, entry: SelectedEntry | None, effects: Effects) -> tuple[str, ...]:
    notes = []
    if entry and not item.highlight and entry.venue_hidden:
        notes.append("venue hidden")
    if (item.highlight or item.entry).tags_from_text:
        notes.append("tags from text")
    for winner, loser in effects.overruled.get(item.address, ()):
        notes.append(f'"{winner.name}" overrules "{loser.name}"')
    out, pin = effects.out.get(item.address), effects.pins.get(item.address)
    if pin and out:
        notes.append(f'"{pin.name}" pins it, but nothing protects from {out.step}')
    return tuple(notes)


def _rule_use(rule: Rule, effects: Effects) -> RuleUse:
    matched = tuple(effects.matched[rule.name].values())
    kept = [item for item in matched if item.address not in effects.out]
    return RuleUse(rule, tuple(item.address for item in matched), _outcome(rule, matched, kept, effects))


def _outcome(rule: Rule, matched: tuple[Item, ...], kept: list[Item], effects: Effects) -> str:
    if not matched:
        return "matches nothing"
    if rule.at_least is not None:
        state = "not needed" if len(kept) >= rule.at_least else "too few"
        return f"{len(kept)} shown, {state}"
    dropped = _dropped_by(rule, effects)
    if rule.exclude or rule.at_most is not None or rule.max_highlights is not None:
        pool = len(matched)
        if rule.max_highlights is not None:
            pool = sum(len(item.entry.highlights) for item in matched)
        return f"{dropped} of {pool} left out"
    return f"{len(matched)} {'item' if len(matched) == 1 else 'items'}"


def _dropped_by(rule: Rule, effects: Effects) -> int:
    return sum(1 for out in effects.out.values() if out.location == rule.location and out.step != "entry-out")


def _report(selection: Selection, wordings: Wordings, report: Report) -> None:
    for use in selection.rules:
        rule, kept = use.rule, [a for a in use.matched if selection.decisions[a].out is None]
        if not use.matched:
            say = report.note if rule.preset else report.warning
            say("rule-matched-nothing", f'rule "{rule.name}" matches no item', rule.location)
        elif rule.at_least is not None and len(kept) < rule.at_least:
            # What a preset asks for and a profile does not have is nobody's mistake.
            say = report.note if rule.preset and len(use.matched) < rule.at_least else report.warning
            say(
                "at-least-unmet",
                f'rule "{rule.name}" asks for at least {rule.at_least}, {len(kept)} can be shown',
                rule.location,
            )
    if wordings.fallbacks and wordings.locale != wordings.profile.language:
        first = wordings.fallbacks[0]
        report.note(
            "missing-language",
            f"{len(wordings.fallbacks)} texts have no '{wordings.locale}' wording: shown in another language",
            first.location,
        )
