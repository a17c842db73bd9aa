"""What the operating system refused, as diagnostics that name the file and the reason."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.diagnostics import Diagnostic, Severity
from appkit.output import names
from appkit.output._disk import IrregularFileError

if TYPE_CHECKING:
    from appkit.output.places import Place

_WINDOWS = os.name == "nt"
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOTHING_CHANGED = "nothing was changed; build again when this is put right"
_HALF_WAY = "the new files wait beside the old ones; the next build puts them in their places"
_HALF_CLEANED = "what is removed by now was to be; clean again when this is put right"


def failure(place: Place, error: OSError, *, committed: bool = False, cleaning: bool = False) -> Diagnostic:
    """What ``error`` means for the user; ``committed`` where some files may already be in their places.

    ``cleaning`` where files are removed one after the other.
    """
    path = Path(error.filename) if isinstance(error.filename, str) else place.out
    shown = place.shown(path.with_name(names.unstaged(path.name) or path.name))
    outcome = _HALF_WAY if committed else _HALF_CLEANED if cleaning else _NOTHING_CHANGED
    if isinstance(error, IrregularFileError):
        return not_a_file(shown)
    if _WINDOWS and isinstance(error, PermissionError):
        message = f"{shown} cannot be {'removed' if cleaning else 'replaced'}: {error.strerror}"
        return Diagnostic(
            Severity.ERROR,
            "file-in-use",
            message,
            help=f"close it (is it open in Word?) and {'clean' if cleaning else 'build'} again; {outcome}",
        )
    message = f"cannot write {shown}: {error.strerror or type(error).__name__}"
    help_line = f"make room on the disk; {outcome}" if error.errno in _FULL else outcome
    return Diagnostic(Severity.ERROR, "cannot-write", message, help=help_line)


def not_a_file(shown: str) -> Diagnostic:
    """A link, folder, pipe or device where an output belongs."""
    message = f"{shown} is not a regular file"
    return Diagnostic(Severity.ERROR, "not-a-file", message, help="move it away and build again")


def outside(shown: str) -> Diagnostic:
    """A folder on the way to an output is a link that leads elsewhere."""
    message = f"{shown} lies outside the output folder: a folder on its way is a link"
    return Diagnostic(
        Severity.ERROR, "outside-out", message, help="replace the link by a folder and build again"
    )
