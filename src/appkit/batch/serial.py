"""The engine that is none: each job is done when it is submitted, here."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import ParamSpec, TypeVar

    from appkit.batch.engines import Executor, Settings

    P = ParamSpec("P")
    T = TypeVar("T")


class _Serial:
    """Calls at once; an interruption is not caught."""

    window = 1
    task_seconds = 0.0

    def submit(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """A future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(function(*arguments, **named))
        except Exception as error:  # noqa: BLE001 - whoever asks the future gets it
            future.set_exception(error)
        return future

    def lost(self, error: BaseException) -> None:  # noqa: ARG002 - the protocol's signature
        """Nothing is ever lost: what would kill a worker kills this process."""
        return


@contextlib.contextmanager
def serial(settings: Settings) -> Iterator[Executor]:  # noqa: ARG001 - the protocol's signature
    """This process; ``settings`` do not matter. A job that hangs, hangs."""
    yield _Serial()
