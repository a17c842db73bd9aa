"""The fields of one item of CSL-JSON, taken one by one and counted."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, cast

from appkit.decode.read import literal
from appkit.importers.bibtex.latex_symbols import SUBSCRIPTS, SUPERSCRIPTS
from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.publications import Draft
from appkit.source import Scalar, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Location, Report
    from appkit.importers.imported import Drafted
    from appkit.source import Mapping, Node

# The marks that citeproc processors know in text (citationstyles.org, "rich text").
_SMALL = re.compile(r"<(?P<kind>su[bp])>(?P<inside>[^<]*)</(?P=kind)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:i|b|sc|sub|sup|em|strong|span)(?:\s+(?:class|style)=\"[^\"]*\")?\s*>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)


def words_of(marked: str) -> str:
    """The words of text with the marks of CSL, on one line."""
    bare = _TAG.sub("", _SMALL.sub(_small, marked))
    return literal(_ENTITY.sub(lambda entity: html.unescape(entity[0]), bare))


def _small(found: re.Match[str]) -> str:
    marks = SUPERSCRIPTS if found["kind"].lower() == "sup" else SUBSCRIPTS
    inside = found["inside"]
    return "".join(marks[c] for c in inside) if all(c in marks for c in inside) else inside


class Reading:
    """An item that is being read into a draft: what is taken from it counts for what is said next."""

    def __init__(self, item: Mapping, report: Report) -> None:
        self.draft = Draft(item.location)
        self.report = report
        self._left = dict(item.entries)

    def place(self, key: str) -> Location:
        """Where a field stands, before it is taken."""
        node = self._left.get(key)
        return node.location if node else self.draft.location

    def whole(self, key: str) -> Node | None:
        """A field as it is, which stays, even if it says nothing."""
        return self._left.get(key)

    def node(self, key: str) -> Node | None:
        """A field that says something, which stays; None where there is none."""
        node = self._left.get(key)
        return None if node is None or is_empty(node) else node

    def said(self, key: str) -> str:
        """The words of a field that is text, which stays."""
        node = self.node(key)
        return words_of(text_of(node)) if isinstance(node, Scalar) else ""

    def take(self, key: str) -> Node | None:
        """A field as data, taken."""
        node = self._left.pop(key, None)
        for leaf in leaves(node):
            if is_empty(leaf):
                self.draft.empty += 1
            else:
                self.draft.took()
        return None if node is None or is_empty(node) else node

    def take_words(self, *keys: str) -> str:
        """The words of the first of the fields that is text, taken."""
        for key in keys:
            if found := self.said(key):
                self.take(key)
                return found
        return ""

    def take_rest(self) -> Iterator[tuple[str, Drafted]]:
        """The names of the fields that are left, and their data, taken one by one."""
        for key in list(self._left):
            node = self.take(key)
            if node is not None:
                yield key, cast("Drafted", plain(node))
