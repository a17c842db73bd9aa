"""One pass over a JSON Resume: its items as entries of a profile, and a memory of what no entry can say."""

from __future__ import annotations

import copy
import re
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.check.schemas import verdicts
from appkit.dataclass import dataclass
from appkit.decode.read import rich
from appkit.importers import jsonresume_legacy as legacy
from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.foreign_text import escaped
from appkit.importers.imported import UNPLACED
from appkit.importers.jsonresume_bag import is_bag, is_nothing, opened
from appkit.importers.mapped import kept_key
from appkit.importers.written_dates import is_ongoing, read_date
from appkit.markup import MILD, parse_rich
from appkit.model import jsonresume as theirs
from appkit.model.document import Origin
from appkit.model.jsonresume import BAG, MEMORY
from appkit.model.vocabulary import (
    BASICS_LITERAL,
    COMMON_KEYS,
    COMMON_LISTS,
    COMMON_LITERAL,
    COMMON_RICH,
    kind_of,
)
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterable, Iterator

    from appkit.diagnostics import Report
    from appkit.model.vocabulary import SectionKind
    from appkit.source import Node
    from appkit.source.node import Plain

_ORIGIN = Origin("profile", "")
_FRACTION = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_BASICS = frozenset({*BASICS_LITERAL, "image", "summary", "letter", "location", "profiles"})
# The parts of basics that are read as entries are, and the keys that JSON Resume has for them.
_PERSON: dict[str, dict[str, theirs.Form]] = {
    "basics": theirs.BASICS,
    "place": theirs.PLACE,
    "account": theirs.ACCOUNT,
}
_RESERVED = frozenset({BAG, MEMORY, UNPLACED})


@dataclass(slots=True)
class Memory:
    """What an export needs to put back what a profile does not say; its parts are those told there."""

    schema: str | None = None
    empty: dict[str, Plain] = field(default_factory=dict)
    names: dict[str, Plain] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    moved: dict[str, Plain] = field(default_factory=dict)

    def data(self) -> dict[str, Plain]:
        """The memory as the value of a key of the profile, without parts that say nothing."""
        parts: dict[str, Plain] = {
            "$schema": self.schema,
            "empty": self.empty,
            "names": self.names,
            "beside": [*dict.fromkeys(self.beside)],
            "numbers": [*self.numbers],
            "moved": self.moved,
        }
        return {name: part for name, part in parts.items() if part}


class Reading:
    """The file being read.

    ``unplaced`` counts the values that are kept under keys that begin with ``x-``; ``left`` are items that no
    section could take.
    """

    def __init__(self, node: Mapping, report: Report, language: str, *, json: bool) -> None:
        self.node = node
        self.memory = Memory()
        self.unplaced = 0
        self.left: list[Plain] = []
        self._report = report
        self._language = language
        self._json = json
        # A key of the user's own must not be taken for an unknown one that was given its name.
        self._own = frozenset(key for key in _keys(node) if key.startswith("x-"))

    # -- the frame -----------------------------------------------------------------------------------------

    @staticmethod
    def pointer(above: str, step: str | int) -> str:
        """The JSON Pointer (RFC 6901) of a key or index below another."""
        return f"{above}/{str(step).replace('~', '~0').replace('/', '~1')}"

    @staticmethod
    def renamed(
        node: Mapping, known: collections.abc.Container[str], names: collections.abc.Mapping[str, str]
    ) -> Iterator[tuple[str, str, Node]]:
        """The keys of a mapping, each with its name of today, and their values; no name comes twice."""
        taken = {key for key in node.entries if key in known and not is_nothing(node.entries[key])}
        for key, value in node.entries.items():
            name = names.get(key, key)
            if key not in known and name != key and name not in taken and not is_nothing(value):
                taken.add(name)
                yield key, name, value
            else:
                yield key, key, value

    def say_nothing(self, pointer: str, node: Node) -> None:
        """Remember a value that says nothing."""
        self.memory.empty[pointer] = plain(node)

    def keep_own(self, above: str, key: str, node: Node, made: dict[str, Plain]) -> None:
        """Keep a key of the user's own as it is, unless it means something here."""
        if key in _RESERVED:
            self.keep_unknown(above, key, node, made)
            return
        made[key] = plain(node)
        self._put_aside(node, self.pointer(above, key))
        if not above:
            self.memory.beside.append(key)

    def keep_unknown(self, above: str, key: str, node: Node, made: dict[str, Plain]) -> str:
        """Keep a value that has no place under a key that begins with ``x-``, which is returned."""
        pointer = self.pointer(above, key)
        if is_nothing(node):
            self.say_nothing(pointer, node)
            return key
        name = kept_key(key) if self.memory.names.get(kept_key(key), key) == key else f"x-{key}"
        while name in made or name in _RESERVED | self._own or self.memory.names.get(name, key) != key:
            name = f"x-{name}"
        made[name] = plain(node)
        self.memory.names[name] = key
        self._put_aside(node, pointer)
        return name

    def _put_aside(self, node: Node, pointer: str) -> None:
        """Count the values inside, and remember which of them are numbers that a profile holds as text."""
        self.unplaced += sum(not is_empty(leaf) for leaf in leaves(node))
        for place, leaf in _places(node, pointer):
            if self._json and _is_fraction(leaf):
                self.memory.numbers.append(place)

    # -- the person ----------------------------------------------------------------------------------------

    def basics(self, node: Mapping, pointer: str) -> dict[str, Plain]:
        """Who the person is."""
        made: dict[str, Plain] = {}
        given = node.entries.get("firstName") or node.entries.get("firstname")
        for key, name, value in self.renamed(node, _BASICS, legacy.BASICS):
            here = self.pointer(pointer, key)
            if key == BAG or key.startswith("x-") or is_nothing(value):
                self._aside(pointer, key, value, made)
            elif key == "location" and isinstance(value, Mapping):
                made[key] = self._item("place", value, here, theirs.PLACE, legacy.PLACE)
            elif name == "profiles" and isinstance(value, Sequence):
                made[name] = self._accounts(value, self.pointer(pointer, name), pointer, made)
            elif value is given and isinstance(value, Scalar) and not node.get("name"):
                made["name"] = " ".join([text_of(value), *_family(node)])
            elif name not in _BASICS or not self._put("basics", name, value, here, made):
                self.keep_unknown(pointer, key, value, made)
            elif name not in {*theirs.BASICS, "location", "profiles"}:
                self.memory.beside.append(f"basics/{name}")
        return self._opened(made, node)

    def _accounts(self, node: Sequence, pointer: str, above: str, made: dict[str, Plain]) -> list[Plain]:
        found: list[Plain] = []
        for index, item in enumerate(node.items):
            here = self.pointer(pointer, index)
            if is_nothing(item):
                self.say_nothing(here, item)
            elif isinstance(item, Mapping):
                found.append(self._item("account", item, here, theirs.ACCOUNT, legacy.ACCOUNT))
            elif isinstance(item, Scalar):
                found.append({"url" if "://" in item.text else "network": text_of(item)})
            else:
                self.keep_unknown(above, "profiles", item, made)
        return found

    def _item(
        self,
        what: str,
        node: Mapping,
        pointer: str,
        known: collections.abc.Mapping[str, object],
        names: collections.abc.Mapping[str, str],
    ) -> dict[str, Plain]:
        """A part of basics that is a mapping of texts."""
        made: dict[str, Plain] = {}
        for key, name, value in self.renamed(node, known, names):
            if key.startswith("x-") or is_nothing(value):
                self._aside(pointer, key, value, made)
            elif name not in known or not self._put(what, name, value, self.pointer(pointer, key), made):
                self.keep_unknown(pointer, key, value, made)
        return self._opened(made, node)

    def _aside(self, pointer: str, key: str, value: Node, made: dict[str, Plain]) -> None:
        """Do with a key that is no field what is to be done with it."""
        if key == BAG and is_bag(plain(value)):
            return
        if key.startswith("x-"):
            self.keep_own(pointer, key, value, made)
        else:
            self.say_nothing(self.pointer(pointer, key), value)

    def _opened(self, made: dict[str, Plain], node: Mapping) -> dict[str, Plain]:
        bag = node.get(BAG)
        return opened(made, plain(bag), self._language) if bag is not None and is_bag(plain(bag)) else made

    # -- entries -------------------------------------------------------------------------------------------

    def entries(self, section: str, node: Node, pointer: str) -> list[Plain] | None:
        """The entries of a section; None where the value is no list of any."""
        if isinstance(node, Mapping) and all(isinstance(each, Sequence) for each in node.entries.values()):
            return self._groups(section, node, pointer)
        items = node.items if isinstance(node, Sequence) else (node,)
        if any(isinstance(item, Sequence) for item in items):
            return None
        found: list[Plain] = []
        for index, item in enumerate(items):
            here = self.pointer(pointer, index)
            if isinstance(item, Scalar) and not is_nothing(item):
                found.append({kind_of(section).headline: text_of(item)})
            elif isinstance(item, Mapping) and not is_nothing(item):
                before = copy.deepcopy(self.memory), self.unplaced
                made = self._entry(section, item, here)
                if kind_of(section).headline in made:
                    found.append(made)
                else:
                    self.memory, self.unplaced = before
                    self._leave(section, item)
            else:
                self.say_nothing(here, item)
        return found

    def _groups(self, section: str, node: Mapping, pointer: str) -> list[Plain]:
        """Entries that are lists by name, as some write skills: ``{Languages: [Python, C]}``."""
        headline = kind_of(section).headline
        return [
            {headline: name, "keywords": self._texts(value, self.pointer(pointer, name), is_rich=False)}
            for name, value in node.entries.items()
        ]

    def _entry(self, section: str, node: Mapping, pointer: str) -> dict[str, Plain]:
        kind = kind_of(section)
        known = _known(kind)
        plainly = theirs.SECTIONS.get(section, {})
        made: dict[str, Plain] = {}
        for key, name, value in self.renamed(node, known, legacy.SECTIONS.get(section, {})):
            here = self.pointer(pointer, name)
            if key.startswith("x-") or is_nothing(value):
                self._aside(pointer, key, value, made)
            elif name not in known or not self._put(section, name, value, here, made):
                self.keep_unknown(pointer, key, value, made)
            elif plainly and name in made and name not in plainly and (section, name) != ("education", "gpa"):
                self.memory.beside.append(f"{section}/{name}")
        made = self._opened(made, node)
        self._name(made, kind, pointer)
        return made

    def _leave(self, section: str, node: Node) -> None:
        """Leave an item out that has nothing to be called by."""
        self.left.append({section: plain(node)})
        self.unplaced += sum(not is_empty(leaf) for leaf in leaves(node))
        message = f"this is kept under '{UNPLACED}': it has nothing to be called by"
        self._report.note("kept-aside", message, node.location)

    def _name(self, made: dict[str, Plain], kind: SectionKind, pointer: str) -> None:
        """Let an item without a name be called by something else that it says."""
        if kind.headline in made:
            return
        words = (
            *kind.literal,
            "location",
            *COMMON_RICH,
            *kind.rich,
            *kind.lists,
            *COMMON_LISTS,
            "highlights",
            "url",
        )
        for key in words:
            value = made.get(key)
            first = value[0] if isinstance(value, list) and value else value
            if not isinstance(first, str):
                continue
            if isinstance(value, list) and len(value) > 1:
                made[key] = value[1:]
            else:
                del made[key]
            made[kind.headline] = first
            self.memory.moved[pointer] = key
            return

    # -- values --------------------------------------------------------------------------------------------

    def is_ours(self, section: str, key: str, value: Plain) -> bool:
        """Whether a profile may say this of an entry, of basics or a part of it, or of itself (no section)."""
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

    def _put(self, section: str, key: str, node: Node, pointer: str, made: dict[str, Plain]) -> bool:
        """Whether the value could be made one that a profile may have for this key; then it has it."""
        before = dict(self.memory.empty)
        value = self._value(section, key, node, pointer)
        if value is None:
            self.memory.empty = before
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
            value = self._texts(node, pointer, is_rich=is_rich)
        else:
            value = self._told(node, pointer)
            # What is no key of JSON Resume's is taken as it is, or not at all.
            if form and not self.is_ours(section, key, value):
                value = _joined(node, "\n\n" if is_rich else ", ")
        value = _safe(value) if is_rich else value
        return value if self.is_ours(section, key, value) else None

    def _date(self, kind: SectionKind, key: str, node: Node, pointer: str) -> Plain:
        text = text_of(node) if isinstance(node, Scalar) else ""
        if is_ongoing(text) and key == kind.end != kind.start:
            self.memory.empty[pointer] = text
            return ""
        when = read_date(text)
        if when is None:
            message = f"'{key}' is kept as '{kept_key(key)}': this is no date that a profile can hold"
            self._report.note("kept-aside", message, node.location)
            return None
        return int(when) if len(when) == 4 else when

    def _texts(self, node: Node, pointer: str, *, is_rich: bool) -> Plain:
        """A list of texts: what is no text in it becomes one, what is empty is remembered."""
        found: list[Plain] = []
        for index, item in enumerate(node.items if isinstance(node, Sequence) else (node,)):
            if is_nothing(item):
                self.say_nothing(self.pointer(pointer, index), item)
                continue
            said = plain(item)
            key = "highlights" if is_rich else "keywords"
            if not self.is_ours("work", key, [said]):
                said = _described(item)
            found.append(said)
        return found

    def _told(self, node: Node, pointer: str) -> Plain:
        """The data of a value without what is empty in it, which is remembered."""
        match node:
            case Scalar():
                return node.value
            case Sequence():
                items = [(self.pointer(pointer, index), item) for index, item in enumerate(node.items)]
                return [self._told(item, place) for place, item in self._full(items)]
            case Mapping():
                pairs = [(self.pointer(pointer, key), value) for key, value in node.entries.items()]
                told = dict(zip((place for place, _ in pairs), node.entries, strict=True))
                return {told[place]: self._told(value, place) for place, value in self._full(pairs)}

    def _full(self, items: Iterable[tuple[str, Node]]) -> Iterator[tuple[str, Node]]:
        for place, node in items:
            if is_nothing(node):
                self.say_nothing(place, node)
            else:
                yield place, node


def _known(kind: SectionKind) -> frozenset[str]:
    texts = {kind.headline, kind.start, kind.end, *kind.literal, *kind.rich, *kind.lists, *kind.extra}
    return frozenset({*texts, *COMMON_LITERAL, *COMMON_RICH, *COMMON_LISTS, *COMMON_KEYS})


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


def _family(node: Mapping) -> list[str]:
    names = (node.get(key) for key in ("lastName", "lastname", "familyName"))
    return [text_of(name) for name in names if isinstance(name, Scalar)][:1]


def _keys(node: Node) -> Iterator[str]:
    match node:
        case Sequence():
            for item in node.items:
                yield from _keys(item)
        case Mapping():
            yield from node.entries
            for value in node.entries.values():
                yield from _keys(value)


def _places(node: Node, pointer: str) -> Iterator[tuple[str, Scalar]]:
    """Every scalar with its pointer."""
    match node:
        case Scalar():
            yield pointer, node
        case Sequence():
            for index, item in enumerate(node.items):
                yield from _places(item, Reading.pointer(pointer, index))
        case Mapping():
            for key, value in node.entries.items():
                yield from _places(value, Reading.pointer(pointer, key))


def _is_fraction(leaf: Scalar) -> bool:
    """Whether a value of a JSON file is a number that is not whole: a text would have quotes around it."""
    number = isinstance(leaf.value, str) and _FRACTION.fullmatch(leaf.value)
    return bool(number) and leaf.location.width == len(leaf.text)
