"""What to say about a value that its schema refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.check.advice import advice_on_date, advice_on_key, advice_on_type
from appkit.check.branches import asks_for_keys, unknown_keys
from appkit.check.words import either, expected, found, shown, subject, with_article
from appkit.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appkit.check.fault import Fault, Path


class Complaint(NamedTuple):
    """A problem of shape: its code, the value it is about, the words, the advice.

    ``at_key`` says that it is the value's key that should be shown; ``misspelled`` that a key is missing
    because an unknown one, which is told on its own, seems to be it.
    """

    code: str
    path: Path
    message: str
    help: str | None = None
    at_key: bool = False
    misspelled: bool = False


_EMPTY_HELP = "give it a value, or remove it"


def complaints(fault: Fault) -> Iterator[Complaint]:
    """What to say about one fault; several unknown or missing keys are one fault."""
    if fault.keyword in {"type", "anyOf", "enum"} and fault.value is None:
        message = f"{subject(fault.path)} has no value"
        yield Complaint("empty-value", fault.path, message, _EMPTY_HELP, at_key=True)
    elif asks_for_keys(fault):
        yield from _nothing_of(fault)
    elif isinstance(fault.value, str) and not fault.value.strip():
        yield Complaint("empty-value", fault.path, f"{subject(fault.path)} is empty", _EMPTY_HELP)
    else:
        yield from _BY_KEYWORD[fault.keyword](fault)


def _wrong_type(fault: Fault) -> Iterator[Complaint]:
    right = expected(fault)
    message = f"{subject(fault.path)}: expected {either(right)}, found {found(fault.value)}"
    yield Complaint("wrong-type", fault.path, message, advice_on_type(right, fault.value))


def _unknown(fault: Fault) -> Iterator[Complaint]:
    for key in unknown_keys(fault):
        path = (*fault.path, key)
        near = did_you_mean(key, fault.schema.get("properties", {}))
        # A schema whose keys the user chooses says in its comment what they look like.
        if (rule := fault.schema.get("$comment")) and not near:
            yield Complaint("bad-key", path, f"{shown(key)} cannot be a key here", rule, at_key=True)
        else:
            yield Complaint(
                "unknown-key", path, f"unknown key {shown(key)}", near or advice_on_key(fault), at_key=True
            )


def _missing(fault: Fault) -> Iterator[Complaint]:
    for key in fault.wanted:
        if key not in fault.value:
            message = f"{subject(fault.path)} needs the key '{key}'"
            misspelled = _misspelled(fault, (key,))
            yield Complaint("missing-key", fault.path, message, at_key=True, misspelled=misspelled)


def _nothing_of(fault: Fault) -> Iterator[Complaint]:
    keys = tuple(branch["required"][0] for branch in fault.wanted)
    message = f"{subject(fault.path)} needs one of {either(keys)}"
    yield Complaint("missing-key", fault.path, message, misspelled=_misspelled(fault, keys))


def _misspelled(fault: Fault, keys: tuple[str, ...]) -> bool:
    """Whether an unknown key, which is told on its own, seems to be one of ``keys``, or a text unquoted."""
    unknown = unknown_keys(fault)
    if keys == ("text",) and unknown and len(unknown) == len(fault.value):
        return True
    hints = {did_you_mean(word, fault.schema.get("properties", {})) for word in unknown}
    return any(f"did you mean '{key}'?" in hints for key in keys)


def _not_one_of(fault: Fault) -> Iterator[Complaint]:
    near = did_you_mean(str(fault.value), fault.wanted)
    message = f"{subject(fault.path)} cannot be {shown(fault.value)}"
    yield Complaint("not-one-of", fault.path, message, near or f"it can be {either(fault.wanted)}")


_CODES = {"Date": "bad-date", "Deadline": "bad-date", "Id": "bad-id"}
_LONGEST_NAME = 80


def _bad_format(fault: Fault) -> Iterator[Complaint]:
    title, text = fault.schema.get("title", "Text"), str(fault.value)
    rule = fault.schema.get("description")
    noun = "a date" if title == "Deadline" else with_article(title.lower())
    if title in {"Id", "Tag"} and len(text) > _LONGEST_NAME:
        message = f"{subject(fault.path)} is {len(text)} characters long, at most {_LONGEST_NAME}"
        yield Complaint("too-long", fault.path, message)
        return
    code = _CODES.get(title, "bad-format")
    if code == "bad-date":
        key = next((step for step in reversed(fault.path) if isinstance(step, str)), "")
        rule = advice_on_date(key, text, rule)
    yield Complaint(code, fault.path, f"{subject(fault.path)} is not {noun}: {shown(text)}", rule)


def _out_of_range(fault: Fault) -> Iterator[Complaint]:
    if fault.schema.get("title") in {"Date", "Colour"}:
        yield from _bad_format(fault)
        return
    bound = "at least" if fault.keyword == "minimum" else "at most"
    message = f"{subject(fault.path)} must be {bound} {fault.wanted}, not {fault.value}"
    yield Complaint("out-of-range", fault.path, message)


def _too_few(fault: Fault) -> Iterator[Complaint]:
    yield Complaint("empty-value", fault.path, f"{subject(fault.path)} is empty", _EMPTY_HELP, at_key=True)


def _too_long(fault: Fault) -> Iterator[Complaint]:
    size, limit = len(fault.value), fault.wanted
    yield Complaint(
        "too-long", fault.path, f"{subject(fault.path)} is {size} characters long, at most {limit}"
    )


def _repeated(fault: Fault) -> Iterator[Complaint]:
    seen: set[str] = set()
    for index, item in enumerate(fault.value):
        if str(item) in seen:
            message = f"{shown(item)} stands in {subject(fault.path)} a second time"
            yield Complaint("duplicate-item", (*fault.path, index), message)
        seen.add(str(item))


# Every keyword the schemas use to refuse a value; a test holds this table against them.
_BY_KEYWORD: dict[str, Callable[[Fault], Iterator[Complaint]]] = {
    "type": _wrong_type,
    "anyOf": _wrong_type,
    "additionalProperties": _unknown,
    "required": _missing,
    "enum": _not_one_of,
    "pattern": _bad_format,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minItems": _too_few,
    "minProperties": _too_few,
    "maxLength": _too_long,
    "uniqueItems": _repeated,
}
