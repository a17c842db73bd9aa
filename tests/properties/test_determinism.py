"""The same inputs give the same bytes: on every run, in every process, whatever the environment says."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from pipeline import build

from profiles import profiles, targets

if TYPE_CHECKING:
    import pytest

REPOSITORY = Path(__file__).parent.parent.parent


@examples(4)
@given(st.data())
def test_the_same_data_gives_the_same_bytes(data: st.DataObject) -> None:
    """Decoded, selected, composed and written from the start a second time."""
    profile = data.draw(profiles())
    target = data.draw(targets(profile))

    assert build(profile, target).artifacts() == build(profile, target).artifacts()


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built_elsewhere(folder: Path, **environment: str) -> dict[str, str]:
    """What a new process builds from a copy of this repository's workspace, manifests and all."""
    for part in ("profiles", "targets", "templates"):
        shutil.copytree(REPOSITORY / part, folder / part)
    command = [sys.executable, "-m", "appkit", "-C", str(folder), "build", "--all"]
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("LC_", "LANG", "TZ", "PYTHONHASH", "PYTHONUTF8"))
    }
    ran = subprocess.run(command, env={**kept, **environment}, cwd=folder, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    return digests(folder)


def test_no_environment_changes_a_byte(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hash seeds, locales, time zones, folders and the order in which a disk lists files."""
    one = built_elsewhere(
        tmp_path_factory.mktemp("one"), PYTHONHASHSEED="1", LC_ALL="C", TZ="Pacific/Kiritimati"
    )
    other = built_elsewhere(
        tmp_path_factory.mktemp("another"),
        PYTHONHASHSEED="4242",
        LC_ALL="C.UTF-8",
        TZ="America/Adak",
        PYTHONUTF8="1",
    )

    assert one == other
    assert sum(name.startswith("out/") for name in one) >= 20
