"""What an import writes: any draft becomes a profile that says what the draft said, in an order and with comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drafts_of import BAD, GOOD
from hypothesis import given

from appkit.check import schema
from appkit.importers.conforming import conform
from appkit.importers.drafts import bare, draft_of, settled
from appkit.importers.imported import Unsure
from appkit.importers.order import BASICS, INNER, PROFILE, entry_order, ordered
from appkit.importers.writing import profile_text
from appkit.importers.written import read_back
from appkit.model.vocabulary import SECTIONS
from effort import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.importers.drafts import Draft


def finished(draft: object) -> dict[str, Draft]:
    """The draft as it is written."""
    copy = draft_of(draft)  # type: ignore[arg-type]
    assert isinstance(copy, dict)
    conform(copy, "cv", {})
    return ordered(copy)


def text_of(draft: object) -> str:
    return profile_text(finished(draft), "cv.txt (a CV in plain text)", "# modeline\n")


@examples(40)
@given(GOOD)
def test_what_is_written_says_what_was_drafted(draft: dict[str, object]) -> None:
    """Whatever the texts are, and with a comment above anything."""
    data = finished(draft)
    text = profile_text(data, "a: # b", "# modeline\n")

    assert read_back(text, settled(data), "x.yaml") is not None
    assert read_back(text.replace("\n", "\r\n"), settled(data), "x.yaml") is not None


def scalars(data: object) -> Iterator[str]:
    data = bare(data)  # type: ignore[arg-type]
    if isinstance(data, dict):
        for value in data.values():
            yield from scalars(value)
    elif isinstance(data, list):
        for value in data:
            yield from scalars(value)
    else:
        yield str(data)


@examples(40)
@given(BAD)
def test_whatever_cannot_be_is_put_aside(draft: dict[str, object]) -> None:
    """The result is a profile, and each value of the draft is still in it."""
    data = finished(draft)

    assert read_back(profile_text(data, "x", ""), settled(data), "x.yaml") is not None
    left = [value.replace("\\", "") for value in scalars(data)]
    for value in scalars(draft_of(draft)):  # type: ignore[arg-type]
        if value.strip() not in {"", "None"}:
            left.remove(value.replace("\\", ""))


def test_how_it_looks() -> None:
    """Sections and keys in canonical order, ids, empty lines, short lists on a line, doubts above what they doubt."""
    draft = {
        "skills": [{"keywords": ["A", "B"], "name": "Web"}, {"name": "Data", "keywords": ["C", Unsure("D", "cut off")]}],
        "x-unplaced": [Unsure("left over", "near a date")],
        "x-own": 1,
        "work": [
            {"highlights": ["One: two", {"text": "Three"}], "endDate": "now", "startDate": "2019", "name": Unsure("Acme", "or a place")},
            Unsure({"name": "Beta", "x-odd": 1}, "the whole"),
        ],
        "basics": {"profiles": [{"url": "https://example.com", "network": "GitHub"}], "name": "Your Name"},
    }  # fmt: skip
    expected = """\
# modeline
#
# Everything true about you, in one place. Made from cv.txt (a CV in plain text).
# Where a comment says 'unsure', look whether what is below it is right; then delete the comment.

basics:
  name: Your Name
  profiles:
    - {network: GitHub, url: 'https://example.com'}

work:
  - id: acme
    # unsure: or a place
    name: Acme
    startDate: 2019
    highlights:
      - 'One: two'
      - id: h-926f52d1
        text: Three
    # 'endDate' is not a date: 'now'
    x-endDate: now

  # unsure: the whole
  - id: beta
    name: Beta
    x-odd: 1

skills:
  - id: web
    name: Web
    keywords: [A, B]
  - id: data
    name: Data
    keywords:
      - C
      # unsure: cut off
      - D

x-own: 1

# What found no place: put it where it belongs, or delete it. It is never rendered.
x-unplaced:
  # unsure: near a date
  - left over
"""
    assert text_of(draft) == expected


def test_the_order_has_every_key_of_the_schema() -> None:
    """A key that the order lacks would stand behind all others."""
    definitions = schema("profile")["definitions"]
    whole = schema("profile")["properties"]
    assert set(PROFILE) == set(whole)
    assert set(BASICS) == set(definitions["basics"]["properties"])
    for section in (*SECTIONS, "custom"):
        assert set(definitions[f"{section}Entry"]["properties"]) <= set(entry_order(section))
    for key, definition in {
        "highlights": "highlight",
        "profiles": "profileLink",
        "location": "place",
    }.items():
        found = next(
            each
            for each in (definitions[definition], *definitions[definition].get("anyOf", ()))
            if "properties" in each
        )
        assert set(INNER[key]) == set(found["properties"])


@pytest.mark.parametrize(
    ("draft", "path", "value"),
    [
        ({"work": [{"name": "A", "tags": ["nope"]}]}, ("work", 0, "x-tags"), ["nope"]),
        ({"publications": [{"name": "A", "authors": [["x"]]}]}, ("publications", 0), {"id": "a", "name": "A", "x-authors": [["x"]]}),
        ({"work": [{"position": "p"}]}, ("x-unplaced",), [{"work": {"position": "p"}}]),
        ({"work": {"a": "b"}}, ("x-work",), {"a": "b"}),
        ({"custom": {"Bad Name": []}}, ("custom", "x-Bad Name"), []),
        ({"basics": ["x"]}, ("x-basics",), ["x"]),
        ({"basics": {"name": {}}}, ("basics", "name"), "Your Name"),
        ({"x-name": "x\u2028y"}, ("x-name",), "x y"),
        ({"work": [{"id": "A B", "name": "C"}]}, ("work", 0, "x-id"), "A B"),
        ({"work": [{"id": "a", "name": "C"}, {"id": "a", "name": "D"}]}, ("work", 1, "id"), "d"),
        ({"basics": {"summary": "[a](file:///x) *b*"}}, ("basics", "summary"), "[a\\](file:///x) \\*b\\*"),
    ],
)  # fmt: skip
def test_where_things_go(draft: object, path: tuple[str | int, ...], value: object) -> None:
    """Beside where they stood, or to what has no place; ids that cannot be are derived anew."""
    data: Any = settled(finished(draft))
    for step in path:
        data = data[step]

    assert data == value


def test_many_things_that_cannot_be() -> None:
    """Each round puts aside all that is wrong: the time grows with the file, not with its square."""
    draft = {"work": [{"name": f"Company {number}", "endDate": "now", "odd": "x"} for number in range(300)]}

    assert text_of(draft).count("x-endDate: now") == 300
