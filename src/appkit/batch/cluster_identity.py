"""What a machine must have in common with another for both to build the same bytes."""

from __future__ import annotations

import functools
import hashlib
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from appkit import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

# The packages whose versions show in what is built: those that parse, fill templates and write.
_PACKAGES: Final = ("Jinja2", "lxml", "markdown-it-py", "mdit-py-plugins", "python-docx", "PyYAML", "typst")
_NONE: Final = "none"
_FILES: Final = "its files"


@functools.cache
def identity() -> Mapping[str, str]:
    """Versions by name, and one digest of every file of this appkit: a version may have been edited."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    packages = {name: _version(name) for name in _PACKAGES}
    return {"Python": python, "appkit": __version__, _FILES: _digest(), **packages}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return _NONE


def _digest() -> str:
    """The SHA-256 of the package's files, code and data, as 12 hexadecimal digits."""
    root = Path(__file__).parent.parent
    every = (file for file in root.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    digest = hashlib.sha256()
    for path, file in sorted((file.relative_to(root).as_posix(), file) for file in every):
        digest.update(f"{path}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:12]


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str | None:
    """In what two machines differ, in words; None where they would build the same."""
    names = [name for name in {**here, **there} if here.get(name, _NONE) != there.get(name, _NONE)]
    if names == [_FILES]:
        return f"its appkit {there['appkit']} has other files than the one here"
    told = (_told(name, here, there) for name in names if name != _FILES)
    return ", ".join(told) or None


def _told(name: str, here: Mapping[str, str], there: Mapping[str, str]) -> str:
    theirs = f"no {name}" if there.get(name, _NONE) == _NONE else f"{name} {there[name]}"
    return f"it has {theirs}, here is {here.get(name, _NONE)}"
