"""Typst at work: source in, a PDF and what is to be known of it out. No other module knows the package."""

from __future__ import annotations

import functools
import re
import threading
from importlib import resources
from typing import NamedTuple

import typst

# Universal accessibility, ISO 14289-1: tags, title, language, an order of headings. Typst refuses to write
# one that falls short, and says which characters no font has.
_ACCESSIBLE: list[typst.PDFStandard] = ["ua-1"]
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_DISALLOWED = re.compile(r'disallowed codepoint `"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
# The root of the page tree is the first of its kind: texts of the user's come behind it.
_PAGES = re.compile(rb"<</Type/Pages/Count (\d+)")


class Typeset(NamedTuple):
    """A document as PDF.

    ``pages`` is how many Typst made of it, ``missing`` are the characters that no font in reach has.
    """

    pdf: bytes
    pages: int
    missing: str = ""


# A fit tries the same document for its length and writes it afterwards.
@functools.lru_cache(maxsize=32)
def typeset(source: str, *, system: bool) -> Typeset:
    """Typst code laid out with the bundled fonts, and with those of the system where ``system`` says so."""
    try:
        pdf = _compile(source, _ACCESSIBLE, system=system)
    except typst.TypstError as error:
        missing = _missing(error.diagnostic or error.message)
        if not missing:
            raise
        pdf = _compile(source, [], system=system)
        return Typeset(pdf, _page_count(pdf), missing)
    return Typeset(pdf, _page_count(pdf))


@functools.lru_cache(maxsize=2)
def families_in_reach(*, system: bool) -> frozenset[str]:
    """The families in reach, in lower case: those of this package, Typst's own, and those of the system."""
    return frozenset(name.lower() for name in _fonts(system=system).families())


_LOCK = threading.Lock()


def _compile(source: str, standards: list[typst.PDFStandard], *, system: bool) -> bytes:
    with _LOCK:
        pdf = _compiler(system=system).compile(input=source.encode(), format="pdf", pdf_standards=standards)
    assert isinstance(pdf, bytes), "a PDF is one file"
    return pdf


@functools.lru_cache(maxsize=2)
def _compiler(*, system: bool) -> typst.Compiler:
    """A compiler that sees nothing of the disk but the fonts."""
    return typst.Compiler(
        b"", root=_font_folder(), font_paths=_fonts(system=system), package_path=_font_folder(),
        package_cache_path=_font_folder(),
    )  # fmt: skip


@functools.lru_cache(maxsize=2)
def _fonts(*, system: bool) -> typst.Fonts:
    """Looking through the system's fonts takes a tenth of a second: once in a process, and only if needed."""
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=[_font_folder()])


def _font_folder() -> str:
    return str(resources.files("appkit") / "fonts")


def _page_count(pdf: bytes) -> int:
    found = _PAGES.search(pdf)
    assert found is not None, "a PDF has pages"
    return int(found[1])


def _missing(diagnostic: str) -> str:
    """The characters that Typst names as those it cannot show, each once."""
    quoted = [*_MISSING.findall(diagnostic), *_DISALLOWED.findall(diagnostic)]
    return "".join(dict.fromkeys(character for text in quoted for character in _ESCAPED.sub(_meant, text)))


def _meant(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]
