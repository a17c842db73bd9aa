"""What is installed: every file of the package with its data, and nothing else."""

from __future__ import annotations

import email
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appkit import __version__

if TYPE_CHECKING:
    from email.message import Message

builder = pytest.importorskip("hatchling.builders.wheel", reason="what builds wheels is not installed")
ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/appkit"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel that pip would build of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = builder.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(path)


def information(wheel: zipfile.ZipFile, name: str) -> str:
    return wheel.read(f"appkit-{PROJECT['version']}.dist-info/{name}").decode()


def test_it_has_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    """Tools leave caches in folders that begin with a dot; Python in one with underscores."""
    parts = {path: path.relative_to(SOURCE).parts for path in SOURCE.rglob("*") if path.is_file()}
    own = {
        "/".join(("appkit", *names))
        for names in parts.values()
        if not any(name.startswith(".") or name == "__pycache__" for name in names)
    }

    assert {name for name in wheel.namelist() if name.startswith("appkit/")} == own


@pytest.mark.parametrize(
    ("folder", "kinds"),
    [
        ("schemas", {".json"}),
        ("presets", {".yaml"}),
        ("templates", {".j2", ".yaml"}),
        ("fonts", {".ttf", ".txt", ".md"}),
        ("starter", {".yaml", ""}),
    ],
)
def test_its_data_is_there(wheel: zipfile.ZipFile, folder: str, kinds: set[str]) -> None:
    names = [name for name in wheel.namelist() if name.startswith(f"appkit/{folder}/")]

    assert {Path(name).suffix for name in names} - {".py"} == kinds


def test_type_checkers_are_told(wheel: zipfile.ZipFile) -> None:
    assert "appkit/py.typed" in wheel.namelist()


def test_nothing_stands_beside_the_package(wheel: zipfile.ZipFile) -> None:
    top = {name.split("/", 1)[0] for name in wheel.namelist()}

    assert top == {"appkit", f"appkit-{PROJECT['version']}.dist-info"}


def test_every_font_comes_with_its_licence(wheel: zipfile.ZipFile) -> None:
    names = {name.removeprefix("appkit/fonts/") for name in wheel.namelist() if "appkit/fonts/" in name}
    families = {name.split("-")[0] for name in names if name.endswith(".ttf")}

    assert families
    assert {f"OFL-{family}.txt" for family in families} <= names


def test_its_metadata_is_complete(wheel: zipfile.ZipFile) -> None:
    said: Message = email.message_from_string(information(wheel, "METADATA"))

    assert (said["Name"], said["Version"]) == ("appkit", PROJECT["version"])
    assert said["Summary"] == PROJECT["description"]
    assert said["License-Expression"] == "MIT AND OFL-1.1"
    assert said["Requires-Python"] == PROJECT["requires-python"]
    assert len(said.get_all("License-File", [])) == 1 + len([*SOURCE.glob("fonts/OFL-*.txt")])
    assert said["Description-Content-Type"] == "text/markdown"
    required = [each for each in said.get_all("Requires-Dist", []) if "extra ==" not in each]
    assert len(required) == len(PROJECT["dependencies"])


def test_it_brings_the_command_and_runs_everywhere(wheel: zipfile.ZipFile) -> None:
    assert "appkit = appkit.cli:main" in information(wheel, "entry_points.txt")
    assert "Root-Is-Purelib: true" in information(wheel, "WHEEL")
    assert "Tag: py3-none-any" in information(wheel, "WHEEL")


def test_the_version_is_the_one_that_is_told() -> None:
    assert __version__ == PROJECT["version"]
