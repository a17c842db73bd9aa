"""A CV in plain text: headings in capitals or underlined, bullets of every kind, dates behind gaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.prose import Kind, Line, profile_of_text
from appkit.importers.prose.line import plain
from appkit.importers.prose.wrapping import Raw, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.diagnostics import Report
    from appkit.importers.imported import Imported
    from appkit.importers.material import Material
    from appkit.importers.prose import Ledger

_BULLET = re.compile(r"^[•●◦○▪▫■□➢➤►▶‣⁃∙·❖✓✔→*+–—\uf0b7\uf0a7\uf0d8o-]\s+(?=\S)")
_NUMBER = re.compile(r"^(\[\d{1,3}\]|\(?\d{1,3}[.)])\s+(?=\S)")
_RULE = re.compile(r"^(?:[=\-_~*#·.─━═—–]\s*){3,}$")
_TAB = 8


def recognises(material: Material) -> bool:
    """Whether it is text with a word in it."""
    return material.source is not None and re.search(r"\w", material.source.text) is not None


def convert(material: Material, report: Report) -> Imported | None:
    """The profile that the text tells; None, with an error in ``report``, where it tells none."""
    return profile_of_text(material, report, _lines)


def _lines(lines: Sequence[str], ledger: Ledger) -> Iterator[Line]:
    raws = list(_raws(lines, ledger))
    indents = sorted({raw.indent for raw in raws if raw.kind is Kind.BULLET})
    depth = _depths(indents)
    for raw in joined(raws, always_in_items=False):
        level = depth[raw.indent] if raw.kind is Kind.BULLET else raw.level
        yield Line(raw.kind, plain(raw.text), raw.number, level, raw.marker, raw.spaced)


def _depths(indents: Sequence[int]) -> dict[int, int]:
    """The depth of bullets by their indentation; a column more or less is no other depth."""
    out: dict[int, int] = {}
    depth, last = -1, -_TAB
    for indent in indents:
        if indent - last > 1:
            depth += 1
        out[indent] = depth
        last = indent
    return out


def _raws(lines: Sequence[str], ledger: Ledger) -> Iterator[Raw]:
    spaced = False
    for index, written in enumerate(lines):
        text = written.strip()
        if not text:
            spaced = True
        elif _RULE.match(text):
            # Below a line it underlines a heading, and was seen with it; elsewhere it parts.
            ledger.empty += 1
            spaced = True
        else:
            below = lines[index + 1].strip() if index + 1 < len(lines) else ""
            underlined = _RULE.match(below) is not None
            raw = _raw(written, text, index + 1, spaced=spaced or index == 0, underlined=underlined)
            yield raw._replace(width=len(written.rstrip().expandtabs(_TAB)))
            spaced = False


def _raw(written: str, text: str, number: int, *, spaced: bool, underlined: bool) -> Raw:
    start = len(written) - len(written.lstrip())
    indent = len(written[:start].expandtabs(_TAB))
    if match := _BULLET.match(text):
        return Raw(Kind.BULLET, text[match.end() :], number, indent, 0, text[0], spaced)
    if match := _NUMBER.match(text):
        return Raw(Kind.NUMBERED, text[match.end() :], number, indent, 0, match[1], spaced)
    if underlined and len(text) < _LONGEST_HEADING and not re.search(r"\t| {3,}", text):
        return Raw(Kind.HEADING, text, number, indent, 1, "", spaced=True)
    return Raw(Kind.PLAIN, text, number, indent, 0, "", spaced)


_LONGEST_HEADING = 80
