"""JSON Resume, edition 1 and what came before it, as JSON or YAML.

Its texts are taken for the Markdown that most of its themes show them as, which is what they mean where the
file is used as a profile. What means nothing to a profile and was there all the same (``null``, keys that
nobody knows) is remembered under ``x-jsonresume``, so that an export can put it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.importers.fields import is_empty, leaves
from appkit.importers.imported import UNPLACED, Imported, Tally
from appkit.importers.jsonresume import legacy
from appkit.importers.jsonresume.bag import is_nothing
from appkit.importers.jsonresume.memory import pointer_to
from appkit.importers.jsonresume.person import read_basics
from appkit.importers.jsonresume.reading import Reading
from appkit.importers.jsonresume.values import is_ours
from appkit.model.jsonresume import BAG, MEMORY, SCHEMA, SECTIONS
from appkit.model.vocabulary import SECTIONS as OURS
from appkit.source import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Drafted
    from appkit.importers.material import Material
    from appkit.source import Node
    from appkit.source.node import Plain

# Outermost keys that other kinds of CVs have and JSON Resume has not.
_OTHERS = frozenset({"cv", "content", "employment"})


def recognises(material: Material) -> bool:
    """Whether the data has ``basics``, names a schema of JSON Resume, or has two of its sections."""
    keys = material.mapping.entries if material.mapping is not None else {}
    if not _OTHERS.isdisjoint(keys):
        return False
    schema = keys.get("$schema")
    if isinstance(schema, Scalar) and "resume" in schema.text and "json" in schema.text:
        return True
    found = [key for key in keys if key in SECTIONS and isinstance(keys[key], Sequence)]
    return isinstance(keys.get("basics"), Mapping) or len(found) > 1


def convert(material: Material, report: Report) -> Imported | None:
    """The profile that the file is; None, with errors in ``report``, where it cannot be read."""
    node = material.mapping
    report.extend(material.problems.diagnostics)
    if node is None or material.problems.failed:
        return None
    bag = _bag(node)
    language = _part(bag, "keep").get("language")
    reading = Reading(node, report, language if isinstance(language, str) else "en", json=material.is_json)
    made = _top(node, reading)
    made |= {key: value for key, value in _part(bag, "keep").items() if key not in made}
    if isinstance(order := bag.get("order"), list):
        places = {key: number for number, key in enumerate(order) if isinstance(key, str)}
        made = dict(sorted(made.items(), key=lambda pair: places.get(pair[0], len(places))))
    if reading.left:
        made[UNPLACED] = reading.left
    if memory := reading.memory.data():
        made[MEMORY] = memory
    _note_empty(reading, report)
    return Imported(cast("dict[str, Drafted]", made), _tally(node, reading))


def _bag(node: Mapping) -> dict[str, Plain]:
    """What belonged to no item when this file was exported."""
    meta = node.get("meta")
    inner = meta.get(BAG) if isinstance(meta, Mapping) else None
    bag = plain(inner) if inner is not None else None
    return bag if isinstance(bag, dict) and bag.keys() <= {"keep", "order", "meta"} else {}


def _part(bag: dict[str, Plain], name: str) -> dict[str, Plain]:
    part = bag.get(name)
    return part if isinstance(part, dict) else {}


def _top(node: Mapping, reading: Reading) -> dict[str, Plain]:
    made: dict[str, Plain] = {}
    for key, name, value in reading.renamed(node, {*SECTIONS, *OURS, "basics"}, legacy.TOP):
        pointer = pointer_to("", key)
        if key == "$schema" and isinstance(value, Scalar) and not is_empty(value):
            _schema(value, reading)
        elif key == "meta" and isinstance(value, Mapping):
            made |= _meta(value)
        elif key.startswith("x-"):
            reading.keep_own("", key, value, made)
        elif is_nothing(value):
            reading.memory.say_nothing(pointer, value)
        elif name == "basics" and isinstance(value, Mapping):
            made[name] = read_basics(reading, value, pointer)
        elif name in OURS and (entries := reading.entries(name, value, pointer_to("", name))) is not None:
            made |= {name: entries} if entries else {}
            if name not in SECTIONS:
                reading.memory.beside.append(name)
        elif is_ours("", name, plain(value)) and name != "basics":
            made[name] = plain(value)
            reading.memory.beside.append(name)
        else:
            reading.keep_unknown("", key, value, made)
    return made


def _schema(value: Scalar, reading: Reading) -> None:
    reading.unplaced += 1
    if value.text != SCHEMA:
        reading.memory.schema = value.text


def _meta(node: Mapping) -> dict[str, Plain]:
    """The notes of the file as they are; those of an export that had none are left out."""
    notes = plain(node)
    assert isinstance(notes, dict)
    bag = _bag(Mapping({"meta": node}, {"meta": node.location}, node.location))
    if not bag:
        return {"meta": notes}
    del notes[BAG]
    return {"meta": notes | _part(bag, "meta")} if notes or "meta" in bag else {}


def _note_empty(reading: Reading, report: Report) -> None:
    found = _empty(reading.node)
    if found:
        number = f"{len(found)} empty values are" if len(found) > 1 else "an empty value is"
        report.note("empty-value", f"{number} taken as not there", found[0].location)


def _tally(node: Node, reading: Reading) -> Tally:
    read, empty = sum(1 for _ in leaves(node)), len(_empty(node))
    return Tally(read, read - empty - reading.unplaced, 0, reading.unplaced, empty)


def _empty(node: Node) -> list[Scalar]:
    """The values that say nothing; null in a bag says where a wording belongs."""
    match node:
        case Scalar():
            return [node] if is_empty(node) else []
        case Sequence():
            return [leaf for item in node.items for leaf in _empty(item)]
        case Mapping():
            return [leaf for key, value in node.entries.items() if key != BAG for leaf in _empty(value)]
