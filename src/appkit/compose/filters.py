"""The filters and tests that templates have, and what can be printed at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2

from appkit.compose.faults import TemplateError, absent
from appkit.compose.values import Printable, View
from appkit.model.document import plain

if TYPE_CHECKING:
    from collections.abc import Callable


def printed(value: object) -> object:
    """The value, if it is words or a number; everything else has no words of its own."""
    if isinstance(value, str | int | float | Printable | jinja2.Undefined) and not isinstance(value, bool):
        return value
    if isinstance(value, View):
        raise TemplateError(f"{value.what} cannot be printed as a whole; print one of its fields")
    if isinstance(value, tuple | list | bool) or value is None:
        raise TemplateError("a list or a yes/no cannot be printed; loop over it or use `join`")
    raise TemplateError("this cannot be printed; only texts and numbers can")


def members(values: object) -> tuple[object, ...]:
    """The members of a list; a text is none, although Jinja2 would take it for a list of characters."""
    if isinstance(values, jinja2.Undefined):
        return tuple(values)  # raises, with a message of its own
    if isinstance(values, tuple | list):
        return tuple(values)
    what = values.what if isinstance(values, View) else "a text" if isinstance(values, Printable) else "this"
    raise TemplateError(f"{what} is not a list")


def _present(values: object) -> tuple[object, ...]:
    """The values without those that are absent."""
    return tuple(value for value in members(values) if not isinstance(value, jinja2.Undefined))


def _first(values: object) -> object:
    found = members(values)
    return found[0] if found else absent("an empty list", "first")


def _last(values: object) -> object:
    found = members(values)
    return found[-1] if found else absent("an empty list", "last")


def _length(values: object) -> int:
    return len(members(values))


def _default(value: object, otherwise: object = "") -> object:
    return otherwise if isinstance(value, jinja2.Undefined) else value


def _trim(text: object) -> str:
    return str(printed(text)).strip()


# What ends a sentence, in the scripts that have a sign for it.
_STOPS = (".", "?", "!", "…", ",", ":", "。", "？", "！", "，", "：", "؟", "।")


def is_closed(value: object) -> bool:
    """Whether words end in a full stop or another sign that ends a sentence."""
    return isinstance(value, Printable) and plain(value.fill[-1]).endswith(_STOPS)


FILTERS: dict[str, Callable[..., Any]] = {
    "default": _default,
    "first": _first,
    "last": _last,
    "length": _length,
    "present": _present,
    "trim": _trim,
}
