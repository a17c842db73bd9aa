"""A selection without what a budget drops."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.model.document import List
from appkit.model.selection import Out, SelectedGroup, SelectedView

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from appkit.diagnostics import Location
    from appkit.fit.order import Drop
    from appkit.layout import Layout
    from appkit.model.document import Block, Document, ListItem
    from appkit.model.selection import SelectedEntry, Selection


def trimmed(selection: Selection, drops: Sequence[Drop]) -> Selection:
    """The selection without the leaves of ``drops``; sections that are left empty vanish."""
    gone = frozenset(address for drop in drops for address in drop.addresses)
    if not gone:
        return selection
    pairs = [(view, _view(view, gone)) for view in selection.views]
    return replace(selection, views=tuple(left for view, left in pairs if left.entries or not view.entries))


def _view(view: SelectedView, gone: Collection[str]) -> SelectedView:
    groups = (SelectedGroup(group.status, tuple(_entries(group.entries, gone))) for group in view.groups)
    return SelectedView(view.view, tuple(group for group in groups if group.entries))


def _entries(entries: Sequence[SelectedEntry], gone: Collection[str]) -> list[SelectedEntry]:
    return [
        replace(entry, highlights=tuple(h for h in entry.highlights if h.item.address not in gone))
        for entry in entries
        if entry.item.address not in gone
    ]


def explained(
    selection: Selection,
    drops: Mapping[int, Drop],
    lines: Mapping[str, int],
    protected: Collection[str],
    location: Location | None,
) -> Selection:
    """The selection whose decisions say at which step of the order each leaf went, and what that freed.

    ``lines`` is how many lines each item took, by address, before anything was dropped; entries among the
    ``protected`` addresses are noted as such.
    """
    decisions = dict(selection.decisions)
    brought_back = min(set(range(1, max(drops, default=0))) - set(drops), default=None)
    for step, drop in drops.items():
        freed = sum(lines.get(address, 0) for address in drop.addresses)
        room = f"{freed} line" if freed == 1 else f"{freed} lines"
        # With `pack`, what came back although it scores less was smaller.
        packed = brought_back is not None and brought_back < step
        why = f"{room} are too many for the room left" if packed else f"lowest score left ({drop.score})"
        said = f"step {step}: {why}" + ("" if packed else f", freed {room}")
        for address in drop.addresses:
            decisions[address] = replace(decisions[address], out=Out("fit", said, location))
    for entry in selection.entries():
        decision = decisions[entry.item.address]
        if decision.address in protected and not decision.out and not decision.pinned:
            decisions[decision.address] = replace(decision, notes=("protected", *decision.notes))
    return replace(selection, decisions=decisions)


def lines_by_address(document: Document, layout: Layout) -> Mapping[str, int]:
    """How many lines each item of a document takes; those of an entry without its highlights."""
    lines: Counter[str] = Counter()
    for extent in layout.extents:
        address = _address(document, extent.path)
        if address:
            lines[address] += extent.lines
    return lines


def likely_drops(over: int, lines: Mapping[str, int], order: Sequence[Drop]) -> int:
    """About how many drops free ``over`` lines, told from the lines that each item takes."""
    freed = 0
    for count, drop in enumerate(order, start=1):
        freed += sum(lines.get(address, 0) for address in drop.addresses)
        if freed >= over:
            return count
    return len(order)


def _address(document: Document, path: tuple[int, ...]) -> str | None:
    """The address of the block, or of the list item, at a place in the document."""
    block: Block = document.blocks[path[0]]
    item: ListItem | None = None
    for number in path[1:]:
        if isinstance(block, List):
            item = block.items[number]
            block = item.blocks[0]
        elif item is not None:
            block = item.blocks[number]
    return item.address if item else block.address
