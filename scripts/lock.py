# ruff: noqa: INP001, S603, T201
"""Writes ``.ci/requirements.txt``: what CI installs, each file by its hash, for the Pythons it may run on.

    python scripts/lock.py            # write it anew, with the newest versions that the bounds allow
    python scripts/lock.py --lowest   # print the lowest versions that pyproject.toml allows, as constraints

Asks pip, and nothing else, what it would install: from whichever index pip is configured with. A release that
some Python or processor has another version of, or none, gets a marker. Run it when requirements change
(``tests/test_requirements.py`` tells) and when newer versions are wanted; read the difference before you
commit it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".ci/requirements.txt"
PROJECT = ROOT / "pyproject.toml"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Wheels of today's Linux; what a build for an older one is called differs from package to package.
PROCESSORS = ("x86_64", "aarch64")
GLIBC = (*range(5, 40),)

HEAD = """\
# What CI installs (.ci/run), by version and hash. Written by scripts/lock.py: do not edit it.
# For Linux on x86_64 and aarch64, Pythons 3.11 to 3.14; wheels only.
"""


class Environment(NamedTuple):
    """A Python on a processor."""

    python: str
    processor: str


class Release(NamedTuple):
    """A version of a package."""

    name: str
    version: str


def requirements(*, runtime: bool = False) -> list[Requirement]:
    """What pyproject.toml asks for: of users, or with every extra and what builds the package."""
    data = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    project, built = data["project"], data["build-system"]["requires"]
    extras = {k: v for k, v in project["optional-dependencies"].items() if not runtime or k in USERS_EXTRAS}
    said = [*project["dependencies"], *(each for extra in extras.values() for each in extra)]
    found = map(Requirement, said if runtime else [*said, *built])
    return [each for each in found if each.name != project["name"]]


# The others are for those who work on appkit.
USERS_EXTRAS = ("pdf", "bibtex", "cluster")


def lowest() -> list[str]:
    """The lowest version of each package that users install, pinned."""
    pins = []
    for requirement in requirements(runtime=True):
        (version,) = (each.version for each in requirement.specifier if each.operator == ">=")
        pins.append(f"{canonicalize_name(requirement.name)}=={version}")
    return sorted(set(pins))


def resolved(environment: Environment, pins: list[str]) -> dict[Release, str]:
    """What pip would install in an environment, each file's SHA-256; ``pins`` are versions to keep."""
    platforms = [f"manylinux_2_{minor}_{environment.processor}" for minor in GLIBC]
    old = [f"{name}_{environment.processor}" for name in ("manylinux1", "manylinux2010", "manylinux2014")]
    with tempfile.TemporaryDirectory() as folder:
        report, constraints = Path(folder) / "report.json", Path(folder) / "constraints.txt"
        constraints.write_text("\n".join(pins), encoding="utf-8")
        command = [
            sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed",
            "--only-binary=:all:", "--target", folder, "--implementation", "cp",
            "--python-version", environment.python,
            "--constraint", str(constraints), "--report", str(report),
            *(argument for name in (*platforms, *old) for argument in ("--platform", name)),
            *map(str, requirements()),
        ]  # fmt: skip
        subprocess.run(command, check=True)
        found = json.loads(report.read_text(encoding="utf-8"))
    return {
        _release(each): each["download_info"]["archive_info"]["hashes"]["sha256"] for each in found["install"]
    }


def _release(installed: Mapping[str, Any]) -> Release:
    return Release(canonicalize_name(installed["metadata"]["name"]), installed["metadata"]["version"])


def locked() -> str:
    """The text of the lock file."""
    hashes: dict[Release, set[str]] = defaultdict(set)
    where: dict[Release, list[Environment]] = defaultdict(list)
    environments = [Environment(python, processor) for processor in PROCESSORS for python in PYTHONS]
    for environment in environments:
        print(f"{environment.python} on {environment.processor}", file=sys.stderr)
        # Versions of the environments before are kept where this one has them too.
        pins = [f"{name}=={version}" for name, version in hashes]
        try:
            found = resolved(environment, pins)
        except subprocess.CalledProcessError:
            found = resolved(environment, [])
        for release, digest in found.items():
            hashes[release].add(digest)
            where[release].append(environment)
    lines = [
        f"{release.name}=={release.version}{marker(where[release], environments)}"
        + "".join(f" \\\n    --hash=sha256:{digest}" for digest in sorted(hashes[release]))
        for release in sorted(hashes)
    ]
    return HEAD + "\n".join(lines) + "\n"


def marker(some: list[Environment], every: list[Environment]) -> str:
    """The marker that is true in some environments of all; empty where it always is."""
    if len(some) == len(every):
        return ""
    pythons = {each.python for each in some}
    if len(some) == len(pythons) * len(PROCESSORS):
        return " ; " + " or ".join(f"python_version == '{each}'" for each in sorted(pythons))
    return " ; " + " or ".join(
        f"python_version == '{each.python}' and platform_machine == '{each.processor}'"
        for each in sorted(some)
    )


if __name__ == "__main__":
    if "--lowest" in sys.argv[1:]:
        print("\n".join(lowest()))
    else:
        LOCK.write_text(locked(), encoding="utf-8")
