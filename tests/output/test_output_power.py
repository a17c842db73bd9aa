"""A power failure at any moment leaves one whole set, old or new, after the next run."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Iterator

import pytest
from desks import Desk, Fault, breaking_disk, many_desks
from power import NAMES_ALONE, RECORDS_EARLY, RECORDS_LATE, by_chance, laid_out, recorded
from test_output_crash import SCENES, USER, assert_clean, assert_not_torn, whole

from appkit.diagnostics import AppkitError
from nights import SEED

new_desk = pytest.fixture(many_desks)
fault = pytest.fixture(breaking_disk)
NewDesk = Callable[[], Desk]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not force folders to the disk")

DISKS = {"names alone": NAMES_ALONE, "records late": RECORDS_LATE, "records early": RECORDS_EARLY}


def emptied(desk: Desk) -> None:
    """Nothing was built before, but the output folder is there."""
    desk.place.out.mkdir()


def without_power(
    scene: str, disk_keeps: str, new_desk: NewDesk, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A desk for each call to the disk of a build, after which the power failed."""
    desk = new_desk()
    {**SCENES, "emptied": emptied}[scene](desk)
    with recorded(desk.workspace, monkeypatch) as disk:
        desk.build("new")
    assert len(disk.calls) > 10
    chance = random.Random(SEED or 1)
    for count in range(len(disk.calls) + 1):
        found = disk.after_failure(count, DISKS.get(disk_keeps) or by_chance(chance))
        copy = new_desk()
        laid_out(found, desk.workspace, copy.workspace)
        yield copy


@pytest.mark.parametrize(
    ("scene", "disk_keeps"),
    [
        ("first", "by chance"),
        ("emptied", "records late"),
        ("emptied", "by chance"),
        ("edited", "names alone"),
        ("edited", "records early"),
        ("edited", "by chance"),
    ],
)
def test_power_fails_then_built_again(
    scene: str, disk_keeps: str, new_desk: NewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is torn; what a person wrote is there; the next build leaves the whole set that it is asked for."""
    version = "old" if scene == "emptied" else "new"
    for desk in without_power(scene, disk_keeps, new_desk, monkeypatch):
        assert_not_torn(desk)
        assert scene != "edited" or USER in desk.names().values()
        outcome = desk.build(version)

        assert whole(desk, version, scene) == desk.names()
        assert ("edited-by-hand" in {d.code for d in outcome.diagnostics}) == (scene == "edited")
        assert_clean(desk)


@pytest.mark.parametrize("disk_keeps", [*DISKS, "by chance"])
def test_power_fails_then_the_next_run_cannot_write(
    disk_keeps: str, new_desk: NewDesk, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """What the failure left is one whole set as soon as the next run has looked at it: old or new, never both."""
    seen = set()
    for desk in without_power("second", disk_keeps, new_desk, monkeypatch):
        fault.arm(1, lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), only="write")
        with pytest.raises(AppkitError):
            desk.build("newer")
        fault.disarm()
        sets = [version for version in ("old", "new") if desk.expected(version) == desk.names()]

        assert len(sets) == 1
        seen.update(sets)
    assert seen == {"old", "new"}
