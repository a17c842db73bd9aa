"""Authors of an item of CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.importers.csl.reading import words_of
from appkit.importers.fields import is_empty, text_of
from appkit.importers.publications.names import ET_AL, as_editor, author, printed_name
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from appkit.importers.csl.reading import Reading
    from appkit.importers.imported import Drafted
    from appkit.source import Node

# Of a name, what is printed or decides how; the rest is kept with the author.
_PARTS = ("given", "family", "suffix", "dropping-particle", "non-dropping-particle", "literal")
_SETTINGS = frozenset({"comma-suffix", "static-ordering", "parse-names", "isInstitution"})


def read_authors(reading: Reading) -> None:
    """Put the authors into the draft; a book without authors has its editors."""
    role = next((role for role in ("author", "editor") if reading.node(role)), None)
    node = reading.node(role) if role else None
    if role is None or not isinstance(node, Sequence):
        return
    reading.take(role)
    people = [(item, _author(item)) for item in node.items if not is_empty(item)]
    found: list[Drafted] = [person for _, person in people if person]
    reading.draft.put("authors", found if role == "author" else list(map(as_editor, found)))
    if odd := [cast("Drafted", plain(item)) for item, person in people if not person]:
        reading.draft.keep(role, odd)


def _author(node: Node) -> Drafted:
    if isinstance(node, Scalar):
        return author(words_of(text_of(node)), (), {})
    if not isinstance(node, Mapping):
        return None
    parts = {key: words_of(text_of(part)) for key in _PARTS if isinstance(part := node.get(key), Scalar)}
    name = parts.get("literal") or _printed(parts)
    told = {"literal"} if parts.get("literal") else set(parts)
    if name.casefold() in {"others", "et al", "et al."}:
        return ET_AL
    kept: dict[str, Drafted] = {
        f"x-{key.lower()}": cast("Drafted", plain(value))
        for key, value in node.entries.items()
        if key not in told and key not in _SETTINGS and not is_empty(value)
    }
    # People put a star behind any part of a name that contributed equally.
    starred = "literal" not in parts and any(part.endswith("*") for part in parts.values())
    if starred:
        name = _printed({key: part.rstrip("*∗ ") for key, part in parts.items()})
    return author(name, ("equal",) if starred else (), kept) if name else None


def _printed(parts: dict[str, str]) -> str:
    order = ("given", "dropping-particle", "non-dropping-particle")
    given = " ".join(parts[key] for key in order if parts.get(key))
    return printed_name(given, parts.get("family", ""), parts.get("suffix", ""))
