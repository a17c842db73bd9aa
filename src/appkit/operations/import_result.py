"""What an import gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.operations.result import Result

if TYPE_CHECKING:
    from appkit.importers.imported import Tally
    from appkit.importers.written import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult(Result):
    """What an import made of a file.

    ``format`` and ``title`` say what the file was taken for. ``text`` is the whole profile; ``written`` says
    whether that is now in the file ``path``, which is None where none was asked for. ``unsure`` and
    ``unplaced`` are what of it wants a look. ``diff`` is what a merge changes, in unified format; it is empty
    where there is nothing to add.
    """

    format: str
    title: str
    tally: Tally
    path: str | None
    text: str
    written: bool
    unsure: tuple[Remark, ...]
    unplaced: tuple[Remark, ...]
    diff: str = ""
