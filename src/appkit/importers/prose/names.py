"""Which of the words in an entry's head is its name, which the role, the firm, the giver, the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.degrees import assign_education
from appkit.importers.prose.labels import listed, without_and_so_on
from appkit.importers.prose.line import headline_of
from appkit.importers.prose.parts import whole_link
from appkit.importers.prose.pieces import pieces_of, split_held, split_line
from appkit.importers.prose.roles import is_organization, is_place, is_role, may_be_place
from appkit.model.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger
    from appkit.importers.prose.parts import Part

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
# Sections whose entries may be one line, with a comma between the two that it names.
_ONE_LINE = ("awards", "certificates", "grants", "service", "talks", "volunteer")
# So many pieces between commas are a list of topics, and a topic has no more words.
_SEVERAL = 3
_MOST_TOPIC = 7


def assign(
    data: dict[str, Drafted],
    parts: Sequence[Part],
    section: str,
    ledger: Ledger,
    previous: dict[str, Drafted] | None,
) -> dict[str, Drafted]:
    """The entry with the parts of its head in its fields, its name first.

    ``previous`` is the entry above, whose name one without a name shares.
    """
    pieces = pieces_of(parts, data, section)
    if pieces and (url := whole_link(pieces[0].words)):
        data["url"] = url
    if section == "education":
        rest = assign_education(data, pieces, ledger)
    else:
        rest = _others(data, pieces, section)
    _leftover(data, rest, section, ledger)
    headline = kind_of(section).headline
    if headline not in data:
        _share_name(data, headline, previous)
    _keep_links(data, parts)
    return {headline: data.pop(headline), **data} if headline in data else data


def _others(data: dict[str, Drafted], pieces: list[Part], section: str) -> list[Part]:
    """Set name and role (or giver, or event) of an entry; what is left over is returned."""
    second = _SECOND.get(section, "")
    held = section in _HELD
    if held:
        pieces = split_held(pieces)
    pieces = split_line(pieces, at_comma=section in _ONE_LINE, held=held)
    if held:
        pieces = _without_role(data, pieces)
    if not pieces:
        return []
    name = headline_of(pieces[0].words)
    alone = held and "position" not in data and len(pieces) == 1 and not is_organization(name)
    why = "one name only, of an organisation or of a role"
    data[kind_of(section).headline] = Unsure(name, why) if alone else name
    rest = pieces[1:]
    if rest and second and second not in data and _fits(rest[0], second):
        value = rest[0].text
        sure = is_organization(value) or (second == "position" and rest[0].line is not pieces[0].line)
        data[second] = value if sure else Unsure(value, f"it stands where the {second} often stands")
        rest = rest[1:]
    return rest


def _without_role(data: dict[str, Drafted], pieces: list[Part]) -> list[Part]:
    """The pieces without the one that is a role; it is set."""
    roles = [index for index, piece in enumerate(pieces) if is_role(piece.text)]
    roles = [index for index in roles if not is_organization(pieces[index].text)] or roles
    if not roles:
        return pieces
    index = roles[0]
    if index == 0 and len(pieces) > 1 and all(is_place(piece.text) for piece in pieces[1:]):
        index = roles[-1]
    data["position"] = pieces[index].text
    return pieces[:index] + pieces[index + 1 :]


def _fits(piece: Part, field: str) -> bool:
    if field == "entity":
        return is_organization(piece.text)
    return len(list(listed(piece.text))) < _SEVERAL


def _share_name(data: dict[str, Drafted], headline: str, previous: dict[str, Drafted] | None) -> None:
    """Name an entry that has a role and no name: like the one above, else as its role."""
    above = previous.get(headline) if previous else None
    above = above.value if isinstance(above, Unsure) else above
    if "position" in data and above:
        data[headline] = Unsure(above, "the lines name no organisation; this is the one above")
    elif "position" in data:
        data[headline] = Unsure(data.pop("position"), "one name only, of a role or of an organisation")


def _leftover(data: dict[str, Drafted], rest: Sequence[Part], section: str, ledger: Ledger) -> None:
    """What no field asked for: lists of topics, else sentences about the entry, doubted."""
    told = []
    for piece in rest:
        text, tail = without_and_so_on(piece.text)
        topics = list(listed(text))
        short = all(topic.count(" ") < _MOST_TOPIC for topic in topics)
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


def _keep_links(data: dict[str, Drafted], parts: Sequence[Part]) -> None:
    """Links in a head that are not the entry's own, by the words that lead there."""
    for span in (span for part in parts for span in part.words):
        if span.url and span.url != data.get("url"):
            links = cast("dict[str, Drafted]", data.setdefault("links", {}))
            links.setdefault(" ".join(span.text.split()) or "Link", span.url)
