"""Every document of this repository, in every template, makes sense to someone who cannot see it."""

from __future__ import annotations

import functools

import pytest
from heard import Heard, HeardLink, hear_docx, hear_html, hear_tree, jumps, unclear

from appkit.diagnostics import Report
from appkit.load import open_workspace
from appkit.render import render
from specimens import REPOSITORY, Specimen, specimens, unfriendly

WAYS = ("tree", "html", "docx")


@functools.cache
def documents() -> dict[str, Specimen]:
    """Every target, and a profile that says everything, in every template; not what is built to break writers."""
    strange = {each.name for each in unfriendly()}
    return {each.name: each for each in specimens() if each.name not in strange}


@functools.cache
def heard(way: str, template: str) -> dict[str, Heard]:
    """The documents in a template as they are heard, by name."""
    found = {}
    for name, (_, folder, document, style) in documents().items():
        if folder == template:
            match way:
                case "tree":
                    found[name] = hear_tree(document)
                case "html":
                    found[name] = hear_html(render(document, style, "html"))
                case _:
                    found[name] = hear_docx(render(document, style, "docx"))
    return found


def made_of() -> list[str]:
    """The templates of the documents, which themselves would be made whenever tests are collected."""
    templates = open_workspace(REPOSITORY).templates(Report())
    return sorted(name for name in templates.folders if templates.file_for(name, "resume"))


TEMPLATES = made_of()
everywhere = pytest.mark.parametrize(("way", "template"), [(w, t) for w in WAYS for t in TEMPLATES])


@everywhere
def test_a_document_has_a_title_that_says_whose_it_is(way: str, template: str) -> None:
    wrong = [
        name
        for name, one in heard(way, template).items()
        if documents()[name].document.author not in one.title
    ]

    assert wrong == []


@everywhere
def test_a_document_says_its_language(way: str, template: str) -> None:
    wrong = [
        name
        for name, one in heard(way, template).items()
        if one.language != documents()[name].document.language
    ]

    assert wrong == []


@everywhere
def test_the_outline_begins_with_a_name_and_leaves_no_level_out(way: str, template: str) -> None:
    wrong = {
        name: jumps(one) or one.headings
        for name, one in heard(way, template).items()
        if jumps(one)
        or [level for level, _ in one.headings].count(1) != 1
        or not all(w.strip() for _, w in one.headings)
    }

    assert wrong == {}


@everywhere
def test_links_say_where_they_lead(way: str, template: str) -> None:
    wrong = {name: unclear(one) for name, one in heard(way, template).items() if unclear(one)}

    assert wrong == {}


@pytest.mark.parametrize("template", TEMPLATES)
def test_all_formats_are_heard_alike(template: str) -> None:
    """No heading and no link is lost on the way; blanks that bind are blanks."""
    for name, tree in heard("tree", template).items():
        for way in ("html", "docx"):
            one = heard(way, template)[name]
            assert [_plain(w) for _, w in one.headings] == [_plain(w) for _, w in tree.headings], (name, way)
            assert [(_plain(x.words), x.url) for x in one.links] == [
                (_plain(x.words), x.url) for x in tree.links
            ]


def _plain(words: str) -> str:
    return "".join(words.split())


def test_something_is_heard() -> None:
    """The checks above are about something: in the documents are links, titles and all four levels."""
    everything = [one for template in TEMPLATES for one in heard("html", template).values()]

    assert {level for one in everything for level, _ in one.headings} >= {1, 2, 3}
    assert sum(len(one.links) for one in everything) > 50
    assert {each.template for each in documents().values()} == set(TEMPLATES)


def told(*headings: int, links: tuple[HeardLink, ...] = ()) -> Heard:
    return Heard("t", "en", tuple((level, str(level)) for level in headings), links)


def test_the_outline_check_can_fail() -> None:
    assert jumps(told(1, 2, 3, 2, 3, 4, 2)) == []
    assert jumps(told(1, 3)) == ["1 to 3: 3"]
    assert jumps(told(2)) == ["0 to 2: 2"]


@pytest.mark.parametrize("words", ["", " ", "here", "Click  here", "[link]", "more"])
def test_the_link_check_can_fail(words: str) -> None:
    link = HeardLink(words, f"See {words}", "https://x.y")

    assert unclear(told(links=(link,))) == [link]


def test_links_are_told_apart_by_what_stands_around() -> None:
    one, same, other = (
        HeardLink("Paper", around, url)
        for around, url in (
            ("First [Paper]", "https://x.y/1"),
            ("First [Paper]", "https://x.y/2"),
            ("2nd [Paper]", "https://x.y/3"),
        )
    )

    assert unclear(told(links=(one, one, other))) == []
    assert unclear(told(links=(one, same))) == [same]
