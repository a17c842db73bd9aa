"""A diagnostic, and the report that stages hand to each other."""

from __future__ import annotations

import enum
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
        """``path:line:column``, the form editors and CI logs make clickable.

        A name may hold what a terminal acts on; that is shown as :func:`printable` shows it.
        """
        return f"{printable(self.path)}:{self.line}:{self.column}"


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


def printable(text: str) -> str:
    """``text`` with what a terminal could act on or hide written as ``<U+001B>``, newlines kept as spaces."""
    return "".join(
        " " if c == "\n" else c if c.isprintable() or c == "\u3000" else f"<U+{ord(c):04X}>" for c in text
    )
