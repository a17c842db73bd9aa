"""Which of the words in an entry's head is its name, which the role, the degree, the firm, the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.labels import listed, without_and_so_on
from appkit.importers.prose.line import cut, literal, plain, text_of, trimmed
from appkit.importers.prose.parts import Part, whole_link
from appkit.importers.prose.roles import (
    begins_with_degree,
    degree_parts,
    ends_in_place,
    is_degree,
    is_institution,
    is_organization,
    is_place,
    is_role,
    may_be_place,
)
from appkit.model.vocabulary import kind_of

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

# What stands second in an entry's head, by its section.
_SECOND = {
    "work": "position",
    "volunteer": "position",
    "awards": "awarder",
    "certificates": "issuer",
    "talks": "event",
    "teaching": "institution",
    "service": "organization",
    "grants": "funder",
    "projects": "entity",
    "custom": "organization",
}
# Sections in which a person holds a role at an organisation.
_HELD = ("work", "volunteer", "teaching", "service")
_JOINT = re.compile(r"\s+[–—]\s+|\s+-\s+|\s+@\s+|\s+(?:at|bei|chez)\s+(?=[A-ZÀ-Þ])")
_COMMA = re.compile(r"\s*[,，]\s+|，")
_ENDS = " \t,;:|–—-·•"


def assign(
    data: dict[str, Drafted],
    parts: list[Part],
    section: str,
    ledger: Ledger,
    previous: dict[str, Drafted] | None,
    *,
    single: bool,
) -> None:
    """Put the parts of a head, in order, into the fields of an entry."""
    pieces = [
        piece for index, part in enumerate(parts) for piece in _pieces(part, data, section, first=index == 0)
    ]
    if pieces and (url := whole_link(pieces[0].words)):
        data["url"] = url
    if section == "education":
        rest = _education(data, pieces, ledger)
    else:
        rest = _others(data, pieces, section, ledger, previous, single=single)
    _leftover(data, rest, section, ledger)
    for part in parts:
        _keep_links(data, part)
    headline = kind_of(section).headline
    if headline in data:
        # The name first, as people write it.
        ordered = {headline: data.pop(headline), **data}
        data.clear()
        data.update(ordered)


def _pieces(part: Part, data: dict[str, Drafted], section: str, *, first: bool) -> list[Part]:
    """A part where its looks change: a bold name, then a place; a role, then an italic firm."""
    words = part.words
    out = [part]
    for look in ("strong", "emphasis"):
        at = _leading(words, look)
        if at:
            head, tail = trimmed(cut(words, 0, at), _ENDS), trimmed(cut(words, at), _ENDS)
            if head and tail and re.search(r"\w", text_of(tail)):
                out = [part._replace(words=head), part._replace(words=tail)]
                break
    kept = []
    for piece in out:
        if (first and piece is not out[0] or not first) and "location" not in data and _is_place(piece, out):
            data["location"] = piece.text.strip("() ")
            continue
        kept.append(_without_place(piece, data, section))
    return kept


def _is_place(piece: Part, among: list[Part]) -> bool:
    return is_place(piece.text.strip("() ")) or (
        len(among) > 1 and piece.text.startswith("(") and may_be_place(piece.text)
    )


def _leading(words: tuple, look: str) -> int:  # type: ignore[type-arg]
    """So many characters at the start have a look that the rest has not; 0 where all or none have."""
    at = 0
    for span in words:
        if span.text.strip() and not getattr(span, look):
            return at
        at += len(span.text)
    return 0


def _without_place(piece: Part, data: dict[str, Drafted], section: str) -> Part:
    """The piece without the place at its end: "Example Corp, City, Country"."""
    text = text_of(piece.words)
    joints = list(_JOINT.finditer(text)) if len(text) < _LONGEST and "location" not in data else []
    if joints and is_place(place := text[joints[-1].end() :].strip()):
        data["location"] = place
        return piece._replace(words=trimmed(cut(piece.words, 0, joints[-1].start())))
    commas = [match.start() for match in _COMMA.finditer(text)] if len(text) < _LONGEST else []
    if "location" in data or len(commas) < 1 or section in ("projects", "custom", "awards"):
        return piece
    for start in commas[-2:]:
        place = text[start:].strip(" ,，")
        if is_place(place) and "," in place and start > 0:
            data["location"] = place
            return piece._replace(words=trimmed(cut(piece.words, 0, start)))
    last = text[commas[-1] :].strip(" ,，")
    if ends_in_place(last):
        data["location"] = last
        return piece._replace(words=trimmed(cut(piece.words, 0, commas[-1])))
    return piece


_LONGEST = 400


def _others(
    data: dict[str, Drafted],
    pieces: list[Part],
    section: str,
    ledger: Ledger,
    previous: dict[str, Drafted] | None,
    *,
    single: bool,
) -> list[Part]:
    """Name and role (or giver, or event) of an entry; what is left over."""
    headline, second = kind_of(section).headline, _SECOND.get(section, "")
    if section in _HELD:
        pieces = _held(pieces)
    if single or (len(pieces) == 1 and section in _SECOND and section not in ("projects", "custom")):
        pieces = _one_line(pieces, section)
    if section in _HELD:
        roles = [index for index, piece in enumerate(pieces) if is_role(piece.text)]
        bare = [index for index in roles if not is_organization(pieces[index].text)] or roles
        if bare and "position" not in data:
            index = bare[0] if not (bare[0] == 0 and len(pieces) > 1 and not _named(pieces[1:])) else bare[-1]
            data["position"] = pieces[index].text
            pieces = pieces[:index] + pieces[index + 1 :]
    if not pieces:
        _nameless(data, section, previous)
        return []
    data[headline] = _headline(pieces[0])
    rest = pieces[1:]
    if rest and second and second not in data and _fits(rest[0], second):
        value = rest[0].text
        sure = second == "position" and rest[0].line is not pieces[0].line or is_organization(value)
        data[second] = value if sure else Unsure(value, f"it stands where the {second} often stands")
        rest = rest[1:]
    return rest


def _named(pieces: list[Part]) -> bool:
    return any(not is_place(piece.text) for piece in pieces)


def _fits(piece: Part, field: str) -> bool:
    if field == "entity":
        return is_organization(piece.text)
    return len(list(listed(piece.text))) < _SEVERAL


# So many pieces between commas are a list of topics.
_SEVERAL = 3


def _held(pieces: list[Part]) -> list[Part]:
    """A role and its firm in one: "Engineer at Example", "Engineer, Example", "Example — Engineer"."""
    if any(is_role(piece.text) for piece in pieces) and len(pieces) > 1:
        if not (is_role(pieces[0].text) and not any(is_organization(p.text) for p in pieces[1:])):
            return pieces
    out: list[Part] = []
    for index, piece in enumerate(pieces):
        out.extend(_split_held(piece) if index == 0 else [piece])
    return out


def _split_held(piece: Part) -> list[Part]:
    text = text_of(piece.words)
    if len(text) > _LONGEST or not is_role(text):
        return [piece]
    for pattern in (_JOINT, _COMMA):
        match = pattern.search(text)
        if match is None:
            continue
        head, tail = text[: match.start()], text[match.end() :]
        if is_role(head) != is_role(tail) or (is_role(head) and is_organization(tail)):
            first = piece._replace(words=trimmed(cut(piece.words, 0, match.start())))
            second = piece._replace(words=trimmed(cut(piece.words, match.end())))
            return [first, second]
    return [piece]


def _one_line(pieces: list[Part], section: str) -> list[Part]:
    """The pieces of an entry that is one line: at dashes, else (a prize, a talk) at the last comma."""
    if len(pieces) != 1 or len(text := text_of(pieces[0].words)) > _LONGEST:
        return pieces
    piece = pieces[0]
    match = _JOINT.search(text)
    if match is None and section in ("awards", "certificates", "grants", "service", "talks", "volunteer"):
        matches = list(_COMMA.finditer(text))
        match = matches[0] if len(matches) == 1 else None
    if match is None or match[0].strip() in ("at", "bei", "chez") and section not in _HELD:
        return pieces
    head, tail = cut(piece.words, 0, match.start()), cut(piece.words, match.end())
    return [
        each
        for each in (piece._replace(words=trimmed(head)), piece._replace(words=trimmed(tail)))
        if each.words
    ]


def _nameless(data: dict[str, Drafted], section: str, previous: dict[str, Drafted] | None) -> None:
    """An entry without a name shares the one above; without one above, its role is all that it has."""
    headline = kind_of(section).headline
    above = previous.get(headline) if previous else None
    if isinstance(above, Unsure):
        above = above.value
    if "position" in data and above:
        data[headline] = Unsure(above, "the lines name no organisation; this is the one above")
    elif "position" in data:
        data[headline] = Unsure(
            data.pop("position"), "the lines have one name, of a role or of an organisation"
        )


def _headline(part: Part) -> str:
    text = part.text.strip(" ,;:|")
    if text.endswith(".") and not re.search(r"(?:\b[\w.]{1,4}|\.)\.$", text):
        return text[:-1]
    return text


def _education(data: dict[str, Drafted], pieces: list[Part], ledger: Ledger) -> list[Part]:
    pieces = [each for piece in pieces for each in _degree_apart(piece)]
    rest: list[Part] = []
    for piece in pieces:
        text = piece.text
        if (
            "studyType" not in data
            and is_degree(text)
            and not (is_institution(text) and not begins_with_degree(text))
        ):
            _put_degree(data, text, ledger)
        elif "institution" not in data and (is_institution(text) or len(pieces) == 1):
            data["institution"] = _headline(piece)
        else:
            rest.append(piece)
    if "institution" not in data and rest:
        data["institution"] = _headline(rest.pop(0))
    if "studyType" in data and "area" not in data and rest and not is_place(rest[0].text):
        data["area"] = Unsure(rest.pop(0).text, "it stands where the subject often stands")
    elif "studyType" not in data and rest:
        data["area"] = Unsure(rest.pop(0).text, "it stands where the subject often stands")
    if "institution" not in data and "studyType" in data:
        why = "the lines name no institution, but this"
        data["institution"] = Unsure(_whole_degree(data), why)
    return rest


def _whole_degree(data: dict[str, Drafted]) -> Drafted:
    return data["studyType"]


def _degree_apart(piece: Part) -> list[Part]:
    """A degree and its university in one line: at the comma or dash where the university begins."""
    text = text_of(piece.words)
    if len(text) > _LONGEST or not (is_degree(text) and is_institution(text)):
        return [piece]
    matches = [*_JOINT.finditer(text), *_COMMA.finditer(text)]
    for match in sorted(matches, key=lambda found: found.start()):
        head, tail = text[: match.start()], text[match.end() :]
        if (is_degree(head) and not is_institution(head) and is_institution(tail)) or (
            is_institution(head) and begins_with_degree(tail)
        ):
            first = piece._replace(words=trimmed(cut(piece.words, 0, match.start())))
            return [first, *_degree_apart(piece._replace(words=trimmed(cut(piece.words, match.end()))))]
    return [piece]


def _put_degree(data: dict[str, Drafted], text: str, ledger: Ledger) -> None:
    parts = degree_parts(text.strip(" ,;"))
    if parts is None:
        data["studyType"] = text.strip(" ,;")
        return
    data["studyType"], joint, data["area"] = parts
    ledger.speak(joint)


def _leftover(data: dict[str, Drafted], rest: list[Part], section: str, ledger: Ledger) -> None:
    """What no field asked for: lists of topics, else sentences about the entry, doubted."""
    told = []
    for piece in rest:
        text, tail = without_and_so_on(piece.text)
        topics = list(listed(text))
        short = all(len(topic.split()) <= _MOST_TOPIC for topic in topics)
        if len(topics) > 1 and short and "keywords" not in data and section not in ("awards", "custom"):
            ledger.speak(tail)
            data["keywords"] = cast("list[Drafted]", topics)
        elif section == "projects" and is_role(piece.text) and "roles" not in data:
            data["roles"] = [piece.text]
        elif "location" not in data and may_be_place(piece.text) and "," in piece.text:
            data["location"] = Unsure(piece.text, "it looks like a place")
        else:
            told.append(piece.words)
    if told:
        data["description"] = Unsure(ledger.paragraphs(told), "no rule knows what this line is")


# A topic has no more words.
_MOST_TOPIC = 7


def _keep_links(data: dict[str, Drafted], part: Part) -> None:
    for span in part.words:
        if span.url and span.url != data.get("url"):
            links = cast("dict[str, Drafted]", data.setdefault("links", {}))
            links.setdefault(literal(plain(span.text)) or "Link", span.url)
