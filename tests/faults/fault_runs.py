"""Commands run in a process of their own on a disk that is struck, and what is then on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disk_faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERVER = Path(__file__).parent / "fault_server.py"
NO_FAULT = Fault()
# The exit code of a process that was killed; Windows has no signals, but a code that a process is ended with.
KILLED = (-9,) if os.name == "posix" else (15,)


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its exit code (negative: the signal that ended it), what it told, the calls that it made."""

    code: int
    out: str
    err: str
    calls: tuple[str, ...]
    seconds: float

    @property
    def said(self) -> str:
        """The codes of errors and warnings, for a message of a test that fails."""
        return f"exit {self.code}\n{self.out}{self.err}"


@dataclass(slots=True)
class Runner:
    """Runs commands in children of one process that has imported appkit."""

    files: Path
    process: subprocess.Popen[str] | None

    def __call__(
        self,
        root: Path,
        *arguments: str,
        fault: Fault = NO_FAULT,
        watched: bool = True,
        killed_after: float | None = None,
    ) -> Run:
        """``appkit -C ROOT ARGUMENTS``.

        ``watched``: calls to the disk below ROOT are counted and struck. ``killed_after``: so many seconds.
        """
        files = str(self.files)
        request = {
            "run": ["-C", str(root), *arguments],
            "root": str(root.absolute()) if watched else "",
            "fault": asdict(fault),
            "files": files,
            "killed_after": killed_after,
        }
        codes, seconds = self._ask({"together": [request]})
        return _told(files, codes[0], seconds)

    def together(self, root: Path, *commands: tuple[str, ...], faults: Mapping[int, Fault] = {}) -> list[Run]:
        """Commands run at the same time; ``faults`` by the index of the command."""
        requests = [
            {
                "run": ["-C", str(root), *command],
                "root": str(root.absolute()) if number in faults else "",
                "fault": asdict(faults.get(number, NO_FAULT)),
                "files": f"{self.files}-{number}",
                "killed_after": None,
            }
            for number, command in enumerate(commands)
        ]
        codes, seconds = self._ask({"together": requests})
        return [_told(f"{self.files}-{number}", code, seconds) for number, code in enumerate(codes)]

    def warm(self, root: Path, *arguments: str) -> None:
        """Run a command in the process itself, so that later ones find what it has made."""
        if self.process is None:
            return
        self._ask({"run": ["-C", str(root), *arguments], "files": str(self.files), "here": True})

    def _ask(self, request: Mapping[str, Any]) -> tuple[list[int], float]:
        if self.process is None:
            return self._each(request["together"]), 0.0
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(request), file=self.process.stdin, flush=True)
        codes, seconds = json.loads(self.process.stdout.readline())
        return codes, seconds

    def _each(self, requests: list[dict[str, Any]]) -> list[int]:
        """Runs in processes that are started for them."""
        command, pipe = [sys.executable, str(SERVER), "--once"], subprocess.PIPE
        processes = [subprocess.Popen(command, stdin=pipe, text=True) for _ in requests]
        for process, request in zip(processes, requests, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps(request))
            process.stdin.close()
        return [process.wait() for process in processes]


def _told(files: str, code: int, seconds: float) -> Run:
    out, err, log = (Path(f"{files}.{end}").read_text("utf-8") for end in ("out", "err", "log"))
    return Run(code, out, err, tuple(log.splitlines()), seconds)


@contextmanager
def running(folder: Path) -> Iterator[Runner]:
    """A runner, which keeps what runs print in ``folder``; without fork (on Windows) a slow one."""
    if not hasattr(os, "fork"):
        yield Runner(folder / "run", None)
        return
    command = [sys.executable, str(SERVER)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as process:
        yield Runner(folder / "run", process)
        process.communicate()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by its path."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def copied(source: Path, destination: Path) -> Path:
    """A copy of a workspace at ``destination``, where nothing else is afterwards."""
    shutil.rmtree(destination, ignore_errors=True)
    shutil.copytree(source, destination, symlinks=True)
    return destination
