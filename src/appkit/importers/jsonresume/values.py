"""Values of a JSON Resume as those of a profile: taken as they are where they can be, else made so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.check.schemas import verdicts
from appkit.decode.read import rich
from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.foreign_text import escaped
from appkit.importers.jsonresume.bag import is_nothing
from appkit.importers.jsonresume.memory import Memory, pointer_to
from appkit.importers.mapped import kept_key
from appkit.importers.written_dates import is_ongoing, read_date
from appkit.markup import MILD, parse_rich
from appkit.model import jsonresume as theirs
from appkit.model.document import Origin
from appkit.model.vocabulary import COMMON_RICH, kind_of
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.diagnostics import Report
    from appkit.model.vocabulary import SectionKind
    from appkit.source import Node
    from appkit.source.node import Plain

_ORIGIN = Origin("profile", "")
# The parts of basics that are read as entries are, and the keys that JSON Resume has for them.
_PERSON: dict[str, dict[str, theirs.Form]] = {
    "basics": theirs.BASICS,
    "place": theirs.PLACE,
    "account": theirs.ACCOUNT,
}


def is_ours(section: str, key: str, value: Plain) -> bool:
    """Whether a profile may say this of an entry, of basics or a part of it, or (no section) of itself."""
    frame: dict[str, Plain] = {"basics": {"name": "a"}}
    match section:
        case "":
            frame |= {key: value}
        case "basics":
            frame["basics"] = {"name": "a", key: value}
        case "place":
            frame["basics"] = {"name": "a", "location": {key: value}}
        case "account":
            frame["basics"] = {"name": "a", "profiles": [{key: value}]}
        case _:
            frame[section] = [{kind_of(section).headline: "a", key: value}]
    return verdicts("profile").good(frame)


class Values:
    """The values of one file; what is left out of them is remembered, and why told in ``report``."""

    def __init__(self, memory: Memory, report: Report) -> None:
        self._memory = memory
        self._report = report

    def put(self, section: str, key: str, node: Node, pointer: str, made: dict[str, Plain]) -> bool:
        """Whether the value could be made one that a profile may have for this key; then it has it."""
        before = dict(self._memory.empty)
        value = self._value(section, key, node, pointer)
        if value is None:
            self._memory.empty = before
            return False
        if value != "":
            made[key] = value
        return True

    def _value(self, section: str, key: str, node: Node, pointer: str) -> Plain:
        """What a profile says for a key, "" where that is nothing; None where it cannot say the value."""
        kind = kind_of(section) if section not in _PERSON else None
        forms = _PERSON.get(section) or theirs.SECTIONS.get(section, {})
        is_rich = key in COMMON_RICH or (kind is not None and key in {*kind.rich, "highlights"})
        if kind is not None and key in {kind.start, kind.end} and key not in kind.literal:
            return self._date(kind, key, node, pointer)
        form = forms.get(key)
        if form == "texts":
            value = self.texts(node, pointer, is_rich=is_rich)
        else:
            value = self._told(node, pointer)
            # What is no key of JSON Resume's is taken as it is, or not at all.
            if form and not is_ours(section, key, value):
                value = _joined(node, "\n\n" if is_rich else ", ")
        if form and isinstance(value, str) and not theirs.is_said(value, form):
            self._memory.unfit.append(pointer)
        value = _safe(value) if is_rich else value
        return value if is_ours(section, key, value) else None

    def _date(self, kind: SectionKind, key: str, node: Node, pointer: str) -> Plain:
        text = text_of(node) if isinstance(node, Scalar) else ""
        if is_ongoing(text) and key == kind.end != kind.start:
            self._memory.empty[pointer] = text
            return ""
        when = read_date(text)
        if when is None:
            message = f"'{key}' is kept as '{kept_key(key)}': this is no date that a profile can hold"
            self._report.note("kept-aside", message, node.location)
            return None
        return int(when) if len(when) == 4 else when

    def texts(self, node: Node, pointer: str, *, is_rich: bool) -> Plain:
        """A list of texts: what is no text in it becomes one, what is empty is remembered."""
        found: list[Plain] = []
        for index, item in enumerate(node.items if isinstance(node, Sequence) else (node,)):
            if is_nothing(item):
                self._memory.say_nothing(pointer_to(pointer, index), item)
                continue
            said = plain(item)
            key = "highlights" if is_rich else "keywords"
            if not is_ours("work", key, [said]):
                said = _described(item)
            found.append(said)
        return found

    def _told(self, node: Node, pointer: str) -> Plain:
        """The data of a value without what is empty in it, which is remembered."""
        match node:
            case Scalar():
                return node.value
            case Sequence():
                items = [(pointer_to(pointer, index), item) for index, item in enumerate(node.items)]
                return [self._told(item, place) for place, item in self._full(items)]
            case Mapping():
                pairs = [(pointer_to(pointer, key), value) for key, value in node.entries.items()]
                told = dict(zip((place for place, _ in pairs), node.entries, strict=True))
                return {told[place]: self._told(value, place) for place, value in self._full(pairs)}

    def _full(self, items: Iterable[tuple[str, Node]]) -> Iterator[tuple[str, Node]]:
        for place, node in items:
            if is_nothing(node):
                self._memory.say_nothing(place, node)
            else:
                yield place, node


def _joined(node: Node, mark: str) -> str:
    return mark.join(text_of(leaf) for leaf in leaves(node) if not is_empty(leaf))


def _described(node: Node) -> str:
    """An item that should be a text and is more: its first words, the others behind them in brackets."""
    first, *others = [text_of(leaf) for leaf in leaves(node) if not is_empty(leaf)]
    return f"{first} ({', '.join(others)})" if others else first


def _safe(text: Plain) -> Plain:
    """Rich text whose links may be followed; where one may not, text that means the same characters."""
    if isinstance(text, list):
        return [_safe(each) for each in text]
    if not isinstance(text, str):
        return text
    _, problems = parse_rich(rich(text), _ORIGIN)
    if all(problem.code in MILD for problem in problems):
        return text
    return "\n\n".join(escaped(part) for part in re.split(r"\n[ \t]*\n", rich(text)) if part.strip())
