"""What is in, what is out, and why: rules over a profile, without files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appkit.check import check
from appkit.decode import decode_profile, decode_target
from appkit.diagnostics import Report
from appkit.lint import lint_profile, lint_target
from appkit.selection import select
from appkit.source import parse, source_from_bytes

if TYPE_CHECKING:
    from appkit.model.selection import Selection

PROFILE = """
basics: {name: A B, summary: {text: general, variants: {x: for x}}}
work:
  - {id: new, name: New, startDate: 2022-01, tags: [x], highlights: [{id: a, text: a, tags: [y]}, {id: b, text: b, tags: []}]}
  - {id: old, name: Old, startDate: 2018-01, endDate: 2020-12, tags: [y], priority: 3, highlights: [{id: c, text: c, tags: [x]}]}
  - {id: none, name: None, tags: []}
publications:
  - {id: p1, name: P1, authors: [A B, C D], releaseDate: 2021, status: published, tags: [x]}
  - {id: p2, name: P2, authors: "C D*, A B*", status: under-review, venue: {name: Conf}, tags: [y]}
  - {id: p3, name: P3, authors: "C D, A B", status: preprint, links: {arXiv: https://example.org/1}, tags: []}
projects:
  - {id: q, name: Q, publication: publications/p2, tags: []}
skills:
  - {id: s, name: S, keywords: [one], tags: []}
  - {id: hidden, name: H, private: true, tags: []}
languages:
  - {id: en, language: English, tags: []}
tags: {x: , y: }
"""


def chosen(target: str, profile: str = PROFILE) -> tuple[Selection, Report]:
    report = Report()
    values = []
    for name, text in (("profile", profile), ("target", target)):
        source = source_from_bytes(f"{name}.yaml", text.encode(), report)
        assert source is not None
        node = parse(source, report)
        assert node is not None
        assert check(node, name, report), report.diagnostics
        values.append(node)
    decoded = decode_profile(values[0], "p", report)
    aim = decode_target(values[1], "t", report)
    lint_profile(decoded, {}, report)
    lint_target(aim, decoded, decoded.tags, report)
    return select(decoded, aim, report), report


def out(selection: Selection) -> dict[str, str]:
    return {a: d.out.step for a, d in selection.decisions.items() if d.out}


def points(selection: Selection) -> dict[str, int]:
    return {a: d.score.effective for a, d in selection.decisions.items()}


def test_a_target_without_rules_renders_everything_but_what_is_private() -> None:
    selection, _ = chosen("documents: {resume: {}}")

    assert out(selection) == {"skills/hidden": "policy"}
    assert set(points(selection).values()) == {0, 3}


def test_emphasis_gives_points_by_place_and_highlights_have_their_entrys_tags() -> None:
    selection, _ = chosen("emphasize: [x, y]")

    assert points(selection) == {
        "work/new": 70,  # as its highlight a: 40 + 30
        "work/new/a": 70,
        "work/new/b": 40,
        "work/old": 70,  # as its highlight c, which beats its own 30 + 3
        "work/old/c": 70,
        "work/none": 0,
        "publications/p1": 40,
        "publications/p2": 30,
        "publications/p3": 0,
        "projects/q": 0,
        "skills/s": 0,
        "skills/hidden": 0,
        "languages/en": 0,
    }


@pytest.mark.parametrize(
    ("match", "found"),
    [
        ("{id: work/*}", {"work/new", "work/old", "work/none"}),
        ("{id: work/*/*}", {"work/new/a", "work/new/b", "work/old/c"}),
        ("{id: '*/new'}", {"work/new"}),
        ("{section: [work, skills]}", {"work/new", "work/old", "work/none", "skills/s", "skills/hidden"}),
        ("{tags: [x]}", {"work/new", "publications/p1"}),
        ("{tags: {any: [x, y], none: [y]}}", {"work/new", "publications/p1"}),
        ("{tags: {all: [x, y]}, level: highlight}", {"work/new/a", "work/old/c"}),
        ("{status: under-review}", {"publications/p2", "projects/q"}),
        ("{authorship: first}", {"publications/p1"}),
        ("{authorship: [first, co-first]}", {"publications/p1", "publications/p2"}),
        ("{after: 2020-12-31}", {"work/new", "work/old", "publications/p1"}),
        ("{after: 2021}", {"work/new", "publications/p1"}),
        ("{before: 2018-01}", set()),
        ("{before: 2018-02}", {"work/old"}),
        ("{section: work, before: 2030, after: 2021}", {"work/new"}),
    ],
)
def test_a_match_is_about_exactly_these_items(match: str, found: set[str]) -> None:
    """All keys must hold; a highlight is meant only by an id with two slashes or by its level."""
    selection, _ = chosen(f"rules: [{{name: r, match: {match}, boost: 1}}]")

    assert set(selection.rules[0].matched) == found


def test_boosts_add_up_and_hold_for_the_highlights() -> None:
    selection, _ = chosen(
        "rules: [{name: r, match: {section: work}, boost: 5}, {name: s, match: {id: work/new/a}, boost: 2}]"
    )

    assert points(selection)["work/new"] == 7
    assert points(selection)["work/new/a"] == 7
    assert points(selection)["work/new/b"] == 5
    assert points(selection)["work/old"] == 8  # its own priority counts for itself alone
    assert points(selection)["work/old/c"] == 5


def test_recency_takes_points_for_every_whole_year() -> None:
    selection, _ = chosen("recency: {per-year: -2, from: 2024-01}")

    assert points(selection)["work/new"] == 0
    assert points(selection)["work/old"] == -3  # ended 2020-12-31: three whole years
    assert points(selection)["publications/p1"] == -4  # 2021-12-31: two whole years


def test_the_last_matching_rule_wins_and_both_are_told() -> None:
    selection, _ = chosen(
        """
        rules:
          - {name: no work, match: {section: work}, exclude: true}
          - {name: but this, match: {id: work/old}, exclude: false}
        """
    )

    assert out(selection) == {
        "work/new": "exclude",
        "work/new/a": "entry-out",
        "work/new/b": "entry-out",
        "work/none": "exclude",
        "skills/hidden": "policy",
    }
    assert selection.decisions["work/old"].notes == ('"but this" overrules "no work"',)


def test_nothing_protects_from_an_exclude() -> None:
    selection, _ = chosen(
        """
        rules:
          - {name: pin, match: {id: work/old}, pin: true}
          - {name: no, match: {id: work/old}, exclude: true}
        """
    )

    assert out(selection)["work/old"] == "exclude"


def test_max_highlights_keeps_the_best_and_at_most_the_best_entries() -> None:
    selection, _ = chosen(
        """
        emphasize: [y]
        rules:
          - {name: one, match: {section: work}, max-highlights: 1}
          - {name: two papers, match: {section: publications}, at-most: 2}
        """
    )

    assert out(selection) == {
        "work/new/b": "max-highlights",
        "publications/p3": "at-most",  # no points, and undated is older than 2021
        "skills/hidden": "policy",
    }


def test_a_pin_protects_from_at_most_and_max() -> None:
    selection, _ = chosen(
        """
        sections: {work: {max: 1}}
        rules:
          - {name: keep, match: {id: work/none}, pin: true}
          - {name: one paper, match: {section: publications}, at-most: 1}
          - {name: keep too, match: {id: publications/p3}, pin: true}
        """
    )

    assert out(selection) == {
        "work/new": "section-max",
        "work/new/a": "entry-out",
        "work/new/b": "entry-out",
        "work/old": "section-max",
        "work/old/c": "entry-out",
        "publications/p1": "at-most",
        "publications/p2": "at-most",
        "skills/hidden": "policy",
    }


def test_a_private_item_is_admitted_only_by_its_exact_id() -> None:
    glob, _ = chosen("rules: [{name: r, match: {id: skills/*}, pin: true}]")
    exact, _ = chosen("rules: [{name: r, match: {id: skills/hidden}, pin: true}]")

    assert "skills/hidden" in out(glob)
    assert "skills/hidden" not in out(exact)


@pytest.mark.parametrize(
    ("policy", "gone", "venue"),
    [
        ("show-venue", set(), True),
        ("hide-venue", set(), False),
        ("with-preprint-only", {"publications/p2", "projects/q"}, False),
        ("omit", {"publications/p2", "projects/q"}, False),
    ],
)
def test_the_submissions_policy_holds_for_a_paper_and_its_project(
    policy: str, gone: set[str], venue: bool
) -> None:
    selection, _ = chosen(f"submissions: {policy}")
    entries = {entry.item.address: entry for entry in selection.entries()}

    assert out(selection).keys() - {"skills/hidden"} == gone
    for address in {"publications/p2", "projects/q"} - gone:
        assert (entries[address].venue is not None) is venue
        assert entries[address].status == "under-review"


def test_sections_follow_the_order_and_languages_stand_among_skills() -> None:
    selection, _ = chosen("sections: {order: [publications, work], projects: omit}")

    shown = [(view.view.key, [e.item.address for e in view.entries]) for view in selection.views]
    assert shown == [
        ("publications", ["publications/p1", "publications/p2", "publications/p3"]),
        ("work", ["work/new", "work/old", "work/none"]),
        ("summary", []),
        ("skills", ["skills/s", "languages/en"]),
    ]
    assert out(selection)["projects/q"] == "omit"


def test_languages_stand_alone_where_a_target_names_them() -> None:
    selection, _ = chosen("sections: {order: [languages, skills]}")

    shown = [(view.view.key, [e.item.address for e in view.entries]) for view in selection.views[:2]]
    assert shown == [("languages", ["languages/en"]), ("skills", ["skills/s"])]


def test_what_no_view_shows_is_named() -> None:
    selection, _ = chosen("sections: {publications: {match: {status: published}}}")

    assert selection.not_shown == ("publications/p2", "publications/p3")


def test_groups_come_by_status_and_ties_of_date_by_points() -> None:
    selection, _ = chosen("emphasize: [y]\nsections: {publications: {group: status}, work: {sort: score}}")
    views = {view.view.key: view for view in selection.views}

    assert [g.status for g in views["publications"].groups] == ["published", "under-review", "preprint"]
    # both work/new (through a) and work/old (30, and 3 of its own) have y
    assert [e.item.address for e in views["work"].entries] == ["work/old", "work/new", "work/none"]


def test_the_wording_of_the_most_emphasized_tag_is_chosen_and_a_rule_goes_first() -> None:
    profile = "basics: {name: A}\nskills: [{id: s, name: {text: g, variants: {x: for x, y: for y}}, tags: []}]\ntags: {x: , y: }"
    by_emphasis, _ = chosen("emphasize: [y, x]", profile)
    by_rule, _ = chosen(
        "emphasize: [y, x]\nrules: [{name: r, match: {section: skills}, variant: x}]", profile
    )

    texts = [next(s.entries()).texts["name"] for s in (by_emphasis, by_rule)]
    assert [(t.text, t.variant) for t in texts] == [("for y", "y"), ("for x", "x")]


def test_a_patch_replaces_a_text_in_this_target_only() -> None:
    selection, report = chosen(
        "documents: {resume: {}}\npatch: {work/new/a: {text: better, was: a}, basics/summary: {text: mine}}"
    )

    assert not report.failed
    assert next(selection.entries()).item.address == "work/new"
    texts = [h.text for e in selection.entries() for h in e.highlights]
    assert (texts[0].text, texts[0].origin.kind) == ("better", "target")
    assert selection.summary is not None
    assert selection.summary.text == "mine"


@pytest.mark.parametrize(
    ("target", "severity", "code"),
    [
        ("rules: [{name: r, match: {section: awards}, boost: 1}]", "warning", "rule-matched-nothing"),
        ("rules: [{name: r, match: {section: work}, at-least: 4}]", "warning", "at-least-unmet"),
        ("rules: [{name: r, match: {id: work/nw}, boost: 1}]", "error", "unknown-address"),
        ("patch: {work/new/z: {text: b}}", "error", "unknown-address"),
        ("patch: {work/new: {postion: b}}", "error", "unknown-field"),
        ("patch: {work/new/a: {text: b, was: other}}", "error", "stale-patch"),
        ("sections: {order: [wrk]}", "error", "unknown-section"),
        ("sections: {mine: {title: M}}", "error", "unknown-section"),
        ("emphasize: [z]", "error", "unknown-tag"),
        ("rules: [{name: r, match: {tags: [z]}, boost: 1}]", "error", "unknown-tag"),
        (
            "rules: [{name: r, match: {section: work}, boost: 1}, {name: r, match: {section: work}, pin: true}]",
            "error",
            "rule-twice",
        ),
    ],
)
def test_what_cannot_be_meant_is_reported(target: str, severity: str, code: str) -> None:
    _, report = chosen("documents: {resume: {}}\n" + target)

    found = [d for d in report.diagnostics if d.code == code]
    assert [d.severity.value for d in found] == [severity], report.diagnostics
    assert found[0].location is not None
    assert found[0].location.path == "target.yaml"
