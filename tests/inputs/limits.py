"""Running a case where it can do no harm: in a child with limits, under conditions that a disk may be in.

``under`` of a case is a mapping, empty for the limits alone, or with these keys:

- ``disk: N``: ``out/`` is a disk of N KiB, full after that; ``disk: read-only``: one that nobody may write to.
- ``rights: none``: root's right to read and write everything is given up.
- ``largest: N``: no file may grow larger than N bytes, as under a quota.
- ``locale: C``: the terminal takes ASCII only.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import multiprocessing
import os
import resource
import signal
import sys
import traceback
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import oracle

from appkit import cli
from workspaces import Ran

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from cases import Case

SECONDS: Final = 5
BYTES: Final = 500 * 2**20
# A child that sleeps or waits uses no processor time: it is ended after this.
_WAIT = 60

_CLONE_NEWNS, _CLONE_NEWUSER = 0x00020000, 0x10000000
_MS_RDONLY, _MS_REC, _MS_PRIVATE = 1, 16384, 1 << 18
_LIBC: Final = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class NotHereError(Exception):
    """This system does not let a test make the conditions of a case."""


@dataclass(frozen=True)
class Outcome:
    """What is wrong with the answer, what it took (seconds of processor time, bytes at the peak)."""

    wrong: list[str]
    seconds: float
    peak: int


def run(case: Case, root: Path) -> Outcome:
    """Run a case in a child. Raises NotHereError where its conditions cannot be made."""
    start_server()
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(case, root, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(_WAIT) else None
    except EOFError:
        answer = None
    child.join(1 if answer is None else _WAIT)
    if child.is_alive():
        child.kill()
        child.join()
        return Outcome([f"still running after {_WAIT} s"], _WAIT, 0)
    if isinstance(answer, str):
        raise NotHereError(answer)
    return answer or Outcome([f"the process ended with {child.exitcode}"], 0, 0)


@cache
def start_server() -> None:
    """Start the process that children are forked from: it has built once, so that each begins warm."""
    here = Path(__file__).parent
    kept = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(here), str(here.parent), kept)))
    try:
        forkserver.set_forkserver_preload(["warm"])
        forkserver.ensure_running()
    finally:
        if kept is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = kept


def _child(case: Case, root: Path, to: Connection) -> None:
    try:
        to.send(_limited(case, root))
    except NotHereError as error:
        to.send(str(error))
    except BaseException:  # noqa: BLE001 - the parent is to hear of it
        to.send(Outcome(traceback.format_exc().splitlines(), 0, 0))


def _limited(case: Case, root: Path) -> Outcome:
    under = case.under or {}
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    words = iter(case.command)
    guard = Guard(root, *(next(words) for word in words if word == "--out"))
    if "disk" in under:
        _mount(root / "out", under["disk"])
    if under.get("rights") == "none":
        _give_up_rights()
    if "largest" in under:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (under["largest"], under["largest"]))
    sys.addaudithook(guard)
    ran, before, after = oracle.run(case, root) if "locale" not in under else _in_ascii(case, root)
    guard.watching = False
    wrong = oracle.complaints(case, root, ran, before, after) + guard.seen
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Outcome(wrong, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def _in_ascii(case: Case, root: Path) -> tuple[Ran, oracle.Snapshot, oracle.Snapshot]:
    """As `oracle.run`, with streams that take ASCII only and replace nothing."""
    before = oracle.snapshot(root.parent)
    out, err = io.BytesIO(), io.BytesIO()
    with (
        io.TextIOWrapper(out, encoding="ascii", write_through=True) as printed,
        io.TextIOWrapper(err, encoding="ascii", write_through=True) as told,
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(told),
    ):
        code = cli.run(["-C", str(root), *case.command])
        ran = Ran(code, out.getvalue().decode(), err.getvalue().decode())
    return ran, before, oracle.snapshot(root.parent)


class Guard:
    """An audit hook: what is written must lie in ``out/`` or ``.appkit/``, and nothing is run or called up."""

    _WRITES = frozenset(("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"))  # fmt: skip
    _NEVER = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")  # fmt: skip

    def __init__(self, root: Path, *named: str) -> None:
        """``named`` are the folders that the command itself names for what it writes."""
        self.seen: list[str] = []
        self.watching = True
        self._allowed = tuple(f"{os.path.realpath(root)}/{folder}" for folder in ("out", ".appkit", *named))

    def __call__(self, event: str, about: tuple[Any, ...]) -> None:
        if not self.watching:
            return
        if event == "open" and about[2] and about[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
            self._written(event, about[0])
        elif event in self._WRITES:
            # Of a link it is the second name that is made; of a rename both change.
            for path in (
                about[1:2] if event in {"os.link", "os.symlink"} else about[: 1 + (event == "os.rename")]
            ):
                self._written(event, path)
        elif event.startswith(self._NEVER):
            self.seen.append(f"{event} {about!r:.200}")

    def _written(self, event: str, path: object) -> None:
        if isinstance(path, str | os.PathLike):
            folder, name = os.path.split(Path.cwd() / path)
            real = f"{os.path.realpath(folder)}/{name}"
            # Bytecode is written by Python itself, and is nobody's input.
            if not real.startswith(self._allowed) and "__pycache__" not in real and real != os.devnull:
                self.seen.append(f"{event} {real}")


def _mount(folder: Path, disk: int | str) -> None:
    """A small disk at ``folder``, seen by this process alone, gone when it ends."""
    if _LIBC is None:
        raise NotHereError("no disk can be mounted here")
    folder.mkdir(exist_ok=True)
    own = 0 if os.geteuid() == 0 else _CLONE_NEWUSER
    if _LIBC.unshare(_CLONE_NEWNS | own) != 0:
        raise NotHereError("this user may not mount a disk")
    _LIBC.mount(None, b"/", None, _MS_REC | _MS_PRIVATE, None)
    flags = _MS_RDONLY if disk == "read-only" else 0
    options = b"size=4k" if disk == "read-only" else f"size={disk}k".encode()
    if _LIBC.mount(b"none", bytes(folder), b"tmpfs", flags, options) != 0:
        raise NotHereError("this user may not mount a disk")


# Of <linux/capability.h>.
_CAPABILITY_VERSION_3 = 0x20080522


def _give_up_rights() -> None:
    """Make modes hold for root, too: its capabilities are dropped, its files stay its own."""
    if os.geteuid() != 0:
        return
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    if _LIBC is None or _LIBC.capset(header, (ctypes.c_uint32 * 6)()) != 0:
        raise NotHereError("root cannot give up its rights here")
