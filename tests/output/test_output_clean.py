"""Clean removes what is ours and belongs to nothing, and only that."""

from __future__ import annotations

import pytest
from desks import Desk, Fault, Killed, breaking_disk, one_desk

from appkit.diagnostics import AppkitError, Report
from appkit.output import clean, locate, read_manifest

desk = pytest.fixture(one_desk)
fault = pytest.fixture(breaking_disk)

USER = b"mine, by hand\n"
ALL = ["t/CV.docx", "t/CV.md", "t/CV.txt"]


def test_nothing_to_clean(desk: Desk) -> None:
    """What belongs stays; an empty workspace stays empty."""
    assert clean(desk.workspace, {desk.place: ALL}).removed == ()
    assert list(desk.workspace.iterdir()) == []

    desk.build("v1")
    assert clean(desk.workspace, {desk.place: ALL}).removed == ()
    assert desk.expected("v1") == desk.names()


@pytest.mark.parametrize("dry_run", [True, False])
def test_dropped_format(desk: Desk, dry_run: bool) -> None:
    """Ours is removed and forgotten, the edited one left, named and forgotten; a dry run only tells."""
    desk.build("v1")
    (desk.folder / "CV.txt").write_bytes(USER)
    (desk.folder / "notes.txt").write_bytes(USER)
    before = desk.names()
    desk.build("v1", ("md",))
    result = clean(desk.workspace, {desk.place: ["t/CV.md"]}, dry_run=dry_run)

    assert result.removed == ("out/t/CV.docx",)
    assert result.kept == ("out/t/CV.txt",)
    assert [d.code for d in result.diagnostics] == ["edited-by-hand"]
    if dry_run:
        assert before == desk.names()
    else:
        assert list(desk.names()) == ["t/CV.md", "t/CV.txt", "t/notes.txt"]
        assert desk.build("v1", ("md",)).diagnostics == ()


def test_target_is_gone(desk: Desk) -> None:
    """Of a target that no longer exists nothing of ours is left: no file, folder or record."""
    desk.build("v1")
    result = clean(desk.workspace, {})

    assert result.removed == tuple(f"out/{path}" for path in ALL)
    assert list(desk.place.out.iterdir()) == []
    assert not desk.place.manifest.exists()


def test_target_is_gone_whose_first_run_was_killed(desk: Desk, fault: Fault) -> None:
    """What waited is removed though no record tells of it; nothing behind a link is, nor while it may be in use."""
    fault.arm(12)
    with pytest.raises(Killed):
        desk.build("v1")
    fault.disarm()
    waiting = [f"out/t/{name}" for name in sorted(file.name for file in desk.folder.iterdir())]
    assert waiting
    mine = desk.workspace / "elsewhere" / ".CV.md.appkit-new"
    mine.parent.mkdir()
    mine.write_bytes(USER)
    (desk.place.out / "linked").symlink_to(mine.parent)

    assert clean(desk.workspace, {locate(desk.workspace, "broken"): None}).removed == ()
    assert list(clean(desk.workspace, {}, dry_run=True).removed) == waiting
    assert list(clean(desk.workspace, {}).removed) == waiting
    assert not desk.folder.exists()
    assert mine.read_bytes() == USER


def test_target_is_gone_with_an_edited_file(desk: Desk) -> None:
    """An edited file outlives its target."""
    desk.build("v1")
    (desk.folder / "CV.md").write_bytes(USER)

    assert clean(desk.workspace, {}).kept == ("out/t/CV.md",)
    assert desk.names() == {"t/CV.md": USER}
    assert not desk.place.manifest.exists()


def test_target_that_is_not_asked_about(desk: Desk) -> None:
    """A target whose paths are not known keeps everything."""
    desk.build("v1")

    assert clean(desk.workspace, {desk.place: None}).removed == ()
    assert desk.expected("v1") == desk.names()


def test_new_rendering_beside(desk: Desk) -> None:
    """The rendering beside an edited file stays as long as that is edited."""
    desk.build("v1")
    (desk.folder / "CV.md").write_bytes(USER)
    desk.build("v2")

    assert clean(desk.workspace, {desk.place: ALL}).removed == ()
    (desk.folder / "CV.md").unlink()
    desk.build("v2")
    assert clean(desk.workspace, {desk.place: ALL}).removed == ("out/t/CV.new.md",)
    assert desk.expected("v2") == desk.names()


def test_backups_stay(desk: Desk) -> None:
    """A backup is the user's."""
    desk.build("v1")
    (desk.folder / "CV.md").write_bytes(USER)
    desk.build("v2", force=True)
    clean(desk.workspace, {})

    assert desk.names() == {"t/CV.backup.md": USER}


@pytest.mark.parametrize("dry_run", [True, False])
def test_left_by_a_killed_run(desk: Desk, fault: Fault, dry_run: bool) -> None:
    """What a killed first run has left beside its places is removed, although nothing is recorded."""
    fault.arm(9)
    with pytest.raises(Killed):
        desk.build("v1")
    fault.disarm()
    left = tuple(f"out/{name}" for name in desk.names())
    assert left
    result = clean(desk.workspace, {desk.place: ALL}, dry_run=dry_run)

    assert left == result.removed
    assert bool(desk.names()) == dry_run


def test_interrupted_run_is_completed_first(desk: Desk, fault: Fault) -> None:
    """A set that waits is put in place before anything is removed; a dry run counts it as it will be."""
    desk.build("v1")
    fault.arm(3, only="replace")
    with pytest.raises(Killed):
        desk.build("v2")
    fault.disarm()

    assert clean(desk.workspace, {desk.place: ALL}, dry_run=True).removed == ()
    result = clean(desk.workspace, {desk.place: ALL})
    assert [d.code for d in result.diagnostics] == ["completed-interrupted"]
    assert desk.expected("v2") == desk.names()


def test_other_output_folder(desk: Desk) -> None:
    """Records about another output folder are not looked at, and stay."""
    desk.build("v1")
    other = Desk(desk.workspace, locate(desk.workspace, "t", out=desk.workspace / "build"))
    other.build("v1")

    assert clean(desk.workspace, {}, out=desk.workspace / "build").removed == tuple(
        f"build/{path}" for path in ALL
    )
    assert desk.expected("v1") == desk.names()
    assert desk.place.manifest.exists()


def test_unreadable_record(desk: Desk) -> None:
    """Nothing is removed for a record that cannot be read, and it stays."""
    desk.build("v1")
    desk.place.manifest.write_bytes(b"{")
    result = clean(desk.workspace, {})

    assert [d.code for d in result.diagnostics] == ["manifest-unreadable"]
    assert desk.expected("v1") == desk.names()
    assert desk.place.manifest.exists()


def test_folder_linked_outside(desk: Desk) -> None:
    """Nothing is removed through a link out of the output folder, and it stays recorded."""
    desk.build("v1")
    elsewhere = desk.workspace / "elsewhere"
    desk.folder.rename(elsewhere)
    desk.folder.symlink_to(elsewhere)

    assert clean(desk.workspace, {}).removed == ()
    assert len(list(elsewhere.iterdir())) == 3


def test_link_in_an_outputs_place(desk: Desk) -> None:
    """A link where a recorded file was is not ours, even if it leads to the same bytes."""
    desk.build("v1")
    (desk.folder / "CV.md").rename(desk.folder / "mine.md")
    (desk.folder / "CV.md").symlink_to("mine.md")

    assert clean(desk.workspace, {}).kept == ("out/t/CV.md",)
    assert len(desk.names()) == 2


def test_what_cannot_be_removed(desk: Desk, fault: Fault) -> None:
    """The system's refusal is told with the file."""
    desk.build("v1")
    fault.arm(
        2, lambda: PermissionError(13, "Permission denied", str(desk.folder / "CV.docx")), only="unlink"
    )
    with pytest.raises(AppkitError) as caught:
        clean(desk.workspace, {})
    fault.disarm()

    assert str(caught.value) == "cannot write out/t/CV.docx: Permission denied"
    clean(desk.workspace, {})
    assert desk.names() == {}


def test_waiting_in_a_folder_for_each_profile(desk: Desk) -> None:
    """Where there are several profiles, a target's folder lies one deeper."""
    left = desk.place.out / "ada" / "t" / ".CV.md.appkit-new"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")

    assert clean(desk.workspace, {}).removed == ("out/ada/t/.CV.md.appkit-new",)
    assert list(desk.place.out.iterdir()) == []


def test_no_room_for_the_record(desk: Desk, fault: Fault) -> None:
    """What was to be removed is; the next clean does the rest, and nothing is left of the first."""
    desk.build("v1")
    fault.arm(1, lambda: OSError(28, "No space left on device"), only="write")
    with pytest.raises(AppkitError) as caught:
        clean(desk.workspace, {desk.place: ["t/CV.md"]})
    fault.disarm()

    assert "clean again when this is put right" in (caught.value.diagnostics[0].help or "")
    assert sorted(file.name for file in desk.place.folder.iterdir()) == ["t.json", "t.json.lock"]
    assert list(desk.names()) == ["t/CV.md"]
    clean(desk.workspace, {desk.place: ["t/CV.md"]})
    assert desk.build("v1", ("md",)).diagnostics == ()


def test_a_target_without_outputs_keeps_its_record(desk: Desk) -> None:
    """It is there, and its record says by what it was built last."""
    desk.build("v1")
    clean(desk.workspace, {desk.place: []})
    left = read_manifest(desk.place, Report())

    assert desk.names() == {}
    assert left is not None
    assert (left.artifacts, left.inputs) == ((), {"profiles/p.yaml": "v1"})
