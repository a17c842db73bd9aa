"""Words: their characters escaped, with the script, language and direction of those unlike all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.model.script import pieces
from appkit.render.html.escapes import escaped

if TYPE_CHECKING:
    from appkit.model.document import Origin
    from appkit.model.script import Piece


def words_of(text: str, origin: Origin, language: str, *, rtl: bool) -> str:
    """The characters of a text in a document of the ``language``; ``rtl``: its paragraph runs to the left."""
    if text.isascii() and origin.language is None:
        return escaped(text)
    found = pieces(text, origin.language or language)
    return "".join([_written(piece, piece.language or origin.language, rtl=rtl) for piece in found])


def _written(piece: Piece, language: str | None, *, rtl: bool) -> str:
    """A piece, in an element only where there is something to say of it.

    Words that run to the left are set apart from a paragraph that does not, so that numbers beside them stay
    where they are.
    """
    attributes = ' class="east-asian"' if piece.script == "east-asian" else ""
    attributes += f' lang="{escaped(language)}"' if language else ""
    tag = "bdi" if piece.rtl and not rtl else "span" if attributes else None
    words = escaped(piece.text)
    return f"<{tag}{attributes}>{words}</{tag}>" if tag else words
