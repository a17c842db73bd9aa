"""The YAML of an imported profile: commented, in canonical order, as a person would write and edit it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from appkit.importers.drafts import Aside, bare, count, remarks, settled
from appkit.importers.imported import UNPLACED
from appkit.importers.order import ordered
from appkit.model.jsonresume import MEMORY
from appkit.model.vocabulary import SECTIONS
from appkit.source.document import Layout, comment, document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.importers.drafts import Draft
    from appkit.source.made import Path

# Keys whose lists and mappings stand on one line where they fit.
INLINE: Final[frozenset[str | int]] = frozenset(
    {
        "advisors", "aliases", "authors", "courses", "items", "keywords", "links", "location", "profiles",
        "roles", "tags",
    }
)  # fmt: skip
# Entries of a section are parted by empty lines where one of them says more than this.
_FEW = 5

_HOW_UNSURE = (
    "Where a comment says 'unsure', look whether what is below it is right; then delete the comment."
)
_WHAT_IS_REMEMBERED = "What the file said without meaning, for `appkit export`; nothing else needs it."
_WHAT_UNPLACED = "What found no place: put it where it belongs, or delete it. It is never rendered."


def profile_text(draft: dict[str, Draft], origin: str, modeline: str) -> str:
    """The text of a new profile that was made from ``origin``, which is told in its head."""
    data = ordered(draft)
    plain = settled(data)
    assert isinstance(plain, dict)
    comments = remarked(data)
    head = [f"Everything true about you, in one place. Made from {origin}."]
    if any(text.startswith(_UNSURE) for text in comments.values()):
        head.append(_HOW_UNSURE)
    for key, text in ((UNPLACED, _WHAT_UNPLACED), (MEMORY, _WHAT_IS_REMEMBERED)):
        if key in plain:
            comments[key,] = text
    top = "".join(f"{line}\n" for sentence in head for line in comment(sentence))
    start = f"{modeline}#\n" if modeline else ""
    return f"{start}{top}\n{document(plain, Layout(comments, parted(data), INLINE))}"


_UNSURE = "unsure: "


def remarked(draft: Draft) -> dict[Path, str]:
    """The comment that stands above each value that something is said about."""
    found: dict[Path, str] = {}
    for path, remark in remarks(draft):
        text = remark.why if isinstance(remark, Aside) else f"{_UNSURE}{remark.why}"
        found[path] = f"{found[path]}; {text}" if path in found else text
    return found


def parted(profile: dict[str, Draft]) -> frozenset[Path]:
    """Where empty lines stand: before every section but the first, and between entries that say much."""
    found: set[Path] = {(key,) for key in list(profile)[1:]}
    for path, entries in sections(profile):
        if any(is_long(entry) for entry in entries):
            found |= {(*path, index) for index in range(1, len(entries))}
    return frozenset(found)


def is_long(entry: Draft) -> bool:
    """Whether an entry takes more than a few lines."""
    entry = bare(entry)
    if not isinstance(entry, dict):
        return False
    lists = (value for value in map(bare, (entry.get(key) for key in ("highlights", "summary"))) if value)
    return len(entry) + sum(count(each) for each in lists) > _FEW


def sections(profile: dict[str, Draft]) -> Iterator[tuple[Path, list[Draft]]]:
    """The path of every list of entries, those of the user's own sections too, with its entries."""
    for key, value in profile.items():
        inner = bare(value)
        if key in SECTIONS and isinstance(inner, list):
            yield (key,), inner
        elif key == "custom" and isinstance(inner, dict):
            for name, section in inner.items():
                listed = bare(section)
                path: Path = (key, name)
                if isinstance(listed, dict) and "entries" in listed:
                    listed, path = bare(listed["entries"]), (*path, "entries")
                if isinstance(listed, list):
                    yield path, listed
