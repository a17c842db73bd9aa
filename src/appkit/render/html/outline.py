"""The outline of a page: whose document it is, then sections, each with its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.model.document import Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.model.document import Block

# What stands below a name in lines of its own and tells more of its bearer.
_HEAD_ROLES = ("headline", "contact")
_NAME, _TITLE = 1, 2


class Part(NamedTuple):
    """Blocks that belong together; ``tag`` is the element around them, None where they need none."""

    tag: str | None
    blocks: Sequence[Block]


def parts_of(blocks: Sequence[Block]) -> list[Part]:
    """The blocks of a document in order: a head if they begin with a name, then what each title heads."""
    end = _head_length(blocks)
    parts = [Part("header", blocks[:end])] if end else []
    starts = [end, *(i for i in range(end + 1, len(blocks)) if _level(blocks[i]) in (_NAME, _TITLE))]
    for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True):
        if start < stop:
            tag = "section" if _level(blocks[start]) == _TITLE else None
            parts.append(Part(tag, blocks[start:stop]))
    return parts


def _head_length(blocks: Sequence[Block]) -> int:
    if not blocks or _level(blocks[0]) != _NAME:
        return 0
    return next((i for i in range(1, len(blocks)) if not _is_of_head(blocks[i])), len(blocks))


def _is_of_head(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in _HEAD_ROLES


def _level(block: Block) -> int | None:
    return block.level if isinstance(block, Heading) else None
