"""Importers: a CV in another form made into the data of a profile.

Each row of :data:`FORMATS` is a kind of file; what a file is is told by its content, the rows tried in turn.
An importer's module has two functions::

    recognises(material: Material) -> bool
    convert(material: Material, report: Report) -> Imported | None

``convert`` is pure: the same bytes give the same data; what cannot be read is an error in ``report``, with
its place. Writing YAML, checking it, and merging it with what is there is for ``operations.importing``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Imported
    from appkit.importers.material import Material


class Importer(Protocol):
    """What the module of a format offers."""

    @staticmethod
    def recognises(material: Material) -> bool:
        """Whether the content is of this format."""

    @staticmethod
    def convert(material: Material, report: Report) -> Imported | None:
        """The profile that it tells; None, with errors in ``report``, where it cannot be read."""


class Format(NamedTuple):
    """A kind of file: what the command line and diagnostics call it, and its module in this package."""

    name: str
    title: str
    module: str

    @property
    def importer(self) -> Importer:
        """Its module, imported when it is first needed."""
        return cast("Importer", importlib.import_module(f"appkit.importers.{self.module}"))


# In the order in which they are tried: the particular before the general.
FORMATS = (
    Format("docx", "a Word document", "word"),
    Format("fresh", "FRESH", "fresh"),
    Format("jsonresume", "JSON Resume", "jsonresume"),
    Format("rendercv", "RenderCV", "rendercv"),
    Format("yamlresume", "YAMLResume", "yamlresume"),
    Format("csl-json", "CSL-JSON", "csl"),
    Format("bibtex", "BibTeX", "bibtex"),
    Format("markdown", "a CV in Markdown", "markdown"),
    Format("text", "a CV in plain text", "text"),
)


def recognised(material: Material) -> Format | None:
    """The format of a file, by its content; None where it is none of them."""
    return next((each for each in FORMATS if each.importer.recognises(material)), None)
