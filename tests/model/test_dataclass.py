"""Our `dataclass` against the standard library's: the same class body, the same behaviour."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import TYPE_CHECKING, Any

import pytest

import appkit.dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


def _bodies(dataclass: Callable[..., Any], module: str) -> dict[str, Any]:
    @dataclass(frozen=True, slots=True)
    class Plain:
        """Fields of every kind."""

        name: str
        number: int = 3
        many: dict[str, int] = field(default_factory=dict, compare=False)
        hidden: str = field(default="h", repr=False)
        counted: int = field(default=1, hash=False)

    @dataclass(frozen=True, slots=True)
    class One:
        only: object

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Below(Plain):
        more: tuple[str, ...]
        made: list[int] = field(init=False, default_factory=lambda: [7])

        def __post_init__(self) -> None:
            object.__setattr__(self, "number", self.number * 2)

    @dataclass(slots=True)
    class Open:
        value: int
        seen: list[int] = field(default_factory=list)
        later: int = field(init=False)

    @dataclass(frozen=True, slots=True, eq=False)
    class Itself:
        value: int

    @dataclass(frozen=True, slots=True)
    class Own:  # noqa: PLW1641 - what a class gets that says only this
        value: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __repr__(self) -> str:
            return "own"

    @dataclass(frozen=True, slots=True)
    class Hashed:
        value: list[int]

        def __hash__(self) -> int:
            return 5

    found = {cls.__name__: cls for cls in (Plain, One, Empty, Below, Open, Itself, Own, Hashed)}
    for cls in found.values():
        cls.__qualname__, cls.__module__ = f"{module}.{cls.__name__}", __name__
    return found


class ours:  # noqa: N801 - a namespace, so that pickle finds the classes
    pass


class theirs:  # noqa: N801
    pass


OURS, THEIRS = _bodies(appkit.dataclass.dataclass, "ours"), _bodies(dataclasses.dataclass, "theirs")
for namespace, classes in ((ours, OURS), (theirs, THEIRS)):
    for _name, _class in classes.items():
        setattr(namespace, _name, _class)

# What is done with the classes of either side; what comes of it must be the same.
USES: dict[str, Callable[[dict[str, Any]], object]] = {
    "made": lambda c: repr(c["Plain"]("n", many={"a": 1})),
    "made by name": lambda c: repr(c["Below"](name="n", more=("x",))),
    "made with too little": lambda c: c["Plain"](),
    "made with too much": lambda c: c["Plain"]("n", 1, {}, "h", 1, 2),
    "made with an unknown field": lambda c: c["Plain"]("n", other=1),
    "by place what is by name": lambda c: c["Below"]("n", 1, {}, "h", 1, ("x",)),
    "a default of its own each time": lambda c: c["Plain"]("n").many is c["Plain"]("n").many,
    "equal": lambda c: c["Plain"]("n", many={"a": 1}) == c["Plain"]("n"),
    "not equal": lambda c: c["Plain"]("n", counted=2) == c["Plain"]("n"),
    "of another class": lambda c: c["One"]("n") == c["Plain"]("n"),
    "below is another class": lambda c: c["Plain"]("n", 2) == c["Below"](name="n", number=1, more=()),
    "hash": lambda c: hash(c["Plain"]("n", counted=2)) == hash(c["Plain"]("n")),
    "hash of its own": lambda c: hash(c["Hashed"]([1])),
    "hash of what has none": lambda c: hash(c["One"]([])),
    "one field": lambda c: (c["One"](1) == c["One"](1), hash(c["One"](1)) == hash((1,))),
    "no field": lambda c: (c["Empty"]() == c["Empty"](), hash(c["Empty"]()) == hash(()), repr(c["Empty"]())),
    "set": lambda c: setattr(c["Plain"]("n"), "name", "m"),
    "delete": lambda c: delattr(c["Plain"]("n"), "name"),
    "fields": lambda c: [(f.name, f.type, f.kw_only) for f in dataclasses.fields(c["Below"])],
    "replaced": lambda c: repr(dataclasses.replace(c["Plain"]("n"), number=5)),
    "as data": lambda c: dataclasses.asdict(c["Below"](name="n", more=("x",))),
    "pickled": lambda c: repr(pickle.loads(pickle.dumps(c["Below"](name="n", more=("x",))))),
    "copied": lambda c: copy.deepcopy(c["Plain"]("n", many={"a": 1})).many,
    "matched": lambda c: (c["Plain"].__match_args__, c["Below"].__match_args__),
    "slots": lambda c: (c["Plain"].__slots__, c["Below"].__slots__, hasattr(c["Plain"]("n"), "__dict__")),
    "open": lambda c: (_changed(c["Open"](1)), c["Open"](1).seen, c["Open"].__hash__),
    "never set": lambda c: c["Open"](1).later,
    "by identity": lambda c: c["Itself"](1) == c["Itself"](1),
    "its own methods": lambda c: (c["Own"](1) == c["Own"](2), repr(c["Own"](1)), hash(c["Own"](1)) == hash((1,))),
    "what it is called": lambda c: (c["Plain"].__name__, c["Plain"].__doc__),
}  # fmt: skip


def _changed(value: Any) -> str:  # noqa: ANN401 - of a class of either side
    value.value = 2
    return repr(value)


def _told(use: Callable[[dict[str, Any]], object], classes: dict[str, Any]) -> object:
    try:
        return _unplaced(repr(use(classes)))
    except (TypeError, AttributeError) as error:
        return type(error).__name__, _unplaced(str(error).split(".<locals>.")[-1])


def _unplaced(text: str) -> str:
    """Messages without the namespace of the class."""
    return text.replace("theirs.", "").replace("ours.", "")


@pytest.mark.parametrize("what", USES)
def test_it_does_what_the_standard_library_does(what: str) -> None:
    """The first use compiles, the second finds what was compiled."""
    expected = _told(USES[what], THEIRS)
    assert _told(USES[what], OURS) == expected
    assert _told(USES[what], OURS) == expected


def test_either_may_stand_above_the_other() -> None:
    """Whoever writes a class below ours need not know that it is ours."""

    @dataclasses.dataclass(frozen=True, slots=True)
    class Below(OURS["Plain"]):  # type: ignore[misc, name-defined, valid-type]
        more: int = 1

    @appkit.dataclass.dataclass(frozen=True, slots=True)
    class Lowest(Below):
        most: int = 2

    assert repr(Lowest("n")).endswith("Lowest(name='n', number=3, many={}, counted=1, more=1, most=2)")
    with pytest.raises(FrozenInstanceError):
        Lowest("n").most = 3  # type: ignore[misc]
