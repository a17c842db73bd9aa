"""Prose: a CV as people write it, in lines, made into a profile by rules.

The readers of Markdown, text and DOCX make the same :class:`~appkit.importers.prose.line.Line` values; from
there on there is one way. What a rule is unsure of it marks; what no rule can place is kept with its line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from appkit.diagnostics import Location
from appkit.importers.imported import Imported, Unsure
from appkit.importers.prose.basics import basics_of
from appkit.importers.prose.entries import entries_of
from appkit.importers.prose.heads import entry_of
from appkit.importers.prose.ledger import Ledger, words_of
from appkit.importers.prose.line import Kind, Line, Words, literal, text_of, trimmed
from appkit.importers.prose.lists import lists_of
from appkit.importers.prose.papers import publications_of
from appkit.importers.prose.people import signs_in
from appkit.importers.prose.sections import CUSTOM, Section, parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from appkit.diagnostics import Report
    from appkit.importers.imported import Drafted
    from appkit.importers.material import Material

__all__ = ["Kind", "Ledger", "Line", "profile_of", "profile_of_text"]

_LISTS = ("skills", "languages", "tests", "interests", "courses")


def profile_of(lines: Sequence[Line], ledger: Ledger) -> Imported:
    """The profile that the lines of a CV tell."""
    told, signs = _without_notes(_without_margins(list(map(_spaced, lines)), ledger), ledger)
    head, sections = parted(told, ledger)
    basics, prose = basics_of(head, ledger)
    profile: dict[str, Drafted] = {"basics": cast("Drafted", basics)}
    for section in sections:
        if section.named.section == "summary":
            prose += [trimmed(line.words) for line in section.lines]
            for line in section.lines:
                ledger.speak(line.marker)
        else:
            _section(section, profile, signs, ledger)
    if prose:
        basics["summary"] = ledger.paragraphs(prose)
    _name(basics, profile)
    return Imported(profile, ledger.close(profile, lines))


def profile_of_text(
    material: Material, report: Report, lines: Callable[[Sequence[str], Ledger], Iterable[Line]]
) -> Imported | None:
    """The profile that a text tells; None, with an error in ``report``, where it tells none.

    ``lines`` gives each line of the file its kind; what it leaves out counts in the ledger.
    """
    source = material.source
    if source is None:
        report.extend(material.problems.diagnostics)
        return None
    if not re.search(r"\w", source.text):
        report.error("empty-file", "there are no words in this file", Location(material.path))
        return None
    ledger = Ledger()
    return profile_of(list(lines(source.lines, ledger)), ledger)


def _spaced(line: Line) -> Line:
    """The line with the spaces that forbid a break made plain ones."""
    if not any("\xa0" in span.text for span in line.words):
        return line
    return replace(line, words=tuple(s._replace(text=s.text.replace("\xa0", " ")) for s in line.words))


_PAGE = re.compile(
    r"^(?:.{0,60}\s{3,})?(?:page\s+|seite\s+)?\d{1,3}\s*(?:/|of|von|sur)\s*\d{1,3}(?:\s{3,}.{0,60})?$",
    re.IGNORECASE,
)
_PAGE_WORDS = frozenset(
    ("page", "seite", "of", "von", "sur", "cv", "curriculum", "vitae", "résumé", "resume")
)


def _without_margins(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without those that say which page it is and, at most, whose."""
    known = _PAGE_WORDS.union(words_of(lines[0].text) if lines else ())
    kept = []
    for line in lines:
        if len(line.text) < _LONGEST_MARGIN and _PAGE.match(line.text.strip()):
            words = words_of(line.text)
            if all(word in known or word.isdigit() for word in words):
                ledger.speak(line.text)
                ledger.empty += 1
                continue
        kept.append(line)
    return kept


_LONGEST_MARGIN = 160


def _without_notes(lines: Sequence[Line], ledger: Ledger) -> tuple[list[Line], dict[str, str]]:
    """The lines without the notes that say what signs behind names mean, and what they mean."""
    told: list[Line] = []
    signs: dict[str, str] = {}
    for line in lines:
        note = f"{line.marker} {line.text}" if line.is_item else line.text
        if found := signs_in(note):
            ledger.speak(note)
            signs |= found
        else:
            told.append(line)
    return told, signs


def _section(section: Section, profile: dict[str, Drafted], signs: dict[str, str], ledger: Ledger) -> None:
    """Add what a section says to the profile."""
    name = section.named.section
    if name == "publications":
        _add(profile, name, publications_of(section.lines, signs, ledger))
    elif name in _LISTS:
        title = literal(section.heading.words) if section.heading else name
        for key, items in lists_of(section.lines, name, title, ledger).items():
            _add(profile, key, items)
    elif name == "references":
        _add(profile, name, _references(section.lines, ledger))
    elif name == CUSTOM:
        _custom(section, profile, ledger)
    else:
        _add(profile, name, _entries(section, name, ledger))


def _entries(section: Section, name: str, ledger: Ledger) -> list[Drafted]:
    out: list[Drafted] = []
    for raw in entries_of(section.lines):
        for line in raw.head:
            ledger.speak(line.marker)
        previous = cast("dict[str, Drafted] | None", out[-1] if out else None)
        entry = entry_of(raw, name, previous, ledger)
        if not entry:
            continue
        if section.named.type:
            entry["type"] = section.named.type
        out.append(entry)
    return out


def _add(profile: dict[str, Drafted], name: str, items: Sequence[Drafted]) -> None:
    if items:
        cast("list[Drafted]", profile.setdefault(name, [])).extend(items)


def _custom(section: Section, profile: dict[str, Drafted], ledger: Ledger) -> None:
    """A section that only this CV has, under a name made of its heading."""
    assert section.heading is not None
    title = literal(section.heading.words).strip(" :")
    custom = cast("dict[str, Drafted]", profile.setdefault("custom", {}))
    key = base = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60] or "section"
    number = 1
    while key in custom:
        number += 1
        key = f"{base}-{number}"
    custom[key] = {"title": title, "entries": _entries(section, CUSTOM, ledger)}


_ON_REQUEST = re.compile(r"\b(?:up)?on request\b|auf anfrage|sur demande", re.IGNORECASE)


def _references(lines: Sequence[Line], ledger: Ledger) -> list[Drafted]:
    """People who recommend: a bold or first line is a name, what follows is what is said of or by them."""
    out: list[Drafted] = []
    told: list[Words] = []
    for line in lines:
        ledger.speak(line.marker)
        if _ON_REQUEST.search(line.text[:_LONGEST_MARGIN]):
            ledger.leave(line)
            continue
        strong = bool(line.words) and line.words[0].strong
        if not out or strong or line.kind is Kind.HEADING or (line.is_item and line.level == 0):
            _reference(out, told, ledger)
            told = []
            head = (
                [span for span in line.words if span.strong]
                if strong and not line.is_strong
                else list(line.words)
            )
            out.append({"name": literal(tuple(head)).rstrip(" :")})
            if len(head) < len(line.words):
                told.append(trimmed(tuple(span for span in line.words if not span.strong), ":–—-,"))
        else:
            told.append(trimmed(line.words))
    _reference(out, told, ledger)
    return out


def _reference(out: list[Drafted], told: list[Words], ledger: Ledger) -> None:
    if out and told:
        cast("dict[str, Drafted]", out[-1])["reference"] = ledger.paragraphs(
            words for words in told if text_of(words)
        )


def _name(basics: dict[str, Drafted], profile: dict[str, Drafted]) -> None:
    """A name that the file has in capitals, as it stands among the authors of a paper; or a stand-in."""
    name = basics.get("name")
    if name is None:
        basics["name"] = Unsure("Your Name", "the file names nobody")
        return
    if not isinstance(name, Unsure):
        return
    wanted = str(name.value).casefold()
    for paper in cast("list[dict[str, Drafted]]", profile.get("publications", [])):
        for author in cast("list[Drafted]", paper.get("authors", [])):
            if isinstance(author, str) and author.rstrip("*").casefold() == wanted:
                basics["name"] = author.rstrip("*")
                return
