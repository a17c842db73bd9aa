"""What someone who cannot see a document is told of it: its title and language, its outline, its links."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from appkit.model.document import Code, Heading, Link, List, Paragraph, Prompt, Run, plain
from html_pages import Element, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.model.document import Block, Document, Inline

LINES = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class HeardLink(NamedTuple):
    """A link by its ``words``, the line of text ``around`` it, and where it leads."""

    words: str
    around: str
    url: str


class Heard(NamedTuple):
    """A document as it is heard; ``headings`` are levels with words, the person's name first."""

    title: str
    language: str
    headings: tuple[tuple[int, str], ...]
    links: tuple[HeardLink, ...]


def jumps(heard: Heard) -> list[str]:
    """Where the outline does not begin at its top, or leaves a level out."""
    levels = [0, *(level for level, _ in heard.headings)]
    pairs = zip(levels, levels[1:], heard.headings, strict=False)
    return [f"{above} to {below}: {words}" for above, below, (_, words) in pairs if below > above + 1]


# Words that say nothing of where a link leads (WCAG 2.2, failure F84).
_SAYS_NOTHING = {
    "",
    "here",
    "click here",
    "link",
    "this",
    "this link",
    "more",
    "read more",
    "details",
    "url",
    "go",
}


def unclear(heard: Heard) -> list[HeardLink]:
    """The links whose words say nothing, or lead elsewhere from another link of the same words and line."""
    told: dict[tuple[str, str], str] = {}
    wrong = []
    for link in heard.links:
        words = " ".join(link.words.split()).casefold()
        same = told.setdefault((words, link.around), link.url)
        if words.strip("[](). ") in _SAYS_NOTHING or same != link.url:
            wrong.append(link)
    return wrong


# -- the tree ----------------------------------------------------------------------------------------------------


def hear_tree(document: Document) -> Heard:
    headings = [(b.level, plain(b.content)) for b in _lines(document.blocks) if isinstance(b, Heading)]
    links = [
        HeardLink(plain(link.content), plain(block.content), link.url)
        for block in _lines(document.blocks)
        for link in _links(block.content)
    ]
    return Heard(document.title, document.language, tuple(headings), tuple(links))


def _lines(blocks: Sequence[Block]) -> Iterator[Heading | Paragraph]:
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                yield from _lines(item.blocks)
        else:
            yield block


def _links(content: Sequence[Inline]) -> Iterator[Link]:
    for inline in content:
        if isinstance(inline, Link):
            yield inline
        elif not isinstance(inline, Run | Code | Prompt):
            yield from _links(inline.content)


# -- HTML --------------------------------------------------------------------------------------------------------


def hear_html(page: bytes) -> Heard:
    html = parsed(page)
    main = html.one("main")
    headings = [(int(e.tag[1]), e.text) for e in main.all("h1", "h2", "h3", "h4", "h5", "h6")]
    links = [
        HeardLink(link.text, line.text, link.attributes["href"])
        for line in main.all(*LINES)
        if not any(
            True for child in line.content if isinstance(child, Element) and child.tag in (*LINES, "ul", "ol")
        )
        for link in line.all("a")
    ]
    return Heard(html.one("title").text, html.attributes["lang"], tuple(headings), tuple(links))


# -- DOCX --------------------------------------------------------------------------------------------------------


def hear_docx(package: bytes) -> Heard:
    """Title and language are those of the properties; the person's name counts as the first heading."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        core = etree.fromstring(archive.read("docProps/core.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
        related = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in related}
    headings, links = [], []
    for paragraph in body.iter(f"{_W}p"):
        level, words = _level(paragraph), _text(paragraph)
        headings += [(level, words)] if level else []
        found = paragraph.iter(f"{_W}hyperlink")
        links += [HeardLink(_text(link), words, targets[link.get(f"{_R}id")]) for link in found]
    said = {etree.QName(each).localname: each.text or "" for each in core}
    return Heard(said["title"], said["language"], tuple(headings), tuple(links))


def _level(paragraph: etree._Element) -> int | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "")
    if name == "Name":
        return 1
    return int(name.removeprefix("Heading")) + 1 if name.startswith("Heading") else None


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))
