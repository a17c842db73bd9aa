"""Targets, styles and labels."""

from __future__ import annotations

from appkit.check import check
from appkit.decode import decode_labels, decode_style, decode_target
from appkit.diagnostics import Location, Report
from appkit.model.document import Origin
from appkit.model.profile import PartialDate
from appkit.model.style import ParagraphStyle
from appkit.model.target import Recency, TagMatch, Target
from appkit.model.template import Label
from appkit.model.text import Value
from appkit.source import Mapping, Node, Sequence, parse, source_from_bytes


def node(text: str, schema: str, path: str = "t.yaml") -> Node:
    report = Report()
    source = source_from_bytes(path, text.encode(), report)
    assert source is not None
    parsed = parse(source, report)
    assert parsed is not None
    assert check(parsed, schema, report), report.diagnostics
    return parsed


def target(text: str, report: Report | None = None) -> Target:
    return decode_target(node(text, "target"), "t", report or Report())


def test_words_know_the_key_they_come_from() -> None:
    """Every printed word of a target has its origin and place."""
    made = target(
        "organization: {name: Uni, aliases: [U]}\nposition: PhD\nsummary: 'a\n\n  b'\n"
        "recipient: {name: N, address: [x, y]}\ndocuments: {letter: {answers: {why: because}}}\n"
    )
    assert made.organization == Value(
        "Uni", Origin("target", "organization"), location=Location("t.yaml", 1, 22, 3)
    )
    assert made.organization_aliases == ("U",)
    assert made.position is not None
    assert made.position.origin.address == "position"
    assert made.summary is not None
    assert (made.summary.text, made.summary.rich) == ("a\nb", True)
    assert made.recipient.name is not None
    assert made.recipient.name.origin.address == "recipient.name"
    assert [line.text for line in made.recipient.address] == ["x", "y"]
    (answer,) = made.documents[0].answers.values()
    assert (answer.text, answer.origin.address, answer.rich) == ("because", "answers.why", True)


def test_emphasis_and_variants() -> None:
    """A list gives falling points, a mapping its own; wordings follow the same order unless others are named."""
    listed = target("emphasize: [b, a, c, e, d]")
    assert listed.emphasize == {"b": 40, "a": 30, "c": 20, "e": 10, "d": 10}
    assert listed.variants == ("b", "a", "c", "e", "d")
    assert listed.locations["emphasize.a"] == Location("t.yaml", 1, 16, 1)
    mapped = target("emphasize: {x: 5, b: 10, a: 10, no: -4}")
    assert list(mapped.emphasize.items()) == [("a", 10), ("b", 10), ("x", 5), ("no", -4)]
    assert mapped.variants == ("a", "b", "x")
    assert mapped.locations["emphasize.b"] == Location("t.yaml", 1, 19, 1)
    assert target("emphasize: [a]\nvariants: [b]").variants == ("b",)
    assert target("emphasize: [a]\nvariants: []").variants == ()


def test_views() -> None:
    """Only what the target speaks of, as it says it."""
    made = target(
        "sections: {order: [b, a], research: {title: R, from: work, match: {type: research}, max: 4, min: 0,\n"
        " group: status, numbering: per-group, sort: score}, interests: omit, x-y: 1}"
    )
    assert made.order == ("b", "a")
    assert made.locations["order.a"] == Location("t.yaml", 1, 23, 1)
    research, interests = made.views
    assert (research.key, research.sources, research.max, research.min) == ("research", ("work",), 4, 0)
    assert (research.group, research.numbering, research.sort) == ("status", "per-group", "score")
    assert research.title is not None
    assert research.title.origin.address == "sections.research.title"
    assert research.match is not None
    assert research.match.type == ("research",)
    assert research.locations["from.work"] == Location("t.yaml", 1, 54, 4)
    assert (interests.omit, interests.sources, interests.location.column) == (True, (), 53)


def test_matches() -> None:
    """One word or several, tags in three ways; an id with two slashes is about highlights."""
    rules = target(
        "rules:\n"
        "  - {name: a, boost: 1, match: {id: work/*/x, section: work, tags: [t, u], after: 2020-01}}\n"
        "  - {name: b, pin: true, match: {id: work/*, tags: {all: [t], none: [u]}, level: highlight}}\n"
        "  - {name: c, exclude: false, match: {tags: t, authorship: [first, co-first], status: accepted}}\n"
    ).rules
    first, second, third = (rule.match for rule in rules)
    assert (first.level, first.section, first.tags) == ("highlight", ("work",), TagMatch(any=("t", "u")))
    assert first.after == PartialDate(2020, 1)
    assert first.locations["tags.u"] == Location("t.yaml", 2, 72, 1)
    assert (second.level, second.tags) == ("highlight", TagMatch(all=("t",), none=("u",)))
    assert (third.level, third.authorship, third.status) == ("entry", ("first", "co-first"), ("accepted",))
    assert [(rule.boost, rule.pin, rule.exclude) for rule in rules] == [
        (1, None, None),
        (None, True, None),
        (None, None, False),
    ]


def test_rules_from_elsewhere_name_their_preset() -> None:
    """A rule that stands in another file than the target was inherited from there."""
    own = node("rules: [{name: a, match: {id: a/b}, pin: true}]", "target")
    preset = node("rules: [{name: b, match: {id: a/b}, max-highlights: 1}]", "target", "phd (built in)")
    assert isinstance(own, Mapping)
    assert isinstance(preset, Mapping)
    both = [each.entries["rules"] for each in (preset, own)]
    rules = Sequence(
        tuple(rule for each in both if isinstance(each, Sequence) for rule in each.items), own.location
    )
    merged = Mapping({"rules": rules}, own.keys, own.location)
    made = decode_target(merged, "t", Report(), presets=["phd"])
    assert [(rule.name, rule.preset) for rule in made.rules] == [("b", "phd (built in)"), ("a", None)]
    assert made.rules[0].max_highlights == 1
    assert made.extends == ("phd",)


def test_patches() -> None:
    """One for each field, rich where the field is; `was` must say which field it is about."""
    report = Report()
    made = target(
        "patch:\n  work/a/h: {text: ' new ', was: old}\n  work/a: {position: C, summary: S, was: {summary: T}}\n"
        "  work/b: {position: C, summary: S, was: T}\n",
        report,
    )
    assert [(p.address, p.field, p.text.text, p.text.rich, p.was) for p in made.patches[:3]] == [
        ("work/a/h", "text", "new", True, "old"),
        ("work/a", "position", "C", False, None),
        ("work/a", "summary", "S", True, "T"),
    ]
    assert made.patches[0].was_location == Location("t.yaml", 2, 34, 3)
    assert [(d.code, d.location) for d in report.diagnostics] == [
        ("ambiguous-was", Location("t.yaml", 4, 42, 1))
    ]


def test_documents() -> None:
    """What is not said has a default; a kind that is null is not wanted."""
    resume, letter = target(
        "documents: {resume: {pages: 2, pack: true, date: 2026-12-01}, report: ~, cover-letter: {formats: [md]}}"
    ).documents
    assert (resume.kind, resume.template, resume.pages, resume.pack) == ("resume", "academic", 2, True)
    assert (resume.formats, resume.filename) == (("docx", "md", "txt"), "{family}_{given}_CV")
    assert resume.date == PartialDate(2026, 12, 1)
    assert resume.locations["pages"] == Location("t.yaml", 1, 29, 1)
    assert (letter.formats, letter.filename) == (("md",), "{family}_{given}_Cover_Letter")


def test_the_rest_of_a_target() -> None:
    """Deadline, recency and defaults."""
    report = Report()
    made = target(
        "deadline: 2027-01-15T23:59+08:00\nrecency: {per-year: -2, from: 2024-01}\nextends: phd", report
    )
    assert (made.deadline, made.recency) == ("2027-01-15T23:59+08:00", Recency(-2, PartialDate(2024, 1)))
    assert (made.extends, made.submissions, made.views, made.variants) == (("phd",), "show-venue", (), ())
    assert report.diagnostics == []
    target("deadline: 2027-02-30", report)
    assert [d.code for d in report.diagnostics] == ["impossible-date"]


def test_styles_build_on_each_other() -> None:
    """The last to speak decides, key by key; looks take size and colour from `body`."""
    style = decode_style(
        [
            node(
                "page: {size: Letter, top: 1in}\nlooks: {body: {size: 10, color: ff0000, space-before: 3}}",
                "style",
            ),
            node(
                "page: {top: 2cm}\nfonts: {east-asian: SimSun}\ntext: {width: 80}\npage-numbers: false\n"
                "looks: {body: {bold: true}, name: {size: 20.5, align: center, line-spacing: 1.15}}",
                "style",
            ),
        ],
        "mine",
    )
    assert (style.name, style.page.width, style.page.top) == ("mine", 612.0, 56.693)
    assert (style.fonts.east_asian, style.fonts.body) == ("SimSun", "Calibri")
    assert (style.text_width, style.page_numbers) == (80, False)
    assert style.look("body") == ParagraphStyle(size=10, color="FF0000", space_before=3, bold=True)
    assert style.look("name") == ParagraphStyle(size=20.5, color="FF0000", align="center", line_spacing=1.15)
    assert style.look("bullet") == ParagraphStyle(size=10, color="FF0000")
    assert decode_style([node("page: {size: {width: 10cm, height: 100}}", "style")]).page.width == 283.465


def test_labels_keep_their_spaces() -> None:
    """A separator's spaces are meant; an address says which file and key the words are from."""
    assert decode_labels(node("en: {in: ' in ', present: Present}", "labels"), "base/labels.yaml") == {
        "en": {
            "in": Label(" in ", "base/labels.yaml:in"),
            "present": Label("Present", "base/labels.yaml:present"),
        }
    }
