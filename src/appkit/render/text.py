"""Plain text, for pasting into the fields of an application portal: words, line ends, nothing else."""

from __future__ import annotations

import functools
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from appkit.model.document import Code, Emphasis, Heading, Link, List, Paragraph, Prompt, Right, Run, Strong
from appkit.model.lines import line_of, prompt_words
from appkit.model.remembered import BLOCKS_KEPT
from appkit.render.links import address, checked, says
from appkit.render.wrap import padded, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.model.document import Block, Document, Inline, ListItem
    from appkit.model.style import Style

# Roles whose paragraphs are lines of one thing: an address, the facts of an entry.
_LINES = ("headline", "contact", "detail", "address", "closing")


def render(document: Document, style: Style) -> bytes:
    """The document as UTF-8 text with line feeds at line ends."""
    return "".join(f"{line}\n" for line in _blocks(document.blocks, style.bullet, style.text_width)).encode()


def _blocks(blocks: Sequence[Block], bullet: str, width: int | None) -> list[str]:
    """The lines of the blocks, an empty one between two that do not belong together."""
    written = [(block, _block(block, bullet, width)) for block in blocks]
    shown = [(block, lines) for block, lines in written if lines]
    out = list(shown[0][1]) if shown else []
    for (before, _), (block, lines) in pairwise(shown):
        out += lines if _together(before, block) else ["", *lines]
    return out


# Blocks recur in a batch, and nothing in what is written of them depends on the rest of their document.
@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _block(block: Block, bullet: str, width: int | None) -> tuple[str, ...]:
    match block:
        case Heading() | Paragraph():
            return tuple(_line(block.content, width))
        case List():
            return tuple(
                line
                for number, item in enumerate(block.items, block.start or 0)
                for line in _item(item, bullet, bullet if block.start is None else f"{number}.", width)
            )
        case _:
            assert_never(block)


def _item(item: ListItem, bullet: str, marker: str, width: int | None) -> list[str]:
    """The item's lines, hanging below its first word."""
    indent = len(marker) + 1
    blocks = (_block(block, bullet, width and max(width - indent, 1)) for block in item.blocks)
    lines = [line for block in blocks for line in block]
    return [f"{' ' * indent if number else f'{marker} '}{line}" for number, line in enumerate(lines)]


def _line(content: tuple[Inline, ...], width: int | None) -> list[str]:
    left, right = ("".join(map(_inline, half)) for half in line_of(content))
    if width is None:
        line = " | ".join(half for half in (left, right) if half)
        return [line] if line else []
    return padded(left, right, width) if right else wrapped(left, width)


def _inline(inline: Inline) -> str:
    match inline:
        case Run() | Code():
            return inline.text
        case Emphasis() | Strong() | Right():
            return "".join(map(_inline, inline.content))
        case Link():
            checked(inline.url)
            words = "".join(map(_inline, inline.content))
            return words if says(words, inline.url) else f"{words} ({address(inline.url)})"
        case Prompt():
            return prompt_words(inline)
        case _:
            assert_never(inline)


def _together(before: Block, block: Block) -> bool:
    """Whether the two stand on lines that follow each other: an entry's head, its facts and its points."""
    match before, block:
        case _, Heading():
            return False
        case Heading(level), _:
            return level != 2
        case Paragraph(role=role), Paragraph(role=next_role):
            return role in _LINES and next_role in (role, "contact")
        case Paragraph(role=role), List():
            return role in ("body", "detail")
        case List(), Paragraph(role=role):
            return role == "detail"
        case _:
            return isinstance(before, List) and isinstance(block, List)
