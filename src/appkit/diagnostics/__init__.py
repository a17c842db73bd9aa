"""Diagnostics: what is wrong with a user's file, where it is, and what to do about it.

Data first, text second. A stage that finds a problem makes a :class:`Diagnostic`; only the command line
(through :func:`render_text`, :func:`render_json` or :func:`render_github`) turns it into characters.
"""

from appkit.diagnostics.bounded import MOST_TOLD, bounded
from appkit.diagnostics.diagnostic import (
    AppkitError,
    Diagnostic,
    Location,
    Report,
    Severity,
    has_errors,
    ordered,
    printable,
)
from appkit.diagnostics.hints import did_you_mean, one_of
from appkit.diagnostics.telling import as_data, render_github, render_json, render_text

__all__ = [
    "MOST_TOLD",
    "AppkitError",
    "Diagnostic",
    "Location",
    "Report",
    "Severity",
    "as_data",
    "bounded",
    "did_you_mean",
    "has_errors",
    "one_of",
    "ordered",
    "printable",
    "render_github",
    "render_json",
    "render_text",
]
