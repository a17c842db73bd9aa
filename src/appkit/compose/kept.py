"""What the built-in templates compile to, kept beside them in ``__pycache__``, as Python keeps its modules.

Compiling the three that a CV needs takes half of a cold build. A workspace may come from someone else, so
nothing of it is ever read as code, and its own templates are compiled each time.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from appkit import kept

if TYPE_CHECKING:
    from types import CodeType

_TEMPLATES = Path(__file__).parent.parent / "templates"
# What decides besides Jinja2 what a template compiles to.
_COMPILERS = ("environment.py", "trace.py", "filters.py")

References = tuple[str | None, ...]


def read(name: str, path: str, source: str) -> tuple[References, CodeType] | None:
    """What a built-in template refers to and compiles to; None where that is not kept."""
    file = _file(name, path)
    found: tuple[References, CodeType] | None = (
        kept.read(file, _made_from(name, path, source)) if file else None
    )
    return found


def write(name: str, path: str, source: str, references: References, code: CodeType) -> None:
    """Keep what a built-in template refers to and compiles to, if it is one and Python may keep bytecode."""
    file = _file(name, path)
    if file:
        kept.write(file, _made_from(name, path, source), (references, code))


def _file(name: str, path: str) -> Path | None:
    """Where the code of a built-in template is kept, or would be; None for any other template."""
    return kept.place(_TEMPLATES / name) if path == f"{name} (built in)" else None


def _made_from(name: str, path: str, source: str) -> bytes:
    return kept.origin((name, path, source, jinja2.__version__, *_compilers()))


@functools.cache
def _compilers() -> tuple[str, ...]:
    return tuple(kept.edition(Path(__file__).with_name(each)) for each in _COMPILERS)
