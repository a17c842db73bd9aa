"""DOCX: a slim package of our own, real styles, and a body of elements built with lxml.

Names of elements and attributes are WordprocessingML's (ECMA-376 Part 1, chapter 17).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, assert_never

from lxml import etree

from appkit.layout import stands_beside
from appkit.model.document import Code, Emphasis, Link, Prompt, Right, Run, Strong, plain
from appkit.model.flow import flow
from appkit.model.lines import prompt_words
from appkit.model.script import is_right_to_left, runs_left
from appkit.render.docx.base import base_of
from appkit.render.docx.names import NSMAP, R, W, list_style, style_name
from appkit.render.docx.numbering import BULLETS
from appkit.render.docx.package import filled
from appkit.render.docx.runs import Face, Setting, append_run
from appkit.render.links import checked

if TYPE_CHECKING:
    from appkit.model.document import Document, Inline
    from appkit.model.flow import Flowing, Point
    from appkit.model.style import Style
    from appkit.render.docx.package import Base


def render(document: Document, style: Style) -> bytes:
    """The document as a DOCX package, the same bytes for the same values everywhere."""
    draft = _Draft(base_of(style, document.language), style, document.language)
    for flowing in flow(document, style):
        draft.body.append(_paragraph(flowing, draft))
    return filled(draft.base, document, draft.body, draft.links, draft.starts)


@dataclass(slots=True)
class _Draft:
    """The body so far, the addresses it links to and the lists it numbers, in order of appearance."""

    base: Base
    style: Style
    language: str
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


class _Line(NamedTuple):
    """A paragraph being written: the draft it belongs to, and what surrounds its runs."""

    draft: _Draft
    setting: Setting


def _paragraph(flowing: Flowing, draft: _Draft) -> etree._Element:
    look = draft.style.look(flowing.look)
    rtl = runs_left(plain((*flowing.left, *flowing.right)), draft.language)
    line = _Line(draft, Setting(draft.base, draft.language, look.bold, look.italic, rtl))
    paragraph = etree.Element(f"{W}p", nsmap=NSMAP)
    _paragraph_properties(etree.SubElement(paragraph, f"{W}pPr"), flowing, line)
    _inlines(flowing.left, paragraph, _PLAIN, line)
    if flowing.right:
        run = etree.SubElement(paragraph, f"{W}r")
        if not stands_beside(flowing, draft.style):
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}tab")
        _inlines(flowing.right, paragraph, _PLAIN, line)
    return paragraph


def _paragraph_properties(properties: etree._Element, flowing: Flowing, line: _Line) -> None:
    """The paragraph's style, and what no style can know of it; in the schema's order (CT_PPrBase)."""
    draft, point, depth = line.draft, flowing.point, flowing.depth
    is_first = point is not None
    name = style_name(flowing.look) if depth is None else list_style(flowing.look, depth, first=is_first)
    _value(properties, "pStyle", draft.base.style_ids[name])
    if draft.style.look(flowing.look).keep_next and not flowing.keep_next:
        _value(properties, "keepNext", "0")
    if point is not None and depth is not None:
        numbering = etree.SubElement(properties, f"{W}numPr")
        _value(numbering, "ilvl", str(depth))
        _value(numbering, "numId", str(draft.number(point, depth)))
    if line.setting.rtl != is_right_to_left(draft.language):
        _value(properties, "bidi", str(int(line.setting.rtl)))


_PLAIN = Face()


def _inline(inline: Inline, parent: etree._Element, face: Face, line: _Line) -> None:
    match inline:
        case Run(text, origin):
            append_run(parent, text, face, origin, line.setting)
        case Code(text, origin):
            append_run(parent, text, face._replace(code=True), origin, line.setting)
        case Emphasis(content):
            _inlines(content, parent, face._replace(emphasis=True), line)
        case Strong(content):
            _inlines(content, parent, face._replace(strong=True), line)
        case Link(content) if face.link:
            _inlines(content, parent, face, line)
        case Link(content, url):
            hyperlink = etree.SubElement(parent, f"{W}hyperlink", {f"{R}id": line.draft.link(url)})
            _inlines(content, hyperlink, face._replace(link=True), line)
        case Right(content):
            _inlines(content, parent, face, line)
        case Prompt(origin=origin):
            asked = face._replace(prompt=True, strong=True)
            append_run(parent, prompt_words(inline), asked, origin, line.setting)
        case _:
            assert_never(inline)


def _inlines(content: tuple[Inline, ...], parent: etree._Element, face: Face, line: _Line) -> None:
    for inline in content:
        _inline(inline, parent, face, line)


def _value(parent: etree._Element, tag: str, value: str) -> None:
    etree.SubElement(parent, f"{W}{tag}", {f"{W}val": value})
