"""Merging: what is new is added to the text of a profile, of which no character changes."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any, cast

import pytest
from drafts_of import GOOD
from hypothesis import assume, given
from hypothesis import strategies as st

from appkit.decode import decode_profile
from appkit.diagnostics import Report
from appkit.importers.conforming import conform
from appkit.importers.drafts import draft_of, settled
from appkit.importers.imported import Unsure
from appkit.importers.merging import merge
from appkit.importers.order import ordered
from appkit.importers.writing import profile_text
from appkit.importers.written import read_back
from appkit.source import Mapping, parse, plain, source_from_bytes
from appkit.source.insert import applied, with_additions
from effort import examples
from yaml_styles import without, written

if TYPE_CHECKING:
    from appkit.importers.adding import Adding
    from appkit.importers.drafts import Draft


def finished(draft: object) -> tuple[dict[str, Draft], set[Any]]:
    made = draft_of(copy.deepcopy(draft))  # type: ignore[arg-type]
    assert isinstance(made, dict)
    derived = conform(made, "cv", {})
    return ordered(made), derived


def merged(text: str, draft: object) -> tuple[str, Adding]:
    """The text with the draft added, after the proof that it says so."""
    source = source_from_bytes("x.yaml", text.encode(), Report())
    node = parse(source, Report()) if source else None
    assert isinstance(node, Mapping)
    profile = decode_profile(node, "x", Report())
    made = merge(node, profile, *finished(draft))
    after = with_additions(text, made.additions)
    assert read_back(after, applied(plain(node), made.additions), "x.yaml") is not None, after
    return after, made


@examples(30)
@given(GOOD, GOOD, st.data())
def test_any_two_profiles_can_be_merged(
    one: dict[str, Any], other: dict[str, Any], draw: st.DataObject
) -> None:
    """However the one is written, it keeps each character; once the other is in it, there is nothing to add."""
    data = finished(one)[0]
    text = profile_text(data, "x.md (a CV in Markdown)", "")
    if draw.draw(st.booleans()):
        text = written(cast("dict[str, object]", settled(data)), draw).decode()
    source = source_from_bytes("x.yaml", text.encode(), Report())
    node = parse(source, Report()) if source else None
    assume(node is not None and read_back(text, plain(node), "x.yaml") is not None)

    after, _ = merged(text, other)

    assert without(after, text)
    again, made = merged(after, other)
    assert (again, made.additions) == (after, [])


def trimmed(data: Any, draw: st.DataObject, key: str = "") -> Any:  # noqa: ANN401 - any data
    """The data without some of its keys and items; what tells items apart stays."""
    if key.startswith("x-"):
        return data
    if isinstance(data, dict):
        kept = {
            "id",
            "name",
            "title",
            "text",
            "network",
            "entries",
            "basics",
            "startDate",
            "position",
            "doi",
            "releaseDate",
        }
        return {
            k: trimmed(v, draw, k)
            for k, v in data.items()
            if k in kept or k.startswith("x-") or draw.draw(st.booleans())
        }
    if isinstance(data, list) and key != "authors":
        return [trimmed(item, draw, key) for item in data if draw.draw(st.booleans())]
    return data  # fmt: skip


def said(data: Any) -> set[str]:  # noqa: ANN401 - any data
    """Every scalar but the ids: which of two papers of one title has which is for them to part."""
    if isinstance(data, dict):
        return {each for key, part in data.items() if key != "id" for each in said(part)}
    return {each for part in data for each in said(part)} if isinstance(data, list) else {str(data)}


@examples(30)
@given(GOOD, st.data())
def test_what_was_taken_out_comes_back(one: dict[str, Any], draw: st.DataObject) -> None:
    """A profile that lacks some of what the file says has all of it afterwards, and nothing twice."""
    whole = settled(finished(one)[0])
    assert isinstance(whole, dict)
    text = written(trimmed(whole, draw), draw).decode()
    source = source_from_bytes("x.yaml", text.encode(), Report())
    node = parse(source, Report()) if source else None
    assume(node is not None and read_back(text, plain(node), "x.yaml") is not None)

    after, made = merged(text, whole)

    whole.pop("meta", None)
    source = source_from_bytes("x.yaml", after.encode(), Report())
    node = parse(source, Report()) if source else None
    assert node is not None
    data = plain(node)
    assert isinstance(data, dict)
    assert said(whole) <= said(data)
    assert made.differences == []
    for section, entries in whole.items():
        if isinstance(entries, list):
            assert len(data[section]) == len(entries)  # type: ignore[arg-type]


PROFILE = """\
# About me

basics: # who
  name: Your Name
  # no e-mail yet

work:

  - id: acme # first
    name: Acme
    startDate: 2019
    highlights: [Did this]   # flow
    # about the url

  # the second
  - id: beta
    name: Beta
    highlights:
      - |
        Line one

        # no comment

      # the last comment of beta

# Papers
publications:
- name: A Paper on Things
  authors: [Your Name]
  # unindented
# Skills
skills: [{id: web, name: Web}]   # one line
"""
NEW = {
    "basics": {"name": "Your Name", "email": "you@example.com", "url": "https://example.com"},
    "work": [
        {"name": "Acme", "startDate": "2019", "position": "A", "highlights": ["Did this", "Did: that"], "url": "https://example.com"},
        {"name": "Beta", "highlights": ["More"]},
        {"name": "Gamma"},
    ],
    "awards": [{"title": "Prize"}],
    "publications": [{"id": "key2020", "name": "A paper on things", "doi": "10.1000/x"}, {"id": "other", "name": "Another"}],
    "skills": [{"name": "Web", "keywords": ["HTML"]}, {"name": "Data", "level": Unsure("High", "a guess")}],
    "projects": [{"name": "P", "publication": "publications/key2020"}],
    "x-unplaced": ["left over"],
}  # fmt: skip
MERGED = """\
# About me

basics: # who
  name: Your Name
  # no e-mail yet
  email: you@example.com
  url: https://example.com

work:

  - id: acme # first
    name: Acme
    position: A
    startDate: 2019
    url: https://example.com
    highlights: [Did this, 'Did: that']   # flow
    # about the url

  # the second
  - id: beta
    name: Beta
    highlights:
      - |
        Line one

        # no comment

      # the last comment of beta
      - More

  - id: gamma
    name: Gamma

awards:
  - id: prize
    title: Prize

# Papers
publications:
- name: A Paper on Things
  authors: [Your Name]
  # unindented
  doi: 10.1000/x
- id: other
  name: Another
# Skills
skills: [{id: web, name: Web, keywords: [HTML]},
    # unsure: a guess
    {id: data, name: Data, level: High}]   # one line

projects:
  - id: p
    name: P
    publication: publications/a-paper-on-things

x-unplaced:
  - left over
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_everything_is_put_where_a_person_would_put_it(ending: str, last: bool) -> None:
    """Comments stay with what they are about, whatever ends the lines, and whether anything ends the last."""
    text, expected = (
        each.removesuffix("" if last else "\n").replace("\n", ending) for each in (PROFILE, MERGED)
    )

    assert merged(text, NEW)[0] == expected


def test_what_differs_stays_and_is_told() -> None:
    """By address and place, with what either says; other spellings of the same are no difference."""
    new = {
        "basics": {"name": "Other Name"},
        "work": [{"id": "acme", "name": "ACME", "startDate": 2019, "highlights": ["did this!"]}],
        "publications": [{"name": "A Paper on Things", "authors": "YOUR NAME*"}],
    }

    after, made = merged(PROFILE, new)

    assert after == PROFILE
    assert [(each.address, each.place.line, each.there, each.said) for each in made.differences] == [
        ("work/acme.name", 10, "Acme", "ACME"),
        ("basics.name", 4, "Your Name", "Other Name"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        # A second job at the same place is another entry, also where the derived ids are the same.
        ({"name": "Acme", "position": "A", "startDate": 2019}, {"name": "Acme", "position": "B", "startDate": 2021}, ["acme", "acme-2021"]),
        ({"name": "Acme", "position": "A"}, {"name": "Acme", "position": "B"}, ["acme"]),
        ({"name": "Acme", "startDate": 2019}, {"name": "Acme", "startDate": "2019-05"}, ["acme"]),
        ({"id": "mine", "name": "Acme"}, {"name": "Acme", "startDate": 2021}, ["mine"]),
        ({"id": "mine", "name": "Renamed"}, {"id": "mine", "name": "Acme", "startDate": 2021}, ["mine"]),
        ({"id": "mine", "name": "R", "position": "A", "startDate": 2019}, {"id": "mine", "name": "Acme", "position": "B", "startDate": 2021}, ["mine"]),
        ({"id": "acme", "name": "Renamed", "startDate": 2019}, {"name": "Acme", "startDate": 2021}, ["acme"]),
        ({"id": "acme", "name": "Zeta"}, {"id": "acme-2", "name": "Acme"}, ["acme", "acme-2"]),
    ],
)  # fmt: skip
def test_which_entries_are_the_same(old: object, new: object, ids: list[str]) -> None:
    """Ids decide where the file has them, else names with days and roles."""
    text = f"{json.dumps({'basics': {'name': 'x'}, 'work': [{'id': 'acme', **old}]})}\n"  # type: ignore[dict-item]

    after, _ = merged(text, {"basics": {"name": "x"}, "work": [new]})

    assert re.findall(r"\"?\bid\"?: \"?([a-z0-9-]+)", after) == ids


def test_papers_are_told_by_doi_or_title() -> None:
    """Whatever their ids; two of one key are two papers where nothing else agrees."""
    old = "basics: {name: x}\npublications:\n  - {id: mine, name: A Title, doi: 10.1000/A}\n  - {id: smith2020, name: Old, releaseDate: 2020}\n"
    new = [
        {"id": "key", "name": "Another title", "doi": "10.1000/a"},
        {"id": "smith2020", "name": "New", "releaseDate": 2021},
        {"id": "third", "name": "old.", "releaseDate": 2020},
    ]

    after, _ = merged(old, {"basics": {"name": "x"}, "publications": new})

    assert after == f"{old}  - id: smith2020-2021\n    name: New\n    releaseDate: 2021\n"


HOME = {"url": "https://example.com"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Two accounts at one place: the same words decide before words that are alike.
        ([{"network": "GitHub"}], [{"network": "git-hub"}, {"network": "GitHub", **HOME}], [{"network": "GitHub", **HOME}, {"network": "git-hub"}]),
        ([{"network": "G", "username": "a"}], [{"network": "G", "username": "b"}, {"network": "G", "username": "a"}], [{"network": "G", "username": "a"}, {"network": "G", "username": "b"}]),
        ([{"network": "G"}, {"network": "G", **HOME}], [{"network": "G", **HOME}, {"network": "G"}], [{"network": "G"}, {"network": "G", **HOME}]),
        ([{"network": "G", **HOME}], [{"network": "Other", "url": "http://example.com/"}], [{"network": "G", **HOME}]),
    ],
)  # fmt: skip
def test_which_links_are_the_same(old: object, new: object, expected: object) -> None:
    """Each is paired with the one that denies nothing it says, if there is such a one."""
    after, made = merged(
        json.dumps({"basics": {"name": "x", "profiles": old}}), {"basics": {"name": "x", "profiles": new}}
    )

    source = source_from_bytes("x.yaml", after.encode(), Report())
    node = parse(source, Report()) if source else None
    assert node is not None
    assert plain(node) == {"basics": {"name": "x", "profiles": expected}}
    assert bool(made.differences) == ("Other" in str(new))


def test_papers_of_one_title_are_told_by_their_keys() -> None:
    """The one without a key does not take the place of the one that has it."""
    old = "basics: {name: x}\npublications:\n  - {id: b2019, name: Title, releaseDate: 2019, authors: [B]}\n"
    new = [
        {"name": "Title", "authors": ["A"]},
        {"id": "b2019", "name": "Title", "releaseDate": 2019, "authors": ["B"], "doi": "10.1000/b"},
    ]

    after, made = merged(old, {"basics": {"name": "x"}, "publications": new})

    assert made.differences == []
    assert (
        after
        == old.replace("[B]}", "[B], doi: 10.1000/b}") + "  - id: title\n    name: Title\n    authors: [A]\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{basics: {name: x}}", {"work": [{"name": "A"}]}, "{basics: {name: x}, work: [{id: a, name: A}]}"),
        ("{basics: {name: x}, work: []}", {"work": [{"name": "A"}, {"name": "B"}]}, "{basics: {name: x}, work: [{id: a, name: A}, {id: b, name: B}]}"),
        ("basics: {name: x}\nwork: [ ] # none\n", {"work": [{"name": "A"}]}, "basics: {name: x}\nwork: [{id: a, name: A} ] # none\n"),
        ("basics: {name: x,}\ntags: {a: , b}\n", {"tags": {"c": "C"}}, "basics: {name: x,}\ntags: {a: , b, c: C}\n"),
        ("basics: {name: x}\ntags: {a: }\n", {"tags": {"c": "C"}}, "basics: {name: x}\ntags: {a: , c: C}\n"),
        ("{basics: {name: x}}", {"x-a": "\nb"}, '{basics: {name: x}, x-a: "\\nb"}'),
        ("basics: {name: x}\nx-a: {b: null, c: ~}\n", {"x-a": {"b": None, "c": None}}, "basics: {name: x}\nx-a: {b: null, c: ~}\n"),
        # A bullet by language is no place for the keys of another.
        ("basics: {name: x}\nwork: [{name: A, highlights: [{en: B}]}]\n", {"work": [{"name": "A", "highlights": [{"text": "B", "priority": 1}]}]},
         "basics: {name: x}\nwork: [{name: A, highlights: [{en: B}]}]\n"),
        ('basics: {name: x}\ntags: {"a":}\n', {"tags": {"c": "C"}}, 'basics: {name: x}\ntags: {"a": , c: C}\n'),
        ("{ basics: {name: x}}", {"language": "de"}, "{language: de,  basics: {name: x}}"),
        ("--- # start\nbasics:\n  name: x\n...\n", {"x-a": "b"}, "--- # start\nbasics:\n  name: x\n\nx-a: b\n...\n"),
        ("basics: {name: x}\nx-a: |+\n  b\n\n\n", {"x-b": 1}, "basics: {name: x}\nx-a: |+\n  b\n\n\nx-b: 1\n"),
        ("basics:\n  familyName: b\n  name: x", {"language": "de"}, "language: de\nbasics:\n  familyName: b\n  name: x"),
        ("basics: {name: x}\nwork:\n- name: A\n  location: b\n", {"work": [{"name": "A", "position": "C\nD"}]},
         "basics: {name: x}\nwork:\n- name: A\n  position: |-\n    C\n    D\n  location: b\n"),
    ],
)  # fmt: skip
def test_places_of_every_form(old: str, new: dict[str, object], expected: str) -> None:
    """Brackets, braces, commas and blocks that keep their empty lines."""
    after, made = merged(old, {"basics": {"name": "x"}, **new})

    assert after == expected
    assert made.differences == []
