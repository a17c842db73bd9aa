"""Text into nodes: YAML or JSON, told apart by the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.diagnostics import Location

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.source.file import Source
    from appkit.source.node import Node


def parse(source: Source, report: Report) -> Node | None:
    """The data of a source, or None with errors in ``report``.

    A name ending in ``.json`` is read as JSON, everything else as YAML. An empty file is an error, as are
    duplicate keys, anchors, aliases, tags and more than one document.
    """
    if not source.text.strip():
        report.error("empty-file", "this file is empty", Location(source.path))
        return None
    if source.path.endswith(".json"):
        from appkit.source.json import parse_json  # noqa: PLC0415 - few workspaces hold JSON

        return parse_json(source, report)
    from appkit.source.yaml import parse_yaml  # noqa: PLC0415 - 15 ms that a build with nothing to do saves

    return parse_yaml(source, report)
