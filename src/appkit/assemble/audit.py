"""What a composed document is looked over for: venues that must not show, items that do not, a full page."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from appkit.diagnostics import one_of
from appkit.lint import says
from appkit.model.document import Code, Link, Run, inlines_of, printed_in
from appkit.model.remembered import BLOCKS_KEPT
from appkit.selection import is_submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.compose import Composition
    from appkit.diagnostics import Report
    from appkit.fit import Fitted, Trial
    from appkit.model.document import Document, Inline
    from appkit.model.others import Others
    from appkit.model.profile import Profile
    from appkit.model.selection import Selection
    from appkit.model.target import DocumentPlan
    from appkit.model.text import Value


def note_tight_fit(plan: DocumentPlan, fitted: Fitted[Composition], report: Report) -> None:
    """Say so where the last page allowed is full to within a line: another program may need more."""
    length = fitted.trial.length
    if plan.pages is not None and 0 <= plan.pages - length.pages < 1 / max(length.lines_a_page, 1):
        report.note(
            "tight-fit",
            f"the last page of the {plan.kind} is full to within a line: look at it before you send it",
            plan.locations.get("pages", plan.location),
        )


def note_unprinted(plan: DocumentPlan, trial: Trial[Composition], report: Report) -> None:
    """Say so where the template has no place for an item that is in: no word of the document is its own."""
    if plan.is_letter:
        return
    items: frozenset[str] = frozenset().union(*map(printed_in, trial.made.document.blocks))
    entries = tuple(trial.selection.entries())
    told = [e.item.address for e in entries] + [h.item.address for e in entries for h in e.highlights]
    missing = [address for address in told if address not in items and _is_public(address, trial.selection)]
    if missing:
        report.note(
            "not-printed",
            f"the {plan.kind} has no place for {one_of(missing, limit=4)}: template '{plan.template}'",
            plan.locations.get("template", plan.location),
        )


def _is_public(address: str, selection: Selection) -> bool:
    return not selection.decisions[address].private


def check_venue_runs(document: Document, selection: Selection, report: Report) -> None:
    """No word of a submission's venue may stand in a document that hides it, whatever a template does."""
    if selection.target.submissions == "show-venue":
        return
    profile = selection.profile
    submissions = {entry.address for entry in profile.entries() if is_submission(entry, profile)}
    hidden = {f"{address}.venue" for address in submissions}
    for block in document.blocks:
        for inline in inlines_of(block) if submissions & printed_in(block) else ():
            if isinstance(inline, Run | Code) and inline.origin.address in hidden:
                report.error(
                    "venue-shown",
                    f"'{inline.text}' is the venue of a submission, which this target hides",
                    selection.target.locations.get("submissions", selection.target.location),
                )


def check_other_people(
    document: Document, plan: DocumentPlan, profile: Profile, others: Others, report: Report
) -> None:
    """No words of a template, and no address of a link, may be those of another profile's person."""
    told: set[str] = set()
    for found in others.found_in(added_in(document)):
        other = found.other
        is_theirs = other.is_personal and other.owner != profile.name
        if is_theirs and other.text not in told and not says(profile, other):
            told.add(other.text)
            report.error(
                "other-person",
                f"'{other.text}' in the {plan.kind} is the {other.what} of profile '{other.owner}'",
                plan.locations.get("template", plan.location),
                help="take it out of the template: what is about a person comes from their profile",
            )


def added_in(document: Document) -> str:
    """The words of a document that templates say, and where its links lead, a line for each."""
    texts = (_added_to(inline) for block in document.blocks for inline in inlines_of(block))
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _added_to(inline: Inline) -> str:
    """What of an inline need not be the profile's: a template's words, and where a link leads."""
    if isinstance(inline, Link):
        return inline.url
    if isinstance(inline, Run | Code) and inline.origin.kind == "template":
        return inline.text
    return ""


def check_hidden_venues(selection: Selection, report: Report) -> None:
    """Warn where a text that is shown tells the venue that the target hides."""
    if selection.target.submissions == "show-venue":
        return
    profile = selection.profile
    venues = {
        words.default: entry.address
        for entry in profile.entries()
        if entry.venue and is_submission(entry, profile) and not entry.private
        for words in (entry.venue.name, entry.venue.short)
        if words
    }
    by_word: dict[str | None, list[str]] = defaultdict(list)
    for venue in venues:
        by_word[next(iter(_words_of(venue)), None)].append(venue)
    for value in _free_texts(selection):
        near = [each for word in {None, *_words_of(value.text)} for each in by_word.get(word, ())]
        for venue, address in ((venue, venues[venue]) for venue in near):
            if _stands_in(venue, value.text):
                report.warning(
                    "venue-in-text",
                    f"this text says '{venue}', where '{address}' is under review and this target hides it",
                    value.location,
                    help="write it differently, or say `submissions: show-venue`",
                )


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _words_of(text: str) -> tuple[str, ...]:
    """The runs of letters and digits of a text: a phrase that stands in it begins with one of them."""
    return tuple(re.findall(r"[^\W_]+", text))


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
