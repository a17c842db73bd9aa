"""Inlines as Typst code. Every word is a string literal; strong, emphasis and links are called by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, assert_never

from appkit.layout.fonts import TWIPS
from appkit.model.document import Code, Emphasis, Link, Prompt, Right, Run, Strong
from appkit.model.lines import prompt_words
from appkit.model.script import pieces, primary
from appkit.render.links import checked
from appkit.render.typst.code import call, string

if TYPE_CHECKING:
    from appkit.model.document import Inline
    from appkit.render.typst.letters import Letters

# Words so long that they may be wider than a line. Typst would let them run over the margin.
_LONG = re.compile(r"[^\s]{20,}")
# What two regional subtags look like that Typst takes: letters (BCP 47 knows numbers too).
_REGION = re.compile(r"[A-Za-z]{2}")


class Setting(NamedTuple):
    """Where words are set: in which letters and language, and on lines of which ``room``, in points."""

    letters: Letters
    language: str
    room: float
    in_link: bool = False


def inlines(content: tuple[Inline, ...], setting: Setting) -> str:
    """The inlines as one expression."""
    return f"{{{'; '.join(_inline(inline, setting) for inline in content)}}}" if content else "[]"


def _inline(inline: Inline, setting: Setting) -> str:  # noqa: PLR0911 - one for each kind
    match inline:
        case Run():
            said = _words(inline.text, inline.origin.language or setting.language, setting)
            return in_language(said, inline.origin.language)
        case Code():
            return f"text({setting.letters.code()}, {_words(inline.text, setting.language, setting)})"
        case Emphasis():
            return f"emph({inlines(inline.content, setting)})"
        case Strong():
            return f"strong({inlines(inline.content, setting)})"
        case Link() if not setting.in_link:
            inside = inlines(inline.content, setting._replace(in_link=True))
            return f"link({string(checked(inline.url))}, {inside})"
        case Link() | Right():
            return inlines(inline.content, setting)
        case Prompt():
            return f"highlight(strong({_words(prompt_words(inline), setting.language, setting)}))"
        case _:
            assert_never(inline)


def in_language(code: str, language: str | None) -> str:
    """Code whose words are in a language of their own."""
    return f"text({language_arguments(language)}, {code})" if language else code


def language_arguments(tag: str) -> str:
    """A BCP 47 tag as the arguments of ``text``: the language, and the region if there is one."""
    region = next((part for part in tag.split("-")[1:] if _REGION.fullmatch(part)), None)
    language = primary(tag)
    # Typst takes two or three letters.
    said = language if 2 <= len(language) <= 3 else "und"
    return f"lang: {string(said)}" + (f", region: {string(region.upper())}" if region else "")


def _words(text: str, language: str, setting: Setting) -> str:
    """Characters that mean themselves, cut where their script changes."""
    if setting.letters.look.caps:
        text = text.upper()
    found = []
    for piece in pieces(text, language):
        said = _breakable(piece.text, setting)
        match piece.script:
            case "latin":
                found.append(said)
                continue
            case "east-asian":
                arguments = setting.letters.east_asian(piece.language or language)
            case "complex":
                arguments = setting.letters.complex_script(piece.language or language)
            case _:
                assert_never(piece.script)
        own = language_arguments(piece.language) if piece.language else ""
        found.append(call("text", own, arguments, said))
    return found[0] if len(found) == 1 else f"{{{'; '.join(found) or '[]'}}}"


def _breakable(text: str, setting: Setting) -> str:
    """A string that may break anywhere in words that are wider than a line, and nowhere else within words."""
    parts: list[str] = []
    end = 0
    for match in _LONG.finditer(text):
        if setting.letters.font.width(match[0]) / TWIPS > setting.room:
            parts += [string(text[end : match.start()]), *map(string, match[0])]
            end = match.end()
    if not parts:
        return string(text)
    # A space is a place to break, leaves no character behind when text is copied, and may not be empty: Typst
    # drops those that are.
    return f"{{{'; h(0.001pt); '.join([*parts, string(text[end:])])}}}"
