"""Escaping: characters that mean themselves in HTML, in an attribute, and in a style sheet inside a page."""

from __future__ import annotations

import html
import re

# Of ASCII and the control characters behind it everything but letters, digits and spaces: what stands in a
# style sheet may not close its string, its rule or the style element.
_UNSAFE_IN_CSS = re.compile(r"[\x00-\x1f!-+/:-@\[-`{-\x9f\u2028\u2029]")


def escaped(text: str) -> str:
    """The text as HTML's, in an element or in a quoted attribute.

    A parser would read a carriage return as a line feed (HTML, section 13.2.3.5), unless it is a reference.
    """
    return html.escape(text).replace("\r", "&#13;")


def css_string(text: str) -> str:
    """The text as a quoted string of a style sheet (CSS Syntax 3, section 4.3.7)."""
    return '"' + _UNSAFE_IN_CSS.sub(lambda match: f"\\{ord(match[0]):x} ", text) + '"'
