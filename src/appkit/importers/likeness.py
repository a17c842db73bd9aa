"""Whether two values say the same, in whatever way they are written."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from appkit.decode.people import split_names
from appkit.source import Scalar, plain
from appkit.source.made import written_as

if TYPE_CHECKING:
    from appkit.source import Node
    from appkit.source.node import Plain


def text_of(value: Plain) -> str:
    """The general wording of a text, in its first language where it has several."""
    if isinstance(value, dict):
        return text_of(value.get("text") or next(iter(value.values()), None))
    return "" if value is None or isinstance(value, list) else str(value)


def folded(text: str) -> str:
    """The letters and digits of a text, without case and accents, in words parted by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).split()) or " ".join(text.split())


def agree(old: Node, said: Plain) -> bool:
    """Whether two values say the same, whatever way they are written."""
    there = plain(old)
    if isinstance(there, list) or isinstance(said, list):
        return {type(there), type(said)} <= {list, str} and names_of(there) == names_of(said)
    if isinstance(said, dict) or said is None:
        return there == said
    written = old.text if isinstance(old, Scalar) else text_of(there)
    return written.split() == written_as(said).split()


def names_of(people: Plain) -> list[str]:
    """The names of a list of people, or of a line of them, as they are compared."""
    listed = people if isinstance(people, list) else split_names(str(people))
    named = (
        text_of(each.get("name") or each) if isinstance(each, dict) else text_of(each) for each in listed
    )
    return [folded(name.rstrip("* ")) for name in named]


def highlight_marks(item: Plain) -> tuple[str, ...]:
    """What a highlight is known by, the surest first: its id, its words."""
    return str(item.get("id") or "") if isinstance(item, dict) else "", folded(text_of(item))


def link_marks(item: Plain) -> tuple[str, ...]:
    """What a page of the person elsewhere is known by, the surest first: its network, its address."""
    if not isinstance(item, dict):
        return ()
    url = text_of(item.get("url")).lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    return folded(text_of(item.get("network"))), url
