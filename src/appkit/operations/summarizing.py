"""What is told of a target that has been built, taken from what the core made of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from appkit.model.summary import (
    MOST_TOLD,
    ChoiceSummary,
    DocumentSummary,
    Extent,
    Limits,
    Named,
    OpenPrompt,
    TargetSummary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.assemble import Assembled, Assembly
    from appkit.load import LoadedTarget
    from appkit.model.selection import Decision, Selection


def summary_of(loaded: LoadedTarget, assembly: Assembly) -> TargetSummary:
    """A target as it was assembled, in the words and numbers that people are told."""
    target, documents = loaded.target, assembly.documents
    first = documents[0] if documents else None
    return TargetSummary(
        position=target.position.text if target.position else None,
        organization=target.organization.text if target.organization else None,
        deadline=target.deadline,
        kinds=tuple(plan.kind for plan in target.documents),
        choice=_choice(first.selection) if first and not first.plan.is_letter else None,
        documents=tuple(_document(each, loaded) for each in documents),
        sendable=all(is_sendable(each) for each in documents),
    )


def is_sendable(assembled: Assembled) -> bool:
    """Whether nothing in a document may stand in a draft only: no open prompt, no letter over its length."""
    overlong = assembled.plan.is_letter and not assembled.fitted.fits
    return not assembled.composition.prompts and not overlong


def _document(assembled: Assembled, loaded: LoadedTarget) -> DocumentSummary:
    plan, length, composition = assembled.plan, assembled.length, assembled.composition
    known = [each for each in assembled.selection.decisions.values() if not each.private]
    letter = loaded.letters.get(plan.kind)
    # A letter that someone has written tells what they chose to tell.
    evidence = composition.evidence if plan.is_letter and not letter else ()
    return DocumentSummary(
        plan.kind,
        plan.is_letter,
        # Rounded: what is told has one digit, and two computers may differ in the last one of sixteen.
        Extent(round(length.pages, 6), length.layout.lines, length.words, length.characters),
        Limits(plan.pages, plan.lines, plan.words, plan.characters),
        shown=sum(each.out is None for each in known),
        items=len(known),
        trimmed=_trimmed(known),
        prompts=tuple(OpenPrompt(prompt.key, prompt.question) for prompt in composition.prompts),
        evidence=tuple((each.entry.item.address, each.entry.score) for each in evidence),
        written_by_hand=letter.path if letter else None,
    )


def _trimmed(decisions: Sequence[Decision]) -> Named:
    """What went for space, the best of it first."""
    gone = [each for each in decisions if each.out and each.out.step == "fit"]
    return _named(sorted(gone, key=lambda decision: -_step(decision)))


def _step(decision: Decision) -> int:
    """At which step of the dropping order an item went: the later, the better it was."""
    found = re.match(r"step (\d+)", decision.out.reason if decision.out else "")
    return int(found[1]) if found else 0


def _named(decisions: Sequence[Decision]) -> Named:
    told = tuple((each.address, each.out.reason) for each in decisions[:MOST_TOLD] if each.out)
    return Named(told, max(0, len(decisions) - MOST_TOLD))


def _choice(selection: Selection) -> ChoiceSummary:
    untold = ("entry-out", "fit")
    gone = [d for d in selection.decisions.values() if d.out and d.out.step not in untold and not d.private]
    hidden = sum(entry.venue_hidden for entry in selection.entries())
    return ChoiceSummary(
        left_out=_named(gone),
        moves=tuple((move.before, move.after, move.reason) for move in selection.moves),
        reworded=_reworded(selection),
        venues_hidden=hidden,
        venue_policy=_venue_policy(selection) if hidden else "",
    )


def _reworded(selection: Selection) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_variant: dict[str, list[str]] = defaultdict(list)
    if selection.summary and selection.summary.variant:
        by_variant[selection.summary.variant].append("basics/summary")
    for decision in selection.decisions.values():
        if decision.variant and decision.out is None:
            by_variant[decision.variant].append(decision.address)
    return tuple((tag, tuple(addresses)) for tag, addresses in by_variant.items())


def _venue_policy(selection: Selection) -> str:
    """``submissions: hide-venue, from preset phd``."""
    target = selection.target
    where = target.locations.get("submissions", target.location).path
    source = f", from preset {where.removesuffix(' (built in)')}" if where != target.path else ""
    return f"submissions: {target.submissions}{source}"
