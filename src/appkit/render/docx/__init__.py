"""DOCX: a slim package of our own, real styles, and a body of elements built with lxml.

Names of elements and attributes are WordprocessingML's (ECMA-376 Part 1, chapter 17).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, assert_never

from lxml import etree

from appkit.layout import stands_beside
from appkit.model.document import Code, Emphasis, Link, Prompt, Right, Run, Strong
from appkit.model.flow import flow
from appkit.model.lines import prompt_words
from appkit.model.script import EAST_ASIAN
from appkit.render.docx.base import base_of
from appkit.render.docx.names import NSMAP, R, W, list_style, style_name
from appkit.render.docx.numbering import BULLETS
from appkit.render.docx.package import filled
from appkit.render.links import checked

if TYPE_CHECKING:
    from appkit.model.document import Document, Inline
    from appkit.model.flow import Flowing, Point
    from appkit.model.style import Style
    from appkit.render.docx.package import Base

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def render(document: Document, style: Style) -> bytes:
    """The document as a DOCX package, the same bytes for the same values everywhere."""
    draft = _Draft(base_of(style, document.language), style)
    for flowing in flow(document, style):
        draft.body.append(_paragraph(flowing, draft))
    return filled(draft.base, document, draft.body, draft.links, draft.starts)


@dataclass(slots=True)
class _Draft:
    """The body so far, the addresses it links to and the lists it numbers, in order of appearance."""

    base: Base
    style: Style
    body: list[etree._Element] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)

    def link(self, url: str) -> str:
        """The relationship that leads to the address."""
        return self.links.setdefault(checked(url), f"rId{self.base.next_relationship + len(self.links)}")

    def number(self, point: Point, depth: int) -> int:
        """The numbering of a list item: a list that counts has one of its own, which begins at its start."""
        if point.numbering is None or point.start is None:
            return BULLETS
        if point.numbering not in self.numbers:
            self.starts.append((depth, point.start))
            self.numbers[point.numbering] = self.base.next_number + len(self.starts) - 1
        return self.numbers[point.numbering]


def _paragraph(flowing: Flowing, draft: _Draft) -> etree._Element:
    paragraph = etree.Element(f"{W}p", nsmap=NSMAP)
    properties = etree.SubElement(paragraph, f"{W}pPr")
    point, depth = flowing.point, flowing.depth
    name = (
        style_name(flowing.look)
        if depth is None
        else list_style(flowing.look, depth, first=point is not None)
    )
    _value(properties, "pStyle", draft.base.style_ids[name])
    if draft.style.look(flowing.look).keep_next and not flowing.keep_next:
        _value(properties, "keepNext", "0")
    if point is not None and depth is not None:
        numbering = etree.SubElement(properties, f"{W}numPr")
        _value(numbering, "ilvl", str(depth))
        _value(numbering, "numId", str(draft.number(point, depth)))
    _inlines(flowing.left, paragraph, _PLAIN, draft)
    if flowing.right:
        run = etree.SubElement(paragraph, f"{W}r")
        if not stands_beside(flowing, draft.style):
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}tab")
        _inlines(flowing.right, paragraph, _PLAIN, draft)
    return paragraph


class _Face(NamedTuple):
    """What the characters of a run are."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: bool = False
    prompt: bool = False


_PLAIN = _Face()


def _inline(inline: Inline, parent: etree._Element, face: _Face, draft: _Draft) -> None:
    match inline:
        case Run():
            _run(inline.text, parent, face, draft)
        case Code():
            _run(inline.text, parent, face._replace(code=True), draft)
        case Emphasis():
            _inlines(inline.content, parent, face._replace(emphasis=True), draft)
        case Strong():
            _inlines(inline.content, parent, face._replace(strong=True), draft)
        case Link() if face.link:
            _inlines(inline.content, parent, face, draft)
        case Link():
            hyperlink = etree.SubElement(parent, f"{W}hyperlink", {f"{R}id": draft.link(inline.url)})
            _inlines(inline.content, hyperlink, face._replace(link=True), draft)
        case Right():
            _inlines(inline.content, parent, face, draft)
        case Prompt():
            _run(prompt_words(inline), parent, face._replace(prompt=True), draft)
        case _:
            assert_never(inline)


def _inlines(content: tuple[Inline, ...], parent: etree._Element, face: _Face, draft: _Draft) -> None:
    for inline in content:
        _inline(inline, parent, face, draft)


# An ideograph with what stands around it and looks different in a Chinese and in a Latin font: quotation
# marks, dashes, dots. Only a hint tells Word which of the two fonts they belong to.
_AROUND = "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
_EAST_ASIAN_RUN = re.compile(f"([{_AROUND}]*[{EAST_ASIAN}][{EAST_ASIAN}{_AROUND}]*)")


def _run(text: str, parent: etree._Element, face: _Face, draft: _Draft) -> None:
    pieces = [text] if text.isascii() else _EAST_ASIAN_RUN.split(text)
    for number, piece in enumerate(pieces):
        if piece:
            run = etree.SubElement(parent, f"{W}r")
            if face is not _PLAIN or number % 2:
                _run_properties(run, face, draft, east_asian=number % 2 == 1)
            _text(run, piece)


def _run_properties(run: etree._Element, face: _Face, draft: _Draft, *, east_asian: bool) -> None:
    """The run's character style, and as direct formatting what one character style cannot say.

    Bold and italic are toggles: in a character style they would cancel those of a bold heading's style
    (section 17.7.3); as direct formatting they mean themselves.
    """
    properties = etree.SubElement(run, f"{W}rPr")
    styles = {
        "Prompt": face.prompt, "Hyperlink": face.link, "Code": face.code, "Strong": face.strong,
        "Emphasis": face.emphasis,
    }  # fmt: skip
    name = next((name for name, on in styles.items() if on), None)
    if name:
        _value(properties, "rStyle", draft.base.style_ids[name])
    if face.code and name != "Code":
        etree.SubElement(
            properties, f"{W}rFonts", {f"{W}{a}": draft.style.fonts.code for a in ("ascii", "hAnsi")}
        )
    elif east_asian:
        etree.SubElement(properties, f"{W}rFonts", {f"{W}hint": "eastAsia"})
    for tag, on in (("b", face.strong), ("i", face.emphasis)):
        if on:
            etree.SubElement(properties, f"{W}{tag}")
    if face.prompt:
        _value(properties, "highlight", draft.style.prompt_color)


def _text(run: etree._Element, text: str) -> None:
    element = etree.SubElement(run, f"{W}t")
    element.text = text
    if text[0] in " \t\n" or text[-1] in " \t\n" or "  " in text or "\t" in text:
        element.set(_XML_SPACE, "preserve")


def _value(parent: etree._Element, tag: str, value: str) -> None:
    etree.SubElement(parent, f"{W}{tag}", {f"{W}val": value})
