"""The engine of several processes on this machine, on Pebble's pool.

Pebble rather than ``concurrent.futures``: a worker that is killed, or that works on one job for too long,
costs that job alone, and its place is filled. See docs/decisions/0016-batches.md.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import pebble

from appkit.diagnostics import AppkitError, Report

if sys.platform == "linux":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext
    from typing import ParamSpec, TypeVar

    from appkit.batch.engines import Executor, Settings

    P = ParamSpec("P")
    T = TypeVar("T")

# A pool is made anew so many times in a row; then it is the machine that is broken, not a job.
_MOST_POOLS = 3
# Seconds. Pebble looks after its workers ten times a second, and waits a minute for its lock, which a worker
# that is killed in the moment of taking a job keeps.
_LOOK_AFTER, _LOCK_PATIENCE = 0.05, 10.0
# What workers need anyway, imported once for all of them.
_PRELOADED = ["appkit.batch.work", "appkit.batch.starting", "pebble"]


class _Processes:
    """Pebble's pool as the loop wants it, made anew where it is broken as a whole."""

    task_seconds = 0.0

    def __init__(self, settings: Settings, context: BaseContext) -> None:
        self._settings = settings
        self._context = context
        self._broken = 0
        self._pool = self._new_pool()
        self.window = 2 * settings.workers

    def _new_pool(self) -> pebble.ProcessPool:
        return pebble.ProcessPool(
            max_workers=self._settings.workers, initializer=_start, context=self._context
        )

    def submit(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """As in ``concurrent.futures``."""
        try:
            return self._submitted(function, *arguments, **named)
        except RuntimeError:  # the pool broke after it was last looked at
            self._replace_pool()
            return self._submitted(function, *arguments, **named)

    def _submitted(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        timeout = self._settings.timeout
        future = self._pool.schedule(function, args=arguments, kwargs=named, timeout=timeout)
        future.add_done_callback(self._note)
        return future

    def _note(self, future: Future[T]) -> None:
        if not future.cancelled() and future.exception() is None:
            self._broken = 0

    def lost(self, error: BaseException) -> str | None:
        """As :class:`Executor` says."""
        if isinstance(error, pebble.ProcessExpired):
            return f"its process ended without a word ({_said(error.exitcode)})"
        if isinstance(error, BrokenProcessPool):
            return "all processes ended at once"
        # One that the job function raised has the worker's traceback as its cause.
        if isinstance(error, TimeoutError) and error.__cause__ is None:
            return f"it took longer than {self._settings.timeout:g} seconds"
        return None

    def _replace_pool(self) -> None:
        self.stop()
        self._broken += 1
        if self._broken > _MOST_POOLS:
            report = Report()
            help_ = "with --jobs 1 everything is built in one process, and what is wrong is told"
            report.error("no-workers", "the processes that build end as soon as they start", help=help_)
            raise AppkitError(report.diagnostics)
        self._pool = self._new_pool()

    def stop(self) -> None:
        """End all workers, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _said(exit_code: int) -> str:
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return f"signal {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"signal {-exit_code}"


@contextlib.contextmanager
def processes(settings: Settings) -> Iterator[Executor]:
    """A pool of ``settings.workers`` processes, each job in it for at most ``settings.timeout`` seconds."""
    pebble.CONSTS.sleep_unit = _LOOK_AFTER
    executor = _Processes(settings, _context())
    try:
        yield executor
    finally:
        executor.stop()


def _context() -> BaseContext:
    """How processes are started: never by forking this one, which has threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _start() -> None:
    """What each worker does first: see that it ends when its parent does, however that ends.

    The parent holds the other end of a pipe. On Linux the kernel kills the worker when that end is closed,
    even in the middle of a regular expression that never returns. Elsewhere a thread waits for it, which
    needs Python's own lock for a moment.
    """
    pebble.CONSTS.channel_lock_timeout = _LOCK_PATIENCE
    parent = multiprocessing.parent_process()
    assert parent is not None
    if sys.platform == "linux":
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    else:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
