"""What every operation's result carries."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import Diagnostic, has_errors, ordered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found on the way, in the order of files and lines.

    ``lines`` are the lines of every file that was read, by the path that diagnostics name it with: what
    :func:`appkit.diagnostics.render_text` needs to show the place.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Put the diagnostics in order."""
        object.__setattr__(self, "diagnostics", ordered(self.diagnostics))

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong: warnings and notes are allowed."""
        return not has_errors(self.diagnostics)
