"""Input that surprises and is right: it builds, and the documents say what was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from workspaces import PROFILE, TARGET, appkit, workspace

if TYPE_CHECKING:
    from pathlib import Path

T: Final = "extends: phd\n"
ALL: Final = "documents: {resume: {}}\n"


def resume(root: Path, profile: str, target: str = ALL) -> str:
    """The text of the one résumé that a small workspace is built to."""
    ran = appkit(workspace(root, profile, target), "build", "--all", "-d", "resume")
    assert ran.code == 0, ran.err
    (text,) = (root / "out/t").glob("*.txt")
    return text.read_text()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2048", "2048"),
        ("no", "no"),
        ("true", "true"),
        ('"null"', "null"),
        ("007", "007"),
        ("3.90", "3.90"),
        ("1e5", "1e5"),
        ("12:30", "12:30"),
        ("2023-07-01", "2023-07-01"),
        ("李雷", "李雷"),
        ("محمد", "محمد"),
        ('"🧪 👩‍🔬"', "🧪 👩‍🔬"),
        ("Zoe\u0301", "Zoe\u0301"),
        ("'# *a* [b](c) <d> &amp; {{ e }} {.f}'", "# *a* [b](c) <d> &amp; {{ e }} {.f}"),
        ("|\n    Ada\n    Example", "Ada Example"),
        ("{en: Ada, zh: 艾达}", "Ada"),
        ("{zh: 艾达}", "艾达"),
    ],
)
def test_the_characters_that_were_written_count(tmp_path: Path, name: str, expected: str) -> None:
    profile = f"basics:\n  name: {name}\neducation: [{{institution: U, gpa: 3.90, score: 0x1F}}]\n"

    lines = resume(tmp_path, profile).splitlines()

    assert lines[0] == expected
    assert {"• GPA: 3.90", "• Score: 0x1F"} <= set(lines)


PROFILES = {
    "basics only": ("basics: {name: Ada}\n", T, ["Ada"]),
    "empty sections": ("basics: {name: Ada}\nwork: []\nskills: []\n", T, ["Ada"]),
    "no dates": ("basics: {name: Ada}\nwork: [{name: P}, {name: Q}]\n", ALL, ["Ada", "Experience", "P", "Q"]),
    "the same twice": ("basics: {name: Ada}\nwork: [{name: P}, {name: P}]\n", ALL, ["Ada", "Experience", "P", "P"]),
    "custom sections": (
        "basics: {name: Ada}\ncustom: {patents: [{name: P}], hobbies: {title: Fun, entries: [{name: Q}]}}\n",
        "extends: phd\nsections: {order: [hobbies]}\n",
        ["Ada", "Fun", "Q", "Patents", "P"],
    ),
    "own keys": ("x-note: [1]\nbasics: {name: Ada, x-a: {b: c}}\n", "x-note: hi\n" + ALL, ["Ada"]),
    "every section omitted": (PROFILE, ALL + "sections: {summary: omit, work: omit, publications: omit}\n", ["Ada Example", "ada@example.org"]),
    "a language of two": (
        "language: en\nbasics: {name: {en: Ada, zh: 艾达}}\nwork: [{name: {en: Lab, zh: 实验室}, highlights: [{en: Did., zh: 做。}]}]\n",
        ALL + "locale: zh\n",
        ["艾达", "工作经历", "实验室", "• 做。"],
    ),
    "line ends of Windows": ("\ufeffbasics:\r\n  name: Ada\r\nwork:\r\n  - name: P\r\n", ALL, ["Ada", "Experience", "P"]),
}  # fmt: skip


@pytest.mark.parametrize(("profile", "target", "expected"), PROFILES.values(), ids=PROFILES)
def test_a_profile_and_a_target(tmp_path: Path, profile: str, target: str, expected: list[str]) -> None:
    assert [line for line in resume(tmp_path, profile, target).splitlines() if line] == expected


def test_the_least_a_target_needs(tmp_path: Path) -> None:
    """A résumé and a letter that asks for what nobody has said."""
    root = workspace(tmp_path, target=T)

    ran = appkit(root, "build", "--all")

    assert ran.code == 0, ran.err
    assert "6 files written" in ran.out
    assert "organization   Which institution is this letter for?" in ran.out


def test_null_deletes(tmp_path: Path) -> None:
    """A rule, a view, a policy, a document of a preset; what the preset still says of them is no error."""
    target = (
        T
        + "rules: null\nsubmissions: null\nsections: {research: null, publications: ~}\ndocuments: {cover-letter: null}\n"
    )
    root = workspace(tmp_path, target=target)

    ran = appkit(root, "build", "--all")

    assert (ran.code, ran.err) == (0, ""), ran.err
    assert "3 files written" in ran.out
    text = (root / "out/t/Example_Ada_CV.txt").read_text()
    assert "Conference on Examples 2022" in text
    assert "Under review" in text


def test_half_a_language_is_told(tmp_path: Path) -> None:
    """Words of the template that have no translation do not come as a surprise."""
    ran = appkit(workspace(tmp_path, target=TARGET + "locale: zh\n"), "build", "--all")

    assert ran.code == 0
    assert "targets/t.yaml:5:9: note[missing-label]" in ran.err
    assert "shown in English for want of 'zh'" in ran.err
    assert "note[missing-language]" in ran.err


def test_answers_of_every_kind(tmp_path: Path) -> None:
    """Numbers, words YAML takes for something else, paragraphs, Markdown."""
    answers = (
        'answers: {why-group: 42, why-now: no, first-paper: "One.\\n\\n*Two* [three](https://example.org)."}'
    )
    root = workspace(tmp_path, target=f"{TARGET}documents: {{cover-letter: {{{answers}}}}}\n")

    ran = appkit(root, "build", "--all", "--final")

    assert ran.code == 0, ran.err
    letter = (root / "out/t/Example_Ada_Cover_Letter.txt").read_text().splitlines()
    assert {"42", "no", "One.", "Two three (https://example.org)."} <= set(letter)


# A person of our own making in the vocabulary of JSON Resume 1.0, with every key that it has.
RESUME = {
    "$schema": "https://example.org/schema.json",
    "basics": {
        "name": "Mary Sample", "label": "Engineer", "image": "https://example.org/mary.png",
        "email": "mary@example.org", "phone": "+1 555 0100", "url": "https://example.org/mary",
        "summary": "Builds bridges.",
        "location": {"address": "1 Road", "postalCode": "12345", "city": "Town", "countryCode": "US", "region": "CA"},
        "profiles": [{"network": "Git", "username": "mary", "url": "https://git.example.org/mary"}],
    },
    "work": [{"name": "Bridges Inc", "location": "Town", "description": "Bridges.", "position": "Engineer", "url": "https://example.org/b", "startDate": "2015-03-01", "endDate": "2019-12-31", "summary": "Led a team.", "highlights": ["Built one.", "Built two."]}],
    "volunteer": [{"organization": "Help", "position": "Aide", "url": "https://example.org/h", "startDate": "2012-01", "endDate": "2013-01", "summary": "Aided.", "highlights": ["Won."]}],
    "education": [{"institution": "Sample University", "url": "https://example.org/u", "area": "Civil", "studyType": "BSc", "startDate": "2008", "endDate": "2012", "score": "3.9", "courses": ["B1"]}],
    "awards": [{"title": "Prize", "date": "2014-11-01", "awarder": "Club", "summary": "For a bridge."}],
    "certificates": [{"name": "Diver", "date": "2021-11-07", "issuer": "Sea", "url": "https://example.org/c"}],
    "publications": [{"name": "On Bridges", "publisher": "Press", "releaseDate": "2016-10", "url": "https://example.org/p", "summary": "About bridges."}],
    "skills": [{"name": "Design", "level": "Master", "keywords": ["CAD"]}],
    "languages": [{"language": "English", "fluency": "Native"}],
    "interests": [{"name": "Hiking", "keywords": ["Hills"]}],
    "references": [{"name": "Jo", "reference": "Great."}],
    "projects": [{"name": "Tower", "startDate": "2019-01-01", "endDate": "2021-01-01", "description": "A tower.", "highlights": ["Stood."], "url": "https://example.org/t", "keywords": ["steel"], "roles": ["Lead"], "entity": "City", "type": "building"}],
    "meta": {"version": "v1.0.0", "lastModified": "2017-12-24T15:53:00"},
}  # fmt: skip


def from_json(root: Path, resume: object) -> Path:
    workspace(root, target=ALL, **{"profiles/x.json": json.dumps(resume, indent=1)})
    (root / "profiles/ada.yaml").unlink()
    return root


def test_a_json_resume_is_a_profile(tmp_path: Path) -> None:
    """As it is: nothing to tell, and every fact of it in the document."""
    root = from_json(tmp_path, RESUME)

    ran = appkit(root, "build", "--all")

    assert (ran.code, ran.err) == (0, "")
    text = (root / "out/t/Mary_Sample_CV.txt").read_text()
    said = [
        "Mary Sample",
        "Builds bridges.",
        "Bridges Inc",
        "Built two.",
        "Help",
        "Sample University",
        "Prize",
        "Diver",
    ]
    said += [
        "On Bridges",
        "Design",
        "English",
        "Hiking",
        "Great.",
        "Tower",
        "https://git.example.org/mary",
        "3.9",
    ]
    assert [word for word in said if word not in text] == []


def test_a_json_resume_with_holes(tmp_path: Path) -> None:
    """What tools leave empty, keys that nobody knows, entries without a name: warnings with their places."""
    work = [{"position": "Engineer", "company": "Old key"}, {"name": None, "highlights": ["", None]}]
    root = from_json(tmp_path, {"basics": {"name": "Mary", "phone": ""}, "work": work, "extra": [1]})

    ran = appkit(root, "build", "--all")

    assert ran.code == 0, ran.err
    told = [line.partition("]")[0] for line in ran.err.splitlines() if "warning[" in line]
    assert told == [
        "profiles/x.json:4:12: warning[empty-value",
        "profiles/x.json:7:3: warning[missing-key",
        "profiles/x.json:9:4: warning[unknown-key",
        "profiles/x.json:11:3: warning[missing-key",
        "profiles/x.json:11:3: warning[nameless",
        "profiles/x.json:12:12: warning[empty-value",
        "profiles/x.json:14:5: warning[empty-value",
        "profiles/x.json:15:5: warning[empty-value",
        "profiles/x.json:19:2: warning[unknown-key",
    ]
    assert (root / "out/t/Mary_CV.txt").read_text().split() == ["Mary", "Experience", "Engineer"]
