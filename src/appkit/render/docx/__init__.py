"""DOCX: a slim package of our own, real styles, and a body of elements built with lxml.

Names of elements and attributes are WordprocessingML's (ECMA-376 Part 1, chapter 17).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, assert_never

from lxml import etree

from appkit.model.document import (
    Code,
    Emphasis,
    Heading,
    Link,
    List,
    Paragraph,
    Prompt,
    Right,
    Run,
    Strong,
    plain,
)
from appkit.render.docx.base import base_of
from appkit.render.docx.names import EAST_ASIAN, LIST_DEPTH, NSMAP, R, W, list_style, look_of, style_name
from appkit.render.docx.numbering import BULLETS
from appkit.render.docx.package import filled
from appkit.render.docx.room import has_room
from appkit.render.docx.styles import text_width
from appkit.render.lines import line_of, prompt_words
from appkit.render.links import checked

if TYPE_CHECKING:
    from appkit.model.document import Block, Document, Inline, ListItem
    from appkit.model.style import Style
    from appkit.render.docx.package import Base

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def render(document: Document, style: Style) -> bytes:
    """The document as a DOCX package, the same bytes for the same values everywhere."""
    draft = _Draft(base_of(style, document.language), style)
    for block, following in zip(document.blocks, (*document.blocks[1:], None), strict=True):
        _block(block, draft, following=following)
    return filled(draft.base, document, draft.body, draft.links, draft.starts)


@dataclass(slots=True)
class _Draft:
    """The body so far, the addresses it links to and the lists it numbers, in order of appearance."""

    base: Base
    style: Style
    body: list[etree._Element] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)

    def link(self, url: str) -> str:
        """The relationship that leads to the address."""
        return self.links.setdefault(checked(url), f"rId{self.base.next_relationship + len(self.links)}")

    def number(self, start: int, depth: int) -> int:
        """A numbering of its own for one list: ``start`` at ``depth``."""
        self.starts.append((depth, start))
        return self.base.next_number + len(self.starts) - 1


class _Place(NamedTuple):
    """Where in a list a paragraph stands; ``number`` is None below an item's first paragraph."""

    depth: int
    look: str
    number: int | None


def _block(block: Block, draft: _Draft, place: _Place | None = None, following: Block | None = None) -> None:
    match block:
        case Heading() | Paragraph():
            _paragraph(block, draft, place, following)
        case List():
            depth = place.depth + 1 if place else 0
            depth = min(depth, LIST_DEPTH - 1)
            look = "bullet" if block.start is None else "numbered"
            number = BULLETS if block.start is None else draft.number(block.start, depth)
            for item in block.items:
                _item(item, draft, _Place(depth, look, number))
        case _:
            assert_never(block)


def _item(item: ListItem, draft: _Draft, place: _Place) -> None:
    for block in item.blocks:
        _block(block, draft, place, following=block)
        place = place._replace(number=None)


def _paragraph(
    block: Heading | Paragraph, draft: _Draft, place: _Place | None, following: Block | None
) -> None:
    look = look_of(block)
    in_list = place if place and (place.number is not None or look == "body") else None
    left, right = line_of(block.content)
    if not left and not right:
        return
    paragraph = etree.Element(f"{W}p", nsmap=NSMAP)
    properties = etree.SubElement(paragraph, f"{W}pPr")
    name = (
        list_style(in_list.look, in_list.depth, first=in_list.number is not None)
        if in_list
        else style_name(look)
    )
    _value(properties, "pStyle", draft.base.style_ids[name])
    if isinstance(block, Paragraph) and draft.style.look(look).keep_next and _ends_here(following):
        _value(properties, "keepNext", "0")
    if in_list and in_list.number is not None:
        numbering = etree.SubElement(properties, f"{W}numPr")
        _value(numbering, "ilvl", str(in_list.depth))
        _value(numbering, "numId", str(in_list.number))
    _inlines(left, paragraph, _PLAIN, draft)
    if right:
        run = etree.SubElement(paragraph, f"{W}r")
        if not _fits(left, right, draft.style, in_list.look if in_list else look):
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}tab")
        _inlines(right, paragraph, _PLAIN, draft)
    draft.body.append(paragraph)


def _fits(left: tuple[Inline, ...], right: tuple[Inline, ...], style: Style, look: str) -> bool:
    shape = style.look(look)
    room = text_width(style) - shape.indent
    return not left or has_room(plain(left), plain(right), shape.size, room, bold=shape.bold)


def _ends_here(following: Block | None) -> bool:
    """Whether a paragraph that holds on to the next one would hold on to another entry, or to nothing."""
    return following is None or isinstance(following, Heading)


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
# marks, dashes, dots. Only a hint tells a layout engine which of the two fonts they belong to.
_EAST_ASIAN_RUN = re.compile(f"([\u2014\u2018\u2019\u201c\u201d\u2026\u00b7]*[{EAST_ASIAN}]"
                             f"[{EAST_ASIAN}\u2014\u2018\u2019\u201c\u201d\u2026\u00b7]*)")  # fmt: skip


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
