"""What is kept of an entry is what would be written of it anew, whatever was built before."""

from __future__ import annotations

from dataclasses import replace

import jinja2.meta
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline import TEMPLATES, Built, build, load, rendered

from appkit.assemble import assemble
from appkit.compose import parts
from appkit.compose.environment import environment
from appkit.diagnostics import Report
from appkit.model.template import TemplateFile
from effort import examples
from profiles import Data, profiles, targets

LOOKS = ("academic", "classic", "compact", "modern")
ENTRY: Data = {"id": "one", "name": "One", "releaseDate": "2024", "authors": ["Ada Example*", "Bo Example*"]}


def told(built: Built) -> object:
    """All that a build says: the trees with the origin of every word, and the diagnostics."""
    documents = [(each.document, each.composition.prompts) for each in built.documents]
    return documents, built.report.diagnostics


def looking(target: Data, look: str) -> Data:
    return {**target, "documents": {"resume": {"template": look}}}


@given(st.data(), st.sampled_from(LOOKS))
@examples(8, shrink=False)
def test_what_was_built_before_changes_nothing(data: st.DataObject, look: str) -> None:
    profile = data.draw(profiles())
    first, second = (looking(data.draw(targets(profile)), look) for _ in range(2))
    parts._kept_of.cache_clear()
    alone = told(build(profile, second))
    parts._kept_of.cache_clear()
    build(profile, first)
    assert told(build(profile, second)) == alone
    assert told(build(profile, second)) == alone


# Entries that differ in one thing that can be seen.
ENTRIES: tuple[Data, ...] = (
    ENTRY,
    {**ENTRY, "authors": ["Ada Example", "Bo Example"]},
    {**ENTRY, "releaseDate": "2023"},
    {**ENTRY, "status": "under-review"},
    {**ENTRY, "publisher": "Where"},
    {**ENTRY, "venue": "Where"},
    {**ENTRY, "venue": "Elsewhere"},
    {**ENTRY, "venue": {"name": "Where", "short": "W"}},
    {**ENTRY, "venue": {"name": "Where", "short": "V"}},
    {**ENTRY, "highlights": ["Did this."]},
    {**ENTRY, "highlights": ["Did that."]},
    {**ENTRY, "doi": "10.1000/1"},
    {**ENTRY, "links": {"Code": "https://example.org"}},
    {**ENTRY, "id": "two"},
)
PROJECTS: tuple[Data, ...] = (
    {"id": "one", "name": "One"},
    {"id": "one", "name": "One", "keywords": ["this"]},
    {"id": "one", "name": "One", "keywords": ["that"]},
    {"id": "one", "name": "One", "advisors": [{"name": "Bo Example"}]},
)
OTHER: Data = {"id": "other", "name": "Other", "releaseDate": "2024", "status": "in-preparation"}
PLAIN: Data = {"extends": "phd"}
PAIRS: tuple[tuple[dict[str, list[Data]], Data], ...] = (
    *(({"publications": [entry]}, PLAIN) for entry in ENTRIES),
    *(({"projects": [entry]}, PLAIN) for entry in PROJECTS),
    # With another group beside it, a paper no longer says what its group says.
    ({"publications": [{**ENTRY, "status": "under-review"}, OTHER]}, PLAIN),
    ({"publications": [ENTRY]}, {**PLAIN, "sections": {"publications": {"numbering": "none"}}}),
    ({"publications": [{**ENTRY, "status": "under-review"}]}, {**PLAIN, "locale": "zh"}),
    ({"publications": [{**ENTRY, "status": "under-review"}]}, {**PLAIN, "locale": "eo"}),
)


def test_one_difference_is_seen() -> None:
    cases = [(profile_of(**sections), looking(target, look)) for sections, target in PAIRS for look in LOOKS]
    alone = []
    for profile, target in cases:
        parts._kept_of.cache_clear()
        alone.append(told(build(profile, target)))
    parts._kept_of.cache_clear()
    for _ in range(2):
        for (profile, target), expected in zip(cases, alone, strict=True):
            assert told(build(profile, target)) == expected


def test_what_was_written_is_used_again() -> None:
    """Without it, all else here would hold as well."""
    profile = profile_of(publications=[ENTRY])
    build(profile, looking(PLAIN, "academic"))
    before = parts._kept_of.cache_info()
    build(profile, looking(PLAIN, "academic"))
    after = parts._kept_of.cache_info()
    assert (after.hits > before.hits, after.misses) == (True, before.misses)


def test_parts_ask_for_labels_only() -> None:
    """A part that looked at the target would be kept for targets that are not looked at."""
    tree = environment(TEMPLATES).parse(TEMPLATES.files[parts.PARTS].text)
    assert jinja2.meta.find_undeclared_variables(tree) == {"label"}
    assert not list(jinja2.meta.find_referenced_templates(tree))


def texts(built: Built) -> str:
    return built.artifacts()["resume.txt"].decode()


def profile_of(**sections: list[Data]) -> Data:
    return {"basics": {"name": "Ada Example"}, **sections}  # type: ignore[dict-item]


def test_a_footnote_stands_below_what_is_kept() -> None:
    profile = profile_of(publications=[ENTRY])
    first, second = (texts(build(profile, looking(PLAIN, "academic"))) for _ in range(2))
    assert "* Equal contribution" in first
    assert second == first


def test_what_is_wrong_is_told_of_every_target() -> None:
    """Of a link without a scheme, which is a warning, the second target's build must know as well."""
    entry: Data = {"id": "one", "name": "One", "highlights": ["See [here](example.org)."]}
    first, second = (build(profile_of(projects=[entry]), looking(PLAIN, "academic")) for _ in range(2))
    assert "link-without-scheme" in {each.code for each in first.report.diagnostics}
    assert told(second) == told(first)


def test_labels_that_want_a_language_are_told_of_every_target() -> None:
    profile = profile_of(publications=[{**ENTRY, "status": "under-review"}])
    first, second = (build(profile, looking({**PLAIN, "locale": "eo"}, "academic")) for _ in range(2))
    assert "missing-label" in {each.code for each in first.report.diagnostics}
    assert told(second) == told(first)


def test_a_template_of_the_workspace_means_what_it_says() -> None:
    """Its `label` may say what it likes, even of the target: nothing of that is kept."""
    name = "everything/resume.md.j2"
    own = (
        "{% macro label(key) %}for {{ target.organization }}{% endmacro %}"
        '{% import "base/parts.md.j2" as parts with context %}\n'
        "{% for section in sections %}{% for entry in section.entries %}"
        "{{ parts.publication(entry, false) }}{% endfor %}{% endfor %}\n"
    )
    templates = replace(TEMPLATES, files={**TEMPLATES.files, name: TemplateFile(name, name, own)})
    profile = profile_of(publications=[{**ENTRY, "status": "under-review"}])
    for organization in ("Here", "There"):
        loaded = load(profile, looking({**PLAIN, "organization": organization}, "everything"), Report())
        report = Report()
        made = assemble(loaded.target, loaded.profile, templates, report).documents[0]
        assert f"for {organization}" in rendered(made, "txt").decode()


@pytest.mark.parametrize(
    "binding",
    [
        "{% macro label(key) %}mine{% endmacro %}",
        "{% set label = parts.name %}",
        '{% import "base/parts.md.j2" as label %}',
        '{% from "base/parts.md.j2" import name as label %}',
        "{% for label in sections %}{% endfor %}",
        "{% with label = 1 %}{% endwith %}",
        "{% macro other(label) %}{% endmacro %}",
    ],
)
def test_who_gives_label_a_meaning_shares_nothing(binding: str) -> None:
    here = environment(TEMPLATES)
    assert "label" in here.binds("x.md.j2", binding)
    assert "label" not in here.binds("x.md.j2", binding.replace("label", "words"))
