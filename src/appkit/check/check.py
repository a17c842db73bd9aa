"""The check of a file's shape: whether it has that of its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.check.prune import empties, is_empty, prune
from appkit.check.schemas import verdicts
from appkit.source.node import plain

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.source.node import Node


def check(
    node: Node, schema_name: str, report: Report, *, partial: bool = False, lenient: bool = False
) -> bool:
    """Whether ``node`` has the shape of the schema called ``schema_name``; ``report`` gets what is wrong.

    ``partial`` is for a file that others complete: keys may be missing, except in the items of lists, and
    any value may be null. ``lenient`` is for JSON Resume files: unknown keys, empty values and entries
    without a name are warnings, and what is checked is the node that :func:`prune` leaves.
    """
    if lenient:
        for what, location in () if is_empty(node) else empties(node):
            report.warning("empty-value", f"{what} has no value and is ignored", location)
        node = prune(node)
    if verdicts(schema_name).good(plain(node), partial=partial):
        return True
    from appkit.check.complaining import complain  # noqa: PLC0415 - most files are right

    return complain(node, schema_name, report, partial=partial, lenient=lenient)
