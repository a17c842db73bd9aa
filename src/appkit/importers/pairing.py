"""Which entries, highlights and links of a new profile are those of an old one: what a merge adds to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from appkit.importers.likeness import folded, text_of
from appkit.importers.publications.matching import likenesses, same_publication
from appkit.model.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from appkit.source.node import Plain

Item: TypeAlias = "Mapping[str, Plain]"
# Whether a new entry is the old one; the flag says that its id is derived.
_Rule: TypeAlias = "Callable[[Item, Item, bool], bool]"

# What tells two entries of one name apart, beside the day on which they began.
_ROLES = ("position", "studyType", "area")


def paired(
    section: str, new: Sequence[Item], old: Sequence[Item], is_derived: Sequence[bool]
) -> dict[int, int]:
    """Which of the ``old`` entries of a section each of the ``new`` ones is, by position, none of them twice.

    All entries have their ``id``. An id that the new file gave decides; one that is derived, and so says what
    the headline says, does where the rest does not speak against it.
    """
    found: dict[int, int] = {}
    by_word: dict[str, list[int]] = {}
    for at, item in enumerate(old):
        for word in _words(section, item):
            by_word.setdefault(word, []).append(at)
    for rule in _rules(section):
        taken = set(found.values())
        # Those that say most have the least choice.
        for number, item in sorted(enumerate(new), key=lambda each: -len(each[1])):
            if number in found:
                continue
            near = sorted({at for word in _words(section, item) for at in by_word.get(word, ())} - taken)
            same = next((at for at in near if rule(item, old[at], is_derived[number])), None)
            if same is not None:
                found[number] = same
                taken.add(same)
    return found


def _words(section: str, item: Item) -> Iterator[str]:
    """Words of which two entries share one where any rule may take them for the same."""
    yield f"id:{item['id']}"
    if section == "publications":
        yield from likenesses(item)
    elif name := folded(text_of(item.get(kind_of(section).headline))):
        yield name


def _rules(section: str) -> tuple[_Rule, ...]:
    """What makes two entries one, the surest first."""
    if section == "publications":
        return (
            # What an import has added under another id, the next one finds again.
            lambda new, old, _: {**new, "id": old["id"]} == dict(old),
            # Papers of one title are told apart by the keys that a file gave them, where nothing denies it.
            lambda new, old, derived: (
                new["id"] == old["id"]
                and not derived
                and same_publication(new, old)
                and not _denies(new, old)
            ),
            # After a first import an old paper has all that a new one has: a second must find the same.
            lambda new, old, _: new["id"] == old["id"] and new.keys() <= old.keys() and _is_told(new, old),
            lambda new, old, _: new.keys() <= old.keys() and _is_told(new, old),
            lambda new, old, _: new["id"] == old["id"] and _is_told(new, old),
            lambda new, old, _: _is_told(new, old),
            lambda new, old, _: new["id"] == old["id"] and same_publication(new, old),
            lambda new, old, _: same_publication(new, old),
            # A title that was put right by hand; without the year, `smith2020` may be any paper of a Smith.
            lambda new, old, _: new["id"] == old["id"] and _start(new, section) == _start(old, section) != "",
        )
    headline = kind_of(section).headline
    return (
        lambda new, old, _: dict(new) == dict(old),
        lambda new, old, derived: new["id"] == old["id"] and not derived,
        lambda new, old, _: new["id"] == old["id"] and _conflicts(new, old, section) == 0,
        lambda new, old, _: (
            folded(text_of(new.get(headline))) == folded(text_of(old.get(headline))) != ""
            and _conflicts(new, old, section) == 0
        ),
        # One of the two may have been corrected by hand; were both, it would be another job at that place.
        lambda new, old, _: new["id"] == old["id"] and _conflicts(new, old, section) < 2,
    )


def _is_told(new: Item, old: Item) -> bool:
    """Whether an old paper has every title and DOI of a new one that it may be."""
    return likenesses(new) <= likenesses(old) and same_publication(new, old)


def _conflicts(one: Item, other: Item, section: str) -> int:
    """How many of day and role speak against two entries being one; what either of them lacks does not."""
    days = _start(one, section), _start(other, section)
    roles = [[folded(text_of(each.get(key))) for each in (one, other)] for key in _ROLES]
    days_differ = all(days) and not (days[0].startswith(days[1]) or days[1].startswith(days[0]))
    return days_differ + any(all(pair) and pair[0] != pair[1] for pair in roles)


def _start(item: Item, section: str) -> str:
    return text_of(item.get(kind_of(section).start))


def paired_items(
    new: Sequence[Plain], old: Sequence[Plain], marks: Callable[[Plain], tuple[str, ...]]
) -> dict[int, int]:
    """Which old highlight or link each new one is, by position, none of them twice.

    Those that say exactly the same are the same; so are, after them, those that have one of their ``marks``
    (the surest first, "" where there is none) in common: at first where neither says what the other denies,
    since a person may have two accounts at one place.
    """
    found = _equals(new, old)
    said, there = [marks(item) for item in new], [marks(item) for item in old]
    by_mark: dict[tuple[int, str], list[int]] = {}
    for at, known in enumerate(there):
        for rank, mark in enumerate(known):
            by_mark.setdefault((rank, mark), []).append(at)
    taken = set(found.values())
    for is_strict in (True, False):
        for rank in range(2):
            for number, known in enumerate(said):
                if number in found or not known or not known[rank]:
                    continue
                near = (at for at in by_mark.get((rank, known[rank]), ()) if at not in taken)
                same = next((at for at in near if not (is_strict and _denies(new[number], old[at]))), None)
                if same is not None:
                    found[number] = same
                    taken.add(same)
    return found


def _equals(new: Iterable[Plain], old: Iterable[Plain]) -> dict[int, int]:
    """The pairs that say exactly the same."""
    places: dict[str, list[int]] = {}
    for at, item in enumerate(old):
        places.setdefault(json.dumps(item, sort_keys=True), []).append(at)
    found: dict[int, int] = {}
    for number, item in enumerate(new):
        if left := places.get(json.dumps(item, sort_keys=True)):
            found[number] = left.pop(0)
    return found


def _denies(one: Plain | Item, other: Plain | Item) -> bool:
    """Whether two items say different things about the same; what only one of them says denies nothing."""
    if not (isinstance(one, Mapping) and isinstance(other, Mapping)):
        return _words_of(one) != _words_of(other)
    return any(_words_of(one[key]) != _words_of(other[key]) for key in (one.keys() & other.keys()) - {"id"})


def _words_of(value: Plain | Item) -> object:
    """A value as it is compared: whatever is no text by its parts."""
    if isinstance(value, list):
        return value
    return text_of(dict(value) if isinstance(value, Mapping) else value).split()
