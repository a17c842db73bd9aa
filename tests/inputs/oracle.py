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

from cases import MORE

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
# DOCX files are archives whose parts are stored as they are. Browsers pass over white space and controls.
_UNSAFE = re.compile(
    rb"(?:href=[\"']|Target=[\"']|\]\(<?)[\x00-\x20]*(?!https?:|mailto:|tel:|#)[a-z][a-z\t\n\r]*:[^\"')]*",
    re.IGNORECASE,
)
# Of a file that is larger, nothing is said but that.
_MOST = 16 * 2**20
# What is told of long values is not long.
_LONGEST_LINE = 2000
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
    errors = headlines(ran.err, "error")
    if (errors[: len(case.errors)] if case.and_more else errors) != case.errors:
        wrong.append(f"errors {errors[:20]}, not {case.errors}")
    told = {*headlines(ran.err)}
    wrong += [f"{line} is not told" for line in case.tells if line not in told and line != MORE]
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
    files: dict[str, list[str]] = {}
    for found in map(_HEADLINE.match, ran.err.splitlines()):
        if found is None or not found["path"] or found["path"].endswith("(built in)"):
            continue
        line, column, path = int(found["line"]), int(found["column"]), found["path"]
        if path not in files:
            files[path] = _lines(root / path)
        lines = files[path]
        if line > len(lines) or column > len(lines[line - 1]) + 1:
            wrong.append(f"{found[0]} is outside of its file")
    return wrong


def _lines(file: Path) -> list[str]:
    """The lines of a file; of what is none, one that is empty: its place is its name."""
    if not file.is_file():
        return [""]
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST)
    except OSError:
        return [""]
    return re.split(r"\r\n|\r|\n", content.decode("utf-8-sig", "replace"))


def _is_unfinished(path: str) -> bool:
    """Whether only a run that was killed may leave the file behind."""
    return bool(unstaged(PurePosixPath(path).name)) or path.endswith(".next")


def _leads_astray(path: Path) -> list[str]:
    """The links in an artifact that lead to something else than a page, an address or a telephone."""
    return [found.decode("utf-8", "replace") for found in _UNSAFE.findall(path.read_bytes())]


def _files(case: Case, root: Path, before: Snapshot, after: Snapshot) -> list[str]:
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    if case.exit == 0 or case.writes:
        allowed = tuple(f"{root.name}/{folder}" for folder in _WRITABLE)
    elif any(line.startswith("error[") for line in case.tells):
        # What a file says is good, and writing was begun: a lock is left, and the folder that it lies in.
        changed = [path for path in changed if not path.endswith((".lock", "/.appkit", "/out", "/out/t"))]
        allowed = ()
    else:
        allowed = ()
    changed = [path for path in changed if path.removeprefix(f"{root.name}/") not in case.changes]
    wrong = [f"{path} was changed" for path in changed if not allowed or not path.startswith(allowed)]
    wrong += [f"{path} is half-written" for path in after if _is_unfinished(path)]
    for path in changed:
        if path.startswith(f"{root.name}/out/") and path in after and after[path][0] == "-":
            wrong += [f"{path} has the link {link}" for link in _leads_astray(root.parent / path)]
    out = f"{root.name}/out/"
    written = sorted(
        path.removeprefix(out) for path in after if path.startswith(out) and after[path][0] != "d"
    )
    if case.writes and written != sorted(case.writes):
        wrong.append(f"out/ holds {written}, not {case.writes}")
    return wrong
