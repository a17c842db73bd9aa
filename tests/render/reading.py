"""Documents read back: what each format, and the tree itself, says, in one shape that can be compared.

A line is its characters, each with what it is; ``Face`` leaves emphasis off white space, where nobody sees it.
"""

from __future__ import annotations

import functools
import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from markdown_it import MarkdownIt

from appkit.model.document import Code, Emphasis, Heading, Link, List, Paragraph, Prompt, Right, Run, Strong
from appkit.render.links import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from appkit.model.document import Block, Document, Inline

BLANK = " \t\n"


class Face(NamedTuple):
    character: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str | None = None


class Read(NamedTuple):
    """A block: ``kind`` with its list path (``ul/ol7/h3``), and its line."""

    kind: str
    line: tuple[Face, ...]

    @property
    def text(self) -> str:
        return "".join(face.character for face in self.line)


# --- the tree ------------------------------------------------------------------------------------------------


def read_tree(document: Document, separator: str = " | ") -> list[Read]:
    return [read for block in document.blocks for read in _read_block(block, "", separator)]


def _read_block(block: Block, path: str, separator: str) -> Iterator[Read]:
    match block:
        case Heading():
            yield Read(f"{path}h{block.level}", _tree_line(block.content, separator))
        case Paragraph():
            yield Read(f"{path}p", _tree_line(block.content, separator))
        case List():
            for number, item in enumerate(block.items, block.start or 0):
                for child in item.blocks:
                    marker = "ul/" if block.start is None else f"ol{number}/"
                    yield from _read_block(child, path + marker, separator)


def _tree_line(content: tuple[Inline, ...], separator: str) -> tuple[Face, ...]:
    if isinstance(content[-1], Right):
        left, right = (stripped(_faces(half, Face(""))) for half in (content[:-1], content[-1].content))
        return (*left, *map(Face, separator), *right) if left and right else (*left, *right)
    return stripped(_faces(content, Face("")))


def stripped(faces: Sequence[Face]) -> tuple[Face, ...]:
    start, end = 0, len(faces)
    while start < end and faces[start].character in BLANK and not faces[start].code:
        start += 1
    while start < end and faces[end - 1].character in BLANK and not faces[end - 1].code:
        end -= 1
    return tuple(faces[start:end])


def _faces(content: Sequence[Inline], face: Face) -> list[Face]:
    out: list[Face] = []
    for inline in content:
        match inline:
            case Run(text):
                out += said(text, face)
            case Code(text):
                out += said(text, face._replace(code=True))
            case Emphasis(inner):
                out += _faces(inner, face._replace(emphasis=True))
            case Strong(inner):
                out += _faces(inner, face._replace(strong=True))
            case Link(inner, url):
                out += _faces(inner, face._replace(url=face.url or checked(url)))
            case Right(inner):
                out += _faces(inner, face)
            case Prompt(question=question):
                out += said(f"[[TODO: {question}]]", face._replace(strong=True))
    return out


def said(text: str, face: Face) -> list[Face]:
    return [
        face._replace(character=c)
        if not c.isspace() or face.code
        else face._replace(character=c, strong=False, emphasis=False)
        for c in text
    ]


# --- Markdown --------------------------------------------------------------------------------------------------


@functools.cache
def parser() -> MarkdownIt:
    """The reference-conforming parser, with addresses left as they stand."""
    markdown = MarkdownIt("commonmark")
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def read_markdown(text: str) -> list[Read]:
    path: list[str] = []
    numbers: list[int | None] = []
    out: list[Read] = []
    for token in parser().parse(text):
        match token.type:
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_open":
                numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                number = numbers[-1]
                path.append("ul/" if number is None else f"ol{number}/")
                numbers[-1] = None if number is None else number + 1
            case "list_item_close":
                path.pop()
            case "heading_open":
                path.append(f"h{token.tag[1]}")
            case "paragraph_open":
                path.append("p")
            case "heading_close" | "paragraph_close":
                path.pop()
            case "inline":
                out += [Read("".join(path), line) for line in _markdown_lines(token.children or [])]
            case other:
                raise AssertionError(f"{other} may not come out of the writer: {token.content!r}")
    return out


def _markdown_lines(tokens: list[Token]) -> list[tuple[Face, ...]]:
    lines: list[list[Face]] = [[]]
    strong = emphasis = 0
    url: str | None = None
    for token in tokens:
        face = Face("", strong > 0, emphasis > 0, url=url)
        match token.type:
            case "text" | "text_special":
                lines[-1] += said(token.content, face)
            case "code_inline":
                lines[-1] += said(token.content, face._replace(code=True))
            case "hardbreak":
                lines.append([])
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                url = str(token.attrs["href"])
            case "link_close":
                url = None
            case other:
                raise AssertionError(f"{other} may not come out of the writer: {token.content!r}")
    return [tuple(line) for line in lines]


# --- DOCX --------------------------------------------------------------------------------------------------------

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_docx(docx: bytes) -> list[str]:
    """The words of each paragraph, a tab where its right part begins."""
    root = etree.fromstring(parts(docx)["word/document.xml"])
    return ["".join(_docx_text(paragraph)) for paragraph in root.iter(f"{W}p")]


def _docx_text(paragraph: etree._Element) -> Iterator[str]:
    said = False
    for element in paragraph.iterfind(f".//{W}r/*"):
        if element.tag == f"{W}t":
            said = True
            yield element.text or ""
        elif element.tag == f"{W}tab" and said:
            yield "\t"
            said = False  # another tab behind it is no second gap
