"""The engine that is none: each job is done when it is submitted, here."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import ParamSpec

    from appkit.batch.engines import Executor, Settings

    P = ParamSpec("P")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Done(Generic[T]):
    """A future of the past: the standard library's takes milliseconds to import, of which a build has few."""

    value: T
    error: BaseException | None = None

    def exception(self) -> BaseException | None:
        return self.error

    def result(self) -> T:
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, call: Callable[[_Done[T]], object], /) -> None:
        call(self)


class _Serial:
    """Calls at once; an interruption is not caught."""

    window = 1
    task_seconds = 0.0

    def submit(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> _Done[T]:
        """What has come of it already."""
        try:
            return _Done(function(*arguments, **named))
        except Exception as error:  # noqa: BLE001 - whoever asks the future gets it
            return _Done(cast("T", None), error)

    def lost(self, error: BaseException) -> None:  # noqa: ARG002 - the protocol's signature
        """Nothing is ever lost: what would kill a worker kills this process."""
        return


@contextlib.contextmanager
def serial(settings: Settings) -> Iterator[Executor]:  # noqa: ARG001 - the protocol's signature
    """This process; ``settings`` do not matter. A job that hangs, hangs."""
    yield _Serial()
