"""Diagnostics: what is wrong with a user's file, where it is, and what to do about it.

Data first, text second. A stage that finds a problem makes a :class:`Diagnostic`; only the command line
(through :func:`render_text`, :func:`render_json` or :func:`render_github`) turns it into characters.
"""

from __future__ import annotations

import bisect
import enum
import functools
import re
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Severity(enum.Enum):
    """How much a problem matters: only an error changes the exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    # There is one of each; the hash that Enum has is made of the name, in Python, time and again.
    __hash__ = object.__hash__


class Location(NamedTuple):
    """A stretch of one line of a file.

    ``path`` is written as the user would type it (relative to the workspace, or ``phd (built in)``);
    ``line`` and ``column`` count from 1 in characters, ``width`` is the stretch's length on that line.
    """

    path: str
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        """``path:line:column``, the form editors and CI logs make clickable."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable ``code``, where it is, what it is, and (often) what to do.

    ``related`` are further places worth showing, each with a label ("first defined here").
    """

    severity: Severity
    code: str
    message: str
    location: Location | None = None
    help: str | None = None
    related: tuple[tuple[str, Location], ...] = ()


class AppkitError(Exception):
    """What a caller asked for cannot be done; ``diagnostics`` say why, at least one of them an error.

    ``lines`` are the lines of the files they are about, where they were read: see :func:`render_text`.
    """

    def __init__(
        self, diagnostics: Iterable[Diagnostic], lines: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = ordered(diagnostics)
        self.lines: Mapping[str, Sequence[str]] = lines or {}
        super().__init__("; ".join(d.message for d in self.diagnostics if d.severity is Severity.ERROR))


@dataclass(slots=True)
class Report:
    """The problems found so far: the one mutable value that stages hand to each other."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        location: Location | None = None,
        *,
        help: str | None = None,  # noqa: A002 - the word users see, and the field's name
        related: tuple[tuple[str, Location], ...] = (),
    ) -> None:
        """Record one problem."""
        self.diagnostics.append(Diagnostic(severity, code, message, location, help, related))

    def error(
        self,
        code: str,
        message: str,
        location: Location | None = None,
        *,
        help: str | None = None,  # noqa: A002 - as in `add`
        related: tuple[tuple[str, Location], ...] = (),
    ) -> None:
        """Record a problem that stops what was asked for."""
        self.add(Severity.ERROR, code, message, location, help=help, related=related)

    def warning(
        self,
        code: str,
        message: str,
        location: Location | None = None,
        *,
        help: str | None = None,  # noqa: A002 - as in `add`
        related: tuple[tuple[str, Location], ...] = (),
    ) -> None:
        """Record a problem that should be looked at before sending."""
        self.add(Severity.WARNING, code, message, location, help=help, related=related)

    def note(
        self,
        code: str,
        message: str,
        location: Location | None = None,
        *,
        help: str | None = None,  # noqa: A002 - as in `add`
    ) -> None:
        """Record something worth knowing."""
        self.add(Severity.NOTE, code, message, location, help=help)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Record what another stage found."""
        self.diagnostics.extend(diagnostics)

    @property
    def failed(self) -> bool:
        """Whether an error stands among the diagnostics."""
        return has_errors(self.diagnostics)

    def raise_if_failed(self) -> None:
        """Raise :class:`AppkitError` with everything found, if an error is among it."""
        if self.failed:
            raise AppkitError(self.diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether an error stands among ``diagnostics``."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The distinct ``diagnostics`` by file, line and column; those without a place come first."""
    if isinstance(diagnostics, _Ordered):
        return diagnostics
    return _Ordered(sorted(dict.fromkeys(diagnostics), key=_sort_key))


class _Ordered(tuple[Diagnostic, ...]):
    """Diagnostics in their order: results are put together from results, and need not be sorted again."""

    __slots__ = ()


def _sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    path, line, column, _ = diagnostic.location or Location("", 0, 0)
    return path, line, column, diagnostic.code, diagnostic.message


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A hint naming the candidate nearest to ``word``, or None where nothing is near."""
    import difflib  # noqa: PLC0415 - needed only when something is misspelt

    names = sorted(set(candidates))
    some = names if len(names) <= _COMPARED else _neighbours(word, names)
    near = difflib.get_close_matches(word, some, n=1, cutoff=0.6)
    if not near:
        folded = {name.lower().replace("_", "").replace("-", ""): name for name in some}
        match = folded.get(word.lower().replace("_", "").replace("-", ""))
        near = [match] if match else []
    return f"did you mean '{near[0]}'?" if near else None


# Comparing takes 10 to 50 µs a name. So many are all compared; of more, so many on each side of where the word
# would stand: who misspells 2,000 references to 2,000 papers is to be told so within seconds.
_COMPARED = 200
_BESIDE = 5


def _neighbours(word: str, names: Sequence[str]) -> list[str]:
    """Of sorted names those that begin as the word does, or end so: one slip leaves one of both as it was."""
    backwards = _backwards(tuple(names))
    found: dict[str, None] = {}
    for near, those in ((word, names), (word[::-1], backwards)):
        at = bisect.bisect(those, near)
        some = those[max(at - _BESIDE, 0) : at + _BESIDE]
        found.update(dict.fromkeys(some if those is names else (name[::-1] for name in some)))
    return sorted(found)


@functools.lru_cache(maxsize=4)
def _backwards(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(name[::-1] for name in names))


def one_of(candidates: Iterable[str], *, limit: int = 12) -> str:
    """The sorted candidates as words for a hint, cut to ``limit`` of them."""
    names = sorted(set(candidates))
    shown = ", ".join(names[:limit])
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown


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
    source = lines[location.path][location.line - 1].replace("\t", " ")
    if not source.strip() or _PRIVATE.search(source):
        return []
    start = max(0, location.column - 1 - _EXCERPT_WIDTH // 2) if len(source) > _EXCERPT_WIDTH else 0
    shown = source[start : start + _EXCERPT_WIDTH].rstrip()
    column = location.column - 1 - start
    width = max(1, min(location.width, len(shown) - column))
    pad = "".join("\u3000" if _is_wide(c) else " " for c in shown[:column])
    marks = "".join("\uff3e" if _is_wide(c) else "^" for c in shown[column : column + width]) or "^"
    return [f"{location.line:>4} | {printable(shown)}\n", f"     | {pad}{marks}\n"]


def _is_wide(character: str) -> bool:
    """Whether a terminal shows the character two cells wide (Hangul, kana, CJK and full-width forms)."""
    code = ord(character)
    return (
        0x1100 <= code <= 0x115F
        or 0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or (0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFF60 or 0x20000 <= code <= 0x3FFFD)
    )


def printable(text: str) -> str:
    """``text`` with what a terminal could act on or hide written as ``<U+001B>``, newlines kept as spaces."""
    return "".join(
        " " if c == "\n" else c if c.isprintable() or c == "\u3000" else f"<U+{ord(c):04X}>" for c in text
    )


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as a JSON array of objects, one for each, keys in a fixed order."""
    import json  # noqa: PLC0415 - needed for one output format only

    return json.dumps([as_data(d) for d in ordered(diagnostics)], ensure_ascii=False, indent=2) + "\n"


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
    message = diagnostic.message + (f"\n{diagnostic.help}" if diagnostic.help else "")
    properties = {"title": f"appkit {diagnostic.code}"}
    # A built-in file is none of the repository's: GitHub could not annotate it.
    if diagnostic.location and not diagnostic.location.path.endswith("(built in)"):
        path, line, column, width = diagnostic.location
        properties = {
            "file": path,
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
