"""A file to import: its bytes, its text, and its data if it holds any, each worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from appkit.diagnostics import Report
from appkit.source import Mapping, Source, source_from_bytes

if TYPE_CHECKING:
    from appkit.source import Node


class Material:
    """A file to import, called ``path`` in diagnostics.

    What it is is told by its content: ``node`` is its data where it is JSON or YAML, ``source`` its text
    where it has one (a DOCX has none). What was wrong with either is in ``problems``; whoever takes the file
    for that kind reports it.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self.content = content
        self.problems = Report()

    @cached_property
    def is_archive(self) -> bool:
        """Whether it is a ZIP archive, as a DOCX is."""
        return self.content.startswith(b"PK")

    @cached_property
    def source(self) -> Source | None:
        """Its text with positions; None, with an error in ``problems``, where it is none."""
        if self.is_archive:
            return None
        # A form feed parts the pages of a text that was made of a PDF; nothing else may hold one.
        return source_from_bytes(self.path, self.content.replace(b"\f", b" "), self.problems)

    @cached_property
    def is_json(self) -> bool:
        """Whether its text can be nothing but JSON: it begins with a brace or a bracket."""
        return self.source is not None and self.source.text.lstrip()[:1] in {"{", "["}

    @cached_property
    def node(self) -> Node | None:
        """Its data, read as JSON or as YAML; None, with errors in ``problems``, where it is neither."""
        if self.source is None or not self.source.text.strip():
            return None
        if self.is_json:
            from appkit.source.json import parse_json  # noqa: PLC0415 - one of the two is needed

            return parse_json(self.source, self.problems)
        from appkit.source.yaml import parse_yaml  # noqa: PLC0415 - as above

        return parse_yaml(self.source, self.problems)

    @cached_property
    def mapping(self) -> Mapping | None:
        """Its data where that is keys and values."""
        return self.node if isinstance(self.node, Mapping) else None
