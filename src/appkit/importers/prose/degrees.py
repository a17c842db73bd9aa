"""Education: which words of a head are the degree, its subject and the institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.importers.imported import Unsure
from appkit.importers.prose.line import headline_of, text_of
from appkit.importers.prose.pieces import COMMA, JOINT, LONGEST, split_at
from appkit.importers.prose.roles import begins_with_degree, degree_parts, is_degree, is_institution, is_place

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger
    from appkit.importers.prose.parts import Part

_SUBJECT = "it stands where the subject often stands"


def assign_education(data: dict[str, Drafted], pieces: list[Part], ledger: Ledger) -> list[Part]:
    """Put the pieces of a head into an entry of ``education``; what is left over is returned."""
    pieces = [each for piece in pieces for each in _apart(piece)]
    rest: list[Part] = []
    for piece in pieces:
        text = piece.text
        if (
            "studyType" not in data
            and is_degree(text)
            and (begins_with_degree(text) or not is_institution(text))
        ):
            _put_degree(data, text, ledger)
        elif "institution" not in data and (is_institution(text) or len(pieces) == 1):
            data["institution"] = headline_of(piece.words)
        else:
            rest.append(piece)
    if "institution" not in data and rest:
        data["institution"] = headline_of(rest.pop(0).words)
    if "area" not in data and rest and not is_place(rest[0].text):
        data["area"] = Unsure(rest.pop(0).text, _SUBJECT)
    if "institution" not in data and "studyType" in data:
        data["institution"] = Unsure(data["studyType"], "the lines name no institution, but this degree")
    return rest


def _apart(piece: Part) -> list[Part]:
    """A degree and its university in one line: at the comma or dash where the other begins."""
    text = text_of(piece.words)
    if len(text) > LONGEST or not (is_degree(text) and is_institution(text)):
        return [piece]
    bounds = sorted([*JOINT.finditer(text), *COMMA.finditer(text)], key=lambda found: found.start())
    for match in bounds:
        head, tail = text[: match.start()], text[match.end() :]
        degree_first = is_degree(head) and not is_institution(head) and is_institution(tail)
        if degree_first or (is_institution(head) and begins_with_degree(tail)):
            first, *others = split_at(piece, match)
            return [first, *(each for other in others for each in _apart(other))]
    return [piece]


def _put_degree(data: dict[str, Drafted], text: str, ledger: Ledger) -> None:
    parts = degree_parts(text.strip(" ,;"))
    if parts is None:
        data["studyType"] = text.strip(" ,;")
        return
    data["studyType"], joint, data["area"] = parts
    ledger.speak(joint)
