"""The same inputs give the same bytes: on every run, in every process, on every machine, in every format.

``digests.txt`` says what this repository's targets are built to, so that each machine that runs this test is
compared with the one that wrote it. ``python -m pytest --update-goldens`` writes it anew. ``APPKIT_PYTHONS`` may
name more interpreters that have appkit, as ``PATH`` names folders: they must give the same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline import build

from appkit.render import FORMATS
from effort import examples
from profiles import profiles, targets

REPOSITORY = Path(__file__).parent.parent.parent
DIGESTS = Path(__file__).parent / "digests.txt"


@examples(4, shrink=False)
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


def built_elsewhere(folder: Path, python: str = sys.executable, **environment: str) -> dict[str, str]:
    """What a new process builds from a copy of this repository's workspace, manifests and all."""
    for part in ("profiles", "targets", "templates"):
        shutil.copytree(REPOSITORY / part, folder / part)
    formats = [f"--format={name}" for name, writer in FORMATS.items() if writer.is_available]
    command = [python, "-m", "appkit", "-C", str(folder), "build", "--all", *formats]
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("LC_", "LANG", "TZ", "PYTHONHASH", "PYTHONUTF8"))
    }
    ran = subprocess.run(command, env={**kept, **environment}, cwd=folder, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    return digests(folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is built here, in an environment of its own."""
    folder = tmp_path_factory.mktemp("one")
    return built_elsewhere(folder, PYTHONHASHSEED="1", LC_ALL="C", TZ="Pacific/Kiritimati")


def test_no_environment_changes_a_byte(built: dict[str, str], tmp_path: Path) -> None:
    """Hash seeds, locales, time zones, folders and the order in which a disk lists files."""
    elsewhere = tmp_path / "another folder"
    elsewhere.mkdir()
    other = built_elsewhere(
        elsewhere, PYTHONHASHSEED="4242", LC_ALL="C.UTF-8", TZ="America/Adak", PYTHONUTF8="1"
    )

    assert built == other
    assert sum(name.startswith("out/") for name in built) >= 28


def test_no_other_python_changes_a_byte(built: dict[str, str], tmp_path: Path) -> None:
    pythons = [path for path in os.environ.get("APPKIT_PYTHONS", "").split(os.pathsep) if path]
    if not pythons:
        pytest.skip("no other Python that has appkit is named in APPKIT_PYTHONS")

    for number, python in enumerate(pythons):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert built_elsewhere(folder, python) == built, python


def test_another_machine_built_the_same(built: dict[str, str], request: pytest.FixtureRequest) -> None:
    """PDF where Typst is the one it was: its next version may lay out, or write, otherwise."""
    typst, pdf = f"typst {version('typst') if FORMATS['pdf'].is_available else 'missing'}", ".pdf"
    here = {name: digest for name, digest in built.items() if name.startswith("out/")}
    if request.config.getoption("--update-goldens"):
        rows = "".join(f"{digest}  {name}\n" for name, digest in here.items())
        DIGESTS.write_text(f"{typst}\n{rows}", encoding="utf-8")
    wrote, *there_rows = DIGESTS.read_text(encoding="utf-8").splitlines()
    there = {name: digest for digest, name in (row.split("  ", 1) for row in there_rows)}

    comparable = {name for name in there.keys() | here.keys() if wrote == typst or not name.endswith(pdf)}
    assert {name: there.get(name) for name in comparable} == {name: here.get(name) for name in comparable}
    assert {Path(name).suffix for name in there} == {writer.extension for writer in FORMATS.values()}
    if wrote != typst:
        pytest.skip(f"the PDF files were built with {wrote}, here is {typst}")
