"""Exporting a reference: a document with a sample of every style, to be changed in a word processor."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.model.document import (
    Code,
    Document,
    Emphasis,
    Heading,
    Link,
    List,
    ListItem,
    Origin,
    Paragraph,
    Prompt,
    Right,
    Run,
    Strong,
)
from appkit.render.docx import render
from appkit.render.docx.names import R_NAMESPACE
from appkit.render.docx.package import zipped
from appkit.render.docx.reference.opening import opened_parts
from appkit.render.docx.reference.styles import style_sheet
from appkit.render.docx.reference.taking import OURS, page_lengths, summary
from appkit.render.docx.reference.untouched import PAGE, custom_part

if TYPE_CHECKING:
    from appkit.model.document import Block, Inline, Role
    from appkit.model.style import Style

_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_HERE = Origin("template", "reference.docx")


def exported(style: Style) -> bytes:
    """A DOCX file with every style of ours as ``style`` has it, that remembers what each came to."""
    data = render(_sample(), replace(style, reference=None, page_numbers=True))
    parts = opened_parts(data)
    sheet = style_sheet(parts)
    said = {name: summary(sheet, sheet.by_name[kind, name.casefold()]) for name, kind in OURS.items()}
    page = {side: str(length) for side, length in page_lengths(parts.document).items()}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[_CUSTOM] = custom_part({PAGE: page, **said}).encode()
    override = f'<Override PartName="/{_CUSTOM}" ContentType="{_CUSTOM_TYPE}"/></Types>'
    _replace_end(files, "[Content_Types].xml", "</Types>", override)
    relationship = (
        f'<Relationship Id="rIdAppkit" Type="{R_NAMESPACE}/custom-properties" Target="{_CUSTOM}"/>'
        "</Relationships>"
    )
    _replace_end(files, "_rels/.rels", "</Relationships>", relationship)
    return zipped(files)


def _replace_end(files: dict[str, bytes], name: str, end: str, addition: str) -> None:
    files[name] = files[name].replace(end.encode(), addition.encode())


# What each kind of paragraph is for, under the name that a word processor shows.
_ROLES: dict[Role, str] = {
    "headline": "Headline: one line below the name that says who you are.",
    "contact": "Contact: e-mail, telephone, links and address.",
    "detail": "Detail: the role, the degree or the place, below an entry's heading.",
    "body": "Body Text: the words of summaries, of letters, and of whatever has no style of its own. ",
    "note": "Note: small print, such as what a star behind a name means.",
    "address": "Address: to whom a letter goes.",
    "date": "Date: the date of a letter.",
    "closing": "Closing: the end of a letter, and the name below it.",
}


def _sample() -> Document:
    """One paragraph or more in each style, its words what the style is called and for."""
    blocks: list[Block] = [
        Heading(1, _words("Name")),
        *(Paragraph(_words(_ROLES[role]), role) for role in ("headline", "contact")),
        Heading(2, _words("Heading 1: a section")),
        Paragraph((*_words(_ROLES["body"]), *_faces())),
        Heading(3, (*_words("Heading 2: an entry"), Right(_words("its dates at the right")))),
        Paragraph(_words(_ROLES["detail"]), "detail"),
        List(
            (
                _item("List Bullet: what was done or found. Change this style, and deeper lists follow it."),
                _item("Its indent and its hanging indent are those of the bullet, too."),
            )
        ),
        Heading(4, (*_words("Heading 3: an entry inside a group"), Right(_words("its dates")))),
        List((_item("List Number: publications, where they are counted."), _item("And the next.")), start=1),
        *(Paragraph(_words(_ROLES[role]), role) for role in ("note", "address", "date", "closing")),
        Paragraph(
            _words("On later pages the foot is in the style Footer. The words of this file are never used.")
        ),
    ]
    return Document("reference", "Styles", "", "en", tuple(blocks))


def _words(text: str) -> tuple[Inline, ...]:
    return (Run(text, _HERE),)


def _faces() -> tuple[Inline, ...]:
    """A word in each character style."""
    return (
        Strong(_words("Strong")),
        *_words(", "),
        Emphasis(_words("Emphasis")),
        *_words(", "),
        Link(_words("Hyperlink"), "https://example.org"),
        *_words(", "),
        Code("Code", _HERE),
        *_words(" and "),
        Prompt("prompt", "Prompt", _HERE),
        *_words("."),
    )


def _item(text: str) -> ListItem:
    return ListItem((Paragraph(_words(text)),))
