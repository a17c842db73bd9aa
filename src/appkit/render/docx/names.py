"""Names that parts of a package share: namespaces, and the style of every kind of paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.model.document import Heading

if TYPE_CHECKING:
    from appkit.model.document import Paragraph

# ECMA-376 Part 1 (transitional namespaces, which every reader knows) and Part 2 (package relationships).
W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NSMAP = {"w": W_NAMESPACE, "r": R_NAMESPACE}
W = f"{{{W_NAMESPACE}}}"
R = f"{{{R_NAMESPACE}}}"
XMLNS = f'xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Characters that are set in the East Asian font: radicals, kana, Hangul, ideographs, full-width forms.
EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003fffd"
)

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
HEADING_LOOKS = ("name", "section", "entry", "subentry")
# How deep lists have styles of their own (as deep as Word's built-in ones that people use); deeper ones look
# like the last.
LIST_DEPTH = 3
_LISTS = {
    ("bullet", True): "List Bullet",
    ("bullet", False): "List Continue",
    ("numbered", True): "List Number",
    ("numbered", False): "List Number Continue",
}


def look_of(block: Heading | Paragraph) -> str:
    """The look a style gives the block; headings deeper than the fourth look like it."""
    return HEADING_LOOKS[min(block.level, 4) - 1] if isinstance(block, Heading) else block.role


def style_name(look: str) -> str:
    """The name of the style that carries a look outside lists."""
    return STYLES[look]


def list_style(look: str, depth: int, *, first: bool) -> str:
    """The name of the style of an item's first or further paragraphs, ``depth`` counted from 0."""
    name = _LISTS[look, first]
    return f"{name} {depth + 1}" if depth else name


def twips(points: float) -> int:
    """A length in twentieths of a point."""
    return round(points * 20)


def style_id(name: str) -> str:
    """The id of a style: Word's own are their names without spaces."""
    return name.replace(" ", "")
