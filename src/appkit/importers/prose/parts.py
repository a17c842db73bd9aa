"""The head of an entry taken apart: its lines at tabs and bars, its dates, links and labels out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.imported import Unsure
from appkit.importers.prose.dates import Found, entry_date, widened
from appkit.importers.prose.line import Words, cut, divided, literal, text_of, trimmed, without
from appkit.model.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.line import Line

# What keeps the sides of a line apart: a tab, a gap, a bar.
APART = re.compile(r"[ ]*\t[ \t]*|[ \xa0\u3000]{3,}|[ \xa0]+[|｜•·∙⋅][ \xa0]+|\s+[|｜]\s*$")


class Part(NamedTuple):
    """Some words of an entry's head; ``right`` says that they stood at the right of others."""

    words: Words
    line: Line
    right: bool

    @property
    def text(self) -> str:
        """Its characters."""
        return literal(self.words)


def parts_of(lines: Iterable[Line]) -> Iterator[Part]:
    """The parts of the lines, in order."""
    for line in lines:
        for index, words in enumerate(divided(line.words, APART)):
            yield Part(words, line, index > 0)


def with_date(part: Part) -> tuple[Part, Found | None, str]:
    """The part without its date, the date, and how it was written."""
    text = text_of(part.words)
    date = entry_date(text)
    if date is None:
        return part, None, ""
    begin, stop = widened(text, date)
    between = " " if begin > 0 and stop < len(text) and text[stop - 1 : stop].isspace() else ""
    rest = without(part.words, begin, stop - len(between))
    return part._replace(words=trimmed(rest)), date, text[date.begin : date.stop]


_BRACKETED = re.compile(r"\s*[\[［]\s*([^\[\]［］]{1,40}?)\s*[\]］](?![(\w])")


def with_links(words: Words) -> tuple[Words, dict[str, Drafted]]:
    """The words without ``[Paper]`` and ``[Code]``, and those as links, by label, with their addresses."""
    links: dict[str, Drafted] = {}
    while len(text := text_of(words)) <= _LONGEST and (match := _BRACKETED.search(text)):
        start, stop = match.span(1)
        inner = [span for span in cut(words, start, stop) if span.url]
        if not inner and not _LABEL.fullmatch(match[1]):
            break
        links[match[1].strip()] = inner[0].url if inner else None
        words = without(words, *match.span())
    return trimmed(words), links


# A label that no address hangs on is one of these; other words in brackets are words.
_LABEL = re.compile(
    r"(?:paper|code|pdf|arxiv|project|project page|page|website|web|slides|poster|video|demo|data|dataset|"
    r"github|link|doi|bib|bibtex|talk|blog|preprint|supplement|abstract|html|url|repo|repository|论文|"
    r"代码)s?",
    re.IGNORECASE,
)
_LONGEST = 2000


def whole_link(words: Words) -> str | None:
    """The address that all of the words lead to; None where they do not."""
    urls = {span.url for span in words if span.text.strip()}
    return urls.pop() if len(urls) == 1 else None


def loose_links(words: Words) -> dict[str, Drafted]:
    """The links that are some of the words, by what leads to them."""
    return {span.text.strip(): span.url for span in words if span.url and span.text.strip()}


_FORETOLD = re.compile(r"\W*(?:expect|anticip|project|estim)", re.IGNORECASE)


def fields_of(date: Found, written: str, section: str) -> dict[str, Drafted]:
    """The dates of an entry by the keys of its section; what they cannot say is kept as ``written``."""
    kind = kind_of(section)
    written = " ".join(written.split())
    said = f"the file says: {written}"
    out: dict[str, Drafted] = {}
    if kind.start == kind.end:
        out[kind.start] = _sure(date.end or date.start, said if date.loose else "")
        whole = not date.loose and not (date.is_range and date.end)
    elif date.is_range:
        ends = {kind.start: date.start, kind.end: date.end}
        out.update((key, _sure(end, said if date.loose else "")) for key, end in ends.items() if end)
        whole = not date.loose
    else:
        # A degree has the day on which it was taken; anything else was begun and done.
        foretold = section == "education" or re.match(
            r"\W*(?:expect|anticip|project|estim)", written, re.IGNORECASE
        )
        keys = (kind.end,) if foretold else (kind.start, kind.end)
        why = said if date.loose else "the file has this one date"
        out.update((key, Unsure(date.end, why)) for key in keys)
        whole = not date.loose
    return out if whole else {"x-dates": written, **out}


def _sure(value: str | None, why: str) -> Drafted:
    return Unsure(value, why) if why else value
