"""What holds of every case, whatever it is about: one oracle for all of them.

No traceback, the exit status and the errors that the case states, places that are in the files, nothing
changed but what a command is there to write, and nothing half-written.
"""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from appkit.output.names import unstaged
from workspaces import Ran, appkit

if TYPE_CHECKING:
    from pathlib import Path

    from cases import Case

# What a path is: its kind, its permissions, and what it holds or leads to.
Snapshot = dict[str, tuple[str, int, str]]

_HEADLINE = re.compile(
    r"(?:(?P<path>\S[^:\n]*):(?P<line>\d+):(?P<column>\d+): )?(?P<severity>error|warning|note)\[(?P<code>[a-z0-9-]+)\]"
)
_WRITABLE = ("out", ".appkit")


def snapshot(folder: Path) -> Snapshot:
    """Everything below ``folder``, by its path; links are not followed."""
    return {path.relative_to(folder).as_posix(): _what(path) for path in sorted(folder.rglob("*"))}


def _what(path: Path) -> tuple[str, int, str]:
    found = path.lstat()
    kind = stat.filemode(found.st_mode)[0]
    if stat.S_ISLNK(found.st_mode):
        return kind, 0, str(path.readlink())
    return kind, stat.S_IMODE(found.st_mode), _digest(path) if stat.S_ISREG(found.st_mode) else ""


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except PermissionError:
        return "not to be read"


def run(case: Case, root: Path) -> tuple[Ran, Snapshot, Snapshot]:
    """Run a case's commands; what the last one answered, and what there was before it and after it."""
    for each in case.first:
        assert appkit(root, *each).code == 0, f"{case.name}: {each} is there to prepare the case"
    before = snapshot(root.parent)
    ran = appkit(root, *case.command)
    return ran, before, snapshot(root.parent)


def complaints(case: Case, root: Path, ran: Ran, before: Snapshot, after: Snapshot) -> list[str]:
    """What is wrong with the answer to a case: nothing, if all is as it should be."""
    return [*_answer(case, ran), *_places(root, ran), *_files(case, root, before, after)]


def headlines(said: str, severity: str = "") -> list[str]:
    """``path:line:col: error[code]`` of every diagnostic, without its message."""
    found = (_HEADLINE.match(line) for line in said.splitlines())
    return [each[0] for each in found if each and each["severity"].startswith(severity)]


def _answer(case: Case, ran: Ran) -> list[str]:
    said = ran.out + ran.err
    wrong = [f"{word!r} is printed" for word in ("Traceback", "<frozen", "0x7f") if word in said]
    if ran.code != case.exit:
        wrong.append(f"exit status {ran.code}, not {case.exit}")
    if headlines(ran.err, "error") != case.errors:
        wrong.append(f"errors {headlines(ran.err, 'error')}, not {case.errors}")
    wrong += [f"{line} is not told" for line in case.tells if line not in headlines(ran.err)]
    wrong += [f"{words!r} is not said" for words in case.says if words.lower() not in said.lower()]
    wrong += [
        f"{character!r} is printed"
        for character in said
        if not (character.isprintable() or character in "\n\u3000")
    ]
    return wrong


def _places(root: Path, ran: Ran) -> list[str]:
    """Each place that is told lies in its file."""
    wrong = []
    for found in map(_HEADLINE.match, ran.err.splitlines()):
        if found is None or not found["path"] or found["path"].endswith("(built in)"):
            continue
        line, column, file = int(found["line"]), int(found["column"]), root / found["path"]
        if (line, column) == (1, 1):
            continue
        try:
            lines = re.split(r"\r\n|\r|\n", file.read_bytes().decode("utf-8-sig", "replace"))
        except OSError:
            wrong.append(f"{found[0]} is in no file")
            continue
        if line > len(lines) or column > len(lines[line - 1]) + 1:
            wrong.append(f"{found[0]} is outside of its file")
    return wrong


def _is_unfinished(path: str) -> bool:
    """Whether only a run that was killed may leave the file behind."""
    return bool(unstaged(PurePosixPath(path).name)) or path.endswith(".next")


def _files(case: Case, root: Path, before: Snapshot, after: Snapshot) -> list[str]:
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    allowed = tuple(f"{root.name}/{folder}" for folder in _WRITABLE) if case.exit == 0 or case.writes else ()
    wrong = [f"{path} was changed" for path in changed if not allowed or not path.startswith(allowed)]
    wrong += [f"{path} is half-written" for path in after if _is_unfinished(path)]
    out = f"{root.name}/out/"
    written = sorted(
        path.removeprefix(out) for path in after if path.startswith(out) and after[path][0] != "d"
    )
    if case.writes and written != sorted(case.writes):
        wrong.append(f"out/ holds {written}, not {case.writes}")
    return wrong
