"""A run that ends anywhere leaves one whole set, old or new, after the next run."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from desks import Desk, Fault, Killed, breaking_disk, manifest, many_desks, one_desk

from appkit.diagnostics import AppkitError, Report
from appkit.output import Outcome, State, _disk, clean, failures, states_of, write

if TYPE_CHECKING:
    from pathlib import Path

desk = pytest.fixture(one_desk)
new_desk = pytest.fixture(many_desks)
fault = pytest.fixture(breaking_disk)

NewDesk = Callable[[], Desk]
USER = b"mine, by hand\n"


def first(desk: Desk) -> None:
    """Nothing was built before."""


def second(desk: Desk) -> None:
    """A whole set was built before."""
    desk.build("old")


def edited(desk: Desk) -> None:
    """A set was built before, and one of its files then edited."""
    desk.build("old")
    (desk.folder / "CV.md").write_bytes(USER)


def same(desk: Desk) -> None:
    """The very set was built before, and one of its files lost."""
    desk.build("new")
    (desk.folder / "CV.md").unlink()


SCENES = {scene.__name__: scene for scene in (first, second, edited, same)}


def run_out(
    new_desk: NewDesk, fault: Fault, before: Callable[[Desk], object], run: Callable[[Desk], object]
) -> list[Desk]:
    """A desk for each call to the disk that ``run`` makes, killed at that call."""
    desks = []
    start = new_desk()
    before(start)
    for at in range(1, 200):
        desk = copied(start, new_desk())
        fault.arm(at)
        try:
            run(desk)
        except Killed:
            desks.append(desk)
            fault.disarm()
        else:
            fault.disarm()
            assert at > 5
            return desks
    raise AssertionError("a run does not end")


def copied(start: Desk, desk: Desk) -> Desk:
    shutil.copytree(start.workspace, desk.workspace, dirs_exist_ok=True)
    return desk


def visible(desk: Desk) -> dict[str, bytes]:
    return {name: data for name, data in desk.names().items() if not name.rpartition("/")[2].startswith(".")}


def assert_not_torn(desk: Desk) -> None:
    for name, data in visible(desk).items():
        base = name.replace(".new.", ".").replace(".backup.", ".")
        assert data in (desk.content("old", base), desk.content("new", base), USER), name


def assert_clean(desk: Desk) -> None:
    assert visible(desk) == desk.names()
    assert sorted(f.name for f in desk.place.folder.iterdir()) == ["t.json", "t.json.lock"]


def whole(desk: Desk, version: str, scene: str) -> Mapping[str, bytes]:
    """The set that must be there; where a file was edited, it stays and the new one is beside."""
    names = desk.expected(version)
    if scene == "edited":
        names |= {"t/CV.md": USER, "t/CV.new.md": names["t/CV.md"]}
    return names


@pytest.mark.parametrize("scene", ["first", "edited", "same"])
def test_killed_anywhere_then_built_again(scene: str, new_desk: NewDesk, fault: Fault) -> None:
    """The next build leaves the whole new set and nothing else; nothing was ever torn."""
    for desk in run_out(new_desk, fault, SCENES[scene], lambda d: d.build("new")):
        assert_not_torn(desk)
        desk.build("new")

        assert whole(desk, "new", scene) == desk.names()
        assert_clean(desk)


@pytest.mark.parametrize("scene", ["second", "edited"])
def test_killed_anywhere_then_other_inputs(scene: str, new_desk: NewDesk, fault: Fault) -> None:
    """Inputs that went back to what they were give the whole old set: nothing half-new counts as an edit."""
    for desk in run_out(new_desk, fault, SCENES[scene], lambda d: d.build("new")):
        outcome = desk.build("old")

        assert whole(desk, "old", scene) == desk.names()
        assert ("edited-by-hand" in {d.code for d in outcome.diagnostics}) == (scene == "edited")
        assert_clean(desk)


def test_killed_anywhere_then_the_next_run_cannot_write(new_desk: NewDesk, fault: Fault) -> None:
    """After the next run there is one whole set, old or new, even where that run itself has no room."""
    seen = set()
    for desk in run_out(new_desk, fault, second, lambda d: d.build("new")):
        fault.arm(1, lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), only="write")
        with pytest.raises(AppkitError):
            desk.build("newer")
        fault.disarm()
        sets = [v for v in ("old", "new") if desk.expected(v) == desk.names()]

        assert len(sets) == 1
        seen.update(sets)
    assert seen == {"old", "new"}


def test_killed_twice(new_desk: NewDesk, fault: Fault) -> None:
    """A run that completes an interrupted one may be killed anywhere too."""

    def interrupted(desk: Desk) -> None:
        second(desk)
        fault.arm(kill_at)
        with pytest.raises(Killed):
            desk.build("new")
        fault.disarm()

    desk = new_desk()
    second(desk)
    fault.arm(0)
    desk.build("new")
    renames = [n for n, call in enumerate(fault.calls, 1) if call == "replace"]
    # The last renames: three files, of which the first two are moved, then the manifest.
    kill_at = renames[-2]
    for desk in run_out(new_desk, fault, interrupted, lambda d: d.build("old")):
        assert_not_torn(desk)
        desk.build("new")

        assert desk.expected("new") == desk.names()
        assert_clean(desk)


def test_killed_between_renames_is_no_edit(new_desk: NewDesk, fault: Fault) -> None:
    """A mix of old and new files, while it lasts, is stale and not edited; completing it is told."""
    mixes = 0
    for desk in run_out(new_desk, fault, second, lambda d: d.build("new")):
        if not 0 < sum(visible(desk)[n] == data for n, data in desk.expected("new").items()) < 3:
            continue
        mixes += 1
        outcome = desk.build("new")

        assert [d.code for d in outcome.diagnostics] == ["completed-interrupted"]
        assert {"unchanged"} == {file.action for file in outcome.files}
    assert mixes > 1


def test_killed_where_a_file_stays_the_same(new_desk: NewDesk, fault: Fault) -> None:
    """One file has the same bytes in both sets, built from other things: going back is no error."""

    def build(desk: Desk, version: str) -> Outcome:
        *changing, last = desk.artifacts(version)
        return write(
            desk.place,
            desk.needed([*changing, replace(last, content=b"always the same\n")]),
            manifest(version),
        )

    start = new_desk()
    build(start, "old")
    before = start.names()
    for desk in run_out(new_desk, fault, lambda d: build(d, "old"), lambda d: build(d, "new")):
        build(desk, "old")

        assert before == desk.names()
        assert_clean(desk)


def test_edited_between_two_runs(new_desk: NewDesk, fault: Fault) -> None:
    """What someone edits after an interruption is not overwritten by completing it."""
    for desk in run_out(new_desk, fault, second, lambda d: d.build("new")):
        (desk.folder / "CV.txt").write_bytes(USER)
        desk.build("new")

        assert desk.names() == desk.expected("new") | {
            "t/CV.txt": USER,
            "t/CV.new.txt": desk.content("new", "t/CV.txt"),
        }


def test_waiting_files_lost_between_two_runs(new_desk: NewDesk, fault: Fault) -> None:
    """Where someone has swept away what waited, the old files are still known as ours."""
    for desk in run_out(new_desk, fault, second, lambda d: d.build("new")):
        for file in desk.folder.glob(".*"):
            file.unlink()
        outcome = desk.build("new")

        assert desk.expected("new") == desk.names()
        assert "edited-by-hand" not in {d.code for d in outcome.diagnostics}


def test_killed_with_force(new_desk: NewDesk, fault: Fault) -> None:
    """The user's bytes are somewhere at every moment, and one backup of them in the end."""
    for desk in run_out(new_desk, fault, edited, lambda d: d.build("new", force=True)):
        assert USER in desk.names().values()
        # What has been announced is completed, whether or not force is asked for again.
        desk.build("new", force=not desk.place.next.exists())

        assert desk.expected("new") | {"t/CV.backup.md": USER} == desk.names()
        assert_clean(desk)


def test_killed_while_cleaning(new_desk: NewDesk, fault: Fault) -> None:
    """A clean that is killed is ended by the next one."""

    def before(desk: Desk) -> None:
        desk.build("old")
        desk.build("old", ("md",), "Renamed")

    for desk in run_out(new_desk, fault, before, lambda d: clean(d.workspace, {d.place: ["t/Renamed.md"]})):
        clean(desk.workspace, {desk.place: ["t/Renamed.md"]})

        assert list(desk.names()) == ["t/Renamed.md"]
        assert_clean(desk)


@pytest.mark.parametrize(
    ("scene", "number", "lasts"),
    [
        ("first", errno.ENOSPC, True),
        ("second", errno.EIO, False),
        ("second", errno.ENOSPC, True),
        ("edited", errno.EACCES, False),
    ],
)
def test_refused_anywhere(scene: str, number: int, lasts: bool, new_desk: NewDesk, fault: Fault) -> None:
    """A call that fails gives a diagnostic with the reason; the old set is whole, or the next run completes."""
    early = 0
    start = new_desk()
    SCENES[scene](start)
    for at in range(1, 200):
        desk = copied(start, new_desk())
        before = desk.names()
        fault.arm(at, lambda: OSError(number, os.strerror(number)), lasts=lasts)
        error = attempt(desk)
        if error is None and fault.disarm() < at:
            break
        fault.disarm()
        # A removal of what was never there may fail without harm.
        assert error is None or os.strerror(number) in error
        assert_not_torn(desk)
        if error and not desk.place.next.exists():
            early += 1
            assert before == (visible(desk) if lasts else desk.names())
        desk.build("new")
        assert whole(desk, "new", scene) == desk.names()
        assert_clean(desk)
    assert early > 8


def attempt(desk: Desk, *, force: bool = False) -> str | None:
    """Why a build failed, or None."""
    try:
        desk.build("new", force=force)
    except AppkitError as error:
        return str(error)
    return None


def test_no_room_names_the_file(desk: Desk, fault: Fault) -> None:
    """The message names the file that was to be, not the hidden one, and says what to do."""
    desk.build("old")
    fault.arm(1, lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), only="write")
    with pytest.raises(AppkitError) as caught:
        desk.build("new")
    [problem] = caught.value.diagnostics

    assert problem.code == "cannot-write"
    assert problem.message == "cannot write out/t/CV.docx: No space left on device"
    assert problem.help == "make room on the disk; nothing was changed; build again when this is put right"


def killed_half_way(desk: Desk, fault: Fault) -> None:
    """A run that has replaced the first of three files."""
    desk.build("old")
    fault.arm(3, only="replace")
    with pytest.raises(Killed):
        desk.build("new")
    fault.disarm()


def test_announcement_that_cannot_be_read(desk: Desk, fault: Fault) -> None:
    """A `manifest.next` that is damaged is reported and thrown away, with what waited; nothing is overwritten."""
    killed_half_way(desk, fault)
    desk.place.next.write_bytes(b"{")
    outcome = desk.build("new")

    assert [d.code for d in outcome.diagnostics] == ["manifest-unreadable"]
    assert desk.expected("new") == desk.names()
    assert_clean(desk)


def test_link_laid_between_two_runs(desk: Desk, fault: Fault) -> None:
    """Completing a run does not follow a link out of the output folder either."""
    killed_half_way(desk, fault)
    elsewhere = desk.workspace / "elsewhere"
    desk.folder.rename(elsewhere)
    desk.folder.symlink_to(elsewhere)
    before = {file.name: file.read_bytes() for file in elsewhere.iterdir()}
    with pytest.raises(AppkitError) as caught:
        desk.build("new")

    assert {d.code for d in caught.value.diagnostics} == {"outside-out"}
    assert before == {file.name: file.read_bytes() for file in elsewhere.iterdir()}


def test_folder_under_a_hidden_name(desk: Desk, fault: Fault) -> None:
    """A folder where a new file should wait is no new file; it is told and stays."""
    killed_half_way(desk, fault)
    hidden = desk.folder / ".CV.txt.appkit-new"
    hidden.unlink()
    hidden.mkdir()
    with pytest.raises(AppkitError, match=r"cannot write out/t/CV\.txt"):
        desk.build("new")
    hidden.rmdir()
    desk.build("new")

    assert desk.expected("new") == desk.names()


def test_state_half_way(desk: Desk, fault: Fault) -> None:
    """A file that waits is not called fresh, whatever it waits for."""
    killed_half_way(desk, fault)
    wanted = [(a.path, a.built_from) for a in (*desk.artifacts("old"), *desk.artifacts("new"))]

    assert states_of(desk.place, wanted[:3], Report()) == {
        "t/CV.docx": State.STALE,
        "t/CV.md": State.STALE,
        "t/CV.txt": State.STALE,
    }
    assert states_of(desk.place, wanted[3:], Report())["t/CV.docx"] is State.FRESH


def word_holds_it() -> PermissionError:
    return PermissionError(errno.EACCES, "Access is denied")


def test_held_by_a_program(desk: Desk, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file held open is found out before anything is replaced, and told with what to do."""
    monkeypatch.setattr(failures, "_WINDOWS", True)
    desk.build("old")
    fault.arm(2, word_holds_it, lasts=False, only="probe")
    with pytest.raises(AppkitError) as caught:
        desk.build("new")
    [problem] = caught.value.diagnostics

    assert problem.code == "file-in-use"
    assert "close it" in (problem.help or "")
    assert desk.expected("old") == desk.names()


def test_held_at_the_last_moment(desk: Desk, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """One held only when others have been replaced waits, and the next run puts it in its place."""
    monkeypatch.setattr(failures, "_WINDOWS", True)
    desk.build("old")
    fault.arm(3, word_holds_it, lasts=False, only="replace")
    with pytest.raises(AppkitError) as caught:
        desk.build("new")
    outcome = desk.build("new")

    assert "the next build puts them in their places" in (caught.value.diagnostics[0].help or "")
    assert [d.code for d in outcome.diagnostics] == ["completed-interrupted"]
    assert desk.expected("new") == desk.names()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_folder_that_cannot_be_synced(desk: Desk, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system, or Windows, knows no fsync of a folder, a run does without."""

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(_disk, "fsync", fsync)
    desk.build("old")
    monkeypatch.setattr(_disk, "_WINDOWS", True)
    desk.build("new")

    assert desk.expected("new") == desk.names()


def test_torn_file_waits(desk: Desk, fault: Fault) -> None:
    """What waits and is not what was announced (a disk that lied) is thrown away."""
    killed_half_way(desk, fault)
    (desk.folder / ".CV.txt.appkit-new").write_bytes(b"to")
    outcome = desk.build("new")

    assert desk.expected("new") == desk.names()
    assert [d.code for d in outcome.diagnostics] == ["completed-interrupted"]


def test_announcement_that_cannot_be_withdrawn(
    desk: Desk, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where `manifest.next` is there and cannot be removed, all that it announces goes on waiting."""
    desk.build("old")

    def broken(*paths: Path) -> None:
        if desk.place.next in paths or desk.place.folder in paths:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        paths[0].unlink()

    with monkeypatch.context() as patch:
        patch.setattr(_disk, "unlink", broken)
        patch.setattr(_disk, "sync_folder", lambda path: broken(path) if path == desk.place.folder else None)
        assert "Input/output error" in (attempt(desk) or "")

    assert desk.expected("old") == visible(desk)
    assert len(desk.names()) == 6
    desk.build("old")
    assert desk.expected("old") == desk.names()


def test_failed_force_leaves_no_backup(desk: Desk, fault: Fault) -> None:
    """A backup for nothing is removed again."""
    edited(desk)
    before = desk.names()
    fault.arm(5, lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), lasts=False, only="write")
    with pytest.raises(AppkitError):
        desk.build("new", force=True)

    assert before == desk.names()


def test_backup_replaces_nothing(desk: Desk, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes to be under the name of a backup while it is being made stays, and so does all else."""
    edited(desk)
    create = _disk.create

    def meanwhile(path: Path, data: bytes) -> None:
        create(path, data)
        (desk.folder / "CV.backup.md").write_bytes(b"also mine")

    monkeypatch.setattr(_disk, "create", meanwhile)
    before = desk.names() | {"t/CV.backup.md": b"also mine"}

    assert "CV.backup.md: File exists" in (attempt(desk, force=True) or "")
    assert before == desk.names()


@pytest.mark.parametrize("left", [b"something else", None])
def test_backup_lost_between_two_runs(desk: Desk, fault: Fault, left: bytes | None) -> None:
    """Without the backup the edited file is the only one: completing the run leaves it."""
    edited(desk)
    fault.arm(4, only="replace")  # the backup, the announcement, the first file
    with pytest.raises(Killed):
        desk.build("new", force=True)
    fault.disarm()
    backup = desk.folder / "CV.backup.md"
    assert backup.read_bytes() == USER
    backup.unlink()
    if left is not None:
        backup.write_bytes(left)
    outcome = desk.build("new")

    assert desk.names()["t/CV.md"] == USER
    assert "edited-by-hand" in {d.code for d in outcome.diagnostics}


def test_failed_first_build_leaves_nothing(desk: Desk, fault: Fault) -> None:
    """The folders of a build that failed are removed; the output folder others may be using stays."""
    fault.arm(2, lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), lasts=False, only="write")
    with pytest.raises(AppkitError):
        desk.build("new")

    assert list(desk.place.out.iterdir()) == []


def test_order_on_the_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the power may go off after: names that wait, the announcement, names in place, the manifest."""
    desk.build("old")
    order: list[str] = []
    replace, sync_folder = _disk.replace, _disk.sync_folder

    def note_replace(source: Path, destination: Path) -> None:
        order.append(destination.name)
        replace(source, destination)

    def note_sync(path: Path) -> None:
        order.append(f"sync {path.name}")
        sync_folder(path)

    monkeypatch.setattr(_disk, "replace", note_replace)
    monkeypatch.setattr(_disk, "sync_folder", note_sync)
    desk.build("new")

    assert order == [
        *("sync t", "t.json.next", "sync .appkit"),
        *("CV.docx", "CV.md", "CV.txt", "sync t", "t.json"),
    ]
