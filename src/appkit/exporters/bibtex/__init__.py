"""BibTeX: the publications, for BibTeX, biber and whatever reads their files.

UTF-8, with fields of BibTeX where it has them and of biblatex where not (``pubstate``, ``author+an``). What
neither can say lies in the field ``x-appkit`` as JSON: see docs/decisions/0025-bibliographies.md.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from appkit.exporters.bibliography import references
from appkit.exporters.bibliography.names import parts
from appkit.exporters.bibtex.text import VERBATIM, escaped, name_escaped, title
from appkit.model.bibliography import (
    ACRONYM,
    ARXIV,
    BAG,
    BIBTEX_KIND,
    CSL_TYPE,
    LINK_FIELDS,
    PUBSTATES,
    VENUE_FIELD,
    bare_doi,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Report
    from appkit.exporters import Subject
    from appkit.exporters.bibliography import Reference, Writer

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Styles of BibTeX print a note; those of biblatex print what `pubstate` means.
_NOTES: Final = {
    "accepted": "Accepted",
    "under-review": "Under review",
    "in-preparation": "In preparation",
}
# Fields of BibTeX and biblatex that an import keeps, and that go out again.
_KEPT: Final = (
    "abstract", "chapter", "edition", "editor", "howpublished", "isbn", "issn", "langid", "language", "note",
    "primaryclass", "series", "type",
)  # fmt: skip
_LITERAL: Final = {"publisher": "publisher", "location": "address", "volume": "volume", "issue": "number"}


def write(subject: Subject, report: Report) -> bytes:
    """The publications of the profile as BibTeX, in UTF-8; notes say what it has no place for."""
    entries = [_entry(reference) for reference in references(subject, report)]
    if not entries:
        report.note("not-exported", "there is no publication to export")
    return ("\n".join(entries) or "% no publications\n").encode()


def _entry(reference: Reference) -> str:
    kind = _kind(reference)
    fields = dict(_fields(reference, kind))
    if bag := _bag(reference, kind):
        written = json.dumps(bag, ensure_ascii=False, separators=(", ", ": "))
        fields[BAG] = f"{{{_kept_apart(written)}}}"
    lines = [f"  {name} = {value},\n" for name, value in fields.items()]
    return f"@{kind}{{{reference.key},\n{''.join(lines)}}}\n"


def _kind(reference: Reference) -> str:
    """The kind of entry: that of the file it came from, if that is of the same type."""
    kept = reference.kept.get("entry-type", "")
    if CSL_TYPE.get(kept) == reference.type:
        return kept
    kind = BIBTEX_KIND.get(reference.type, "misc")
    return "misc" if kind == "unpublished" and reference.status not in _NOTES else kind


def _fields(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", _braced(title(reference.texts.get("name", "")))
    if reference.writers:
        yield from _people(reference)
    yield from _venue(reference, kind)
    for key, name in _LITERAL.items():
        if text := reference.texts.get(key):
            yield name, _braced(escaped(text))
    if pages := reference.texts.get("pages"):
        yield "pages", _braced("--".join(escaped(part) for part in pages.split("–")))
    if date := reference.date:
        yield "year", _braced(f"{date.year:04d}")
        if date.month:
            yield "month", _MONTHS[date.month - 1]
        if date.day:
            yield "day", _braced(str(date.day))
    yield from _addresses(reference)
    yield from _standing(reference, kind)
    if reference.keywords and (separator := _separator(reference.keywords)):
        yield "keywords", _braced(separator.join(map(escaped, reference.keywords)))
    yield from _kept(reference, kind)


def _people(reference: Reference) -> Iterator[tuple[str, str]]:
    role = "editor" if reference.by_editors else "author"
    names = [_name(writer) for writer in reference.writers]
    if names[-1] == _OTHERS and len(names) > 1:
        names[-1] = "others"
    yield role, _braced(" and ".join(names))
    marked = [(number, writer.marks) for number, writer in enumerate(reference.writers, 1) if writer.marks]
    if marked:
        yield f"{role}+an", _braced("; ".join(f"{number}={', '.join(marks)}" for number, marks in marked))


_OTHERS: Final = "{et al.}"


def _name(writer: Writer) -> str:
    """``Family, Given`` where that prints the name again; in braces it is printed as it is."""
    found = parts(writer.name, writer.family)
    if not found:
        return _braced(name_escaped(writer.name))
    family, given, suffix = map(name_escaped, (found.family, found.given, found.suffix))
    if found.joined:
        return f"{{{family} {suffix}}}, {given}"
    return f"{family}, {suffix}, {given}" if suffix else f"{family}, {given}"


def _venue(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    if not reference.venue:
        return
    yield VENUE_FIELD.get(kind, "organization"), _braced(escaped(reference.venue))
    short = reference.short_venue
    if short:
        is_series = ACRONYM.fullmatch(short) and kind == "inproceedings" and "series" not in reference.kept
        name = "shortjournal" if kind == "article" else "series" if is_series else "shortbooktitle"
        yield name, _braced(escaped(short))


def _addresses(reference: Reference) -> Iterator[tuple[str, str]]:
    for name, text in (
        ("doi", bare_doi(reference.texts.get("doi", ""))),
        ("url", reference.texts.get("url", "")),
    ):
        if VERBATIM.fullmatch(text):
            yield name, _braced(text)
    if reference.arxiv:
        yield "eprint", _braced(reference.arxiv)
        yield "archiveprefix", _braced(ARXIV)
    for label, url in reference.links.items():
        if (field := _link_field(label)) and url and _is_address(url):
            yield field, _braced(url)


def _link_field(label: str) -> str | None:
    return next((field for field, name in LINK_FIELDS.items() if name == label), None)


def _is_address(url: str) -> bool:
    return (
        bool(VERBATIM.fullmatch(url))
        and url.startswith(("http://", "https://"))
        and len(url) > len("https://")
    )


def _standing(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    """How far it is, where the kind of the entry does not say it."""
    status = reference.status
    if status and not (status == "published" and kind in CSL_TYPE and not reference.looks_like_preprint):
        yield "pubstate", _braced(PUBSTATES[status][0])
    if status in _NOTES and "note" not in reference.kept:
        yield "note", _braced(_NOTES[status])


def _separator(words: tuple[str, ...]) -> str | None:
    """What may part the words of a list, as none of them has it; None where there is no such mark."""
    if any(";" in word for word in words):
        return None
    if any("," in word for word in words):
        return "; " if len(words) > 1 else None
    return ", "


def _kept(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    fields = dict(_venue(reference, kind))
    for name in _KEPT:
        text = reference.kept.get(name)
        if text and name not in fields:
            yield name, _braced(escaped(text))


def _bag(reference: Reference, kind: str) -> dict[str, object]:
    """What the fields do not say, by the keys of a profile."""
    bag: dict[str, object] = {}
    said = reference.entry.type
    if said and said != CSL_TYPE.get(kind):
        bag["type"] = said
    if reference.status is None and reference.looks_like_preprint:
        bag["status"] = None
    for key in ("doi", "url"):
        text = reference.texts.get(key)
        if text and not VERBATIM.fullmatch(bare_doi(text) if key == "doi" else text):
            bag[key] = text
    if reference.keywords and not _separator(reference.keywords):
        bag["keywords"] = list(reference.keywords)
    if any(not _is_said(reference, label, url) for label, url in reference.links.items()):
        bag["links"] = dict(reference.links)
    return bag


def _is_said(reference: Reference, label: str, url: str | None) -> bool:
    """Whether a field says a link."""
    if label == ARXIV:
        return reference.arxiv is not None
    return _link_field(label) is not None and url is not None and _is_address(url)


def _braced(written: str) -> str:
    return f"{{{written}}}"


# In a text of JSON: braces, which BibTeX would count, and spaces behind a space, which it would drop.
_UNSAFE = re.compile(r"[{}]|(?<= ) ")
_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def _kept_apart(written: str) -> str:
    """JSON whose texts have nothing that BibTeX would act on: the braces that are left are in pairs."""
    return _JSON_TEXT.sub(lambda text: _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text[0]), written)
