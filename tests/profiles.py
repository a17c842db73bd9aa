"""Hypothesis strategies for profiles and targets as plain data: any shape the schemas allow, any text.

Everything has an id of its own, so that a test can say what it means by address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import strategies as st

from appkit.model.vocabulary import COMMON_LISTS, COMMON_LITERAL, COMMON_RICH, SECTIONS, STATUSES, kind_of
from appkit.source.file import refused_character
from documents import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appkit.source.node import Plain

Data: TypeAlias = "dict[str, Plain]"

# What a person may well write, and what programs that pass strings around make something else of.
TELLING = (
    "#hashtag", "a * b", "<label>", "1. x", "C#", "AT&T", "&copy;", "x_y_z", "[x](y)", " - ", "{{ x }}",
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
_LINKS = re.compile(r"\]\(|<[A-Za-z][A-Za-z0-9+.-]*:|<\S+@|\]:")


_ODD_RICH = (
    "*x* and **y**", "`code` and [a *link*](https://example.org/a_b)", "***x***y", "*a", "one\n\ntwo *three*", "&amp;",
    "a\\\nb", "line\nline", "\\*x\\*", "<b>x</b>", "![x](https://x.y)", "<https://x.y/z>", "[x] y", "{{ x }} *{% y %}*",
    "`{{ x }}`", "**{# x #}**", "`x`{.note}", "[x]{.right} y",
)  # fmt: skip
rich_texts = st.one_of(st.sampled_from(_ODD_RICH), texts.filter(lambda text: not _LINKS.search(text)))

URLS = ("https://example.org/x_y", "http://x.y/?a=1&copy=2", "mailto:a@b.cd", "https://x.y/(z)")
_urls = st.one_of(st.sampled_from(URLS), st.just("not an address"))

TAGS = ("graphs", "molecules", "efficiency")
tags = st.lists(st.sampled_from(TAGS), max_size=2, unique=True)
_dates = st.one_of(
    st.integers(1990, 2030).map(str),
    st.builds("{}-{:02}".format, st.integers(1990, 2030), st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 28)),
)
CUSTOM = ("hobbies", "x2")
SECTION_NAMES = (*SECTIONS, *CUSTOM)


def worded(words: st.SearchStrategy[str]) -> st.SearchStrategy[Plain]:
    """A text as the schema has it: plain, by language, or with variants for an audience."""
    plain: st.SearchStrategy[Plain] = words.map(lambda text: text)
    by_language = st.fixed_dictionaries({"en": plain}, optional={"zh": plain})
    variants = st.dictionaries(st.sampled_from(TAGS), plain, min_size=1, max_size=1)
    return st.one_of(plain, plain, plain, by_language, st.fixed_dictionaries({"text": plain, "variants": variants}))


def _some(fields: dict[str, st.SearchStrategy[Plain]]) -> st.SearchStrategy[Data]:
    """At most three of the fields: an entry that says everything is rare."""
    chosen = st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True)
    return chosen.flatmap(lambda keys: st.fixed_dictionaries({key: fields[key] for key in keys}))


def _people(draw: st.DrawFn, own_name: str) -> list[Plain]:
    """Authors in order, the person among them at most once."""
    others = texts.filter(lambda name: name.casefold().split() != own_name.casefold().split())
    flags = {"equal": st.booleans(), "corresponding": st.booleans()}
    people: list[Plain] = [
        {"name": name, **draw(st.fixed_dictionaries({}, optional=flags))}
        for name in draw(st.lists(others, min_size=1, max_size=3))
    ]
    if draw(st.booleans()):
        self: Data = {"name": own_name, "self": True, **draw(st.fixed_dictionaries({}, optional=flags))}
        people.insert(draw(st.integers(0, len(people))), self)
    return people


def highlight(draw: st.DrawFn, ident: str) -> Plain:
    """One bullet, its text in one wording or several."""
    optional: dict[str, st.SearchStrategy[Plain]] = {
        "tags": tags.map(list),
        "priority": st.integers(-5, 5),
        "letter": rich_texts.map(str),
        "variants": st.dictionaries(st.sampled_from(TAGS), rich_texts.map(str), min_size=1, max_size=1),
    }
    fields: Data = draw(st.fixed_dictionaries({}, optional=optional))
    return {"id": ident, "text": draw(rich_texts), **fields}


@st.composite
def entries(draw: st.DrawFn, section: str, ident: str, own_name: str) -> Data:
    """An entry of a section with some of the fields that it can have."""
    kind = kind_of(section)
    literal = dict.fromkeys((*kind.literal, *COMMON_LITERAL), worded(texts))
    rich = dict.fromkeys((*kind.rich, *COMMON_RICH, "letter"), worded(rich_texts))
    lists: dict[str, st.SearchStrategy[Plain]] = {
        key: st.lists(worded(texts), min_size=1, max_size=3) for key in (*kind.lists, *COMMON_LISTS)
    }
    fields: dict[str, st.SearchStrategy[Plain]] = {**literal, **rich, **lists, "url": _urls.map(str)}
    if "type" not in kind.literal:
        fields["type"] = texts.map(str)
    fields["tags"] = tags.map(list)
    fields["priority"] = st.integers(-5, 5)
    fields["links"] = st.dictionaries(texts, _urls.map(str), min_size=1, max_size=2)
    fields["status"] = st.sampled_from(STATUSES)
    if "venue" in kind.extra:
        fields["venue"] = st.one_of(
            texts.map(str), st.fixed_dictionaries({"name": texts.map(str)}, optional={"short": texts.map(str)})
        )
    entry: Data = {"id": ident, kind.headline: draw(worded(texts)), **draw(_some(fields))}
    if "authors" in kind.extra and draw(st.booleans()):
        entry["authors"] = _people(draw, own_name)
    if "advisors" in kind.extra and draw(st.booleans()):
        role = st.fixed_dictionaries({"name": texts.map(str)}, optional={"role": texts.map(str)})
        entry["advisors"] = draw(st.lists(role, min_size=1, max_size=2).map(list))
    bullets = draw(st.integers(0, 3)) if draw(st.booleans()) else 0
    if bullets:
        entry["highlights"] = [highlight(draw, f"h{number}") for number in range(bullets)]
    entry.update(_when(draw, kind.start, kind.end))
    return entry


def _when(draw: st.DrawFn, start: str, end: str) -> Data:
    if start == end:
        return {start: draw(_dates)} if draw(st.booleans()) else {}
    days = sorted(draw(st.lists(_dates, max_size=2)), key=lambda date: date[:4])
    if len(days) == 2 and days[0][:4] == days[1][:4]:
        days.pop()
    return dict(zip((start, end), days, strict=False))


@st.composite
def profiles(draw: st.DrawFn, most_sections: int = 3) -> Data:
    """A profile whose every text may be anything."""
    name = draw(texts)
    basics: Data = {
        "name": name,
        **draw(_some(dict.fromkeys(("familyName", "nativeName", "label", "phone", "pronouns"), worded(texts)))),
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "email": st.just("ada@example.org"),
                    "url": _urls.map(str),
                    "summary": worded(rich_texts),
                    "letter": rich_texts.map(str),
                    "location": _some(dict.fromkeys(("city", "region", "address"), worded(texts))),
                    "profiles": st.lists(
                        st.fixed_dictionaries({"network": texts.map(str), "url": _urls.map(str)}), max_size=1
                    ).map(list),
                },
            )
        ),
    }
    profile: Data = {"basics": basics, "tags": dict.fromkeys(TAGS)}
    custom: Data = {}
    chosen = draw(st.lists(st.sampled_from(SECTION_NAMES), min_size=1, max_size=most_sections, unique=True))
    for section in chosen:
        count = draw(st.integers(1, 2))
        members: list[Plain] = [draw(entries(section, f"e{number}", name)) for number in range(count)]
        if section in SECTIONS:
            profile[section] = members
        else:
            custom[section] = {"title": draw(texts), "entries": members} if draw(st.booleans()) else members
    if custom:
        profile["custom"] = custom
    return profile


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
def rules(draw: st.DrawFn, profile: Data, effects: Sequence[str] = tuple(EFFECTS), most: int = 4) -> list[Plain]:
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
        views["order"] = list(draw(st.permutations(names)))[: draw(st.integers(1, 4))]
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
            {}, optional={"name": words, "salutation": words, "address": st.lists(words, max_size=2).map(list)}
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
    answers = st.dictionaries(st.sampled_from(("why-group", "why-now")), rich_texts.map(str), max_size=1)
    letter: Data = {"template": "academic", "answers": draw(answers)}
    if draw(st.booleans()):
        letter["date"] = "2026-12-01"
    target["documents"] = {
        "resume": {"template": draw(st.sampled_from(templates))},
        "cover-letter": letter,
    }
    return target


def _patches(draw: st.DrawFn, profile: Data) -> Data:
    bullets = addresses_of(profile)[1]
    if not bullets or draw(st.booleans()):
        return {}
    return {draw(st.sampled_from(bullets)): {"text": draw(rich_texts)}}


def filled(text: str, words: Callable[[str], Plain] = str) -> Data:
    """A profile in which every literal field of every section is ``text``."""
    profile: Data = {"basics": _filled_basics(text, words), "tags": dict.fromkeys(TAGS), "custom": {}}
    custom: Data = {}
    for section in (*SECTIONS, CUSTOM[0]):
        kind = kind_of(section)
        entry: Data = {"id": "e", kind.headline: words(text)}
        entry.update({key: words(text) for key in (*kind.literal, *COMMON_LITERAL)})
        entry.update({key: [words(text), words(text)] for key in (*kind.lists, *COMMON_LISTS)})
        entry["links"] = {text: URLS[0]}
        if "authors" in kind.extra:
            entry["authors"] = [{"name": words(text), "equal": True}]
        if "advisors" in kind.extra:
            entry["advisors"] = [{"name": words(text), "role": words(text)}]
        if "venue" in kind.extra:
            entry["venue"] = {"name": words(text), "short": words(text)}
        if section in SECTIONS:
            profile[section] = [entry]
        else:
            custom[section] = {"title": words(text), "entries": [entry]}
    profile["custom"] = custom
    return profile


def _filled_basics(text: str, words: Callable[[str], Plain]) -> Data:
    keys = ("name", "familyName", "nativeName", "label", "phone", "pronouns")
    place = ("address", "postalCode", "city", "countryCode", "region")
    return {
        **{key: words(text) for key in keys},
        "email": words(text),
        "url": words(text),
        "location": {key: words(text) for key in place},
        "profiles": [{"network": words(text), "url": URLS[0]}],
    }
