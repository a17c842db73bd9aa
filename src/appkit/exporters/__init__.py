"""Exporters: a profile made into the file of another tool.

Each row of :data:`FORMATS` is a kind of file. An exporter's module has one function::

    write(subject: Subject, report: Report) -> bytes

It is pure: the same subject gives the same bytes, which end in a line break. What the other tool's file
cannot say is told as notes in ``report``. What is private has been taken out before, unless it was asked for;
what a target selects has been chosen before: see ``operations.exporting``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Report
    from appkit.model.profile import Profile
    from appkit.source.node import Plain


class Subject(NamedTuple):
    """What is exported: the same profile twice, as plain data and decoded.

    ``data`` has the keys of a profile's schema, as its file writes them: for exports that must lose nothing.
    ``profile`` is what that means: for exports that tell some of it.
    """

    data: Mapping[str, Plain]
    profile: Profile


class Exporter(Protocol):
    """What the module of a format offers."""

    @staticmethod
    def write(subject: Subject, report: Report) -> bytes:
        """The file, in UTF-8; notes of what it cannot say go into ``report``."""


class Format(NamedTuple):
    """A kind of file: what the command line calls it, what people do, and its module in this package."""

    name: str
    title: str
    module: str

    @property
    def exporter(self) -> Exporter:
        """Its module, imported when it is first needed."""
        return cast("Exporter", importlib.import_module(f"appkit.exporters.{self.module}"))


_ROWS = (
    Format("jsonresume", "JSON Resume", "jsonresume"),
    Format("rendercv", "RenderCV", "rendercv"),
    Format("bibtex", "BibTeX", "bibtex"),
    Format("csl-json", "CSL-JSON", "csl"),
)

FORMATS = {each.name: each for each in _ROWS}
