"""What a budget drops: properties over generated selections, with a measure that only counts lines."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from appkit.decode import decode_profile, decode_target
from appkit.diagnostics import Report
from appkit.fit import (
    Budget,
    Drop,
    Fitted,
    Length,
    Trial,
    dropping_order,
    explained,
    fit,
    fitting,
    near_misses,
    protected_addresses,
    trimmed,
    word_count,
)
from appkit.layout import Layout
from appkit.selection import select
from appkit.source import parse, source_from_bytes
from effort import examples

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from appkit.model.selection import Selection

SECTIONS = ("work", "projects", "publications", "courses", "education", "awards")
LINES_A_PAGE = 10


@dataclass(frozen=True)
class Case:
    """A profile as YAML, and how many lines each highlight takes."""

    text: str
    lines: dict[str, int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    text, lines = ["basics: {name: A B}"], {}
    for section in draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=4, unique=True)):
        text.append(f"{section}:")
        for number in range(draw(st.integers(1, 5))):
            year = draw(st.integers(2015, 2024))
            head = {"education": "institution", "awards": "title"}.get(section, "name")
            date = {"publications": "releaseDate", "awards": "date"}.get(section, "startDate")
            text.append(f"  - {{id: e{number}, {head}: E{number}, {date}: {year}, tags: [],")
            text.append(f"     priority: {draw(st.integers(0, 4))}, highlights: [")
            for each in range(draw(st.integers(0, 4))):
                address = f"{section}/e{number}/h{each}"
                lines[address] = draw(st.integers(1, 3))
                text.append(
                    f"       {{id: h{each}, text: x, tags: [], priority: {draw(st.integers(0, 4))}}},"
                )
            text.append("     ]}")
    return Case("\n".join(text) + "\n", lines)


def selected(text: str, target: str = "documents: {resume: {}}") -> Selection:
    report = Report()
    nodes = []
    for name, words in (("p.yaml", text), ("t.yaml", target)):
        source = source_from_bytes(name, words.encode(), report)
        assert source is not None
        node = parse(source, report)
        assert node is not None, report.diagnostics
        nodes.append(node)
    profile = decode_profile(nodes[0], "p", report)
    return select(profile, decode_target(nodes[1], "t", report), report)


def measure(case: Case) -> Callable[[Selection], Trial[None]]:
    """Two lines for an entry, those of the case for a highlight, one for a section."""

    def attempt(selection: Selection) -> Trial[None]:
        lines = sum(1 for view in selection.views if view.entries)
        for entry in selection.entries():
            lines += 2 + sum(case.lines[h.item.address] for h in entry.highlights)
        pages, rest = divmod(lines, LINES_A_PAGE)
        full = [LINES_A_PAGE] * pages + [rest] * (rest > 0)
        layout = Layout(len(full), lines, rest / LINES_A_PAGE, lines_on=tuple(full), extents=())
        return Trial(selection, None, Length(layout, words=lines * 7, characters=lines * 40))

    return attempt


def fitted(case: Case, budget: Budget, text: str | None = None, *, pack: bool = False) -> Fitted[None]:
    found = fit(selected(text or case.text), budget, measure(case), pack=pack)
    assert found is not None
    return found


def gone(found: Fitted[None]) -> set[str]:
    return {address for drop in found.dropped.values() for address in drop.addresses}


effort = examples(20)


@effort
@given(cases())
def test_a_smaller_budget_drops_a_superset(case: Case) -> None:
    """What fits on one page is a subset of what fits on two, for every budget of lines or pages."""
    by_lines = [gone(fitted(case, Budget(lines=n))) for n in range(0, 60, 6)]
    by_pages = [gone(fitted(case, Budget(pages=n))) for n in range(1, 7)]

    for dropped in (by_lines, by_pages):
        assert all(more >= less for more, less in itertools.pairwise(dropped))


@effort
@given(cases(), st.integers(0, 60))
def test_the_budget_holds_unless_protected_items_alone_exceed_it(case: Case, lines: int) -> None:
    found = fitted(case, Budget(lines=lines))

    assert found.fits == (found.trial.length.layout.lines <= lines)
    if not found.fits:
        assert len(found.dropped) == len(found.order)


@effort
@given(cases(), st.integers(0, 60))
def test_one_drop_less_would_not_fit(case: Case, lines: int) -> None:
    """It is the smallest number of drops."""
    found = fitted(case, Budget(lines=lines))

    if found.fits and found.dropped:
        fewer = [drop for step, drop in found.dropped.items() if step != max(found.dropped)]
        trial = measure(case)(trimmed(selected(case.text), fewer))
        assert trial.length.layout.lines > lines


@effort
@given(cases(), st.integers(0, 60))
def test_nothing_protected_goes_and_nothing_better_goes_first(case: Case, lines: int) -> None:
    """No dropped leaf's score exceeds that of a leaf that is kept and might have gone."""
    found = fitted(case, Budget(lines=lines))

    assert gone(found).isdisjoint(protected_addresses(selected(case.text)))
    scores = [drop.score for drop in found.order]
    assert scores == sorted(scores)


@effort
@given(cases(), st.integers(0, 60), st.data())
def test_raising_the_score_of_what_is_kept_never_drops_it(
    case: Case, lines: int, data: st.DataObject
) -> None:
    selection = selected(case.text)
    kept = [a for a in case.lines if a not in gone(fitted(case, Budget(lines=lines)))]
    if not kept:
        return
    lucky = data.draw(st.sampled_from(kept))
    raised = selected(case.text, f"rules: [{{name: r, match: {{id: {lucky}}}, boost: 5}}]")
    found = fit(raised, Budget(lines=lines), measure(case))

    assert found is not None
    assert lucky not in gone(found)
    assert selection.decisions.keys() == raised.decisions.keys()


@effort
@given(cases(), st.integers(0, 60))
def test_packing_keeps_more_and_never_exceeds(case: Case, lines: int) -> None:
    plain, packed = fitted(case, Budget(lines=lines)), fitted(case, Budget(lines=lines), pack=True)

    assert gone(packed) <= gone(plain)
    assert packed.fits == plain.fits


@effort
@given(cases(), st.integers(0, 60))
def test_a_near_miss_is_true(case: Case, lines: int) -> None:
    """With so many more lines, or points, the leaf would have stayed."""
    found = fitted(case, Budget(lines=lines))
    if not found.fits:
        return

    def holds_with(trial: Trial[None], more: int) -> bool:
        return trial.length.layout.lines <= lines + more

    for miss in near_misses(selected(case.text), Budget(lines=lines), measure(case), found, holds_with):
        address = miss.drop.item
        if miss.lines is not None:
            assert address not in gone(fitted(case, Budget(lines=lines + miss.lines)))
            assert miss.lines == 0 or address in gone(fitted(case, Budget(lines=lines + miss.lines - 1)))
        if miss.points is not None:
            rule = f"rules: [{{name: r, match: {{id: {address}}}, boost: {miss.points}}}]"
            raised = fit(selected(case.text, rule), Budget(lines=lines), measure(case))
            assert raised is not None
            assert address not in gone(raised)


def test_the_order_among_equals() -> None:
    """Courses first, then the last highlight of the entry that has most, the oldest first."""
    selection = selected(
        """
basics: {name: A B}
work:
  - {id: new, name: N, startDate: 2020, tags: [], highlights: [{id: a, text: a}, {id: b, text: b}]}
  - {id: old, name: O, startDate: 2010, endDate: 2012, tags: [], highlights: [{id: c, text: c}, {id: d, text: d}]}
projects:
  - {id: big, name: B, tags: [], highlights: [{id: e, text: e}, {id: f, text: f}, {id: g, text: g}]}
  - {id: small, name: S, startDate: 2021, tags: []}
courses:
  - {id: m, name: M, courses: [x]}
  - {id: n, name: N, courses: [y]}
"""
    )

    assert [drop.addresses for drop in dropping_order(selection)] == [
        ("courses/n",),
        ("projects/big/g",),
        ("projects/big/f",),
        ("work/old/d",),
        ("work/new/b",),
        ("projects/big/e", "projects/big"),
        ("work/old/c",),
        ("work/new/a",),
    ]


def test_a_collapsed_entry_stays_as_its_header_and_a_pin_protects_all() -> None:
    profile = """
basics: {name: A B}
projects:
  - {id: one, name: O, tags: [], priority: 9, highlights: [{id: a, text: a}]}
  - {id: two, name: T, tags: [], highlights: [{id: b, text: b}]}
  - {id: three, name: T, tags: [], highlights: [{id: c, text: c}]}
"""
    rules = """
rules:
  - {name: stay, match: {id: projects/two}, collapse: header}
  - {name: keep, match: {id: projects/three}, pin: true}
"""
    order = dropping_order(selected(profile, rules))

    assert [drop.addresses for drop in order] == [("projects/two/b",), ("projects/one/a",)]


def test_two_hundred_highlights_are_fitted_with_few_compositions() -> None:
    """Bisection: at worst two logarithms of the number of leaves, wherever the search begins."""
    lines = {f"work/e{n}/h{m}": 1 for n in range(20) for m in range(10)}
    text = ["basics: {name: A B}", "work:"]
    for number in range(20):
        text.append(f"  - {{id: e{number}, name: E, startDate: 2020, tags: [], highlights: [")
        text += [f"       {{id: h{each}, text: x, tags: [], priority: {each}}}," for each in range(10)]
        text.append("     ]}")
    case = Case("\n".join(text) + "\n", lines)
    selection = selected(case.text)

    for start in (0, 1, 60, 199):
        tries: list[Selection] = []

        def attempt(tried: Selection, tries: list[Selection] = tries) -> Trial[None]:
            tries.append(tried)
            return measure(case)(tried)

        def guess(_whole: Trial[None], _order: tuple[Drop, ...], start: int = start) -> int:
            return start

        found = fit(selection, Budget(lines=141), attempt, guess=guess)
        assert found is not None
        assert (len(found.dropped), found.fits) == (100, True)
        assert len(tries) <= 18


def test_an_entry_whose_highlights_a_rule_has_taken_can_still_go() -> None:
    profile = """
basics: {name: A B}
projects:
  - {id: one, name: O, tags: [], priority: 9, highlights: [{id: a, text: a}]}
  - {id: two, name: T, tags: [], highlights: [{id: b, text: b}]}
"""
    rules = "rules: [{name: bare, match: {id: projects/*/*}, exclude: true}]"

    order = dropping_order(selected(profile, rules))

    assert [drop.addresses for drop in order] == [("projects/two",)]


def test_words_are_counted_as_people_count_them() -> None:
    assert word_count("\u2022 Two words | Jan. 2020 \u2013 Present") == 5
    assert word_count("\u6211\u5728 C++ \u7814\u7a76\uff0cAI") == 6


def test_with_pack_room_decides_and_the_reason_says_so() -> None:
    """The first of two drops came back: the second did not go for its score."""
    selection = selected(
        "basics: {name: A B}\nawards: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}]\n"
    )
    order = dropping_order(selection)

    shown = explained(selection, {2: order[1]}, {order[1].item: 3}, frozenset(), None)

    out = shown.decisions[order[1].item].out
    assert out is not None
    assert out.reason == "step 2: 3 lines are too many for the room left"


def test_of_very_many_drops_the_best_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try is a composition. With room for one line, the best of the drops that takes one comes back."""
    text = "basics: {name: A B}\nprojects:\n" + "".join(
        f"  - {{id: e{n}, name: E, priority: {n}, highlights: [{{id: h0, text: x}}]}}\n" for n in range(9)
    )
    case = Case(text, {f"projects/e{n}/h0": 1 if n == 2 else 5 for n in range(9)})
    monkeypatch.setattr(fitting, "_MOST_PACKED", 4)
    assert "projects/e2/h0" in gone(fitted(case, Budget(lines=20), pack=True))

    monkeypatch.setattr(fitting, "_MOST_PACKED", 5)
    assert "projects/e2/h0" not in gone(fitted(case, Budget(lines=20), pack=True))
