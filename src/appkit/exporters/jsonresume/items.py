"""An entry as a JSON Resume item: what it has words for, and a bag with the rest.

The bag, under ``x-appkit``, has up to four parts; each is there only where it says something::

    keep       keys JSON Resume has not, or values it cannot hold, as the profile has them
    wordings   texts of several wordings: null stands where the item itself has the general one
    items      the same for each text of a list: {of: the first digits of its SHA-256, is: the rest, if any}
    instead    keys that are said by another one of the item: {score: gpa}

So a value that is edited in the item is edited, whatever the bag says; ``importers.jsonresume.bag`` opens it.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.decode.identity import digest
from appkit.decode.wording import at, general, put
from appkit.model.jsonresume import BAG, DIGITS, is_said

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from appkit.model.jsonresume import Form
    from appkit.source.node import Plain
_YEAR = re.compile(r"[0-9]{4}")


def item(
    data: Mapping[str, Plain],
    forms: Mapping[str, Form],
    language: str,
    *,
    instead: Mapping[str, str] | None = None,
    beside: Container[str] = (),
) -> dict[str, Plain]:
    """The entry ``data`` as an item whose keys have the ``forms``; keys ``beside`` stand in it as they are.

    ``instead`` are keys of JSON Resume that may be said by one of ours.
    """
    made = _Item(forms, language)
    other = {own: key for key, own in (instead or {}).items() if own in data and key not in data}
    for key, value in data.items():
        if key in beside or (key.startswith("x-") and key != BAG):
            made.said[key] = value
        elif key in other and made.say(other[key], key, value):
            made.instead[other[key]] = key
            made.wordings.setdefault(key, None)
        elif key not in forms or not made.say(key, key, value):
            made.keep[key] = value
    return made.packed()


@dataclass(slots=True)
class _Item:
    """An item in the making: what it says, and the parts of its bag."""

    forms: Mapping[str, Form]
    language: str
    said: dict[str, Plain] = field(default_factory=dict)
    keep: dict[str, Plain] = field(default_factory=dict)
    wordings: dict[str, Plain] = field(default_factory=dict)
    items: dict[str, Plain] = field(default_factory=dict)
    instead: dict[str, Plain] = field(default_factory=dict)

    def say(self, key: str, own: str, value: Plain) -> bool:
        """Whether the value of our key ``own`` could be said as ``key``; the bag has the rest of it."""
        if self.forms[key] == "texts":
            return self._say_list(key, value)
        found = general(value, self.language)
        if found is None or not is_said(found[1], self.forms[key]):
            return False
        self.said[key] = found[1]
        rest = self._rest(value)
        if self.forms[key] == "date":
            # A year is a number in YAML: one that is not has been written in quotes.
            rest = value if isinstance(value, str) and _YEAR.fullmatch(value) else None
        if rest is not None:
            self.wordings[own] = rest
        return True

    def _say_list(self, key: str, value: Plain) -> bool:
        members = value if isinstance(value, list) else []
        said = [found[1] for member in members if (found := general(member, self.language))]
        if not said or len(said) != len(members):
            return False
        rests = [self._rest(member) for member in members]
        self.said[key] = [*said]
        if any(rest is not None for rest in rests):
            self.items[key] = [_record(text, rest) for text, rest in zip(said, rests, strict=True)]
        return True

    def _rest(self, text: Plain) -> Plain:
        """A text with null where its general wording stands; None where it is nothing else.

        Characters that are no text in the profile (a number) stay, for what they are to be known.
        """
        found = general(text, self.language)
        assert found is not None
        steps, said = found
        if isinstance(text, str):
            return None
        return put(text, steps, None) if at(text, steps) == said else text

    def packed(self) -> dict[str, Plain]:
        """The item with its bag, which is not there where there is nothing in it."""
        parts: dict[str, Plain] = {
            "keep": self.keep,
            "wordings": self.wordings,
            "items": self.items,
            "instead": self.instead,
        }
        full: dict[str, Plain] = {name: part for name, part in parts.items() if part}
        return self.said | ({BAG: full} if full else {})


def _record(text: str, rest: Plain) -> Plain:
    known: dict[str, Plain] = {"of": digest(text)[:DIGITS]}
    return known if rest is None else {**known, "is": rest}
