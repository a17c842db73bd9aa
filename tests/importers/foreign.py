"""What tests of importers share: a file converted, and a file with one thing in it that should not be so."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

from appkit.check import check
from appkit.diagnostics import Report
from appkit.importers.fields import is_empty, leaves, text_of
from appkit.importers.imported import Imported, Unsure
from appkit.importers.material import Material
from appkit.importers.written_dates import is_ongoing, read_span
from appkit.source import source_from_bytes
from appkit.source.json import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

# Keys, lists and values, as a test looks into them.
Data: TypeAlias = "Any"

_WORD = re.compile(r"[^\W_]+")


def converted(module: ModuleType, content: str) -> tuple[Imported, Report]:
    """The profile of a file that the module recognises, and what it noted."""
    material, report = Material("cv", content.encode()), Report()
    assert module.recognises(material)
    imported = module.convert(material, report)
    assert imported is not None, report.diagnostics
    return imported, report


def profile_of(module: ModuleType, content: str) -> Data:
    """The profile of a file as plain data, doubts left out."""
    return certain(converted(module, content)[0].profile)


def certain(data: object) -> Data:
    """The data with what is unsure as if it were not."""
    if isinstance(data, Unsure):
        return certain(data.value)
    if isinstance(data, dict):
        return {key: certain(value) for key, value in data.items()}
    return [certain(value) for value in data] if isinstance(data, list) else data


def faults(profile: Data) -> list[str]:
    """What the schema of profiles has against the data."""
    report = Report()
    source = source_from_bytes("profile.json", json.dumps(profile).encode(), report)
    assert source is not None
    node = parse_json(source, report)
    assert node is not None
    check(node, "profile", report)
    return [
        f"{each.location}: {each.message}" for each in report.diagnostics if each.severity.value == "error"
    ]


def lost(content: str, profile: object, meant: frozenset[str] = frozenset()) -> list[str]:
    """The words of the texts of a file that are nowhere in the profile.

    Dates are told in another form, as are the words ``meant``: by the field that has what they stand before.
    """
    here = {word for text in _texts(certain(profile)) for word in _WORD.findall(text)}
    node = Material("cv", content.encode()).node
    texts = [
        text_of(leaf) for leaf in leaves(node) if not is_empty(leaf) and not isinstance(leaf.value, bool)
    ]
    told = [text for text in texts if read_span(text) is None and not is_ongoing(text)]
    return [word for text in told for word in _WORD.findall(text) if word not in here | meant]


def _texts(data: Data) -> Iterator[str]:
    """Every key and value, which a link's label is one of."""
    if isinstance(data, dict):
        yield from data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(value)
    if not isinstance(data, dict | list):
        yield str(data)


def assert_tally_holds(imported: Imported) -> None:
    """Every value of the file has become something, and what is kept aside is counted so."""
    tally = imported.tally
    assert tally.read == tally.placed + tally.unplaced + tally.empty
    assert min(tally.placed, tally.unplaced, tally.empty) >= 0


_STRANGE: tuple[Any, ...] = (
    "Qualm",
    7,
    -1,
    3.5,
    True,
    None,
    "",
    "  ",
    "2019-13-45",
    "the Fall of Qualm",
    "- qualm\n- qualms\n\nqualmish",
    "[qualm](https://qualm.example) and **more",
    ["qualm", None, ["qualms"], {"inner": "qualmish"}],
    {"qualm": "qualms", "name": ["qualmish"]},
    [[["qualm"]]],
    {},
    [],
)


def _paths(data: Data, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in keys for found in _paths(value, (*path, key)))]


@st.composite
def mutations(draw: st.DrawFn, example: Data, fixed: set[tuple[Any, ...]]) -> Data:
    """The example with one to three of its values dropped or replaced; those at ``fixed`` stay."""
    mutated = copy.deepcopy(example)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([each for each in _paths(mutated) if each and each not in fixed]))
        holder = mutated
        for key in path[:-1]:
            holder = holder[key]
        if draw(st.booleans()):
            holder[path[-1]] = copy.deepcopy(draw(st.sampled_from(_STRANGE)))
        else:
            del holder[path[-1]]
    return mutated
