"""Evidence as data for a manifest file, and back: lists and objects of text, numbers and null."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from appkit.diagnostics import Diagnostic, Location, Severity, ordered
from appkit.model.manifest import Asked, Evidence
from appkit.model.summary import (
    ChoiceSummary,
    DocumentSummary,
    Extent,
    Limits,
    Named,
    OpenPrompt,
    TargetSummary,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What has been read from a file and may be anything: what does not fit is one of MISFITS.
Data = Any
MISFITS = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


def evidence_data(evidence: Evidence) -> dict[str, Data]:
    """The evidence as data; what is None or empty in a summary is left out."""
    return {
        "surroundings": evidence.surroundings,
        "asked": asked_data(evidence.asked),
        "letters": dict(evidence.letters),
        "needs": dict(evidence.needs),
        "files": {kind: [list(file) for file in files] for kind, files in evidence.files.items()},
        "rest": list(evidence.rest),
        "told": _target_data(evidence.summary),
        "diagnostics": [_diagnostic_data(each) for each in evidence.diagnostics],
        "added": evidence.added,
        "names": [list(name) for name in evidence.names],
    }


def evidence_of(data: Data) -> Evidence:
    """The evidence in data. Raises one of ``MISFITS`` where there is none."""
    asked = data["asked"]
    return Evidence(
        _text(data["surroundings"]),
        Asked(
            _texts(asked["formats"]) if asked["formats"] is not None else None,
            _texts(asked["documents"]) if asked["documents"] is not None else None,
            _optional_text(asked["profile"]),
        ),
        {name: _text(digest) for name, digest in data["letters"].items()},
        {name: bool(there) for name, there in data["needs"].items()},
        {kind: tuple((_text(p), _text(b)) for p, b in files) for kind, files in data["files"].items()},
        _texts(data["rest"]),
        summary_of(data["told"]),
        diagnostics_of(data),
        _text(data["added"]),
        tuple((_text(name), _text(what), _text(whose)) for name, what, whose in data["names"]),
    )


def asked_data(asked: Asked) -> dict[str, Data]:
    """What was asked for, as data."""
    return {
        "formats": None if asked.formats is None else list(asked.formats),
        "documents": None if asked.documents is None else list(asked.documents),
        "profile": asked.profile,
    }


def diagnostics_of(data: Data) -> tuple[Diagnostic, ...]:
    """The diagnostics in the data of evidence. Raises one of ``MISFITS``."""
    return _known(tuple(map(_key, data["diagnostics"])))


# -- summaries -----------------------------------------------------------------------------------------------


def _target_data(target: TargetSummary) -> dict[str, Data]:
    return _given(
        {
            "position": target.position,
            "organization": target.organization,
            "deadline": target.deadline,
            "kinds": list(target.kinds),
            "choice": _choice_data(target.choice) if target.choice else None,
            "documents": [_document_data(each) for each in target.documents],
        }
    ) | {"sendable": target.sendable}


def summary_of(data: Data) -> TargetSummary:
    """A summary, from data. Raises one of ``MISFITS``."""
    return TargetSummary(
        _optional_text(data.get("position")),
        _optional_text(data.get("organization")),
        _optional_text(data.get("deadline")),
        _texts(data.get("kinds", ())),
        _choice(data["choice"]) if "choice" in data else None,
        tuple(_document(each) for each in data.get("documents", ())),
        data["sendable"] is True,
    )


def _choice_data(choice: ChoiceSummary) -> dict[str, Data]:
    # An empty one is still a choice, so nothing is left out of the object itself.
    return _given(
        {
            "left_out": _named_data(choice.left_out),
            "moves": [list(move) for move in choice.moves],
            "reworded": [[variant, list(addresses)] for variant, addresses in choice.reworded],
            "venues_hidden": choice.venues_hidden,
            "venue_policy": choice.venue_policy,
        }
    )


def _choice(data: Data) -> ChoiceSummary:
    return ChoiceSummary(
        _named(data.get("left_out")),
        tuple((_text(one), _text(other), _text(why)) for one, other, why in data.get("moves", ())),
        tuple((_text(variant), _texts(addresses)) for variant, addresses in data.get("reworded", ())),
        _number(data.get("venues_hidden", 0)),
        _text(data.get("venue_policy", "")),
    )


def _document_data(document: DocumentSummary) -> dict[str, Data]:
    return {
        "kind": document.kind,
        "letter": document.is_letter,
        "extent": list(document.extent),
        "limits": list(document.limits),
        "items": [document.shown, document.items],
    } | _given(
        {
            "trimmed": _named_data(document.trimmed),
            "prompts": [list(prompt) for prompt in document.prompts],
            "evidence": [list(item) for item in document.evidence],
            "written_by_hand": document.written_by_hand,
        }
    )


def _document(data: Data) -> DocumentSummary:
    pages, lines, words, characters = data["extent"]
    shown, items = data["items"]
    return DocumentSummary(
        _text(data["kind"]),
        data["letter"] is True,
        Extent(float(pages), _number(lines), _number(words), _number(characters)),
        _limits(tuple(data["limits"])),
        _number(shown),
        _number(items),
        _named(data.get("trimmed")),
        _prompts(tuple(map(tuple, data.get("prompts", ())))),
        _scores(tuple(map(tuple, data.get("evidence", ())))),
        _optional_text(data.get("written_by_hand")),
    )


# Targets of one preset have the same limits and much the same questions.
@functools.lru_cache(maxsize=256)
def _limits(values: tuple[Data, ...]) -> Limits:
    return Limits(*(None if value is None else _number(value) for value in values))


@functools.lru_cache(maxsize=256)
def _prompts(pairs: tuple[tuple[Data, ...], ...]) -> tuple[OpenPrompt, ...]:
    return tuple(OpenPrompt(_text(key), _text(question)) for key, question in pairs)


@functools.lru_cache(maxsize=256)
def _scores(pairs: tuple[tuple[Data, ...], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((_text(address), _number(score)) for address, score in pairs)


def _named_data(named: Named) -> Data:
    return [[list(item) for item in named.items], named.more] if named.items else None


def _named(data: Data) -> Named:
    if data is None:
        return Named()
    items, more = data
    return Named(tuple((_text(address), _text(why)) for address, why in items), _number(more))


# -- diagnostics ---------------------------------------------------------------------------------------------


def _diagnostic_data(diagnostic: Diagnostic) -> dict[str, Data]:
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
    } | _given(
        {
            "at": list(diagnostic.location) if diagnostic.location else None,
            "help": diagnostic.help,
            "related": [[label, *place] for label, place in diagnostic.related],
        }
    )


def _key(data: Data) -> tuple[Data, ...]:
    related = tuple((label, *place) for label, *place in data.get("related", ()))
    place = tuple(data.get("at", ()))
    return data["severity"], data["code"], data["message"], place, data.get("help"), related


# Most of what is told of a target is told of its profile, and so of every target of that.
@functools.lru_cache(maxsize=256)
def _known(keys: tuple[tuple[Data, ...], ...]) -> tuple[Diagnostic, ...]:
    return ordered(map(_diagnostic, keys))


@functools.lru_cache(maxsize=4096)
def _diagnostic(key: tuple[Data, ...]) -> Diagnostic:
    severity, code, message, at, help_, related = key
    return Diagnostic(
        Severity(severity),
        _text(code),
        _text(message),
        _location(at) if at else None,
        _optional_text(help_),
        tuple((_text(label), _location(place)) for label, *place in related),
    )


def _location(data: Data) -> Location:
    path, line, column, width = data
    return Location(_text(path), _number(line), _number(column), _number(width))


# -- plain values --------------------------------------------------------------------------------------------


def _given(data: Mapping[str, Data]) -> dict[str, Data]:
    return {key: value for key, value in data.items() if value not in (None, [], 0, "")}


def _text(value: Data) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value


def _optional_text(value: Data) -> str | None:
    return None if value is None else _text(value)


def _texts(values: Iterable[Data]) -> tuple[str, ...]:
    return tuple(map(_text, values))


def _number(value: Data) -> int:
    if not isinstance(value, int):
        raise TypeError("a number was expected")
    return value
