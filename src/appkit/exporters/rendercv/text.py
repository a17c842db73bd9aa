"""Text of a profile as RenderCV has it: Markdown, in which what is literal is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.model.address import is_linkable
from appkit.render.commonmark import Span, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from appkit.model.profile import LabelledLink, Person

_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def literal(text: str, *, alone: bool = True) -> str:
    """Markdown that means the characters of the text; other Markdown follows if it is not ``alone``."""
    return written([Span(text)], alone=alone)


def linked(text: str, url: str | None) -> str:
    """The words as a link, or alone where there is no address that may be linked to."""
    return written([Span(text, url=url if is_linkable(url) else None)])


def paragraphs(rich: str) -> Iterator[str]:
    """The paragraphs of rich text, which is Markdown already."""
    return (part for part in _BETWEEN_PARAGRAPHS.split(rich.strip()) if part)


def name_of(person: Person) -> str:
    """An author: oneself in bold, and a star for who contributed equally."""
    return written([_name(person)])


def names_line(people: Sequence[Person], *, alone: bool) -> str:
    """Authors in one line."""
    return written(_separated([_name(person)] for person in people), alone=alone)


def _name(person: Person) -> Span:
    return Span(person.name.default + ("*" if person.equal else ""), strong=person.is_self)


def links_line(links: Sequence[LabelledLink], *, alone: bool) -> str:
    """Labelled links in one line; those without an address are not shown."""
    shown = (_link(link.label.default, link.url.default) for link in links if link.url)
    return written(_separated([span] for span in shown), alone=alone)


def _link(label: str, url: str) -> Span:
    return Span(label, url=url) if is_linkable(url) else Span(f"{label}: {url}")


def _separated(parts: Iterable[list[Span]]) -> list[Span]:
    """The parts with a comma between them."""
    return [span for part in parts for span in (Span(", "), *part)][1:]
