"""The lines of a document in the order in which a person reads them."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from appkit.importers.prose.dates import entry_date
from appkit.importers.prose.headings import section_named
from appkit.importers.prose.ledger import words_of
from appkit.importers.prose.line import Kind, Line, cut, divided, plain, text_of, trimmed
from appkit.importers.word.names import MC, W, counted, local, value
from appkit.importers.word.runs import Paragraph
from appkit.importers.word.styles import Styles
from appkit.render.commonmark import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.importers.prose.ledger import Ledger
    from appkit.importers.word.package import Element, Package

_BREAK = re.compile(r"\n")
_BULLET = re.compile(r"^\s*[•●◦○▪▫■□➢➤►▶‣⁃∙·❖✓✔→*+–—\ue000-\uf8ff-](?:[ \xa0\t]+)(?=\S)")
_NUMBER = re.compile(r"^\s*(\[\d{1,3}\]|\(?\d{1,3}[.)])[ \xa0\t]+(?=\S)")
# What stands in margins beside the name and the numbers of pages, which are fields.
_PAGE = frozenset(("page", "seite", "of", "von", "sur", "curriculum", "vitae", "cv", "résumé", "resume"))


def lines_of(package: Package, ledger: Ledger) -> list[Line]:
    """The lines of the body, those of headers and footers behind the first.

    Numbers are those of the body's paragraphs, from 1; lines of headers and footers have 0.
    """
    reading = _Reading(package, ledger)
    links = package.links.get(id(package.body), {})
    body = package.body.find(f"{W}body")
    lines = list(reading.blocks(package.body if body is None else body, links))
    at = 0 if not lines or section_named(lines[0].text) else 1
    name = {word for line in lines[:at] for word in words_of(line.text)}
    margins: dict[str, Line] = {}
    for part in package.margins:
        reading.numbers = None
        for line in reading.blocks(part, package.links.get(id(part), {})):
            if all(word in name or word in _PAGE for word in words_of(line.text)):
                ledger.speak(line.text)
                ledger.empty += 1
            else:
                margins.setdefault(line.text, line)
    return [*lines[:at], *margins.values(), *lines[at:]]


class _Reading:
    """One pass over a document; lists count on from paragraph to paragraph."""

    def __init__(self, package: Package, ledger: Ledger) -> None:
        self._styles = Styles(package.styles, package.numbering)
        self._package = package
        self._ledger = ledger
        self._counts: dict[tuple[str, int], int] = {}
        self._spaced = True
        self.numbers: Iterator[int] | None = count(1)

    def blocks(self, parent: Element, links: dict[str, str]) -> Iterator[Line]:
        """The lines of what stands in an element, in its order."""
        for child in parent:
            name = local(child.tag)
            if name == "p":
                yield from self._paragraph(child, links)
            elif name == "tbl":
                yield from self._table(child, links)
            elif child.tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                yield from self.blocks(child if chosen is None else chosen, links)
            elif name in (
                "sdt",
                "sdtContent",
                "customXml",
                "ins",
                "moveTo",
                "smartTag",
                "footnote",
                "Fallback",
            ):
                yield from self.blocks(child, links)

    def _paragraph(self, element: Element, links: dict[str, str]) -> Iterator[Line]:
        number = next(self.numbers) if self.numbers else 0
        paragraph = Paragraph(element, self._styles, links)
        properties = element.find(f"{W}pPr")
        lines = list(divided(tuple(paragraph.words), _BREAK))
        for index, words in enumerate(lines):
            line = self._line(words, properties, number, first=index == 0)
            if re.search(r"\w", line.text):
                yield line
                self._spaced = line.kind is Kind.HEADING
            else:
                self._ledger.empty += 1
        if not lines:
            self._spaced = True
        if hidden := "".join(paragraph.hidden).strip():
            self._ledger.leave(Line(Kind.PLAIN, plain(hidden), number))
        for box in paragraph.boxes:
            yield from self.blocks(box, links)
        for note in paragraph.notes:
            if note in self._package.notes:
                yield from self.blocks(self._package.notes[note], links)

    def _line(self, words: tuple[Span, ...], properties: Element | None, number: int, *, first: bool) -> Line:
        if level := self._styles.level(properties):
            return Line(Kind.HEADING, words, number, level, spaced=True)
        found = self._styles.item(properties) if first else None
        if found:
            return self._item(words, found, number)
        text = text_of(words)
        if first and (match := _BULLET.match(text)):
            marker = match[0].strip()
            return Line(
                Kind.BULLET, cut(words, match.end()), number, _depth(properties), marker, self._spaced
            )
        if first and (match := _NUMBER.match(text)):
            return Line(Kind.NUMBERED, cut(words, match.end()), number, 0, match[1], self._spaced)
        return Line(Kind.PLAIN, words, number, 0, "", self._spaced and first)

    def _item(self, words: tuple[Span, ...], found: tuple[str, int, bool], number: int) -> Line:
        name, level, numbered = found
        if not numbered:
            return Line(Kind.BULLET, words, number, level, "", self._spaced)
        self._counts[name, level] = self._counts.get((name, level), 0) + 1
        return Line(Kind.NUMBERED, words, number, level, f"{self._counts[name, level]}.", self._spaced)

    def _table(self, table: Element, links: dict[str, str]) -> Iterator[Line]:
        """Row by row; a row whose cells have a line each, or a date and lines, is read across."""
        for row in _children(table, "tr"):
            cells = [
                list(self.blocks(cell, links)) for cell in _children(row, "tc") if not _is_continued(cell)
            ]
            cells = [cell for cell in cells if cell]
            self._spaced = True
            if len(cells) > 1 and (all(len(cell) == 1 for cell in cells) or _is_margin(cells)):
                yield _across(cells)
                yield from (line for cell in cells for line in cell[1:])
            else:
                for cell in cells:
                    yield from cell


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too; deleted rows not."""
    for child in parent:
        found = local(child.tag)
        if found == name:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif found in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _children(child, name)


def _is_continued(cell: Element) -> bool:
    """Whether a cell only goes on with the one above."""
    return value(cell.find(f"{W}tcPr"), "vMerge") in ("", "continue")


def _is_margin(cells: Sequence[Sequence[Line]]) -> bool:
    """Whether the first cell or the last is one line, a date or a heading, beside what it is about."""
    return any(
        len(cell) == 1 and (_is_date(cell[0].text) or section_named(cell[0].text))
        for cell in (cells[0], cells[-1])
    )


def _is_date(text: str) -> bool:
    date = entry_date(text)
    return date is not None and len(text.strip()) <= date.stop - date.begin + 2


def _across(cells: Sequence[Sequence[Line]]) -> Line:
    """The first lines of the cells as one, parted by tabs."""
    first = cells[0][0]
    words: list[Span] = []
    for cell in cells:
        words += [Span("\t")] if words else []
        words += trimmed(cell[0].words)
    return Line(Kind.ROW, tuple(words), first.number, spaced=True)


def _depth(properties: Element | None) -> int:
    """The depth of an item that someone typed, by its indentation: half an inch, then a quarter each."""
    indent = None if properties is None else properties.find(f"{W}ind")
    left = "" if indent is None else (indent.get(f"{W}left") or indent.get(f"{W}start") or "")
    return max(0, (counted(left) or 0) // _TWIPS - 2)


# A quarter of an inch in twentieths of a point.
_TWIPS = 360
