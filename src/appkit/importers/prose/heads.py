"""Entries: the parts of a head put into the fields of a section, and the list below made highlights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.labels import labelled, listed, without_and_so_on
from appkit.importers.prose.line import Line, Words, literal, plain, text_of, trimmed
from appkit.importers.prose.names import assign
from appkit.importers.prose.parts import (
    Part,
    fields_of,
    parts_of,
    with_date,
    with_links,
)
from appkit.importers.prose.people import names_in
from appkit.importers.prose.roles import is_place, may_be_place
from appkit.importers.prose.standing import standing_of
from appkit.model.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.entries import Raw
    from appkit.importers.prose.ledger import Ledger

_SENTENCE = re.compile(r"[.!?。][\"')”’]?$")
# A line of so many words is a sentence, with a full stop or without.
_MANY_WORDS = 14
_SOME_WORDS = 7


def entry_of(
    raw: Raw, section: str, previous: dict[str, Drafted] | None, ledger: Ledger
) -> dict[str, Drafted]:
    """The entry that the lines tell; ``previous`` is the one above, whose organisation it may share."""
    return _Entry(section, ledger).read(raw, previous)


class _Entry:
    """An entry in the making."""

    def __init__(self, section: str, ledger: Ledger) -> None:
        self.section = section
        self.kind = kind_of(section)
        self.ledger = ledger
        self.data: dict[str, Drafted] = {}
        self.parts: list[Part] = []
        self.prose: list[Words] = []

    def read(self, raw: Raw, previous: dict[str, Drafted] | None) -> dict[str, Drafted]:
        for part in parts_of(raw.head):
            self._part(part, single=raw.single)
        self.data = assign(self.data, self.parts, self.section, self.ledger, previous)
        self._body(raw.body)
        if self.prose:
            self.data["summary"] = self.ledger.paragraphs(self.prose)
        if self.data and self.kind.headline not in self.data:
            self.data = {self.kind.headline: Unsure("?", "the lines name nothing"), **self.data}
        return self.data

    def _part(self, part: Part, *, single: bool) -> None:
        if "x-dates" not in self.data and self.kind.start not in self.data and self.kind.end not in self.data:
            part, date, written = with_date(part)
            if date:
                self.ledger.speak(written)
                self.data |= fields_of(date, written, self.section)
        words, links = with_links(part.words)
        self._links(links)
        words, found = labelled(words)
        self._labelled(found, part.line)
        if not text_of(words).strip(" .;,|"):
            return
        part = part._replace(words=words)
        if not (self._standing(part) or self._place(part) or self._sentence(part, single=single)):
            self.parts.append(part)

    def _standing(self, part: Part) -> bool:
        if not self.parts or "venue" not in self.kind.extra:
            return False
        standing = standing_of(part.words, self.ledger, certain=False)
        if standing is None:
            return False
        self.data.update(standing)
        return True

    def _place(self, part: Part) -> bool:
        if "location" in self.data or not self.parts:
            return False
        text = part.text.strip("() ")
        if is_place(text):
            self.data["location"] = text
        elif part.right and may_be_place(text):
            self.data["location"] = Unsure(
                text, "it stands at the right of the line, where places often stand"
            )
        else:
            return False
        return True

    def _sentence(self, part: Part, *, single: bool) -> bool:
        count = part.text.count(" ") + 1
        if (
            not self.parts
            or single
            or (count < _MANY_WORDS and not (count >= _SOME_WORDS and _SENTENCE.search(part.text)))
        ):
            return False
        self.prose.append(part.words)
        return True

    def _links(self, links: dict[str, Drafted]) -> None:
        if links:
            cast("dict[str, Drafted]", self.data.setdefault("links", {})).update(links)

    def _labelled(self, found: Iterable[tuple[str, str, Words]], line: Line) -> None:
        for field, label, words in found:
            value = literal(words)
            if not value:
                self.ledger.leave(line, plain(label))
            elif field == "advisors" and "advisors" in self.kind.extra:
                self._advisors(label, words)
            elif field in ("keywords", "courses"):
                self._list(field, label, value)
            elif field == "location" or field in self.kind.literal:
                self._literal(field, label, value, line)
            else:
                self._other(label, words)

    def _advisors(self, label: str, words: Words) -> None:
        self.ledger.speak(label)
        role = "" if label.casefold().endswith(" by") else label
        people = [
            {"name": name, "role": _singular(role)} if role else name
            for name in names_in(literal(words), self.ledger)
        ]
        cast("list[Drafted]", self.data.setdefault("advisors", [])).extend(cast("list[Drafted]", people))

    def _list(self, field: str, label: str, value: str) -> None:
        if field == "courses" and "courses" not in self.kind.lists:
            self._other(label, plain(value))
            return
        kept, rest = without_and_so_on(value)
        self.ledger.speak(label)
        self.ledger.speak(rest)
        cast("list[Drafted]", self.data.setdefault(field, [])).extend(listed(kept))

    def _literal(self, field: str, label: str, value: str, line: Line) -> None:
        if field in self.data:
            self.ledger.leave(line, plain(f"{label}: {value}"))
            return
        self.ledger.speak(label)
        self.data[field] = value.rstrip(" .") if field != "gpa" else value.rstrip(" .,")

    def _other(self, label: str, words: Words) -> None:
        """A label that entries of this section have no field for: the words with it, as a highlight."""
        self._highlight((*plain(f"{label}: "), *words))

    def _highlight(self, words: Words) -> None:
        if text_of(words).strip():
            cast("list[Drafted]", self.data.setdefault("highlights", [])).append(self.ledger.rich(words))

    def _body(self, lines: Iterable[Line]) -> None:
        for line in lines:
            before, found = labelled(line.words)
            if found and not text_of(before).strip(" .;"):
                self._labelled(found, line)
            elif line.is_item:
                self.ledger.speak(line.marker)
                if "highlights" in self.data or not self._fact(line):
                    self._highlight(line.words)
            elif not (self._late(line)):
                self.prose.append(trimmed(line.words))

    def _fact(self, line: Line) -> bool:
        """Whether an item says when or where and nothing else, as converters list what stood in a head."""
        if self.kind.start not in self.data and self.kind.end not in self.data:
            part, date, written = with_date(Part(line.words, line, right=False))
            if date and not part.words:
                self.ledger.speak(written)
                self.data |= fields_of(date, written, self.section)
                return True
        if "location" not in self.data and is_place(text := literal(line.words)):
            self.data["location"] = text
            return True
        return False

    def _late(self, line: Line) -> bool:
        """Whether a line behind the list is links and nothing else."""
        words, links = with_links(line.words)
        if links and not text_of(words).strip():
            self._links(links)
            return True
        return False


def _singular(role: str) -> str:
    return role[:-1] if role.endswith("s") and not role.endswith("ss") else role
