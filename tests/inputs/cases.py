"""The cases of ``invalid/``: read, laid out on disk, and what each is to answer.

The README of that folder says how a case is written.
"""

from __future__ import annotations

import os
import shlex
import socket
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from workspaces import PROFILE, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator

INVALID: Final = Path(__file__).parent / "invalid"
BASE: Final = {"profiles/ada.yaml": PROFILE, "targets/t.yaml": TARGET}

# Behind the first of many errors.
MORE: Final = "…"
# A file's text, or a mapping that says how it is made.
Recipe = str | dict[str, Any]

_KEYS = frozenset(
    ("about", "files", "first", "command", "exit", "tells", "says", "writes", "changes", "under")
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Case:
    """Something wrong with a small workspace, and what appkit answers.

    ``tells`` are headlines (``targets/t.yaml:5:1: error[yaml-syntax]``): every error that is told, in order,
    and whichever warnings and notes the case is about; "…" stands for the rest of many errors. ``says`` are words of the answer. ``writes`` are the
    files that a command leaves in ``out/``, ``changes`` what else it may change although it fails. ``under`` are the conditions of a child process, see `limits`;
    a case without any runs in this process.
    """

    name: str
    about: str
    files: dict[str, Recipe]
    first: list[list[str]]
    command: list[str]
    exit: int
    tells: list[str]
    says: list[str]
    writes: list[str]
    changes: list[str]
    under: dict[str, Any] | None

    @property
    def errors(self) -> list[str]:
        return [line for line in self.tells if "error[" in line]

    @property
    def and_more(self) -> bool:
        return MORE in self.tells


@cache
def cases() -> dict[str, Case]:
    """Every case by its name, ``yaml/tab``."""
    files = sorted(INVALID.rglob("*.yaml"))
    return {case.name: case for case in map(_case, files)}


def _case(file: Path) -> Case:
    name = file.relative_to(INVALID).with_suffix("").as_posix()
    said = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    assert said.keys() <= _KEYS, f"{name}: {said.keys() - _KEYS}"
    assert "exit" in said, f"{name} does not say how it ends"
    assert said.keys() & {"tells", "says", "writes"}, f"{name} does not say what is answered"
    return Case(
        name,
        said.get("about", ""),
        said.get("files", {}),
        [shlex.split(each) for each in said.get("first", ())],
        shlex.split(said.get("command", "build --all")),
        said["exit"],
        said.get("tells", []),
        said.get("says", []),
        said.get("writes", []),
        said.get("changes", []),
        said.get("under"),
    )


def lay_out(case: Case, root: Path) -> None:
    """Write the workspace of a case to ``root``; files called ``../NAME`` lie beside it."""
    for folder in ("profiles", "targets"):
        if folder not in case.files:
            (root / folder).mkdir(parents=True)
    for name, content in BASE.items():
        if name not in case.files:
            _put(root / name, content, name)
    for name, recipe in case.files.items():
        for path, each in _numbered(name, recipe):
            # A byte that is no UTF-8, as systems but Windows and macOS have it in names.
            _put(root / path.replace("<FF>", os.fsdecode(b"\xff")), each, path)


def _numbered(name: str, recipe: Recipe) -> Iterator[tuple[str, Recipe]]:
    """The files of a recipe that says how many there are: ``<N>`` is the number of each, ``<N+1>`` the next."""
    if isinstance(recipe, str) or "numbered" not in recipe:
        yield name, recipe
        return
    count = recipe["numbered"]
    for number in range(count):
        text = recipe["text"].replace("<N+1>", str((number + 1) % (count + 1)))
        yield name.replace("<N>", str(number)), text


def _put(path: Path, recipe: Recipe, name: str) -> None:
    """A file by its recipe: the text of it, or a mapping that says how it is made."""
    if recipe == "absent":
        return
    made = {"text": recipe} if isinstance(recipe, str) else dict(recipe)
    mode = made.pop("mode", None)
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in made:
        path.symlink_to(made["link"])
    elif "is" in made:
        _MAKERS[made["is"]](path)
    else:
        path.write_bytes(_content(made, name))
    if mode is not None:
        path.chmod(int(str(mode), 8))


def _content(made: dict[str, Any], name: str) -> bytes:
    if "replace" in made:
        text = BASE[name]
        for old, new in made["replace"].items():
            assert old in text, f"{name} has no {old!r}"
            text = text.replace(old, new, 1)
    elif "append" in made:
        text = BASE[name] + made["append"]
    elif "repeat" in made:
        text = made.get("before", "") + made["repeat"] * made["times"] + made.get("after", "")
    else:
        text = made["text"]
    encoded: bytes = text.encode(made.get("encoding", "utf-8"))
    return encoded


def _socket(path: Path) -> None:
    # A socket's path has at most 108 bytes, and temporary folders are deep.
    here = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(f"/proc/self/fd/{here}/{path.name}")
    except OSError:
        import pytest  # noqa: PLC0415 - the children that cases run in do without

        pytest.skip("no socket can be made here")
    finally:
        os.close(here)


_MAKERS = {
    "folder": lambda path: (path / "inside").mkdir(parents=True),
    "empty folder": lambda path: path.mkdir(exist_ok=True),
    "pipe": os.mkfifo,
    "socket": _socket,
}
