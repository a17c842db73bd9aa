"""Facts of profiles, each with its address, so that an import can be held against what a person read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from appkit.diagnostics import Report
from appkit.importers import markdown, text, word
from appkit.importers.imported import Imported, Unsure
from appkit.importers.material import Material
from appkit.model.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

CVS = Path(__file__).parent / "cvs"
# What a document does not show, and what only names an item.
_UNSHOWN = frozenset({"id", "tags", "variants", "letter", "privateNote", "priority", "private"})


def imported(name: str, content: bytes | str) -> Imported:
    """What the importer that takes the content for its own makes of it."""
    material = Material(name, content if isinstance(content, bytes) else content.encode())
    importer: ModuleType = next(each for each in (word, markdown, text) if each.recognises(material))
    report = Report()
    made: Imported | None = importer.convert(material, report)
    assert made is not None, report.diagnostics
    tally = made.tally
    assert tally.read == tally.placed + tally.unplaced + tally.empty
    return made


def profile_of(name: str, content: bytes | str) -> dict[str, Any]:
    """The profile that a file makes, doubts left out."""
    found: dict[str, Any] = certain(dict(imported(name, content).profile))
    return found


def certain(value: Any) -> Any:  # noqa: ANN401 - data of any shape
    """The data without the marks of doubt."""
    match value:
        case Unsure():
            return certain(value.value)
        case dict():
            return {key: certain(each) for key, each in value.items()}
        case list():
            return [certain(each) for each in value]
    return value


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - data of any shape
    """Every text of the data, keys among them."""
    match value:
        case Unsure():
            yield from strings(value.value)
        case dict():
            for key, each in value.items():
                yield key
                yield from strings(each)
        case list():
            for each in value:
                yield from strings(each)
        case None:
            pass
        case _:
            yield str(value)


def facts_of(profile: dict[str, Any]) -> dict[str, str]:
    """The facts of a profile by address: ``work[Example Corp].startDate`` is ``2019-03``.

    Items of a list of texts are facts by themselves (``… .keywords[Python]``), people by their names.
    """
    return {
        address: value
        for section, entries in profile.items()
        if section not in {"tags", "language"} and not section.startswith("x-")
        for address, value in _facts(section, entries)
    }


def _facts(address: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - data of any shape
    match value:
        case {"text": told, **rest} if not rest.keys() - _UNSHOWN:
            yield from _facts(address, told)
        case dict():
            for key, each in value.items():
                if key not in _UNSHOWN and not key.startswith("x-"):
                    yield from _facts(f"{address}.{key}", each)
        case list():
            for each in value:
                yield from _item(address, each)
        case _:
            if address.endswith(".authors"):
                yield from _facts(address, str(value).split(", "))
            else:
                # A venue may be its name alone.
                yield re.sub(r"\.venue$", ".venue.name", address), _plain(value)


def _item(address: str, item: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - data of any shape
    if isinstance(item, dict) and not item.keys() <= {"text", *_UNSHOWN}:
        headline = next(
            (item[key] for key in (kind_of(address).headline, "name", "network") if key in item), ""
        )
        yield from _facts(f"{address}[{_plain(headline)}]", item)
    else:
        yield f"{address}[{_plain(item['text'] if isinstance(item, dict) else item)}]", "yes"


def _plain(value: object) -> str:
    return " ".join(str(value).split())


def expected(name: str) -> dict[str, str]:
    """The facts that a person read in a CV of ours."""
    return facts_of(yaml.safe_load((CVS / name).with_suffix(".yaml").read_text(encoding="utf-8")))


def missed(wanted: dict[str, str], profile: dict[str, Any]) -> list[str]:
    """The facts that are not in their fields, each with what stands there."""
    found = facts_of(profile)
    return [
        f"{address}: {value!r}, not {found.get(address)!r}"
        for address, value in wanted.items()
        if found.get(address) != value
    ]
