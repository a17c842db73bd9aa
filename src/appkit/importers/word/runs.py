"""A paragraph of a document: its words as they are read, with tracked changes done and fields resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.word.names import MC, W, local, value
from appkit.importers.word.styles import Look, look_of
from appkit.render.commonmark import Span

if TYPE_CHECKING:
    from appkit.importers.word.package import Element
    from appkit.importers.word.styles import Styles

# Characters of elements that stand for one.
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# What was taken out, and what is about a run and is none of its words.
_OUT = frozenset(
    {"del", "moveFrom", "delText", "delInstrText", "rPr", "pPr", "annotationRef", "commentReference"}
)
_HYPERLINK = re.compile(r"^\s*HYPERLINK\s+(?:\\\w\s+)*\"?([^\"\s]+)\"?", re.IGNORECASE)
_COUNTING = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|DATE|TIME)\b", re.IGNORECASE)


class Paragraph:
    """The words of a paragraph; hidden ones apart, and boxes and notes that hang on it to be read next."""

    def __init__(self, element: Element, styles: Styles, links: dict[str, str]) -> None:
        self.words: list[Span] = []
        self.hidden: list[str] = []
        self.boxes: list[Element] = []
        self.notes: list[str] = []
        self._styles = styles
        self._links = links
        # Fields that are open: their instruction, and whether it is told and the result follows.
        self._fields: list[tuple[str, bool]] = []
        properties = element.find(f"{W}pPr")
        self._heading = styles.level(properties) > 0
        self._base = styles.look(value(properties, "pStyle"), paragraph=True)
        self._read(element, None)

    def _read(self, parent: Element, url: str | None) -> None:
        for child in parent:
            name = local(child.tag)
            if name in _OUT:
                continue
            if name == "r":
                self._run(child, url)
            elif name == "hyperlink":
                self._read(child, self._links.get(child.get(_ID) or "", url))
            elif name == "fldSimple":
                self._simple(child, url)
            elif child.tag == f"{MC}AlternateContent":
                self._alternative(child, url)
            elif name == "t":  # of mathematics, whose runs have other names
                self._add(child.text or "", self._base, url)
            else:
                self._read(child, url)

    def _simple(self, field: Element, url: str | None) -> None:
        instruction = field.get(f"{W}instr") or ""
        if not _COUNTING.match(instruction):
            match = _HYPERLINK.match(instruction)
            self._read(field, match[1] if match else url)

    def _alternative(self, element: Element, url: str | None) -> None:
        """The same thing for a new and an old program: one of them."""
        chosen = element.find(f"{MC}Choice")
        chosen = element.find(f"{MC}Fallback") if chosen is None else chosen
        if chosen is not None:
            self._parts(chosen, self._base, url)

    def _run(self, run: Element, url: str | None) -> None:
        properties = run.find(f"{W}rPr")
        style = value(properties, "rStyle")
        look = look_of(properties).over(self._styles.look(style, paragraph=False)).over(self._base)
        self._parts(run, look, url)

    def _parts(self, parent: Element, look: Look, url: str | None) -> None:
        for child in parent:
            name = local(child.tag)
            if name == "t":
                self._add(child.text or "", look, url)
            elif name in _CHARACTERS:
                self._add(_CHARACTERS[name], look, url)
            elif name == "br":
                self._add("\n", look, url)
            elif name == "sym":
                self._add(_symbol(child.get(f"{W}char") or ""), look, url)
            elif name == "fldChar":
                self._field(child.get(f"{W}fldCharType") or "")
            elif name == "instrText":
                self._instruct(child.text or "")
            elif name == "footnoteReference":
                self.notes.append(child.get(f"{W}id") or "")
            elif child.tag == f"{MC}AlternateContent":
                self._alternative(child, url)
            elif name in ("drawing", "pict", "object"):
                self.boxes.extend(_outermost(child, f"{W}txbxContent"))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(("", False))
        elif kind == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruct(self, text: str) -> None:
        if self._fields:
            self._fields[-1] = (self._fields[-1][0] + text, False)

    def _add(self, text: str, look: Look, url: str | None) -> None:
        for instruction, _ in self._fields:
            if _COUNTING.match(instruction):
                return
            if match := _HYPERLINK.match(instruction):
                url = match[1]
        if not text:
            return
        if look.hidden:
            self.hidden.append(text)
            return
        strong = bool(look.strong) and not self._heading
        last = self.words[-1] if self.words else None
        span = Span(text, strong, bool(look.emphasis) and not self._heading, code=False, url=url)
        if last is not None and last._replace(text=text) == span:
            self.words[-1] = span._replace(text=last.text + text)
        else:
            self.words.append(span)


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _symbol(code: str) -> str:
    """The character of a symbol font; those that only such a font has are icons."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return character if character.isprintable() else " "


def _outermost(element: Element, tag: str) -> list[Element]:
    """The elements of a kind below an element, those inside another of them not, and one of alternatives."""
    out: list[Element] = []
    for child in element:
        if child.tag == tag:
            out.append(child)
        elif child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            out += _outermost(child if chosen is None else chosen, tag)
        else:
            out += _outermost(child, tag)
    return out
