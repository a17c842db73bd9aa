"""A profile as RenderCV 2.x YAML: its header, and each section as a list of entries of one type.

RenderCV refuses a file for one value that its models do not take, so what they might not take goes elsewhere:
an address that is none is a connection without a link, a span whose end it takes for the earlier day is free
text. Every text is Markdown there; what a profile takes literally is escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from appkit.exporters.rendercv.entries import entries_of
from appkit.exporters.rendercv.header import header
from appkit.exporters.rendercv.text import paragraphs
from appkit.source.write import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Report
    from appkit.exporters import Subject
    from appkit.model.profile import Entry, Highlight, Profile
    from appkit.model.text import Text
    from appkit.source.node import Plain

# What RenderCV prints above a section is its key.
_TITLES = {
    "summary": "Summary",
    "work": "Experience",
    "volunteer": "Volunteering",
    "education": "Education",
    "awards": "Awards",
    "certificates": "Certificates",
    "publications": "Publications",
    "skills": "Skills",
    "languages": "Languages",
    "interests": "Interests",
    "references": "References",
    "projects": "Projects",
    "courses": "Courses",
    "tests": "Test Scores",
    "talks": "Talks",
    "teaching": "Teaching",
    "service": "Service",
    "grants": "Grants",
}

# What RenderCV takes for a command of Typst, wherever it stands: its Markdown has no escape for that.
_COMMAND = re.compile(r"#[A-Za-z]")


def write(subject: Subject, report: Report) -> bytes:
    """The file, in UTF-8. Notes tell what a profile says and RenderCV has no place for."""
    profile = subject.profile
    sections: dict[str, Plain] = {}
    for title, entries in _sections(profile, _own_titles(subject)):
        sections[_free(title, sections)] = entries
    cv = {**header(profile.basics, subject.data.get("basics")), "sections": cast("Plain", sections)}
    _tell(profile, report)
    content = dump({"cv": cv})
    if found := _COMMAND.search(content):
        place = content[found.start() : found.start() + 20].split()[0]
        report.note("typst-command", f"RenderCV takes '{place}' for a command of Typst", None)
    return content.encode()


def _sections(profile: Profile, titles: dict[str, str]) -> Iterator[tuple[str, Plain]]:
    if summary := profile.basics.summary:
        yield titles["summary"], list(paragraphs(summary.default))
    for section, entries in profile.sections.items():
        if entries:
            custom = profile.custom_titles.get(section)
            title = custom.default if custom else titles.get(section, section)
            yield title, cast("Plain", entries_of(section, entries))


def _own_titles(subject: Subject) -> dict[str, str]:
    """The titles of sections, with those that an import from RenderCV has kept."""
    kept = subject.data.get("x-titles")
    own = kept.items() if isinstance(kept, dict) else ()
    return _TITLES | {
        section: title for section, title in own if isinstance(title, str) and section in _TITLES
    }


def _free(title: str, taken: dict[str, Plain]) -> str:
    number, free = 1, title
    while free in taken:
        number += 1
        free = f"{title} ({number})"
    return free


def _texts(profile: Profile) -> Iterator[Text]:
    yield from profile.basics.texts.values()
    yield from filter(None, [profile.basics.summary])
    for entry in profile.entries():
        yield from entry.texts.values()
        yield from (highlight.text for highlight in entry.highlights)


def _tell(profile: Profile, report: Report) -> None:
    """Note what stays behind, by kind."""
    entries = profile.entries()
    items: list[Entry | Highlight] = [*entries]
    items += [highlight for entry in entries for highlight in entry.highlights]
    behind = {
        "tags": any(item.tags and not item.tags_from_text for item in items),
        "sentences for letters": profile.basics.letter is not None or any(item.letter for item in items),
        "wordings for other audiences and languages": any(len(text.wordings) > 1 for text in _texts(profile)),
    }
    if said := [what for what, there in behind.items() if there]:
        report.note("not-exported", f"RenderCV has no place for {', '.join(said)}", None)
