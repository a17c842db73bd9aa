"""Assembling: one target's documents, composed and checked, ready to be written in any format. Pure.

This is the core: profile, target and templates in, documents and the reasons for them out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.assemble.audit import (
    check_hidden_venues,
    check_other_people,
    check_venue_runs,
    note_tight_fit,
    note_unprinted,
)
from appkit.assemble.typesetting import Typesetting, note_longer
from appkit.compose import Composition, compose
from appkit.dataclass import dataclass
from appkit.diagnostics import Report, did_you_mean, one_of
from appkit.fit import (
    Budget,
    Drop,
    Fitted,
    Length,
    Trial,
    explained,
    fit,
    likely_drops,
    lines_by_address,
    protected_addresses,
    word_count,
)
from appkit.layout import measure
from appkit.render import FORMATS
from appkit.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from appkit.diagnostics import Location
    from appkit.model.document import Document
    from appkit.model.others import Others
    from appkit.model.profile import Profile
    from appkit.model.selection import Selection
    from appkit.model.style import Style
    from appkit.model.target import DocumentPlan, Target
    from appkit.model.template import TemplateFile, Templates


@dataclass(frozen=True, slots=True)
class Assembled:
    """One document of a target: what was planned, what came of it, from which file, in which style.

    ``selection`` is that of the target, less what the document's budget has dropped. ``attempt`` composes and
    measures another selection in its place, ``holds_with`` measures with more room: what would have been.
    """

    plan: DocumentPlan
    style: Style
    file: TemplateFile
    selection: Selection
    fitted: Fitted[Composition]
    attempt: Callable[[Selection], Trial[Composition] | None]
    holds_with: Callable[[Trial[Composition], int], bool]

    @property
    def composition(self) -> Composition:
        """The document with its prompts and evidence."""
        return self.fitted.trial.made

    @property
    def document(self) -> Document:
        """The document tree."""
        return self.composition.document

    @property
    def length(self) -> Length:
        """How long the document is."""
        return self.fitted.trial.length


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything a target comes to: the selection, and its documents in the order of the target."""

    selection: Selection
    documents: tuple[Assembled, ...]


def assemble(
    target: Target,
    profile: Profile,
    templates: Templates,
    report: Report,
    *,
    letters: Mapping[str, TemplateFile] | None = None,
    kinds: Collection[str] | None = None,
    others: Others | None = None,
) -> Assembly:
    """The documents of a target, those of ``kinds`` only if it is given; errors go into ``report``.

    ``letters`` are documents that someone has written in place of a template, by kind; ``others`` are names
    that belong to other people. A document that cannot be composed is left out, with an error.
    """
    selection = select(profile, target, report)
    documents = []
    for plan in target.documents:
        if kinds is None or plan.kind in kinds:
            assembled = _assemble(plan, selection, templates, (letters or {}).get(plan.kind), report)
            if assembled and others is not None:
                check_other_people(assembled.document, plan, profile, others, report)
            documents += [assembled] if assembled else []
    check_hidden_venues(selection, report)
    return Assembly(selection, tuple(documents))


def _assemble(
    plan: DocumentPlan,
    selection: Selection,
    templates: Templates,
    letter: TemplateFile | None,
    report: Report,
) -> Assembled | None:
    template = template_file(plan, templates, report)
    if template is None:
        return None
    file, style = letter or template, templates.style_for(plan.template, plan.kind).on(plan.paper)
    tries: list[Report] = []
    typesetting = Typesetting(plan, style)

    def holds_with(trial: Trial[Composition], more: int) -> bool:
        wider = measure(trial.made.document, style, page=plan.pages or 0, more_lines=more)
        return Budget.of(plan).with_lines(more).holds(replace(trial.length, layout=wider, typeset=None))

    def attempt(tried: Selection) -> Trial[Composition] | None:
        tries.append(Report())
        composition = compose(plan, tried, templates, file, tries[-1])
        if composition is None:
            return None
        document = composition.document
        return Trial(tried, composition, _length(document, style, typesetting.pages(document)))

    fitted = _fitted(plan, selection, attempt, report)
    # What is wrong with the template is told of the first and largest document tried, or of one that failed.
    report.extend(tries[0].diagnostics)
    if fitted is None:
        report.extend(next(each for each in reversed(tries) if each.failed).diagnostics)
        return None
    check_venue_runs(fitted.trial.made.document, selection, report)
    note_tight_fit(plan, fitted, report)
    note_longer(typesetting, report)
    note_unprinted(plan, fitted.trial, report)
    full = fitted.full
    lines = lines_by_address(full.made.document, full.length.layout)
    # A letter is never cut: in it, nothing needs protection.
    protected = frozenset() if plan.is_letter else protected_addresses(selection)
    shown = explained(fitted.trial.selection, fitted.dropped, lines, protected, _budget_location(plan))
    return Assembled(plan, style, file, shown, fitted, attempt, holds_with)


def _length(document: Document, style: Style, typeset: Callable[[], int] | None) -> Length:
    text = FORMATS["txt"].render(document, style).decode()
    return Length(measure(document, style), word_count(text), len(text.rstrip("\n")), typeset)


def _fitted(
    plan: DocumentPlan,
    selection: Selection,
    attempt: Callable[[Selection], Trial[Composition] | None],
    report: Report,
) -> Fitted[Composition] | None:
    """The document within its budget. A letter is never cut: what a person says is theirs to shorten."""
    budget = Budget.of(plan)
    if plan.is_letter:
        trial = attempt(selection)
        if trial is None:
            return None
        if not budget.holds(trial.length):
            report.warning(
                "too-long",
                f"the {plan.kind} is {budget.excess(trial.length)} over its {budget.said()}",
                _budget_location(plan, trial.length),
                help="shorten it: a letter is never cut for you",
            )
        return Fitted(trial, trial, (), {}, fits=budget.holds(trial.length))

    def guess(whole: Trial[Composition], order: tuple[Drop, ...]) -> int:
        lines = lines_by_address(whole.made.document, whole.length.layout)
        return likely_drops(budget.lines_over(whole.length), lines, order)

    fitted = fit(selection, budget, attempt, guess=guess, pack=plan.pack)
    if fitted and not fitted.fits:
        _report_over(plan, budget, fitted, report)
    return fitted


def _report_over(plan: DocumentPlan, budget: Budget, fitted: Fitted[Composition], report: Report) -> None:
    """What is protected alone exceeds the budget: name it, and say by how much."""
    kept = [entry.item.address for entry in fitted.trial.selection.entries()]
    report.error(
        "over-budget",
        f"the {plan.kind} is {budget.excess(fitted.trial.length)} over its {budget.said()} "
        f"with everything dropped that may be; protected: {one_of(kept)}",
        _budget_location(plan, fitted.trial.length),
        help="allow more, omit a section, exclude an entry, or lift a pin or a `min`",
    )


def _budget_location(plan: DocumentPlan, length: Length | None = None) -> Location:
    """Where the plan states its limit: the one that ``length`` is over, or the first it has."""
    over = Budget.of(plan).exceeded(length) if length else None
    keys = (over, "pages", "lines", "words", "characters")
    return next((plan.locations[key] for key in keys if key and key in plan.locations), plan.location)


def template_file(plan: DocumentPlan, templates: Templates, report: Report) -> TemplateFile | None:
    """The Jinja2 file for a planned document, or None with an error in ``report``."""
    if plan.template not in templates.folders:
        report.error(
            "unknown-template",
            f"no template '{plan.template}'",
            plan.locations.get("template", plan.location),
            help=did_you_mean(plan.template, templates.folders) or f"there are: {one_of(templates.folders)}",
        )
        return None
    file = templates.file_for(plan.template, plan.kind)
    if file is None:
        kinds = templates.kinds()
        report.error(
            "unknown-document",
            f"template '{plan.template}' makes no '{plan.kind}'",
            plan.location,
            help=_makers(plan.kind, templates)
            or did_you_mean(plan.kind, kinds)
            or f"there are: {one_of(kinds)}",
        )
    return file


def _makers(kind: str, templates: Templates) -> str | None:
    """The templates that make a kind of document, as a hint."""
    names = [name for name in templates.folders if templates.file_for(name, kind)]
    return f"these do: {one_of(names)}" if names else None
