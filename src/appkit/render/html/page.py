"""The page around a document's words: what it is called, whose it is, and what a browser may do with it."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from appkit.model.script import is_right_to_left
from appkit.render.html.escapes import escaped
from appkit.render.html.sheet import style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Document
    from appkit.model.style import Style


def page(document: Document, style: Style, content: str) -> str:
    """The whole page, with ``content`` in its ``main`` element."""
    rtl = is_right_to_left(document.language)
    sheet = style_sheet(style, document.surname, rtl=rtl)
    # Browsers know BCP 47 only, whose tags have hyphens.
    language = escaped(document.language.replace("_", "-"))
    head = "\n".join(_head(document, sheet))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction(rtl=rtl)}">\n<head>\n{head}\n'
        f"<style>{sheet}</style>\n</head>\n<body>\n<main>\n{content}</main>\n</body>\n</html>\n"
    )


def direction(*, rtl: bool) -> str:
    """The value of ``dir`` for what runs to the left, or to the right."""
    return "rtl" if rtl else "ltr"


def _head(document: Document, sheet: str) -> Iterator[str]:
    """What is said of the page; encoding and policy stand before all that they govern."""
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(sheet)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light">'
    yield f"<title>{escaped(document.title)}</title>"
    if document.author:
        yield f'<meta name="author" content="{escaped(document.author)}">'
    if document.keywords:
        yield f'<meta name="keywords" content="{escaped(", ".join(document.keywords))}">'


def _policy(sheet: str) -> str:
    """Nothing is loaded, run or sent, and no other style sheet holds (CSP Level 3, section 2.3.1)."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
