"""What a paragraph's words are set in: inlines as runs of one font."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from appkit.layout.fonts import east_asian_font_of, font_of
from appkit.model.document import Code, Emphasis, Link, Prompt, Right, Run, Strong
from appkit.model.flow import by_script
from appkit.model.lines import prompt_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.layout.fonts import Font
    from appkit.model.document import Inline
    from appkit.model.style import Fonts, ParagraphStyle


class SetRun(NamedTuple):
    """Characters in one font."""

    text: str
    font: Font


class _Face(NamedTuple):
    bold: bool
    italic: bool
    code: bool = False


def runs_of(content: tuple[Inline, ...], look: ParagraphStyle, fonts: Fonts) -> list[SetRun]:
    """The runs of a paragraph in reading order."""
    return list(_walk(content, _Face(look.bold, look.italic), look, fonts))


def _walk(content: tuple[Inline, ...], face: _Face, look: ParagraphStyle, fonts: Fonts) -> Iterator[SetRun]:
    for inline in content:
        match inline:
            case Run(text):
                yield from _set(text, face, look, fonts)
            case Code(text):
                yield from _set(text, face._replace(code=True), look, fonts)
            case Emphasis(inner):
                yield from _walk(inner, face._replace(italic=True), look, fonts)
            case Strong(inner):
                yield from _walk(inner, face._replace(bold=True), look, fonts)
            case Link(inner) | Right(inner):
                yield from _walk(inner, face, look, fonts)
            case Prompt():
                yield from _set(prompt_words(inline), face._replace(bold=True), look, fonts)
            case _:
                assert_never(inline)


def _set(text: str, face: _Face, look: ParagraphStyle, fonts: Fonts) -> Iterator[SetRun]:
    if look.caps:
        text = text.upper()
    for number, piece in enumerate(by_script(text)):
        if not piece:
            continue
        if number % 2:
            yield SetRun(piece, east_asian_font_of(fonts.east_asian, look.size, bold=face.bold))
        else:
            family = fonts.code if face.code else fonts.heading if look.heading_font else fonts.body
            yield SetRun(piece, font_of(family, look.size, bold=face.bold, italic=face.italic))
