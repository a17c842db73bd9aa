"""One run at a time for each place."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from appkit.diagnostics import AppkitError, Report
from appkit.output import _disk, failures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.output.places import Place

PATIENCE = 10.0
_POLL = 0.02


@contextlib.contextmanager
def locked(place: Place, patience: float) -> Iterator[None]:
    """The lock of ``place``, held; ``.appkit/`` is made where it is not there.

    Raises AppkitError where another run holds it for longer than ``patience`` seconds, or where ``.appkit``
    is a link; OSError as the system does. The lock file stays: removing one that others wait for would let
    two in.
    """
    import filelock  # noqa: PLC0415 - 30 ms that a run which writes nothing does not pay

    _make_folder(place)
    lock: filelock.BaseFileLock = filelock.FileLock(place.lock)
    try:
        try:
            lock.acquire(timeout=patience, poll_interval=_POLL)
        except NotImplementedError:  # a file system without flock, and a filelock that does not see to it
            lock = filelock.SoftFileLock(place.lock)
            lock.acquire(timeout=patience, poll_interval=_POLL)
    except filelock.Timeout as error:
        report = Report()
        message = f"another build of '{place.stem}' has been running for {patience:g} seconds"
        report.error("locked", message, help=f"wait for it to end; its lock is {place.shown(place.lock)}")
        raise AppkitError(report.diagnostics) from error
    try:
        yield
    finally:
        lock.release()


def _make_folder(place: Place) -> None:
    if place.folder.is_symlink():
        raise AppkitError([failures.outside(place.shown(place.lock))])
    with contextlib.suppress(FileExistsError):
        _disk.mkdir(place.folder)
        _disk.sync_folder(place.workspace)
