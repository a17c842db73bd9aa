"""One pass over a JSON Resume: its items as entries of a profile, and a memory of what no entry can say."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.imported import UNPLACED
from appkit.importers.jsonresume import legacy
from appkit.importers.jsonresume.bag import is_bag, is_nothing, opened
from appkit.importers.jsonresume.memory import Memory, is_fraction, keys_in, places, pointer_to
from appkit.importers.jsonresume.values import Values
from appkit.importers.mapped import kept_key
from appkit.model import jsonresume as theirs
from appkit.model.jsonresume import BAG, MEMORY
from appkit.model.vocabulary import COMMON_KEYS, COMMON_LISTS, COMMON_LITERAL, COMMON_RICH, kind_of
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from appkit.diagnostics import Report
    from appkit.model.vocabulary import SectionKind
    from appkit.source import Node
    from appkit.source.node import Plain

_OF_TAGS = frozenset({"tags", "variants"})
_RESERVED = frozenset({BAG, MEMORY, UNPLACED})


class Reading:
    """The file being read.

    ``unplaced`` counts the values that are kept under keys that begin with ``x-``; ``left`` are items that no
    section could take.
    """

    def __init__(self, node: Mapping, report: Report, language: str, *, json: bool) -> None:
        self.node = node
        self.memory = Memory()
        self.values = Values(self.memory, report)
        self.unplaced = 0
        self.left: list[Plain] = []
        self._report = report
        self._language = language
        self._json = json
        # Without declarations of them, tags are another tool's: words that mean nothing here.
        self._declares = isinstance(node.get("tags"), Mapping)
        # A key of the user's own must not be taken for an unknown one that was given its name.
        self._own = frozenset(key for key in keys_in(node) if key.startswith("x-"))

    # -- the frame -----------------------------------------------------------------------------------------

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

    def keep_own(self, above: str, key: str, node: Node, made: dict[str, Plain]) -> None:
        """Keep a key of the user's own as it is, unless it means something here."""
        if key in _RESERVED:
            self.keep_unknown(above, key, node, made)
            return
        made[key] = plain(node)
        self._put_aside(node, pointer_to(above, key))
        if not above:
            self.memory.beside.append(key)

    def keep_unknown(self, above: str, key: str, node: Node, made: dict[str, Plain]) -> str:
        """Keep a value that has no place under a key that begins with ``x-``, which is returned."""
        pointer = pointer_to(above, key)
        if is_nothing(node):
            self.memory.say_nothing(pointer, node)
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
        for place, leaf in places(node, pointer):
            if self._json and is_fraction(leaf):
                self.memory.numbers.append(place)

    def aside(self, pointer: str, key: str, value: Node, made: dict[str, Plain]) -> None:
        """Do with a key that is no field what is to be done with it."""
        if key == BAG and is_bag(plain(value)):
            return
        if key.startswith("x-"):
            self.keep_own(pointer, key, value, made)
        else:
            self.memory.say_nothing(pointer_to(pointer, key), value)

    def opened(self, made: dict[str, Plain], node: Mapping) -> dict[str, Plain]:
        """What an item and the bag in it, if it has one, say together."""
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
            here = pointer_to(pointer, index)
            if isinstance(item, Scalar) and not is_nothing(item):
                found.append({kind_of(section).headline: text_of(item)})
            elif isinstance(item, Mapping) and not is_nothing(item):
                found += self._named(section, item, here)
            else:
                self.memory.say_nothing(here, item)
        return found

    def _named(self, section: str, node: Mapping, pointer: str) -> list[Plain]:
        """The entry that an item is, in a list of one; none where it has nothing to be called by."""
        before = copy.deepcopy(self.memory), self.unplaced
        made = self._entry(section, node, pointer)
        if kind_of(section).headline in made:
            return [made]
        self.memory.recall(before[0])
        self.left.append({section: plain(node)})
        self.unplaced = before[1] + sum(not is_empty(leaf) for leaf in leaves(node))
        message = f"this is kept under '{UNPLACED}': it has nothing to be called by"
        self._report.note("kept-aside", message, node.location)
        return []

    def _groups(self, section: str, node: Mapping, pointer: str) -> list[Plain]:
        """Entries that are lists by name, as some write skills: ``{Languages: [Python, C]}``."""
        headline = kind_of(section).headline
        return [
            {headline: name, "keywords": self.values.texts(value, pointer_to(pointer, name), is_rich=False)}
            for name, value in node.entries.items()
        ]

    def _entry(self, section: str, node: Mapping, pointer: str) -> dict[str, Plain]:
        kind = kind_of(section)
        known = _known(kind) if self._declares else _known(kind) - _OF_TAGS
        plainly = theirs.SECTIONS.get(section, {})
        made: dict[str, Plain] = {}
        for key, name, value in self.renamed(node, known, legacy.SECTIONS.get(section, {})):
            here = pointer_to(pointer, name)
            if key.startswith("x-") or is_nothing(value):
                self.aside(pointer, key, value, made)
            elif name not in known or not self.values.put(section, name, value, here, made):
                self.keep_unknown(pointer, key, value, made)
            elif plainly and name in made and name not in plainly and (section, name) != ("education", "gpa"):
                self.memory.beside.append(f"{section}/{name}")
        made = self.opened(made, node)
        self._name(made, kind, pointer)
        return made

    def _name(self, made: dict[str, Plain], kind: SectionKind, pointer: str) -> None:
        """Let an item without a name be called by something else that it says."""
        if kind.headline in made:
            return
        words = (*kind.literal, "location", *COMMON_RICH, *kind.rich, *kind.lists, *COMMON_LISTS)
        for key in (*words, "highlights", "url"):
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


def _known(kind: SectionKind) -> frozenset[str]:
    texts = {kind.headline, kind.start, kind.end, *kind.literal, *kind.rich, *kind.lists, *kind.extra}
    return frozenset({*texts, *COMMON_LITERAL, *COMMON_RICH, *COMMON_LISTS, *COMMON_KEYS})
