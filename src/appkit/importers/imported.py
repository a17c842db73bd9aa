"""What an import makes: a profile in the making, and how much of the file found its place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

# Data of a profile as it is to be written, with what an importer doubts marked.
Drafted: TypeAlias = "str | int | bool | list[Drafted] | dict[str, Drafted] | Unsure | None"

# Where a profile keeps what a file says and nobody could place.
UNPLACED = "x-unplaced"


@dataclass(frozen=True, slots=True)
class Unsure:
    """A value that may stand in the wrong place; ``why`` is written as a comment beside it."""

    value: Drafted
    why: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values (or, of prose, pieces of lines) of a file were ``read``, and what became of them.

    ``placed`` are those in a field that appkit knows, ``unsure`` of them doubtful; ``unplaced`` are kept
    under a key that begins with ``x-``; ``empty`` ones (``null``, ``""``) say nothing. ``read`` is the sum of
    ``placed``, ``unplaced`` and ``empty``.
    """

    read: int
    placed: int
    unsure: int
    unplaced: int
    empty: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A profile as a file of another kind tells it: its data, keys in the file's order, and the tally."""

    profile: Mapping[str, Drafted]
    tally: Tally
