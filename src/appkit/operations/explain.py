"""Explaining: why each item is in or out of one target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.assemble import assemble
from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Report, did_you_mean, one_of
from appkit.fit import Budget, dropping_order, near_misses
from appkit.operations.result import Result
from appkit.operations.targets import chosen_target, loaded_target, opened

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from appkit.assemble import Assembled, Assembly
    from appkit.compose import Composition
    from appkit.diagnostics import Location
    from appkit.fit import Drop, Fitted, NearMiss
    from appkit.load import LoadedTarget
    from appkit.model.selection import Decision, Selection
    from appkit.model.target import DocumentPlan

SUMMARY = "basics/summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Result):
    """Why one document of a target is as it is.

    ``selection`` is the target's, less what the budget dropped; ``items`` are the decisions asked for: all of
    them, or the one at an address with those below it. ``fitted`` says how the document came to its length,
    ``misses`` what nearly stayed, ``next_drops`` what would go first if there were less room.
    """

    selection: Selection
    plan: DocumentPlan
    composition: Composition
    fitted: Fitted[Composition]
    items: tuple[Decision, ...]
    misses: tuple[NearMiss, ...] = ()
    next_drops: tuple[Drop, ...] = ()
    address: str | None = None


def explain(
    root: str | os.PathLike[str],
    target: str,
    address: str | None = None,
    *,
    document: str | None = None,
    what_if: Mapping[str, int] | None = None,
) -> Explanation:
    """Why each item is in or out of ``target``, or one item in full.

    ``document`` is its first one unless another is named; ``what_if`` asks about another budget
    (``{"pages": 1}``). Nothing is written. Raises AppkitError where the target is broken, or the address or
    document is not there.
    """
    report = Report()
    workspace = opened(root, report)
    loaded = loaded_target(workspace, chosen_target(workspace, target, report), report)
    templates = workspace.templates(report)
    plan = _plan(loaded, document, Report())
    plan = _with_budget(plan, what_if) if what_if else plan
    target_asked = replace(loaded.target, documents=(plan,))
    assembly = assemble(target_asked, loaded.profile, templates, report, letters=loaded.letters)
    if not assembly.documents:  # the template is broken, or one of those it extends
        raise AppkitError(report.diagnostics, workspace.files.lines())
    assembled = assembly.documents[0]
    address = address.rstrip("/") if address else None
    items = _items(assembled.selection, address, Report())
    return Explanation(
        diagnostics=tuple(report.diagnostics),
        lines=workspace.files.lines(),
        selection=assembled.selection,
        plan=plan,
        composition=assembled.composition,
        fitted=assembled.fitted,
        items=items,
        misses=_misses(assembly, assembled),
        next_drops=_next_drops(assembled),
        address=address,
    )


BUDGETS = ("pages", "lines", "words", "characters")


def _with_budget(plan: DocumentPlan, budget: Mapping[str, int]) -> DocumentPlan:
    """The plan with another budget and nothing of its own."""
    return replace(
        plan,
        pages=budget.get("pages"),
        lines=budget.get("lines"),
        words=budget.get("words"),
        characters=budget.get("characters"),
    )


def _misses(assembly: Assembly, assembled: Assembled) -> tuple[NearMiss, ...]:
    budget = Budget.of(assembled.plan)
    return near_misses(assembly.selection, budget, assembled.attempt, assembled.fitted, assembled.holds_with)


def _next_drops(assembled: Assembled) -> tuple[Drop, ...]:
    """What would go next if there were less room, the first of it."""
    return () if assembled.plan.is_letter else dropping_order(assembled.fitted.trial.selection)[:1]


def _plan(loaded: LoadedTarget, kind: str | None, report: Report) -> DocumentPlan:
    plans = {plan.kind: plan for plan in loaded.target.documents}
    if kind is None:
        return next(iter(plans.values()))
    if kind not in plans:
        report.error(
            "unknown-document",
            f"target '{loaded.target.name}' has no document '{kind}'",
            help=did_you_mean(kind, plans) or f"there are: {one_of(plans)}",
        )
        report.raise_if_failed()
    return plans[kind]


def _items(selection: Selection, address: str | None, report: Report) -> tuple[Decision, ...]:
    decisions = selection.decisions
    if address is None or address == SUMMARY:
        return tuple(decisions.values()) if address is None else ()
    found = tuple(d for a, d in decisions.items() if a == address or a.startswith(f"{address}/"))
    if not found:
        near = did_you_mean(address, [*decisions, SUMMARY])
        help_ = near or f"sections: {one_of(a.split('/')[0] for a in decisions)}"
        report.error("unknown-address", f"no item '{address}'", help=help_)
        raise AppkitError(report.diagnostics)
    return found


def as_data(explanation: Explanation) -> dict[str, object]:
    """An explanation as plain data for JSON, keys in a fixed order."""
    selection = explanation.selection
    target = selection.target
    return {
        "target": target.name,
        "document": explanation.plan.kind,
        "extends": list(target.extends),
        "emphasize": dict(target.emphasize),
        "submissions": target.submissions,
        "length": _length(explanation),
        "summary": _summary(selection),
        "sections": [
            {"key": view.view.key, "items": [entry.item.address for entry in view.entries]}
            for view in selection.views
        ],
        "items": [_item(decision) for decision in explanation.items],
        "rules": [
            {
                "name": use.rule.name,
                "preset": use.rule.preset,
                "location": _place(use.rule.location),
                "matched": list(use.matched),
                "outcome": use.outcome,
            }
            for use in selection.rules
        ],
        "nearMisses": [
            {"addresses": list(m.drop.addresses), "step": m.step, "lines": m.lines, "points": m.points}
            for m in explanation.misses
        ],
        "nextToGo": [list(drop.addresses) for drop in explanation.next_drops],
        "notShown": list(selection.not_shown),
        "moves": [{"item": m.before, "before": m.after, "why": m.reason} for m in selection.moves],
    }


def _length(explanation: Explanation) -> dict[str, object]:
    length, plan = explanation.fitted.trial.length, explanation.plan
    return {
        "pages": round(length.pages, 3),
        "lines": length.layout.lines,
        "words": length.words,
        "characters": length.characters,
        "budget": {key: getattr(plan, key) for key in BUDGETS if getattr(plan, key) is not None},
        "untrimmedPages": round(explanation.fitted.full.length.pages, 3),
        "fits": explanation.fitted.fits,
        "dropped": [list(drop.addresses) for drop in explanation.fitted.dropped.values()],
    }


def _summary(selection: Selection) -> dict[str, object] | None:
    if selection.summary is None:
        return None
    return {"variant": selection.summary.variant, "from": selection.summary.origin.kind}


def _item(decision: Decision) -> dict[str, object]:
    out = decision.out
    return {
        "address": decision.address,
        "in": out is None,
        "points": decision.score.effective,
        "best": decision.score.best,
        "parts": [
            {
                "for": part.reason,
                "points": part.points,
                "inherited": part.inherited,
                "location": _place(part.location),
            }
            for part in decision.score.parts
        ],
        "out": {"step": out.step, "reason": out.reason, "location": _place(out.location)} if out else None,
        "pinned": decision.pinned.name if decision.pinned else None,
        "variant": decision.variant,
        "section": decision.view,
        "notes": list(decision.notes),
        "location": _place(decision.location),
    }


def _place(location: Location | None) -> str | None:
    return str(location) if location else None
