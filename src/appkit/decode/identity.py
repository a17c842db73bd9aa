"""Identity: the ids of items that have none of their own, derived so that they hold still.

An id depends on what its item says, never on where the item stands; only items that say exactly the same are
told apart by their order.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from appkit.source.node import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from appkit.source.node import Node

_LONGEST_SLUG = 60
# What stands in a line of a table beside its reason; permalinks and citation keys are about as long.
_LONGEST_NAME, _SHORTEST_NAME = 40, 20
# A last word of so few letters is an article, a preposition or the like in most languages.
_SMALL_WORD = 3


def slug(text: str) -> str:
    """The ASCII letters and digits of the text in lower case, everything else hyphens: ``acme-labs``.

    Empty where the text has none, as in Chinese.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    spaced = "".join(c.lower() if c.isascii() and c.isalnum() else " " for c in kept)
    return "-".join(spaced.split())[:_LONGEST_SLUG].strip("-")


def shortened(name: str) -> str:
    """A slug of at most 40 characters: cut between words, and before small ones that would then be its last.

    ``a-graph-is-worth-k-words-euclideanizing-graph`` is ``a-graph-is-worth-k-words-euclideanizing``.
    """
    if len(name) <= _LONGEST_NAME:
        return name
    words = name[: _LONGEST_NAME + 1].split("-")[:-1]
    while words and len(words[-1]) <= _SMALL_WORD and len("-".join(words[:-1])) >= _SHORTEST_NAME:
        words.pop()
    short = "-".join(words)
    return short if len(short) >= _SHORTEST_NAME else name[:_LONGEST_NAME].strip("-")


def digest(text: str) -> str:
    """SHA-256 of the text in hex; ids take as many digits of it as they need."""
    import hashlib  # noqa: PLC0415 - OpenSSL takes 3 ms to load, and most items have ids

    return hashlib.sha256(text.encode()).hexdigest()


def content(node: Node) -> str:
    """The data of a node as one line, the same for mappings whose keys stand in another order."""
    return json.dumps(plain(node), sort_keys=True, ensure_ascii=False)


def entry_candidates(headline: str, start: str | None, node: Node) -> tuple[str, ...]:
    """The ids an entry may have, best first: its name; all of that; with its date; with a hash."""
    whole = slug(headline) or f"e-{digest(headline)[:8]}"
    name = shortened(whole)
    longer = (whole,) if whole != name else ()
    dated = (f"{name}-{start}",) if start else ()
    return (name, *longer, *dated, f"{name}-{digest(content(node))[:8]}")


def highlight_candidates(text: str, node: Node) -> tuple[str, ...]:
    """The ids a highlight may have, best first: ever more digits of its text's hash, then of all it says."""
    whole = digest(text)
    return (f"h-{whole[:8]}", f"h-{whole[:16]}", f"h-{whole[:8]}-{digest(content(node))[:8]}")


def assign(candidates: Sequence[Sequence[str]], taken: AbstractSet[str]) -> list[str]:
    """An id for each item, from its own candidates, none of them in ``taken`` and no two alike.

    Items that want the same id all move on to their next candidate, so that none depends on coming first.
    """
    level = [0] * len(candidates)
    while True:
        wanted = [options[at] for options, at in zip(candidates, level, strict=True)]
        counts = Counter(wanted)
        movable = [
            index
            for index, name in enumerate(wanted)
            if (counts[name] > 1 or name in taken) and level[index] + 1 < len(candidates[index])
        ]
        if not movable:
            return _numbered(wanted, set(taken))
        for index in movable:
            level[index] += 1


def _numbered(names: Sequence[str], taken: set[str]) -> list[str]:
    """The names, those that repeat with ``-2``, ``-3`` and so on behind them."""
    free = set(names)
    result = []
    for name in names:
        unique, number = name, 1
        while unique in taken or (number > 1 and unique in free):
            number += 1
            unique = f"{name}-{number}"
        taken.add(unique)
        result.append(unique)
    return result
