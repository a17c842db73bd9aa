"""``appkit explain`` at the command line: why each item is in or out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from workspaces import TARGET, appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
rules:
  - {name: one is enough, match: {id: work/lab}, max-highlights: 1}
  - {name: labs first, match: {id: work/lab}, boost: 5}
  - {name: nothing here, match: {section: talks}, boost: 5}
"""


def explained(root: Path, *arguments: str) -> list[str]:
    """The lines of an explanation, single spaces between words."""
    ran = appkit(root, "explain", "--target", "t", *arguments)
    assert (ran.code, ran.err) == (0, ""), ran.err
    return [" ".join(line.split()) for line in ran.out.splitlines()]


def test_a_whole_target(tmp_path: Path) -> None:
    """Every item with its points and where they come from, the rule that took one out, the rules in a list."""
    lines = explained(workspace(tmp_path, target=TARGET + RULES))

    assert lines[0] == "t, resume: targets/t.yaml, extends phd (built in)"
    assert "6 of 7 items in" in lines[1]
    assert "Emphasis: biology 40" in lines
    assert "in 0 basics/summary protected; variant biology" in lines
    assert (
        'in 50 publications/first-paper biology 40 + "co-first authorship counts more" 10; protected' in lines
    )
    assert any(line.startswith('OUT 5 chips "one is enough" (targets/t.yaml:6)') for line in lines)
    assert any(":6 one is enough (max highlights 1) 1 of 2 left out" in line for line in lines)
    assert any(":8 nothing here (boost 5) matches nothing" in line for line in lines)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("work/lab", ["work/lab: in", "A Lab", "said in profiles/ada.yaml:7:5", "points 45"]),
        ("work/lab/", ["work/lab: in"]),
        ("work/lab/cells", ["work/lab/cells: in", "Counted cells.", "+40 biology", '+5 "labs first" (from its entry)']),
        ("work/lab/chips", ["work/lab/chips: OUT", 'decided by max-highlights: "one is enough" (targets/t.yaml:6)']),
        ("basics/summary", ["basics/summary: in; protected; variant biology"]),
        ("work", ["work: 4 of 5 items in", "in 45 work/lab as its best highlight"]),
    ],
)  # fmt: skip
def test_one_address(tmp_path: Path, address: str, expected: list[str]) -> None:
    """An entry, a highlight, the summary, or a section with a line for each item."""
    lines = explained(workspace(tmp_path, target=TARGET + RULES), address)

    assert lines[0] == expected[0]
    assert [line for line in expected if not any(line in found for found in lines)] == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["-t", "t", "work/labb"], "unknown-address", "did you mean 'work/lab'?"),
        (["-t", "t", "basics"], "unknown-address", "did you mean 'basics/summary'?"),
        (["-t", "t", "zzz"], "unknown-address", "sections: publications, work"),
        (["-t", "tt"], "unknown-target", "did you mean 't'?"),
        (["-t", "phd"], "preset-not-built", "it is not built itself"),
        (["-t", "*"], "several-targets", "t, u"),
        (["-t", "t", "-d", "resme"], "unknown-document", "did you mean 'resume'?"),
    ],
)
def test_what_is_not_there(tmp_path: Path, arguments: list[str], code: str, words: str) -> None:
    """Told alone: warnings about the documents have nothing to do with it."""
    root = workspace(tmp_path, **{"targets/u.yaml": TARGET})

    ran = appkit(root, "explain", *arguments)

    assert (ran.code, codes(ran), ran.out) == (1, [code], "")
    assert words in ran.err
    assert "warning[" not in ran.err


def test_a_bullet_without_an_id_is_shown_by_its_words(tmp_path: Path) -> None:
    """Its hash says nothing to a person; a private one is not quoted."""
    profile = """\
basics: {name: Ada Example}
work: [{name: Lab, highlights: [Short words, Measured how long many things take, {text: Hidden words, private: true}]}]
"""
    lines = explained(workspace(tmp_path, profile, "extends: phd\n"))

    bullets = [line.split(" ", 3)[-1] for line in lines if " h-" in line]
    assert bullets[:2] == ["Short words", "Measured how long ma…"]
    assert "Hidden" not in " ".join(lines)


def test_less_room_is_only_proposed_where_it_is_less(tmp_path: Path) -> None:
    """One page would change nothing about half a page."""
    (line,) = [each for each in explained(workspace(tmp_path)) if each.startswith("With less room")]

    assert line.endswith("would go first.")


def test_a_broken_target(tmp_path: Path) -> None:
    ran = appkit(workspace(tmp_path, target="extends: phdd\n"), "explain", "-t", "t")

    assert (ran.code, codes(ran), ran.out) == (1, ["unknown-preset"], "")
    assert "   1 | extends: phdd\n" in ran.err


@pytest.mark.parametrize("budget", ["pages=0", "pages=x", "pages", "size=1", "pages=" + "9" * 5000])
def test_a_budget_that_is_none(tmp_path: Path, budget: str) -> None:
    ran = appkit(workspace(tmp_path), "explain", "-t", "t", "--what-if", budget)

    assert ran.code == 2
    assert "is no budget; write pages=1" in ran.err


def test_as_json(tmp_path: Path) -> None:
    """For programs: every decision with its parts and places; an address restricts the items."""
    root = workspace(tmp_path, target=TARGET + RULES)

    whole = json.loads(appkit(root, "explain", "-t", "t", "--format", "json").out)
    one = json.loads(appkit(root, "explain", "-t", "t", "--format", "json", "work/lab/chips").out)

    assert (whole["target"], whole["document"], whole["extends"]) == ("t", "resume", ["phd"])
    assert [section["key"] for section in whole["sections"]] == ["summary", "publications", "work"]
    assert [item["address"] for item in whole["items"] if not item["in"]] == ["work/lab/chips"]
    (chips,) = one["items"]
    assert chips == next(item for item in whole["items"] if item["address"] == "work/lab/chips")
    assert chips["out"] == {
        "step": "max-highlights",
        "reason": '"one is enough"',
        "location": "targets/t.yaml:6:5",
    }
    assert chips["parts"] == [
        {"for": '"labs first"', "points": 5, "inherited": True, "location": "targets/t.yaml:7:5"}
    ]
    assert {
        "name": "nothing here",
        "preset": None,
        "matched": [],
        "outcome": "matches nothing",
    }.items() <= whole["rules"][-1].items()
