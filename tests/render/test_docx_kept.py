"""The package that documents are poured into is kept where Python keeps bytecode: used when it is right."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from appkit.model.style import Style
from appkit.render.docx import base

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.render.docx.package import Base

SCRIPT = """\
import sys
from appkit.model.document import Document, Paragraph, Origin, Run
from appkit.model.style import Style
from appkit.render import FORMATS

words = Run("Hello", Origin("profile", "basics/summary"))
document = Document("resume", "Title", "Name", "en", (Paragraph((words,)),))
print(FORMATS["docx"].render(document, Style()).hex(), "docx" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    return tmp_path


def made(style: Style) -> Base:
    base.base_of.cache_clear()
    return base.base_of(style, "en")


def kept_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("base-*.pyc"))


def test_what_is_kept_is_what_python_docx_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(Style())
    monkeypatch.setattr(base, "opened", lambda _: pytest.fail("the package was opened again"))

    assert made(Style()) == first
    assert list(made(Style()).files) == list(first.files)


def test_another_process_writes_the_same_without_python_docx(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    ]

    assert runs[0][0] == runs[1][0]
    assert [loaded for _, loaded in runs] == ["True", "False"]


def test_a_torn_file_or_another_edition_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(Style())
    (file,) = kept_files(folder)
    good = file.read_bytes()

    for bad in (b"", good[:40], good[:-9], good[:80] + b"\xff" + good[81:]):
        file.write_bytes(bad)
        assert made(Style()) == first
        assert file.read_bytes() == good
    monkeypatch.setattr(base, "_editions", lambda: ("another",))
    assert made(Style()) == first
    assert file.read_bytes() != good


def test_another_look_has_another_base(folder: Path) -> None:
    assert made(replace(Style(), link_color="FF0000")) != made(Style())


def test_kept_files_do_not_grow_without_end(folder: Path) -> None:
    for number in range(40):
        made(replace(Style(), text_width=None, link_color=f"{number:06}"))

    assert 2 < len(kept_files(folder)) <= 16


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    made(Style())

    assert not kept_files(folder)
