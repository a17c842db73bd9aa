"""A set is written as a whole; what someone has edited stays; nothing lands outside the output folder."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import filelock
import pytest
from desks import Desk, Fault, breaking_disk, manifest, one_desk

from appkit.diagnostics import AppkitError, Diagnostic, Report, Severity
from appkit.model.manifest import Artifact, Written
from appkit.output import (
    Outcome,
    Place,
    State,
    _disk,
    built_from,
    commit,
    digest,
    locate,
    states_of,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


desk = pytest.fixture(one_desk)
fault = pytest.fixture(breaking_disk)

USER = b"mine, by hand\n"


def state(desk: Desk, version: str, path: str) -> State:
    return states_of(desk.place, [(path, built_from([version, path]))], Report())[path]


def actions(outcome: Outcome) -> dict[str, tuple[str, str | None]]:
    return {file.path.removeprefix("t/"): (file.action, file.beside) for file in outcome.files}


def codes(outcome: Outcome) -> list[str]:
    return [d.code for d in outcome.diagnostics]


def tree(workspace: Path) -> set[str]:
    return {file.relative_to(workspace).as_posix() for file in workspace.rglob("*")}


def refused(desk: Desk, version: str = "v2", *, force: bool = False) -> Diagnostic:
    """The one problem for which a run refuses."""
    with pytest.raises(AppkitError) as caught:
        desk.build(version, force=force)
    [problem] = caught.value.diagnostics
    assert problem.severity is Severity.ERROR
    return problem


def test_states(desk: Desk) -> None:
    """A file is missing, fresh, stale or edited, and looking changes nothing."""
    assert state(desk, "v1", "t/CV.md") is State.MISSING
    assert tree(desk.workspace) == set()

    desk.build("v1")
    before = tree(desk.workspace)

    assert state(desk, "v1", "t/CV.md") is State.FRESH
    assert state(desk, "v2", "t/CV.md") is State.STALE
    (desk.folder / "CV.md").write_bytes(USER)
    assert state(desk, "v1", "t/CV.md") is State.EDITED
    assert before == tree(desk.workspace)


@pytest.mark.parametrize("name", ["CV.md", "CV.md/x"])
def test_state_of_what_is_no_file(desk: Desk, name: str) -> None:
    """A folder where a file should be is not ours; where a file is in a folder's place, nothing is there."""
    (desk.folder / name).mkdir(parents=True)

    assert state(desk, "v1", "t/CV.md") is State.EDITED


def test_build_and_build_again(desk: Desk) -> None:
    """The first build writes all, the second nothing, a changed input what it changes."""
    assert {("wrote", None)} == set(actions(desk.build("v1")).values())
    assert desk.expected("v1") == desk.names()
    times = {file: file.stat().st_mtime_ns for file in desk.folder.iterdir()}

    outcome = desk.build("v1")
    assert {("unchanged", None)} == set(actions(outcome).values())
    assert outcome.diagnostics == ()
    assert times == {file: file.stat().st_mtime_ns for file in desk.folder.iterdir()}

    assert {("wrote", None)} == set(actions(desk.build("v2")).values())
    assert desk.expected("v2") == desk.names()


def test_nothing_to_do_writes_nothing(desk: Desk, fault: Fault) -> None:
    """A build that changes nothing does not write even a manifest."""
    desk.build("v1")
    fault.arm(0)
    desk.build("v1")

    assert {"mkdir", "unlink"} >= set(fault.calls)


def test_one_file_lost(desk: Desk) -> None:
    """Only what is missing is written again."""
    desk.build("v1")
    (desk.folder / "CV.md").unlink()

    assert actions(desk.build("v1")) == {
        "CV.docx": ("unchanged", None),
        "CV.md": ("wrote", None),
        "CV.txt": ("unchanged", None),
    }


def test_same_bytes_from_other_inputs(desk: Desk) -> None:
    """Inputs that changed nothing in the bytes leave the file alone and are recorded."""
    desk.build("v1")
    again = [Artifact(a.path, a.document, a.format, "other", a.content) for a in desk.artifacts("v1")]
    outcome = write(desk.place, again, manifest("v1"))

    assert {("unchanged", None)} == set(actions(outcome).values())
    assert {record.built_from for record in outcome.manifest.artifacts} == {"other"}


def test_edited_file_stays(desk: Desk) -> None:
    """What someone has edited stays, the new rendering lies beside it, and both are named."""
    desk.build("v1")
    (desk.folder / "CV.docx").write_bytes(USER)
    outcome = desk.build("v2")
    [problem] = outcome.diagnostics

    assert actions(outcome)["CV.docx"] == ("kept", "t/CV.new.docx")
    assert desk.names() == desk.expected("v2") | {
        "t/CV.docx": USER,
        "t/CV.new.docx": desk.content("v2", "t/CV.docx"),
    }
    assert problem.severity is Severity.WARNING
    assert problem.code == "edited-by-hand"
    assert problem.message == (
        "out/t/CV.docx has been edited by hand and stays as it is; the new rendering is out/t/CV.new.docx"
    )
    assert "--force" in (problem.help or "")


def test_edited_file_next_builds(desk: Desk, fault: Fault) -> None:
    """The rendering beside is written when it changes, not otherwise, and stays the same file."""
    desk.build("v1")
    (desk.folder / "CV.docx").write_bytes(USER)
    desk.build("v2")
    fault.arm(0)
    outcome = desk.build("v2")

    assert codes(outcome) == ["edited-by-hand"]
    assert "write" not in fault.calls
    assert actions(desk.build("v3"))["CV.docx"] == ("kept", "t/CV.new.docx")
    assert desk.names()["t/CV.new.docx"] == desk.content("v3", "t/CV.docx")


def test_rendering_beside_edited_too(desk: Desk) -> None:
    """A new rendering that someone has edited is the user's as well."""
    desk.build("v1")
    (desk.folder / "CV.docx").write_bytes(USER)
    desk.build("v2")
    (desk.folder / "CV.new.docx").write_bytes(USER * 2)
    (desk.folder / "CV.new-2.docx").mkdir()
    outcome = desk.build("v3")

    assert actions(outcome)["CV.docx"] == ("kept", "t/CV.new-3.docx")
    assert desk.names()["t/CV.docx"] == USER
    assert desk.names()["t/CV.new.docx"] == USER * 2
    assert desk.names()["t/CV.new-3.docx"] == desk.content("v3", "t/CV.docx")


def test_rendering_beside_has_an_artifacts_name(desk: Desk) -> None:
    """A new rendering does not go where another artifact of the target belongs."""
    pair = [*desk.artifacts("v1", ("md",)), *desk.artifacts("v1", ("md",), "CV.new")]
    write(desk.place, pair, manifest("v1"))
    (desk.folder / "CV.md").write_bytes(USER)
    pair = [*desk.artifacts("v2", ("md",)), *desk.artifacts("v2", ("md",), "CV.new")]

    assert actions(write(desk.place, pair, manifest("v2"))) == {
        "CV.md": ("kept", "t/CV.new-2.md"),
        "CV.new.md": ("wrote", None),
    }


@pytest.mark.parametrize("answer", ["take", "drop"])
def test_after_an_edit(desk: Desk, answer: str) -> None:
    """Who takes the new rendering, or drops the edited file, is back where everything is ours."""
    desk.build("v1")
    (desk.folder / "CV.docx").write_bytes(USER)
    desk.build("v2")
    if answer == "take":
        (desk.folder / "CV.new.docx").replace(desk.folder / "CV.docx")
        assert state(desk, "v2", "t/CV.docx") is State.FRESH
    else:
        (desk.folder / "CV.docx").unlink()
    outcome = desk.build("v2")

    assert desk.expected("v2") == {k: v for k, v in desk.names().items() if ".new" not in k}
    assert codes(outcome) == ([] if answer == "take" else ["orphaned-output"])
    assert {file.action for file in desk.build("v3").files} == {"wrote"}


def test_without_a_manifest(desk: Desk) -> None:
    """Where nothing is recorded, what is there is the user's, unless it is what would be written."""
    desk.build("v1")
    desk.place.manifest.unlink()
    (desk.folder / "CV.md").write_bytes(desk.content("v2", "t/CV.md"))
    outcome = desk.build("v2")

    assert actions(outcome) == {
        "CV.docx": ("kept", "t/CV.new.docx"),
        "CV.md": ("unchanged", None),
        "CV.txt": ("kept", "t/CV.new.txt"),
    }
    assert "was not written by appkit and stays" in outcome.diagnostics[0].message
    assert actions(desk.build("v3"))["CV.md"] == ("wrote", None)


def test_force(desk: Desk) -> None:
    """With force the edited file is replaced, after a backup that replaces no other."""
    desk.build("v1")
    for number in (1, 2):
        (desk.folder / "CV.md").write_bytes(USER * number)
        outcome = desk.build("v2", force=True)

        backup = "t/CV.backup.md" if number == 1 else "t/CV.backup-2.md"
        assert actions(outcome)["CV.md"] == ("backed-up", backup)
        assert desk.names()[backup] == USER * number
    assert desk.names() == desk.expected("v2") | {"t/CV.backup.md": USER, "t/CV.backup-2.md": USER * 2}
    assert codes(outcome) == []


def test_backup_is_the_users(desk: Desk) -> None:
    """A backup put back in place is an edited file, not ours."""
    desk.build("v1")
    (desk.folder / "CV.md").write_bytes(USER)
    desk.build("v2", force=True)
    (desk.folder / "CV.backup.md").replace(desk.folder / "CV.md")

    assert actions(desk.build("v3"))["CV.md"] == ("kept", "t/CV.new.md")


def test_line_ends_are_no_edit(desk: Desk) -> None:
    """A file whose line ends git or an editor has changed is still ours; with a word more it is not."""
    desk.build("v1")
    file = desk.folder / "CV.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert state(desk, "v1", "t/CV.md") is State.FRESH
    assert actions(desk.build("v1"))["CV.md"] == ("unchanged", None)
    assert actions(desk.build("v2"))["CV.md"] == ("wrote", None)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n") + USER)
    assert actions(desk.build("v3"))["CV.md"][0] == "kept"


def test_line_ends_beside_an_edit(desk: Desk) -> None:
    """Without any manifest, the same rendering beside an edited file is known by what it says."""
    desk.build("v1")
    (desk.folder / "CV.md").write_bytes(USER)
    desk.build("v1")
    beside = desk.folder / "CV.new.md"
    beside.write_bytes(beside.read_bytes().replace(b"\n", b"\r\n"))
    desk.place.manifest.unlink()
    desk.build("v1")

    assert sorted(file.name for file in desk.folder.iterdir()) == [
        "CV.docx",
        "CV.md",
        "CV.new.md",
        "CV.txt",
    ]


def test_some_formats_only(desk: Desk) -> None:
    """A build of some artifacts keeps the records of the others."""
    desk.build("v1")
    belongs = [a.path for a in desk.artifacts("v1")]
    (desk.folder / "CV.docx").write_bytes(USER)
    desk.build("v1")
    less = desk.artifacts("v2", ("md",))
    outcome = write(desk.place, less, manifest("v2"), belongs=belongs)

    assert codes(outcome) == []
    assert [r.path for r in sorted(outcome.manifest.artifacts, key=lambda r: r.path)] == [
        "t/CV.docx",
        "t/CV.md",
        "t/CV.new.docx",
        "t/CV.txt",
    ]
    assert state(desk, "v1", "t/CV.txt") is State.FRESH


def test_decisions_of_other_documents(desk: Desk) -> None:
    """A build of one document keeps what was decided for another, as long as that belongs."""
    letter = Artifact("t/Letter.md", "letter", "md", "x", b"x")
    both = manifest("v1")
    both = type(both)("t", "p", "0.1", {}, (), {"letter": {"work/y": "out"}, "resume": {"work/x": "out"}})
    write(desk.place, [*desk.artifacts("v1"), letter], both)
    belongs = [*(a.path for a in desk.artifacts("v1")), letter.path]
    outcome = write(desk.place, desk.artifacts("v2"), manifest("v2"), belongs=belongs)

    assert outcome.manifest.decisions == {"letter": {"work/y": "out"}, "resume": {"work/x": "dropped"}}
    assert "letter" not in write(desk.place, desk.artifacts("v2"), manifest("v2")).manifest.decisions


def test_output_that_no_longer_belongs(desk: Desk) -> None:
    """A dropped format is reported, left and remembered, edited or not; lost, it is forgotten."""
    desk.build("v1")
    (desk.folder / "CV.txt").write_bytes(USER)
    for _ in (1, 2):
        outcome = desk.build("v1", ("md",))
        assert [(d.severity.value, d.code, d.message) for d in outcome.diagnostics] == [
            ("warning", "orphaned-output", "out/t/CV.docx no longer belongs to target 't'"),
            ("warning", "orphaned-output", "out/t/CV.txt no longer belongs to target 't'"),
        ]
    assert [d.help for d in outcome.diagnostics] == [
        "'appkit clean' removes it",
        "it has been edited by hand, so 'appkit clean' will leave it",
    ]
    (desk.folder / "CV.docx").unlink()
    (desk.folder / "CV.txt").unlink()
    assert desk.build("v1", ("md",)).diagnostics == ()


def test_renamed_in_case_only(desk: Desk) -> None:
    """Another spelling of a planned file (here a second name of it) is no orphan that `clean` would remove."""
    one, other = (Artifact(path, "resume", "md", "x", b"x") for path in ("t/CV.md", "t/cv.md"))
    write(desk.place, [one], manifest("v1"))
    (desk.folder / "cv.md").hardlink_to(desk.folder / "CV.md")

    assert codes(write(desk.place, [other], manifest("v1"))) == []


def test_dry_run(desk: Desk) -> None:
    """A dry run tells the same and touches nothing."""
    outcome = desk.build("v1", dry_run=True)

    assert {("wrote", None)} == set(actions(outcome).values())
    assert tree(desk.workspace) == set()

    desk.build("v1")
    (desk.folder / "CV.md").write_bytes(USER)
    before = tree(desk.workspace)
    told = desk.build("v2", dry_run=True)

    assert before == tree(desk.workspace)
    assert told == desk.build("v2")


def test_changed_while_it_was_built(desk: Desk) -> None:
    """What the caller took for fresh and did not render is looked at again."""
    desk.build("v1")
    needed = desk.needed(desk.artifacts("v1"))
    (desk.folder / "CV.md").unlink()
    with pytest.raises(AppkitError) as caught:
        write(desk.place, needed, manifest("v1"))

    assert [d.code for d in caught.value.diagnostics] == ["changed-meanwhile"]


def test_edited_at_the_last_moment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What someone saves between the plan and its execution stays."""
    desk.build("v1")
    stage = commit._stage

    def edit_then_stage(*arguments: object) -> None:
        (desk.folder / "CV.md").write_bytes(USER)
        (desk.folder / "CV.txt").unlink()
        (desk.folder / "CV.txt").mkdir()
        stage(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(commit, "_stage", edit_then_stage)
    outcome = desk.build("v2")
    monkeypatch.undo()

    assert actions(outcome) == {"CV.docx": ("wrote", None), "CV.md": ("kept", None), "CV.txt": ("kept", None)}
    assert codes(outcome) == ["edited-by-hand"] * 2
    assert desk.names() == {"t/CV.docx": desk.content("v2", "t/CV.docx"), "t/CV.md": USER}
    (desk.folder / "CV.txt").rmdir()
    assert actions(desk.build("v2"))["CV.md"] == ("kept", "t/CV.new.md")


@pytest.mark.parametrize("path", ["../CV.md", "/CV.md", "t/.CV.md", "t/nul.md", "t\\CV.md"])
def test_illegal_path_is_a_bug(desk: Desk, path: str) -> None:
    """Names are made elsewhere; one that could not have been is refused."""
    with pytest.raises(ValueError, match="is no path"):
        write(desk.place, [Artifact(path, "d", "md", "x", b"x")], manifest("v1"))

    assert tree(desk.workspace) == set()


def test_colliding_paths_are_a_bug(desk: Desk) -> None:
    """Two artifacts that would be one file on some system are refused."""
    pair = [Artifact(path, "d", "md", "x", b"x") for path in ("t/CV.md", "t/cv.md")]
    with pytest.raises(ValueError, match="one file for two"):
        write(desk.place, pair, manifest("v1"))


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe"])
def test_not_a_file(desk: Desk, kind: str, force: bool) -> None:
    """A link, folder or pipe in an output's place is refused, and neither followed nor opened."""
    desk.build("v1")
    before = desk.names()
    file = desk.folder / "CV.md"
    file.unlink()
    secret = desk.workspace / "secret"
    secret.write_bytes(USER)
    makers: dict[str, Callable[[], None]] = {
        "link": lambda: file.symlink_to(secret),
        "dangling": lambda: file.symlink_to(desk.workspace / "nothing"),
        "folder": file.mkdir,
        "pipe": lambda: os.mkfifo(file),
    }
    makers[kind]()
    problem = refused(desk, force=force)

    assert (problem.code, problem.message) == ("not-a-file", "out/t/CV.md is not a regular file")
    assert secret.read_bytes() == USER
    assert not (desk.workspace / "nothing").exists()
    assert before["t/CV.txt"] == desk.names()["t/CV.txt"]


def test_folder_linked_outside(desk: Desk) -> None:
    """A folder that is a link out of the output folder is refused; the output folder itself may be a link."""
    real = desk.workspace / "real"
    real.mkdir()
    desk.place.out.symlink_to(real)
    desk.build("v1")
    elsewhere = desk.workspace / "elsewhere"
    (real / "t").rename(elsewhere)
    (real / "t").symlink_to(elsewhere)
    before = tree(elsewhere)
    with pytest.raises(AppkitError) as caught:
        desk.build("v2")

    assert {d.code for d in caught.value.diagnostics} == {"outside-out"}
    assert before == tree(elsewhere)


def test_folder_linked_in_a_circle(desk: Desk) -> None:
    """A circle of links leads nowhere, so not inside."""
    desk.place.out.mkdir()
    desk.folder.symlink_to(desk.folder)
    with pytest.raises(AppkitError) as caught:
        desk.build("v2")

    assert {d.code for d in caught.value.diagnostics} == {"outside-out"}


def test_link_waiting_under_the_hidden_name(desk: Desk) -> None:
    """A link laid where a new file will wait is removed, not written through."""
    secret = desk.workspace / "secret"
    secret.write_bytes(USER)
    desk.folder.mkdir(parents=True)
    (desk.folder / ".CV.md.appkit-new").symlink_to(secret)
    desk.build("v1")

    assert secret.read_bytes() == USER
    assert desk.expected("v1") == desk.names()


def test_left_under_the_hidden_name(desk: Desk) -> None:
    """What has the name of a new file that is to wait gives way to it."""
    desk.folder.mkdir(parents=True)
    waiting = desk.folder / ".CV.md.appkit-new"
    waiting.write_bytes(USER)
    _disk.create(waiting, b"new")

    assert waiting.read_bytes() == b"new"


def test_link_laid_while_the_files_are_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that appears where a new file is made is not written through."""
    secret = desk.workspace / "secret"
    secret.write_bytes(USER)
    desk.folder.mkdir(parents=True)
    (desk.folder / ".CV.md.appkit-new").symlink_to(secret)
    monkeypatch.setattr(_disk, "unlink", lambda path: None)

    assert refused(desk).message == "cannot write out/t/CV.md: File exists"
    assert secret.read_bytes() == USER


def test_records_folder_is_a_link(desk: Desk) -> None:
    """Records are not written through a link either."""
    (desk.workspace / "elsewhere").mkdir()
    desk.place.folder.symlink_to(desk.workspace / "elsewhere")

    assert refused(desk).code == "outside-out"
    assert tree(desk.workspace / "elsewhere") == set()


def test_file_in_a_folders_place(desk: Desk) -> None:
    """What stands in the way is named with the system's reason, and stays."""
    desk.place.out.mkdir()
    desk.folder.write_bytes(USER)
    problem = refused(desk)

    assert (problem.code, problem.message) == ("cannot-write", "cannot write out/t: File exists")
    assert tree(desk.workspace) == {"out", "out/t", ".appkit", ".appkit/t.json.lock"}


def test_locked(desk: Desk) -> None:
    """A run that another one keeps waiting gives up and names the lock."""
    desk.place.folder.mkdir()
    with filelock.FileLock(desk.place.lock), pytest.raises(AppkitError) as caught:
        write(desk.place, desk.artifacts("v1"), manifest("v1"), patience=0)
    [problem] = caught.value.diagnostics

    assert problem.code == "locked"
    assert ".appkit/t.json.lock" in (problem.help or "")
    assert not desk.place.out.exists()


@pytest.mark.parametrize("versions", [["v1"] * 4, ["v1", "v2", "v3", "v4"]])
def test_at_the_same_time(desk: Desk, versions: list[str]) -> None:
    """Runs of one target at the same time leave one whole set, and no run fails for another's sake."""
    failed: list[str] = []

    def many(version: str) -> None:
        for _ in range(8):
            try:
                write(desk.place, desk.artifacts(version), manifest(version))
            except AppkitError as error:
                failed.append(str(error))

    threads = [threading.Thread(target=many, args=(version,)) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert desk.names() in [desk.expected(version) for version in versions]


def test_different_targets_at_the_same_time(desk: Desk) -> None:
    """Runs that make the same folder do not get in each other's way."""
    failed: list[BaseException] = []
    barrier = threading.Barrier(6)

    def one(name: str) -> None:
        place = locate(desk.workspace, name)
        barrier.wait()
        try:
            write(place, [Artifact(f"{name}/CV.md", "resume", "md", "x", b"x")], manifest("v1"))
        except AppkitError as error:
            failed.append(error)

    threads = [threading.Thread(target=one, args=(f"t{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert len(desk.names()) == 6


def test_folder_made_by_another_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that another run makes at the same moment is as good."""
    mkdir = _disk.mkdir

    def too_late(path: Path) -> None:
        path.mkdir(exist_ok=True)
        mkdir(path)

    monkeypatch.setattr(_disk, "mkdir", too_late)
    desk.build("v1")

    assert desk.expected("v1") == desk.names()


def test_output_folder_elsewhere(desk: Desk, tmp_path: Path) -> None:
    """Another output folder has its own record, and its files are named in full."""
    away = Desk(desk.workspace, locate(desk.workspace, "t", out=tmp_path / "away"))
    desk.build("v1")
    away.build("v2")
    (away.folder / "CV.md").write_bytes(USER)

    assert desk.expected("v1") == desk.names()
    assert desk.build("v1").diagnostics == ()
    assert str(tmp_path / "away" / "t" / "CV.md") in away.build("v3").diagnostics[0].message


def test_record_is_of_the_bytes(desk: Desk) -> None:
    """The manifest records the digest of what lies on the disk."""
    outcome = desk.build("v1")

    assert {r.path: r.digest for r in outcome.manifest.artifacts} == {
        path: digest(data) for path, data in desk.names().items()
    }
    assert outcome.files[0] == Written("t/CV.docx", "wrote")
    assert isinstance(desk.place, Place)
