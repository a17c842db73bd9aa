"""One run at a time for each place."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.diagnostics import AppkitError, Report
from appkit.output import _disk, failures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filelock import BaseFileLock

    from appkit.output.places import Place

PATIENCE = 10.0
_POLL = 0.02
# What file systems answer that have no locks: network and cloud folders, mostly.
_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}


@contextlib.contextmanager
def locked(place: Place, patience: float) -> Iterator[None]:
    """The lock of ``place``, held; ``.appkit/`` is made where it is not there.

    Raises AppkitError where another run holds it for longer than ``patience`` seconds, or where ``.appkit``
    is a link; OSError as the system does. The lock file stays: removing one that others wait for would let
    two in.
    """
    import filelock  # noqa: PLC0415 - 30 ms that a run which writes nothing does not pay

    _make_folder(place)
    try:
        lock = _acquired(place, patience)
    except filelock.Timeout as error:
        report = Report()
        message = f"another build of '{place.stem}' has been running for {patience:g} seconds"
        shown = place.shown(Path(error.lock_file))
        report.error("locked", message, help=f"wait for it to end; its lock is {shown}")
        raise AppkitError(report.diagnostics) from error
    try:
        yield
    finally:
        lock.release()


def _acquired(place: Place, patience: float) -> BaseFileLock:
    """The lock, taken. Raises filelock.Timeout where another run holds it, OSError as the system does."""
    import filelock  # noqa: PLC0415 - as above

    # It would see to ENOSYS itself, with a warning of Python's that shows a path of this machine.
    lock: BaseFileLock = filelock.FileLock(place.lock, fallback_to_soft=False)
    try:
        lock.acquire(timeout=patience, poll_interval=_POLL)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    else:
        return lock
    # Under another name: the attempt has left a file under the first, which would be somebody's lock.
    lock = filelock.SoftFileLock(place.soft_lock)
    lock.acquire(timeout=patience, poll_interval=_POLL)
    return lock


def _make_folder(place: Place) -> None:
    if place.folder.is_symlink():
        raise AppkitError([failures.outside(place.shown(place.lock))])
    with contextlib.suppress(FileExistsError):
        _disk.mkdir(place.folder)
        _disk.sync_folder(place.workspace)
