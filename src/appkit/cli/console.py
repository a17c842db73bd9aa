"""What is printed, and where: results on stdout, problems on stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from appkit.diagnostics import Severity, ordered, printable, render_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from appkit.diagnostics import Diagnostic

_BUILT_IN = " (built in)"
_NOT_OF_INPUTS = frozenset({"not-exported", "unlisted-format"})
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def say(text: str = "", *, end: str = "\n") -> None:
    """Print a line of the result."""
    click.echo(text + end, nl=False)


def show(diagnostics: Iterable[Diagnostic], lines: Mapping[str, Sequence[str]] | None = None) -> None:
    """Print diagnostics to stderr, with source lines where they are known."""
    if sys.stdout is not None:
        sys.stdout.flush()
    for diagnostic in ordered(diagnostics):
        text = render_text([diagnostic], lines or {})
        click.echo(_colored(text, diagnostic.severity), err=True, nl=False)


def show_build(diagnostics: Iterable[Diagnostic], lines: Mapping[str, Sequence[str]]) -> None:
    """Print the diagnostics of a build: notes in one line each, and of each kind only the first."""
    seen: dict[str, int] = {}
    found = ordered(diagnostics)
    notes = [each for each in found if is_told(each)]
    show((each for each in found if each.severity is not Severity.NOTE), lines)
    for note in notes:
        seen[note.code] = seen.get(note.code, 0) + 1
    for note in notes:
        number = seen.pop(note.code, 0)
        if number:
            show_note(note, number)


def show_note(note: Diagnostic, number: int) -> None:
    """Print a note in one line, and that there are ``number`` like it."""
    # What is about outputs `validate` does not tell, so what to do about it is said here.
    where = "" if note.code in _NOT_OF_INPUTS else ": see appkit validate"
    more = f" (and {number - 1:,} more like it{where})" if number > 1 else ""
    help_ = f"; {note.help}" if note.code in _NOT_OF_INPUTS and note.help else ""
    place = f"{note.location}: " if note.location else ""
    text = f"{place}note[{note.code}]: {printable(note.message)}{more}{help_}\n"
    click.echo(_colored(text, Severity.NOTE), err=True, nl=False)


def is_told(diagnostic: Diagnostic) -> bool:
    """Whether it is a note that a build tells.

    That a rule of a built-in preset has nothing to match is for `validate` and `explain` to say: nobody can
    change it, and who has no papers yet would be told at every build.
    """
    path = diagnostic.location.path if diagnostic.location else ""
    is_idle = diagnostic.code == "rule-matched-nothing" and path.endswith(_BUILT_IN)
    return diagnostic.severity is Severity.NOTE and not is_idle


def _colored(text: str, severity: Severity) -> str:
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        return text
    word = f"{severity.value}["
    return text.replace(word, click.style(word[:-1], fg=_COLORS[severity], bold=True) + "[", 1)


def count(number: int, noun: str) -> str:
    """A number with its noun: ``1 item``, ``2 items``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def within(directory: str, folder: str | None) -> Path | None:
    """A folder that was named on the command line, as seen from the folder named with ``-C``."""
    from pathlib import Path  # noqa: PLC0415 - 4 ms that help and completion do without

    return None if folder is None else Path(directory) / folder


def tell_error(message: str) -> None:
    """Print one line about a failure that has no place in a file."""
    click.echo(f"appkit: {message}", err=True)


def tell_bug(error: BaseException) -> int:
    """Write the traceback of a bug to a file, say where, and give the exit code."""
    import tempfile  # noqa: PLC0415 - as rare as bugs should be
    import traceback  # noqa: PLC0415

    text = "".join(traceback.format_exception(error))
    what = f"this is a bug in appkit ({type(error).__name__})"
    try:
        descriptor, name = tempfile.mkstemp(prefix="appkit-bug-", suffix=".txt", text=True)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError as failure:
        tell_error(f"{what}; the details could not be written: {failure.strerror}")
    else:
        tell_error(f"{what}; the details are in {name}")
    return 3
