"""Names that must be the only one of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.source.node import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.diagnostics import Location, Report
    from appkit.source.node import Node


def report_repeated(named: Iterable[tuple[str | None, Node]], where: str, report: Report) -> None:
    """An error for every id that a second item of ``where`` (a section or an entry) has too."""
    first: dict[str, Location] = {}
    for name, node in named:
        if name is None or not isinstance(node, Mapping):
            continue
        location = node.entries["id"].location
        if name in first:
            report.error(
                "duplicate-id",
                f"'{name}' is the id of two items of {where}",
                location,
                help="give one of them another id",
                related=(("the other one", first[name]),),
            )
        first.setdefault(name, location)
