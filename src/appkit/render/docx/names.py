"""Names that parts of a package share: namespaces, and the style of every kind of paragraph."""

from __future__ import annotations

# ECMA-376 Part 1 (transitional namespaces, which every reader knows) and Part 2 (package relationships).
W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NSMAP = {"w": W_NAMESPACE, "r": R_NAMESPACE}
W = f"{{{W_NAMESPACE}}}"
R = f"{{{R_NAMESPACE}}}"
XMLNS = f'xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# The style of each look. Those with a built-in name are Word's own, so that outlines, tables of contents and
# résumé parsers know them. The person's name has a style of ours, outside the outline: pandoc takes a leading
# "Title" for metadata and drops it, and sections are what an outline should begin with.
STYLES = {
    "name": "Name",
    "section": "Heading 1",
    "entry": "Heading 2",
    "subentry": "Heading 3",
    "body": "Body Text",
    "headline": "Headline",
    "contact": "Contact",
    "detail": "Detail",
    "note": "Note",
    "address": "Address",
    "date": "Date",
    "closing": "Closing",
}
_LISTS = {
    ("bullet", True): "List Bullet",
    ("bullet", False): "List Continue",
    ("numbered", True): "List Number",
    ("numbered", False): "List Number Continue",
}


def style_name(look: str) -> str:
    """The name of the style that carries a look outside lists."""
    return STYLES[look]


def list_style(look: str, depth: int, *, first: bool) -> str:
    """The name of the style of an item's first or further paragraphs, ``depth`` counted from 0."""
    name = _LISTS[look, first]
    return f"{name} {depth + 1}" if depth else name


def style_id(name: str) -> str:
    """The id of a style: Word's own are their names without spaces."""
    return name.replace(" ", "")
