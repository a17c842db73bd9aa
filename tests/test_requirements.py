"""What users and CI install: bounds on both sides, and a lock file that is in step with them."""

from __future__ import annotations

import importlib.util
import os
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from types import ModuleType

    from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / ".ci/requirements.txt").read_text(encoding="utf-8")


def script(name: str) -> ModuleType:
    """A script of this repository as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"scripts/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


lock, audit = script("lock"), script("audit")


def pins() -> dict[str, list[str]]:
    """The versions of each package in the lock file: several where Pythons differ."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


@pytest.mark.parametrize("requirement", lock.requirements(), ids=str)
def test_the_lock_is_in_step(requirement: Requirement) -> None:
    """What brings it there is ``python scripts/lock.py``."""
    versions = pins().get(canonicalize_name(requirement.name), [])

    assert versions
    assert [each for each in versions if each not in requirement.specifier] == []


def test_each_locked_release_has_hashes_and_names_no_place() -> None:
    """Of the one index that someone has: the file must be the same, wherever it comes from."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE).strip())

    assert len(entries) == sum(map(len, pins().values())) > 50
    assert [each for each in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", each)] == []
    assert "://" not in LOCK


@pytest.mark.parametrize("requirement", lock.requirements(runtime=True), ids=str)
def test_what_users_install_has_bounds_on_both_sides(requirement: Requirement) -> None:
    assert sorted(each.operator for each in requirement.specifier) == ["<", ">="]


def test_what_is_installed_here_is_within_the_bounds() -> None:
    """What is tested in a run is what its figures are about."""
    here = {canonicalize_name(each.name) for each in metadata.distributions()}
    asked = [each for each in lock.requirements(runtime=True) if canonicalize_name(each.name) in here]

    assert len(asked) >= len(PROJECT["project"]["dependencies"])
    assert [str(each) for each in asked if metadata.version(each.name) not in each.specifier] == []


def test_the_lowest_versions_are_those_of_the_bounds() -> None:
    found = lock.lowest()

    assert "click==8.2.1" in found
    assert len(found) == len(lock.requirements(runtime=True))


def test_a_release_that_not_every_python_has_gets_a_marker() -> None:
    every = [lock.Environment(p, m) for m in lock.PROCESSORS for p in ("3.11", "3.12")]
    on_311 = [each for each in every if each.python == "3.11"]

    assert lock.marker(every, every) == ""
    assert lock.marker(on_311, every) == " ; python_version == '3.11'"
    assert lock.marker(on_311[:1], every) == (" ; python_version == '3.11' and platform_machine == 'x86_64'")


@pytest.mark.skipif(os.name == "nt", reason="a script stands for the program that is asked")
@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (
            '{"name": "click", "version": "9", "vulns": [{"id": "X-1", "fix_versions": ["9.1"]}]}',
            1,
            "mended in 9.1",
        ),
        ('{"name": "click", "version": "9", "vulns": []}', 0, "1 of 1 releases asked about"),
        (
            '{"name": "click", "skip_reason": "not there"}',
            0,
            "not known of 1, the first for this reason: not there",
        ),
        ("no JSON", 0, "not known"),
    ],
)
def test_what_is_known_against_a_release_is_told(
    answer: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\necho '{{\"dependencies\": [{answer}]}}'\n", encoding="utf-8")
    program.chmod(0o755)

    assert audit.main(str(program)) == code
    assert said in capsys.readouterr().out
