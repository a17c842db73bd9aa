"""Font stacks: the family that a style names, free ones with the same widths, then the reader's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from appkit.render.html.escapes import css_string

if TYPE_CHECKING:
    from appkit.model.style import Fonts

_Generic: TypeAlias = Literal["sans-serif", "serif", "monospace"]

# Free fonts made to be as wide, letter by letter, as those that word processors come with; where there is
# none (Consolas, Microsoft YaHei), what the layout measures in its place.
_COMPATIBLE = {
    "arial": ("Liberation Sans", "Arimo"),
    "calibri": ("Carlito",),
    "cambria": ("Caladea",),
    "consolas": ("DejaVu Sans Mono",),
    "courier new": ("Liberation Mono", "Cousine"),
    "georgia": ("Gelasio",),
    "helvetica": ("Arial", "Liberation Sans", "Arimo"),
    "microsoft yahei": ("Noto Sans CJK SC", "PingFang SC"),
    "simsun": ("Noto Serif CJK SC", "Songti SC"),
    "times new roman": ("Liberation Serif", "Tinos"),
}
_MONO = re.compile(r"mono|code|consol|courier|typewriter|menlo")
_SERIF = re.compile(
    r"(?<!sans )(?<!sans)serif|times|roman|garamond|georgia|palatino|book|minion|cambria|caladea|gelasio"
    r"|simsun|song|ming|mincho|batang"
)


def text_stack(family: str, fonts: Fonts) -> str:
    """The value of ``font-family`` for text; what no font for Latin text has comes from the other families.

    Those stand behind the generic family, so that they never supply Latin letters.
    """
    return f"{_stack(family)},{css_string(fonts.complex_script)}"


def east_asian_stack(fonts: Fonts) -> str:
    """The value of ``font-family`` for Chinese, Japanese and Korean."""
    return _stack(fonts.east_asian)


def code_stack(fonts: Fonts) -> str:
    """The value of ``font-family`` for code."""
    return _stack(fonts.code, "monospace")


def _stack(family: str, generic: _Generic | None = None) -> str:
    name = family.strip().lower()
    families = map(css_string, (family, *_COMPATIBLE.get(name, ())))
    return ",".join((*families, generic or _generic(name)))


def _generic(name: str) -> _Generic:
    return "monospace" if _MONO.search(name) else "serif" if _SERIF.search(name) else "sans-serif"
