"""Every complaint about a file's shape: its code, its place, its words."""

from __future__ import annotations

import pytest

from appkit.check import check
from appkit.diagnostics import Report, Severity
from appkit.source import parse, source_from_bytes


def complaints(
    text: str, schema: str = "profile", *, partial: bool = False, lenient: bool = False
) -> list[tuple[str, int, int, str, str | None]]:
    """What check says about ``text``: code, line, column, message, help; warnings are marked ``~``."""
    report = Report()
    path = "f.json" if lenient else "f.yaml"
    source = source_from_bytes(path, text.encode(), report)
    assert source is not None
    node = parse(source, report)
    assert node is not None
    good = check(node, schema, report, partial=partial, lenient=lenient)
    assert good is not report.failed
    found = []
    for each in report.diagnostics:
        assert each.location is not None
        mark = "~" if each.severity is Severity.WARNING else ""
        found.append((mark + each.code, each.location.line, each.location.column, each.message, each.help))
    assert len(found) == len(set(found)), "a complaint is told twice"
    return sorted(found, key=lambda c: c[1:3])


def one(text: str, schema: str = "profile") -> tuple[str, int, int, str, str | None]:
    (only,) = complaints(text, schema)
    return only


def profile(entry: str, section: str = "work") -> str:
    return f"basics: {{name: A}}\n{section}:\n  - name: B\n    {entry}\n"


KNOWN_OF_A_TEST = (
    "known here: date, description, highlights, id, keywords, letter, links, location, name, priority, "
    "private, privateNote, score, status, summary, tags, type, url, variants"
)


QUOTES = "a text with ': ' in it needs quotes around it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # unknown keys
        (
            "basics: {nam: A}",
            ("unknown-key", 1, 10, "unknown key 'nam'", "did you mean 'name'?"),
        ),
        (
            profile("zzz: 1", "tests"),
            ("unknown-key", 4, 5, "unknown key 'zzz'", KNOWN_OF_A_TEST),
        ),
        (
            profile("highlights:\n      - Tools: Python"),
            ("unknown-key", 5, 9, "unknown key 'Tools'", "a text with ': ' in it needs quotes around it"),
        ),
        (
            profile("highlights: [{txet: B}]"),
            ("unknown-key", 4, 19, "unknown key 'txet'", "did you mean 'text'?"),
        ),
        (
            profile("variants: {ai: {positon: X}}"),
            ("unknown-key", 4, 21, "unknown key 'positon'", "did you mean 'position'?"),
        ),
        # keys that the writer chooses, but not freely
        (
            "basics: {name: A}\ntags: {a b: x}",
            (
                "bad-key",
                2,
                8,
                "'a b' cannot be a key here",
                "A tag has no spaces and no slashes, and at most 80 characters.",
            ),
        ),
        (
            "basics: {name: {en: A, chinese: B}}",
            (
                "bad-key",
                1,
                24,
                "'chinese' cannot be a key here",
                "Keys are language codes such as en, zh or zh-Hans.",
            ),
        ),
        # types
        (
            "basics: {name: A}\nwork: here",
            (
                "wrong-type",
                2,
                7,
                "'work': expected a list, found text",
                "write it as a list: [one, two], or a line beginning with '- ' for each",
            ),
        ),
        (
            "basics: {name: [A]}",
            ("wrong-type", 1, 16, "'name': expected text or a mapping, found a list", None),
        ),
        (
            profile("private: yes"),
            ("wrong-type", 4, 14, "'private': expected true or false, found text", "write true or false"),
        ),
        (
            profile("priority: 1.5"),
            ("wrong-type", 4, 15, "'priority': expected a whole number, found text", None),
        ),
        (
            profile("startDate: true"),
            ("wrong-type", 4, 16, "'startDate': expected a date, found true", None),
        ),
        (
            profile("highlights: [[x]]"),
            ("wrong-type", 4, 18, "an item of 'highlights': expected text or a mapping, found a list", None),
        ),
        ("basics: 3", ("wrong-type", 1, 9, "'basics': expected a mapping, found the number 3", None)),
        (
            profile("authors: {name: B}", "publications"),
            ("wrong-type", 4, 14, "'authors': expected text or a list, found a mapping", QUOTES),
        ),
        ("[x]", ("wrong-type", 1, 1, "the file: expected a mapping, found a list", None)),
        # the branch that was meant is the one that is told about
        (
            profile("authors: [{name: X, equl: true}]"),
            ("unknown-key", 4, 25, "unknown key 'equl'", "did you mean 'equal'?"),
        ),
        (
            profile("highlights: [{text: {en: x, zh: [y]}}]"),
            ("wrong-type", 4, 37, "'zh': expected text, found a list", None),
        ),
        (
            profile("highlights: [{text: x, variants: {ai: [y]}}]"),
            ("wrong-type", 4, 43, "'ai': expected text or a mapping, found a list", None),
        ),
        # missing
        ("work: []", ("missing-key", 1, 1, "the file needs the key 'basics'", None)),
        ("basics: {label: A}", ("missing-key", 1, 1, "'basics' needs the key 'name'", None)),
        (
            profile("authors: [{self: true}]"),
            ("missing-key", 4, 15, "an item of 'authors' needs the key 'name'", None),
        ),
        # values from a fixed list
        (
            profile("status: under_review"),
            ("not-one-of", 4, 13, "'status' cannot be 'under_review'", "did you mean 'under-review'?"),
        ),
        (
            profile("status: great"),
            (
                "not-one-of",
                4,
                13,
                "'status' cannot be 'great'",
                "it can be published, accepted, under-review, preprint or in-preparation",
            ),
        ),
        # dates
        (
            profile("endDate: Present"),
            (
                "bad-date",
                4,
                14,
                "'endDate' is not a date: 'Present'",
                "leave endDate out for what is ongoing",
            ),
        ),
        (
            profile("startDate: now"),
            ("bad-date", 4, 16, "'startDate' is not a date: 'now'", "leave startDate out"),
        ),
        (
            profile("startDate: 2023/7"),
            ("bad-date", 4, 16, "'startDate' is not a date: '2023/7'", "did you mean '2023-07'?"),
        ),
        (
            profile("startDate: Sept. 2023"),
            ("bad-date", 4, 16, "'startDate' is not a date: 'Sept. 2023'", "did you mean '2023-09'?"),
        ),
        (
            profile("startDate: 20230701"),
            (
                "bad-date",
                4,
                16,
                "'startDate' is not a date: '20230701'",
                "write YYYY, YYYY-MM or YYYY-MM-DD",
            ),
        ),
        (
            profile("startDate: |\n      2023-07"),
            (
                "bad-date",
                4,
                16,
                "'startDate' is not a date: '2023-07\n'",
                "did you mean '2023-07'?",
            ),
        ),
        # ids and other formats
        (
            profile("id: Acme Labs"),
            (
                "bad-id",
                4,
                9,
                "'id' is not an id: 'Acme Labs'",
                (
                    "A name for addresses such as work/acme: lower-case letters, digits, '_' and '-', "
                    "at most 80."
                ),
            ),
        ),
        (
            profile(f"id: {'a' * 81}"),
            ("too-long", 4, 9, "'id' is 81 characters long, at most 80", None),
        ),
        (
            profile("tags: [a b]"),
            (
                "bad-format",
                4,
                12,
                "an item of 'tags' is not a tag: 'a b'",
                "The name of a tag: no spaces, no slashes, at most 80 characters.",
            ),
        ),
        (
            profile("tags: [a, b, a]"),
            ("duplicate-item", 4, 18, "'a' stands in 'tags' a second time", None),
        ),
        (
            profile("priority: 9999999"),
            ("out-of-range", 4, 15, "'priority' must be at most 1000000, not 9999999", None),
        ),
        # nothing
        (
            profile("summary:"),
            ("empty-value", 4, 5, "'summary' has no value", "give it a value, or remove it"),
        ),
        (
            profile("status: ~"),
            ("empty-value", 4, 5, "'status' has no value", "give it a value, or remove it"),
        ),
        (
            profile("summary: '  '"),
            ("empty-value", 4, 14, "'summary' is empty", "give it a value, or remove it"),
        ),
    ],
)
def test_a_profile_is_told_what_where_and_what_to_do(
    text: str, expected: tuple[str, int, int, str, str | None]
) -> None:
    """One mistake gives one complaint, at the place of the mistake."""
    assert one(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "rules: [{name: x, match: {id: work/*}}]",
            (
                "missing-key",
                1,
                9,
                (
                    "an item of 'rules' needs one of boost, pin, exclude, max-highlights, at-most, at-least, "
                    "variant or collapse"
                ),
                None,
            ),
        ),
        (
            "rules: [{name: x, match: {id: work/*}, boots: 3}]",
            ("unknown-key", 1, 40, "unknown key 'boots'", "did you mean 'boost'?"),
        ),
        (
            "rules: [{name: x, match: {}, boost: 3}]",
            ("empty-value", 1, 19, "'match' is empty", "give it a value, or remove it"),
        ),
        (
            "rules: [{name: x, match: {id: acme}, boost: 3}]",
            (
                "bad-format",
                1,
                31,
                "'id' is not an address: 'acme'",
                "section/id or section/id/highlight-id, where * stands for anything but a slash.",
            ),
        ),
        (
            "sections: {interests: omitt}",
            ("not-one-of", 1, 23, "'interests' cannot be 'omitt'", "did you mean 'omit'?"),
        ),
        (
            "sections: {research: {form: work}}",
            ("unknown-key", 1, 23, "unknown key 'form'", "did you mean 'from'?"),
        ),
        (
            "emphasize: very",
            (
                "wrong-type",
                1,
                12,
                "'emphasize': expected a list or a mapping, found text",
                "write it as a list: [one, two], or a line beginning with '- ' for each",
            ),
        ),
        (
            "deadline: 2027-01",
            (
                "bad-date",
                1,
                11,
                "'deadline' is not a date: '2027-01'",
                "write YYYY-MM-DD, or with a time and its offset: 2027-01-15T23:59+08:00",
            ),
        ),
        (
            "documents: {resume: {pages: 0}}",
            ("out-of-range", 1, 29, "'pages' must be at least 1, not 0", None),
        ),
        (
            "documents: {resume: {formats: []}}",
            ("empty-value", 1, 22, "'formats' is empty", "give it a value, or remove it"),
        ),
        (
            "patch: {work: {position: x}}",
            (
                "bad-key",
                1,
                9,
                "'work' cannot be a key here",
                "An address is section/id or section/id/highlight-id, basics or basics/summary.",
            ),
        ),
        ("recency: {per-year: -2}", ("missing-key", 1, 1, "'recency' needs the key 'from'", None)),
    ],
)
def test_a_target_is_told_what_where_and_what_to_do(
    text: str, expected: tuple[str, int, int, str, str | None]
) -> None:
    """The same for targets, whose keys are many and nested."""
    assert one(text, "target") == expected


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        ("style", "bullet: '->'", ("too-long", 1, 9, "'bullet' is 2 characters long, at most 1", None)),
        (
            "style",
            "link-color: 12345",
            ("bad-format", 1, 13, "'link-color' is not a colour: '12345'", "Six hex digits: 1F4E79."),
        ),
        (
            "style",
            "page: {top: 2 feet}",
            (
                "bad-format",
                1,
                13,
                "'top' is not a length: '2 feet'",
                "Points as a number, or a length such as 2cm, 18mm, 0.8in or 10.5pt.",
            ),
        ),
        (
            "labels",
            "english: {a: b}",
            (
                "bad-key",
                1,
                1,
                "'english' cannot be a key here",
                "Keys are language codes such as en, zh or zh-Hans.",
            ),
        ),
        ("tags", "moe: {lable: x}", ("unknown-key", 1, 7, "unknown key 'lable'", "did you mean 'label'?")),
    ],
)
def test_the_small_files_are_checked_too(
    schema: str, text: str, expected: tuple[str, int, int, str, str | None]
) -> None:
    """Styles, labels and tags have schemas of their own."""
    assert one(text, schema) == expected


def test_all_problems_are_told_at_once() -> None:
    """A file with several mistakes is not a guessing game."""
    text = "basics: {nam: A, lable: B}\nwork: {x: y}\nlangauges: []\n"
    assert [(code, line) for code, line, *_ in complaints(text)] == [
        ("unknown-key", 1),
        ("unknown-key", 1),
        ("wrong-type", 2),
        ("unknown-key", 3),
    ]


def test_keys_of_ones_own_begin_with_x() -> None:
    """``x-`` keys are fine everywhere, whatever they hold."""
    text = (
        "x-me: [1]\nbasics: {name: A, x-y: {z: 1}}\nwork: [{name: B, x-y: 1, highlights: [{text: c, x-y: }]}]\n"
        "custom: {x-y: 1, patents: [{name: D, x-y: []}]}\n"
    )
    assert complaints(text) == []
    text = "x-me: 1\nsections: {x-y: 1, work: {x-y: 2}}\ndocuments: {x-y: 1, resume: {x-y: 2}}\npatch: {x-y: 1}\n"
    assert complaints(text, "target") == []


def test_a_message_is_short_whatever_the_value() -> None:
    """A long value is cut: nobody reads 100 KB of echo."""
    _, _, _, message, _ = one(profile(f"status: {'very ' * 50_000}"))
    assert len(message) < 100
    ((_, _, _, message, _),) = complaints(f"basics: {{name: A}}\n? {'k' * 90_000}\n: 1\n")
    assert len(message) < 100


def test_a_partial_file_may_lack_keys_and_hold_nulls_but_not_lie() -> None:
    """What a preset completes need not be whole; what is there must have its shape."""
    assert complaints("basics: {label: A}", partial=True) == []
    assert complaints("organization: {aliases: [X]}\nrecency: {per-year: }", "target", partial=True) == []
    assert complaints("summary: ~\nsections: {work: ~, research: {match: ~}}", "target", partial=True) == []
    found = complaints("rules: [{match: {id: a/b}}]\nsubmissions: no", "target", partial=True)
    assert [(code, line, column) for code, line, column, *_ in found] == [
        ("missing-key", 1, 9),
        ("missing-key", 1, 9),
        ("not-one-of", 2, 14),
    ]


def test_json_resume_files_are_forgiven_what_their_schema_allows() -> None:
    """Unknown keys, empty values and unnamed entries of a ``.json`` file are warnings."""
    text = '{"basics": {"name": "A", "image": "", "hobby": "x"},\n "work": [{"position": "B", "url": null}]}'
    assert complaints(text, lenient=True) == [
        ("~empty-value", 1, 35, "'image' has no value and is ignored", None),
        ("~unknown-key", 1, 39, "unknown key 'hobby'", complaints(text, lenient=True)[1][4]),
        ("~missing-key", 2, 11, "an item of 'work' needs the key 'name'", None),
        ("~empty-value", 2, 36, "'url' has no value and is ignored", None),
    ]


def test_json_resume_files_must_still_have_the_right_shape() -> None:
    """A wrong type or a date that is none stays an error, and so does a person without a name."""
    text = '{"basics": {"name": ""}, "work": {}, "skills": [{"name": ["a"]}]}'
    assert [code for code, *_ in complaints(text, lenient=True)] == [
        "missing-key",
        "~empty-value",
        "wrong-type",
        "wrong-type",
    ]
