"""What stages do grows as what they are given does: counted in calls, which no busy machine changes."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any

import pytest

from appkit.assemble.audit import check_hidden_venues
from appkit.decode import decode_profile, decode_target, with_tags_from_text
from appkit.diagnostics import Report
from appkit.fit import Budget, Length, Trial, dropping_order, fit, protected_addresses
from appkit.layout import Layout
from appkit.lint import lint_profile, lint_target
from appkit.selection import select
from appkit.source import parse, source_from_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.model.profile import Profile
    from appkit.model.selection import Selection
    from appkit.model.target import Target
    from appkit.source import Node

SMALL, LARGE = 60, 240
# Sorting and rare things on the way may add a little.
MOST = LARGE / SMALL * 1.3

TARGET = """\
submissions: hide-venue
documents: {resume: {}}
emphasize: {a: 5}
rules:
  - {name: some stay, match: {section: projects}, at-least: 3}
  - {name: headers stay, match: {section: projects}, collapse: header}
  - {name: few bullets, match: {section: projects}, max-highlights: 5}
"""


def node(text: str) -> Node:
    source = source_from_bytes("it.yaml", text.encode(), Report())
    assert source is not None
    found = parse(source, Report())
    assert found is not None
    return found


def profile(size: int, *, right: bool = True) -> Profile:
    """So many papers, half of them under review, as many projects that point to them, and one of many bullets."""
    papers = "".join(
        f"  - {{id: p{n}, name: P {n}, tags: [{'a' if right else f'aa{n}'}], status: "
        f"{'under-review' if n % 2 else 'published'}, venue: Venue {n}}}\n"
        for n in range(size)
    )
    projects = "".join(
        f"  - {{id: q{n}, name: Q, publication: publications/{'' if right else 'x'}p{n}, "
        "highlights: [{id: h, text: About a thing.}]}\n"
        for n in range(size)
    )
    bullets = ", ".join(f"{{id: h{n}, text: Did it {n}.}}" for n in range(size))
    return decode_profile(
        node(
            f"basics: {{name: A}}\ntags: {{a: , b: }}\npublications:\n{papers}projects:\n{projects}"
            f"volunteer:\n  - {{id: v, organization: V, highlights: [{bullets}]}}\n"
        ),
        "it",
        Report(),
    )


def target(size: int) -> Target:
    patches = "".join(f"  projects/q{n}/h: {{text: About another.}}\n" for n in range(size))
    return decode_target(node(f"{TARGET}patch:\n{patches}"), "t", Report())


def calls(work: Callable[[], object]) -> int:
    """How many functions are called and generators resumed, of Python or of C."""
    number = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal number
        number += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return number


def fitted(selection: Selection) -> object:
    """A budget that keeps half, with a measure that counts an item as a line."""

    def attempt(tried: Selection) -> Trial[None]:
        return Trial(tried, None, Length(Layout(1, items(tried), 1.0, (), ()), 0, 0))

    return fit(selection, Budget(lines=items(selection) // 2), attempt)


def items(selection: Selection) -> int:
    return sum(1 + len(entry.highlights) for entry in selection.entries())


def selected(size: int) -> Selection:
    return select(profile(size), target(size), Report())


# What is made for a stage, and the stage.
STAGES: dict[str, tuple[Callable[[int], Any], Callable[[Any], object]]] = {
    "decode": (lambda size: size, profile),
    "tags from text": (profile, lambda it: with_tags_from_text(it, it.tags)),
    "lint": (profile, lambda it: lint_profile(it, {}, Report())),
    "lint of mistakes": (lambda size: profile(size, right=False), lambda it: lint_profile(it, {}, Report())),
    "lint of a target": (
        lambda size: (target(size), profile(size)),
        lambda both: lint_target(both[0], both[1], both[1].tags, Report()),
    ),
    "select": (lambda size: (profile(size), target(size)), lambda both: select(both[0], both[1], Report())),
    "protect": (selected, protected_addresses),
    "order": (selected, dropping_order),
    "fit": (selected, fitted),
    "audit": (selected, lambda it: check_hidden_venues(it, Report())),
}


@pytest.mark.parametrize("stage", STAGES)
def test_four_times_as_much_takes_four_times_as_many_calls(stage: str) -> None:
    given, work = STAGES[stage]
    work(given(4))  # for what is worked out once, as the functions of a dataclass
    small, large = (calls(functools.partial(work, given(size))) for size in (SMALL, LARGE))

    assert small > SMALL
    assert large / small <= MOST
