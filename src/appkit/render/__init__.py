"""Writers: one document tree in, the bytes of one format out.

A new format is one module and one row of :data:`FORMATS`. Every writer has the same three functions
(``render``, ``_block``, ``_inline``); importing this package imports none of them.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.model.document import Document
    from appkit.model.style import Style


class _Writer(Protocol):
    """What the module of a format offers."""

    def render(self, document: Document, style: Style) -> bytes:
        """The bytes of the document in this format."""
        ...


@dataclass(frozen=True, slots=True)
class Renderer:
    """One format: what files of it end in, who writes it, and which edition of that writer this is.

    ``version`` rises with every change of the bytes written, so that what an older edition built is stale.
    """

    name: str
    extension: str
    version: int
    module: str

    def render(self, document: Document, style: Style) -> bytes:
        """The bytes of the document in this format; the first call imports the writer."""
        return cast("_Writer", importlib.import_module(self.module)).render(document, style)


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {
        "docx": Renderer("docx", ".docx", 1, "appkit.render.docx"),
        "html": Renderer("html", ".html", 1, "appkit.render.html"),
        "md": Renderer("md", ".md", 1, "appkit.render.markdown"),
        "txt": Renderer("txt", ".txt", 1, "appkit.render.text"),
    }
)


def render(document: Document, style: Style, format: str) -> bytes:  # noqa: A002 - the word users see
    """The bytes of the document in one of :data:`FORMATS`; a KeyError names any other."""
    return FORMATS[format].render(document, style)
