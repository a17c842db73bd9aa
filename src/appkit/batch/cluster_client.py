"""The client of a dask scheduler: connected, or told why not; and whether anybody is there to work."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import warnings
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Final

from appkit.diagnostics import AppkitError, Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client

# Seconds to wait for a scheduler to answer; and for a worker, where there is none.
PATIENCE: Final = 10.0
WORKER_PATIENCE: Final = 60.0
# Seconds in which a connection that broke must be there again. What was in flight is lost anyway: a switch
# that loses packets for a moment is worth waiting for, a scheduler that has ended is not.
RECONNECT_PATIENCE: Final = 3.0
# Workers are counted at most every so many seconds.
_COUNTED: Final = 1.0


def failure(code: str, message: str, help_: str | None = None) -> AppkitError:
    """An error about the cluster, which no file is to blame for."""
    return AppkitError([Diagnostic(Severity.ERROR, code, message, help=help_)])


@contextlib.contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at ``address`` (``tcp://HOST:PORT`` or ``tls://HOST:PORT``).

    Raises AppkitError where dask's distributed is not installed, the address is none, or nobody answers.
    """
    try:
        import distributed  # noqa: PLC0415 - half a second, and an extra
    except ImportError as error:
        message = "a cluster needs the package 'distributed', which is not installed"
        raise failure("missing-extra", message, "python -m pip install 'appkit[cluster]'") from error
    _hush()
    _knock(address)
    with warnings.catch_warnings():
        # Versions are compared where they matter, with each task.
        warnings.simplefilter("ignore", distributed.versions.VersionMismatchWarning)
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False, name="appkit")
    try:
        yield client
    finally:
        with contextlib.suppress(OSError, TimeoutError):
            client.close(timeout=PATIENCE)


def _hush() -> None:
    """Keep dask's log off the screen: what matters is told as diagnostics."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _knock(address: str) -> None:
    """Connect and hang up: a client that cannot connect leaves threads behind that complain."""
    from distributed.comm import connect  # noqa: PLC0415 - as above
    from distributed.security import Security  # noqa: PLC0415

    async def knock() -> None:
        comm = await connect(address, timeout=PATIENCE, **Security().get_connection_args("client"))
        comm.abort()

    help_ = "start one with 'dask scheduler', and give the address that it prints"
    try:
        asyncio.run(knock())
    except (ValueError, RuntimeError) as error:  # no port, a scheme that is not known
        raise failure("bad-address", f"'{address}' is no address: {error}", help_) from error
    except TypeError as error:  # dask's word for tls:// without certificates
        help_ = "name them in dask's configuration, under distributed.comm.tls: see docs/clusters.md"
        raise failure("bad-address", f"'{address}' needs certificates", help_) from error
    except OSError as error:
        raise failure("no-scheduler", f"no scheduler answers at {address}: {_cause(error)}", help_) from error


def _cause(error: BaseException) -> str:
    """The first reason in a chain of errors."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error) or type(error).__name__


def _gone() -> AppkitError:
    help_ = "build again: what is there is not built twice"
    return failure("cluster-lost", "the scheduler is gone: it does not answer any more", help_)


class Watch:
    """How many threads the workers have; raises where there is nobody any more."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._threads = 0
        self._asked = float("-inf")
        self._seen = time.monotonic()
        self._broken: float | None = None  # since when dask has tried to connect again

    def check(self) -> None:
        """Raise AppkitError where the client has given the scheduler up, or been without it for too long."""
        if self._client.status != "connecting":
            self._broken = None
        elif self._broken is None:
            self._broken = time.monotonic()
        late = self._broken is not None and time.monotonic() - self._broken > RECONNECT_PATIENCE
        if late or self._client.status in {"closing", "closed"}:
            raise _gone()

    def threads(self) -> int:
        """The threads of all workers, as of a second ago at most.

        Raises AppkitError where the scheduler is gone, or there has been no worker for a minute.
        """
        self.check()
        now = time.monotonic()
        if now - self._asked < _COUNTED or self._broken is not None:
            return self._threads
        self._asked = now
        self._threads = self._counted()
        if self._threads:
            self._seen = now
        elif now - self._seen > WORKER_PATIENCE:
            message = f"the cluster has had no worker for {WORKER_PATIENCE:g} seconds"
            raise failure("no-workers", message, "start some with 'dask worker ADDRESS', then build again")
        return self._threads

    def _counted(self) -> int:
        try:
            threads = self._client.sync(self._client.scheduler.ncores, callback_timeout=PATIENCE)
        except (OSError, CancelledError) as error:
            raise _gone() from error
        return sum(threads.values())
