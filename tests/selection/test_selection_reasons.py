"""What a selection says of itself: the words it chose, and every reason with the place that said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_selection import chosen

from appkit.decode import with_tags_from_text
from appkit.diagnostics import Report
from appkit.selection import select

if TYPE_CHECKING:
    from appkit.model.selection import SelectedEntry, Selection
    from appkit.model.text import Value

PROFILE = """
basics:
  name: A B
  label: {text: Student, variants: {x: Biologist}}
  location: {city: Springfield}
  letter: {text: I like it., variants: {x: I like cells.}}
  profiles: [{network: Forge, username: ab, url: https://example.org}]
work:
  - id: new
    name: {text: New, variants: {x: New for x, y: New for y}}
    startDate: 2022-01
    tags: [x]
    letter: {text: At New., variants: {x: At New for x.}}
    highlights:
      - {id: a, text: a, variants: {x: a for x, y: a for y}, letter: {text: I did a., variants: {y: For y.}}, tags: [y]}
      - {id: b, text: Counted beta cells., private: true, tags: []}
  - {id: other, name: Other, startDate: 2021-01, tags: [y]}
  - {id: old, name: Old, startDate: 2018-01, endDate: 2020-12, tags: [], highlights: [{id: c, text: c, tags: []}]}
publications:
  - {id: p1, name: P1, status: published, releaseDate: 2021, venue: {name: {text: Journal, variants: {x: Journal for x}}, short: {text: J, variants: {x: JX}}}, tags: []}
  - {id: p2, name: P2, status: under-review, venue: {name: Conference, short: C}, tags: []}
  - {id: p3, name: P3, status: published, releaseDate: 2020, publisher: {text: A Press, variants: {x: A Press for x}}, tags: []}
skills:
  - {id: hidden, name: H, private: true, tags: []}
  - {id: cells, name: Beta cells}
tags: {x: , y: , cells: }
"""


def of(selection: Selection, address: str) -> SelectedEntry:
    return next(entry for entry in selection.entries() if entry.item.address == address)


def text(value: Value | None) -> str | None:
    return value.text if value else None


def letters(selection: Selection) -> list[str | None]:
    entry = of(selection, "work/new")
    return [text(entry.letter), text(entry.highlights[0].letter), text(selection.values["letter"])]


def test_words_are_those_for_the_emphasized_tag() -> None:
    """In every text: of a person, an entry, its venue, its highlights, and the sentences for letters."""
    selection, _ = chosen("variants: [x]", PROFILE)
    new, p1, p3 = (of(selection, address) for address in ("work/new", "publications/p1", "publications/p3"))

    assert {key: value.text for key, value in selection.values.items()} == {
        "name": "A B",
        "label": "Biologist",
        "location.city": "Springfield",
        "letter": "I like cells.",
        "links.0.label": "Forge",
        "links.0.url": "https://example.org",
        "links.0.username": "ab",
    }
    assert (new.texts["name"].text, new.highlights[0].text.text) == ("New for x", "a for x")
    assert letters(selection) == ["At New for x.", "I did a.", "I like cells."]
    assert (text(p1.venue), text(p1.venue_short)) == ("Journal for x", "JX")
    assert (text(p3.venue), p3.venue_short) == ("A Press for x", None)


def test_words_that_a_rule_asks_for() -> None:
    """For an entry and all its highlights; a later rule about one of these goes before it."""
    rules = "rules: [{name: all, match: {id: work/new}, variant: y}"
    by_entry, _ = chosen(f"variants: [x]\n{rules}]", PROFILE)
    by_both, _ = chosen(
        f"variants: [x]\n{rules}, {{name: one, match: {{id: work/new/a}}, variant: x}}]", PROFILE
    )

    for selection, expected in ((by_entry, "a for y"), (by_both, "a for x")):
        entry = of(selection, "work/new")
        assert (entry.texts["name"].text, entry.highlights[0].text.text) == ("New for y", expected)
    assert letters(by_entry) == ["At New for x.", "For y.", "I like cells."]


@pytest.mark.parametrize(
    ("patch", "place"),
    [
        ("basics: {label: Professor}", "basics label"),
        ("work/new: {letter: Now.}", "work/new letter"),
        ("work/new: {name: Newest}", "work/new name"),
        ("work/new/a: {letter: I did it.}", "work/new/a letter"),
    ],
)
def test_words_that_a_patch_gives(patch: str, place: str) -> None:
    """They stand where they are meant, and nowhere else, and know where they are said."""
    selection, report = chosen(f"documents: {{resume: {{}}}}\npatch:\n  {patch}\n", PROFILE)
    new = of(selection, "work/new")
    values = {
        "basics label": selection.values["label"],
        "work/new name": new.texts["name"],
        "work/new letter": new.letter,
        "work/new/a letter": new.highlights[0].letter,
    }

    assert not report.failed, report.diagnostics
    patched = {at: value for at, value in values.items() if value and value.origin.kind == "target"}
    assert list(patched) == [place]
    assert patched[place].text == patch.rpartition(": ")[2].rstrip("}")
    location = patched[place].location
    assert location is not None
    assert (location.path, location.line) == ("target.yaml", 3)


@pytest.mark.parametrize(
    ("target", "address", "reason", "line"),
    [
        ("", "skills/hidden", "policy: private: only a pin with its exact id admits it", "profile.yaml:24"),
        ("", "work/new/b", "policy: private: only a pin with its exact id admits it", "profile.yaml:16"),
        (
            "submissions: omit\n",
            "publications/p2",
            "policy: under review (submissions: omit)",
            "target.yaml:1",
        ),
        (
            "submissions: with-preprint-only\n",
            "publications/p2",
            "policy: under review, without a link (submissions: with-preprint-only)",
            "target.yaml:1",
        ),
        (
            "rules:\n  - {name: no, match: {id: work/old}, exclude: true}\n",
            "work/old",
            'exclude: "no"',
            "target.yaml:2",
        ),
        (
            "rules:\n  - {name: no, match: {id: work/old}, exclude: true}\n",
            "work/old/c",
            'entry-out: work/old is out: "no"',
            "target.yaml:2",
        ),
        (
            "rules:\n  - {name: few, match: {section: work}, max-highlights: 0}\n",
            "work/old/c",
            'max-highlights: "few"',
            "target.yaml:2",
        ),
        (
            "rules:\n  - {name: few, match: {section: work}, at-most: 1}\n",
            "work/old",
            'at-most: "few"',
            "target.yaml:2",
        ),
        ("sections:\n  work: {max: 1}\n", "work/old", "section-max: section work: max 1", "target.yaml:2"),
        (
            "sections:\n  work: {max: 1}\n",
            "work/old/c",
            "entry-out: work/old is out: section work: max 1",
            "target.yaml:2",
        ),
        ("sections:\n  work: omit\n", "work/old", "omit: section work: omit", "target.yaml:2"),
        (
            "sections:\n  work: {match: {tags: [x]}}\n",
            "work/old",
            "no-view: no view of work shows it",
            None,
        ),
    ],
)
def test_why_an_item_is_out(target: str, address: str, reason: str, line: str | None) -> None:
    selection, _ = chosen(target or "locale: en\n", PROFILE)
    out = selection.decisions[address].out

    assert out is not None
    assert f"{out.step}: {out.reason}" == reason
    assert (f"{out.location.path}:{out.location.line}" if out.location else None) == line


def test_what_else_is_noted() -> None:
    selection, _ = chosen(
        """
        submissions: hide-venue
        rules:
          - {name: keep, match: {id: work/old}, pin: true}
          - {name: keep all, match: {id: skills/*}, pin: true}
          - {name: no, match: {section: work}, exclude: true}
          - {name: but, match: {id: work/new}, exclude: false}
        """,
        PROFILE,
    )
    notes = {address: each.notes for address, each in selection.decisions.items() if each.notes}

    assert notes == {
        "publications/p2": ("venue hidden",),
        "skills/hidden": ('"keep all" pins it, but nothing protects from policy',),
        "work/new": ('"but" overrules "no"',),
        "work/old": ('"keep" pins it, but nothing protects from exclude',),
    }


def test_tags_from_text_are_noted() -> None:
    plain, _ = chosen("locale: en", PROFILE)
    profile = with_tags_from_text(plain.profile, plain.profile.tags)
    notes = select(profile, plain.target, Report()).decisions["skills/cells"].notes

    assert notes == ("tags from text",)


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ("match: {section: awards}, boost: 1", "matches nothing"),
        ("match: {id: work/old}, boost: 1", "1 item"),
        ("match: {section: work}, boost: 1", "3 items"),
        ("match: {section: work}, at-least: 3", "3 shown, not needed"),
        ("match: {section: work}, at-least: 4", "3 shown, too few"),
        ("match: {section: skills}, at-least: 2", "1 shown, too few"),
        ("match: {section: work}, at-most: 1", "2 of 3 left out"),
        ("match: {section: work}, max-highlights: 0", "2 of 3 left out"),
        ("match: {id: work/old}, exclude: true", "1 of 1 left out"),
        ("match: {id: work/old}, exclude: false", "1 item"),
    ],
)
def test_what_a_rule_did(rule: str, outcome: str) -> None:
    """Highlights are counted where it is about these; what goes with its entry is not counted twice."""
    selection, _ = chosen(f"rules: [{{name: r, {rule}}}]", PROFILE)

    assert [each.outcome for each in selection.rules] == [outcome]


@pytest.mark.parametrize("locale", ["en", "de"])
def test_words_of_another_language(locale: str) -> None:
    profile = (
        "basics: {name: A}\nskills:\n  - {id: s, name: {en: One, zh: 一}}\n  - {id: t, name: {en: Two}}\n"
    )
    selection, report = chosen(f"locale: {locale}", profile)
    told = [(each.message, each.location) for each in report.diagnostics if each.code == "missing-language"]

    assert [text(of(selection, f"skills/{each}").texts["name"]) for each in "st"] == ["One", "Two"]
    if locale == "en":
        assert not told
    else:
        ((message, location),) = told
        assert message == "3 texts have no 'de' wording: shown in another language"
        assert location is not None


def test_an_entry_that_two_rules_would_have_is_kept_for_a_pinned_highlight() -> None:
    """Not for one that is out, even so."""
    rules = """
        rules:
          - {name: few, match: {section: work}, at-most: 1}
          - {name: keep, match: {id: work/old/c}, pin: true}
        """
    kept, _ = chosen(rules, PROFILE)
    gone, _ = chosen(rules + "  - {name: no, match: {id: work/old/c}, exclude: true}\n", PROFILE)

    assert kept.decisions["work/old"].out is None
    assert gone.decisions["work/old"].out is not None


def test_sections_in_the_order_of_the_target_and_then_of_anyone() -> None:
    """Those that a target only speaks of stand before those it does not, its own sections too."""
    target = "sections: {order: [skills], work: {title: Jobs}, mine: {title: Mine, from: work, match: {tags: [x]}}}"
    selection, _ = chosen(target, PROFILE)

    assert [(view.view.key, [e.item.id for e in view.entries]) for view in selection.views] == [
        ("skills", ["cells"]),
        ("mine", ["new"]),
        ("summary", []),
        ("work", ["other", "old"]),
        ("publications", ["p1", "p3", "p2"]),
    ]


@pytest.mark.parametrize(
    ("sort", "ids", "moves"),
    [
        ("profile", ["new", "other", "old"], []),
        ("date", ["other", "new", "old"], ["both ongoing, 5 points to 0"]),
        ("score", ["old", "other", "new"], ["9 points to 5", "both ongoing, 5 points to 0"]),
    ],
)
def test_what_points_moved(sort: str, ids: list[str], moves: list[str]) -> None:
    rules = (
        "rules: [{name: r, match: {id: work/old}, boost: 9}, {name: s, match: {id: work/other}, boost: 5}]"
    )
    selection, _ = chosen(f"sections: {{order: [work], work: {{sort: {sort}}}}}\n{rules}", PROFILE)

    assert [entry.item.id for entry in selection.views[0].entries] == ids
    assert [move.reason for move in selection.moves if move.before.startswith("work/")] == moves


def test_a_language_in_which_every_text_has_words() -> None:
    """Nothing is told then, nor of words that are in another language than the profile's own."""
    profile = "basics: {name: {en: A, de: B}}\nskills: [{id: s, name: {en: One, de: Eins}}]\n"
    german, told = chosen("locale: de", profile)
    _, own = chosen("locale: en", "basics: {name: A}\nskills: [{id: s, name: {zh: 一}}]\n")

    assert text(of(german, "skills/s").texts["name"]) == "Eins"
    assert not [each for each in (*told.diagnostics, *own.diagnostics) if each.code == "missing-language"]


@pytest.mark.parametrize(
    ("pinned", "out"),
    [("work/other", ["work/old/c"]), ("work/old/c", ["work/new/a"]), ("work/old", ["work/new/a"])],
)
def test_at_most_counts_highlights(pinned: str, out: list[str]) -> None:
    """One that a pin keeps, or that of its entry, goes before the others; no other is kept for it."""
    selection, _ = chosen(
        f"""
        rules:
          - {{name: few, match: {{id: work/*/*}}, at-most: 1}}
          - {{name: keep, match: {{id: {pinned}}}, pin: true}}
        """,
        PROFILE,
    )
    dropped = [
        address for address, each in selection.decisions.items() if each.out and each.out.step == "at-most"
    ]

    assert dropped == out


def test_words_for_highlights_of_a_project_by_its_papers_status() -> None:
    """A project has the status of the paper that it points to."""
    profile = """
    basics: {name: A}
    publications: [{id: p, name: P, status: under-review, tags: []}]
    projects: [{id: q, name: Q, publication: publications/p, highlights: [{id: h, text: h, variants: {y: h for y}, tags: []}], tags: []}]
    tags: {y: }
    """
    rule = "rules: [{name: r, match: {id: projects/q, status: [under-review]}, variant: y}]"
    selection, _ = chosen(rule, profile)

    assert [each.text.text for each in of(selection, "projects/q").highlights] == ["h for y"]


SMALL = """
basics: {name: A}
publications: [{id: p, name: P, status: under-review, tags: []}, {id: plain, name: Q, tags: []}]
projects: [{id: q, name: Q, publication: publications/p, priority: 2, highlights: [{id: h, text: h, tags: []}], tags: []}]
volunteer: [{id: v, organization: An Organization, tags: []}]
education: [{id: old, institution: O, endDate: 2019, tags: []}, {id: new, institution: N, endDate: 2021, tags: []}, {id: none, institution: X, tags: []}]
"""


@pytest.mark.parametrize(
    ("match", "matched"),
    [
        ("status: [published]", ("publications/plain",)),
        ("status: [under-review]", ("publications/p", "projects/q")),
        ("status: [under-review], id: projects/*/*", ("projects/q/h",)),
    ],
)
def test_whose_status_it_is(match: str, matched: tuple[str, ...]) -> None:
    """A paper that says none is published; a project, and a highlight that is asked for, has that of its paper."""
    selection, _ = chosen(f"rules: [{{name: r, match: {{{match}}}, boost: 3}}]", SMALL)

    assert set(selection.rules[0].matched) == set(matched)
    assert [selection.decisions[each].score.effective >= 3 for each in matched] == [True] * len(matched)


def test_points_know_where_they_are_given() -> None:
    selection, _ = chosen("locale: en", SMALL)
    decision = selection.decisions["projects/q"]

    assert [(p.reason, p.points, p.location) for p in decision.score.parts] == [
        ("priority", 2, decision.location)
    ]


def test_entries_of_one_day_and_of_none() -> None:
    """The newest first, what is undated last; what has no name is called what it is of."""
    selection, _ = chosen("sections: {order: [education]}", SMALL)

    assert [entry.item.id for entry in selection.views[0].entries] == ["new", "old", "none"]
    assert selection.decisions["volunteer/v"].name == "An Organization"
