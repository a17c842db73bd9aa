"""A draft worked on: what an importer made, with what became of it on the way to a profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

from appkit.dataclass import dataclass
from appkit.importers.imported import UNPLACED, Unsure
from appkit.model.jsonresume import MEMORY
from appkit.source import refused_character

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.importers.imported import Drafted
    from appkit.source.made import Path
    from appkit.source.node import Plain

# Data in which what is doubted, and what has been put aside, is marked.
Draft: TypeAlias = "str | int | bool | list[Draft] | dict[str, Draft] | Unsure | Aside | None"


@dataclass(frozen=True, slots=True)
class Aside:
    """A value that cannot stand where its importer put it, and what ``check`` and ``lint`` say about that."""

    value: Draft
    code: str
    why: str


_DATES = frozenset({"startDate", "endDate", "date", "releaseDate"})
_YEAR = re.compile(r"[1-9][0-9]{3}")


def draft_of(data: Drafted) -> Draft:
    """A copy that can be changed.

    Characters that no field may hold become spaces. A year is a number, which needs no quotes.
    """
    match data:
        case dict():
            return {
                _clean(key): _year(value) if key in _DATES else draft_of(value) for key, value in data.items()
            }
        case list():
            return [draft_of(item) for item in data]
        case Unsure():
            return Unsure(cast("Drafted", draft_of(data.value)), data.why)
        case str():
            return _clean(data)
        case _:
            return data


def _year(data: Drafted) -> Draft:
    if isinstance(data, Unsure):
        return Unsure(cast("Drafted", _year(data.value)), data.why)
    return int(data) if isinstance(data, str) and _YEAR.fullmatch(data) else draft_of(data)


def _clean(text: str) -> str:
    while found := refused_character(text):
        text = text.replace(found[0], " ")
    return text


def inner(marked: Unsure | Aside) -> Draft:
    """What something is said about; all that an importer drafts may stand in a draft."""
    return marked.value  # type: ignore[return-value]  # lists and mappings that can be changed are invariant


def bare(draft: Draft) -> Draft:
    """The value itself, whatever is said about it."""
    while isinstance(draft, Unsure | Aside):
        draft = inner(draft)
    return draft


def settled(draft: Draft) -> Plain:
    """The data alone."""
    draft = bare(draft)
    match draft:
        case dict():
            return {key: settled(value) for key, value in draft.items()}
        case list():
            return [settled(item) for item in draft]
        case _:
            return cast("Plain", draft)


def at(draft: Draft, path: Path) -> Draft:
    """The value at a path."""
    for step in path:
        draft = bare(draft)
        draft = draft[step] if isinstance(draft, dict) else cast("list[Draft]", draft)[cast("int", step)]  # type: ignore[index]
    return draft


def remarks(draft: Draft, path: Path = ()) -> Iterator[tuple[Path, Unsure | Aside]]:
    """Everything that is said about a value, with the path of that value, the outer before the inner."""
    while isinstance(draft, Unsure | Aside):
        yield path, draft
        draft = inner(draft)
    for step, part in _parts(draft):
        yield from remarks(part, (*path, step))


def unplaced(draft: Draft, path: Path = ()) -> Iterator[Path]:
    """The path of everything that is kept under a key beginning ``x-``, each item of ``x-unplaced`` apart.

    What is remembered of a JSON Resume for an export has no place to be put to.
    """
    for step, part in _parts(bare(draft)):
        here = (*path, step)
        if here == (UNPLACED,) and isinstance(bare(part), list):
            yield from ((*here, index) for index, _ in _parts(bare(part)))
        elif isinstance(step, str) and step.startswith("x-"):
            yield from () if here == (MEMORY,) else (here,)
        else:
            yield from unplaced(part, here)


def _parts(draft: Draft) -> Iterator[tuple[str | int, Draft]]:
    match draft:
        case dict():
            yield from draft.items()
        case list():
            yield from enumerate(draft)


def count(draft: Draft) -> int:
    """How many scalars a value holds."""
    draft = bare(draft)
    return sum(count(part) for _, part in _parts(draft)) if isinstance(draft, dict | list) else 1
