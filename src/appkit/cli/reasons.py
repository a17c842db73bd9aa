"""Decisions as lines for people: a table of a whole target, or one item in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.cli.console import count
from appkit.cli.summary import said_length
from appkit.diagnostics import printable
from appkit.fit import Budget
from appkit.operations.explain import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Location
    from appkit.model.selection import Decision, Points, SelectedView, Selection
    from appkit.model.target import Rule, Target
    from appkit.operations.explain import Explanation

_ITEM = 34
# The derived id of a highlight, see `decode.identity`.
_HASH = re.compile("h-[0-9a-f]{8,16}(-[0-9a-f]{8})?(-[0-9]+)?")


def target_lines(explanation: Explanation) -> Iterator[str]:
    """Every decision of one document, section by section, then the rules and what no section shows."""
    selection = explanation.selection
    target = selection.target
    extends = f", extends {', '.join(_preset(name) for name in target.extends)}" if target.extends else ""
    yield f"{target.name}, {explanation.plan.kind}: {target.path}{extends}"
    yield _counts(selection) + f" {_space(explanation)}"
    emphasis = ", ".join(f"{tag} {points}" for tag, points in target.emphasize.items())
    yield f"Emphasis: {emphasis or 'none, every item scores what rules and priorities give it'}"
    yield ""
    yield f"      points  {'item':<{_ITEM}} why"
    for view in selection.views:
        yield from _view_lines(view, selection)
    yield from _unshown_lines(selection)
    yield ""
    yield from _rule_lines(selection)
    yield from _near_lines(explanation)
    if explanation.plan.is_letter and explanation.composition.evidence:
        told = ", ".join(
            f"{e.entry.item.address} ({e.entry.score})" for e in explanation.composition.evidence
        )
        yield f"Evidence of a letter: {told}"
    example = next((d.address for d in explanation.items if d.out), None) or next(
        (d.address for d in explanation.items), SUMMARY
    )
    yield f"One item in full: appkit explain --target {target.name} {example}"


def _preset(name: str) -> str:
    return name if name.startswith("_") else f"{name} (built in)"


def _counts(selection: Selection) -> str:
    decisions = selection.decisions.values()
    return f"{sum(d.out is None for d in decisions)} of {count(len(decisions), 'item')} in."


def _space(explanation: Explanation) -> str:
    """How much room is used and left."""
    plan, fitted = explanation.plan, explanation.fitted
    length = fitted.trial.length
    said = said_length(plan, length)
    if not fitted.fits:
        return f"{said}: too long by {Budget.of(plan).excess(length)}."
    if not Budget.of(plan):
        return f"{said}, {count(length.layout.lines, 'line')}."
    trimmed = f"{count(len(fitted.dropped), 'drop')} to fit" if fitted.dropped else "nothing was trimmed"
    if plan.pages is None:
        return f"{said}: {trimmed}."
    free = int((plan.pages - length.pages) * length.lines_a_page)
    room = f"about {count(free, 'line')} free" if free else "not a line free"
    return f"{said}, {room}: {trimmed}."


def _near_lines(explanation: Explanation) -> Iterator[str]:
    """What would come back with a little more room, and what would go first with less."""
    for miss in explanation.misses:
        ways = []
        if miss.lines is not None:
            ways.append(f"{count(miss.lines, 'more line')} of room")
        if miss.points is not None:
            ways.append(f"{count(miss.points, 'more point')}")
        if ways:
            yield f"{miss.drop.item} would be back with {' or '.join(ways)}."
    if not explanation.fitted.dropped:
        for drop in explanation.next_drops:
            fewer = (explanation.plan.pages or 0) - 1
            is_less = 0 < fewer < explanation.fitted.trial.length.pages
            hint = f" (see --what-if pages={fewer})" if is_less else ""
            yield f"With less room, {drop.item} would go first{hint}."


def _view_lines(view: SelectedView, selection: Selection) -> Iterator[str]:
    key = view.view.key
    if key == "summary":
        if selection.summary:
            yield _heading("summary")
            yield _row("in", 0, SUMMARY, _summary_reason(selection))
        return
    title = view.view.title.text if view.view.title else key
    hidden = sum(entry.venue_hidden for entry in view.entries)
    policy = (
        f": {count(hidden, 'venue')} hidden ({_where(_submissions(selection), selection)})" if hidden else ""
    )
    order = {"date": "ongoing first, then end date; ties by points", "score": "by points"}.get(view.view.sort)
    yield _heading(title, policy or (f": {order}" if order and len(view.entries) > 1 else ""))
    shown = {entry.item.address for entry in view.entries}
    for entry in view.entries:
        yield _decision_row(selection.decisions[entry.item.address], selection)
        for highlight in entry.item.highlights:
            yield _decision_row(selection.decisions[highlight.address], selection)
    for decision in selection.decisions.values():
        if decision.out and _is_of(view, decision) and decision.address not in shown:
            yield _decision_row(decision, selection)


def _is_of(view: SelectedView, decision: Decision) -> bool:
    """Whether an entry that is out stood in this section, or would have."""
    section, *rest = decision.address.split("/")
    if len(rest) > 1:
        return False
    if decision.view is not None:
        return decision.view == view.view.key
    return section in view.view.sources and view.view.match is None


def _unshown_lines(selection: Selection) -> Iterator[str]:
    """Entries that are out and belong to no section that is shown."""
    told = [
        decision
        for decision in selection.decisions.values()
        if decision.out
        and decision.address.count("/") == 1
        and not any(_is_of(view, decision) for view in selection.views)
    ]
    if told:
        yield _heading("in no section")
        for decision in told:
            yield _decision_row(decision, selection)


def _heading(title: str, rest: str = "") -> str:
    return f"{'':14}{printable(title).upper()}{rest}"


def _row(state: str, points: int, item: str, why: str, indent: int = 0) -> str:
    name = " " * indent + item
    return f"{state:<4}{points:>8}  {printable(name):<{_ITEM}} {printable(why)}".rstrip()


def _decision_row(decision: Decision, selection: Selection) -> str:
    is_highlight = decision.address.count("/") == 2
    name = _bullet(decision) if is_highlight else decision.address
    state = "OUT" if decision.out else "in"
    return _row(
        state, decision.score.effective, name, _why(decision, selection), indent=2 if is_highlight else 0
    )


def _bullet(decision: Decision) -> str:
    """The id of a highlight, with its first words where the id is a hash, which says nothing to a person."""
    name = decision.address.rsplit("/", 1)[1]
    room = _ITEM - len(name) - len("   ")
    if decision.private or not _HASH.fullmatch(name):
        return name
    said = " ".join(decision.name.split())
    return f"{name} {said}" if len(said) <= room else f"{name} {said[: room - 1].rstrip()}…"


def _why(decision: Decision, selection: Selection) -> str:
    parts: list[str] = []
    if decision.out:
        parts.append(f"{decision.out.reason}{_in(decision.out.location, selection)}")
    else:
        parts += _points(decision)
    if decision.pinned and not decision.out:
        parts.append(f'pinned by "{decision.pinned.name}"')
    if decision.variant and not decision.out:
        parts.append(f"variant {decision.variant}")
    parts += decision.notes
    return "; ".join(parts)


def _points(decision: Decision) -> list[str]:
    score = decision.score
    if score.best:
        return ["as its best highlight"]
    inherited = [part for part in score.parts if part.inherited]
    own = [part for part in score.parts if not part.inherited]
    if inherited:
        entry = decision.address.split("/")[1]
        words = [f"{entry}'s {_sum(inherited)}"]
        return [*words, f"own {_sum(own)}"] if own else words
    return [_sum(own)] if own else []


def _sum(parts: list[Points]) -> str:
    return " + ".join(f"{part.reason} {part.points}" for part in parts).replace("+ -", "- ")


def _summary_reason(selection: Selection) -> str:
    summary = selection.summary
    if summary is None:
        return ""
    if summary.origin.kind == "target":
        return "this target's own"
    return "protected" + (f"; variant {summary.variant}" if summary.variant else "")


def _submissions(selection: Selection) -> Location:
    target = selection.target
    return target.locations.get("submissions", target.location)


def _in(location: Location | None, selection: Selection) -> str:
    return f" ({_where(location, selection)})" if location else ""


def _where(location: Location, selection: Selection) -> str:
    """A place in a few characters: ``:7`` in the target's own file, ``phd:14`` in a built-in preset."""
    path = location.path
    if path == selection.target.path:
        return f"{path}:{location.line}"
    return f"{path.removesuffix(' (built in)')}:{location.line}"


def _rule_lines(selection: Selection) -> Iterator[str]:
    rows = [(_short(use.rule.location, selection.target), _effect(use.rule), use) for use in selection.rules]
    width = max((len(row[0]) for row in rows), default=0)
    names = max((len(row[1]) for row in rows), default=0)
    for number, (where, effect, use) in enumerate(rows):
        label = "" if number else "Rules"
        yield f"{label:<7} {where:<{width}}  {printable(effect):<{names}}  {use.outcome}"
    if not rows:
        yield "Rules   none"


def _short(location: Location, target: Target) -> str:
    path = location.path.removesuffix(" (built in)")
    return f":{location.line}" if location.path == target.path else f"{path}:{location.line}"


def _effect(rule: Rule) -> str:
    effects = {
        "boost": rule.boost,
        "pin": rule.pin,
        "exclude": rule.exclude,
        "max highlights": rule.max_highlights,
        "at most": rule.at_most,
        "at least": rule.at_least,
        "variant": rule.variant,
        "collapse": rule.collapse,
    }
    said = [
        name if value is True else f"{name} {value}" for name, value in effects.items() if value is not None
    ]
    return f"{rule.name} ({', '.join(said)})"


def item_lines(explanation: Explanation) -> Iterator[str]:
    """One item in full and those below it in a line each, or all items of a section."""
    selection = explanation.selection
    if explanation.address == SUMMARY:
        yield f"{SUMMARY}: {'in' if selection.summary else 'OUT'}; {_summary_reason(selection)}"
        return
    decision, *below = explanation.items
    if decision.address != explanation.address:
        shown = sum(each.out is None for each in explanation.items)
        yield f"{explanation.address}: {shown} of {count(len(explanation.items), 'item')} in"
        yield from (_decision_row(each, selection) for each in explanation.items)
        return
    yield f"{decision.address}: {'OUT' if decision.out else 'in'}"
    yield f"  {'(private)' if decision.private else printable(decision.name)}"
    yield f"  {'said in':<12} {decision.location}"
    if decision.out:
        out = decision.out
        yield f"  {'decided by':<12} {out.step}: {out.reason}{_in(out.location, selection)}"
    elif decision.view:
        yield f"  {'section':<12} {decision.view}"
    yield from _score_lines(decision)
    if decision.variant:
        yield f"  {'wording':<12} variant {decision.variant}"
    if decision.pinned:
        yield f'  {"pinned by":<12} "{decision.pinned.name}" ({_where(decision.pinned.location, selection)})'
    for note in decision.notes:
        yield f"  {'note':<12} {note}"
    for use in selection.rules:
        if decision.address in use.matched:
            yield f"  {'rule':<12} {_effect(use.rule)} ({_where(use.rule.location, selection)})"
    for each in below:
        yield _decision_row(each, selection)


def _score_lines(decision: Decision) -> Iterator[str]:
    score = decision.score
    yield f"  {'points':<12} {score.effective}"
    for part in score.parts:
        source = " (from its entry)" if part.inherited else ""
        yield f"  {'':<12} {part.points:>+5}  {part.reason}{source}"
    if score.best:
        yield f"  {'':<12} counts as its best highlight, {score.best}"
