"""Manifests are files that a person can read, and are believed only where they are whole and in place."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from desks import Desk, one_desk

from appkit.diagnostics import Report
from appkit.output import State, built_from, digest, locate, read_manifest, states_of

desk = pytest.fixture(one_desk)


def test_read_back(desk: Desk) -> None:
    """What was written is what is read."""
    outcome = desk.build("v1")
    report = Report()

    assert outcome.manifest == read_manifest(desk.place, report)
    assert report.diagnostics == []


def test_readable_and_the_same_everywhere(desk: Desk, tmp_path: Path) -> None:
    """Sorted keys, one line each, no path of this machine; equal builds give equal bytes."""
    desk.build("v1")
    other = Desk(tmp_path / "elsewhere", locate(tmp_path / "elsewhere", "t"))
    other.workspace.mkdir()
    other.build("v1")
    text = desk.place.manifest.read_text()

    assert other.place.manifest.read_text() == text
    assert str(tmp_path) not in text
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert '\n   "path": "t/CV.docx"' in text


def test_never_in_out(desk: Desk) -> None:
    """The output folder holds the outputs and nothing else."""
    desk.build("v1")

    assert list(desk.names()) == ["t/CV.docx", "t/CV.md", "t/CV.txt"]


def test_lone_surrogate(desk: Desk) -> None:
    """A name that no UTF-8 has (a damaged file name) is kept all the same."""
    name = "profiles/\udcff.yaml"
    outcome = desk.build("v1")
    record = outcome.manifest
    bad = type(record)(record.target, record.profile, record.appkit, {name: "x"}, (), {})
    from appkit.output import write  # noqa: PLC0415

    write(desk.place, desk.artifacts("v1"), bad)
    found = read_manifest(desk.place, Report())

    assert found is not None
    assert found.inputs == {name: "x"}


def spoiled(desk: Desk) -> dict[str, bytes]:
    good = json.loads(desk.place.manifest.read_bytes())
    artifact = good["artifacts"][0]
    changed = {
        "version": {"manifest": 2},
        "target": {"target": "other"},
        "out": {"out": "elsewhere"},
        "inputs": {"inputs": []},
        "no artifacts": {"artifacts": None},
        "outside": {"artifacts": [artifact | {"path": "../../x"}]},
        "key": {"artifacts": [artifact | {"more": "x"}]},
        "number": {"artifacts": [artifact | {"digest": 1}]},
    }
    files = {name: json.dumps(good | change).encode() for name, change in changed.items()}
    return files | {
        "torn": b'{"manifest": 1',
        "empty": b"",
        "binary": b"\xff\x00",
        "deep": b"[" * 100_000,
        "list": b"[]",
    }


def test_unusable(desk: Desk) -> None:
    """A torn, foreign or forged manifest is a warning and counts as none: then what is there is the user's."""
    desk.build("v1")
    cases = spoiled(desk)
    before = desk.names()
    for name, data in cases.items():
        desk.place.manifest.write_bytes(data)
        report = Report()
        found = states_of(desk.place, [("t/CV.md", built_from(["v1", "t/CV.md"]))], report)
        [problem] = report.diagnostics

        assert read_manifest(desk.place, Report()) is None, name
        assert found == {"t/CV.md": State.EDITED}, name
        assert problem.code == "manifest-unreadable"
        assert problem.message.startswith(".appkit/t.json cannot be used (")

    outcome = desk.build("v1")
    assert {file.action for file in outcome.files} == {"unchanged"}, "the very bytes become ours again"
    assert before == desk.names()
    assert desk.build("v1").diagnostics == ()


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("/etc/passwd")])
def test_not_a_file(desk: Desk, make: object) -> None:
    """A folder or link in place of a manifest is not followed."""
    desk.place.folder.mkdir()
    assert callable(make)
    make(desk.place.manifest)
    report = Report()

    assert read_manifest(desk.place, report) is None
    assert "not a regular file" in report.diagnostics[0].message


def test_places_are_told_apart(tmp_path: Path) -> None:
    """Target, profile and output folder each have their own record, named for a person to read."""
    places = [
        locate(tmp_path, "t"),
        locate(tmp_path, "t", profile="p"),
        locate(tmp_path, "t@p"),
        locate(tmp_path, "t", out=tmp_path / "build"),
        locate(tmp_path, "t", out=tmp_path.parent / "out"),
        locate(tmp_path, "a b"),
        locate(tmp_path, "a_b"),
        locate(tmp_path, "../t"),
    ]

    assert len({place.stem for place in places}) == len(places)
    assert [place.stem for place in places[:2]] == ["t", "t@p"]
    assert {place.manifest.parent for place in places} == {tmp_path / ".appkit"}
    assert locate(tmp_path, "t", out=tmp_path / "x" / ".." / "out").stem == "t"


def test_output_folder_on_another_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Windows knows no way from the workspace to the output folder, the folder still has its own record."""

    def relpath(path: Path, start: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", relpath)

    assert locate(tmp_path, "t", out=tmp_path / "a").stem != locate(tmp_path, "t", out=tmp_path / "b").stem


def test_digests() -> None:
    """Parts are told apart, and the digest of bytes is their SHA-256."""
    assert built_from(["ab", "c"]) != built_from(["a", "bc"])
    assert built_from(["a"]) != built_from(["a", ""])
    assert built_from(iter(["a"])) == built_from(["a"])
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
