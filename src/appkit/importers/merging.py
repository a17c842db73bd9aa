"""What a draft adds to a profile that is there, and where the two do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.decode.people import split_names
from appkit.importers.drafts import Aside, bare, remarks, settled, unplaced
from appkit.importers.order import BASICS, INNER, PROFILE, entry_order
from appkit.importers.pairing import folded, paired, text_of
from appkit.importers.writing import INLINE, is_long, parted, remarked, sections
from appkit.model.jsonresume import MEMORY
from appkit.source import Mapping, Scalar, Sequence, plain
from appkit.source.document import Layout
from appkit.source.insert import Addition
from appkit.source.made import written_as

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from appkit.diagnostics import Location
    from appkit.importers.drafts import Draft
    from appkit.model.profile import Entry, Profile
    from appkit.source import Node
    from appkit.source.made import Path
    from appkit.source.node import Plain

# They are about a file, not about a person.
_OF_THE_FILE = frozenset({"$schema", "meta", MEMORY})
# Lists that are given what they lack; other lists (authors) are values, right or wrong as a whole.
_SETS = frozenset({"aliases", "courses", "items", "keywords", "roles", "tags"})


class Difference(NamedTuple):
    """A value that stays: its address and place in the profile, what it is there, and what the file says."""

    address: str
    place: Location
    there: Plain
    said: Plain


class Merge(NamedTuple):
    """What is to be added to a profile, in an order for :func:`appkit.source.insert.with_additions`.

    ``unsure`` (each with why) and ``unplaced`` are paths in the data of the merged profile; ``aside`` are
    those of the unplaced that could not stand where the importer put them, by the keys they are under.
    """

    additions: tuple[Addition, ...]
    differences: tuple[Difference, ...]
    unsure: tuple[tuple[Path, str], ...]
    unplaced: tuple[Path, ...]
    aside: tuple[tuple[str, Aside], ...]


def merge(
    node: Mapping, profile: Profile, draft: dict[str, Draft], derived: collections.abc.Set[Path]
) -> Merge:
    """What a conforming draft adds to the profile in ``node``, of which ``derived`` entries have derived ids.

    Nothing that is there changes. The draft itself does: its entries are given the ids they will have.
    """
    merger = _Merger(profile)
    pairs = dict(merger.pairs(node, draft, derived))
    merger.whole(node, draft, pairs)
    return Merge(
        tuple(merger.additions),
        tuple(merger.differences),
        tuple(merger.unsure),
        tuple(merger.unplaced),
        tuple(merger.aside),
    )


class _Pairs(NamedTuple):
    """Which old entry each new one of a section is, by position; path, list and meaning of the old ones."""

    same: dict[int, int]
    path: Path
    listed: Sequence
    old: tuple[Entry, ...]


class _Merger:
    def __init__(self, profile: Profile) -> None:
        self._entries: dict[str, tuple[Entry, ...]] = dict(profile.sections)
        self._lengths: dict[Path, int] = {}
        self.additions: list[Addition] = []
        self.differences: list[Difference] = []
        self.unsure: list[tuple[Path, str]] = []
        self.unplaced: list[Path] = []
        self.aside: list[tuple[str, Aside]] = []

    # Entries

    def pairs(
        self, node: Mapping, draft: dict[str, Draft], derived: collections.abc.Set[Path]
    ) -> Iterator[tuple[str, _Pairs]]:
        """Find out, for each section that both have, which entries are the same; give the others free ids."""
        moved: dict[str, str] = {}
        for path, entries in sections(draft):
            section = str(path[1] if path[0] == "custom" else path[0])
            found = _listed(node, path)
            old = self._entries.get(section, ())
            nodes = {item.location: item for item in (found[1].items if found else ())}
            there = [{**_item(nodes[entry.location]), "id": entry.id} for entry in old]
            new = [_data(entry) for entry in entries]
            same = paired(section, new, there, [(*path, number) in derived for number in range(len(new))])
            taken = {entry.id for entry in old} | {str(item["id"]) for item in new}
            for number, entry in enumerate(entries):
                before = str(new[number]["id"])
                if number in same:
                    moved[f"{section}/{before}"] = f"{section}/{old[same[number]].id}"
                elif any(each.id == before for each in old):
                    after = _free(before, new[number], taken)
                    bare(entry)["id"] = after  # type: ignore[index, call-overload]
                    moved[f"{section}/{before}"] = f"{section}/{after}"
            if found:
                yield section, _Pairs(same, *found, old)
        for _, entries in sections(draft):
            for entry in map(bare, entries):
                if isinstance(entry, dict) and (now := moved.get(str(settled(entry.get("publication"))))):
                    entry["publication"] = now

    def _merge_entries(self, section: str, entries: list[Draft], pairs: _Pairs) -> None:
        order = entry_order(section)
        places = {item.location: number for number, item in enumerate(pairs.listed.items)}
        for number, same in pairs.same.items():
            entry = pairs.old[same]
            place = places[entry.location]
            there, said = pairs.listed.items[place], bare(entries[number])
            assert isinstance(there, Mapping)
            assert isinstance(said, dict)
            self._mapping(there, said, (*pairs.path, place), entry.address, order)
        for number, new in enumerate(entries):
            if number not in pairs.same:
                self._append(pairs.path, len(pairs.listed.items), new, gap=is_long(new))

    # The whole

    def whole(self, node: Mapping, draft: dict[str, Draft], pairs: dict[str, _Pairs]) -> None:
        """Merge everything: first what goes into what is there, then what is new."""
        for path, entries in sections(draft):
            section = str(path[1] if path[0] == "custom" else path[0])
            if section in pairs:
                self._merge_entries(section, entries, pairs[section])
        said = {key: value for key, value in draft.items() if key not in _OF_THE_FILE}
        for key, value in said.items():
            old = node.entries.get(key)
            if old is not None and key == "custom":
                self._custom(old, bare(value), pairs)
            elif old is not None and key not in pairs:
                self._value(old, value, (key,), key)
        self._missing(node, said, (), PROFILE, gap=True)

    def _custom(self, old: Node, new: Draft, pairs: dict[str, _Pairs]) -> None:
        if not (isinstance(old, Mapping) and isinstance(new, dict)):
            return
        for name, section in new.items():
            there, said = old.entries.get(name), bare(section)
            if isinstance(there, Mapping) and isinstance(said, dict):
                others = {key: value for key, value in said.items() if key != "entries" or name not in pairs}
                self._mapping(there, others, ("custom", name), f"custom.{name}", ("title", "entries"))
            elif there is not None and isinstance(said, dict) and "title" in said:
                title = settled(said["title"])
                self.differences.append(Difference(f"custom.{name}.title", there.location, None, title))
        self._missing(old, new, ("custom",), ())

    # Values

    def _mapping(
        self, node: Mapping, new: dict[str, Draft], path: Path, address: str, order: tuple[str, ...]
    ) -> None:
        """Merge the keys of a mapping; an ``id`` is never given to what goes by another one already."""
        said = {key: value for key, value in new.items() if key != "id"}
        for key, value in said.items():
            if key in node.entries:
                self._value(node.entries[key], value, (*path, key), f"{address}.{key}")
        self._missing(node, said, path, order)

    def _missing(
        self,
        node: Mapping,
        new: dict[str, Draft],
        path: Path,
        order: tuple[str, ...],
        *,
        gap: bool | None = None,
    ) -> None:
        for key, value in new.items():
            if key not in node.entries:
                layout = Layout(remarked({key: value}), parted({key: value}), INLINE)
                after = _predecessor(key, node, order)
                self.additions.append(Addition(path, settled(value), key, after, layout, gap))
                self._mark({key: value}, path, {key: key})

    def _append(self, path: Path, length: int, value: Draft, *, gap: bool | None = None) -> None:
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
                self.aside.append(
                    (".".join(step for step in (*path, *each) if isinstance(step, str)), remark)
                )
            elif not any(each[: len(one)] == one for one in aside):
                self.unsure.append(((*path, steps[each[0]], *each[1:]), remark.why))

    def _value(self, old: Node, new: Draft, path: Path, address: str) -> None:
        said = bare(new)
        if isinstance(old, Mapping) and isinstance(said, dict):
            key = path[-1] if isinstance(path[-1], str) else ""
            self._mapping(old, said, path, address, BASICS if path == ("basics",) else INNER.get(key, ()))
        elif isinstance(old, Sequence) and isinstance(said, list):
            self._list(old, said, path, address)
        elif not _agree(old, settled(said)):
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
                    self._append(path, len(old.items), item)
        elif _names(plain(old)) != _names(settled(new)):
            self.differences.append(Difference(address, old.location, plain(old), settled(new)))

    def _items(self, old: Sequence, new: list[Draft], path: Path, address: str) -> None:
        """Merge highlights or links: those that are there are told by what they say."""
        like = _LIKE[str(path[-1])]
        free = dict(enumerate(old.items))
        added: list[Draft] = []
        for item in new:
            words = like(settled(item))
            same = next((at for at, each in free.items() if words & like(plain(each))), None)
            if same is None:
                added.append(item)
                continue
            there, said = free.pop(same), bare(item)
            if isinstance(there, Mapping) and isinstance(said, dict):
                name = there.entries.get("id")
                where = f"{address}[{same + 1}]" if name is None else f"{address}/{plain(name)}"
                self._mapping(there, said, (*path, same), where, INNER[str(path[-1])])
        for item in added:
            self._append(path, len(old.items), item)


def _highlight_words(item: Plain) -> set[str]:
    found = {folded(text_of(item))}
    return found | {f"id:{item['id']}"} if isinstance(item, dict) and "id" in item else found


def _link_words(item: Plain) -> set[str]:
    if not isinstance(item, dict):
        return set()
    url = text_of(item.get("url")).lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    network = folded(text_of(item.get("network")))
    return {f"{key}:{value}" for key, value in (("url", url), ("network", network)) if value}


# Lists of items, and by which words an item is known again.
_LIKE: dict[str, collections.abc.Callable[[Plain], set[str]]] = {
    "highlights": _highlight_words,
    "profiles": _link_words,
}


def _predecessor(key: str, node: Mapping, order: tuple[str, ...]) -> str | None:
    """The last key of the file that stands before ``key`` in the canonical order."""
    if key not in order:
        before = [*node.entries]
    else:
        before = [each for each in node.entries if each in order and order.index(each) < order.index(key)]
    return before[-1] if before else None


def _agree(old: Node, said: Plain) -> bool:
    """Whether two values say the same, whatever way they are written."""
    there = plain(old)
    if isinstance(there, list) or isinstance(said, list):
        return {type(there), type(said)} <= {list, str} and _names(there) == _names(said)
    if isinstance(said, dict):
        return False
    written = old.text if isinstance(old, Scalar) else text_of(there)
    return written.split() == written_as(said).split()


def _names(people: Plain) -> list[str]:
    """The names of a list of people, or of a line of them, as they are compared."""
    listed = people if isinstance(people, list) else split_names(str(people))
    named = (
        text_of(each.get("name") or each) if isinstance(each, dict) else text_of(each) for each in listed
    )
    return [folded(name.rstrip("* ")) for name in named]


def _listed(node: Mapping, path: Path) -> tuple[Path, Sequence] | None:
    """The path and list of the entries of a section, in a profile that may have them under a title or not."""
    found: Node | None = node
    steps: Path = ()
    for step in path[:2] if path[0] == "custom" else path:
        found = found.entries.get(str(step)) if isinstance(found, Mapping) else None
        steps = (*steps, step)
    if isinstance(found, Mapping) and "entries" in found.entries:
        found, steps = found.entries["entries"], (*steps, "entries")
    return (steps, found) if isinstance(found, Sequence) else None


def _data(entry: Draft) -> dict[str, Plain]:
    data = settled(entry)
    assert isinstance(data, dict)
    return data


def _item(node: Node) -> dict[str, Plain]:
    data = plain(node)
    assert isinstance(data, dict)
    return data


def _free(name: str, item: dict[str, Plain], taken: set[str]) -> str:
    """An id for an entry whose own is another entry's: with its year, else with a number."""
    dates = (item.get(key) for key in ("startDate", "releaseDate", "date"))
    year = next((str(date)[:4] for date in dates if date), "")
    candidates = (f"{name}-{year}",) if year else ()
    number = 1
    free = next((each for each in candidates if each not in taken), name)
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
