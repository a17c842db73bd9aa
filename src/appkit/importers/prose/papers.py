"""Publications: each item of the list taken apart into title, authors, venue, year and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.dates import entry_date
from appkit.importers.prose.headings import status_named
from appkit.importers.prose.line import Kind, Line, Words, cut, divided, literal, plain, text_of, trimmed
from appkit.importers.prose.parts import APART, with_links
from appkit.importers.prose.people import authors_in, is_name, split_people
from appkit.importers.prose.standing import is_short_venue, is_venue, merged_short, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_COUNT = re.compile(r"^\s*(?:\[(?:[A-Z]{0,2}\d{1,3})\]|\(?\d{1,3}[.)])\s*")


class _Item(NamedTuple):
    """The lines of one paper, and the status that the heading above gives it."""

    lines: list[Line]
    status: str | None


def publications_of(lines: Sequence[Line], signs: dict[str, str], ledger: Ledger) -> list[Drafted]:
    """The publications that the lines of their section tell; ``signs`` are what footnotes explain."""
    return [_paper(item, signs, ledger) for item in _items(lines, ledger)]


def _items(lines: Sequence[Line], ledger: Ledger) -> Iterator[_Item]:
    status: str | None = None
    current: _Item | None = None
    counted = any(_is_counted(line) for line in lines)
    listed = any(line.is_item for line in lines)
    for number, line in enumerate(lines):
        if not line.is_item and (named := status_named(line.text)):
            status = named
            ledger.speak(line.text)
            if current:
                yield current
            current = None
        elif current is None or _begins(lines, number, counted=counted, listed=listed):
            if current:
                yield current
            current = _Item([line], status)
        else:
            current.lines.append(line)
    if current:
        yield current


def _is_counted(line: Line) -> bool:
    return line.kind is Kind.NUMBERED or _COUNT.match(line.text) is not None


def _begins(lines: Sequence[Line], number: int, *, counted: bool, listed: bool) -> bool:
    """Whether a line is the first of a paper: as numbers, list marks, headings or empty lines tell."""
    line = lines[number]
    if counted:
        return _is_counted(line) and line.level == 0 or line.kind is Kind.HEADING
    if listed:
        return line.is_item and line.level == 0
    if line.kind is Kind.HEADING:
        return True
    if any(each.kind is Kind.HEADING for each in lines[:1]):
        return False
    previous = lines[number - 1]
    return line.spaced and not (
        _is_authors(line.text) and not _is_authors(previous.text) and not is_venue(line.text)
    )


def _paper(item: _Item, signs: dict[str, str], ledger: Ledger) -> dict[str, Drafted]:
    data: dict[str, Drafted] = {}
    segments: list[Words] = []
    highlights: list[Drafted] = []
    for index, line in enumerate(item.lines):
        words = line.words
        ledger.speak(line.marker)
        if index == 0 and (match := _COUNT.match(line.text)):
            ledger.speak(match[0])
            words = cut(words, match.end())
        if index and line.is_item:
            highlights.append(ledger.rich(words))
            continue
        words, links = with_links(words)
        if links:
            cast("dict[str, Drafted]", data.setdefault("links", {})).update(links)
        segments.extend(_segments(words))
    _assign(data, segments, signs, ledger)
    if item.status:
        data["status"] = item.status
        if item.status in ("under-review", "in-preparation") and "releaseDate" in data and "venue" in data:
            del data["releaseDate"]
    if highlights:
        data["highlights"] = highlights
    return data


# A full stop that ends a sentence: none behind an initial or a short word that is always cut.
_STOP = re.compile(
    r"(?<!\b[^\W\d_])(?<!\bet "
    r"al)(?<!\bProc)(?<!\bTrans)(?<!\bVol)(?<!\bvol)(?<!\bNo)(?<!\bno)(?<!\bpp)(?<!\bvs)(?<!\bDr)"
    r"(?<!\bInt)(?<!\bConf)(?<!\bJr)(?<!\bSr)(?<!\bAdv)(?<!\bSt)(?<!\bin)[.](?=\s+\S)\s+|(?<=[?!])[ "
    r"\t]+(?=[A-ZÀ-Þ])|\n"
)
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{8,300})[\"”“»][.,;]?")
# A short venue behind a title, where what kept them apart was lost.
_SHORT_END = re.compile(r"(?<=[\w)])\s+(?=[A-Z][\w-]*[A-Z][\w-]* (?:19|20)\d\d$)")
_LONGEST = 4000


def _segments(words: Words) -> Iterator[Words]:
    """The words of a line where one fact ends: at gaps, quotes, full stops, and where looks change."""
    for side in divided(words, APART):
        if len(text_of(side)) > _LONGEST:
            yield side
            continue
        match = _QUOTED.search(text_of(side))
        if match is None and (ending := _SHORT_END.search(text_of(side)[-_TAIL:])):
            at = max(0, len(text_of(side)) - _TAIL) + ending.start()
            yield from _segments(cut(side, 0, at))
            yield trimmed(cut(side, at))
            continue
        if match:
            stretches = [cut(side, 0, match.start()), cut(side, *match.span(1)), cut(side, match.end())]
        else:
            stretches = [side]
        for stretch in stretches:
            for run in _by_looks(stretch):
                yield from (part for part in divided(run, _STOP) if re.search(r"\w", text_of(part)))


def _by_looks(words: Words) -> Iterator[Words]:
    """The words parted behind a bold title, and before and behind an italic venue.

    A bold name among authors, and an italic word in a title, are no bounds.
    """
    title = 0
    for span in words:
        if span.text.strip() and not span.strong:
            break
        title += len(span.text)
    text = text_of(words)
    if 0 < title < len(text) and not _in_list(text, title) and len(text[:title].split()) > 1:
        yield cut(words, 0, title)
        yield from _by_looks(cut(words, title))
        return
    at = 0
    for span in words:
        stop = at + len(span.text)
        if span.emphasis and not span.strong and len(span.text.split()) > 1 and (at > 0 or stop < len(text)):
            tail = re.match(r"\s*[(,]", text[stop:])
            before = text[:at].rstrip()
            if at and (before.endswith((".", ",", "?", "!", "*", ";")) or is_venue(span.text)):
                opening = _opening(text[:at])
                yield cut(words, 0, opening)
                yield cut(words, opening)
                return
            if at == 0 and not tail:
                yield cut(words, 0, stop)
                yield from _by_looks(cut(words, stop))
                return
        at = stop
    yield words


_OPENING = re.compile(
    r"(?:(?:under review|submitted|accepted|to appear|in press|in preparation|preprint)\s*(?:by|at|"
    r"to|in|for)?\s*:?\s*|\bin:?\s*)$",
    re.IGNORECASE,
)


def _opening(before: str) -> int:
    """Where the words of a venue begin that stand before its italics: "Under review: ", "In "."""
    match = _OPENING.search(before[-60:])
    return len(before) - len(before[-60:]) + match.start() if match else len(before)


def _in_list(text: str, stop: int) -> bool:
    """Whether what stands before ``stop`` is one of a list of names."""
    return is_name(text[:stop]) and re.match(r"[*†\d\s]*,", text[stop:]) is not None


def _is_authors(text: str) -> bool:
    return _share_of_names(text) >= _ENOUGH


# So much of a list are names where it is one of authors.
_ENOUGH = 0.6


def _share_of_names(text: str) -> float:
    text = text.strip(" .,;")
    if len(text) > _LONGEST or not text:
        return 0.0
    people = split_people(text)
    share = sum(map(is_name, people)) / len(people)
    # One or two capitalised words alone may be a title as well.
    return share if len(people) > 1 else share * 0.7


def _assign(data: dict[str, Drafted], segments: list[Words], signs: dict[str, str], ledger: Ledger) -> None:
    """Tell the segments of a reference apart: authors, title, where it appeared."""
    segments = [part for each in segments for part in _without_year(each, data, ledger)]
    texts = [literal(words).strip(" .,;") for words in segments]
    shares = [_share_of_names(text) * (0.5 if is_venue(text) and not "," in text else 1) for text in texts]
    best = max(
        range(len(texts)),
        key=lambda index: (shares[index] >= _ENOUGH, shares[index] > 0.9, -index),
        default=None,
    )
    authors = best if best is not None and shares[best] >= _ENOUGH and len(texts) > 1 else None
    title: int | None = None
    rest: list[int] = []
    for index, text in enumerate(texts):
        if index == authors:
            data["authors"] = cast("Drafted", authors_in(_line_of_authors(segments[index]), signs, ledger))
        elif title is None and not (is_short_venue(text) or _DOI.search(text)):
            title = index
        else:
            rest.append(index)
    if title is not None:
        name = literal(segments[title]).strip(' ,;"“”')
        data["name"] = name[:-1] if name.endswith(".") else name
        urls = {span.url for span in segments[title] if span.url}
        if urls:
            data["url"] = urls.pop()
    else:
        data["name"] = Unsure(" ".join(texts), "no title was found")
        return
    for index in rest:
        _rest(data, segments[index], ledger)


def _line_of_authors(words: Words) -> str:
    """The authors without the full stop behind the last, unless it is that of an initial."""
    text = literal(words).strip(" ,;")
    return text if re.search(r"(?:\b[^\W\d_]|\bal|\b[JS]r)\.$", text) else text.rstrip(" .,;")


_DOI = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s,;]+)", re.IGNORECASE)
_NUMBERS = re.compile(
    r"[,.]?\s*(?:vol(?:ume|\.)?\s*)?(?<!\d)(?P<volume>(?!(?:19|"
    r"20)\d\d\b)\d{1,4})\s*(?:\(\s*(?P<issue>[\d–-]{1,7})\s*\)|,?\s*no\.?\s*(?P<no>\d{1,4}))?"
    r"\s*[:,]\s*(?:pp?\.?\s*)?(?P<pages>\w?\d{1,6}\s*[-–]{1,2}\s*\w?\d{1,6})\s*[.,]?\s*$",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"[,.]?\s*\(?(?:pp?\.?|pages)\s*(?P<pages>\d{1,6}\s*[-–]{1,2}\s*\d{1,6})\)?\s*[.,]?\s*$", re.IGNORECASE
)


def _without_year(words: Words, data: dict[str, Drafted], ledger: Ledger) -> list[Words]:
    """A segment without the year that it begins or ends with."""
    text = text_of(words)
    date = entry_date(text) if len(text) < _LONGEST else None
    if date is None or date.is_range or "releaseDate" in data:
        return [words]
    before, after = trimmed(cut(words, 0, date.begin), " ,("), trimmed(cut(words, date.stop), " ,.)")
    if before and after:
        return [words]
    data["releaseDate"] = date.end
    ledger.speak(text[date.begin : date.stop])
    return [each for each in (before, after) if each]


def _rest(data: dict[str, Drafted], words: Words, ledger: Ledger) -> None:
    text = literal(words).strip(" .,;")
    if match := _DOI.search(text):
        data.setdefault("doi", match[1].rstrip("."))
        ledger.speak(match[0][: match.start(1) - match.start()])
        text = (text[: match.start()] + text[match.end() :]).strip(" .,;")
    text = _numbered(data, text, ledger)
    for part in _without_year(plain(text), data, ledger) or [()]:
        text = literal(part)
    if not re.search(r"\w", text):
        return
    if re.match(r"in[: ]\s*[A-Z]", text, re.IGNORECASE) and is_venue(text):
        ledger.speak(text[:2])
        text = text[2:].lstrip(" :")
    if is_short_venue(text) or is_venue(text) or "venue" not in data:
        _put_standing(data, text, words, ledger)
    else:
        _tell(data, words, ledger)


def _put_standing(data: dict[str, Drafted], text: str, words: Words, ledger: Ledger) -> None:
    standing = standing_of(plain(text), ledger, certain=True) or {}
    if "venue" in data and "venue" in standing:
        if isinstance(data["venue"], str) and is_short_venue(text.strip("()")):
            data["venue"] = merged_short(data["venue"], text.strip("()"))
        else:
            _tell(data, words, ledger)
        standing = {key: value for key, value in standing.items() if key != "venue"}
    elif isinstance(standing.get("venue"), str) and not is_venue(text) and not is_short_venue(text):
        standing["venue"] = Unsure(standing["venue"], "it stands where the venue often stands")
    for key, value in standing.items():
        if key == "status" and value == "published" and "status" in data:
            continue
        if key == "releaseDate" and key in data:
            continue
        data[key] = value


def _numbered(data: dict[str, Drafted], text: str, ledger: Ledger) -> str:
    match = _NUMBERS.search(text[-_TAIL:]) or _PAGES.search(text[-_TAIL:])
    if match is None:
        return text
    ledger.speak(match[0])
    for key in ("volume", "issue", "no", "pages"):
        if value := match.groupdict().get(key):
            data["issue" if key == "no" else key] = (
                re.sub(r"\s*[-–]+\s*", "–", value) if key == "pages" else value
            )
    return text[: max(0, len(text) - _TAIL) + match.start()].strip(" .,;")


_TAIL = 80


def _tell(data: dict[str, Drafted], words: Words, ledger: Ledger) -> None:
    said = data.get("description")
    if isinstance(said, Unsure):
        data["description"] = Unsure(f"{said.value}\n\n{ledger.rich(words)}", said.why)
    else:
        data["description"] = Unsure(ledger.rich(words), "no rule knows what this part of the reference is")
