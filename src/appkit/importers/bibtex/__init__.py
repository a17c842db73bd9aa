"""BibTeX and biblatex: each entry a publication. Reading needs pybtex, the extra ``bibtex``.

See docs/decisions/0025-bibliographies.md for what becomes of which field.
"""

from __future__ import annotations

import importlib.util
import re
from typing import TYPE_CHECKING

from appkit.diagnostics import Location
from appkit.importers.publications import Stray, bibliography
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.diagnostics import Report
    from appkit.importers.bibtex.parsing import BibEntry, Bibliography
    from appkit.importers.imported import Drafted, Imported
    from appkit.importers.material import Material
    from appkit.source import Node, Source

_ENTRY = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]\s*[^\s,{}()=\"]*\s*,", re.MULTILINE)
_FIRST = re.compile(r"(?:\s|%.*+)*+@[ \t]*[A-Za-z]+\s*[{(]")
# What prose has and a bibliography has not, before the first entry.
_PROSE = re.compile(r"^(?:#{1,6} |```|~~~)", re.MULTILINE)


def recognises(material: Material) -> bool:
    """Whether it begins with an entry, or holds one with only comments before it."""
    if material.source is None or material.is_json:
        return False
    text = material.source.text
    if _FIRST.match(text):
        return True
    entry = _ENTRY.search(text)
    return entry is not None and not _PROSE.search(text, 0, entry.start())


def convert(material: Material, report: Report) -> Imported | None:
    """The publications of a bibliography; None, with an error, where there is none to read or no pybtex."""
    if material.source is None:
        report.extend(material.problems.diagnostics)
        return None
    if importlib.util.find_spec("pybtex") is None:
        report.error(
            "missing-extra",
            "BibTeX needs the package 'pybtex', which is not installed",
            Location(material.path),
            help="python -m pip install 'appkit[bibtex]'",
        )
        return None
    return _converted(material.source, report)


def _converted(source: Source, report: Report) -> Imported | None:
    from appkit.importers.bibtex.fields import publication  # noqa: PLC0415 - what imports pybtex is an extra
    from appkit.importers.bibtex.parsing import parse_bibtex  # noqa: PLC0415 - as above

    found = parse_bibtex(source, report)
    if not found.entries:
        message = "there is no entry in this file"
        report.error("no-entry", message, Location(source.path), help="an entry is written @kind{key, …}")
        return None
    _report_repeated(found.entries, report)
    drafts, strays = [], [Stray(remnant.text) for remnant in found.remnants]
    containers, told = _referred_to(found.entries), set[str]()
    for entry in _with_inherited(found, report):
        if entry.key.casefold() in containers and "author" not in entry.fields.entries:
            strays.append(_stray(entry))  # where others appeared, and no publication of its own
            continue
        draft = publication(entry, report, told)
        if draft.entry.get("name"):
            drafts.append(draft)
        else:
            message = f"'{entry.key or entry.kind}' has no title; it is kept as it is"
            report.warning("no-title", message, entry.location)
            strays.append(_stray(entry))
    return bibliography(drafts, strays, report)


def _stray(entry: BibEntry) -> Stray:
    """An entry that cannot be a publication, as data."""
    fields = {
        "sortkey" if key == "key" else key: node.text
        for key, node in entry.fields.entries.items()
        if isinstance(node, Scalar) and key not in entry.inherited
    }
    piece: dict[str, Drafted] = {"entry-type": entry.kind, "key": entry.key, **fields}
    return Stray(piece, len(piece))


# What an entry takes from the one that it refers to is called otherwise there (biblatex manual, appendix B).
_INHERITED_AS = {"title": "booktitle", "subtitle": "booksubtitle"}
_NOT_INHERITED = frozenset(
    {"crossref", "xdata", "key", "note", "keywords", "author", "doi", "url", "pages", "eprint"}
)


# What an entry takes from the one that it refers to is called otherwise there (biblatex manual, appendix B).
_INHERITED_AS = {"title": "booktitle", "subtitle": "booksubtitle"}
_NOT_INHERITED = frozenset(
    {"author", "author+an", "crossref", "doi", "eprint", "key", "keywords", "note", "pages", "url", "xdata"}
)


def _with_inherited(found: Bibliography, report: Report) -> Iterator[BibEntry]:
    """The entries with what they take from those that they refer to by ``crossref``."""
    entries = {entry.key.casefold(): entry for entry in reversed(found.entries)}
    for entry in found.entries:
        reference = entry.fields.get("crossref")
        parent = _parent(entry, entries)
        if parent:
            yield _inheriting(entry, parent)
            continue
        if isinstance(reference, Scalar):
            message = f"there is no entry '{reference.text}' in this file to take more from"
            report.warning("no-such-entry", message, reference.location)
        yield entry


def _parent(entry: BibEntry, entries: dict[str, BibEntry]) -> BibEntry | None:
    reference = entry.fields.get("crossref")
    parent = entries.get(reference.text.strip().casefold()) if isinstance(reference, Scalar) else None
    return None if parent is entry else parent


def _inheriting(entry: BibEntry, parent: BibEntry) -> BibEntry:
    """An entry with the fields of its parent that it lacks; the parent's title is that of the book."""
    taken = {key: node for key, node in parent.fields.entries.items() if key not in _NOT_INHERITED}
    for key, name in _INHERITED_AS.items():
        if key in taken:
            taken.setdefault(name, taken.pop(key))
    inherited = frozenset(taken) - frozenset(entry.fields.entries)
    fields: dict[str, Node] = taken | dict(entry.fields.entries)
    keys = {name: node.location for name, node in taken.items()} | dict(entry.fields.keys)
    return entry._replace(fields=Mapping(fields, keys, entry.fields.location), inherited=inherited)


def _referred_to(entries: Iterable[BibEntry]) -> frozenset[str]:
    """The keys that entries refer to, in lower case."""
    found = (entry.fields.get("crossref") for entry in entries)
    return frozenset(node.text.strip().casefold() for node in found if isinstance(node, Scalar))


def _report_repeated(entries: Iterable[BibEntry], report: Report) -> None:
    first: dict[str, BibEntry] = {}
    for entry in entries:
        before = first.setdefault(entry.key.casefold(), entry)
        if entry.key and before is not entry:
            message = f"the key '{entry.key}' is given twice; the second entry gets another id"
            related = (("first given here", before.location),)
            report.warning("duplicate-key", message, entry.location, related=related)
