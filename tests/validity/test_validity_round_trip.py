"""A DOCX opens, is saved by somebody else, and still says the same: in python-docx, and in LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import unquote

import docx
import pytest

from appkit.render import FORMATS
from effort import of_ci
from page_lines import folded, page_lines
from specimens import Specimen, chosen

if TYPE_CHECKING:
    from pathlib import Path


def written(specimen: Specimen) -> bytes:
    return FORMATS["docx"].render(specimen.document, specimen.style)


def said(specimen: Specimen) -> list[str]:
    return [line for one in page_lines(specimen.document, specimen.style) for line in one.lines()]


def lines_of(package: bytes) -> list[str]:
    """The lines of every paragraph, as python-docx reads them."""
    paragraphs = docx.Document(io.BytesIO(package)).paragraphs
    lines = (folded(line) for paragraph in paragraphs for line in paragraph.text.split("\n"))
    return [line for line in lines if line]


def test_python_docx_reads_and_saves_every_document() -> None:
    for specimen in chosen():
        package = written(specimen)
        saved = io.BytesIO()
        docx.Document(io.BytesIO(package)).save(saved)

        assert lines_of(package) == lines_of(saved.getvalue()) == said(specimen), specimen.name


@of_ci
def test_libreoffice_saves_the_same_words_lists_headings_and_links(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    for specimen in chosen():
        (tmp_path / f"{specimen.name}.docx").write_bytes(written(specimen))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    paths = sorted(map(str, tmp_path.glob("*.docx")))
    resaved = tmp_path / "resaved"
    subprocess.run(
        [*command, "--convert-to", "docx", "--outdir", str(resaved), *paths],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip

    for specimen in chosen():
        package = (resaved / f"{specimen.name}.docx").read_bytes()
        assert lines_of(package) == said(specimen), specimen.name
        assert shape_of(package) == shape_of(written(specimen)), specimen.name


def shape_of(package: bytes) -> list[tuple[str, bool, list[str]]]:
    """Of each paragraph with words: which heading it is, whether it is a list's point, and its links.

    LibreOffice ends an address that is only a host with a slash, and writes others in percent signs.
    """
    return [
        (
            name if (name := str(paragraph.style and paragraph.style.name)).startswith("Heading") else "",
            name.startswith(("List Bullet", "List Number")),
            [unquote(link.address.rstrip("/")) for link in paragraph.hyperlinks],
        )
        for paragraph in docx.Document(io.BytesIO(package)).paragraphs
        if paragraph.text.strip()
    ]
