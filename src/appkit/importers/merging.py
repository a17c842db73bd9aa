"""A draft merged into a profile that is there: entry by entry, as far as they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.adding import Adding, Difference
from appkit.importers.drafts import bare, settled
from appkit.importers.order import PROFILE, entry_order
from appkit.importers.pairing import paired
from appkit.importers.writing import is_long, sections
from appkit.model.jsonresume import MEMORY
from appkit.source import Mapping, Sequence, plain

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from appkit.importers.drafts import Draft
    from appkit.model.profile import Entry, Profile
    from appkit.source import Node
    from appkit.source.made import Path
    from appkit.source.node import Plain

# They are about a file, not about a person.
_OF_THE_FILE = frozenset({"$schema", "meta", MEMORY})


def merge(
    node: Mapping, profile: Profile, draft: dict[str, Draft], derived: collections.abc.Set[Path]
) -> Adding:
    """What a conforming draft adds to the profile in ``node``, of which ``derived`` entries have derived ids.

    Nothing that is there changes. The draft itself does: its entries are given the ids they will have.
    """
    merger = _Merger(profile)
    merger.whole(node, draft, dict(merger.pairs(node, draft, derived)))
    return merger.adding


class _Pairs(NamedTuple):
    """Which old entry each new one of a section is, by position; path, list and meaning of the old ones."""

    same: dict[int, int]
    path: Path
    listed: Sequence
    old: tuple[Entry, ...]


class _Merger:
    def __init__(self, profile: Profile) -> None:
        self._entries: dict[str, tuple[Entry, ...]] = dict(profile.sections)
        self.adding = Adding()

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
            self.adding.mapping(there, said, (*pairs.path, place), entry.address, order)
        for number, new in enumerate(entries):
            if number not in pairs.same:
                self.adding.append(pairs.path, len(pairs.listed.items), new, gap=is_long(new))

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
                self.adding.value(old, value, (key,), key)
        self.adding.missing(node, said, (), PROFILE, gap=True)

    def _custom(self, old: Node, new: Draft, pairs: dict[str, _Pairs]) -> None:
        if not (isinstance(old, Mapping) and isinstance(new, dict)):
            return
        for name, section in new.items():
            there, said = old.entries.get(name), bare(section)
            if isinstance(there, Mapping) and isinstance(said, dict):
                others = {key: value for key, value in said.items() if key != "entries" or name not in pairs}
                self.adding.mapping(there, others, ("custom", name), f"custom.{name}", ("title", "entries"))
            elif there is not None and isinstance(said, dict) and "title" in said:
                title = settled(said["title"])
                self.adding.differences.append(
                    Difference(f"custom.{name}.title", there.location, None, title)
                )
        self.adding.missing(old, new, ("custom",), ())


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
