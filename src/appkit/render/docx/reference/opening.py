"""Opening a DOCX file that someone hands us: the few parts that are needed, each checked and under a limit.

The package may be anything: half a file, a bomb, a document with macros. Nothing is followed out of it.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib

from lxml import etree

from appkit.dataclass import dataclass
from appkit.render.docx.names import R_NAMESPACE, W

# Larger than any résumé with photographs; a limit on what is read before it is known to be a package at all.
MAX_BYTES = 16 * 2**20
# A part of formatting is some 50 KB; the body, of which only the page set-up is wanted, may be long.
_PART_BYTES = 4 * 2**20
_BODY_BYTES = 16 * 2**20
# Word's files have a few dozen parts.
_PARTS = 2_000
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_SAVE_AS = "open it in a word processor and save it as Word document (.docx)"
_EXPORT = "begin with one that `appkit template export` writes"


class BadReferenceError(Exception):
    """A file that cannot be a reference: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str = _EXPORT) -> None:
        super().__init__(message)
        self.hint = hint


# What zipfile raises for archives of which any byte may be wrong.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError,
    OverflowError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of a document's parts; those it need not have are None."""

    document: etree._Element
    styles: etree._Element
    theme: etree._Element | None
    numbering: etree._Element | None
    custom: etree._Element | None


def opened_parts(data: bytes) -> Parts:
    """The parts of a DOCX file that say how it looks. Raises BadReferenceError."""
    try:
        with _archive(data) as archive:
            return _parts(archive)
    except _DAMAGED as error:
        message = "this file is damaged: it is a ZIP archive that cannot be read"
        raise BadReferenceError(message, _SAVE_AS) from error


def _archive(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        message = "this is no DOCX file: it is protected by a password, or in the old format of Word (.doc)"
        raise BadReferenceError(message, f"{_SAVE_AS}, without a password")
    if not data.startswith(b"PK"):
        raise BadReferenceError("this is no DOCX file" if data else "this file is empty")
    # Counted before zipfile makes an object of each.
    if data.count(b"PK\x01\x02") > _PARTS:
        raise BadReferenceError(f"this file has more than {_PARTS} parts")
    return zipfile.ZipFile(io.BytesIO(data))


def _parts(archive: zipfile.ZipFile) -> Parts:
    names = {each.filename: each for each in archive.infolist()}
    if any(name.lower().endswith("vbaproject.bin") for name in names) or _says_macros(archive, names):
        raise BadReferenceError("this document has macros", f"{_SAVE_AS}, not as one with macros (.docm)")
    package = _relations(archive, names, "")
    main = next((target for kind, target in package if kind.endswith("/officeDocument")), "")
    if main not in names:
        raise BadReferenceError("this is no DOCX file: it is a ZIP archive without a document")
    document = _parsed(archive, names[main], _BODY_BYTES)
    if document.tag.startswith(f"{{{_STRICT}"):
        message = "this document is saved as Strict Open XML, which few programs read"
        raise BadReferenceError(message, _SAVE_AS)
    if document.tag != f"{W}document":
        raise BadReferenceError("this is no document of a word processor", _SAVE_AS)
    inside = dict(_relations(archive, names, main))
    found = {
        kind: _parsed(archive, names[target], _PART_BYTES)
        for kind in ("styles", "theme", "numbering")
        if (target := inside.get(f"{R_NAMESPACE}/{kind}", "")) in names
    }
    if "styles" not in found or found["styles"].tag != f"{W}styles":
        raise BadReferenceError("this document has no styles")
    custom = dict(package).get(f"{R_NAMESPACE}/custom-properties", "")
    return Parts(
        document,
        found["styles"],
        found.get("theme"),
        found.get("numbering"),
        _parsed(archive, names[custom], _PART_BYTES) if custom in names else None,
    )


def _says_macros(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> bool:
    types = names.get("[Content_Types].xml")
    return types is not None and b"macroEnabled" in _read(archive, types, _PART_BYTES)


def _relations(
    archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], part: str
) -> list[tuple[str, str]]:
    """Types and targets of a part's relationships inside the package; ``""`` is the package itself."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in names:
        return []
    rows = _parsed(archive, names[place], _PART_BYTES).iter(f"{{{_PACKAGE}}}Relationship")
    return [
        (str(row.get("Type")), _place(folder, str(row.get("Target"))))
        for row in rows
        if row.get("TargetMode", "Internal") == "Internal"
    ]


def _place(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    if entry.flag_bits & 0x1:
        raise BadReferenceError("this file is encrypted", f"{_SAVE_AS}, without a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadReferenceError("this file is packed in a way that DOCX does not know", _SAVE_AS)
    # What an entry declares may be a lie: never more is unpacked than this.
    with archive.open(entry) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise BadReferenceError(f"{entry.filename} is larger than {limit // 2**20} MiB")
    return content


# Bytes that begin a text in UTF-16; OPC allows it and UTF-8 (ECMA-376 Part 2, section 8.1.4).
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def _parsed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> etree._Element:
    content = _read(archive, entry, limit)
    damaged = f"{entry.filename} in this file is damaged"
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadReferenceError(damaged, _SAVE_AS) from error
    # Entities can grow without end and read files; no part of a document has a reason to declare any.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadReferenceError(f"{entry.filename} in this file declares entities", _SAVE_AS)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BadReferenceError(damaged, _SAVE_AS) from error
