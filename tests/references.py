"""Reference documents for tests: exported ones as a person would change them, and ones that cannot be used."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx

from appkit.diagnostics import Report
from appkit.load import open_workspace
from appkit.render.docx.reference.exporting import exported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

    from appkit.model.style import Style
    from appkit.model.template import Templates

STYLES = "word/styles.xml"


def templates_of(root: Path) -> Templates:
    """The templates of a workspace in which nothing is wrong."""
    report = Report()
    templates = open_workspace(root).templates(report)
    report.raise_if_failed()
    return templates


def changed(data: bytes, change: Callable[[Document], object]) -> bytes:
    """A DOCX file that someone has opened, changed and saved."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def change_file(file: Path, change: Callable[[Document], object]) -> None:
    file.write_bytes(changed(file.read_bytes(), change))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed."""
    parts = parts_of(data)
    return packed({**parts, name: change(parts[name])})


def restyled_part(data: bytes, pattern: str, replacement: str) -> bytes:
    """A package in whose styles ``pattern`` is replaced, at least once."""

    def change(part: bytes) -> bytes:
        text, count = re.subn(pattern, replacement, part.decode(), flags=re.DOTALL)
        assert count, pattern
        return text.encode()

    return with_part(data, STYLES, change)


def foreign(style: Style) -> bytes:
    """A reference that does not remember what it was: as one from elsewhere."""
    parts = parts_of(exported(style))
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b'name="appkit ', b'name="other ')
    return packed(parts)
