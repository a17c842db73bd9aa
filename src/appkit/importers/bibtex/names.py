"""Authors as BibTeX writes them, as the authors of a publication: names as printed, and their marks.

Marks are biblatex's data annotations (``author+an = {1=equal; 2=self}``; biblatex manual, 3.7), or stars and
daggers that people put behind names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.exceptions import PybtexError

from appkit.importers.bibtex.latex import plain, squeezed
from appkit.importers.publications.names import ET_AL, author, printed_name

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted

# What annotations are called that mean a mark of ours. People highlight their own name.
MARKS: Final = {
    "equal": "equal",
    "cofirst": "equal",
    "co-first": "equal",
    "self": "self",
    "me": "self",
    "myself": "self",
    "highlight": "self",
    "corresponding": "corresponding",
    "corr": "corresponding",
}

# Not in braces of its own: such a star belongs to the name.
_STAR = (
    r"(?<!\{)(?:[*∗＊⋆]|\$\s*\^?\s*\{?\s*(?:\*|\\ast|\\star)\s*\}?\s*\$"
    r"|\\textsuperscript\{\s*\*\s*\}|\^\{?\*\}?)"
)
_DAGGER = r"(?:(?<!\{)[†‡§¶]|\$\s*\^?\s*\{?\s*\\(?:dagger|ddagger|dag|ddag)\s*\}?\s*\$|\\(?:dag|ddag)\{\})"
_MARKS = re.compile(rf"\s*(?P<marks>(?:{_STAR}|{_DAGGER})+)(?=\s*(?:,|\}}?$))")

# biblatex's other way to write a name: `given=Ludwig, prefix=van, family=Beethoven`.
_PART = re.compile(r"\s*(?P<key>given|family|prefix|suffix|useprefix|id)\s*=\s*(?P<value>.*)", re.DOTALL)


class Author(NamedTuple):
    """An author as read: the name as printed, and the signs that stood behind it."""

    name: str
    starred: bool
    signs: str


def authors(value: str, marks: dict[int, frozenset[str]]) -> list[Drafted]:
    """The authors of a field in their order; ``marks`` are the annotations of each, counted from 1."""
    names = [name.strip() for name in split_name_list(squeezed(value))]
    found: list[Drafted] = []
    for number, name in enumerate(filter(None, names), start=1):
        if name.casefold() == "others":
            found.append(ET_AL)
        elif (read := _author(name)).name:
            found.append(_drafted(read, marks.get(number, frozenset())))
    return found


def marks_of(value: str) -> dict[int, frozenset[str]] | None:
    """The annotations of a list, by the number of the item; None where they are written in another way."""
    found: dict[int, frozenset[str]] = {}
    for part in filter(str.strip, value.split(";")):
        match = re.fullmatch(r"\s*([0-9]{1,4})\s*=\s*(.+?)\s*", part, re.DOTALL)
        if not match:
            return None
        words = {word.strip(" \"'").casefold() for word in match[2].split(",")}
        found[int(match[1])] = found.get(int(match[1]), frozenset()) | words
    return found


def _drafted(found: Author, marks: frozenset[str]) -> Drafted:
    """An author as a profile has it, with the signs and annotations that mean nothing to it kept."""
    known = {MARKS[mark] for mark in marks if mark in MARKS} | ({"equal"} if found.starred else set())
    kept: dict[str, Drafted] = {"x-mark": found.signs} if found.signs else {}
    if others := sorted(mark for mark in marks if mark not in MARKS):
        kept["x-annotation"] = ", ".join(others)
    return author(found.name, known, kept)


def _author(written: str) -> Author:
    """An author from the name between two ``and``."""
    found = _MARKS.findall(written)
    bare = _MARKS.sub("", written)
    starred = any(re.search(_STAR, marks) for marks in found)
    signs = plain("".join(re.sub(_STAR, "", marks) for marks in found)).replace("^", "")
    return Author(plain(_printed(bare)), starred, signs)


def _printed(name: str) -> str:
    """A name in the order in which it is printed: first names, particles, family name, ``Jr``."""
    if parts := _parts(name):
        given = " ".join(parts[key] for key in ("given", "prefix") if key in parts)
        return printed_name(given, parts["family"], parts.get("suffix", ""))
    try:
        person = Person(name)
    except PybtexError:  # more commas than a name has
        return name
    names = (*person.first_names, *person.middle_names, *person.prelast_names)
    return printed_name(" ".join(names), " ".join(person.last_names), " ".join(person.lineage_names))


def _parts(name: str) -> dict[str, str]:
    """The parts of a name that names its parts; empty where it does not."""
    found = [_PART.fullmatch(part) for part in name.split(",")]
    named = {part["key"]: part["value"].strip(' "') for part in found if part}
    return named if all(found) and "family" in named else {}
