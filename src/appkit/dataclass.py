"""``dataclass`` of the standard library, for a program that starts often: it compiles nothing in advance.

The standard library writes up to seven functions for each class as text and compiles them: half a millisecond
a class, and appkit has more than a hundred (docs/decisions/0019-cold-starts.md). Here a function is compiled
when it is first called. Classes behave the same, and :func:`dataclasses.fields`, ``replace`` and ``asdict``,
pattern matching and pickling work on them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["dataclass"]

_T = TypeVar("_T")


def _dataclass(
    *, frozen: bool = False, slots: bool, kw_only: bool = False, eq: bool = True
) -> Callable[[type[_T]], type[_T]]:
    """What ``dataclasses.dataclass`` makes of a class with these arguments; ``slots`` must be true."""
    assert slots, "without slots, use the standard library's"

    def made(cls: type[_T]) -> type[_T]:
        written = set(vars(cls))
        if "__eq__" in written and vars(cls)["__hash__"] is None:
            written.remove("__hash__")  # Python's doing: the class says how to compare, and not how to hash
        cls.__doc__ = cls.__doc__ or cls.__name__  # without one, the standard library works out a signature
        new = _collected(cls, frozen=frozen, kw_only=kw_only)
        for name, function in _methods(new, frozen=frozen, eq=eq).items():
            if name not in written:
                setattr(new, name, function)
        return new

    return made


if TYPE_CHECKING:  # to a type checker it is what it stands for
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _collected(cls: type[_T], *, frozen: bool, kw_only: bool) -> type[_T]:
    """The class with slots and with what the standard library knows of its fields, but no methods."""
    # The standard library wants to be told what the classes above are, and compiles two methods if it is.
    above = (getattr(base, "__dataclass_params__", None) for base in cls.__mro__)
    inherits = any(params is not None and params.frozen for params in above)
    make = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=True, kw_only=kw_only, frozen=inherits
    )
    new = make(cls)
    new.__dataclass_params__.frozen = frozen  # type: ignore[attr-defined] # as its own subclasses must know
    return new


def _methods(cls: type, *, frozen: bool, eq: bool) -> dict[str, object]:
    """The methods of a dataclass by name."""
    found: dict[str, object] = {
        "__init__": _when_called(cls, "__init__", lambda: _init(cls, frozen=frozen)),
        "__repr__": _repr,
    }
    if eq:
        found["__eq__"] = _when_called(cls, "__eq__", lambda: _eq(cls))
        found["__hash__"] = _when_called(cls, "__hash__", lambda: _hash(cls)) if frozen else None
    if frozen:
        found |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        found |= {"__getstate__": _state_of, "__setstate__": _restore}
    return found


def _when_called(cls: type, name: str, write: Callable[[], _Text]) -> Callable[..., Any]:
    """A method that compiles what ``write`` returns, when it is called, and puts that in its own place."""

    def first(self: object, *args: object, **kwargs: object) -> object:
        text, known = write()
        exec(text, known)  # noqa: S102 - made here of names that Python has read
        function: Any = known[name]
        function.__qualname__, function.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
        setattr(cls, name, function)
        return function(self, *args, **kwargs)

    return first


# A function as text, and what it refers to.
_Text = tuple[str, dict[str, object]]


def _init(cls: type, *, frozen: bool) -> _Text:
    """``__init__`` as someone would write it: a parameter and a line for each field."""
    fields = dataclasses.fields(cls)
    known: dict[str, object] = {"_MISSING": MISSING}
    lines = [_line(cls, field, known, frozen=frozen) for field in fields]
    lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    taken = [field for field in fields if field.init]
    by_name = [_parameter(field) for field in taken if field.kw_only]
    parameters = ["self", *(_parameter(field) for field in taken if not field.kw_only)]
    parameters += ["*", *by_name] if by_name else []
    body = "\n ".join(filter(None, lines)) or "pass"
    return f"def __init__({', '.join(parameters)}):\n {body}", known


def _parameter(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return f"{field.name}=_default_{field.name}"
    return field.name if field.default_factory is MISSING else f"{field.name}=_MISSING"


def _line(cls: type, field: Field[Any], known: dict[str, object], *, frozen: bool) -> str:
    """The line that sets a field; what it refers to is put into ``known``."""
    name = field.name
    known[f"_default_{name}"], known[f"_make_{name}"] = field.default, field.default_factory
    value = name if field.init else f"_default_{name}"
    if field.default_factory is not MISSING:
        value = f"_make_{name}() if {name} is _MISSING else {name}" if field.init else f"_make_{name}()"
    elif not field.init and field.default is MISSING:
        return ""
    if not frozen:
        return f"self.{name} = {value}"
    known[f"_set_{name}"] = getattr(cls, name).__set__  # of the slot: past the `__setattr__` that refuses
    return f"_set_{name}(self, {value})"


def _eq(cls: type) -> _Text:
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    same = f"{_values('self', names)} == {_values('other', names)}"
    return (
        f"def __eq__(self, other):\n return {same} if other.__class__ is self.__class__ else NotImplemented",
        {},
    )


def _hash(cls: type) -> _Text:
    fields = dataclasses.fields(cls)
    names = [field.name for field in fields if (field.compare if field.hash is None else field.hash)]
    return f"def __hash__(self):\n return hash({_values('self', names)})", {}


def _values(of: str, names: Iterable[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _repr(self: Any) -> str:  # noqa: ANN401 - of any dataclass
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_to_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 - Python's signature
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:  # noqa: ARG001 - Python's signature
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state_of(self: Any) -> list[object]:  # noqa: ANN401 - of any dataclass
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[object]) -> None:  # noqa: ANN401 - of any dataclass
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
