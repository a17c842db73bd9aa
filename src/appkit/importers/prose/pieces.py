"""The parts of an entry's head in pieces: where looks change, and where a place or a firm begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from appkit.importers.prose.line import Words, cut, text_of, trimmed
from appkit.importers.prose.roles import ends_in_place, is_organization, is_place, is_role, may_be_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.parts import Part

# What joins a role and a firm, a title and what it is of; and what parts a list.
JOINT = re.compile(r"\s+[–—]\s+|\s+-\s+|\s+@\s+|\s+(?:at|bei|chez)\s+(?=[A-ZÀ-Þ])")
COMMA = re.compile(r"\s*[,，]\s+|，")
_ENDS = " \t,;:|–—-·•"
# A longer piece is a sentence, in which nothing is told by its commas.
LONGEST = 400
# In these, what stands behind a comma belongs to the title.
_TITLED = ("projects", "custom", "awards")


def pieces_of(parts: Sequence[Part], data: dict[str, Drafted], section: str) -> list[Part]:
    """The pieces of the parts, in order; a place among them is put into ``data`` and is none of them."""
    out: list[Part] = []
    for index, part in enumerate(parts):
        among = _by_looks(part)
        for piece in among:
            first = index == 0 and piece is among[0]
            if not first and "location" not in data and _is_place(piece, among):
                data["location"] = piece.text.strip("() ")
            else:
                out.append(_without_place(piece, data, section))
    return out


def split_at(piece: Part, match: re.Match[str]) -> list[Part]:
    """The piece before and behind a match; what is empty not."""
    sides = (trimmed(cut(piece.words, 0, match.start())), trimmed(cut(piece.words, match.end())))
    return [piece._replace(words=side) for side in sides if side]


def _by_looks(part: Part) -> list[Part]:
    """A part where its looks change: a bold name, then a place; an italic role, then a firm."""
    looks: tuple[Literal["strong", "emphasis"], ...] = ("strong", "emphasis")
    for look in looks:
        at = _leading(part.words, look)
        head, tail = trimmed(cut(part.words, 0, at), _ENDS), trimmed(cut(part.words, at), _ENDS)
        if at and head and re.search(r"\w", text_of(tail)):
            return [part._replace(words=head), part._replace(words=tail)]
    return [part]


def _leading(words: Words, look: Literal["strong", "emphasis"]) -> int:
    """So many characters at the start have a look that the rest has not; 0 where all or none have."""
    at = 0
    for span in words:
        if span.text.strip() and not getattr(span, look):
            return at
        at += len(span.text)
    return 0


def _is_place(piece: Part, among: Sequence[Part]) -> bool:
    bracketed = len(among) > 1 and piece.text.startswith("(")
    return is_place(piece.text.strip("() ")) or (bracketed and may_be_place(piece.text))


def _without_place(piece: Part, data: dict[str, Drafted], section: str) -> Part:
    """The piece without the place at its end: "Example Corp, City, Country"."""
    text = text_of(piece.words)
    if len(text) > LONGEST or "location" in data:
        return piece
    joints = list(JOINT.finditer(text))
    if joints and is_place(text[joints[-1].end() :].strip()):
        return _cut_place(piece, joints[-1], data)
    commas = list(COMMA.finditer(text)) if section not in _TITLED else []
    for match in commas[-2:]:
        place = text[match.end() :].strip()
        if match.start() and (
            is_place(place) if "," in place else match is commas[-1] and ends_in_place(place)
        ):
            return _cut_place(piece, match, data)
    return piece


def _cut_place(piece: Part, match: re.Match[str], data: dict[str, Drafted]) -> Part:
    data["location"] = text_of(piece.words)[match.end() :].strip()
    return piece._replace(words=trimmed(cut(piece.words, 0, match.start())))


def split_held(pieces: list[Part]) -> list[Part]:
    """A role and its firm in one: "Engineer at Example", "Engineer, Example", "Example — Engineer"."""
    if not pieces or not is_role(pieces[0].text) or any(is_organization(each.text) for each in pieces[1:]):
        return pieces
    text = text_of(pieces[0].words)
    if len(text) > LONGEST:
        return pieces
    for pattern in (JOINT, COMMA):
        match = pattern.search(text)
        if match is None:
            continue
        head, tail = text[: match.start()], text[match.end() :]
        if is_role(head) != is_role(tail) or (is_role(head) and is_organization(tail)):
            return [*split_at(pieces[0], match), *pieces[1:]]
    return pieces


def split_line(pieces: list[Part], *, at_comma: bool, held: bool) -> list[Part]:
    """The pieces of an entry that is one line: at a dash, else, of a prize or a talk, at its only comma."""
    if len(pieces) != 1 or len(text := text_of(pieces[0].words)) > LONGEST:
        return pieces
    match = JOINT.search(text)
    if match is None and at_comma:
        commas = list(COMMA.finditer(text))
        match = commas[0] if len(commas) == 1 else None
    if match is None or (match[0].strip() in ("at", "bei", "chez") and not held):
        return pieces
    return split_at(pieces[0], match)
