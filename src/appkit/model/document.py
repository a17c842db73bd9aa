"""The document tree: the one value every format is written from.

A document is a sequence of blocks, a block holds inlines, and every word knows its :class:`Origin`. Both
unions are closed: a writer that forgets a case does not pass the type checker.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal, TypeAlias

from appkit.dataclass import dataclass
from appkit.model.remembered import BLOCKS_KEPT, Remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

OriginKind: TypeAlias = Literal["profile", "target", "template"]

# What a paragraph is, beyond being a paragraph; a style says how each role looks.
Role: TypeAlias = Literal["body", "headline", "contact", "detail", "note", "address", "date", "closing"]
ROLES: tuple[Role, ...] = ("body", "headline", "contact", "detail", "note", "address", "date", "closing")


@dataclass(frozen=True, slots=True)
class Origin(Remembered):
    """Where words come from.

    ``address`` is an item or field address of the profile (``work/westlake.position``,
    ``work/westlake/unified-model``), a key of the target (``organization``, ``answers.why-group``), or a
    template's ``folder/file:line`` (a label: ``folder/labels.yaml:present``). ``language`` is that of the
    words where it is known not to be the document's, for want of a wording in it.
    """

    __hash__ = Remembered.__hash__

    kind: OriginKind
    address: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Run(Remembered):
    """Characters that mean themselves: no markup, no line breaks."""

    __hash__ = Remembered.__hash__

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Code:
    """Characters set in the code font."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words, usually italic."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words, usually bold."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to ``url``, whose scheme is http, https, mailto or tel."""

    content: tuple[Inline, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Right:
    """The end of a line that stands at the right margin (dates); at most one a block, and last in it."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question only the applicant can answer, still open.

    ``key`` is what ``answers`` and the build summary call it; ``question`` is what is asked.
    """

    key: str
    question: str
    origin: Origin


Inline: TypeAlias = Run | Code | Emphasis | Strong | Link | Right | Prompt


@dataclass(frozen=True, slots=True)
class Heading(Remembered):
    """A title: level 1 is the person's name, 2 a section, 3 an entry or group, 4 an entry inside a group."""

    __hash__ = Remembered.__hash__

    level: int
    content: tuple[Inline, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph(Remembered):
    """Lines of prose with one role."""

    __hash__ = Remembered.__hash__

    content: tuple[Inline, ...]
    role: Role = "body"
    address: str | None = None


@dataclass(frozen=True, slots=True)
class ListItem(Remembered):
    """One point of a list: paragraphs, and perhaps lists below it."""

    __hash__ = Remembered.__hash__

    blocks: tuple[Block, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class List(Remembered):
    """Bullets (``start`` is None) or numbered points that count from ``start``."""

    __hash__ = Remembered.__hash__

    items: tuple[ListItem, ...]
    start: int | None = None
    address: str | None = None


Block: TypeAlias = Heading | Paragraph | List


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be written in any format.

    ``address`` on a block is the deepest profile address common to its values ("" never: None where the
    block holds none). ``language`` is a BCP 47 tag; ``keywords`` and ``author`` go into metadata only.
    ``surname`` is what later pages are marked with: the family name, or the name as it is written.
    """

    kind: str
    title: str
    author: str
    language: str
    blocks: tuple[Block, ...]
    keywords: tuple[str, ...] = ()
    surname: str = ""


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every inline of the block in reading order, containers before what they hold."""
    match block:
        case Heading() | Paragraph():
            yield from _walk(block.content)
        case List():
            for item in block.items:
                for child in item.blocks:
                    yield from inlines_of(child)


def _walk(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in content:
        yield inline
        if isinstance(inline, Emphasis | Strong | Link | Right):
            yield from _walk(inline.content)


def prompts(document: Document) -> tuple[Prompt, ...]:
    """The open prompts of the document, first occurrence of each key, in reading order."""
    found: dict[str, Prompt] = {}
    for block in document.blocks:
        for prompt in _prompts_in(block):
            found.setdefault(prompt.key, prompt)
    return tuple(found.values())


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def _prompts_in(block: Block) -> tuple[Prompt, ...]:
    return tuple([inline for inline in inlines_of(block) if isinstance(inline, Prompt)])


@functools.lru_cache(maxsize=BLOCKS_KEPT)
def printed_in(block: Block) -> frozenset[str]:
    """The addresses of the words of a block, open prompts apart: those of the items they stand for."""
    words = (inline for inline in inlines_of(block) if isinstance(inline, Run | Code))
    return frozenset(word.origin.address.removeprefix("patch:").split(".", 1)[0] for word in words)


def plain(content: tuple[Inline, ...]) -> str:
    """The words of the inlines, markup dropped; a prompt is its question."""
    parts: list[str] = []
    for inline in _walk(content):
        match inline:
            case Run() | Code():
                parts.append(inline.text)
            case Prompt():
                parts.append(inline.question)
            case _:
                pass
    return "".join(parts)
