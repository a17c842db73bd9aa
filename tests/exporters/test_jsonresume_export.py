"""What a JSON Resume says of a profile: valid, in plain view, nothing of it private, and what is edited in it counts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from jsonschema import Draft7Validator, FormatChecker

from appkit.decode import decode_profile
from appkit.diagnostics import Report
from appkit.exporters import Subject
from appkit.exporters.jsonresume import write
from appkit.exporters.private import without_private
from appkit.importers.jsonresume import convert
from appkit.importers.material import Material
from appkit.model import jsonresume
from effort import examples
from profiles import profiles
from schema_data import node

if TYPE_CHECKING:
    from collections.abc import Callable

Data = dict[str, Any]

PROFILE: Data = {
    "language": "en",
    "basics": {"name": "Your Name", "email": "you at example", "url": "https://example.org"},
    "education": [{"id": "uni", "institution": "Example University", "gpa": "3.90", "startDate": 2019}],
    "work": [
        {
            "id": "lab",
            "name": {"text": "A Lab", "variants": {"biology": "A Wet Lab"}},
            "highlights": [
                "Swept.",
                {"id": "cells", "text": "Counted cells.", "tags": ["biology"]},
                {"en": "Built chips.", "zh": "做芯片。"},
            ],
            "tags": ["research"],
        }
    ],
    "publications": [
        {"name": "A Paper", "venue": {"name": "Journal of Examples", "short": "JoE"}, "url": "no address"}
    ],
    "tests": [{"name": "A Test", "score": 100}],
    "tags": {"biology": None, "research": "research"},
}


def exported(profile: Data) -> Data:
    subject = Subject(profile, decode_profile(node(profile), "p", Report()))
    return cast("Data", json.loads(write(subject, Report())))


def imported(resume: Data) -> Data:
    found = convert(Material("r.json", json.dumps(resume).encode()), Report())
    assert found is not None
    return cast("Data", dict(found.profile))


# -- the published schema --------------------------------------------------------------------------------------

_URI = r"^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$"
_FORMS: dict[str, Data] = {
    "text": {"type": "string"},
    "uri": {"type": "string", "pattern": _URI},
    "email": {"type": "string", "pattern": r"^[!-?A-~]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$"},
    "date": {
        "type": "string",
        "pattern": r"^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$",
    },
    "texts": {"type": "array", "items": {"type": "string"}},
}


def _object(forms: dict[str, jsonresume.Form], **more: Data) -> Data:
    return {"type": "object", "properties": {key: _FORMS[form] for key, form in forms.items()} | more}


def published() -> Data:
    """What the published schema asks for, in our words: it closes the outermost keys only (in edition 1.0)."""
    account = {"type": "array", "items": _object(jsonresume.ACCOUNT)}
    basics = _object(jsonresume.BASICS, location=_object(jsonresume.PLACE), profiles=account)
    meta = _object({"canonical": "uri", "version": "text", "lastModified": "text"})
    sections = {
        name: {"type": "array", "items": _object(forms)} for name, forms in jsonresume.SECTIONS.items()
    }
    outermost = {"$schema": _FORMS["uri"], "basics": basics, "meta": meta, **sections}
    return {"type": "object", "properties": outermost, "additionalProperties": False}


VALIDATOR = Draft7Validator(published(), format_checker=FormatChecker())


@examples(30)
@given(profiles())
def test_it_is_valid(profile: Data) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(exported(profile))] == []


def test_the_schema_can_say_no() -> None:
    wrong = {"basics": {"email": "x", "url": "y"}, "work": [{"name": 3, "startDate": "May"}], "courses": []}

    assert len(list(VALIDATOR.iter_errors(wrong))) == 5


# -- what it says ----------------------------------------------------------------------------------------------


def test_others_see_what_json_resume_has_words_for() -> None:
    resume = exported(PROFILE)

    work, school, paper = resume["work"][0], resume["education"][0], resume["publications"][0]
    assert work["name"] == "A Lab"
    assert work["highlights"] == ["Swept.", "Counted cells.", "Built chips."]
    assert school["score"] == "3.90"
    assert school["startDate"] == "2019"
    assert paper["publisher"] == "Journal of Examples"
    assert "url" not in paper
    assert "email" not in resume["basics"]


def test_bags_hold_nothing_that_the_item_says() -> None:
    """Otherwise an edit would leave the old words somewhere."""
    bags = [each["x-appkit"] for each in exported(PROFILE)["work"] + exported(PROFILE)["education"]]

    assert not re.search("A Lab|Swept|Counted|Built|3.90", json.dumps(bags))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda r: r["work"][0].update(name="Another Lab"), ("work", "name", {"text": "Another Lab", "variants": {"biology": "A Wet Lab"}})),
        (lambda r: r["education"][0].update(score="4.0"), ("education", "gpa", "4.0")),
        (lambda r: r["education"][0].update(startDate="2020-01"), ("education", "startDate", "2020-01")),
        (lambda r: r["publications"][0].update(publisher="A Book"), ("publications", "venue", {"name": "A Book", "short": "JoE"})),
        (lambda r: r["publications"][0].pop("publisher"), ("publications", "venue", None)),
        (lambda r: r["publications"][0].update(url="https://a.example"), ("publications", "url", "https://a.example")),
    ],
)  # fmt: skip
def test_what_is_edited_counts(edit: Callable[[Data], object], expected: tuple[str, str, Any]) -> None:
    resume = exported(PROFILE)
    edit(resume)
    section, key, value = expected

    assert imported(resume)[section][0].get(key) == value


SWEPT, CELLS, CHIPS = PROFILE["work"][0]["highlights"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["Built chips.", "Swept.", "Counted cells."], [CHIPS, SWEPT, CELLS]),
        (
            ["Swept.", "Counted many cells.", "Built chips."],
            [SWEPT, CELLS | {"text": "Counted many cells."}, CHIPS],
        ),
        (["Built chips."], [CHIPS]),
        (["Swept.", "Built chips.", "New."], [SWEPT, CHIPS, "New."]),
        (["New.", "Swept.", "Counted cells.", "Built chips."], ["New.", SWEPT, CELLS, CHIPS]),
        ([], None),
    ],
    ids=["moved", "edited", "others deleted", "one deleted, one added", "added", "all deleted"],
)
def test_an_edited_list_keeps_what_belongs_to_its_texts(said: list[str], expected: list[Any] | None) -> None:
    resume = exported(PROFILE)
    resume["work"][0]["highlights"] = said

    assert imported(resume)["work"][0].get("highlights") == expected


def test_a_number_that_is_edited_becomes_text() -> None:
    resume = exported({"basics": {"name": 2048, "label": 7}})
    assert resume["basics"]["name"] == "2048"
    resume["basics"]["label"] = "8"

    assert imported(resume)["basics"] == {"name": 2048, "label": "8"}


# -- what is private -------------------------------------------------------------------------------------------

PRIVATE: Data = {
    "basics": {"name": "Your Name"},
    "work": [
        {"name": "Open", "privateNote": "secretnote", "highlights": ["Seen.", {"text": "secrettext", "private": True, "tags": ["secrettag"]}]},
        {"id": "secretid", "name": "secretlab", "private": True, "tags": ["secrettag", "shown"], "letter": "secretletter"},
    ],
    "publications": [{"id": "secretpaper", "name": "secrettitle", "private": True}],
    "projects": [{"name": "Project", "publication": "publications/secretpaper", "tags": ["shown"]}],
    "custom": {"hobbies": [{"name": "secrethobby", "private": True}], "own": {"title": "Own", "entries": [{"name": "x", "privateNote": "secret"}]}},
    "tags": {"secrettag": {"label": "secretlabel"}, "shown": None, "unused": None},
    "x-jsonresume": {"empty": {"/work/1/secret": ""}},
}  # fmt: skip


def test_nothing_private_is_left() -> None:
    public = without_private(decode_profile(node(PRIVATE), "p", Report()), PRIVATE)
    text = json.dumps(exported(public))

    assert "secret" not in text
    assert "private" not in text
    assert "Seen." in text
    assert public["tags"] == {"shown": None, "unused": None}
    assert "secretlab" in json.dumps(exported(PRIVATE))


def test_what_has_nothing_private_stays_whole() -> None:
    assert without_private(decode_profile(node(PROFILE), "p", Report()), PROFILE) == PROFILE
