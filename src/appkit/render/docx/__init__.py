"""DOCX: a slim package of our own, real styles, and a body written block by block.

Names of elements and attributes are WordprocessingML's (ECMA-376 Part 1, chapter 17).
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple, assert_never

from appkit.dataclass import dataclass
from appkit.layout import stands_beside
from appkit.model.document import Code, Emphasis, Link, Prompt, Right, Run, Strong, plain
from appkit.model.flow import flow_of, with_ends
from appkit.model.lines import prompt_words
from appkit.model.remembered import BLOCKS_KEPT
from appkit.model.script import is_right_to_left, runs_left
from appkit.render.docx.base import base_of
from appkit.render.docx.names import list_style, style_name
from appkit.render.docx.numbering import BULLETS
from appkit.render.docx.package import filled
from appkit.render.docx.runs import Face, Setting, run_xml
from appkit.render.links import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Block, Document, Inline
    from appkit.model.flow import Flowing, Point
    from appkit.model.style import Style
    from appkit.render.docx.package import Base


def render(document: Document, style: Style) -> bytes:
    """The document as a DOCX package, the same bytes for the same values everywhere."""
    base = base_of(style, document.language)
    body: list[str] = []
    links: dict[str, str] = {}
    starts: list[tuple[int, int]] = []
    for block, ends in with_ends(document.blocks):
        written = _block(block, style, document.language, ends)
        body.append(written.numbered(base.next_number + len(starts)))
        links |= written.links
        starts += written.starts
    return filled(base, document, "".join(body), links, starts)


class _Written(NamedTuple):
    """A block as WordprocessingML, the addresses it links to by relationship, and the lists it numbers.

    ``parts`` are XML with, between them, which of ``starts`` (depth and first number) a numbering is.
    """

    parts: tuple[str | int, ...]
    links: dict[str, str]
    starts: tuple[tuple[int, int], ...]

    def numbered(self, first: int) -> str:
        """The XML, the block's own numberings counted from ``first``."""
        return "".join([part if isinstance(part, str) else str(first + part) for part in self.parts])


# Blocks recur in a batch, and nothing in what is written of them depends on the rest of their document.
@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _block(block: Block, style: Style, language: str, ends: bool) -> _Written:  # noqa: FBT001 - a cache's key
    draft = _Draft(base_of(style, language), style, language)
    for flowing in flow_of(block, style, ends):
        _paragraph(flowing, draft)
    return _Written(tuple(_joined(draft.parts)), draft.links, tuple(draft.starts))


def _joined(parts: list[str | int]) -> Iterator[str | int]:
    """The parts, XML that follows XML made one."""
    waiting: list[str] = []
    for part in parts:
        if isinstance(part, str):
            waiting.append(part)
        else:
            yield from ("".join(waiting), part)
            waiting = []
    yield "".join(waiting)


@dataclass(slots=True)
class _Draft:
    """A block being written."""

    base: Base
    style: Style
    language: str
    parts: list[str | int] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)

    def link(self, url: str) -> str:
        """The relationship that leads to an address, the same in every document."""
        address = checked(url)
        relationship = f"link{hashlib.sha256(address.encode()).hexdigest()[:16]}"
        self.links[relationship] = address
        return relationship

    def number(self, point: Point, depth: int) -> str | int:
        """The numbering of a list item: a list that counts has one of its own, which begins at its start."""
        if point.numbering is None or point.start is None:
            return str(BULLETS)
        if point.numbering not in self.numbers:
            self.numbers[point.numbering] = len(self.starts)
            self.starts.append((depth, point.start))
        return self.numbers[point.numbering]


class _Line(NamedTuple):
    """A paragraph being written: the draft it belongs to, and what surrounds its runs."""

    draft: _Draft
    setting: Setting


def _paragraph(flowing: Flowing, draft: _Draft) -> None:
    look = draft.style.look(flowing.look)
    rtl = runs_left(plain((*flowing.left, *flowing.right)), draft.language)
    line = _Line(draft, Setting(draft.base, draft.language, look.bold, look.italic, rtl))
    draft.parts += [
        "<w:p><w:pPr>",
        *_properties(flowing, line),
        "</w:pPr>",
        _inlines(flowing.left, _PLAIN, line),
    ]
    if flowing.right:
        draft.parts += [f"<w:r>{_to_the_margin(flowing, draft)}</w:r>", _inlines(flowing.right, _PLAIN, line)]
    draft.parts.append("</w:p>")


def _to_the_margin(flowing: Flowing, draft: _Draft) -> str:
    """What leads from the left part to the right one: beside it, or on the line below."""
    if stands_beside(flowing, draft.style):
        return "<w:tab/>"
    # On the first line of a list item the stop behind a wide number is taken by its marker.
    return "<w:br/><w:tab/>" if flowing.point is None else "<w:br/><w:tab/><w:tab/>"


def _properties(flowing: Flowing, line: _Line) -> list[str | int]:
    """The paragraph's style, and what no style can know of it; in the schema's order (CT_PPrBase)."""
    draft, point, depth = line.draft, flowing.point, flowing.depth
    is_first = point is not None
    name = style_name(flowing.look) if depth is None else list_style(flowing.look, depth, first=is_first)
    parts: list[str | int] = [f'<w:pStyle w:val="{draft.base.style_ids[name]}"/>']
    if draft.style.look(flowing.look).keep_next and not flowing.keep_next:
        parts.append('<w:keepNext w:val="0"/>')
    if point is not None and depth is not None:
        number = draft.number(point, depth)
        parts += [f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="', number, '"/></w:numPr>']
    if line.setting.rtl != is_right_to_left(draft.language):
        parts.append(f'<w:bidi w:val="{int(line.setting.rtl)}"/>')
    return parts


_PLAIN = Face()


def _inline(inline: Inline, face: Face, line: _Line) -> str:
    match inline:
        case Run(text, origin):
            xml = run_xml(text, face, origin, line.setting)
        case Code(text, origin):
            xml = run_xml(text, face._replace(code=True), origin, line.setting)
        case Emphasis(content):
            xml = _inlines(content, face._replace(emphasis=True), line)
        case Strong(content):
            xml = _inlines(content, face._replace(strong=True), line)
        case Link(content, url):
            xml = _inlines(content, face._replace(link=True), line)
            if not face.link:
                xml = f'<w:hyperlink r:id="{line.draft.link(url)}">{xml}</w:hyperlink>'
        case Right(content):
            xml = _inlines(content, face, line)
        case Prompt(origin=origin):
            asked = face._replace(prompt=True, strong=True)
            xml = run_xml(prompt_words(inline), asked, origin, line.setting)
        case _:
            assert_never(inline)
    return xml


def _inlines(content: tuple[Inline, ...], face: Face, line: _Line) -> str:
    return "".join([_inline(inline, face, line) for inline in content])
