"""Composing: a selection and a template into a document tree. Pure; jinja2 is known here and nowhere else."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from appkit.compose.context import Context
from appkit.compose.evidence import Evidence, evidence_of
from appkit.compose.render import Rendered, check_syntax, referenced, run
from appkit.compose.values import Fills, report_rich
from appkit.dataclass import dataclass
from appkit.diagnostics import Location, Report, did_you_mean, one_of
from appkit.markup import MILD, parse_document, parse_rich
from appkit.model.document import Block, Document, Origin, Prompt, prompts

if TYPE_CHECKING:
    from appkit.model.selection import Selection
    from appkit.model.target import DocumentPlan
    from appkit.model.template import TemplateFile, Templates
    from appkit.model.text import Text

__all__ = ["Composition", "check_rich_text", "check_syntax", "compose", "referenced"]


@dataclass(frozen=True, slots=True)
class Composition:
    """A document with what the summary tells of it: its open prompts and its evidence."""

    document: Document
    prompts: tuple[Prompt, ...]
    evidence: tuple[Evidence, ...] = ()


def compose(
    plan: DocumentPlan, selection: Selection, templates: Templates, file: TemplateFile, report: Report
) -> Composition | None:
    """The document that ``file`` makes of a selection, or None with errors in ``report``.

    ``file`` is the template's, or the letter a person has written in its place.
    """
    style = templates.style_for(plan.template, plan.kind)
    found = Report()
    fills = Fills(found)
    context = Context(selection, plan, templates, style, fills, {})
    evidence = evidence_of(selection)
    variables, items = context.variables(evidence), len(selection.decisions)
    rendered = run(file, templates, variables, found, items=items, parts=context.parts())
    blocks = _parse(rendered, fills, found) if rendered else ()
    _check_answers(plan, context, found, is_letter_file=file.name not in templates.files)
    report.extend(found.diagnostics)
    if found.failed:
        return None
    if not blocks:
        message = f"this template writes nothing for '{plan.kind}' of target '{selection.target.name}'"
        report.error("empty-document", message, Location(file.path))
        return None
    document = _document(plan, selection, context, blocks)
    _note_foreign_labels(plan, context, selection, report)
    return Composition(document, prompts(document), evidence)


def _parse(rendered: Rendered, fills: Fills, report: Report) -> tuple[Block, ...]:
    origin = functools.cache(rendered.origin)
    blocks, problems = parse_document(rendered.markdown, fills.__getitem__, origin)
    for problem in problems:
        say = report.warning if problem.code in MILD else report.error
        say(problem.code, problem.message, rendered.location(problem.line), help=problem.help)
    return blocks


def _note_foreign_labels(plan: DocumentPlan, context: Context, selection: Selection, report: Report) -> None:
    """A document that is half in another language must not come as a surprise."""
    keys = context.labels.foreign
    if keys:
        number = f"{len(keys)} labels" if len(keys) > 1 else "a label"
        report.note(
            "missing-label",
            f"{number} of '{plan.template}' shown in English for want of '{selection.locale}'",
            selection.target.locations.get("locale", plan.location),
            help=f"add to a labels.yaml: {one_of(keys, limit=6)}",
        )


def _check_answers(plan: DocumentPlan, context: Context, report: Report, *, is_letter_file: bool) -> None:
    """An answer nobody asks for is a mistake, but not beside a letter in which the answer is now text."""
    say = report.note if is_letter_file else report.error
    for key in plan.answers:
        if key not in context.prompts_asked:
            say(
                "unknown-answer",
                f"no prompt '{key}' in {plan.kind}",
                plan.locations.get(f"answers.{key}", plan.location),
                help=did_you_mean(key, context.prompts_asked) or _prompts_there(context),
            )


def _prompts_there(context: Context) -> str:
    asked = context.prompts_asked
    return f"it asks: {one_of(asked)}" if asked else "it has no prompts"


def _document(
    plan: DocumentPlan, selection: Selection, context: Context, blocks: tuple[Block, ...]
) -> Document:
    name = selection.values["name"].text if "name" in selection.values else selection.profile.name
    key = f"title-{plan.kind}"
    kind = context.labels.text(key) if context.labels.has(key) else plan.kind
    family = selection.values.get("familyName")
    return Document(
        kind=plan.kind,
        title=f"{name} – {kind}",
        author=name,
        language=selection.locale,
        blocks=blocks,
        keywords=_keywords(selection),
        surname=family.text if family else name,
    )


def _keywords(selection: Selection) -> tuple[str, ...]:
    """The labels of the tags that the entries shown carry, in the order the profile declares them."""
    shown = {tag for entry in selection.entries() for tag in entry.item.tags}
    return tuple(tag.label for name, tag in selection.profile.tags.items() if name in shown)


def check_rich_text(text: Text, report: Report) -> None:
    """Report what is wrong with any wording of a rich text, whether or not a target shows it."""
    for wording in text.wordings:
        _, problems = parse_rich(wording.text, Origin("profile", text.address))
        for problem in problems:
            report_rich(problem, wording.location, report)
