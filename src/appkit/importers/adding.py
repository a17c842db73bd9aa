"""What a draft adds to values that are there, and where the two do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.drafts import Aside, bare, remarks, settled, unplaced
from appkit.importers.likeness import agree, highlight_marks, link_marks, names_of
from appkit.importers.order import BASICS, INNER
from appkit.importers.pairing import paired_items
from appkit.importers.writing import INLINE, parted, remarked
from appkit.source import Mapping, Sequence, plain
from appkit.source.document import Layout
from appkit.source.insert import Addition

if TYPE_CHECKING:
    import collections.abc

    from appkit.diagnostics import Location
    from appkit.importers.drafts import Draft
    from appkit.source import Node
    from appkit.source.made import Path
    from appkit.source.node import Plain

# Lists that are given what they lack; other lists (authors) are values, right or wrong as a whole.
_SETS = frozenset({"aliases", "courses", "items", "keywords", "roles", "tags"})
# Lists of items, and by which marks an item is known again.
_LIKE: dict[str, collections.abc.Callable[[Plain], tuple[str, ...]]] = {
    "highlights": highlight_marks,
    "profiles": link_marks,
}


class Difference(NamedTuple):
    """A value that stays: its address and place in the profile, what it is there, and what the file says."""

    address: str
    place: Location
    there: Plain
    said: Plain


class Adding:
    """Additions to one profile, collected so that what goes into something comes before what goes behind it.

    ``unsure`` (each with why), ``unplaced`` and ``aside`` (each under which keys) are what of them wants a
    look, by paths in the data of the profile with the additions.
    """

    def __init__(self) -> None:
        self._lengths: dict[Path, int] = {}
        self.additions: list[Addition] = []
        self.differences: list[Difference] = []
        self.unsure: list[tuple[Path, str]] = []
        self.unplaced: list[Path] = []
        self.aside: list[tuple[str, Aside]] = []

    def mapping(
        self, node: Mapping, new: dict[str, Draft], path: Path, address: str, order: tuple[str, ...]
    ) -> None:
        """Merge the keys of a mapping, in their ``order``; an item that is there keeps the id it goes by."""
        is_own = any(isinstance(step, str) and step.startswith("x-") for step in path)
        said = {key: value for key, value in new.items() if key != "id" or is_own}
        for key, value in said.items():
            if key in node.entries:
                self.value(node.entries[key], value, (*path, key), f"{address}.{key}")
        self.missing(node, said, path, order)

    def missing(
        self,
        node: Mapping,
        new: dict[str, Draft],
        path: Path,
        order: tuple[str, ...],
        *,
        gap: bool | None = None,
    ) -> None:
        """Add the keys that a mapping lacks, each behind the one it follows in ``order``."""
        for key, value in new.items():
            if key not in node.entries:
                layout = Layout(remarked({key: value}), parted({key: value}), INLINE)
                after = _predecessor(key, node, order)
                self.additions.append(Addition(path, settled(value), key, after, layout, gap))
                self._mark({key: value}, path, {key: key})

    def append(self, path: Path, length: int, value: Draft, *, gap: bool | None = None) -> None:
        """Add an item to a list that had ``length`` of them."""
        number = self._lengths.get(path, length)
        self._lengths[path] = number + 1
        # An item stands on one line where its list, whose key it does not have, may.
        inline: frozenset[str | int] = INLINE | {0} if path[-1] in INLINE else INLINE
        layout = Layout(remarked([value]), frozenset(), inline)
        self.additions.append(Addition(path, settled(value), layout=layout, gap=gap))
        self._mark([value], path, {0: number})

    def _mark(self, holder: Draft, path: Path, steps: collections.abc.Mapping[str | int, str | int]) -> None:
        """Note what of an added value is unsure and what has no place, by where that will stand."""
        is_kept = isinstance(holder, list) and str(path[-1]).startswith("x-")
        aside: list[Path] = [(0,)] if is_kept else list(unplaced(holder))
        self.unplaced += ((*path, steps[each[0]], *each[1:]) for each in aside)
        for each, remark in remarks(holder):
            if isinstance(remark, Aside):
                keys = ".".join(step for step in (*path, *each) if isinstance(step, str))
                self.aside.append((keys, remark))
            elif not any(each[: len(one)] == one for one in aside):
                self.unsure.append(((*path, steps[each[0]], *each[1:]), remark.why))

    def value(self, old: Node, new: Draft, path: Path, address: str) -> None:
        """Merge a value with the one that is there: the parts of both, where they have any."""
        said = bare(new)
        if isinstance(old, Mapping) and isinstance(said, dict) and _are_alike(old, said):
            key = path[-1] if isinstance(path[-1], str) else ""
            self.mapping(old, said, path, address, BASICS if path == ("basics",) else INNER.get(key, ()))
        elif isinstance(old, Sequence) and isinstance(said, list):
            self._list(old, said, path, address)
        elif not agree(old, settled(said)):
            self.differences.append(Difference(address, old.location, plain(old), settled(said)))

    def _list(self, old: Sequence, new: list[Draft], path: Path, address: str) -> None:
        key = str(path[-1])
        if key in _LIKE:
            self._items(old, new, path, address)
        elif key in _SETS or key.startswith("x-"):
            there = [plain(item) for item in old.items]
            for item in new:
                if settled(item) not in there:
                    there.append(settled(item))
                    self.append(path, len(old.items), item)
        elif names_of(plain(old)) != names_of(settled(new)):
            self.differences.append(Difference(address, old.location, plain(old), settled(new)))

    def _items(self, old: Sequence, new: list[Draft], path: Path, address: str) -> None:
        """Merge highlights or links: those that are there are told by what they say."""
        marks = _LIKE[str(path[-1])]
        pairs = paired_items([settled(item) for item in new], [plain(item) for item in old.items], marks)
        for number, same in pairs.items():
            there, said = old.items[same], bare(new[number])
            if isinstance(there, Mapping) and isinstance(said, dict) and _are_alike(there, said):
                name = there.entries.get("id")
                where = f"{address}[{same + 1}]" if name is None else f"{address}/{plain(name)}"
                self.mapping(there, said, (*path, same), where, INNER[str(path[-1])])
        for number, item in enumerate(new):
            if number not in pairs:
                self.append(path, len(old.items), item)


def _are_alike(old: Mapping, said: collections.abc.Mapping[str, object]) -> bool:
    """Whether two mappings are of one kind: a text by language is none, whatever its languages are called."""
    return _CALLED.isdisjoint(old.entries) == _CALLED.isdisjoint(said)


# One of them is in every mapping that stands where a text by language may stand.
_CALLED = frozenset({"text", "name"})


def _predecessor(key: str, node: Mapping, order: tuple[str, ...]) -> str | None:
    """The last key of the file that stands before ``key`` in the canonical order."""
    if key not in order:
        before = [*node.entries]
    else:
        before = [each for each in node.entries if each in order and order.index(each) < order.index(key)]
    return before[-1] if before else None
