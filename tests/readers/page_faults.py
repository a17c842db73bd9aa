"""What a reader should give for a document, and where what it gives differs."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING

from page_lines import PageLine, folded, page_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_tools import Reader

    from specimens import Specimen


def differences(specimen: Specimen, reader: Reader, found: list[str]) -> list[str]:
    """Where lines differ from those of the page: words, their order, dates beside what they date, points."""
    said, seen = (uncounted(lines, reader) for lines in (expected(specimen, reader), found))
    if specimen.name in reader.loosely:
        said, seen = words_of(said), words_of(seen)
    if reader.wraps:
        said, seen = _unwrapped(said), _unwrapped(_without_footers(seen, specimen))
    if reader.sorts:
        return _lost_or_new(said, seen, specimen)
    return list(difflib.unified_diff(said, seen, f"{specimen.name}: page", reader.name, lineterm="", n=0))


def expected(specimen: Specimen, reader: Reader) -> list[str]:
    """The lines of the page, points marked as this reader marks them."""
    lines: list[str] = []
    for line in page_lines(specimen.document, specimen.style):
        mark = None if line.point is None else reader.bullet if line.point == "bullet" else reader.number
        first, *more = _said(line, reader)
        lines += [first if mark is None else f"{mark.format(line.point)} {first}", *more]
    if reader.footer and specimen.style.page_numbers:
        lines.append(f"{specimen.document.surname} 2 / 2")
    return [folded(reader.respelled(line)) for line in lines]


def _said(line: PageLine, reader: Reader) -> list[str]:
    if reader.between is not None:
        return [line.whole(reader.between)]
    return [line.whole()] if reader.joins and line.is_heading else line.lines()


def uncounted(lines: list[str], reader: Reader) -> list[str]:
    """The lines, without the numbers of points where a reader does not know where a list begins."""
    if reader.counts or reader.number is None:
        return lines
    mark = re.escape(reader.number).replace(r"\{\}", r"\d+")
    return [re.sub(rf"^{mark} ", reader.number.format("#") + " ", line) for line in lines]


def _lost_or_new(said: list[str], seen: list[str], specimen: Specimen) -> list[str]:
    """Words that are missing, and words that are new and not in a footer; a hyphen at a line's end may be gone."""
    pages = (f"{page} / {page}/" for page in range(1, 20))
    footer = _unwrapped([specimen.document.surname, *pages])
    lost = list((Counter(said) - Counter(seen)).elements())
    new = [word for word in (Counter(seen) - Counter(said)).elements() if word not in footer]
    if sorted("".join(lost).replace("-", "")) == sorted("".join(new).replace("-", "")):
        return []
    return [f"-{word}" for word in lost] + [f"+{word}" for word in new]


def words_of(lines: list[str]) -> list[str]:
    """The words of lines, without numbers and marks."""
    return [word for line in lines for word in re.findall(r"[^\W\d_]+", line)]


def _without_footers(lines: list[str], specimen: Specimen) -> list[str]:
    footer = re.compile(rf"{re.escape(folded(specimen.document.surname))} *\d+ ?/ ?\d+")
    return [line for line in lines if not footer.fullmatch(line)]


def _unwrapped(lines: Iterable[str]) -> list[str]:
    """Words as they come out of a page: in one case, as a look may set capitals; cut where a line may be.

    A line ends behind a hyphen or a slash without a space, so that words are compared by the parts between.
    Words of scripts that run from right to left come out turned round, or beside their brackets.
    """
    forward = re.sub("[\u0590-\u08ff()]+", "", " ".join(lines))
    return re.sub(r"(?<=[-–/])(?=\S)", " ", forward).casefold().split()
