"""Readers of one value: a text, literal or in Markdown, a list of texts, a date, yes or no, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.importers.fields import text_of
from appkit.importers.foreign_text import escaped, passage
from appkit.importers.mapped import each
from appkit.importers.written_dates import is_ongoing, read_date
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.importers.mapped import Draft, Reader
    from appkit.source import Node

WANT_TEXT = "a text is wanted here"
WANT_DATE = "this is no date that a profile can hold"


def literal(ours: str) -> Reader:
    """A text that means its characters."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        return draft.put(ours, text_of(node)) if isinstance(node, Scalar) else WANT_TEXT

    return read


def prose(ours: str, clean: Callable[[str], str] = str) -> Reader:
    """Markdown, once it is made ``clean``; the items of its lists become highlights."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if not isinstance(node, Scalar):
            return WANT_TEXT
        parts = passage(clean(text_of(node)))
        why = draft.put(ours, parts.prose) if parts.prose else None
        if parts.items and why is None:
            draft.add("highlights", *parts.items)
        return why

    return read


def paragraphs(ours: str, clean: Callable[[str], str] = str) -> Reader:
    """Markdown of an item that has no highlights: each item of a list is a paragraph."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if not isinstance(node, Scalar):
            return WANT_TEXT
        parts = passage(clean(text_of(node)))
        return draft.put(ours, "\n\n".join(filter(None, (parts.prose, *parts.items))))

    return read


def verbatim(ours: str) -> Reader:
    """A text that means its characters, where a profile has rich text."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        return draft.put(ours, escaped(text_of(node))) if isinstance(node, Scalar) else WANT_TEXT

    return read


def texts(ours: str, clean: Callable[[str], str] = str) -> Reader:
    """A list of texts, each made ``clean``; what in it is none is kept aside."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        if isinstance(node, Mapping):
            return "a list of texts is wanted here"
        for item in each(node):
            if isinstance(item, Scalar):
                draft.add(ours, clean(text_of(item)))
            else:
                name = draft.keep(key, item)
                draft.report.note("kept-aside", f"this is kept as '{name}': {WANT_TEXT}", item.location)
        return None

    return read


def date(ours: str) -> Reader:
    """A date, as people write it."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        when = read_date(text_of(node)) if isinstance(node, Scalar) else None
        return draft.put(ours, when) if when else WANT_DATE

    return read


def end(ours: str = "endDate", *, ongoing: bool = False) -> Reader:
    """A date, or a word for none yet, which sections that can be ``ongoing`` tell by having no end."""
    on_a_day = date(ours)

    def read(node: Node, key: str, draft: Draft) -> str | None:
        if not (isinstance(node, Scalar) and is_ongoing(text_of(node))):
            return on_a_day(node, key, draft)
        if not ongoing:
            draft.keep(key, node)
        return None

    return read


def flag(ours: str) -> Reader:
    """Yes or no."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return draft.put(ours, node.value)
        return "true or false is wanted here"

    return read


def link(label: str) -> Reader:
    """An address of an item that has another one."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if not isinstance(node, Scalar):
            return WANT_TEXT
        draft.link(label, text_of(node))
        return None

    return read


def aside(node: Node, key: str, draft: Draft) -> str | None:
    """Known, and without a place in a profile: kept aside without a word."""
    draft.keep(key, node)
    return None
