"""What a run of `write` tells, to the word, and small things that only one moment or one folder shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from desks import Desk, Fault, Killed, breaking_disk, manifest, one_desk

from appkit.diagnostics import AppkitError, Report
from appkit.model.manifest import Asked, Evidence
from appkit.model.summary import TargetSummary
from appkit.output import commit, locate, read_manifest, write

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.output import Outcome

desk = pytest.fixture(one_desk)
fault = pytest.fixture(breaking_disk)

USER = b"mine, by hand\n"
EVIDENCE = Evidence(
    "around",
    Asked(),
    {"t.two.md": "a digest"},
    {"docx": True},
    {"resume": (("t/CV.md", "v1"),)},
    ("t/Été.md",),
    TargetSummary(),
)


def told(outcome: Outcome) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in outcome.diagnostics]


def meanwhile(monkeypatch: pytest.MonkeyPatch, file: Path, content: bytes) -> None:
    """Someone saves a file between the plan of a run and its execution."""
    stage = commit._stage

    def save_then_stage(*arguments: object) -> None:
        file.write_bytes(content)
        stage(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(commit, "_stage", save_then_stage)


def test_a_file_saved_at_the_last_moment_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build("v1")
    meanwhile(monkeypatch, desk.folder / "CV.md", USER)

    assert told(desk.build("v2")) == [
        ("edited-by-hand", "out/t/CV.md was edited while it was being built and stays as it is")
    ]


def test_a_file_edited_after_an_interruption_is_named(desk: Desk, fault: Fault) -> None:
    """By the run that completes the interrupted one; the same run then tells what it put beside the file."""
    desk.build("v1")
    fault.arm(3, only="replace")
    with pytest.raises(Killed):
        desk.build("v2")
    fault.disarm()
    (desk.folder / "CV.txt").write_bytes(USER)
    completed, edited, *_ = told(desk.build("v2"))

    assert completed == ("completed-interrupted", "an interrupted build of 't' has been completed first")
    assert edited == (
        "edited-by-hand",
        "out/t/CV.txt was edited after an interrupted build and stays as it is",
    )


def test_the_new_rendering_with_other_line_ends_is_no_edit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone has checked the very new file out, as git does on Windows, while it was built."""
    desk.build("v1")
    new = desk.content("v2", "t/CV.md")
    meanwhile(monkeypatch, desk.folder / "CV.md", new.replace(b"\n", b"\r\n"))

    assert told(desk.build("v2")) == []
    assert desk.names()["t/CV.md"] == new


def test_a_dry_run_tells_of_a_record_that_cannot_be_read(desk: Desk) -> None:
    desk.build("v1")
    desk.place.manifest.write_bytes(b"{")

    ((code, message),) = [each for each in told(desk.build("v1", dry_run=True)) if "manifest" in each[0]]
    assert code == "manifest-unreadable"
    assert message.startswith(".appkit/t.json cannot be used (")


def test_a_record_that_is_no_file_is_told_with_the_reason(desk: Desk) -> None:
    desk.place.manifest.mkdir(parents=True)
    report = Report()

    assert read_manifest(desk.place, report) is None
    assert [each.message for each in report.diagnostics] == [
        ".appkit/t.json cannot be used (not a regular file); the files it is about count as edited by hand"
    ]


def test_an_output_folder_far_down(tmp_path: Path, fault: Fault) -> None:
    """All folders on the way to it are made, by the run after one that failed as well."""
    (tmp_path / "w").mkdir()
    desk = Desk(tmp_path / "w", locate(tmp_path / "w", "t", out=tmp_path / "w" / "a" / "b" / "out"))
    fault.arm(1, lambda: OSError(28, "No space left on device"), only="write")
    with pytest.raises(AppkitError):
        desk.build("v1")
    fault.disarm()

    assert desk.names() == {}
    desk.build("v1")
    assert desk.names() == desk.expected("v1")


def test_new_files_may_be_read_by_whom_other_new_files_may(desk: Desk, tmp_path: Path) -> None:
    """As the user's own settings have it, no wider and no narrower."""
    desk.build("v1")
    (tmp_path / "plain").write_bytes(b"")

    modes = {file.stat().st_mode for file in desk.folder.iterdir()}
    assert modes == {(tmp_path / "plain").stat().st_mode}


def test_evidence_is_kept_in_the_manifest(desk: Desk) -> None:
    """In letters as they are, on one line, and believed as long as the file is just as it was written."""
    write(desk.place, desk.artifacts("v1"), replace(manifest("v1"), evidence=EVIDENCE))
    data = desk.place.manifest.read_bytes()
    found = read_manifest(desk.place, Report())

    assert found is not None
    assert found.evidence == EVIDENCE
    (line,) = [line for line in data.decode().splitlines() if line.startswith(' "unchanged": ')]
    assert "Été" in line

    desk.place.manifest.write_bytes(data.replace(b"a digest", b"A digest"))
    changed = read_manifest(desk.place, Report())
    assert changed == replace(found, evidence=None)


def test_how_large_each_file_is_stands_in_the_manifest(desk: Desk) -> None:
    """Of what is written and of what is left as it was: by it a run over many sees a file that was cut off."""
    for version in ("v1", "v1"):
        sizes = {each.path: each.size for each in desk.build(version).manifest.artifacts}
        assert sizes == {path: len(content) for path, content in desk.names().items()}
