"""Names of authors from the parts that bibliographies give, as they are printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from appkit.importers.imported import Unsure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.importers.imported import Drafted

ET_AL: Final = Unsure("et al.", "the file does not name all authors: add the others, or leave this out")

# Chinese, Japanese and Korean characters: names in them begin with the family, and have no spaces.
_EASTERN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


def printed_name(given: str, family: str, suffix: str = "") -> str:
    """A name in the order in which it is printed; particles (``van``) stand at the end of ``given``.

    A numeral follows without a comma: ``Martin Luther King, Jr.`` but ``Henry Ford II``.
    """
    if _EASTERN.fullmatch(given) and _EASTERN.fullmatch(family):
        return family + given
    name = " ".join(filter(None, (given, family)))
    if not suffix:
        return name
    return f"{name} {suffix}" if re.fullmatch(r"[IVX]+", suffix) else f"{name}, {suffix}"


def author(name: str, marks: Iterable[str], kept: dict[str, Drafted]) -> Drafted:
    """An author as a profile has it: a name alone where nothing else is said."""
    told = frozenset(marks)
    said: dict[str, Drafted] = {key: True for key in ("self", "equal", "corresponding") if key in told}
    # A star behind a bare name would mark equal contribution.
    return {"name": name, **said, **kept} if said or kept or name.endswith("*") else name


def as_editor(person: Drafted) -> Drafted:
    """An editor among the authors, of a book that has no authors of its own."""
    if isinstance(person, Unsure):
        return person
    return {**(person if isinstance(person, dict) else {"name": person}), "x-role": "editor"}
