"""A report on one file that ends where nobody would read on."""

from __future__ import annotations

import contextlib
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics.diagnostic import Diagnostic, Location, Report, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Nobody reads more of one file: who has so many errors mends those first, and a program that wrote them mends
# them all at once. Warnings are a JSON Resume's keys that appkit has no use for, a few in each entry.
MOST_TOLD = {Severity.ERROR: 1_000, Severity.WARNING: 10_000}


class _EnoughError(Exception):
    """There is more of a severity than anyone would read."""

    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self.severity = severity


@dataclass(slots=True)
class _Bounded(Report):
    """A report that takes so many of each severity and no more."""

    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        location: Location | None = None,
        *,
        help: str | None = None,  # noqa: A002 - as in `Report.add`
        related: tuple[tuple[str, Location], ...] = (),
    ) -> None:
        """Record one problem, or give up."""
        self.extend([Diagnostic(severity, code, message, location, help, related)])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Record what another stage found, or give up."""
        for each in diagnostics:
            if self.counts[each.severity] == MOST_TOLD.get(each.severity):
                raise _EnoughError(each.severity)
            self.counts[each.severity] += 1
            self.diagnostics.append(each)


@contextlib.contextmanager
def bounded(report: Report, path: str) -> Iterator[Report]:
    """A report on the file called ``path``: once it has :data:`MOST_TOLD`, the work in the block ends.

    All that was found goes into ``report``, with an error behind it that says that there is more.
    """
    found = _Bounded()
    try:
        yield found
    except _EnoughError as enough:
        told = f"{MOST_TOLD[enough.severity]:,} that are told"
        message = f"there are more {enough.severity.value}s in this file than the {told}"
        found.diagnostics.append(Diagnostic(Severity.ERROR, "more-problems", message, Location(path)))
    finally:
        report.extend(found.diagnostics)
