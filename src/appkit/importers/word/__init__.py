"""A CV as a Word document (DOCX, ECMA-376): its paragraphs, lists, tables and boxes as lines."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from appkit.diagnostics import Location
from appkit.importers.prose import Ledger, profile_of

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Imported
    from appkit.importers.material import Material

_MAIN = re.compile(r"word/document\d*\.xml\Z")


def recognises(material: Material) -> bool:
    """Whether it is an archive that holds a Word document, or what is left of one."""
    if not material.is_archive:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(material.content)) as archive:
            return any(map(_MAIN.match, archive.namelist()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return b"word/document" in material.content


def convert(material: Material, report: Report) -> Imported | None:
    """The profile that the document tells; None, with an error in ``report``, where it cannot be read."""
    from appkit.importers.word.package import UnreadableError, opened  # noqa: PLC0415 - with lxml, a fifth of a second
    from appkit.importers.word.reading import lines_of  # noqa: PLC0415 - as above

    ledger = Ledger("paragraph")
    try:
        lines = lines_of(opened(material.content), ledger)
    except UnreadableError as error:
        report.error("unreadable-docx", str(error), Location(material.path), help=error.help)
        return None
    if not any(re.search(r"\w", line.text) for line in lines):
        report.error("empty-file", "there are no words in this file", Location(material.path))
        return None
    return profile_of(lines, ledger)
