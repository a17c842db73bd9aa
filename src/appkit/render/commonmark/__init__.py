"""Spans of words as one line of CommonMark: which delimiters, which escapes, and no more of them than needed.

Rules are cited by section of CommonMark 0.31.2. What code hosts add (strikethrough, mathematics, task lists)
is escaped too; links they make of bare addresses keep their words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.render.commonmark.delimiters import delimited, encoded_edges
from appkit.render.commonmark.escapes import escaped
from appkit.render.commonmark.guards import DEFINITION, guarded
from appkit.render.commonmark.nesting import nested
from appkit.render.commonmark.spans import NOTHING_SPECIAL, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Span", "guarded", "written"]


def written(spans: Sequence[Span], *, alone: bool = True) -> str:
    """The spans as inline CommonMark, not yet safe at the start and end of a line (see :func:`guarded`).

    A line that is not ``alone`` in its paragraph escapes also what only pairs with characters of the others.
    """
    if len(spans) == 1 and spans[0] == Span(spans[0].text) and NOTHING_SPECIAL.match(spans[0].text):
        return spans[0].text
    tokens = delimited(nested(spans))
    line = escaped(tokens, encoded_edges(tokens), alone=alone)
    if tokens and tokens[0].value == "[" and DEFINITION.match(line):
        # Code in a link's words made the line a link reference definition (section 4.7): only words help.
        return written([span._replace(code=False) if span.url else span for span in spans], alone=alone)
    return line
