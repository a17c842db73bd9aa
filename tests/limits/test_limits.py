"""What is too much is told as such: values of a file, problems of a file, words of a template."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from appkit import diagnostics
from appkit.compose import render
from appkit.diagnostics import Location, Severity, did_you_mean, render_text
from appkit.source import json as json_source
from appkit.source import yaml as yaml_source
from workspaces import appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("ada.yaml", "basics: {name: Ada}\nx-many: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n", "2:28"),
        ("ada.json", '{"basics": {"name": "Ada"}, "x-many": [1, 2, 3, 4, 5, 6, 7, 8, 9]}', "1:58"),
    ],
)
def test_a_file_of_more_values_than_any_profile_has(
    name: str, text: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys count: three of them, three mappings and lists, a name and six numbers are thirteen."""
    for module in (yaml_source, json_source):
        monkeypatch.setattr(module, "MAX_VALUES", 13)
    (tmp_path / name).write_text(text)

    ran = appkit(tmp_path, "validate", str(tmp_path / name))

    assert ran.code == 1
    assert f"{name}:{place}: error[too-large]: more than 500,000 values" in ran.err


def test_of_very_many_errors_the_first_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the shape, and then those of the meaning, which are looked for once the shape is right."""
    monkeypatch.setitem(diagnostics.MOST_TOLD, Severity.ERROR, 3)
    papers = "".join(f"  - {{id: p{n}, name: P, KEY}}\n" for n in range(9))
    for key, code in (("nmae: x", "unknown-key"), ("tags: [x]", "unknown-tag")):
        text = f"basics: {{name: Ada Example}}\nprojects:\n{papers}".replace("KEY", key)
        ran = appkit(workspace(tmp_path / code, profile=text), "validate")

        assert ran.code == 1
        assert codes(ran)[:4] == ["more-problems", code, code, code]
        assert "there are more errors in this file than the 3 that are told" in ran.err


def test_as_many_errors_as_are_told_are_not_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(diagnostics.MOST_TOLD, Severity.ERROR, 3)
    text = "basics: {name: Ada, a: 1, b: 2, c: 3}\n"

    assert codes(appkit(workspace(tmp_path, profile=text), "validate"))[:3] == ["unknown-key"] * 3


def test_of_very_many_warnings_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A JSON Resume may have keys of its own, but a file of nothing else is no profile."""
    monkeypatch.setitem(diagnostics.MOST_TOLD, Severity.WARNING, 3)
    (tmp_path / "ada.json").write_text('{"basics": {"name": "Ada", "a": 1, "b": 2, "c": 3, "d": 4}}')

    ran = appkit(tmp_path, "validate", str(tmp_path / "ada.json"))

    assert ran.code == 1
    assert codes(ran) == ["more-problems"]
    assert ran.err.count("warning[unknown-key]") == 3


def test_a_larger_profile_may_have_a_longer_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a template are bounded, but by the items that there are to print."""
    monkeypatch.setattr(render, "_MAX_CHARACTERS", 100)
    monkeypatch.setattr(render, "_MAX_CHARACTERS_AN_ITEM", 1)
    root = workspace(tmp_path)
    assert codes(appkit(root, "build", "--all")) == ["template-error", "template-error"]

    monkeypatch.setattr(render, "_MAX_CHARACTERS_AN_ITEM", 1000)
    assert appkit(root, "build", "--all").code == 0


def test_a_slip_in_one_of_many_names_is_found() -> None:
    names = [f"publications/paper-{number}" for number in range(2000)] + ["work/ai-for-biology"]

    for word, meant in (
        ("publications/papr-1234", "publications/paper-1234"),
        ("ublications/paper-7", "publications/paper-7"),
        ("work/ai_for_biology", "work/ai-for-biology"),
        ("Work/AI-for-Biology", "work/ai-for-biology"),
    ):
        assert did_you_mean(word, names) == f"did you mean '{meant}'?"
    assert did_you_mean("entirely else", names) is None


def calls(line: str, problems: int) -> int:
    """How often Python's own functions looked at a line of which so many problems are told."""
    told = [
        diagnostics.Diagnostic(Severity.ERROR, "code", f"{n}", Location("a.json", 1, 3 * n + 1))
        for n in range(problems)
    ]
    looked = 0

    def note(_frame: object, event: str, called: object) -> None:
        nonlocal looked
        looked += event == "c_call" and getattr(called, "__name__", "") == "search"

    sys.setprofile(note)
    try:
        text = render_text(told, {"a.json": [line]})
    finally:
        sys.setprofile(None)
    assert text.count("^") == problems
    return looked


def test_a_line_is_looked_through_once_however_much_is_wrong_with_it() -> None:
    """A program writes a megabyte of JSON as one line."""
    assert calls(f"[{'1, ' * 100}]", 50) == 1


def test_a_long_line_with_something_private_is_not_shown() -> None:
    told = [diagnostics.Diagnostic(Severity.ERROR, "code", "m", Location("a.json", 1, 5))]

    assert "secret" not in render_text(told, {"a.json": ["secret, " * 100 + '"private": true']})
    assert "secret" in render_text(told, {"a.json": ["secret, " * 100 + '"public": true']})
