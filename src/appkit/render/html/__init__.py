"""HTML: one page that needs nothing beside it, to be read on a screen, printed, or picked up by a machine.

Elements are those of the HTML Living Standard. Looks stand in one style sheet, made from the style; no
element has a style of its own, and nothing on the page runs.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, assert_never

from appkit.dataclass import dataclass
from appkit.layout import stands_beside
from appkit.layout.paragraphs import lines_of
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
from appkit.model.flow import flow
from appkit.model.lines import line_of, prompt_words
from appkit.model.script import is_right_to_left, runs_left
from appkit.render.html.escapes import escaped
from appkit.render.html.heights import is_tall
from appkit.render.html.outline import parts_of
from appkit.render.html.page import direction, page
from appkit.render.html.words import words_of
from appkit.render.links import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.layout.paragraphs import Lines
    from appkit.model.document import Block, Document, Inline, ListItem
    from appkit.model.flow import Flowing
    from appkit.model.style import Style

# A paragraph of so many lines is not parted between pages, since two of its lines stand together on each. A
# browser would leave the third alone.
_INSEPARABLE = 3


def render(document: Document, style: Style) -> bytes:
    """The document as a UTF-8 page with line feeds at line ends."""
    paragraphs = zip(flow(document, style), lines_of(document, style), strict=True)
    draft = _Draft(document.language, style, paragraphs)
    parts = (_around(part.tag, _blocks(part.blocks, draft)) for part in parts_of(document.blocks))
    return page(document, style, "".join(parts)).encode()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page being written: ``paragraphs`` are those still to come, each as it flows and in lines."""

    language: str
    style: Style
    paragraphs: Iterator[tuple[Flowing, Lines]]


def _around(tag: str | None, content: str) -> str:
    return f"<{tag}>\n{content}</{tag}>\n" if tag and content else content


def _blocks(blocks: Sequence[Block], draft: _Draft) -> str:
    """The blocks in order, neighbouring lines of contacts as one ``address``.

    A recipient's address is none in HTML's sense, which is how to reach the page's owner (section 4.3.10).
    """
    written: list[str] = []
    for is_contact, group in groupby(blocks, lambda b: isinstance(b, Paragraph) and b.role == "contact"):
        content = "".join([_block(block, draft) for block in group])
        written.append(_around("address" if is_contact else None, content))
    return "".join(written)


def _block(block: Block, draft: _Draft) -> str:
    """The block, or nothing if it has no words."""
    match block:
        case Heading():
            return _paragraph(f"h{min(block.level, 6)}", block, draft)
        case Paragraph():
            return _paragraph("p", block, draft)
        case List():
            return _list(block, draft)
        case _:
            assert_never(block)


def _list(block: List, draft: _Draft) -> str:
    """The list; items without words are left out, and what follows them says its number."""
    counts = block.start is not None
    items: list[str] = []
    gap = False
    for number, item in enumerate(block.items, block.start or 0):
        written = _item(item, f' value="{number}"' if gap and counts else "", draft)
        gap = not written
        items.append(written)
    start = f' start="{block.start}"' if counts and block.start != 1 else ""
    tag, content = "ol" if counts else "ul", "".join(items)
    return f"<{tag}{start}>\n{content}</{tag}>\n" if content else ""


def _item(item: ListItem, value: str, draft: _Draft) -> str:
    """The item: a paragraph without a right part may be all of it, others stand inside."""
    match item.blocks:
        case (Paragraph() as only,) if not line_of(only.content).right:
            return _paragraph("li", only, draft, value)
        case _:
            # White space in an item counts as its text.
            content = "".join([_block(block, draft).removesuffix("\n") for block in item.blocks])
            return f"<li{value}>{content}</li>\n" if content else ""


def _paragraph(tag: str, block: Heading | Paragraph, draft: _Draft, attributes: str = "") -> str:
    """A heading, a paragraph, or an item that is one; nothing if it has no words."""
    if not any(line_of(block.content)):
        return ""
    flowing, lines = next(draft.paragraphs)
    words = plain((*flowing.left, *flowing.right))
    rtl = runs_left(words, draft.language)
    classes = " ".join(_classes(block, flowing, lines, draft.style))
    attributes += f' class="{classes}"' if classes else ""
    attributes += f' dir="{direction(rtl=rtl)}"' if rtl != is_right_to_left(draft.language) else ""
    return f"<{tag}{attributes}>{_line(flowing, _Setting(draft.language, rtl))}</{tag}>\n"


def _classes(block: Heading | Paragraph, flowing: Flowing, lines: Lines, style: Style) -> Iterator[str]:
    """What the style sheet must know beside the element: a role, and what the layout knows of the lines."""
    if isinstance(block, Paragraph) and flowing.look == block.role != "body":
        yield block.role
    look, count = style.look(flowing.look), len(lines.lines)
    if look.keep_next and not flowing.keep_next:
        yield "last"
    if count > _INSEPARABLE and not lines.keep_lines:
        yield "long"
    if is_tall(flowing, lines, look, style):
        yield "tall"
    if flowing.right:
        yield "run-on" if count > 1 and stands_beside(flowing, style) else "parted"


class _Setting(NamedTuple):
    """What surrounds an inline: the document's language, its paragraph's direction, perhaps a link."""

    language: str
    rtl: bool
    in_link: bool = False


def _line(flowing: Flowing, setting: _Setting) -> str:
    """The words; what stands at the right margin is the last element, behind a space."""
    left, right = (_inlines(half, setting) for half in (flowing.left, flowing.right))
    if not right:
        return left
    before = f"<span>{left}</span> " if left else ""
    return f'{before}<span class="right">{right}</span>'


def _inlines(content: tuple[Inline, ...], setting: _Setting) -> str:
    return "".join([_inline(inline, setting) for inline in content])


def _inline(inline: Inline, setting: _Setting) -> str:
    match inline:
        case Run(text, origin):
            written = words_of(text, origin, setting.language, rtl=setting.rtl)
        case Code(text, origin):
            written = f"<code>{words_of(text, origin, setting.language, rtl=setting.rtl)}</code>"
        case Emphasis(content):
            written = f"<em>{_inlines(content, setting)}</em>"
        case Strong(content):
            written = f"<strong>{_inlines(content, setting)}</strong>"
        case Link():
            written = _link(inline, setting)
        case Right(content):
            written = _inlines(content, setting)
        case Prompt(origin=origin):
            asked = words_of(prompt_words(inline), origin, setting.language, rtl=setting.rtl)
            written = f"<mark>{asked}</mark>"
        case _:
            assert_never(inline)
    return written


def _link(link: Link, setting: _Setting) -> str:
    """The link; only its words where it stands inside another, which HTML does not know."""
    url = checked(link.url)
    words = _inlines(link.content, setting._replace(in_link=True))
    if setting.in_link or not words:
        return words
    # Pages that a reader opens from this one get no hold on it (HTML, section 4.6.7.11).
    opened = ' rel="noopener"' if url.lower().startswith("http") else ""
    return f'<a href="{escaped(url)}"{opened}>{words}</a>'
