"""The engine beyond one machine: the workers of a dask scheduler, through its ``Client.get_executor()``.

Workers need no disk of ours. What targets share, and each profile, travels once: as dependencies of tasks,
which the cluster copies to where they are needed and makes again where the worker that had them is gone.
Targets travel with their tasks. Bytes come back and are written here, by the output stage of every build.
With a shared disk, jobs go as they are, and workers write.
"""

from __future__ import annotations

import contextlib
import pickle
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, cast

from appkit.batch.cluster_call import call
from appkit.batch.cluster_child import LostError, read_answer, relay
from appkit.batch.cluster_client import Watch, connected
from appkit.batch.cluster_failures import reason
from appkit.batch.cluster_identity import identity
from appkit.batch.cluster_load import BytesLoad, DiskLoad

if TYPE_CHECKING:
    import concurrent.futures
    from collections.abc import Callable, Iterator, Sequence
    from typing import ParamSpec, TypeVar

    from distributed import Client

    from appkit.batch.cluster_load import Load, Prepared
    from appkit.batch.engines import Executor, Settings
    from appkit.batch.jobs import Job

    P = ParamSpec("P")
    T = TypeVar("T")

# A task costs the scheduler one to two ms (docs/decisions/0017-clusters.md): half a second of work hides it.
_TASK_SECONDS: Final = 0.5
# Tasks in flight for each thread of a worker: one in work and one waiting, so that none is idle.
_AHEAD: Final = 2
# Threads that write what comes back: most of writing is waiting for the disk.
_WRITERS: Final = 4


@contextlib.contextmanager
def cluster(settings: Settings) -> Iterator[Executor]:
    """The workers of the scheduler at ``settings.address``.

    Raises AppkitError where dask's distributed is not installed, or no scheduler answers.
    """
    assert settings.address is not None
    with connected(settings.address) as client, ThreadPoolExecutor(_WRITERS, "appkit-write") as writers:
        tasks = client.get_executor(pure=False)
        load = DiskLoad() if settings.shared_disk else BytesLoad(client)
        try:
            yield _Cluster(client, tasks, writers, load, settings.timeout)
        finally:
            # Nothing is in flight unless something went wrong; then nobody wants it any more.
            tasks.shutdown(wait=False)
            writers.shutdown(wait=True, cancel_futures=True)


class _Cluster:
    """Sends the tasks of the loop to workers, and finishes here what comes back."""

    task_seconds = _TASK_SECONDS

    def __init__(
        self,
        client: Client,
        tasks: concurrent.futures.Executor,
        writers: ThreadPoolExecutor,
        load: Load,
        timeout: float | None,
    ) -> None:
        self._watch = Watch(client)
        self._tasks = tasks
        self._writers = writers
        self._load = load
        self._timeout = timeout

    @property
    def window(self) -> int:
        """Two tasks for each thread of every worker there is now.

        Raises AppkitError where the scheduler is gone, or has had no worker for a minute.
        """
        return max(1, _AHEAD * self._watch.threads())

    def submit(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """The future of ``function(job function, jobs)``: only what the loop submits can be sent."""
        assert not named
        self._watch.check()
        build, jobs = cast("tuple[Any, Sequence[Job]]", arguments)
        prepared = self._load.prepared(function, build, jobs)
        places = [pickle.PickleBuffer(b"") for _ in prepared.parcels]
        task, _ = call(relay, prepared.call, places, dict(identity()), self._timeout)
        sent = self._tasks.submit(pickle.loads, task, buffers=list(prepared.parcels))
        outer: Future[T] = Future()
        sent.add_done_callback(lambda done: self._landed(done, outer, prepared))
        return outer

    def _landed(self, done: Future[bytes], outer: Future[Any], prepared: Prepared) -> None:
        """Finish a task in another thread: this one is the client's, which talks to the scheduler."""
        try:
            self._writers.submit(_finish, done, outer, prepared)
        except RuntimeError:  # we are leaving
            outer.cancel()

    def lost(self, error: BaseException) -> str | None:
        """As :class:`Executor` says: see :mod:`appkit.batch.cluster_failures`."""
        return reason(error)


def _finish(done: Future[bytes], outer: Future[Any], prepared: Prepared) -> None:
    try:
        outer.set_result(prepared.finish(read_answer(done.result())))
    except CancelledError:
        outer.set_exception(LostError("the cluster dropped it"))
    except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
        outer.set_exception(error)
