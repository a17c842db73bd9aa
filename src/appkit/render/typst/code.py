"""Values as Typst code: what a field says becomes a string literal, and so can never be code itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Within quotation marks only these two mean anything. Control characters and the line breaks that are none of
# them (NEL, U+2028, U+2029) are named, so that each stays what it is whatever a reader of the source does.
_NAMED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ACTIVE = re.compile(r'([\\"])')


def string(text: str) -> str:
    """The text as a string literal."""
    escaped = _ACTIVE.sub(r"\\\1", text)
    return f'"{_NAMED.sub(_named, escaped)}"'


def _named(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


def strings(texts: Iterable[str]) -> str:
    """The texts as an array of string literals."""
    return f"({''.join(f'{string(text)}, ' for text in texts)})"


def points(length: float) -> str:
    """A length in points, to a thousandth."""
    return f"{length:.3f}".rstrip("0").rstrip(".") + "pt"


def color(digits: str) -> str:
    """A colour of six hex digits."""
    return f"rgb({string(digits)})"


def call(name: str, *arguments: str) -> str:
    """A function called with those of the arguments that are not empty."""
    return f"{name}({', '.join(filter(None, arguments))})"
