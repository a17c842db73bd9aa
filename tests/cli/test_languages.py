"""A document in one language that says some things in another, for want of words, says so to its reader."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from workspaces import appkit, workspace

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PROFILE = """\
language: en
basics: {name: Ada, summary: {en: I count., de: Ich zähle.}}
awards: [{title: {en: A prize}}]
"""
TARGET = "locale: de\ndocuments: {resume: {template: academic, formats: [docx]}}\n"


def test_words_that_fell_back_are_marked(tmp_path: Path) -> None:
    root = workspace(tmp_path, profile=PROFILE, target=TARGET)

    appkit(root, "build", "--all")

    (file,) = root.glob("out/*/*.docx")
    with zipfile.ZipFile(file) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    said = {
        "".join(text.text or "" for text in run.iter(f"{W}t")): run.find(f"{W}rPr/{W}lang") is not None
        for run in body.iter(f"{W}r")
    }
    assert said == {"Ada": True, "Summary": True, "Ich zähle.": False, "Awards": True, "A prize": True}
