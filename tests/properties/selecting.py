"""Profiles and targets for questions of selection: every text tells whose it is, and no two items are alike.

A text is one made-up word, so that a test can look for it in any bytes without mistaking other words for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from hypothesis import strategies as st

from appkit.model.vocabulary import STATUSES, kind_of
from profiles import SUBMISSIONS, TAGS, Data, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appkit.source.node import Plain

SECTIONS = ("work", "publications", "publications", "projects", "talks", "skills", "awards", "references")
EFFECTS = ("boost", "boost", "pin", "exclude", "max-highlights", "at-most", "at-least")
# Points of tags, boosts and age are hundreds and priorities are less: no two items ever have the same points.
_HUNDRED = 100
# A tag that only private items have, so that its label may stand nowhere.
SECRET = "qzsecret"
OWN_NAME = "Ada Example"


@dataclass(frozen=True, slots=True)
class Case:
    """A profile and a target about it."""

    profile: Data
    target: Data


def word(address: str, field: str) -> str:
    """The made-up word that is this field of this item."""
    return "qz" + "".join(c for c in address + field if c.isalnum())


@st.composite
def cases(draw: st.DrawFn, effects: Sequence[str] = EFFECTS) -> Case:
    """A profile of a dozen items, and a target with a few rules about them."""
    priorities = iter(draw(st.permutations(range(1, _HUNDRED))))
    profile: Data = {
        "basics": {"name": OWN_NAME, "summary": "A summary.", "email": "ada@example.org"},
        "tags": {**dict.fromkeys(TAGS), SECRET: {"label": SECRET}},
    }
    for section in draw(st.lists(st.sampled_from(SECTIONS), min_size=2, max_size=5, unique=True)):
        profile[section] = [
            _entry(draw, section, f"e{number}", lambda: next(priorities))
            for number in range(draw(st.integers(1, 4)))
        ]
    papers = [f"publications/{paper['id']}" for paper in listed(profile.get("publications"))]
    for entry in (*listed(profile.get("projects")), *listed(profile.get("talks"))):
        if draw(st.booleans()) and papers:
            entry["publication"] = draw(st.sampled_from(papers))
    return Case(profile, _target(draw, profile, effects))


def listed(value: Plain) -> list[Data]:
    """The items of a list of mappings; none where there is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


_tags = st.sampled_from([[], ["graphs"], ["molecules"], ["efficiency", "graphs"]])
_one_in_five = st.integers(0, 4).map(lambda number: number == 4)


def _entry(draw: st.DrawFn, section: str, ident: str, priority: Callable[[], int]) -> Data:
    address, kind = f"{section}/{ident}", kind_of(section)
    entry: Data = {
        "id": ident,
        kind.headline: word(address, "name"),
        "privateNote": word(address, "note"),
        "letter": word(address, "letter"),
        "summary": word(address, "summary"),
        "highlights": [
            _highlight(draw, f"{address}/h{number}", priority) for number in range(draw(st.integers(0, 3)))
        ],
        **_common(draw, priority),
    }
    if draw(st.booleans()):
        entry[kind.start] = f"{draw(st.integers(2015, 2024))}-{draw(st.integers(1, 12)):02}"
    if "authors" in kind.extra:
        entry["authors"] = _authors(draw, address)
        entry["venue"] = {"name": word(address, "venue"), "short": word(address, "short")}
        entry["status"] = draw(st.sampled_from((*STATUSES, "under-review", "under-review")))
        if draw(st.booleans()):
            entry["links"] = {"Paper": f"https://example.org/{word(address, 'link')}"}
    if section == "publications":
        entry["publisher"] = word(address, "publisher")
        if draw(st.booleans()):
            del entry["venue"]
    return entry


def _common(draw: st.DrawFn, priority: Callable[[], int]) -> Data:
    private = draw(_one_in_five)
    tags = list(draw(_tags))
    return {
        "priority": priority(),
        "tags": cast("Plain", [*tags, SECRET] if private else tags),
        **({"private": True} if private else {}),
    }


def _highlight(draw: st.DrawFn, address: str, priority: Callable[[], int]) -> Data:
    return {
        "id": address.rpartition("/")[2],
        "text": word(address, "text"),
        "letter": word(address, "letter"),
        "privateNote": word(address, "note"),
        **_common(draw, priority),
    }


def _authors(draw: st.DrawFn, address: str) -> list[Plain]:
    names = [word(address, f"author{number}") for number in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        names.insert(draw(st.integers(0, len(names))), OWN_NAME)
    return [{"name": name, "equal": draw(_one_in_five)} for name in names]


def _target(draw: st.DrawFn, profile: Data, effects: Sequence[str]) -> Data:
    said = draw(rules(profile, effects, 6))
    for rule in listed(cast("Plain", said)):
        if "boost" in rule:
            rule["boost"] = _HUNDRED * cast("int", rule["boost"])
    sections: Data = {}
    for section in draw(
        st.lists(st.sampled_from(sorted(profile.keys() & {*SECTIONS})), max_size=3, unique=True)
    ):
        view: dict[str, st.SearchStrategy[Plain]] = {
            "sort": st.sampled_from(("date", "score")),
            "max": st.integers(1, 3),
            "group": st.just("status"),
            "numbering": st.sampled_from(("continuous", "per-group", "none")),
        }
        sections[section] = (
            "omit"
            if draw(st.integers(0, 9)) == 9
            else draw(st.fixed_dictionaries({"min": st.just(1)}, optional=view))
        )
    target: Data = {
        "rules": said,
        "sections": sections,
        "emphasize": {tag: _HUNDRED * draw(st.integers(-2, 3)) for tag in TAGS},
        "submissions": draw(st.sampled_from(SUBMISSIONS)),
        "documents": {
            "resume": {"template": draw(st.sampled_from(("academic", "modern")))},
            "cover-letter": {"template": "academic"},
        },
    }
    if draw(st.booleans()):
        target["recency"] = {"per-year": -_HUNDRED, "from": "2024-01"}
    return target


# -- what must hold, worked out from the data alone ------------------------------------------------------------


def items(profile: Data) -> Iterator[tuple[str, Data, Data | None]]:
    """Every item: its address, its data, and for a highlight the data of its entry."""
    for section in SECTIONS[1:] if "work" not in profile else SECTIONS:
        for entry in listed(profile.get(section)):
            address = f"{section}/{entry['id']}"
            yield address, entry, None
            for highlight in listed(entry.get("highlights")):
                yield f"{address}/{highlight['id']}", highlight, entry


def admitted(address: str, target: Data) -> bool:
    """Whether the last rule about exactly this item that speaks of pinning pins it."""
    said = [
        rule["pin"]
        for rule in listed(target["rules"])
        if "pin" in rule and isinstance(rule["match"], dict) and rule["match"].get("id") == address
    ]
    return bool(said and said[-1])


def secrets(case: Case) -> set[str]:
    """Every word that may stand in no output: notes, and whatever is of a private item that nothing admits."""
    found = {SECRET}
    for address, item, entry in items(case.profile):
        found.add(str(item["privateNote"]))
        hidden = _is_hidden(address, item, case) or (
            entry is not None and _is_hidden(address.rpartition("/")[0], entry, case)
        )
        if hidden:
            found |= {text for text in _words(item) if text.startswith("qz")}
        elif item.get("private") or (entry is not None and entry.get("private")):
            found.discard(SECRET)
    return found


def private_addresses(case: Case) -> set[str]:
    """The addresses of private items that nothing admits: no record names them."""
    return {address for address, item, _ in items(case.profile) if _is_hidden(address, item, case)}


def _is_hidden(address: str, item: Data, case: Case) -> bool:
    return bool(item.get("private")) and not admitted(address, case.target)


def _words(data: Plain) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            for item in data:
                yield from _words(item)
        case dict():
            for key, value in data.items():
                if key != "tags":
                    yield from _words(value)
        case _:
            pass


def hidden_venues(case: Case) -> set[str]:
    """The words of venues and publishers of everything that is under review."""
    papers = {f"publications/{paper['id']}": paper for paper in listed(case.profile.get("publications"))}
    found: set[str] = set()
    for _, item, entry in items(case.profile):
        source = papers.get(str(item.get("publication")), item)
        if entry is None and source.get("status") == "under-review":
            for each in (item, source):
                found |= {*_words(each.get("venue")), *_words(each.get("publisher"))}
    return found
