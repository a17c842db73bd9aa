"""The schemas: valid, closed, described, and in step with the vocabulary."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator

from appkit.check import NAMES, check, prune, schema, schema_text
from appkit.check.complaint import _BY_KEYWORD
from appkit.diagnostics import Report
from appkit.model import vocabulary
from appkit.source import parse, plain, source_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator


def parts(value: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a schema, with its place."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            if key in {"properties", "definitions", "patternProperties"}:
                for name, each in inner.items():
                    yield from parts(each, f"{path}/{name}")
            elif key in {"items", "additionalProperties"}:
                yield from parts(inner, f"{path}/{key}")
            elif key == "anyOf":
                for index, each in enumerate(inner):
                    yield from parts(each, f"{path}/{index}")


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_draft_07(name: str) -> None:
    """Each is a valid schema, and names the draft editors support."""
    Draft7Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert json.loads(schema_text(name)) == schema(name)


@pytest.mark.parametrize("name", NAMES)
def test_schemas_need_nothing_from_elsewhere(name: str) -> None:
    """Every reference leads to a definition or key of the same file, and every definition is used."""
    references = set(re.findall(r'"\$ref": "([^"]*)"', schema_text(name)))
    definitions = {f"#/definitions/{key}" for key in schema(name).get("definitions", {})}
    keys = {f"#/properties/{key}" for key in schema(name).get("properties", {})}
    assert references - keys == definitions


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed(name: str) -> None:
    """A misspelled key is found at every level: an object says which keys it knows."""
    open_ = [
        path
        for path, part in parts(schema(name))
        if part.get("type") == "object" and "additionalProperties" not in part
    ]
    assert open_ == (["/meta"] if name == "profile" else [])


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described(name: str) -> None:
    """An editor has a word to show for every key."""
    definitions = schema(name).get("definitions", {})

    def described(part: dict[str, Any]) -> bool:
        target = definitions.get(part.get("$ref", "").rpartition("/")[2], {})
        return "description" in part or "description" in target or "title" in target

    silent = [
        f"{path}/{key}"
        for path, part in parts(schema(name))
        for key, inner in part.get("properties", {}).items()
        if not described(inner)
    ]
    assert silent == []


@pytest.mark.parametrize("name", NAMES)
def test_patterns_cannot_run_away(name: str) -> None:
    """No pattern repeats a repetition, and none accepts a line break at its end."""
    texts = {part["pattern"] for _, part in parts(schema(name)) if "pattern" in part}
    texts |= {p for _, part in parts(schema(name)) for p in part.get("patternProperties", {})}
    for text in texts - {r"\S", "^x-"}:
        assert not re.search(r"[*+}]\)[*+{]", text.replace("{1,2}", "")), text
        assert text.endswith("$(?!\\n)"), text


@pytest.mark.parametrize("name", NAMES)
def test_there_are_words_for_every_keyword(name: str) -> None:
    """A keyword that can refuse a value has its row in the table of complaints."""
    silent = {"$ref", "$schema", "$comment", "title", "description", "definitions"}
    silent |= {"properties", "patternProperties", "items"}
    used = {key for _, part in parts(schema(name)) for key in part} - silent
    assert used <= set(_BY_KEYWORD)


def keys_of(kind: vocabulary.SectionKind) -> set[str]:
    """The keys an entry of this kind may have, by the vocabulary."""
    fields = {kind.headline, kind.start, kind.end, *kind.literal, *kind.rich, *kind.lists, *kind.extra}
    common = {*vocabulary.COMMON_LITERAL, *vocabulary.COMMON_RICH, *vocabulary.COMMON_LISTS}
    return fields | common | set(vocabulary.COMMON_KEYS)


@pytest.mark.parametrize("kind", [*vocabulary.SECTIONS.values(), vocabulary.CUSTOM], ids=lambda k: k.name)
def test_sections_and_vocabulary_agree(kind: vocabulary.SectionKind) -> None:
    """An entry of the schema has exactly the keys of the table, and its headline is the one it needs."""
    entry = schema("profile")["definitions"][f"{kind.name}Entry"]
    assert set(entry["properties"]) == keys_of(kind)
    assert entry["required"] == [kind.headline]
    (fields,) = entry["properties"]["variants"]["patternProperties"].values()
    texts = {kind.headline, *kind.literal, *kind.rich, *vocabulary.COMMON_LITERAL, *vocabulary.COMMON_RICH}
    assert set(fields["properties"]) == texts - {"type"}


def test_the_profile_has_the_sections_of_the_vocabulary() -> None:
    """Every section of the table is a key of a profile; what is left is not a section."""
    others = {"$schema", "meta", "language", "basics", "custom", "tags"}
    assert set(schema("profile")["properties"]) == others | set(vocabulary.SECTIONS)
    basics = schema("profile")["definitions"]["basics"]["properties"]
    others = {"image", "summary", "letter", "location", "profiles"}
    assert set(basics) == others | set(vocabulary.BASICS_LITERAL)
    place = schema("profile")["definitions"]["place"]["properties"]
    assert set(place) == set(vocabulary.BASICS_LOCATION)
    assert schema("profile")["definitions"]["status"]["enum"] == list(vocabulary.STATUSES)


def test_pruning_drops_what_says_nothing_and_keeps_places() -> None:
    """Null and blank values go, from lists too; everything else stays where it was."""
    source = source_from_bytes(
        "a.json", b'{"a": "", "b": [null, "x", " "],\n "c": {"d": null}, "e": 0}', Report()
    )
    assert source is not None
    node = parse(source, Report())
    assert node is not None
    pruned = prune(node)
    assert plain(pruned) == {"b": ["x"], "c": {}, "e": 0}


JSON_RESUME = """{
  "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
  "basics": {
    "name": "Jo Example", "label": "Engineer", "image": "https://example.org/jo.png",
    "email": "jo@example.org", "phone": "+1 555 0100", "url": "https://example.org",
    "summary": "Builds things.",
    "location": {"address": "1 Road", "postalCode": "0000", "city": "Town", "countryCode": "XX", "region": "R"},
    "profiles": [{"network": "GitHub", "username": "jo", "url": "https://github.com/jo"}]
  },
  "work": [{"name": "Acme", "location": "Town", "description": "Makes things", "position": "Engineer",
    "url": "https://acme.example", "startDate": "2020-01-31", "endDate": "2021", "summary": "Made things.",
    "highlights": ["Made a thing."]}],
  "volunteer": [{"organization": "Help", "position": "Helper", "url": "https://help.example",
    "startDate": "2019-05", "endDate": "2019-06", "summary": "Helped.", "highlights": ["Helped someone."]}],
  "education": [{"institution": "Uni", "url": "https://uni.example", "area": "CS", "studyType": "Bachelor",
    "startDate": "2015", "endDate": "2019", "score": "3.9", "courses": ["CS101 - Things"]}],
  "awards": [{"title": "Prize", "date": "2018-11-01", "awarder": "Uni", "summary": "For things."}],
  "certificates": [{"name": "Certified", "date": "2020", "url": "https://cert.example", "issuer": "Body"}],
  "publications": [{"name": "On Things", "publisher": "Press", "releaseDate": "2019-10",
    "url": "https://press.example", "summary": "About things."}],
  "skills": [{"name": "Web", "level": "Master", "keywords": ["HTML", "CSS"]}],
  "languages": [{"language": "English", "fluency": "Native speaker"}],
  "interests": [{"name": "Nature", "keywords": ["Trees"]}],
  "references": [{"name": "Ann Other", "reference": "Recommended."}],
  "projects": [{"name": "Thing", "description": "A thing", "highlights": ["Won"], "keywords": ["thing"],
    "startDate": "2019", "endDate": "2020", "url": "https://thing.example", "roles": ["Lead"],
    "entity": "Acme", "type": "application"}],
  "meta": {"canonical": "https://example.org/resume.json", "version": "v1.0.0",
    "lastModified": "2020-01-01T00:00:00", "theme": "plain"}
}"""


@pytest.mark.parametrize("lenient", [False, True])
def test_a_json_resume_is_a_profile_as_it_is(lenient: bool) -> None:
    """Every field of JSON Resume 1.0.0, and not one complaint, also by the strict rules of YAML."""
    report = Report()
    source = source_from_bytes("resume.json", JSON_RESUME.encode(), report)
    assert source is not None
    node = parse(source, report)
    assert node is not None
    assert check(node, "profile", report, lenient=lenient)
    assert report.diagnostics == []
