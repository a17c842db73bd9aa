"""Diagnostics as characters: for people, for programs, and for pull requests."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from appkit.diagnostics.diagnostic import Severity, ordered, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from appkit.diagnostics.diagnostic import Diagnostic, Location


def render_text(diagnostics: Iterable[Diagnostic], lines: Mapping[str, Sequence[str]]) -> str:
    """The diagnostics as a person reads them: a headline, the source line with a caret, the help.

    ``lines`` maps a location's path to the lines of that file; a path it lacks is shown without source.
    """
    return "".join(_text(d, lines) for d in ordered(diagnostics))


def _text(diagnostic: Diagnostic, lines: Mapping[str, Sequence[str]]) -> str:
    place = f"{diagnostic.location}: " if diagnostic.location else ""
    parts = [f"{place}{diagnostic.severity.value}[{diagnostic.code}]: {printable(diagnostic.message)}\n"]
    parts += _excerpt(diagnostic.location, lines)
    for label, location in diagnostic.related:
        parts.append(f"  {location}: {label}\n")
    if diagnostic.help:
        parts.append(f"  help: {printable(diagnostic.help)}\n")
    return "".join(parts)


# Longer source lines (minified JSON) are cut around the caret.
_EXCERPT_WIDTH = 100


# A line that holds something private is not repeated in a log.
_PRIVATE = re.compile(r"\bprivate(?:Note)?[\"']?\s*:")


def _excerpt(location: Location | None, lines: Mapping[str, Sequence[str]]) -> list[str]:
    if location is None or not 1 <= location.line <= len(lines.get(location.path, ())):
        return []
    source = lines[location.path][location.line - 1]
    if not _may_be_shown(source):
        return []
    start = max(0, location.column - 1 - _EXCERPT_WIDTH // 2) if len(source) > _EXCERPT_WIDTH else 0
    shown = source[start : start + _EXCERPT_WIDTH].replace("\t", " ").rstrip()
    column = location.column - 1 - start
    width = max(1, min(location.width, len(shown) - column))
    pad = "".join("\u3000" if _is_wide(c) else " " for c in shown[:column])
    marks = "".join("\uff3e" if _is_wide(c) else "^" for c in shown[column : column + width]) or "^"
    return [f"{location.line:>4} | {printable(shown)}\n", f"     | {pad}{marks}\n"]


# Kept: a file of 4 MiB may be one line, with thousands of problems.
@functools.lru_cache(maxsize=64)
def _may_be_shown(line: str) -> bool:
    return not line.isspace() and line != "" and not _PRIVATE.search(line)


def _is_wide(character: str) -> bool:
    """Whether a terminal shows the character two cells wide (Hangul, kana, CJK and full-width forms)."""
    code = ord(character)
    return (
        0x1100 <= code <= 0x115F
        or 0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or (0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFF60 or 0x20000 <= code <= 0x3FFFD)
    )


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as a JSON array of objects, one for each, keys in a fixed order.

    What a terminal acts on, or no encoding holds (a byte of a file's name that is no UTF-8), is an escape.
    """
    import json  # noqa: PLC0415 - needed for one output format only

    text = json.dumps([as_data(d) for d in ordered(diagnostics)], ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n"


def as_data(diagnostic: Diagnostic) -> dict[str, object]:
    """A diagnostic as plain data: severity, code, message, file, line, column, endColumn, help, related."""
    location = diagnostic.location
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": location.path if location else None,
        "line": location.line if location else None,
        "column": location.column if location else None,
        "endColumn": location.column + location.width if location else None,
        "help": diagnostic.help,
        "related": [
            {"message": label, "file": place.path, "line": place.line, "column": place.column}
            for label, place in diagnostic.related
        ],
    }


_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as GitHub Actions workflow commands, which annotate a pull request's lines.

    The escapes are those of the workflow-command syntax: ``%``, CR and LF in messages, also ``:`` and
    ``,`` in properties.
    """
    return "".join(_github(d) for d in ordered(diagnostics))


def _github(diagnostic: Diagnostic) -> str:
    message = printable(diagnostic.message) + (f"\n{printable(diagnostic.help)}" if diagnostic.help else "")
    properties = {"title": f"appkit {diagnostic.code}"}
    # A built-in file is none of the repository's: GitHub could not annotate it.
    if diagnostic.location and not diagnostic.location.path.endswith("(built in)"):
        path, line, column, width = diagnostic.location
        properties = {
            "file": printable(path),
            "line": str(line),
            "col": str(column),
            "endColumn": str(column + width),
            **properties,
        }
    rendered = ",".join(f"{key}={_github_property(value)}" for key, value in properties.items())
    return f"::{_GITHUB_LEVEL[diagnostic.severity]} {rendered}::{_github_data(message)}\n"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")
