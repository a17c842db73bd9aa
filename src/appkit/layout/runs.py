"""What a paragraph's words are set in: inlines as runs of one font."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, assert_never

from appkit.layout.fonts import east_asian_font_of, font_of
from appkit.model.document import Code, Emphasis, Link, Prompt, Right, Run, Strong
from appkit.model.lines import prompt_words
from appkit.model.script import EAST_ASIAN, is_european

if TYPE_CHECKING:
    from appkit.layout.fonts import Font
    from appkit.model.document import Inline
    from appkit.model.style import Fonts, ParagraphStyle

# Punctuation, arrows, signs and spaces are set in the font of what stands before them, at a paragraph's
# beginning in that of what follows. LibreOffice takes no notice of the hint that the DOCX writer gives.
_WEAK = " \u2010-\u2027\u2030-\u205e\u2150-\u218f\u2190-\u22ff\u2460-\u27bf"
_REST = f"[{EAST_ASIAN}][{EAST_ASIAN}{_WEAK}]*"
# As texts: `re` compiles them when a document first needs them, which takes milliseconds.
_FIRST = f"(^[{_WEAK}]*{_REST}|{_REST})"
_BEHIND_LATIN = f"({_REST})"
_BEHIND_EAST_ASIAN = f"(^[{_WEAK}]+(?:{_REST})?|{_REST})"


class SetRun(NamedTuple):
    """Characters in one font."""

    text: str
    font: Font


class _Face(NamedTuple):
    bold: bool
    italic: bool
    code: bool = False


def runs_of(content: tuple[Inline, ...], look: ParagraphStyle, fonts: Fonts) -> tuple[SetRun, ...]:
    """The runs of a paragraph in reading order."""
    runs: list[SetRun] = []
    _collect(content, _Face(look.bold, look.italic), look, fonts, runs)
    return tuple(runs)


def _collect(
    content: tuple[Inline, ...], face: _Face, look: ParagraphStyle, fonts: Fonts, runs: list[SetRun]
) -> None:
    for inline in content:
        match inline:
            case Run(text):
                _set(text, face, look, fonts, runs)
            case Code(text):
                _set(text, face._replace(code=True), look, fonts, runs)
            case Emphasis(inner):
                _collect(inner, face._replace(italic=True), look, fonts, runs)
            case Strong(inner):
                _collect(inner, face._replace(bold=True), look, fonts, runs)
            case Link(inner) | Right(inner):
                _collect(inner, face, look, fonts, runs)
            case Prompt():
                _set(prompt_words(inline), face._replace(bold=True), look, fonts, runs)
            case _:
                assert_never(inline)


def _set(text: str, face: _Face, look: ParagraphStyle, fonts: Fonts, runs: list[SetRun]) -> None:
    if not text:
        return
    if look.caps:
        text = text.upper()
    plain = look.font or (fonts.heading if look.heading_font else fonts.body)
    family = fonts.code if face.code else plain
    latin = font_of(family, look.size, bold=face.bold, italic=face.italic)
    behind = bool(runs) and runs[-1].font.east_asian
    if text[:1] != " " and text.isascii() if behind else is_european(text):
        _append(text, latin, runs)
        return
    wide = east_asian_font_of(fonts.east_asian, look.size, bold=face.bold, italic=face.italic)
    pattern = _BEHIND_EAST_ASIAN if behind else _BEHIND_LATIN if runs else _FIRST
    for number, piece in enumerate(re.split(pattern, text)):
        if piece:
            _append(piece, wide if number % 2 else latin, runs)


def _append(text: str, font: Font, runs: list[SetRun]) -> None:
    """Add a run, to the last one if that has the same font."""
    if runs and runs[-1].font is font:
        runs[-1] = SetRun(runs[-1].text + text, font)
    else:
        runs.append(SetRun(text, font))
