"""The engines: who runs the jobs of a batch. A new one is a module and a row of ``ENGINES``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, TypeVar

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import ParamSpec, Self

    P = ParamSpec("P")
    T = TypeVar("T")

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What engines may want to know: each takes what concerns it.

    ``workers`` are processes on this machine; ``timeout`` is in seconds and for one job (None: no limit);
    ``address`` is a scheduler's; with ``shared_disk`` remote workers write the files themselves.
    """

    workers: int = 1
    timeout: float | None = None
    address: str | None = None
    shared_disk: bool = False


class Promise(Protocol[T_co]):
    """The part of ``concurrent.futures.Future`` that the loop needs."""

    def exception(self) -> BaseException | None:
        """What the function raised, or why there is no result; None where there is one. Asked when done."""

    def result(self) -> T_co:
        """What the function returned. Asked when done."""

    def add_done_callback(self, call: Callable[[Self], object], /) -> None:
        """Call ``call`` with this when it is done, from any thread."""


class Executor(Protocol):
    """The part of ``concurrent.futures.Executor`` that the loop needs, and what it must know besides."""

    @property
    def window(self) -> int:
        """How many tasks to keep in flight: enough that no worker waits for the next."""

    @property
    def task_seconds(self) -> float:
        """How much work to send at a time, for engines whose tasks are dear; 0 sends jobs one by one."""

    def submit(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Promise[T]:
        """The future of ``function(*arguments)``, which is called in some process."""

    def lost(self, error: BaseException) -> str | None:
        """Why the work was lost, where a future's error means that; None where the function raised it.

        A phrase that completes "it was given up: …". Called once for each such error, before the work is
        submitted again. Raises AppkitError where trying again is of no use.
        """


class Opener(Protocol):
    """What a row's function looks like."""

    def __call__(self, settings: Settings, /) -> AbstractContextManager[Executor]:
        """An executor for the time of a ``with``.

        Leaving it normally waits for nothing that is in flight; leaving it by an exception stops it at once.
        """


@dataclass(frozen=True, slots=True)
class Engine:
    """One row: where its function is (imported when it is opened), and what it is."""

    module: str
    function: str
    about: str

    def open(self, settings: Settings) -> AbstractContextManager[Executor]:
        """An executor for the time of a ``with``. Raises AppkitError where the engine is not installed."""
        opener: Opener = getattr(importlib.import_module(self.module), self.function)
        return opener(settings)


ENGINES: dict[str, Engine] = {
    "serial": Engine("appkit.batch.serial", "serial", "in this process, one after the other"),
    "pebble": Engine("appkit.batch.processes", "processes", "in several processes of this machine"),
    "dask": Engine("appkit.batch.cluster", "cluster", "on the workers of a dask scheduler"),
}
