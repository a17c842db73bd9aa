"""Profiles: texts, ids, dates, people, links and tags, each with its address and place."""

from __future__ import annotations

import pytest

from appkit.check import check, prune
from appkit.decode import decode_profile, slug, with_tags_from_text
from appkit.decode.identity import assign, digest
from appkit.decode.people import split_names
from appkit.decode.tags import is_acronym, stands_in
from appkit.diagnostics import Location, Report
from appkit.model.profile import Dates, Entry, PartialDate, Profile
from appkit.source import parse, source_from_bytes


def decoded(text: str, report: Report | None = None, *, path: str = "p.yaml") -> Profile:
    """The profile that ``text`` describes; it must have the right shape."""
    problems = Report()
    source = source_from_bytes(path, text.encode(), problems)
    assert source is not None
    node = parse(source, problems)
    assert node is not None
    lenient = path.endswith(".json")
    assert check(node, "profile", problems, lenient=lenient), problems.diagnostics
    return decode_profile(prune(node) if lenient else node, "me", report or Report())


def entry(text: str, section: str = "work", report: Report | None = None) -> Entry:
    return decoded(f"basics: {{name: Ann Lee}}\n{section}: [{text}]\n", report).sections[section][0]


def test_literal_text_is_the_characters_written() -> None:
    """Numbers and booleans count as written; a line break is a space; other white space is the writer's."""
    texts = entry('{name: 2048, position: "  a\\t b\\n  c  d\\u00a0 ", location: true}').texts
    assert texts["name"].default == "2048"
    assert texts["position"].default == "a b c  d\u00a0"
    assert texts["location"].default == "true"
    assert not texts["position"].rich
    assert entry("{institution: U, gpa: 3.90}", "education").texts["gpa"].default == "3.90"


def test_rich_text_keeps_its_lines() -> None:
    """A blank line starts a paragraph, so only the ends are stripped."""
    text = entry('{name: A, summary: "  one\\ntwo\\n\\nthree \\n"}').texts["summary"]
    assert (text.default, text.rich) == ("one\ntwo\n\nthree", True)


def test_the_own_language_comes_first() -> None:
    """The wording everything falls back to is the profile's language, wherever it stands in the map."""
    profile = decoded("language: zh\nbasics: {name: {en: Ann, zh: 安}}\n")
    name = profile.basics.texts["name"]
    assert [(w.language, w.text) for w in name.wordings] == [("zh", "安"), ("en", "Ann")]
    assert name.default == "安"


def test_variants_stand_in_a_text_or_on_its_entry() -> None:
    """Both ways of writing a variant give the same wordings, each at its own place."""
    text = entry(
        "{name: A, position: {text: x, variants: {ai: y}}, variants: {bio: {position: {en: z, zh: w}}}}"
    ).texts["position"]
    assert [(w.tag, w.language, w.text) for w in text.wordings] == [
        (None, None, "x"),
        ("ai", None, "y"),
        ("bio", "en", "z"),
        ("bio", "zh", "w"),
    ]
    assert text.location == Location("p.yaml", 2, 35, 1)


def test_variants_that_cannot_be_are_errors() -> None:
    """Two wordings for one audience, and a variant of what is not there."""
    report = Report()
    entry(
        "{name: A, position: {text: x, variants: {ai: y}}, variants: {ai: {position: z, summary: s}}}",
        report=report,
    )
    assert [(d.code, d.location and d.location.column) for d in report.diagnostics] == [
        ("duplicate-variant", 84),
        ("variant-of-nothing", 87),
    ]


def test_addresses() -> None:
    """Every text knows where it belongs."""
    work = entry(
        "{id: acme, name: A, keywords: [k], letter: I did., authors: Bo Li, venue: V, links: {Code: u},"
        " advisors: [{name: C, role: R}], highlights: [{id: h, text: t, letter: l}, u]}"
    )
    assert work.address == "work/acme"
    assert work.texts["name"].address == "work/acme.name"
    assert work.lists["keywords"][0].address == "work/acme.keywords"
    assert work.letter is not None
    assert (work.letter.address, work.letter.rich) == ("work/acme.letter", True)
    assert work.authors[0].name.address == "work/acme.authors"
    assert work.venue is not None
    assert work.venue.name.address == "work/acme.venue"
    assert work.links[0].label.address == "work/acme.links"
    role = work.advisors[0].role
    assert role is not None
    assert (role.default, role.address) == ("R", "work/acme.advisors")
    first, second = work.highlights
    assert (first.address, first.text.address) == ("work/acme/h", "work/acme/h")
    assert first.letter is not None
    assert first.letter.address == "work/acme/h.letter"
    assert (second.id, second.derived_id) == ("h-" + digest("u")[:8], True)
    profile = decoded("basics: {name: A, email: e, summary: s, letter: l, location: {city: c}}")
    assert profile.basics.texts["email"].address == "basics.email"
    assert profile.basics.summary is not None
    assert profile.basics.summary.address == "basics/summary"
    assert profile.basics.letter is not None
    assert profile.basics.letter.address == "basics.letter"
    assert profile.basics.place["city"].address == "basics.location.city"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("OpenGVLab, Shanghai AI Lab", "opengvlab-shanghai-ai-lab"),
        ("Café Zoë", "cafe-zoe"),
        ("ﬁne", "fine"),
        ("re\u0301sume\u0301s", "resumes"),
        ("清华大学", ""),
        ("C++", "c"),
        ("a" * 90, "a" * 60),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    """ASCII letters and digits in lower case; accents fall off; what is left over is hyphens."""
    assert slug(name) == expected


def ids(*entries: str) -> list[str]:
    profile = decoded("basics: {name: A}\nwork:\n" + "".join(f"  - {text}\n" for text in entries))
    return [entry.id for entry in profile.sections["work"]]


def test_derived_ids() -> None:
    """A name's slug; with its date where two share it; a hash where that is not enough."""
    assert ids("{name: Acme}", "{name: Beta, id: own}") == ["acme", "own"]
    assert ids("{name: Acme, startDate: 2020-01}", "{name: Acme, startDate: 2021}") == [
        "acme-2020-01",
        "acme-2021",
    ]
    first, second = ids("{name: Acme, position: x}", "{name: Acme, position: y}")
    assert first != second
    assert first.startswith("acme-")
    assert [first, second] == ids("{position: x, name: Acme}", "{position: y, name: Acme}")
    assert [second, first] == ids("{name: Acme, position: y}", "{name: Acme, position: x}")
    assert ids("{name: Acme, startDate: 2020}", "{name: B, id: acme}") == ["acme-2020", "acme"]
    (chinese,) = ids("{name: 清华大学}")
    assert chinese == f"e-{digest('清华大学')[:8]}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A Graph is Worth K Words: Euclideanizing Graph using Pure Transformer", "a-graph-is-worth-k-words-euclideanizing"),
        ("Center for Artificial Intelligence Research and Innovation", "center-for-artificial-intelligence"),
        ("University of Electronic Science and Technology of China", "university-of-electronic-science"),
        ("Words that end at the fortieth character, and more", "words-that-end-at-the-fortieth-character"),
        (f"{'a' * 40} b", "a" * 40),
        ("a" * 60, "a" * 40),
        (f"abc {'x' * 50}", f"abc-{'x' * 36}"),
        (f"{'to be ' * 10}", "to-be-to-be-to-be-to"),
    ],
)  # fmt: skip
def test_a_long_name_is_cut_between_words(name: str, expected: str) -> None:
    """At 40 characters, before the small words that would be the last; never to next to nothing."""
    assert ids(f"{{name: '{name}'}}") == [expected]


def test_long_names_that_begin_alike_are_told_apart_by_their_rest() -> None:
    """Not by a hash, which changes with everything that is said."""
    begin = "Center for Artificial Intelligence Research"
    assert ids(f"{{name: {begin} North}}", f"{{name: {begin} South}}", f"{{name: {begin}, id: own}}") == [
        "center-for-artificial-intelligence-research-north",
        "center-for-artificial-intelligence-research-south",
        "own",
    ]


def test_items_that_say_the_same_are_numbered() -> None:
    """Nothing but their order tells them apart."""
    first, second = ids("{name: Acme}", "{name: Acme}")
    assert second == f"{first}-2"
    highlights = entry("{name: A, highlights: [x, x, {text: x}]}").highlights
    assert len({h.id for h in highlights}) == 3


def test_an_id_moves_on_until_it_is_free() -> None:
    """Whoever wants the same id moves on to the next candidate, nobody keeps it for coming first."""
    assert assign([("a", "a-1"), ("a", "a-2"), ("b",)], set()) == ["a-1", "a-2", "b"]
    assert assign([("a-1", "z"), ("a", "a-1"), ("a", "a-2")], set()) == ["z", "a-1", "a-2"]
    assert assign([("a",), ("a",), ("a-2",)], {"a"}) == ["a-3", "a-4", "a-2"]


def test_an_id_given_twice_is_an_error() -> None:
    """Addresses must lead to one item."""
    report = Report()
    decoded(
        "basics: {name: A}\nwork:\n"
        "  - {id: a, name: B, highlights: [{id: h, text: x}, {id: h, text: y}]}\n"
        "  - {id: a, name: C}\n",
        report,
    )
    assert [(d.code, d.message, d.location) for d in report.diagnostics] == [
        ("duplicate-id", "'a' is the id of two items of work", Location("p.yaml", 4, 10, 1)),
        ("duplicate-id", "'h' is the id of two items of work/a", Location("p.yaml", 3, 58, 1)),
    ]


@pytest.mark.parametrize(
    ("section", "keys", "expected"),
    [
        ("work", "startDate: 2020-02, endDate: 2021", Dates(PartialDate(2020, 2), PartialDate(2021))),
        ("work", "startDate: 2020", Dates(PartialDate(2020), None, ongoing=True)),
        ("work", "endDate: 2024-02-29", Dates(None, PartialDate(2024, 2, 29))),
        ("work", "summary: x", Dates()),
        ("projects", "startDate: 2020", Dates(PartialDate(2020))),
        ("publications", "releaseDate: 2020-05", Dates(PartialDate(2020, 5), PartialDate(2020, 5))),
        ("tests", "date: 2020", Dates(PartialDate(2020), PartialDate(2020))),
    ],
)
def test_dates(section: str, keys: str, expected: Dates) -> None:
    """Only work, volunteering and education go on where they have no end."""
    assert entry(f"{{name: A, {keys}}}", section).dates == expected


@pytest.mark.parametrize("date", ["2023-02-30", "2023-13", "2023-00", "0000", "2023-01-00", "2023-02-29"])
def test_dates_that_cannot_be(date: str) -> None:
    """A date of the right shape may still not exist."""
    report = Report()
    entry(f"{{name: A, startDate: {date}}}", report=report)
    (problem,) = report.diagnostics
    assert (problem.code, problem.message) == ("impossible-date", f"there is no such date: {date}")
    assert problem.location == Location("p.yaml", 2, 29, len(date))


def people(authors: str) -> list[tuple[str, bool, bool]]:
    paper = entry(f"{{name: P, authors: {authors}}}", "publications")
    return [(a.name.default, a.is_self, a.equal) for a in paper.authors]


def test_authors() -> None:
    """One line with stars, a list, or mappings; the profile's own name is self unless someone is marked."""
    expected = [("Bo Li", False, True), ("Ann Lee", True, True), ("Cy Yu", False, False)]
    assert people('"Bo Li*, Ann Lee*, and Cy Yu"') == expected
    assert people("[ANN  lee]") == [("ANN  lee", True, False)]
    assert people('"Bo Li* and Ann Lee* & Cy Yu"') == [
        ("Bo Li", False, True),
        ("Ann Lee", True, True),
        ("Cy Yu", False, False),
    ]
    assert people("[Bo Li*, {name: Ann Lee, equal: true}, {name: Cy Yu}]") == expected
    assert people("[Ann Lee, {name: A. Lee, self: true}]") == [
        ("Ann Lee", False, False),
        ("A. Lee", True, False),
    ]
    assert people("[{name: Ann Lee, self: false}, Ann Lee]") == [
        ("Ann Lee", False, False),
        ("Ann Lee", True, False),
    ]
    assert people("[{en: Ann Lee, zh: 李安}]") == [("Ann Lee", True, False)]
    assert split_names("Lee, Ann; Li, Bo") == ["Lee, Ann", "Li, Bo"]
    assert split_names("Ferdinand Anderson, Bo") == ["Ferdinand Anderson", "Bo"]


def test_links() -> None:
    """A label without an address is known, and has no url."""
    links = entry(
        "{name: A, links: {Paper: https://a.example, Code: , Data: {url: ''}, x-ray: u, '': v}}"
    ).links
    assert [(link.label.default, link.url and link.url.default) for link in links] == [
        ("Paper", "https://a.example"),
        ("Code", None),
        ("Data", None),
        ("x-ray", "u"),
    ]
    assert links[1].location == Location("p.yaml", 2, 52, 4)
    profile = decoded("basics: {name: A, profiles: [{network: N, url: u}, {username: v}, {x-a: 1}]}")
    assert [(link.label.default, link.url and link.url.default) for link in profile.basics.links] == [
        ("N", "u"),
        ("v", None),
    ]


def test_custom_sections() -> None:
    """Sections of one's own have entries like others, and perhaps a title; built-in names are taken."""
    report = Report()
    profile = decoded(
        "basics: {name: A}\ncustom:\n  patents: {title: Patents, entries: [{name: P}]}\n  films: [{name: F}]\n"
        "  work: []\n  x-y: 1\n",
        report,
    )
    assert [entry.address for entry in profile.entries()] == ["patents/p", "films/f"]
    assert [entry.index for entry in profile.entries()] == [0, 1]
    assert profile.custom_titles["patents"].default == "Patents"
    assert [(d.code, d.location and d.location.line) for d in report.diagnostics] == [("reserved-name", 5)]


def test_the_rest_of_an_entry() -> None:
    """Numbers, marks, notes and their places."""
    work = entry(
        "{name: A, type: research, status: accepted, tags: [b, a], priority: -3, private: true,"
        " privateNote: no, publication: publications/p}"
    )
    assert (work.type, work.status, work.priority, work.private) == ("research", "accepted", -3, True)
    assert (work.note, work.publication, work.tags) == ("no", "publications/p", ("b", "a"))
    assert work.tag_locations["a"] == Location("p.yaml", 2, 62, 1)
    assert work.field_locations["status"] == Location("p.yaml", 2, 42, 8)


def test_a_json_resume_entry_may_lack_its_name() -> None:
    """It gets an id all the same."""
    profile = decoded('{"basics": {"name": "A"}, "work": [{"position": "B", "url": ""}]}', path="r.json")
    (work,) = profile.sections["work"]
    assert "name" not in work.texts
    assert work.id == f"e-{digest('')[:8]}"


TAGS = "tags: {moe: {label: Mixture of Experts, aliases: [MoE]}, c: C, ml: {aliases: [机器学习]}, x: }\n"


def test_tags_from_text() -> None:
    """An item without tags carries those its text speaks of; an empty list says that it has none."""
    profile = decoded(
        f"basics: {{name: A}}\n{TAGS}work:\n"
        "  - {name: Mixture-of-experts\n      lab, url: https://x.example/C, highlights: [uses MoE., moe, 深度机器学习, {text: y, variants: {x: MoE}}]}\n"
        "  - {name: C, tags: []}\n  - {name: C++, keywords: [C, 'C#']}\n  - {name: C++}\n"
    )
    assert all(e.tags == () for e in profile.entries())
    tagged = with_tags_from_text(profile, profile.tags).sections["work"]
    assert [(e.tags, e.tags_from_text) for e in tagged] == [
        (("moe",), True),
        ((), False),
        (("c",), True),
        ((), False),
    ]
    assert [h.tags for h in tagged[0].highlights] == [("moe",), (), ("ml",), ()]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("AI", "AI", True),
        ("AI", "MAIN AI.", True),
        ("AI", "MAIN", False),
        ("C", "C#", False),
        ("C++", "in C++, mostly", True),
        ("é", "café", False),
        ("学习", "机器学习", True),
        ("GNN", "用GNN做", True),
    ],
)
def test_whole_words(phrase: str, text: str, expected: bool) -> None:
    """Letters and digits next to a phrase make it another word, in scripts that set spaces."""
    assert stands_in(phrase, text) is expected


def test_acronyms() -> None:
    """More capitals than small letters: such a name is found in its own case only."""
    assert [w for w in ("MoE", "LLMs", "R", "PyTorch", "Go", "graphs") if is_acronym(w)] == [
        "MoE",
        "LLMs",
        "R",
    ]
