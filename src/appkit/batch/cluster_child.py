"""What runs at a worker of a cluster: a relay in the worker, and the child process that does the work.

A worker runs tasks in threads of its own. There, a document that crashes Python would take the worker along
(and be sent to the next, and the next), one that hangs could not be stopped, and the threads would share one
core. So each thread has a child process: a document costs its own child at most.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import traceback
import zlib
from socket import gethostname
from typing import IO, TYPE_CHECKING, Any, Final

from appkit.batch.cluster_identity import difference, identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Documents shrink to a seventh at level 1, in 5 ms a MB; higher levels take twice the time for a tenth less.
_LEVEL: Final = 1


class LostError(Exception):
    """The child died or took too long; the words complete "it was given up: …"."""


class UnfitError(Exception):
    """This worker would not build the same bytes as the machine that asks; the words say why."""


def relay(call: bytes, buffers: Sequence[bytes], theirs: Mapping[str, str], seconds: float | None) -> bytes:
    """Have a child make a call (see :mod:`appkit.batch.cluster_call`): the answer.

    A call that takes longer than ``seconds`` to its end, or from one :func:`step` to the next, is given up.
    ``theirs`` is the identity of the machine that asks. Raises UnfitError where that differs from ours,
    LostError where the child dies or the time is over.
    """
    child = _suitable(theirs)
    answer = child.ask(call, buffers, seconds)
    _idle.put(child)
    return answer


def _suitable(theirs: Mapping[str, str]) -> _Child:
    """A child that builds what ``theirs`` would; one that was started before an update is ended."""
    with contextlib.suppress(queue.Empty):
        while True:
            child = _idle.get_nowait()
            if difference(theirs, child.identity) is None:
                return child
            child.end()
    child = _Child()
    unlike = difference(theirs, child.identity)
    if unlike:
        child.end()
        raise UnfitError(f"{gethostname()}: {unlike}")
    return child


class _Child:
    """A process that makes calls, one after the other, for as long as this one lives."""

    def __init__(self) -> None:
        command = (sys.executable, "-m", "appkit.batch.cluster_child")
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self._late = threading.Event()
        try:
            self.identity: Mapping[str, str] = self._next()
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise LostError(self._ending(None)) from error

    def ask(self, call: bytes, buffers: Sequence[bytes], seconds: float | None) -> bytes:
        """The answer to a call. Raises LostError, and then the child is gone."""
        try:
            return self._asked(call, buffers, seconds)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise LostError(self._ending(seconds if self._late.is_set() else None)) from error

    def _asked(self, call: bytes, buffers: Sequence[bytes], seconds: float | None) -> bytes:
        assert self._process.stdin is not None
        pickle.dump((call, buffers), self._process.stdin)
        self._process.stdin.flush()
        while True:
            with self._at_most(seconds):
                answer: bytes | None = self._next()
            if answer is not None:
                return answer

    def _next(self) -> Any:  # noqa: ANN401 - as told
        """What the child says next: at first its identity, then None at each step, and answers."""
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)  # noqa: S301 - our own child's

    def end(self) -> None:
        """Kill the child, whatever it is at."""
        self._ending(None)

    @contextlib.contextmanager
    def _at_most(self, seconds: float | None) -> Iterator[None]:
        """Kill the child where the ``with`` takes longer."""
        timer = threading.Timer(seconds or 0, self._end)
        if seconds is not None:
            timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self._late.set()
        self._process.kill()

    def _ending(self, seconds: float | None) -> str:
        self._process.kill()
        code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            _close(stream)
        if seconds is not None:
            return f"it took longer than {seconds:g} seconds"
        how = f"signal {signal.strsignal(-code) or -code}" if code < 0 else f"exit code {code}"
        return f"its process ended without a word ({how})"


def _close(stream: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what is left in the buffer has no reader any more
        stream.close()


# The children that wait for work; never more than the worker has threads.
_idle: queue.LifoQueue[_Child] = queue.LifoQueue()


def read_answer(answer: bytes) -> Any:  # noqa: ANN401 - whatever the function gives
    """What the call gave, from the child's answer. Raises what the call raised."""
    good, value = pickle.loads(zlib.decompress(answer))  # noqa: S301 - from a worker, which we trust
    if good:
        return value
    raise value


def _answer(call: bytes, buffers: Sequence[bytes]) -> bytes:
    try:
        content = pickle.dumps((True, pickle.loads(call, buffers=buffers)))  # noqa: S301 - as above
    except Exception as error:  # noqa: BLE001 - told where it was asked for
        error.add_note(traceback.format_exc())
        content = pickle.dumps((False, error))
    return zlib.compress(content, _LEVEL)


# Where a child answers; empty in any other process.
_answers: list[IO[bytes]] = []


def step() -> None:
    """Tell the relay that one of several jobs is done: the time for the next one begins."""
    if _answers:
        _say(None)


def _say(answer: object) -> None:
    pickle.dump(answer, _answers[0])
    _answers[0].flush()


def serve() -> None:
    """Make the calls that come in on stdin until it ends, as it does when the worker dies."""
    # Ctrl-C in the worker's terminal is the worker's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _answers.append(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)  # what anything prints must not stand among the answers
    # What every task needs: reading it is not part of the time that a task may take.
    importlib.import_module("appkit.batch.cluster_load")
    calls: queue.SimpleQueue[tuple[bytes, Sequence[bytes]]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(calls,), daemon=True).start()
    _say(dict(identity()))
    while True:
        _say(_answer(*calls.get()))


def _listen(calls: queue.SimpleQueue[tuple[bytes, Sequence[bytes]]]) -> None:
    while True:
        try:
            calls.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - our own parent's
        except (EOFError, OSError, pickle.UnpicklingError):
            # Without leave: the work in hand is for nobody.
            os._exit(0)


if __name__ == "__main__":
    # Not this module's, which nobody else can import: a call that steps must find where a child answers.
    importlib.import_module("appkit.batch.cluster_child").serve()
