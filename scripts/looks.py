# ruff: noqa: INP001, S603, S607
"""The built-in looks as documents on pages: what make_gallery.py and look_positions.py have in common.

Needs LibreOffice and the fonts that stand for the looks' own (Debian: libreoffice-writer-nogui,
fonts-crosextra-carlito, fonts-crosextra-caladea, fonts-liberation).
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, get_args

from appkit.assemble import assemble
from appkit.diagnostics import Report
from appkit.load import load_target, open_workspace
from appkit.model.style import Paper
from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REPOSITORY = Path(__file__).parent.parent
LOOKS = ("academic", "classic", "compact", "modern")
PAPERS: tuple[Paper, ...] = get_args(Paper)
# What stands for Calibri, Cambria and Arial where those are missing: as wide, letter by letter.
FONTS = ("Carlito", "Caladea", "Liberation Sans")


class Sheet(NamedTuple):
    """One document in one look on one kind of paper."""

    look: str
    kind: str
    paper: Paper

    @property
    def name(self) -> str:
        """What its files are called: ``academic-resume-a4``."""
        return f"{self.look}-{self.kind}-{self.paper.lower()}"


def documents(target: str, looks: Sequence[str] = LOOKS) -> Iterator[tuple[Sheet, bytes]]:
    """The documents of one of this repository's targets as DOCX: each kind in each look on each paper.

    Letters are the skeletons, whatever someone has written in their place. Raises ValueError where the
    target does not build.
    """
    report = Report()
    workspace = open_workspace(REPOSITORY)
    templates = workspace.templates(report)
    loaded = load_target(workspace, target, report)
    if loaded is None or report.failed:
        raise ValueError(f"{target} does not build: {report.diagnostics}")
    for look in looks:
        for paper in PAPERS:
            plans = tuple(replace(plan, template=look, paper=paper) for plan in loaded.target.documents)
            dressed = replace(loaded.target, documents=plans)
            for each in assemble(dressed, loaded.profile, templates, report, letters={}).documents:
                yield Sheet(look, each.plan.kind, paper), FORMATS["docx"].render(each.document, each.style)


def missing() -> list[str]:
    """The programs and fonts that are needed and not there."""
    programs = [name for name in ("soffice", "pdftoppm", "pdftotext", "fc-list") if not shutil.which(name)]
    if "fc-list" in programs:
        return programs
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    return programs + [font for font in FONTS if font not in listed]


def laid_out(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """PDFs of DOCX files by name, written to ``folder`` by one call of LibreOffice, its profile its own."""
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    with TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf",
                "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files),
            ],
            capture_output=True, check=True, timeout=300,
        )  # fmt: skip
    return {name: folder / f"{name}.pdf" for name in files}
