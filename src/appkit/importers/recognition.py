"""What kind of file it is that is to be imported, or why that cannot be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.diagnostics import Location, did_you_mean
from appkit.importers import FORMATS, Format
from appkit.source import Scalar

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.material import Material

# Kinds that any text could be taken for: they come last, and broken data is none of them.
PROSE = frozenset({"markdown", "text"})
_WORD = "docx"
# Keys that a file of data begins with where one of the formats is written as YAML.
_FIRST_KEYS = frozenset(
    {
        "$schema", "awards", "basics", "contact", "content", "cv", "design", "education", "employment",
        "info", "language", "layout", "locale", "meta", "name", "profile", "rendercv_settings", "sections",
        "settings", "skills", "work",
    }
)  # fmt: skip
_FIRST_KEY = re.compile(r"""["']?([$a-z_]+)["']?:[ \t]*(?:#.*)?$""")
_KEY = re.compile(r"[a-z$_][A-Za-z0-9$_-]*")
_INSIDE = re.compile(r"[ \t]+[\"']?[\w$-]+[\"']?:(?:\s|$)|[ \t]*- ")


def format_named(name: str, report: Report) -> Format | None:
    """The format that goes by a name; None, with an error, where none does."""
    names = [each.name for each in FORMATS]
    found = next((each for each in FORMATS if each.name == name), None)
    if found is None:
        hint = did_you_mean(name, names) or f"there are: {', '.join(names)}"
        report.error("unknown-format", f"no format '{name}'", help=hint)
    return found


def recognise(material: Material, report: Report) -> Format | None:
    """The format that a file is of, by its content; None, with errors, where it is of none."""
    here = Location(material.path)
    if not material.content.strip():
        report.error("empty-file", "this file is empty", here)
        return None
    if (known := _unreadable(material.content)) is not None:
        what, way = known
        report.error("unknown-kind", f"this is {what}, which cannot be read", here, help=way)
        return None
    if not material.is_archive and material.source is None:
        report.extend(material.problems.diagnostics)
        return None
    is_data = _is_data(material)
    for each in FORMATS:
        # What it cannot be is not even imported.
        impossible = (each.name in PROSE and is_data) or (each.name == _WORD and not material.is_archive)
        if not impossible and each.importer.recognises(material):
            return each
    if material.is_archive:
        message = "this is a ZIP archive, and no Word document"
        report.error("unknown-kind", message, here, help=_WHAT_CAN_BE)
    elif is_data and (material.node is None or material.problems.failed):
        report.extend(material.problems.diagnostics)
    else:
        what = ("JSON" if material.is_json else "YAML") if is_data else "text"
        message = f"this is {what}, but of none of the kinds that can be imported"
        report.error("unknown-kind", message, here, help=_WHAT_CAN_BE)
    return None


_AS_DOCX = "open it in a word processor, save it as .docx, and import that"
_BY_PANDOC = "make Markdown of it first (pandoc CV -t gfm -o cv.md), and import that"
# How the files begin, in lower case.
_UNREADABLE = {
    rb"%pdf-": ("a PDF", "make text of it first (pdftotext -layout CV.pdf cv.txt), and import that"),
    rb"\{\\rtf": ("RTF", _AS_DOCX),
    rb"\xd0\xcf\x11\xe0": ("a document of Word before 2007", _AS_DOCX),
    rb"pk.{28}mimetypeapplication/vnd\.oasis": ("an OpenDocument file", _AS_DOCX),
    rb"<!doctype html|<html[\s>]": ("HTML", _BY_PANDOC),
    rb"(?:%[^\n]*\n\s*)*\\documentclass": ("LaTeX", _BY_PANDOC),
}
_WHAT_CAN_BE = (
    f"kinds: {', '.join(each.title for each in FORMATS)}; --format says which one it is meant to be"
)


def _unreadable(content: bytes) -> tuple[str, str] | None:
    """What a file is that nothing here reads, though people have their CV in it, and what to do with it."""
    begin = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((told for pattern, told in _UNREADABLE.items() if re.match(pattern, begin, re.DOTALL)), None)


def _is_data(material: Material) -> bool:
    """Whether a text was meant as JSON or as YAML, well written or not."""
    if material.source is None:
        return False
    text = material.source.text.lstrip()
    if material.is_json:
        # A line of Markdown may begin with a link, RTF with a brace and a backslash.
        return not re.match(r"\[[^\]\n]*\][(\[:]|\{\\", text)
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and lines[0].rstrip() == "---":
        lines = lines[1:]
        # Between two such lines, Markdown has what is said about it.
        if any(line.rstrip() in {"---", "..."} for line in lines):
            return False
    first = _FIRST_KEY.match(lines[0]) if lines else None
    if first and first[1] in _FIRST_KEYS and len(lines) > 1 and _INSIDE.match(lines[1]):
        return True
    # The headings of a CV begin with a capital; the keys of programs do not.
    found = material.mapping
    is_nested = found is not None and any(not isinstance(each, Scalar) for each in found.entries.values())
    return found is not None and is_nested and all(map(_KEY.fullmatch, found.entries))
