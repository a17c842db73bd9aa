"""What is made of appkit's own files alone, kept where and when Python keeps the bytecode of its modules.

Compiled templates and the packages that documents are poured into take longer to prepare than all that a
build does with them. They are read from ``__pycache__`` folders inside appkit, where Python reads our code,
and from nowhere else; what cannot be read, or is made from something else, is made anew, and what cannot be
written is not kept (docs/decisions/0019-cold-starts.md).
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import marshal
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SEAL = hashlib.sha256().digest_size


def place(file: Path) -> Path:
    """Where what is made of ``file`` is kept."""
    return type(file)(importlib.util.cache_from_source(file))


def origin(parts: Iterable[str]) -> bytes:
    """A digest of all that decides what is made: texts, versions, :func:`edition` of modules."""
    return hashlib.sha256("\0".join((importlib.util.MAGIC_NUMBER.hex(), *parts)).encode()).digest()


def edition(file: str | os.PathLike[str]) -> str:
    """What tells one edition of a module from another, as Python tells it: time and size."""
    stat = os.stat(file)  # noqa: PTH116 - pathlib takes 4 ms to import
    return f"{stat.st_mtime_ns} {stat.st_size}"


def read(place: Path, made_from: bytes) -> Any:  # noqa: ANN401 - whatever was kept
    """What is kept at ``place``, None where that is nothing, torn, or made from something else."""
    try:
        content = place.read_bytes()
    except OSError:
        return None
    seal, from_, kept = content[:_SEAL], content[_SEAL : 2 * _SEAL], content[2 * _SEAL :]
    if from_ != made_from or seal != hashlib.sha256(from_ + kept).digest():
        return None
    return marshal.loads(kept)  # noqa: S302 - ours, as a .pyc is


def write(place: Path, made_from: bytes, made: Any) -> None:  # noqa: ANN401 - what `marshal` takes
    """Keep what was made, if Python may keep bytecode and the folder can be written."""
    if sys.dont_write_bytecode:
        return
    kept = marshal.dumps(made)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(hashlib.sha256(made_from + kept).digest() + made_from + kept)
        beside.replace(place)
