"""Text as XML.

The standard library's ``xml.sax.saxutils`` does the same, and imports HTTP and OpenSSL with it.
"""

from __future__ import annotations

# XML 1.0, section 2.4; in attributes, white space that a parser would make a blank (section 3.3.3).
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;",
})  # fmt: skip


def escape(text: str) -> str:
    """The text as the content of an element."""
    return text.translate(_TEXT)


def quoteattr(text: str) -> str:
    """The text as the value of an attribute, its quotation marks about it."""
    return f'"{text.translate(_ATTRIBUTE)}"'
