"""A call as bytes, made where the bytes are read: what a task of a cluster is."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Call:
    """``function(*arguments)``, as soon as this is unpickled.

    A cluster is asked for ``pickle.loads(call)``: a function that every scheduler and worker has. One that
    lacks appkit then fails in the task, which is told, and not in reading its messages, of which a worker
    dies without a word.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What pickle calls to get the object back."""
        return self.function, self.arguments


def call(function: Callable[..., Any], *arguments: object) -> tuple[bytes, list[bytes]]:
    """The bytes of a call, and apart from them those that stand in it as :class:`pickle.PickleBuffer`.

    ``pickle.loads(call, buffers=buffers)`` makes the call. The buffers can travel on their own.
    """
    apart: list[pickle.PickleBuffer] = []
    content = pickle.dumps(Call(function, arguments), protocol=5, buffer_callback=apart.append)
    return content, [bytes(buffer.raw()) for buffer in apart]
