"""The programs that read what we write: how each is called, what it can say, and what it changes by itself."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from marked_up import lines_of_html, lines_of_markdown, without_anchors

from appkit.render import FORMATS
from page_lines import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from specimens import Specimen

# Gives the text of each file, with a scratch folder.
Texts: TypeAlias = "Callable[[Sequence[Path], Path], list[str]]"

EXTRACT = Path(__file__).parent / "extract.py"
# Where programs are looked for: not where Python puts scripts, as the package docx2txt hides the program so.
_PATH = os.pathsep.join(
    folder for folder in os.environ["PATH"].split(os.pathsep) if Path(folder) != Path(sys.executable).parent
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One program with one way of calling it.

    ``needs`` is the command or the Python module that has to be there. ``texts`` reads
    files, ``lines`` cuts a text into lines.

    What it can say: ``bullet`` and ``number`` are how it marks a point ("{}" stands for the number), None where
    it cannot; ``counts`` is False where it counts every list from 1, or on from the last. What it does by itself:
    ``respelled`` to any text; ``footer``: it puts the footer's words at the end; ``joins``: no line ends in a
    heading; ``wraps``: its lines are those of the page; ``sorts``: it puts blocks in an order of its own, so that
    only the words count; ``tears``: it takes dates from their lines. ``between`` is what the format puts between
    the parts of a line, where it never breaks it; None is a space, or a line break where the page has one.

    Of the specimens called ``loosely`` only words and their order are expected; those ``left_out`` are not
    for it.
    """

    name: str
    format: str
    needs: str
    texts: Texts
    lines: Callable[[str], Iterable[str]] = str.splitlines
    bullet: str | None = None
    number: str | None = None
    counts: bool = True
    respelled: Callable[[str], str] = str
    footer: bool = False
    joins: bool = False
    wraps: bool = False
    sorts: bool = False
    tears: bool = False
    between: str | None = None
    loosely: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def missing(self) -> str | None:
        """Why it cannot be tried here."""
        writer, module = FORMATS[self.format], self.needs.removeprefix("Python: ")
        if not writer.is_available:
            return f"{self.format} needs the Python package {writer.needs}: pip install '.[{writer.extra}]'"
        if module != self.needs and not _is_installed(module):
            return f"the Python package {module} is not installed: pip install '.[readers]'"
        if module == self.needs != "" and shutil.which(module, path=_PATH) is None:
            return f"the program {module} is not installed"
        return None


def _is_installed(module: str) -> bool:
    return importlib.util.find_spec(module.partition(".")[0]) is not None


def _each(*command: str) -> Texts:
    """A program that is run for every file; "{}" stands for it, and its text is what is printed."""

    def texts(paths: Sequence[Path], _: Path) -> list[str]:
        return [_output([part.replace("{}", str(path)) for part in command]) for path in paths]

    return texts


def _library(name: str) -> Texts:
    def texts(paths: Sequence[Path], _: Path) -> list[str]:
        found = json.loads(_output([sys.executable, "-W", "ignore", str(EXTRACT), name, *map(str, paths)]))
        return [str(text) for text in found]

    return texts


def _libreoffice(paths: Sequence[Path], folder: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    kind = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    _output(["soffice", profile, "--headless", *kind, *map(str, paths)])
    return [(folder / f"{path.stem}.txt").read_text(encoding="utf-8-sig") for path in paths]


def _output(command: list[str]) -> str:
    program = shutil.which(command[0], path=_PATH) or command[0]
    ran = subprocess.run([program, *command[1:]], capture_output=True, check=False, timeout=300)
    assert ran.returncode == 0, f"{command[:3]}: {ran.stderr.decode(errors='replace')[-2000:]}"
    return ran.stdout.decode()


_PERL_SPELLINGS = {"–": " - ", "—": " -- ", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "€": "Euro"}


def _as_perl_spells(text: str) -> str:
    """Debian's docx2txt writes typographic characters in ASCII."""
    return re.sub("[–—“”‘’…€]", lambda found: _PERL_SPELLINGS[found[0]], text)


def _as_it_is(paths: Sequence[Path], _: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def _plain(format_: str) -> Texts:
    return _each("pandoc", "-f", format_, "-t", "plain", "--wrap=none", "{}")


def _shape_of_bullets(text: str) -> list[str]:
    """LibreOffice writes the bullets of inner lists as circles and squares."""
    return re.sub("[◦▪]", "•", text).splitlines()


def _without_marks(text: str) -> list[str]:
    """Of html2text's Markdown, what is no mark of headings or code."""
    return re.sub("^ *#+ |`", "", text, flags=re.MULTILINE).splitlines()


# Words that look like markup come out of a converter to Markdown as markup: that is its fault, not the file's.
_NO_MARKUP = ("unfriendly-markup-as-words", "unfriendly-links-and-faces")
# Numbers in bullets in numbers, deeper than Word has styles: mammoth makes empty points of the steps between.
_NO_STAIRS = ("unfriendly-lists-in-lists",)

OF_DOCX = (
    Reader("pandoc", "docx", "pandoc", _plain("docx"), bullet="-", number="{}.", joins=True),
    Reader(
        "docx2txt (Perl)", "docx", "docx2txt", _each("docx2txt", "{}", "-"),
        bullet="oo", number="{}.", counts=False, respelled=_as_perl_spells,
    ),
    Reader("docx2txt (Python)", "docx", "Python: docx2txt", _library("docx2txt"), footer=True),
    Reader(
        "mammoth", "docx", "Python: mammoth", _library("mammoth"), lines_of_html,
        bullet="•", number="{}.", counts=False, loosely=_NO_STAIRS,
    ),
    Reader(
        "markitdown", "docx", "Python: markitdown", _library("markitdown"), lines_of_markdown,
        bullet="•", number="{}.", counts=False, joins=True, loosely=_NO_STAIRS, left_out=_NO_MARKUP,
    ),
    Reader(
        "docx2python", "docx", "Python: docx2python", _library("docx2python"), without_anchors,
        bullet="--", number="{})", counts=False,
    ),
    Reader("LibreOffice", "docx", "soffice", _libreoffice, _shape_of_bullets, bullet="•", number="{}."),
)  # fmt: skip
OF_MARKUP = (
    Reader("CommonMark", "md", "", _as_it_is, lines_of_markdown, bullet="•", number="{}.", between=" | "),
    Reader("pandoc", "md", "pandoc", _plain("commonmark"), bullet="-", number="{}.", between=" | "),
)
# What PDF readers do to scripts that run from right to left, to a lone "#" before a space, and to a word of
# more than a line is their own.
_NOT_ON_PAPER = ("unfriendly-markup-as-words", "unfriendly-scripts", "unfriendly-long-words")


def _of_pdf(name: str, needs: str, texts: Texts, *, sorts: bool = False, tears: bool = False) -> Reader:
    return Reader(
        name, "pdf", needs, texts, bullet="•", number="{}.", wraps=True, sorts=sorts, tears=tears,
        left_out=_NOT_ON_PAPER,
    )  # fmt: skip


OF_PDF = (
    _of_pdf("pdftotext", "pdftotext", _each("pdftotext", "{}", "-"), sorts=True, tears=True),
    _of_pdf("pdftotext -layout", "pdftotext", _each("pdftotext", "-layout", "{}", "-")),
    _of_pdf("pdftotext -raw", "pdftotext", _each("pdftotext", "-raw", "{}", "-")),
    _of_pdf("pypdf", "Python: pypdf", _library("pypdf")),
    _of_pdf("pdfminer.six", "Python: pdfminer", _library("pdfminer"), sorts=True),
)
OF_HTML = (
    Reader("lxml", "html", "", _as_it_is, lines_of_html, bullet="•", number="{}.", between=" "),
    Reader("pandoc", "html", "pandoc", _plain("html"), bullet="-", number="{}.", between=" "),
    Reader(
        "html2text", "html", "Python: html2text", _library("html2text"), _without_marks,
        bullet="*", number="{}.", between=" ", left_out=_NO_MARKUP,
    ),
)  # fmt: skip
READERS = (*OF_DOCX, *OF_PDF, *OF_HTML, *OF_MARKUP)


def as_it_stands() -> Reader:
    """Plain text, read by a person."""
    return Reader("as it stands", "txt", "", _as_it_is, bullet="•", number="{}.", between=" | ")


def read(reader: Reader, specimens: Sequence[Specimen], folder: Path) -> dict[str, list[str]]:
    """The lines of each specimen's file that say something, as a reader gives them."""
    writer = FORMATS[reader.format]
    paths = [folder / f"{specimen.name}{writer.extension}" for specimen in specimens]
    for path, specimen in zip(paths, specimens, strict=True):
        path.write_bytes(writer.render(specimen.document, specimen.style))
    scratch = folder / "scratch"
    scratch.mkdir()
    texts = reader.texts(paths, scratch)
    return {
        specimen.name: [said for line in reader.lines(text) if (said := folded(line))]
        for specimen, text in zip(specimens, texts, strict=True)
    }
