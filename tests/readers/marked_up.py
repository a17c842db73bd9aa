"""Markup that a reader puts out, as lines: what someone sees who looks at it, list marks in front."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "body", "html", "section", "article",
           "header", "footer", "main", "address"}  # fmt: skip
_UNSEEN = {"style", "script", "head", "title"}
_BREAK = "\ufdd2"


def lines_of_html(text: str) -> list[str]:
    """The lines of an HTML page or fragment: one for each block and each line break, "•" or "1." before points."""
    if not text.strip():
        return []
    out: list[list[str]] = [[]]
    _walk(html.document_fromstring(text), out)
    joined = "\n".join("".join(line) for line in out)
    return [line for line in re.split(rf"[\n{_BREAK}]", joined) if line.strip()]


def _walk(element: HtmlElement, out: list[list[str]]) -> None:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    is_block = element.tag in _BLOCKS
    if is_block and not (element.tag == "p" and _is_only_a_mark(out[-1])):
        out.append([])
    if element.tag == "li":
        out[-1].append(_mark(element))
    if element.tag == "br":
        out[-1].append(_BREAK)
    out[-1].append(_folded(element.text))
    for child in element:
        _walk(child, out)
        if child.tag in _BLOCKS:
            out.append([])
        out[-1].append(_folded(child.tail))


def _is_only_a_mark(line: list[str]) -> bool:
    """Whether a line holds nothing but the mark of the point that its first paragraph belongs to."""
    return re.fullmatch(r"\s*(\u2022|\d+\.)\s*", "".join(line)) is not None


def _mark(item: HtmlElement) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "\u2022 "
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    return f"{int(parent.get('start', '1')) + before}. "


def _folded(text: str | None) -> str:
    """What HTML makes of white space: a line break in the source is a space."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


# What looks like a tag is words: nobody who writes Markdown from our files means HTML.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def lines_of_markdown(text: str) -> list[str]:
    """The lines of Markdown as CommonMark shows it."""
    return lines_of_html(_MARKDOWN.render(text))


_ANCHOR = re.compile(r'<a href="[^"]*">|</a>')


def without_anchors(text: str) -> Iterator[str]:
    """The lines of a text in which links alone are marked, as docx2python writes it."""
    yield from _ANCHOR.sub("", text).splitlines()
