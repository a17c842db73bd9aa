"""A CV in Markdown, as people write it and as converters do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.prose import Kind, Line, profile_of_text
from appkit.importers.prose.inline import words_of_markdown
from appkit.importers.prose.wrapping import Raw, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.diagnostics import Report
    from appkit.importers.imported import Imported
    from appkit.importers.material import Material
    from appkit.importers.prose import Ledger

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*$")
_BULLET = re.compile(r"^[-*+•●◦▪–][ \t]+(?=\S)")
_NUMBER = re.compile(r"^(\d{1,3}[.)])[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_RULE = re.compile(r"^\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$")
_FENCE = re.compile(r"^(?:`{3,}|~{3,})[\w-]*$")
_MARKED = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|\*\*[^*\s][^*\n]*\*\*|\]\((?:https?:|mailto:)|<sup>|^\|[ :|-]+\|$", re.MULTILINE
)
_TAB = 4


def recognises(material: Material) -> bool:
    """Whether it is text with the marks of Markdown: a heading, strong words or a link."""
    return material.source is not None and _MARKED.search(material.source.text) is not None


def convert(material: Material, report: Report) -> Imported | None:
    """The profile that the Markdown tells; None, with an error in ``report``, where it tells none."""
    return profile_of_text(material, report, _lines)


def _lines(lines: Sequence[str], ledger: Ledger) -> Iterator[Line]:
    for raw in joined(list(_raws(lines, ledger)), always_in_items=True):
        words = words_of_markdown(raw.text)
        if not re.search(r"\w", "".join(span.text for span in words)):
            ledger.empty += 1
            continue
        yield Line(raw.kind, words, raw.number, raw.level, raw.marker, raw.spaced)


def _raws(lines: Sequence[str], ledger: Ledger) -> Iterator[Raw]:
    spaced = True
    depths = _Depths()
    skip = False
    for index, written in enumerate(lines):
        text = written.strip()
        if skip or not text:
            spaced, skip = True, False
            continue
        if (_TABLE_RULE.match(text) and "|" in text) or _FENCE.match(text) or _RULE.match(written):
            ledger.empty += 1
            spaced = True
            continue
        below = lines[index + 1] if index + 1 < len(lines) else ""
        raw = _raw(written, text, index + 1, spaced=spaced, depths=depths)
        if raw.kind is Kind.PLAIN and _UNDERLINE.match(below) and raw.indent < _TAB:
            ledger.empty += 1
            skip = True
            raw = raw._replace(kind=Kind.HEADING, level=1 if "=" in below else 2)
        yield raw._replace(width=len(written.rstrip().expandtabs(_TAB)))
        spaced = raw.kind is Kind.HEADING


class _Depths:
    """How deep a list item is, by its indentation and that of the items above."""

    def __init__(self) -> None:
        self._indents: list[int] = []

    def of(self, indent: int) -> int:
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 1:
            self._indents.append(indent)
        return len(self._indents) - 1


def _raw(written: str, text: str, number: int, *, spaced: bool, depths: _Depths) -> Raw:
    indent = len(written[: len(written) - len(written.lstrip())].expandtabs(_TAB))
    if match := _HEADING.match(written):
        return Raw(Kind.HEADING, (match["text"] or "").strip(), number, 0, len(match[1]), "", spaced=True)
    text = re.sub(r"^(?:>[ \t]?)+|^:[ \t]+", "", text)
    if text.startswith("|") and text.endswith("|") and text.count("|") > 1:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", text.strip("|"))]
        return Raw(Kind.ROW, "\t".join(filter(None, cells)), number, indent, 0, "", spaced)
    broken = (
        written.endswith("  ")
        or re.search(r"(?:^|[^\\])(?:\\\\)*\\$", text) is not None
        or text.endswith(("<br>", "<br/>", "<br />"))
    )
    text = text.removesuffix("\\") if broken else text
    if match := _BULLET.match(text):
        return Raw(
            Kind.BULLET, text[match.end() :], number, indent, depths.of(indent), text[0], spaced, broken
        )
    if match := _NUMBER.match(text):
        return Raw(
            Kind.NUMBERED, text[match.end() :], number, indent, depths.of(indent), match[1], spaced, broken
        )
    return Raw(Kind.PLAIN, text.rstrip(), number, indent, 0, "", spaced, broken)
