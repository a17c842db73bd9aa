"""A DOCX taken apart for checking: its ZIP entries, its parts as trees, and the relationships between them.

Names and rules are those of ECMA-376: Part 1 (WordprocessingML) and Part 2 (packages).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
STYLES, NUMBERING, SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
CORE = "docProps/core.xml"


class Relationship(NamedTuple):
    """A row of a ``.rels`` part; ``kind`` is the last word of its type, ``target`` a part's name or an address."""

    source: str
    identifier: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """``files`` are the bytes of every entry, ``trees`` the parsed ones; ``broken`` says why others are not."""

    entries: tuple[zipfile.ZipInfo, ...]
    files: Mapping[str, bytes]
    trees: Mapping[str, etree._Element]
    broken: Mapping[str, str]
    relationships: tuple[Relationship, ...]

    def tree(self, name: str) -> etree._Element:
        """A part's root; an element without content where the part is not there."""
        found = self.trees.get(name)
        return etree.Element("absent") if found is None else found

    @property
    def body(self) -> etree._Element:
        """The root of the document part."""
        return self.tree(DOCUMENT)

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Every part that holds paragraphs people read: the document, its footers and headers."""
        for name, tree in self.trees.items():
            if tree.tag in (f"{W}document", f"{W}ftr", f"{W}hdr"):
                yield name, tree


def opened(docx: bytes) -> Package:
    """The package in these bytes."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        entries = tuple(archive.infolist())
        files = {entry.filename: archive.read(entry) for entry in entries}
    trees, broken = {}, {}
    for name, content in files.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(
                    content, etree.XMLParser(resolve_entities=False, no_network=True)
                )
            except etree.XMLSyntaxError as error:
                broken[name] = str(error)
    return Package(entries, files, trees, broken, tuple(_relationships(trees)))


def _relationships(trees: Mapping[str, etree._Element]) -> Iterator[Relationship]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("_rels/")
        for row in tree:
            target, external = str(row.get("Target")), row.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
            kind = str(row.get("Type")).rpartition("/")[2]
            yield Relationship(
                folder + file.removesuffix(".rels"), str(row.get("Id")), kind, target, external
            )


def value(element: etree._Element, tag: str, attribute: str = "val") -> str | None:
    """The attribute of an element's first child of that tag."""
    child = element.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}{attribute}")


def words(element: etree._Element) -> str:
    """The characters below an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def repeated(names: Iterator[str] | list[str]) -> list[str]:
    """What stands more than once, each once."""
    every = list(names)
    return sorted({name for name in every if every.count(name) > 1})
