"""What check accepts, decode decodes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from appkit.check import check, prune, schema
from appkit.decode import (
    decode_labels,
    decode_profile,
    decode_style,
    decode_tags,
    decode_target,
    with_tags_from_text,
)
from appkit.diagnostics import Report
from effort import examples
from schema_data import data, node

if TYPE_CHECKING:
    import random

    from appkit.model.profile import Entry, Profile
    from appkit.model.text import Text

QUICK = examples(30, suppress=[HealthCheck.filter_too_much])


def accepted(name: str, value: object) -> bool:
    return check(node(value), name, Report())


def texts(profile: Profile) -> list[Text]:
    found = [*profile.basics.texts.values()]
    for entry in profile.entries():
        found += [
            *entry.texts.values(),
            *(h.text for h in entry.highlights),
            *(p.name for p in entry.authors),
        ]
    return found


@QUICK
@given(data(schema("profile"), schema("profile")))
def test_any_profile_decodes(value: dict[str, Any]) -> None:
    """No profile that has its shape makes decode raise; addresses are unique, texts are never empty."""
    assume(accepted("profile", value))
    report = Report()
    profile = decode_profile(node(value), "me", report)
    profile = with_tags_from_text(profile, profile.tags)
    if not any(d.code == "duplicate-id" for d in report.diagnostics):
        addresses = [entry.address for entry in profile.entries()]
        addresses += [h.address for entry in profile.entries() for h in entry.highlights]
        assert len(addresses) == len(set(addresses))
    assert [entry.index for entry in profile.entries()] == list(range(len(profile.entries())))
    for text in texts(profile):
        assert text.wordings
        assert text.wordings[0].tag is None
        assert all(wording.text for wording in text.wordings)


@QUICK
@given(data(schema("profile"), schema("profile")))
def test_any_json_resume_decodes(value: dict[str, Any]) -> None:
    """Nor does one that passes the lenient check, once it is pruned."""
    value["unknown"] = ["x"]
    value.setdefault("work", []).append({"position": "x", "nmae": "y"})
    whole = node(json.loads(json.dumps(value)), "f.json")
    assume(check(whole, "profile", Report(), lenient=True))
    decode_profile(prune(whole), "me", Report())


@QUICK
@given(data(schema("target"), schema("target")))
def test_any_target_decodes(value: dict[str, Any]) -> None:
    """The same for targets."""
    assume(accepted("target", value))
    decode_target(node(value), "t", Report())


@QUICK
@given(
    st.lists(data(schema("style"), schema("style")), max_size=2),
    data(schema("labels"), schema("labels")),
    data(schema("tags"), schema("tags")),
)
def test_any_small_file_decodes(styles: list[object], labels: object, tags: object) -> None:
    """The same for styles, labels and tags."""
    assume(all(accepted("style", style) for style in styles))
    assume(accepted("labels", labels) and accepted("tags", tags))
    decode_style([node(style) for style in styles])
    decode_labels(node(labels), "academic/labels.yaml")
    decode_tags(node(tags))


@QUICK
@given(data(schema("profile"), schema("profile")), st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_order(value: dict[str, Any], shuffler: random.Random) -> None:
    """The ids of a section are the same set whatever the order; who has which depends on content alone."""
    assume(accepted("profile", value))
    before = decode_profile(node(value), "me", Report())
    shuffled = {
        key: shuffler.sample(part, len(part)) if isinstance(part, list) else part
        for key, part in value.items()
    }
    after = decode_profile(node(shuffled), "me", Report())
    for section in before.sections:
        assert sorted(e.id for e in before.sections[section]) == sorted(e.id for e in after.sections[section])
        said = {entry.id: plain_text(entry) for entry in before.sections[section] if entry.derived_id}
        again = {entry.id: plain_text(entry) for entry in after.sections[section] if entry.derived_id}
        assert said == again


def plain_text(entry: Entry) -> list[str]:
    return [*(t.default for t in entry.texts.values()), *(h.text.default for h in entry.highlights)]
