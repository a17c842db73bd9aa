"""Hints: what was meant by a name that is not there, and which names are."""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A hint naming the candidate nearest to ``word``, or None where nothing is near."""
    import difflib  # noqa: PLC0415 - needed only when something is misspelt

    names = sorted(set(candidates))
    some = names if len(names) <= _COMPARED else _neighbours(word, names)
    near = difflib.get_close_matches(word, some, n=1, cutoff=0.6)
    if not near:
        folded = {name.lower().replace("_", "").replace("-", ""): name for name in some}
        match = folded.get(word.lower().replace("_", "").replace("-", ""))
        near = [match] if match else []
    return f"did you mean '{near[0]}'?" if near else None


# Comparing takes 10 to 50 µs a name. So many are all compared; of more, so many on each side of where the
# word would stand: who misspells 2,000 references to 2,000 papers is to be told so within seconds.
_COMPARED = 200
_BESIDE = 5


def _neighbours(word: str, names: Sequence[str]) -> list[str]:
    """Of sorted names those that begin as the word does, or end so: one slip leaves one of both as it was."""
    backwards = _backwards(tuple(names))
    found: dict[str, None] = {}
    for near, those in ((word, names), (word[::-1], backwards)):
        at = bisect.bisect(those, near)
        some = those[max(at - _BESIDE, 0) : at + _BESIDE]
        found.update(dict.fromkeys(some if those is names else (name[::-1] for name in some)))
    return sorted(found)


@functools.lru_cache(maxsize=4)
def _backwards(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(name[::-1] for name in names))


def one_of(candidates: Iterable[str], *, limit: int = 12) -> str:
    """The sorted candidates as words for a hint, cut to ``limit`` of them."""
    names = sorted(set(candidates))
    shown = ", ".join(names[:limit])
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown
