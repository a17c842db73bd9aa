"""The general wording inside a text as a file writes it: read, taken out, and put back in.

A text of a profile is plain data of one of three shapes: characters, the same by language, or ``{text,
variants}`` around either. Programs that know one wording only are given the general one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from appkit.decode.text import is_language

if TYPE_CHECKING:
    from appkit.source.node import Plain

# The keys that lead from a text to its general wording: ``()``, ``("en",)``, ``("text",)``, or two of them;
# from something that has a name, ``("name",)`` goes before.
Steps: TypeAlias = tuple[str, ...]


def general(text: Plain, language: str) -> tuple[Steps, str] | None:
    """Where the general wording of a text stands, and its characters; None where it says nothing.

    ``language`` is the profile's own: its wording goes before those in other languages. Of a venue or a
    person it is that of the name.
    """
    key = next((key for key in ("text", "name") if isinstance(text, dict) and key in text), None)
    if key is None or not isinstance(text, dict):
        return _by_language(text, language)
    found = general(text[key], language)
    return None if found is None else ((key, *found[0]), found[1])


def _by_language(text: Plain, language: str) -> tuple[Steps, str] | None:
    if not isinstance(text, dict):
        said = characters(text)
        return None if said is None else ((), said)
    spoken = [(key, said) for key in text if is_language(key) and (said := characters(text[key]))]
    spoken.sort(key=lambda pair: pair[0] != language)
    return next((((key,), said) for key, said in spoken), None)


def characters(scalar: Plain) -> str | None:
    """The characters of a scalar; None where it has none, or is no scalar."""
    match scalar:
        case bool():
            return "true" if scalar else "false"
        case int():
            return str(scalar)
        case str():
            return scalar if scalar.strip() else None
    return None


def at(text: Plain, steps: Steps) -> Plain:
    """What stands where the steps lead; None where they lead nowhere."""
    for step in steps:
        text = text.get(step) if isinstance(text, dict) else None
    return text


def put(text: Plain, steps: Steps, value: Plain) -> Plain:
    """The text with another value where the steps lead; its other keys stay, and their order."""
    if not steps:
        return value
    inner = text if isinstance(text, dict) else {}
    return {**inner, steps[0]: put(inner.get(steps[0]), steps[1:], value)}
