"""A selection without what a budget drops."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.model.selection import Out, SelectedGroup, SelectedView

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from appkit.diagnostics import Location
    from appkit.fit.order import Drop
    from appkit.model.selection import SelectedEntry, Selection


def trimmed(selection: Selection, drops: Sequence[Drop]) -> Selection:
    """The selection without the leaves of ``drops``; sections that are left empty vanish."""
    gone = frozenset(address for drop in drops for address in drop.addresses)
    if not gone:
        return selection
    views = tuple(_view(view, gone) for view in selection.views)
    kept = tuple(view for view in views if view.entries or not _had_entries(selection, view))
    return replace(selection, views=kept)


def _had_entries(selection: Selection, view: SelectedView) -> bool:
    return any(each.entries for each in selection.views if each.view.key == view.view.key)


def _view(view: SelectedView, gone: Collection[str]) -> SelectedView:
    groups = (
        SelectedGroup(group.status, tuple(_entries(group.entries, gone))) for group in view.groups
    )
    return SelectedView(view.view, tuple(group for group in groups if group.entries))


def _entries(entries: Sequence[SelectedEntry], gone: Collection[str]) -> list[SelectedEntry]:
    return [
        replace(entry, highlights=tuple(h for h in entry.highlights if h.item.address not in gone))
        for entry in entries
        if entry.item.address not in gone
    ]


def explained(
    selection: Selection, drops: Mapping[int, Drop], location: Location | None
) -> Selection:
    """The selection whose decisions say at which step of the order each leaf went."""
    decisions = dict(selection.decisions)
    for step, drop in drops.items():
        for address in drop.addresses:
            out = Out("fit", f"step {step}: lowest score left ({drop.score})", location)
            decisions[address] = replace(decisions[address], out=out)
    return replace(selection, decisions=decisions)
