"""Values that are looked up again and again, and so work out their hash once."""

from __future__ import annotations

from collections.abc import Mapping

# How many blocks a stage keeps its work of. A CV has some 150, and the next target's are mostly the same; ten
# stages keep about a kilobyte for each.
BLOCKS_KEPT = 4096


class Remembered:
    """The base of a frozen dataclass whose hash is kept. The class says ``__hash__ = Remembered.__hash__``.

    Blocks recur: between the trials of one document, and between the targets of a batch. What stages make of
    a block is kept by the block and the style, and a block deep in lists would cost more to hash than to
    write. A mapping counts as its items, whatever their order.
    """

    __slots__ = ("_hash",)
    __match_args__: tuple[str, ...] = ()
    _hash: int

    def __hash__(self) -> int:
        """The hash of the fields, the same for equal values."""
        try:
            return self._hash
        except AttributeError:
            fields = (type(self), *[getattr(self, name) for name in self.__match_args__])
            try:
                found = hash(fields)
            except TypeError:  # a mapping among them
                found = hash(tuple([_frozen(each) for each in fields]))
            object.__setattr__(self, "_hash", found)
            return found


def _frozen(value: object) -> object:
    return frozenset(value.items()) if isinstance(value, Mapping) else value
