"""Bytes that Atheris makes, guided by what they reach, for the loader and for Markdown.

    python tests/fuzzing/guided.py -max_total_time=60     # wants `pip install atheris`; other options are libFuzzer's

The first byte says what is read: YAML, JSON, a rich text, or what a template wrote.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(
    include=["appkit.source", "appkit.markup", "appkit.check", "markdown_it", "mdit_py_plugins"]
):
    from appkit.check import check
    from appkit.diagnostics import Report
    from appkit.markup import parse_document, parse_rich
    from appkit.model.document import Origin
    from appkit.source import parse, source_from_bytes

if TYPE_CHECKING:
    from appkit.source import Source

_HERE = Origin("template", "x")


def read(content: bytes) -> None:
    """Read one input. Raises AssertionError where the answer is none that a person could be given."""
    kind, rest = content[:1], content[1:]
    name = "profiles/x.json" if kind == b"j" else "profiles/x.yaml"
    report = Report()
    source = source_from_bytes(name, rest, report)
    if source is not None and kind in b"yj":
        _data(source, report)
    elif source is not None:
        _markdown(source, as_document=kind == b"d")


def _data(source: Source, report: Report) -> None:
    node = parse(source, report)
    assert node is not None or report.failed
    if node is not None:
        check(node, "profile", report, lenient=source.path.endswith(".json"))
    if node is not None and source.path.endswith(".json") and not report.failed:
        json.loads(source.text)  # what is taken for JSON is JSON
    for told in report.diagnostics:
        assert told.location is not None
        lines = source.lines
        assert 1 <= told.location.line <= len(lines), told
        assert 1 <= told.location.column <= len(lines[told.location.line - 1]) + 1, told


def _markdown(source: Source, *, as_document: bool) -> None:
    if as_document:
        text = "\n".join(source.lines)  # as templates write it
        _, problems = parse_document(text, lambda _: (), lambda _: _HERE)
    else:
        _, problems = parse_rich(source.text, _HERE)
    assert all(0 <= each.line < len(source.lines) + 1 for each in problems), problems


def main() -> None:
    """Read what Atheris makes until it is told to stop; it ends with another status at the first failure."""
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
