"""What the built-in templates compile to, kept beside them in ``__pycache__``, as Python keeps its modules.

Compiling the three that a CV needs takes half of a cold build. Code is read from where Python reads ours, and
from nowhere else: a workspace may come from someone else, so nothing of it is ever read as code, and its own
templates are compiled each time (docs/decisions/0019-cold-starts.md). What cannot be read, or is of another
edition of anything that it depends on, is compiled anew; what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import marshal
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from types import CodeType

_TEMPLATES = Path(__file__).parent.parent / "templates"
# What decides besides Jinja2 what a template compiles to.
_COMPILERS = ("environment.py", "trace.py", "filters.py")
_SEAL = hashlib.sha256().digest_size

References = tuple[str | None, ...]


def read(name: str, path: str, source: str) -> tuple[References, CodeType] | None:
    """What a built-in template refers to and compiles to; None where that is not kept."""
    file = _file(name, path)
    if file is None:
        return None
    try:
        content = file.read_bytes()
    except OSError:
        return None
    seal, made_from, kept = content[:_SEAL], content[_SEAL : 2 * _SEAL], content[2 * _SEAL :]
    if made_from != _made_from(name, path, source) or seal != hashlib.sha256(made_from + kept).digest():
        return None
    found: tuple[References, CodeType] = marshal.loads(kept)  # noqa: S302 - ours, as a .pyc is
    return found


def write(name: str, path: str, source: str, references: References, code: CodeType) -> None:
    """Keep what a built-in template refers to and compiles to, if it is one and Python may keep bytecode."""
    file = _file(name, path)
    if file is None or sys.dont_write_bytecode:
        return
    kept = marshal.dumps((references, code))
    made_from = _made_from(name, path, source)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(hashlib.sha256(made_from + kept).digest() + made_from + kept)
        beside.replace(file)


def _file(name: str, path: str) -> Path | None:
    """Where the code of a built-in template is kept, or would be; None for any other template."""
    if path != f"{name} (built in)":
        return None
    return Path(importlib.util.cache_from_source(_TEMPLATES / name))


def _made_from(name: str, path: str, source: str) -> bytes:
    parts = (name, path, source, jinja2.__version__, *_compilers())
    return hashlib.sha256("\0".join(parts).encode()).digest()


@functools.cache
def _compilers() -> tuple[str, ...]:
    """What tells one edition of the modules that compile from another, as Python tells it: time and size."""
    stats = [(Path(__file__).with_name(each)).stat() for each in _COMPILERS]
    return (importlib.util.MAGIC_NUMBER.hex(), *(f"{each.st_mtime_ns} {each.st_size}" for each in stats))
