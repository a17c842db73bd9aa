"""The parts of a DOCX package, opened by python-docx and held to limits."""

from __future__ import annotations

import io
import zipfile
from typing import Any, NamedTuple, cast

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.package import OpcPackage
from docx.oxml import parse_xml

# Elements of lxml, which are typed for what we do with them by nobody.
Element = Any

# A CV's XML is some 100 KB, and with photographs it has a few MB; what inflates to more is an attack.
_MOST_XML = 16 * 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024


class UnreadableError(Exception):
    """The file is no document that can be read; ``help`` says what to do."""

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002 - as diagnostics call it
        super().__init__(message)
        self.help = help


class Package(NamedTuple):
    """The parts that have words: the body, headers and footers, footnotes by id; and what styles them.

    ``links`` are the addresses of a part's relationships, by the part and the relationship's id.
    """

    body: Element
    margins: tuple[Element, ...]
    styles: Element | None
    numbering: Element | None
    notes: dict[str, Element]
    links: dict[int, dict[str, str]]


def opened(content: bytes) -> Package:
    """The parts of the document in the bytes of a file.

    Raises UnreadableError where they are no Word document, a broken or an encrypted one, or too large.
    """
    _check_size(content)
    try:
        package = OpcPackage.open(io.BytesIO(content))
        main = package.main_document_part
        parts = {rel.reltype: rel.target_part for rel in main.rels.values() if not rel.is_external}
        margins = [
            rel.target_part
            for rel in main.rels.values()
            if not rel.is_external and rel.reltype in (REL.HEADER, REL.FOOTER)
        ]
        links: dict[int, dict[str, str]] = {}
        body = _element(main, links)
        return Package(
            body,
            tuple(_element(part, links) for part in margins),
            _element(parts.get(REL.STYLES), links),
            _element(parts.get(REL.NUMBERING), links),
            _notes(_element(parts.get(REL.FOOTNOTES), links)),
            links,
        )
    except UnreadableError:
        raise
    except Exception as error:  # python-docx and lxml raise a dozen kinds for a broken file
        message = f"this is no Word document that can be read: {_first_line(error)}"
        raise UnreadableError(message, "open it in a word processor and save it anew") from error


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        message = f"this Word document is broken: {_first_line(error)}"
        raise UnreadableError(message, "open it in a word processor and save it anew") from error
    xml = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if xml > _MOST_XML or sum(sizes.values()) > _MOST_BYTES:
        message = (
            f"this document is {sum(sizes.values()) // 2**20} MiB long when it is unpacked, which no CV is"
        )
        raise UnreadableError(message, "save it without what is embedded in it")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _element(part: Any, links: dict[int, dict[str, str]]) -> Element | None:  # noqa: ANN401 - python-docx's parts
    if part is None:
        return None
    element = getattr(part, "element", None)
    if element is None:
        element = parse_xml(part.blob)
    links[id(element)] = {
        key: cast("str", rel.target_ref) for key, rel in part.rels.items() if rel.is_external
    }
    return element


def _notes(element: Element | None) -> dict[str, Element]:
    """Footnotes by their ids, those that only draw lines not."""
    if element is None:
        return {}
    from appkit.importers.word.names import W  # noqa: PLC0415 - one name

    return {note.get(f"{W}id"): note for note in element if note.get(f"{W}type") is None}
