"""Names that parts of a package share: namespaces, and the style of every kind of paragraph."""

from __future__ import annotations

import itertools

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


# The character styles of single faces, in the order their names are put together and what each adds.
_FACES = ("Strong", "Emphasis", "Code", "Hyperlink")


def face_style(
    *,
    strong: bool = False,
    emphasis: bool = False,
    code: bool = False,
    link: bool = False,
    prompt: bool = False,
) -> str | None:
    """The name of the character style of a face, None where it is plain: ``Strong Hyperlink``.

    A run has one character style only. What is two things at once has a style of its own, based on that of
    the last, so that no face needs direct formatting.
    """
    if prompt:
        return "Strong Prompt" if strong else "Prompt"
    said = zip(_FACES, (strong, emphasis, code, link), strict=True)
    return " ".join(name for name, on in said if on) or None


def combined_faces() -> tuple[tuple[str, ...], ...]:
    """The faces that are more than one thing, each as the names of its parts."""
    several = (found for count in (2, 3, 4) for found in itertools.combinations(_FACES, count))
    return (*several, ("Strong", "Prompt"))
