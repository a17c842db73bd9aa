"""The disk, struck: every call that changes something below a folder is counted, and one of them goes wrong.

To be laid over a process of its own, since an audit hook cannot be taken off again. Names are made, moved and
removed in C, by whatever road Python takes there, and Python tells its audit hooks of each (PEP 578); what is
written to an open file and forced to the disk it does not tell, so ``os.open``, ``os.write`` and ``os.fsync``
are replaced. A file opened for writing by any other road is a call of its own name, ``stream``, whose bytes
would go uncounted: tests see to it that there is none.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
# The events of PEP 578 that change names, and how many of their arguments are paths. ``os.rename`` is also
# ``os.replace``; ``os.remove`` is also ``os.unlink``.
_EVENTS = {
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.remove": 1,
    "os.mkdir": 1,
    "os.rmdir": 1,
    "os.chmod": 1,
    "os.truncate": 1,
}
_SIGNALS = {"KILL": signal.SIGTERM, "TERM": signal.SIGTERM, "INT": signal.SIGINT}
if os.name == "posix":
    _SIGNALS["KILL"] = signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at the ``at``-th call (from 1; 0: nothing), and at all later ones if it ``lasts``.

    ``what`` is a signal (``KILL``, ``TERM``, ``INT``) or the name of an error (``ENOSPC``, ``EIO``, ...). With
    ``only`` calls of those names alone are counted. A write that goes wrong leaves half of its bytes.
    """

    at: int = 0
    what: str = "KILL"
    only: tuple[str, ...] = ()
    lasts: bool = False


@dataclass(slots=True)
class Disk:
    """The calls so far, each a line of ``log``, a descriptor: ``rename out/t/.CV.md.appkit-new``."""

    root: str
    fault: Fault
    log: int
    count: int = 0
    open: dict[int, str] = field(default_factory=dict)
    write: Callable[..., int] = os.write

    def lay(self) -> None:
        """Lay it over this process, for good."""
        real_open, real_close, real_fsync = os.open, os.close, os.fsync
        self.write = real_write = os.write

        def opened(path: Any, *arguments: Any, **more: Any) -> int:  # noqa: ANN401 - as os.open
            descriptor = real_open(path, *arguments, **more)
            self.open.pop(descriptor, None)
            if name := self.name(path):
                self.open[descriptor] = name
            return descriptor

        def closed(descriptor: int) -> None:
            self.open.pop(descriptor, None)
            real_close(descriptor)

        def written(descriptor: int, data: Any) -> int:  # noqa: ANN401 - as os.write
            if name := self.open.get(descriptor):
                self.call("write", name, lambda: real_write(descriptor, bytes(data)[: len(data) // 2]))
            return real_write(descriptor, data)

        def synced(descriptor: int) -> None:
            if name := self.open.get(descriptor):
                self.call("fsync", name)
            else:
                real_fsync(
                    descriptor
                )  # of what is below the folder nothing is: no test sees it, and it is slow

        for name, call in (("open", opened), ("close", closed), ("write", written), ("fsync", synced)):
            setattr(os, name, call)
        sys.addaudithook(self.hook)

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take note of an event of Python's own."""
        if event == "open":
            path, mode, flags = arguments
            if flags & _WRITING and (name := self.name(path)):
                self.call("open" if mode is None else "stream", name)
        elif event in _EVENTS:
            names = [self.name(path) for path in arguments[: _EVENTS[event]]]
            if found := next(filter(None, names), ""):
                self.call(event.removeprefix("os."), found)

    def name(self, path: object) -> str:
        """A path as it is below the folder, "." for the folder; "" for one that is not there."""
        if not isinstance(path, str | bytes | os.PathLike):
            return ""
        full = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - resolve() would follow links
        if full == self.root:
            return "."
        return full.removeprefix(self.root + os.sep) if full.startswith(self.root + os.sep) else ""

    def call(self, name: str, path: str, torn: Callable[[], object] = lambda: None) -> None:
        """Count a call that is about to be made, and make it go wrong if it is the one."""
        if self.fault.only and name not in self.fault.only:
            return
        self.count += 1
        self.write(self.log, f"{name} {path}\n".encode())
        at = self.fault.at
        if not at or self.count < at or (self.count > at and not self.fault.lasts):
            return
        if self.count == at:
            torn()
        if number := _SIGNALS.get(self.fault.what):
            os.kill(os.getpid(), number)
        else:
            code = getattr(errno, self.fault.what)
            raise OSError(code, os.strerror(code), f"{self.root}{os.sep}{path}")
