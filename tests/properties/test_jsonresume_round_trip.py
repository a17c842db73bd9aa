"""There and back: a profile through JSON Resume is the same profile, a JSON Resume through a profile the same file."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, cast

from hypothesis import example, given
from hypothesis import strategies as st

from appkit.check import check, schema
from appkit.decode import decode_profile
from appkit.diagnostics import Location, Report
from appkit.exporters import Subject
from appkit.exporters.jsonresume import write
from appkit.importers.jsonresume import convert
from appkit.importers.material import Material
from appkit.model import jsonresume
from appkit.source import Mapping, Node, Scalar, Sequence
from effort import examples
from profiles import profiles
from schema_data import data as data_of
from schema_data import node

if TYPE_CHECKING:
    import collections.abc

    from appkit.model.jsonresume import Form
    from appkit.model.profile import Profile

Data = dict[str, Any]


def decoded(data: Data) -> Profile:
    report = Report()
    profile = decode_profile(placeless(node(data)), "p", report)
    assert not report.failed
    return profile


def placeless(part: Node) -> Node:
    """The node with everything in one place, so that only what is said counts."""
    here = Location("f.yaml")
    match part:
        case Scalar():
            return Scalar(part.value, part.text, here)
        case Sequence():
            return Sequence(tuple(map(placeless, part.items)), here)
        case Mapping():
            return Mapping(
                {key: placeless(each) for key, each in part.entries.items()},
                dict.fromkeys(part.keys, here),
                here,
            )


def exported(data: Data) -> bytes:
    return write(Subject(data, decoded(data)), Report())


def imported(content: bytes) -> Data:
    report = Report()
    found = convert(Material("resume.json", content), report)
    assert found is not None, report.diagnostics
    tally = found.tally
    assert tally.read == tally.placed + tally.unplaced + tally.empty
    return cast("Data", dict(found.profile))


@examples(30, shrink=False)
@given(profiles())
def test_a_profile_comes_back(data: Data) -> None:
    assert imported(exported(data)) == data


def is_sound(data: Data) -> bool:
    """Whether the data has the shape of a profile, with dates that exist."""
    report = Report()
    whole = node(data)
    return check(whole, "profile", report) and bool(decode_profile(whole, "p", report)) and not report.failed


@examples(15, shrink=False)
@given(data_of(schema("profile"), schema("profile")).filter(lambda data: is_sound(cast("Data", data))))
def test_any_data_that_is_a_profile_comes_back(data: object) -> None:
    """Whatever the schema allows, with its numbers, languages, empty lists and keys of the user's own."""
    profile = cast("Data", data)

    back = imported(exported(profile))

    assert back == profile
    assert [*back] == [*profile]
    assert decoded(back) == decoded(profile)


# -- JSON Resumes of others ------------------------------------------------------------------------------------

WORDS = st.one_of(
    st.sampled_from(
        ["Example", "a *b* <c> & d_e", "1. x", "2019", "none", "multi\nline\n\ntext", "ü 中文", "x "]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=8
    ).filter(str.strip),
)
URLS = st.sampled_from(
    ["https://example.org/a_b?c=d#e", "http://x.example", "mailto:a@b.example", "www.example", "a b"]
)
DATES = st.sampled_from(["2019", "2020-02", "2021-12-31", "1999-01-01"])
FORMS: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS, "uri": URLS, "email": st.sampled_from(["a@b.example", "a at b"]), "date": DATES, "texts": st.lists(WORDS, min_size=1, max_size=3),
}  # fmt: skip
NOTHING: st.SearchStrategy[Any] = st.sampled_from([None, "", "  ", [], {}, [""], {"a": None}])
UNKNOWN: st.SearchStrategy[Any] = st.recursive(
    st.one_of(WORDS, st.integers(-9, 9), st.booleans(), st.sampled_from([0.5, -1.25e3])),
    lambda inner: st.one_of(
        st.lists(st.one_of(inner, st.none()), min_size=1, max_size=2),
        st.dictionaries(st.sampled_from(["a", "b/c"]), inner, min_size=1),
    ),
    max_leaves=3,
)
KEYS = st.sampled_from(
    [
        "rating",
        "x-mine",
        "x-rating",
        "fooBar",
        "foo-bar",
        "thesis",
        "location",
        "keywords",
        "x-x-rating",
        "appkit",
        "a/b~c",
    ]
)


def items(forms: collections.abc.Mapping[str, Form]) -> st.SearchStrategy[Data]:
    """An item of JSON Resume with some of its keys, some empty, and some that it has not."""
    known = {key: st.one_of(FORMS[form], FORMS[form], NOTHING) for key, form in forms.items()}
    said = st.fixed_dictionaries({}, optional=known)
    more = st.dictionaries(KEYS.filter(lambda key: key not in forms), st.one_of(UNKNOWN, NOTHING), max_size=2)
    return st.builds(lambda one, other: {**one, **other}, said, more)


@st.composite
def resumes(draw: st.DrawFn) -> Data:
    """A JSON Resume as somebody else's program writes it: conforming, with what it must not have to say."""
    basics = draw(items(jsonresume.BASICS))
    if draw(st.booleans()):
        basics["location"] = draw(items(jsonresume.PLACE))
        basics["profiles"] = draw(st.lists(items(jsonresume.ACCOUNT), max_size=2))
    resume: Data = {"basics": {**basics, "name": "Your Name"}}
    for section in draw(st.lists(st.sampled_from(sorted(jsonresume.SECTIONS)), max_size=4, unique=True)):
        named = items(jsonresume.SECTIONS[section]).filter(functools.partial(is_called, section))
        resume[section] = draw(st.lists(st.one_of(named, named, st.just({})), max_size=2))
    if draw(st.booleans()):
        resume["meta"] = {"version": "v1.0.0", "theme": None}
    return resume | draw(st.dictionaries(KEYS.filter(lambda key: key != "location"), UNKNOWN, max_size=2))


def is_called(section: str, item: Data) -> bool:
    """Whether an item says anything that an entry could be called by."""
    said = [item[key] for key, form in jsonresume.SECTIONS[section].items() if form != "date" and key in item]
    firsts = [each[0] if isinstance(each, list) and each else each for each in said]
    return any(isinstance(first, str) and first.strip() for first in firsts)


@examples(50, shrink=False)
@example({"basics": {"name": "Your Name"}, "a/b~c": {"d~1": 0.5}, "x-a~/b": {"c": [0.25]}})
@example(
    {
        "basics": {"name": "Your Name"},
        "work": [{"name": "A", "keywords": [["x"], None]}, {"foo": None, "name": "B"}],
    }
)
@given(resumes())
def test_a_json_resume_of_others_comes_back(resume: Data) -> None:
    content = json.dumps(resume).encode()
    profile = imported(content)

    assert is_sound(profile)
    back = json.loads(exported(profile))

    assert without_own(back) == resume
    assert imported(exported(profile)) == profile


def without_own(back: Data) -> Data:
    """The export without what it says for itself: the schema it names."""
    return {key: value for key, value in back.items() if key != "$schema"}
