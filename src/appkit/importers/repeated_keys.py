"""Keys that stand twice in a JSON object: what the second one says, which readers of JSON pass over.

HackMyResume's own starter has one, and so has what people made of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.diagnostics import Report, Severity
from appkit.source import Source
from appkit.source.json import parse_json

if TYPE_CHECKING:
    from appkit.diagnostics import Diagnostic
    from appkit.importers.material import Material
    from appkit.source import Node

_CODE = "duplicate-key"
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def repeated(material: Material) -> list[tuple[str, Node]]:
    """The keys that stand a second time in a file that was read as JSON, each with what it says there."""
    text = material.source.text if material.source is not None and material.is_json else ""
    found = []
    for problem in material.problems.diagnostics:
        if text and problem.code == _CODE:
            key, value = _at(text, problem)
            source = Source(material.path, value, b"")
            if (node := parse_json(source, Report())) is not None:
                found.append((key, node))
    return found


def _at(text: str, problem: Diagnostic) -> tuple[str, str]:
    """The key and the text of its value, where the problem is."""
    place = problem.location
    assert place is not None
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
    decoder = json.JSONDecoder()
    key, end = decoder.raw_decode(text, starts[place.line - 1] + place.column - 1)
    colon = _COLON.match(text, end)
    assert colon is not None
    return key, text[colon.end() : decoder.raw_decode(text, colon.end())[1]]


def forgive(material: Material) -> None:
    """Make warnings of second keys in what was wrong with a JSON file: nothing of them is lost."""
    material.problems.diagnostics[:] = [
        replace(each, severity=Severity.WARNING, help="the first one counts; the other is in 'x-unplaced'")
        if each.code == _CODE and material.is_json
        else each
        for each in material.problems.diagnostics
    ]
