"""What the bytes of an artifact say, and whether that is exactly what its document says.

Each format is read by its own means (zip and XML, a CommonMark parser, lines), never by the writers' code.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree
from markdown_it import MarkdownIt

from appkit.model.binding import bound
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
)
from appkit.model.script import is_right_to_left
from html_pages import html_lines
from pdf_reading import pdf_differences, pdf_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from appkit.model.document import Block, Document, Inline

# White space that surrounds a line and is not its text; every other kind is a character like any other.
_BLANK = " \t\n"
# What a writer puts between the two halves of a line.
_BETWEEN = " | "


def differences(artifact: bytes, format_name: str, document: Document) -> list[str]:
    """Where an artifact does not say exactly what its document says, line by line; empty is what it should be.

    Link addresses, list markers and page footers are not words.
    """
    expected = document_lines(document, on_pages=format_name not in ("md", "txt"))
    if format_name == "pdf":
        lines = document_lines(document, on_pages=True, between="")
        return pdf_differences(artifact, lines, backwards=is_right_to_left(document.language))
    found = artifact_lines(artifact, format_name)
    if format_name == "txt":
        patterns = [_text_pattern(block_line) for block_line in _block_lines(document.blocks)]
        pairs = zip(patterns, found, strict=False)
        wrong = [f"{line!r} is not {p.pattern!r}" for p, line in pairs if not p.fullmatch(line)]
    else:
        wrong = [f"{new!r} is not {old!r}" for old, new in zip(expected, found, strict=False) if old != new]
    if len(expected) != len(found):
        wrong.append(f"{len(found)} lines, not {len(expected)}: {found[len(expected) :]}")
    return wrong


def artifact_lines(artifact: bytes, format_name: str) -> list[str]:
    """The lines of an artifact that say something, in reading order."""
    match format_name:
        case "docx":
            return _docx_lines(artifact)
        case "html":
            return html_lines(artifact)
        case "pdf":
            return pdf_lines(artifact)
        case "md":
            return _markdown_lines(artifact.decode())
        case _:
            return [line for line in artifact.decode().split("\n") if line]


def document_lines(document: Document, *, on_pages: bool = False, between: str = _BETWEEN) -> list[str]:
    """The lines of a document: one for each heading and paragraph, with initials and dates bound on pages."""
    return [_said(content, on_pages=on_pages, between=between) for content in _block_lines(document.blocks)]


def normalized(text: str) -> str:
    """What decoding makes of a literal: no white space at its ends, a line break or tab becomes one space."""
    return re.sub(r" *[\t\n][ \t\n]*", " ", text.strip(" \t\n"))


# -- the document ----------------------------------------------------------------------------------------------


def _block_lines(blocks: Sequence[Block]) -> Iterator[tuple[Inline, ...]]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                if _said(block.content):
                    yield block.content
            case List():
                for item in block.items:
                    yield from _block_lines(item.blocks)


def _halves(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    if content and isinstance(content[-1], Right):
        return [content[:-1], content[-1].content]
    return [content]


def _said(content: tuple[Inline, ...], *, on_pages: bool = False, between: str = _BETWEEN) -> str:
    left, *right = _halves(content)
    halves = (
        "".join(map(inline_words, half)).strip(_BLANK) for half in (bound(left) if on_pages else left, *right)
    )
    return between.join(half for half in halves if half)


def inline_words(inline: Inline) -> str:
    """The characters of an inline; an open prompt is what every format shows of it."""
    match inline:
        case Run(text) | Code(text):
            return text
        case Prompt(question=question):
            return f"[[TODO: {question}]]"
        case Emphasis(content) | Strong(content) | Link(content) | Right(content):
            return "".join(map(inline_words, content))


def _text_pattern(content: tuple[Inline, ...]) -> re.Pattern[str]:
    """A line of text: markers or an indent, the words, an address behind those of a link."""
    halves = ("".join(map(_text_words, half)) for half in _halves(content))
    # White space at the ends of a half is dropped, inside emphasis and links too.
    trimmed = [half.strip(_BLANK) for half in halves]
    words = re.escape(_BETWEEN).join(
        _ADDRESS_MARK.sub(r"(?: \\(.*?\\))?", re.escape(half)) for half in trimmed if half
    )
    return re.compile(rf"(?: *(?:(?:\u2022|\d+\.) +)+| *){words}")


# Stands behind the words of a link until the rest is escaped.
_MARK = "\ufdef"
_ADDRESS_MARK = re.compile(_MARK)


def _text_words(inline: Inline) -> str:
    match inline:
        case Link(content):
            return "".join(map(_text_words, content)) + _MARK
        case Emphasis(content) | Strong(content) | Right(content):
            return "".join(map(_text_words, content))
        case _:
            return inline_words(inline)


# -- the formats -----------------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_parts(artifact: bytes) -> dict[str, bytes]:
    """The files of a DOCX package by name."""
    with zipfile.ZipFile(io.BytesIO(artifact)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _docx_lines(artifact: bytes) -> list[str]:
    root = etree.fromstring(docx_parts(artifact)["word/document.xml"])
    return ["".join(_docx_text(paragraph)) for paragraph in root.iter(f"{_W}p")]


def _docx_text(paragraph: etree._Element) -> Iterator[str]:
    """Every character of a paragraph, wherever in it a writer put it; a tab between its halves."""
    said = False
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}instrText", f"{_W}delText"):
        if element.tag == f"{_W}tab":
            if said and (parent := element.getparent()) is not None and parent.tag == f"{_W}r":
                yield _BETWEEN
                said = False  # another tab behind it is no second gap
        else:
            said = True
            yield element.text or ""


_PARSER = MarkdownIt("commonmark")


def _markdown_lines(text: str) -> list[str]:
    lines: list[str] = []
    for token in _PARSER.parse(text):
        if token.type == "inline":
            lines += _inline_lines(token.children or [])
        elif token.content:
            lines.append(f"[{token.type}] {token.content}")
    return lines


def _inline_lines(tokens: Sequence[Token]) -> list[str]:
    lines = [""]
    for token in tokens:
        match token.type:
            case "hardbreak":
                lines.append("")
            case "text" | "text_special" | "code_inline":
                lines[-1] += token.content
            case kind if kind.endswith(("_open", "_close")):
                pass
            case kind:
                lines[-1] += f"[{kind}] {token.content}"
    return lines
