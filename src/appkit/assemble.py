"""Assembling: one target's documents, composed and checked, ready to be written in any format. Pure.

This is the core: profile, target and templates in, documents and the reasons for them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appkit.compose import Composition, compose
from appkit.diagnostics import Report, did_you_mean, one_of
from appkit.model.document import Code, Run, inlines_of
from appkit.selection import is_submission, select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from appkit.model.document import Document
    from appkit.model.profile import Profile
    from appkit.model.selection import Selection
    from appkit.model.style import Style
    from appkit.model.target import DocumentPlan, Target
    from appkit.model.template import TemplateFile, Templates
    from appkit.model.text import Value


@dataclass(frozen=True, slots=True)
class Assembled:
    """One document of a target: what was planned, what was composed, from which file, in which style."""

    plan: DocumentPlan
    composition: Composition
    style: Style
    file: TemplateFile

    @property
    def document(self) -> Document:
        """The document tree."""
        return self.composition.document


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
) -> Assembly:
    """The documents of a target, those of ``kinds`` only if it is given; errors go into ``report``.

    ``letters`` are documents that someone has written in place of a template, by kind. A document that
    cannot be composed is left out, with an error.
    """
    selection = select(profile, target, report)
    documents = []
    for plan in target.documents:
        if kinds is None or plan.kind in kinds:
            assembled = _assemble(plan, selection, templates, (letters or {}).get(plan.kind), report)
            documents += [assembled] if assembled else []
    _check_hidden_venues(selection, report)
    return Assembly(selection, tuple(documents))


def _assemble(
    plan: DocumentPlan,
    selection: Selection,
    templates: Templates,
    letter: TemplateFile | None,
    report: Report,
) -> Assembled | None:
    file = template_file(plan, templates, report)
    if file is None:
        return None
    composition = compose(plan, selection, templates, letter or file, report)
    if composition is None:
        return None
    _check_venue_runs(composition.document, selection, report)
    if any((plan.pages, plan.lines, plan.words, plan.characters)):
        report.warning(
            "budget-not-checked",
            f"the length of '{plan.kind}' is not measured yet: look at its last page",
            plan.locations.get("pages", plan.location),
        )
    style = templates.style_for(plan.template, plan.kind)
    return Assembled(plan, composition, style, letter or file)


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
            help=did_you_mean(plan.kind, kinds) or f"templates make: {one_of(kinds)}",
        )
    return file


def _check_venue_runs(document: Document, selection: Selection, report: Report) -> None:
    """No word of a submission's venue may stand in a document that hides it, whatever a template does."""
    if selection.target.submissions == "show-venue":
        return
    profile = selection.profile
    hidden = {f"{entry.address}.venue" for entry in profile.entries() if is_submission(entry, profile)}
    for block in document.blocks:
        for inline in inlines_of(block):
            if isinstance(inline, Run | Code) and inline.origin.address in hidden:
                report.error(
                    "venue-shown",
                    f"'{inline.text}' is the venue of a submission, which this target hides",
                    selection.target.locations.get("submissions", selection.target.location),
                )


def _check_hidden_venues(selection: Selection, report: Report) -> None:
    """Warn where a text that is shown tells the venue that the target hides."""
    if selection.target.submissions == "show-venue":
        return
    profile = selection.profile
    venues = {
        words.default: entry.address
        for entry in profile.entries()
        if entry.venue and is_submission(entry, profile)
        for words in (entry.venue.name, entry.venue.short)
        if words
    }
    for value in _free_texts(selection):
        for venue, address in venues.items():
            if _stands_in(venue, value.text):
                report.warning(
                    "venue-in-text",
                    f"this text says '{venue}', where '{address}' is under review and this target hides it",
                    value.location,
                    help="write it differently, or say `submissions: show-venue`",
                )


def _free_texts(selection: Selection) -> Iterator[Value]:
    if selection.summary:
        yield selection.summary
    for entry in selection.entries():
        yield from (value for value in entry.texts.values() if value.rich)
        yield from filter(None, (entry.letter,))
        for highlight in entry.highlights:
            yield highlight.text
            yield from filter(None, (highlight.letter,))
    for plan in selection.target.documents:
        yield from plan.answers.values()


def _stands_in(phrase: str, text: str) -> bool:
    """Whether the phrase stands in the text as whole words."""
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return True
        start = text.find(phrase, start + 1)
    return False
