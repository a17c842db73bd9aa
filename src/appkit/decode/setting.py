"""What decoding an item depends on beside the item."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from appkit.diagnostics import Report


class Setting(NamedTuple):
    """The profile's own language, the names its person goes by (folded), and where problems go."""

    language: str
    own_names: frozenset[str]
    report: Report
