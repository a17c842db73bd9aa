"""Whether two publications are the same paper, by what they say.

The same DOI means the same paper. Otherwise titles are compared by their letters and digits alone, and years:
a preprint may be up to two years older than what it became. What appeared at two places is two papers, even
under one title, as editorials are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from appkit.importers.imported import Unsure
from appkit.model.bibliography import bare_doi

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# So many years may pass between a preprint and its publication.
_YEARS_TO_APPEAR = 2

_FINAL = frozenset({"published", None})

# What is of such a type is not the same as what is of another, whatever its title.
_APART = frozenset({"thesis", "book", "dataset", "software", "patent", "speech"})
_PLACES = ("volume", "issue", "pages")


def same_publication(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two entries of ``publications``, as plain data of a profile, are about the same paper."""
    dois = (_doi(one), _doi(other))
    if all(dois):
        if dois[0] == dois[1]:
            return True
        if not _may_have_appeared(one, other):
            return False
    return bool(_titles(one) & _titles(other)) and _years_agree(one, other) and not _differ(one, other)


def _differ(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two of one title cannot be one: a thesis and a paper, or pages of two volumes."""
    types = {next(_wordings(entry.get("type")), "") for entry in (one, other)}
    if "" not in types and len(types) > 1 and types & _APART:
        return True
    if _may_have_appeared(one, other):
        return False
    places = ((_place(one, key), _place(other, key)) for key in _PLACES)
    return any(here and there and here != there for here, there in places)


def _place(entry: Mapping[str, object], key: str) -> str:
    """A volume, an issue or the first page."""
    return re.split(r"[-–—, ]", next(_wordings(entry.get(key)), "").strip())[0].casefold()


def likenesses(entry: Mapping[str, object]) -> frozenset[str]:
    """Words of which two entries share one if :func:`same_publication` says yes: for looking them up."""
    doi = _doi(entry)
    return _titles(entry) | (frozenset({f"doi:{doi}"}) if doi else frozenset())


def folded_title(title: str) -> str:
    """The letters and digits of a title in lower case, without accents, marks of LaTeX or of Markdown."""
    if "\\" in title or "$" in title:
        from appkit.importers.bibtex.latex import plain  # noqa: PLC0415 - its package needs this one first

        title = plain(title)
    decomposed = unicodedata.normalize("NFKD", title)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    letters = "".join(c for c in kept if c.isalnum())
    # A title of signs alone is compared by its signs.
    return letters or " ".join(kept.split())


def _titles(entry: Mapping[str, object]) -> frozenset[str]:
    return frozenset(found for title in _wordings(entry.get("name")) if (found := folded_title(title)))


def _doi(entry: Mapping[str, object]) -> str:
    return next((bare_doi(doi).casefold() for doi in _wordings(entry.get("doi"))), "")


def _wordings(value: object) -> Iterator[str]:
    """Every wording of a text of a profile: plain, by language, or with variants for an audience."""
    match value:
        case Unsure():
            yield from _wordings(value.value)
        case dict():
            for inner in value.values():
                yield from _wordings(inner)
        case str() | int() | float():
            yield str(value)


def _years_agree(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    years = (_year(one), _year(other))
    if years[0] is None or years[1] is None:
        return True
    apart = abs(years[0] - years[1])
    return apart == 0 or (apart <= _YEARS_TO_APPEAR and _may_have_appeared(one, other))


def _may_have_appeared(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether one of the two may be what the other was before it was published."""
    return not {_status(one), _status(other)} <= _FINAL


def _status(entry: Mapping[str, object]) -> str | None:
    return next(_wordings(entry.get("status")), None)


def _year(entry: Mapping[str, object]) -> int | None:
    written = next(_wordings(entry.get("releaseDate")), "")
    found = re.match(r"[0-9]{4}", written)
    return int(found[0]) if found else None
