"""Where in a text a name stands that belongs to another target or person."""

from __future__ import annotations

import pytest

from appkit.diagnostics import Location
from appkit.model.others import Belonging, Other, Others

HERE = Location("targets/u.yaml")


def name(text: str, what: Belonging = "organization", owner: str = "u") -> Other:
    return Other(text, what, owner, HERE)


def found(text: str, *names: Other) -> list[tuple[str, str]]:
    """Each name with the words at which it was found."""
    return sorted((each.other.text, text[each.start : each.end]) for each in Others(names).found_in(text))


INSTITUTE = name("Second Institute of Examples")
META = name("Meta")
CHINESE = name("示例大学")
NUMBER = name("+49 30 1234567", "phone", "bob")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At the second\nINSTITUTE, of  Examples.", ["second\nINSTITUTE, of  Examples"]),
        ("Second Institute of", []),
        ("Second Institute of Examples", ["Second Institute of Examples"]),
    ],
)
def test_of_several_words(text: str, words: list[str]) -> None:
    """In any case, and whatever stands between."""
    assert found(text, INSTITUTE) == [(INSTITUTE.text, each) for each in words]


@pytest.mark.parametrize(
    ("text", "number"),
    [("Meta", 1), ("at Meta.", 1), ("META meta", 0), ("Meta-learning", 0), ("non-Meta", 0), ("Metal", 0)],
)
def test_of_one_word(text: str, number: int) -> None:
    """As it is written, and as no part of a compound."""
    assert found(text, META) == [("Meta", "Meta")] * number


def test_without_spaces() -> None:
    assert found("我申请示例大学的课程", CHINESE) == [(CHINESE.text, CHINESE.text)]
    assert found("我申请大学的课程", CHINESE) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("call +49 (30) 12 34-567 now", "+49 (30) 12 34-567"),
        ("0049301234567", "0049301234567"),
        ("call +49 30 7654321", ""),
        ("in 2019-2023, 49 30 times", ""),
    ],
)
def test_numbers(text: str, words: str) -> None:
    """Grouped in any way; another number is no reason to stop."""
    assert found(text, NUMBER) == ([(NUMBER.text, words)] if words else [])


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        (name("E"), False),
        (name("EU"), True),
        (name("北"), False),
        (name("北大"), True),
        (name("Postdoc", "position"), False),
        (name("Doctoral position", "position"), True),
        (name("12345", "phone"), False),
        (name("123456", "phone"), True),
        (name("…"), False),
    ],
)
def test_what_counts(other: Other, counts: bool) -> None:
    assert Others([other]).names == ((other,) if counts else ())


BODY = name("Prof. Some Body", "recipient")
BOB = name("Bob Other", "name", "bob")
ALL = Others([INSTITUTE, META, BODY, BOB, NUMBER, name("Own Institute", owner="t")])


def test_what_stands_in_a_text() -> None:
    """Names and those greeted, in order; none of the target's and the person's own."""
    text = "Dear Prof. Body, at Meta and the Own Institute, Bob Other said."

    assert ALL.stand_in(text, ("t", "ada")) == (
        ("Bob Other", "name", "bob"),
        ("Meta", "organization", "u"),
        ("Prof. Some Body", "recipient", "u"),
    )
    assert ("Own Institute", "organization", "t") in ALL.stand_in(text, ("u", "bob"))
    assert ALL.stand_in("", ("t", "ada")) == ()


def test_what_is_sent_to_another_machine() -> None:
    """People, and what stands in the texts of others than the owner; all of them where a name may hide."""
    texts = [("t", "At Meta, dear Prof. Body"), ("u", "Second Institute of Examples")]

    assert set(ALL.within(texts).names) == {META, BODY, BOB, NUMBER}
    assert set(ALL.within([]).names) == {BOB, NUMBER}
    assert ALL.within([*texts, ("v", 'a: "\\x4deta"')]) is ALL
