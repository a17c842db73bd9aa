"""What goes wrong in a template: values that are not there, and things it may not ask for."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import jinja2

from appkit.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable


class TemplateError(Exception):
    """A template asked for something it cannot have; the message says what."""


class Absent(jinja2.StrictUndefined):
    """A value that a profile may have and this one has not: false in ``if``, an error when printed."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]  # Jinja2 types the raising one
        return False


@functools.lru_cache(maxsize=4096)
def absent(what: str, name: str) -> Absent:
    """The value of an attribute that exists in the vocabulary but not in this profile or target."""
    return Absent(hint=f"{what} has no '{name}' here; test it with {{% if %}} before printing it")


def unknown(what: str, name: str, known: Iterable[str]) -> jinja2.StrictUndefined:
    """The value of an attribute that nothing of this kind ever has."""
    near = did_you_mean(name, known)
    return jinja2.StrictUndefined(hint=f"{what} has no '{name}'" + (f"; {near}" if near else ""))
