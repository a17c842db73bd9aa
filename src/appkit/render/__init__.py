"""Writers: one document tree in, the bytes of one format out.

A new format is one module and one row of :data:`FORMATS`. Every writer has the same three functions
(``render``, ``_block``, ``_inline``); importing this package imports none of them.
"""

from __future__ import annotations

import importlib
import importlib.util
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Diagnostic
    from appkit.model.document import Document
    from appkit.model.style import Style


class _Writer(Protocol):
    """What the module of a format offers."""

    def render(self, document: Document, style: Style) -> bytes:
        """The bytes of the document in this format."""
        ...


class _Typesetter(_Writer, Protocol):
    """What a writer offers that lays its pages out itself."""

    def page_count(self, document: Document, style: Style) -> int:
        """How many pages the document takes in this format."""
        ...

    def problems(self, document: Document, style: Style) -> tuple[Diagnostic, ...]:
        """What of the document this machine cannot show as it should look."""
        ...


@dataclass(frozen=True, slots=True)
class Renderer:
    """One format: what files of it end in, who writes it, and which edition of that writer this is.

    ``version`` rises with every change of the bytes written, so that what an older edition built is stale.
    ``needs`` is the package that the writer needs and that is not always there, ``extra`` what installs it.
    ``typesets`` says that the writer lays its pages out itself: then they have a number of their own.
    """

    name: str
    extension: str
    version: int
    module: str
    needs: str | None = None
    extra: str | None = None
    typesets: bool = False

    def render(self, document: Document, style: Style) -> bytes:
        """The bytes of the document in this format; the first call imports the writer."""
        return cast("_Writer", importlib.import_module(self.module)).render(document, style)

    @property
    def is_available(self) -> bool:
        """Whether what the writer needs is installed; nothing is imported."""
        return self.needs is None or importlib.util.find_spec(self.needs) is not None

    def page_count(self, document: Document, style: Style) -> int:
        """How many pages the document takes in a format that ``typesets``."""
        return self._typesetter().page_count(document, style)

    def problems(self, document: Document, style: Style) -> tuple[Diagnostic, ...]:
        """What of the document cannot be shown here as it should look; they name no place."""
        return self._typesetter().problems(document, style) if self.typesets else ()

    def _typesetter(self) -> _Typesetter:
        return cast("_Typesetter", importlib.import_module(self.module))


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {
        "docx": Renderer("docx", ".docx", 2, "appkit.render.docx"),
        "html": Renderer("html", ".html", 1, "appkit.render.html"),
        "md": Renderer("md", ".md", 1, "appkit.render.markdown"),
        "pdf": Renderer("pdf", ".pdf", 1, "appkit.render.typst", needs="typst", extra="pdf", typesets=True),
        "txt": Renderer("txt", ".txt", 1, "appkit.render.text"),
    }
)


def render(document: Document, style: Style, format: str) -> bytes:  # noqa: A002 - the word users see
    """The bytes of the document in one of :data:`FORMATS`; a KeyError names any other."""
    return FORMATS[format].render(document, style)
