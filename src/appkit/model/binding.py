"""What no line may break: an author's initials from the name, the parts of a date, a venue's year.

Where a page is laid out, the spaces inside are set as no-break spaces. Markdown and plain text, which are
pasted elsewhere, keep the spaces that were written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.model.document import Emphasis, Link, Right, Run, Strong

if TYPE_CHECKING:
    from appkit.model.document import Inline

NO_BREAK_SPACE = "\u00a0"
# The space behind an initial ("Z. Gao", "J.-P. Serre", "J. R. R. Tolkien"), and the one before initials that
# follow the name ("Gao Z.", "Dong, D.").
_INITIALS = re.compile(r"(?<=\b[^\W\d_a-z]\.) (?=[^\W\d_a-z])|(?<=[^\W\d_],) (?=(?:[^\W\d_a-z]\.[ -]?)+$)")
# Every space of a date but that behind the dash: "Apr. 2023 –" may end a line, never "Apr.".
_DATE = re.compile("(?<![\u2013\u2014-]) ")

# A year behind the acronym of a conference: "ACL 2023".
_YEAR = re.compile(r"(?<=[A-Z]) (?=(?:19|20)[0-9]{2}$)")


def bound(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines with what belongs together bound; the same values where there is nothing to bind."""
    kept = tuple(map(_bound, content))
    return content if all(one is other for one, other in zip(kept, content, strict=True)) else kept


def _bound(inline: Inline) -> Inline:
    match inline:
        case Run(text, origin):
            said = _bound_text(text, origin.address)
            return inline if said == text else replace(inline, text=said)
        case Emphasis(inner) | Strong(inner) | Link(inner) | Right(inner):
            kept = bound(inner)
            return inline if kept is inner else replace(inline, content=kept)
        case _:
            return inline


def _bound_text(text: str, address: str) -> str:
    if " " not in text:
        return text
    if address.endswith(".authors"):
        return _INITIALS.sub(NO_BREAK_SPACE, text) if "." in text else text
    if address.endswith(".venue"):
        return _YEAR.sub(NO_BREAK_SPACE, text)
    return _DATE.sub(NO_BREAK_SPACE, text) if address.endswith(".dates") else text
