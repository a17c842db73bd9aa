"""What selection promises, over generated profiles and targets: order means nothing, and limits are limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from pipeline import Built, build, select
from selecting import Case, cases, hidden_venues, items, listed, private_addresses, secrets, word

from appkit.model.document import List, Paragraph, Run, inlines_of, plain
from appkit.operations.rendering import decisions_record
from effort import examples
from pdf_reading import everything_in
from words import docx_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Block, Document
    from appkit.model.selection import Decision, Selection
    from appkit.source.node import Plain
    from profiles import Data


# -- order -----------------------------------------------------------------------------------------------------


# Where the order of keys is the order of what is printed, or of documents.
_ORDERED = ("links", "documents", "sections")


def reordered(data: Plain, draw: st.DrawFn, *, key: str = "") -> Plain:
    """The data with the keys of mappings, and the entries of sections, in another order."""
    if not isinstance(data, dict):
        return data
    keys = list(data) if key in _ORDERED else list(draw(st.permutations(list(data))))
    return {each: reordered(data[each], draw, key=each) for each in keys}


def shuffled(profile: Data, draw: st.DrawFn) -> Data:
    """The profile with its entries, and all keys, in another order."""
    found: Data = {}
    for section in draw(st.permutations(list(profile))):
        value = profile[section]
        if isinstance(value, list):
            found[section] = [reordered(entry, draw) for entry in draw(st.permutations(value))]
        else:
            found[section] = reordered(value, draw)
    return found


def told(decision: Decision) -> tuple[object, ...]:
    """What is decided of an item, without the place where the item stands."""
    parts = sorted((part.reason, part.points, part.inherited) for part in decision.score.parts)
    out = decision.out and (decision.out.step, decision.out.reason)
    return (parts, decision.score.effective, decision.score.best, out, decision.pinned is None, decision.view)


@examples(15, shrink=False)
@given(st.data())
def test_the_order_of_the_profile_decides_nothing_but_ties(data: st.DataObject) -> None:
    """Where no two items are equal, another order of entries and keys changes nothing at all."""
    case = data.draw(cases())

    @st.composite
    def other_orders(draw: st.DrawFn) -> Case:
        target = reordered(case.target, draw)
        assert isinstance(target, dict)
        return Case(shuffled(case.profile, draw), target)

    other = data.draw(other_orders())
    one, two = select(case.profile, case.target), select(other.profile, other.target)

    assert {a: told(d) for a, d in one.decisions.items()} == {a: told(d) for a, d in two.decisions.items()}
    assert shown(one) == shown(two)


def shown(selection: Selection) -> list[tuple[str, list[tuple[str | None, list[str]]]]]:
    """The sections with their groups and entries, in their order."""
    return [
        (
            view.view.key,
            [(group.status, [entry.item.address for entry in group.entries]) for group in view.groups],
        )
        for view in selection.views
    ]


@examples(8, shrink=False)
@given(st.permutations(range(5)), st.sampled_from(("score", "date")))
def test_the_order_of_the_profile_breaks_ties(order: list[int], sort: str) -> None:
    """Of items with equal points and dates, those that come first in the profile go first and stay."""
    profile: Data = {
        "basics": {"name": "A"},
        "awards": [
            {"id": f"e{number}", "title": f"t{number}", "date": "2020", "tags": []} for number in order
        ],
    }
    target: Data = {
        "sections": {"awards": {"sort": sort}},
        "rules": [{"name": "three", "match": {"section": "awards"}, "at-most": 3}],
        "documents": {"resume": {}},
    }

    selection = select(profile, target)

    assert [entry.item.id for entry in selection.entries()] == [f"e{number}" for number in order[:3]]


# -- in and out ------------------------------------------------------------------------------------------------


@examples(25, shrink=False)
@given(cases())
def test_every_decision_holds(case: Case) -> None:
    """What is out has a reason; what is in is shown once; limits hold unless pins protect."""
    selection = select(case.profile, case.target)

    addresses = [entry.item.address for entry in selection.entries()]
    addresses += [h.item.address for entry in selection.entries() for h in entry.highlights]
    assert sorted(addresses) == sorted(a for a in selection.decisions if is_in(selection, a))
    assert_reasons(selection)
    assert_limits(selection)


def assert_reasons(selection: Selection) -> None:
    """Every item that is out has a step and words for it; what is excluded is out."""
    for address, decision in selection.decisions.items():
        if decision.out:
            assert decision.out.step
            assert decision.out.reason.strip()
            assert decision.out.location or decision.out.step in {"no-view", "entry-out", "policy"}, address
        excluded = said_of(selection, address, "exclude")
        assert decision.out or not (excluded and excluded[-1]), address


def assert_limits(selection: Selection) -> None:
    """No more items than a rule or section allows, unless a pin protects each that is there."""
    for use in selection.rules:
        kept = [address for address in use.matched if is_in(selection, address)]
        if use.rule.at_most is not None and len(kept) > use.rule.at_most:
            assert all(is_protected(selection, address) for address in kept), use.rule
    for view in selection.views:
        addresses = [entry.item.address for entry in view.entries]
        if view.view.max is not None and len(addresses) > view.view.max:
            assert all(is_protected(selection, address) for address in addresses), view.view
    for entry in selection.entries():
        limits = said_of(selection, entry.item.address, "max_highlights")
        assert not limits or len(entry.highlights) <= limits[-1]


def is_in(selection: Selection, address: str) -> bool:
    return selection.decisions[address].out is None


def said_of(selection: Selection, address: str, effect: str) -> list[int]:
    """What the rules that match an item say of one effect, in their order."""
    said = [getattr(use.rule, effect) for use in selection.rules if address in use.matched]
    return [value for value in said if value is not None]


def is_protected(selection: Selection, address: str) -> bool:
    """Whether a pin keeps an item: its own, its entry's, or that of one of its highlights that is in."""
    entry = "/".join(address.split("/")[:2])
    pinned = {a for a, decision in selection.decisions.items() if decision.pinned}
    below = {a for a in pinned if a.startswith(f"{address}/") and is_in(selection, a)}
    return address in pinned or entry in pinned or bool(below)


# -- what no artifact may say ----------------------------------------------------------------------------------


def everything_written(built: Built) -> str:
    """All that leaves the program: every artifact with its metadata, and the record of decisions."""
    parts = [str(decisions_record(built.selection))]
    for name, artifact in built.artifacts().items():
        if name.endswith("pdf"):
            parts.append(everything_in(artifact))
            continue
        contents = docx_parts(artifact).values() if name.endswith("docx") else [artifact]
        parts += [content.decode() for content in contents]
    return "\n".join(parts)


@examples(20, shrink=False)
@given(cases())
def test_nothing_leaks(case: Case) -> None:
    """No private item, no private note, nothing that is out, and no venue that the target hides."""
    built = build(case.profile, case.target)
    written = everything_written(built)

    assert {secret for secret in secrets(case) if secret in written} == set()
    assert private_addresses(case) & decisions_record(built.selection).keys() == set()
    if case.target["submissions"] != "show-venue":
        assert {venue for venue in hidden_venues(case) if venue in written} == set()
    gone = [address for address, decision in built.selection.decisions.items() if decision.out]
    documents = "".join(
        artifact.decode() for key, artifact in built.artifacts().items() if key.endswith("md")
    )
    for address in gone:
        fields = (
            ("text", "letter")
            if address.count("/") == 2
            else ("name", "letter", "summary", "author0", "link")
        )
        assert [field for field in fields if word(address, field) in documents] == [], address


# -- papers ----------------------------------------------------------------------------------------------------


@examples(12, shrink=False)
@given(cases(effects=("boost", "exclude", "at-most")))
def test_authors_stars_and_footnotes(case: Case) -> None:
    """Authors in their order, a star for each who is equal, and the footnote where there is a star, only there."""
    target: Data = {**case.target, "documents": {"resume": {"template": "academic"}}}
    document = build(case.profile, target).document("resume")

    data = {address: item for address, item, _ in items(case.profile)}
    said = authors_said(document)
    for address, names in said.items():
        listed_ = listed(data[address]["authors"])
        assert names == [f"{author['name']}{'*' * bool(author['equal'])}" for author in listed_], address
    starred = any(name.endswith("*") for names in said.values() for name in names)
    notes = [block for block in document.blocks if isinstance(block, Paragraph) and block.role == "note"]
    assert bool(notes) == starred
    assert {plain(note.content) for note in notes} <= {"* Equal contribution"}


def test_a_template_without_authors_has_no_footnote() -> None:
    project: Data = {
        "id": "p",
        "name": "P",
        "authors": [{"name": "A B", "equal": True}, {"name": "C D", "equal": True}],
    }
    target: Data = {"documents": {"resume": {"template": "modern"}}}

    document = build({"basics": {"name": "A B"}, "projects": [project]}, target).document("resume")

    notes = [block for block in document.blocks if isinstance(block, Paragraph) and block.role == "note"]
    assert authors_said(document) or not notes


def authors_said(document: Document) -> dict[str, list[str]]:
    """The names said of each item, stars with them, in reading order."""
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        for inline in inlines_of(block):
            if isinstance(inline, Run) and inline.origin.address.endswith(".authors"):
                names = found.setdefault(inline.origin.address.removesuffix(".authors"), [])
                if inline.text == "*":
                    names[-1] += "*"
                else:
                    names.append(inline.text)
    return found


@examples(10, shrink=False)
@given(cases(effects=("boost", "exclude")), st.sampled_from(("continuous", "per-group", "none")))
def test_papers_are_numbered_through(case: Case, numbering: str) -> None:
    """Every paper of the section has the next number, through all groups or in each."""
    view: Data = {"group": "status", "numbering": numbering}
    target: Data = {**case.target, "sections": {"publications": view}}
    built = build(case.profile, target)

    groups = [
        len(group.entries)
        for v in built.selection.views
        if v.view.key == "publications"
        for group in v.groups
    ]
    expected: list[int | None] = []
    for size in groups:
        start = len(expected) if numbering == "continuous" else 0
        expected += [start + n + 1 if numbering != "none" else None for n in range(size)]
    assert [number for address, number in numbers_said(built.document("resume").blocks)] == expected


def numbers_said(blocks: tuple[Block, ...]) -> Iterator[tuple[str, int | None]]:
    """The number of every list item that is a paper (None for a bullet), in reading order."""
    for block in blocks:
        for position, item in enumerate(block.items if isinstance(block, List) else ()):
            if item.address and item.address.startswith("publications/") and item.address.count("/") == 1:
                assert isinstance(block, List)
                yield item.address, None if block.start is None else block.start + position
