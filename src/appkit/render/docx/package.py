"""The package: a base opened by python-docx, filled with a document, zipped to the same bytes everywhere."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.render.docx.escape import escape, quoteattr
from appkit.render.docx.names import R_NAMESPACE, XML
from appkit.render.docx.numbering import numberings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from appkit.model.document import Document

DOCUMENT, RELATIONSHIPS = "word/document.xml", "word/_rels/document.xml.rels"
NUMBERING, CORE = "word/numbering.xml", "docProps/core.xml"
FOOTER = "word/footer1.xml"
# Stands in the footer of a base where the author's surname goes.
SURNAME = "SURNAME"

# The first moment a ZIP entry can carry (APPNOTE 4.4.6 counts years from 1980); no clock goes into an output.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Core properties beyond 255 characters make Word call the file damaged (python-docx refuses them too).
_PROPERTY_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Base:
    """A package without words: its files by name in their order, and what a document needs to refer to.

    ``style_ids`` maps the names people see ("Heading 1") to ids. New numberings count from
    ``next_number``.
    """

    files: Mapping[str, bytes]
    style_ids: Mapping[str, str]
    next_number: int

    @property
    def around_body(self) -> tuple[bytes, bytes]:
        """What stands in the document part before its paragraphs, and behind them."""
        part = self.files[DOCUMENT]
        end = part.index(b"<w:sectPr")
        return part[:end], part[end:]


def opened(data: bytes) -> Base:
    """The base in a DOCX file's bytes; its own body is not kept."""
    import docx  # noqa: PLC0415 - with lxml a fifth of a second that a base which is kept does without

    document = docx.Document(io.BytesIO(data))
    for element in document.element.body.xpath("./*[not(self::w:sectPr)]"):
        document.element.body.remove(element)
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return Base(
        files,
        {str(style.name): style.style_id for style in document.styles},
        1 + max(map(int, re.findall(rb'w:numId="(\d+)"', files[NUMBERING]))),
    )


def filled(
    base: Base,
    document: Document,
    body: str,
    links: Mapping[str, str],
    starts: Iterable[tuple[int, int]],
) -> bytes:
    """The base with a body, the relationships of its links and the numberings of its lists."""
    files = {
        **base.files,
        DOCUMENT: _document(base, body),
        RELATIONSHIPS: _before_end(base.files[RELATIONSHIPS], "</Relationships>", _hyperlinks(links)),
        NUMBERING: _before_end(base.files[NUMBERING], "</w:numbering>", numberings(starts, base.next_number)),
        CORE: _core(document),
    }
    if FOOTER in files:
        surname = escape(document.surname or document.author)
        files[FOOTER] = files[FOOTER].replace(SURNAME.encode(), surname.encode())
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP archive: stored, because deflate differs between builds of zlib, and undated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # the same on Windows, where it would be 0
            archive.writestr(entry, content)
    return out.getvalue()


def _document(base: Base, body: str) -> bytes:
    before, after = base.around_body
    return b"".join((before, body.encode(), after))


def _before_end(part: bytes, end: str, addition: str) -> bytes:
    return part.replace(end.encode(), (addition + end).encode())


def _hyperlinks(links: Mapping[str, str]) -> str:
    return "".join(
        f'<Relationship Id="{identifier}" Type="{R_NAMESPACE}/hyperlink" Target={quoteattr(url)}'
        ' TargetMode="External"/>'
        for identifier, url in links.items()
    )


def _core(document: Document) -> bytes:
    """``docProps/core.xml`` (ECMA-376 Part 2, chapter 11), without dates: no clock goes into an output."""
    author = escape(document.author[:_PROPERTY_LENGTH])
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(document.title[:_PROPERTY_LENGTH])}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:keywords>{escape(_keywords(document))}</cp:keywords>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><dc:language>{escape(document.language)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _keywords(document: Document) -> str:
    """The keywords, as many whole ones as a property holds."""
    kept = list(document.keywords)
    while len(", ".join(kept)) > _PROPERTY_LENGTH:
        kept.pop()
    return ", ".join(kept)
