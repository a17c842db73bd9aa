"""The least that a writer of the same six files does: strings put together over parts that are ready.

It is given what has been selected, composed and fitted, and looks at every word of it: faces, links, lists,
dates. What it leaves out is what takes care: scripts and directions, Markdown's escapes, what a line is, the
numbering of lists that begin anew.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from appkit.model.document import Code, Emphasis, Heading, Link, List, Paragraph, Prompt, Right, Run, Strong
from appkit.render.docx.base import base_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.model.document import Block, Document, Inline
    from appkit.model.style import Style

_STYLES = {1: "Name", 2: "Heading1", 3: "Heading2", 4: "Heading3"}


def written(document: Document, style: Style) -> tuple[bytes, bytes, bytes]:
    """The DOCX, the Markdown and the text of a document."""
    lines = list(_lines(document.blocks, ""))
    markdown = "\n\n".join(f"{mark}{_markdown(content)}" for mark, _, content in lines)
    text = "\n".join("".join(_words(content)) for _, _, content in lines)
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{"".join(_runs(content, ""))}</w:p>'
        for _, name, content in lines
    )
    return _zipped(document, style, body), markdown.encode(), text.encode()


def _lines(blocks: Sequence[Block], mark: str) -> Iterator[tuple[str, str, tuple[Inline, ...]]]:
    for block in blocks:
        match block:
            case Heading(level, content):
                yield f"{'#' * level} ", _STYLES[level], content
            case Paragraph(content, role):
                yield mark, role.title() if not mark else "ListBullet", content
            case List(items, start):
                for number, item in enumerate(items, start or 1):
                    yield from _lines(item.blocks, "- " if start is None else f"{number}. ")


def _words(content: tuple[Inline, ...]) -> Iterator[str]:
    for inline in content:
        match inline:
            case Run(text) | Code(text):
                yield text
            case Emphasis(inner) | Strong(inner) | Link(inner):
                yield from _words(inner)
            case Right(inner):
                yield " | "
                yield from _words(inner)
            case Prompt(question=question):
                yield f"[[TODO: {question}]]"


def _markdown(content: tuple[Inline, ...]) -> str:
    said = []
    for inline in content:
        match inline:
            case Run(text) | Code(text):
                said.append(text.replace("*", "\\*"))
            case Emphasis(inner):
                said.append(f"*{_markdown(inner)}*")
            case Strong(inner):
                said.append(f"**{_markdown(inner)}**")
            case Link(inner, url):
                said.append(f"[{_markdown(inner)}]({url})")
            case Right(inner):
                said.append(f" | {_markdown(inner)}")
            case Prompt(question=question):
                said.append(f"**[[TODO: {question}]]**")
    return "".join(said)


def _runs(content: tuple[Inline, ...], face: str) -> Iterator[str]:
    for inline in content:
        match inline:
            case Run(text) | Code(text) | Prompt(question=text):
                properties = f'<w:rPr><w:rStyle w:val="{face}"/></w:rPr>' if face else ""
                yield f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
            case Emphasis(inner):
                yield from _runs(inner, "Emphasis")
            case Strong(inner):
                yield from _runs(inner, "Strong")
            case Link(inner, url):
                yield f'<w:hyperlink r:id="{escape(url)}">{"".join(_runs(inner, "Hyperlink"))}</w:hyperlink>'
            case Right(inner):
                yield "<w:r><w:tab/></w:r>"
                yield from _runs(inner, face)


def _zipped(document: Document, style: Style, body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in base_of(style, document.language).files.items():
            whole = (
                part.replace(b"<w:sectPr", body.encode() + b"<w:sectPr") if "document.xml" in name else part
            )
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), whole)
    return out.getvalue()
