"""The fields of one entry, taken one by one and counted, in the words that their LaTeX prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.bibtex.latex import squeezed, unescaped, words
from appkit.importers.publications import Draft
from appkit.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Location, Report
    from appkit.importers.bibtex.parsing import BibEntry


class Reading:
    """An entry that is being read into a draft: what is taken from it counts for what is said next."""

    def __init__(self, entry: BibEntry, report: Report, told: set[str]) -> None:
        self.kind = entry.kind
        self.key = entry.key
        self.draft = Draft(entry.location)
        self.report = report
        self._told = told
        self._places = entry.fields
        self._inherited = entry.inherited
        self._left = {
            key: node.text for key, node in entry.fields.entries.items() if isinstance(node, Scalar)
        }

    def place(self, key: str) -> Location:
        """Where the value of a field stands."""
        node = self._places.entries.get(key)
        return node.location if node else self.draft.location

    def written(self, key: str) -> str:
        """A field as it is written, on one line; empty where there is none or it has been taken."""
        return squeezed(self._left.get(key, ""))

    def said(self, key: str) -> str:
        """The words of a field, which stays."""
        return words(self.written(key)).text

    def take(self, *keys: str) -> str:
        """The first of the fields that says something, as it is written, taken; empty ones before it too."""
        for key in keys:
            if key not in self._left:
                continue
            text = self.written(key)
            del self._left[key]
            counted = int(key not in self._inherited)
            if text:
                self.draft.took(counted)
                return text
            self.draft.empty += counted
        return ""

    def take_words(self, *keys: str) -> str:
        """The words of the first of the fields that prints any, taken; unknown commands are told."""
        for key in keys:
            found = words(self.written(key))
            if not found.text:
                continue
            for command in set(found.unknown) - self._told:
                self._told.add(command)
                message = f"the command '{command}' in '{key}' is not known and stays as it is written"
                self.report.note("unknown-latex", message, self.place(key))
            self.take(key)
            return found.text
        return ""

    def take_address(self, key: str) -> str:
        """A field that is nothing but an address on the web, taken; empty where it is anything else."""
        address = unescaped(self.written(key))
        return address if re.fullmatch(r"https?://\S+", address) and self.take(key) else ""

    def take_rest(self) -> Iterator[tuple[str, str]]:
        """The names of the fields that are left, and what they say as it is written, taken one by one."""
        for key in list(self._left):
            if text := self.take(key):
                yield key, text
