"""Hypothesis strategies for profiles and targets as plain data: any shape the schemas allow, any text.

Everything has an id of its own, so that a test can say what it means by address.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import strategies as st

from appkit.model.vocabulary import (
    BASICS_LITERAL,
    BASICS_LOCATION,
    COMMON_LISTS,
    COMMON_LITERAL,
    COMMON_RICH,
    SECTIONS,
    STATUSES,
    kind_of,
)
from appkit.source.file import refused_character
from documents import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from appkit.source.node import Plain

Data: TypeAlias = "dict[str, Plain]"

# What a person may well write, and what programs that pass strings around make something else of.
TELLING = (
    "#hashtag", "a * b", "<label>", "1. x", "C#", "AT&T", "&copy;", "x_y_z", "_x_", "*x*", "__init__", "[x](y)", " - ", "{{ x }}",
    "{% raw %}", "{# x #}", "**", "`", "``", "`x`", "|", "a | b", "ends in \\", "\\", "[x]{.right}", "{.note}",
    "[[TODO: x]]", "http://x.y/a_b_c", "<https://x.y>", "a@b.cd", "\u2022 x", "* ", "---", "x  y", "x\ty", "x\n\ny",
    "\U0001f468\u200d\U0001f4bb", "\u4e2d\u6587\uff0c\u201c\u8bf4\u201d", "\u0645\u0631\u062d\u0628\u0627 (x)",
    "e\u0301\u00df\u0130", "\u00a0x\u3000", "\ufeffx", "'\"\u201d", "3.90", "2048", "no", "~", "[ ] x", "$x$",
    "AUTHOR", "]]>", "<w:t>", "None",
)  # fmt: skip


def _may_stand(text: str) -> bool:
    """Whether a source may hold the text, and a schema that asks for words takes it."""
    return refused_character(text) is None and re.search(r"\S", text) is not None


_pieces = st.one_of(
    st.sampled_from(TELLING),
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("ab 1.*_`[]()<>{}%&!\\#-+~|:;$\u00a0\u20ac"), max_size=6),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=6),
    st.sampled_from(("word", " ", "A long name of 5 words")),
)
# Literal text: any that a file may hold.
texts = st.lists(_pieces, min_size=1, max_size=2).map("".join).filter(_may_stand)

# A link in rich text leads somewhere, or is an error that tests of their own are about.
_LINK_MARKUP = re.compile(r"\]\(|<[A-Za-z][A-Za-z0-9+.-]*:|<\S+@|\]:")


ODD_RICH = (
    "*x* and **y**", "`code` and [a *link*](https://example.org/a_b)", "***x***y", "*a", "one\n\ntwo *three*", "&amp;",
    "a\\\nb", "line\nline", "\\*x\\*", "<b>x</b>", "![x](https://x.y)", "<https://x.y/z>", "[x] y", "{{ x }} *{% y %}*",
    "`{{ x }}`", "**{# x #}**", "`x`{.note}", "[x]{.right} y",
)  # fmt: skip
rich_texts = st.one_of(st.sampled_from(ODD_RICH), texts.filter(lambda text: not _LINK_MARKUP.search(text)))

URLS = ("https://example.org/x_y", "http://x.y/?a=1&copy=2", "mailto:a@b.cd", "https://x.y/(z)")
TAGS = ("graphs", "molecules", "efficiency")
CUSTOM = ("hobbies", "x2")
SECTION_NAMES = (*SECTIONS, *CUSTOM)

# A profile has dozens of texts and Hypothesis is slow at drawing them, so its shape is drawn with numbers in
# place of words, and then a few texts are drawn and put where the numbers stand.
_STAND_IN = "\ufdd0"
_LITERALS, _RICH = 7, 5


def _stand_ins(kind: str, count: int) -> st.SearchStrategy[Plain]:
    return st.sampled_from([f"{_STAND_IN}{kind}{number}" for number in range(count)])


_literal = _stand_ins("L", _LITERALS)
_rich = _stand_ins("R", _RICH)


def _worded(words: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    """A text as the schema has it: plain, by language, or with variants for an audience."""
    variant = st.builds(lambda text, tag, other: {"text": text, "variants": {tag: other}}, words, _tag, words)
    by_language = st.builds(lambda en, zh: {"en": en, "zh": zh}, words, words)
    return st.one_of(words, words, words, by_language, variant)


_tag = st.sampled_from(TAGS)
_tags: st.SearchStrategy[Plain] = st.sampled_from(([], ["graphs"], ["molecules"], ["efficiency", "graphs"]))
_worded_literal, _worded_rich = _worded(_literal), _worded(_rich)
_dates = st.builds(
    lambda year, month, rest: f"{year}-{month:02}-{rest}"[: (4, 7, 10)[month % 3]],
    st.integers(1990, 2030),
    st.integers(1, 12),
    st.sampled_from(("01", "28")),
)
_url = st.sampled_from((*URLS, "not an address"))
_priority: st.SearchStrategy[Plain] = st.integers(-5, 5)
_flag: st.SearchStrategy[Plain] = st.booleans()
_links = st.builds(lambda label, url: {label: url}, _literal, _url)
_venue = st.one_of(
    _literal, st.builds(lambda name, short: {"name": name, "short": short}, _literal, _literal)
)
_advisor = st.one_of(_literal, st.builds(lambda name, role: {"name": name, "role": role}, _literal, _literal))
_author = st.builds(lambda name, equal: {"name": name, "equal": equal}, _literal, _flag)
_page = st.builds(lambda network, url: {"network": network, "url": url}, _literal, _url)


def _few(one: st.SearchStrategy[Plain], most: int = 2) -> st.SearchStrategy[Plain]:
    return st.lists(one, min_size=1, max_size=most).map(list)


def _some(draw: st.DrawFn, fields: Mapping[str, st.SearchStrategy[Plain]]) -> Data:
    """About a quarter of the fields: an entry that says everything is rare."""
    chosen = draw(st.integers(0, 2 ** len(fields) - 1)) & draw(st.integers(0, 2 ** len(fields) - 1))
    return {key: draw(value) for bit, (key, value) in enumerate(fields.items()) if chosen >> bit & 1}


_HIGHLIGHT: dict[str, st.SearchStrategy[Plain]] = {
    "tags": _tags,
    "priority": _priority,
    "letter": _rich,
    "variants": st.builds(lambda tag, text: {tag: text}, _tag, _rich),
}
_BASICS: dict[str, st.SearchStrategy[Plain]] = {
    **dict.fromkeys(("familyName", "nativeName", "label", "phone", "pronouns"), _worded_literal),
    "email": st.sampled_from(("ada@example.org", f"{_STAND_IN}L0")),
    "url": _url,
    "summary": _worded_rich,
    "letter": _rich,
    "location": st.builds(lambda city, region: {"city": city, "region": region}, _literal, _literal),
    "profiles": _few(_page),
}


@functools.cache
def _fields(section: str) -> dict[str, st.SearchStrategy[Plain]]:
    """What an entry of a section may say beside its headline, dates, people and highlights."""
    kind = kind_of(section)
    fields: dict[str, st.SearchStrategy[Plain]] = {
        **dict.fromkeys((*kind.literal, *COMMON_LITERAL), _worded_literal),
        **dict.fromkeys((*kind.rich, *COMMON_RICH, "letter"), _worded_rich),
        **dict.fromkeys((*kind.lists, *COMMON_LISTS), _few(_worded_literal)),
        "url": _url,
        "type": _literal,
        "tags": _tags,
        "priority": _priority,
        "links": _links,
        "status": st.sampled_from(STATUSES),
    }
    people = {"advisors": _few(_advisor), "venue": _venue, "authors": _few(_author, 3)}
    return fields | {key: value for key, value in people.items() if key in kind.extra}


def _entry(draw: st.DrawFn, section: str, ident: str) -> Data:
    """An entry of a section with some of the fields that it can have."""
    kind = kind_of(section)
    entry: Data = {"id": ident, kind.headline: draw(_worded_literal), **_some(draw, _fields(section))}
    if "authors" in kind.extra and "authors" not in entry and draw(_flag):
        entry["authors"] = draw(_few(_author, 3))
    bullets: list[Plain] = [
        {"id": f"h{number}", "text": draw(_rich), **_some(draw, _HIGHLIGHT)}
        for number in range(draw(st.integers(0, 3)))
    ]
    return entry | ({"highlights": bullets} if bullets else {}) | _when(draw, kind.start, kind.end)


def _when(draw: st.DrawFn, start: str, end: str) -> Data:
    days = sorted(draw(st.lists(_dates, max_size=2)), key=lambda date: date[:4])
    if len(days) == 2 and (start == end or days[0][:4] == days[1][:4]):
        days.pop()
    return dict(zip((start, end), days, strict=False))


@st.composite
def profiles(draw: st.DrawFn, sections: Sequence[str] = SECTION_NAMES) -> Data:
    """A profile whose every text may be anything."""
    profile: Data = {
        "basics": {"name": f"{_STAND_IN}L0", **_some(draw, _BASICS)},
        "tags": dict.fromkeys(TAGS),
    }
    custom: Data = {}
    for section in draw(st.lists(st.sampled_from(sections), min_size=2, max_size=4, unique=True)):
        count = draw(st.integers(1, 3))
        members: list[Plain] = [_entry(draw, section, f"e{number}") for number in range(count)]
        if section in SECTIONS:
            profile[section] = members
        else:
            titled: Data = {"title": draw(_literal), "entries": members}
            custom[section] = titled if draw(_flag) else members
    if custom:
        profile["custom"] = custom
    _add_references(draw, profile)
    words = {f"{_STAND_IN}L{number}": text for number, text in enumerate(draw(_literal_pool))}
    words |= {f"{_STAND_IN}R{number}": text for number, text in enumerate(draw(_rich_pool))}
    said = _in_words(profile, words)
    assert isinstance(said, dict)
    return said


_literal_pool = st.lists(
    texts, min_size=_LITERALS, max_size=_LITERALS, unique_by=lambda text: text.casefold().strip()
)
_rich_pool = st.lists(rich_texts, min_size=_RICH, max_size=_RICH)


def _in_words(data: Plain, words: Mapping[str, str]) -> Plain:
    match data:
        case str():
            return words.get(data, data)
        case list():
            return [_in_words(item, words) for item in data]
        case dict():
            return {words.get(key, key): _in_words(value, words) for key, value in data.items()}
        case _:
            return data


def _add_references(draw: st.DrawFn, profile: Data) -> None:
    """Let some entries name the paper that they led to, and some papers the person as an author."""
    everything = sections_of(profile)
    papers = [f"publications/{paper['id']}" for paper in everything.get("publications", ())]
    for section, members in everything.items():
        for entry in members:
            if papers and "publication" in kind_of(section).extra and draw(_flag):
                entry["publication"] = draw(st.sampled_from(papers))
            authors = entry.get("authors")
            if isinstance(authors, list):
                _mark_self(draw, authors)


def _mark_self(draw: st.DrawFn, authors: list[Plain]) -> None:
    """Make one author the person, or none: a name that is the person's by chance must say that it is not."""
    chosen = draw(st.integers(-1, len(authors) - 1))
    for number, author in enumerate(authors):
        assert isinstance(author, dict)
        author["self"] = number == chosen


# -- targets ---------------------------------------------------------------------------------------------------


def sections_of(profile: Data) -> dict[str, list[Data]]:
    """The entries of every section of a profile's data, custom ones by their own name."""
    found: dict[str, list[Data]] = {}
    custom = profile.get("custom")
    for name, value in {**profile, **(custom if isinstance(custom, dict) else {})}.items():
        members = value.get("entries") if isinstance(value, dict) else value
        if isinstance(members, list) and name in SECTION_NAMES:
            found[name] = [member for member in members if isinstance(member, dict)]
    return found


def highlights_of(entry: Data) -> list[Data]:
    """The highlights of an entry's data."""
    found = entry.get("highlights")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def addresses_of(profile: Data) -> tuple[list[str], list[str]]:
    """The addresses of all entries, and of all highlights."""
    headers: list[str] = []
    bullets: list[str] = []
    for section, members in sections_of(profile).items():
        for entry in members:
            headers.append(f"{section}/{entry['id']}")
            bullets += [f"{section}/{entry['id']}/{bullet['id']}" for bullet in highlights_of(entry)]
    return headers, bullets


def _matches(profile: Data) -> st.SearchStrategy[Data]:
    headers, bullets = addresses_of(profile)
    named = sorted(sections_of(profile))
    globs = [f"{section}/*" for section in named] + ["*/*", "*/*/*"]
    asked: dict[str, st.SearchStrategy[Plain]] = {
        "id": st.sampled_from([*headers, *bullets, *globs]),
        "section": st.lists(st.sampled_from(named), min_size=1, max_size=2, unique=True).map(list),
        "tags": st.lists(st.sampled_from(TAGS), min_size=1, max_size=2, unique=True).map(list),
        "status": st.sampled_from(STATUSES),
        "authorship": st.sampled_from(("first", "co-first", "corresponding")),
        "after": st.just("2010"),
        "before": st.just("2020-06"),
    }
    return st.lists(st.sampled_from(sorted(asked)), min_size=1, max_size=2, unique=True).flatmap(
        lambda keys: st.fixed_dictionaries({key: asked[key] for key in keys})
    )


EFFECTS: dict[str, st.SearchStrategy[Plain]] = {
    "boost": st.integers(-3, 3),
    "pin": st.booleans(),
    "exclude": st.booleans(),
    "max-highlights": st.integers(0, 2),
    "at-most": st.integers(0, 2),
    "at-least": st.integers(0, 2),
    "variant": st.sampled_from(TAGS),
}


@st.composite
def rules(
    draw: st.DrawFn, profile: Data, effects: Sequence[str] = tuple(EFFECTS), most: int = 4
) -> list[Plain]:
    """Rules of one effect each, about items of the profile."""
    chosen = draw(st.lists(st.sampled_from(effects), max_size=most))
    return [
        {"name": f"rule {number}", "match": draw(_matches(profile)), effect: draw(EFFECTS[effect])}
        for number, effect in enumerate(chosen)
    ]


SUBMISSIONS = ("show-venue", "hide-venue", "with-preprint-only", "omit")


def _views(draw: st.DrawFn, profile: Data, sorts: Sequence[str]) -> Data:
    views: Data = {}
    for section in draw(st.lists(st.sampled_from(sorted(sections_of(profile))), max_size=2, unique=True)):
        view: dict[str, st.SearchStrategy[Plain]] = {
            "title": texts.map(str),
            "sort": st.sampled_from(sorts),
            "max": st.integers(1, 2),
            "group": st.just("status"),
            "numbering": st.sampled_from(("continuous", "per-group", "none")),
        }
        omitted = draw(st.integers(0, 7)) == 0
        views[section] = "omit" if omitted else draw(st.fixed_dictionaries({}, optional=view)) or {"min": 1}
    if draw(st.booleans()):
        names = [*sorted(sections_of(profile)), "summary"]
        views["order"] = [*draw(st.permutations(names))[: draw(st.integers(1, 4))]]
    return views


@st.composite
def targets(
    draw: st.DrawFn,
    profile: Data,
    templates: Sequence[str] = ("academic", "modern"),
    sorts: Sequence[str] = ("date", "score", "profile"),
    effects: Sequence[str] = tuple(EFFECTS),
) -> Data:
    """A target about items of ``profile``, for a résumé and a letter."""
    words = texts.map(str)
    said: dict[str, st.SearchStrategy[Plain]] = {
        "extends": st.sampled_from(("phd", "job")),
        "organization": words,
        "position": words,
        "recipient": st.fixed_dictionaries(
            {},
            optional={"name": words, "salutation": words, "address": st.lists(words, max_size=2).map(list)},
        ),
        "locale": st.sampled_from(("en", "zh")),
        "emphasize": st.permutations(TAGS).map(list),
        "summary": rich_texts.map(str),
        "submissions": st.sampled_from(SUBMISSIONS),
    }
    target: Data = draw(st.fixed_dictionaries({}, optional=said))
    target["rules"] = draw(rules(profile, effects))
    target["sections"] = _views(draw, profile, sorts)
    target["patch"] = _patches(draw, profile)
    rich: st.SearchStrategy[Plain] = rich_texts.map(str)
    answers = st.dictionaries(st.sampled_from(("why-group", "why-now")), rich, max_size=1)
    letter: Data = {"template": "academic", "answers": draw(answers)}
    resume: Data = {"template": draw(st.sampled_from(templates)), "pages": draw(st.sampled_from((None, 3)))}
    if draw(st.booleans()):
        letter["date"] = "2026-12-01"
    target["documents"] = {
        "resume": resume,
        "cover-letter": letter,
    }
    return target


def _patches(draw: st.DrawFn, profile: Data) -> Data:
    bullets = addresses_of(profile)[1]
    if not bullets or draw(st.booleans()):
        return {}
    return {draw(st.sampled_from(bullets)): {"text": draw(rich_texts)}}


def filled(text: Callable[[str], str]) -> Data:
    """A profile in which every literal field of every section says what ``text`` gives for its address."""
    custom: Data = {}
    profile: Data = {"basics": _filled_basics(text), "tags": dict.fromkeys(TAGS), "custom": custom}
    for section in (*SECTIONS, CUSTOM[0]):
        entries: list[Plain] = [_filled_entry(section, text)]
        if section in SECTIONS:
            profile[section] = entries
        else:
            custom[section] = {"title": text(f"custom.{section}.title"), "entries": entries}
    return profile


def _filled_basics(text: Callable[[str], str]) -> Data:
    place: Data = {key: text(f"basics.location.{key}") for key in BASICS_LOCATION}
    return {
        **{key: text(f"basics.{key}") for key in BASICS_LITERAL},
        "location": place,
        "profiles": [{"network": text("basics.profiles"), "url": URLS[0]}],
    }


def _filled_entry(section: str, text: Callable[[str], str]) -> Data:
    kind, address = kind_of(section), f"{section}/e"
    entry: Data = {"id": "e"}
    for key in dict.fromkeys((kind.headline, *kind.literal, *COMMON_LITERAL)):
        entry[key] = URLS[0] if key == "url" else text(f"{address}.{key}")
    for key in (*kind.lists, *COMMON_LISTS):
        entry[key] = [text(f"{address}.{key}"), text(f"{address}.{key}")]
    entry["links"] = {text(f"{address}.links"): URLS[0]}
    if "authors" in kind.extra:
        entry["authors"] = [{"name": text(f"{address}.authors"), "equal": True, "self": False}]
    if "advisors" in kind.extra:
        entry["advisors"] = [{"name": text(f"{address}.advisors"), "role": text(f"{address}.advisors")}]
    if "venue" in kind.extra:
        entry["venue"] = {"name": text(f"{address}.venue"), "short": text(f"{address}.venue")}
    return entry
