"""The segments of a reference told apart: authors, title, venue, year, volume and pages, DOI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.dates import entry_date
from appkit.importers.prose.line import Words, cut, literal, plain, text_of, trimmed
from appkit.importers.prose.people import authors_in, is_name, split_people
from appkit.importers.prose.segments import LONGEST
from appkit.importers.prose.standing import is_short_venue, is_venue, merged_short, standing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_DOI = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s,;]+)", re.IGNORECASE)
_DOI_BEHIND = re.compile(r"\s+\((10\.\d{4,9}/[^\s()]+)\)$")
_NUMBERS = re.compile(
    r"[,.]?\s*(?:vol(?:ume|\.)?\s*)?(?<!\d)(?P<volume>(?!(?:19|20)\d\d\b)\d{1,4})\s*"
    r"(?:\(\s*(?P<issue>[\d–-]{1,7})\s*\)|,?\s*no\.?\s*(?P<number>\d{1,4}))?"
    r"\s*[:,]\s*(?:pp?\.?\s*)?(?P<pages>\w?\d{1,6}\s*[-–]{1,2}\s*\w?\d{1,6})\s*[.,]?\s*$",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"[,.]?\s*\(?(?:pp?\.?|pages)\s*(?P<pages>\d{1,6}\s*[-–]{1,2}\s*\d{1,6})\)?\s*[.,]?\s*$", re.IGNORECASE
)
_TAIL = 80
# So much of a list are names where it is one of authors; almost all, where nothing else may be.
_ENOUGH = 0.6
_ALMOST_ALL = 0.9
# One name alone may as well be a title of capitalised words, and what names a venue may look like names.
_LONE = 0.7
_VENUE_LIKE = 0.5


def is_authors(text: str) -> bool:
    """Whether the words are a list of people."""
    return _share_of_names(text) >= _ENOUGH


def _share_of_names(text: str) -> float:
    text = text.strip(" .,;")
    if len(text) > LONGEST or not text:
        return 0.0
    people = split_people(text)
    share = sum(map(is_name, people)) / len(people)
    return share if len(people) > 1 else share * _LONE


class Reference:
    """A publication in the making; ``signs`` tells what signs behind names mean."""

    def __init__(self, signs: dict[str, str], ledger: Ledger) -> None:
        self.data: dict[str, Drafted] = {}
        self._signs = signs
        self._ledger = ledger

    def read(self, segments: Sequence[Words]) -> None:
        """Put the segments into fields: those that are authors by their looks, the first other a title."""
        segments = [part for each in segments for part in self._without_year(each)]
        texts = [literal(words).strip(" .,;") for words in segments]
        authors = _which_authors(texts)
        title: int | None = None
        rest: list[Words] = []
        for index, text in enumerate(texts):
            if index == authors:
                names = authors_in(_line_of_authors(segments[index]), self._signs, self._ledger)
                self.data["authors"] = cast("Drafted", names)
            elif title is None and not (is_short_venue(text) or _DOI.search(text)):
                title = index
                self._title(segments[index])
            else:
                rest.append(segments[index])
        if title is None:
            self.data["name"] = Unsure(" ".join(texts) or "?", "no title was found")
        for words in rest:
            self._place(words)

    def _title(self, words: Words) -> None:
        name = literal(words)
        if match := _DOI_BEHIND.search(name):
            self.data["doi"] = match[1]
            name = name[: match.start()]
        self.data["name"] = name.strip(' ,;"“”').removesuffix(".") or name
        url = next((span.url for span in words if span.url), None)
        if url:
            self.data["url"] = url

    def _without_year(self, words: Words) -> list[Words]:
        """A segment without the year that it begins or ends with."""
        text = text_of(words)
        date = entry_date(text) if len(text) < LONGEST else None
        if date is None or date.is_range or "releaseDate" in self.data:
            return [words]
        before, after = trimmed(cut(words, 0, date.begin), " ,("), trimmed(cut(words, date.stop), " ,.)")
        if before and after:
            return [words]
        self.data["releaseDate"] = date.end
        self._ledger.speak(text[date.begin : date.stop])
        return [each for each in (before, after) if each]

    def _place(self, words: Words) -> None:
        """What stands behind title and authors: where the work appeared, or what nobody knows."""
        text = self._without_doi(literal(words).strip(" .,;"))
        text = self._without_numbers(text)
        text = "".join(literal(part) for part in self._without_year(plain(text)))
        if not re.search(r"\w", text):
            return
        if re.match(r"[Ii]n:? [A-ZÀ-Þ]", text) and is_venue(text):
            self._ledger.speak(text[:2])
            text = text[2:].lstrip(" :")
        if is_short_venue(text) or is_venue(text) or "venue" not in self.data:
            self._standing(text)
        else:
            self._tell(text)

    def _without_doi(self, text: str) -> str:
        match = _DOI.search(text)
        if match is None or "doi" in self.data:
            return text
        self.data["doi"] = match[1].rstrip(".")
        self._ledger.speak(match[0][: match.start(1) - match.start()])
        return (text[: match.start()] + text[match.end() :]).strip(" .,;")

    def _without_numbers(self, text: str) -> str:
        match = _NUMBERS.search(text[-_TAIL:]) or _PAGES.search(text[-_TAIL:])
        if match is None or "pages" in self.data:
            return text
        self._ledger.speak(match[0])
        said = match.groupdict()
        numbers = {"volume": said.get("volume"), "issue": said.get("issue") or said.get("number")}
        self.data.update({key: value for key, value in numbers.items() if value})
        self.data["pages"] = re.sub(r"\s*[-–]+\s*", "–", match["pages"])
        return text[: max(0, len(text) - _TAIL) + match.start()].strip(" .,;")

    def _standing(self, text: str) -> None:
        standing = standing_of(plain(text), self._ledger, certain=True) or {}
        venue = standing.pop("venue", None)
        if venue is not None:
            self._venue(venue, text)
        if standing.get("status") == "published" and "status" in self.data:
            del standing["status"]
        self.data = standing | self.data if "releaseDate" in self.data else self.data | standing

    def _venue(self, venue: Drafted, text: str) -> None:
        there = self.data.get("venue")
        short = text.strip("()")
        if there is None:
            known = not isinstance(venue, str) or is_venue(text) or is_short_venue(text)
            self.data["venue"] = venue if known else Unsure(venue, "it stands where the venue often stands")
        elif isinstance(there, str) and is_short_venue(short):
            self.data["venue"] = merged_short(there, short)
        else:
            self._tell(text)

    def _tell(self, text: str) -> None:
        """Keep what is none of a reference's known parts."""
        said = self.data.get("description")
        words = self._ledger.rich(plain(text))
        if isinstance(said, Unsure):
            self.data["description"] = Unsure(f"{said.value}\n\n{words}", said.why)
        else:
            self.data["description"] = Unsure(words, "no rule knows what this part of the reference is")


def _which_authors(texts: Sequence[str]) -> int | None:
    """Which of the segments is the list of authors."""
    if len(texts) < 2:
        return None
    shares = [
        _share_of_names(text) * (_VENUE_LIKE if is_venue(text) and "," not in text else 1) for text in texts
    ]
    found = [index for index, share in enumerate(shares) if share >= _ENOUGH]
    sure = [index for index in found if shares[index] > _ALMOST_ALL]
    return next(iter(sure or found), None)


def _line_of_authors(words: Words) -> str:
    """The authors without the full stop behind the last, unless it is that of an initial."""
    text = literal(words).strip(" ,;")
    return text if re.search(r"(?:\b[^\W\d_]|\bal|\b[JS]r)\.$", text) else text.rstrip(" .,;")
