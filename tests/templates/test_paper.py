"""`paper` chooses the sheet of a document; the margins stay those of its look."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from appkit.assemble import assemble
from appkit.diagnostics import Report
from appkit.load import load_target, open_workspace
from appkit.model.style import Page, Style
from workspaces import appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

A4, LETTER = (11906, 16838), (12240, 15840)


def sheet(docx: Path) -> tuple[tuple[int, int], tuple[int, ...]]:
    """The sheet and the margins of a DOCX, in twips."""
    with zipfile.ZipFile(io.BytesIO(docx.read_bytes())) as archive:
        body = archive.read("word/document.xml").decode()
    size = re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', body)
    assert size
    margins = [
        int(found)
        for side in ("top", "right", "bottom", "left")
        for found in re.findall(f'<w:pgMar[^>]* w:{side}="(\\d+)"', body)
    ]
    return (int(size[1]), int(size[2])), tuple(margins)


@pytest.mark.parametrize(
    ("target", "preset", "resume", "letter"),
    [
        ("extends: phd\n", "", A4, A4),
        ("extends: phd\ndocuments: {resume: {paper: Letter}}\n", "", LETTER, A4),
        ("extends: _us\n", "extends: phd\ndocuments: {resume: {paper: Letter}, cover-letter: {paper: Letter}}\n", LETTER, LETTER),
        ("extends: _us\ndocuments: {resume: {paper: A4}}\n", "extends: phd\ndocuments: {resume: {paper: Letter}}\n", A4, A4),
        ("extends: _us\ndocuments: {resume: {paper: null}}\n", "extends: phd\ndocuments: {resume: {paper: Letter}}\n", A4, A4),
    ],
)  # fmt: skip
def test_a_target_and_its_presets_choose_the_sheet_of_each_document(
    tmp_path: Path, target: str, preset: str, resume: tuple[int, int], letter: tuple[int, int]
) -> None:
    """The last to speak decides; what nobody speaks of has the sheet of its look."""
    root = workspace(tmp_path, target=target, **{"targets/_us.yaml": preset or "extends: phd\n"})

    ran = appkit(root, "build", "--all")

    assert ran.code == 0, ran.err
    sheets = [sheet(root / f"out/t/Example_Ada_{name}.docx") for name in ("CV", "Cover_Letter")]
    assert [size for size, _ in sheets] == [resume, letter]
    assert [margins for _, margins in sheets] == [(1020, 1134, 1020, 1134), (1361, 1417, 1361, 1417)]


def test_a_document_is_measured_on_its_own_paper(tmp_path: Path) -> None:
    """Letter is wider and lower than A4: the same words fill more of its page."""
    root = workspace(
        tmp_path, target="extends: phd\ndocuments: {resume: {paper: Letter}, cover-letter: {}}\n"
    )
    (root / "targets/a4.yaml").write_text("extends: phd\n")
    opened = open_workspace(root)
    report = Report()
    fills = []
    for name in ("t", "a4"):
        loaded = load_target(opened, name, report)
        assert loaded is not None
        made = assemble(loaded.target, loaded.profile, opened.templates(report), report, kinds=["resume"])
        fills.append(made.documents[0].length.layout.fill)

    assert fills[0] > fills[1] > 0


def test_a_paper_nobody_sells_is_an_error(tmp_path: Path) -> None:
    root = workspace(tmp_path, target="extends: phd\ndocuments: {resume: {paper: Lettre}}\n")

    ran = appkit(root, "build", "--all")

    assert (ran.code, codes(ran)) == (1, ["not-one-of"])
    assert "targets/t.yaml:2:29: " in ran.err
    assert "did you mean 'Letter'?" in ran.err


def test_a_look_of_any_size_can_be_printed_on_paper() -> None:
    style = Style(page=Page(width=100, height=200, top=1, right=2, bottom=3, left=4))

    assert style.on("Letter").page == Page(width=612, height=792, top=1, right=2, bottom=3, left=4)
    assert style.on(None) is style
