"""The ``reference.docx`` of a template folder: read into memory, what is wrong with it told."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from appkit.diagnostics import Diagnostic, Location, Report

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.load.files import Files
    from appkit.render.docx.reference import ReferenceFile
    from appkit.source import Source

NAME: Final = "reference.docx"
# What people call such a file, or save it as, by mistake.
_ENDINGS = frozenset((".docx", ".doc", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".rtf"))


def load_reference(file: Path, path: str, files: Files, report: Report) -> ReferenceFile | None:
    """What a reference says, or None with an error in ``report``; ``path`` is what to call it.

    Styles of ours that it lacks are named in one warning.
    """
    from appkit.render.docx.reference import MAX_BYTES  # noqa: PLC0415 - imports lxml, for those who have one

    source = files.binary(file, report, path=path, limit=MAX_BYTES)
    if source is None:
        return None
    reference, found = _read(source)
    report.extend(found)
    return reference


# Shared by the workspaces of a process, as the data of styles and labels is.
@functools.lru_cache(maxsize=16)
def _read(source: Source) -> tuple[ReferenceFile | None, tuple[Diagnostic, ...]]:
    from appkit.render.docx.reference import BadReferenceError, read_reference  # noqa: PLC0415 - as above

    report = Report()
    try:
        reference = read_reference(source.content)
    except BadReferenceError as error:
        report.error("bad-reference", str(error), Location(source.path), help=error.hint)
        return None, tuple(report.diagnostics)
    if reference.missing:
        several = len(reference.missing) > 1
        report.warning(
            "missing-style",
            f"this document has no style{'s' if several else ''} {_quoted(reference.missing)}",
            Location(source.path),
            help=f"style.yaml says how {'they look' if several else 'it looks'}; a reference that has"
            " every style is written by: appkit template export NAME",
        )
    return reference, tuple(report.diagnostics)


def _quoted(names: tuple[str, ...]) -> str:
    *others, last = (f"'{name}'" for name in names)
    return f"{', '.join(others)} and {last}" if others else last


def warn_of_others(folder: Path, files: Files, report: Report) -> None:
    """Warn of a file that is meant as a reference, by its name, and is not read."""
    for file in (folder / name for name in files.tree.names(folder) or ()):
        stem, ending = file.stem.lower(), file.suffix.lower()
        if stem == "reference" and ending in _ENDINGS and file.name != NAME:
            message = f"this file is not read: only one called {NAME} is"
            report.warning("unused-reference", message, Location(files.path_of(file)), help=f"call it {NAME}")
