"""What is told of a batch: everything of a few targets, a line for each of many."""

from __future__ import annotations

import itertools
from collections import Counter, OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, overload

from appkit.cli import console
from appkit.cli.console import count
from appkit.cli.progress import said_rate
from appkit.cli.summary import summary_lines, verdict_lines
from appkit.diagnostics import Diagnostic, Severity
from appkit.operations.build import BuildResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from appkit.batch import JobResult
    from appkit.batch.work import Excerpts
    from appkit.operations.build import BuiltTarget

# So many names of broken targets are told at the end, and the others counted.
_MOST_NAMED = 6
# Diagnostics remembered so as not to tell them twice: those of a profile recur with every target.
_REMEMBERED = 5000


class Teller(Protocol):
    """Tells what becomes of the jobs of a batch."""

    def job(self, name: str, result: JobResult) -> None:
        """One job has ended."""

    def end(self, diagnostics: Iterable[Diagnostic], seconds: float) -> None:
        """All that will be built is built; ``diagnostics`` are those of the batch itself."""


class Lines(Sequence[str]):
    """The lines of a file of which only some are known."""

    def __init__(self, known: Mapping[int, str]) -> None:
        self._known = known

    def __len__(self) -> int:
        return max(self._known, default=0)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return self._known.get(index + 1, "")


def lines_of(excerpts: Excerpts) -> dict[str, Lines]:
    """Excerpts as :func:`appkit.diagnostics.render_text` takes them."""
    return {path: Lines(known) for path, known in excerpts.items()}


class InFull:
    """Everything of each target, as it ends; what is wrong follows at the end.

    ``out`` is the output folder as it was asked for; ``alone`` says that there is one target only.
    """

    def __init__(self, out: Path, *, alone: bool, dry_run: bool, quiet: bool) -> None:
        self._out, self._alone, self._dry_run, self._quiet = out, alone, dry_run, quiet
        self._targets: list[BuiltTarget] = []
        self._diagnostics: list[Diagnostic] = []
        self._excerpts: dict[str, dict[int, str]] = {}

    def job(self, name: str, result: JobResult) -> None:  # noqa: ARG002 - the protocol's signature
        """One job has ended."""
        self._diagnostics += result.diagnostics
        for path, known in result.excerpts.items():
            self._excerpts.setdefault(path, {}).update(known)
        if result.whole is None:
            return
        self._targets.append(result.whole)
        if not self._quiet:
            for line in summary_lines(result.whole, self._result(()), alone=self._alone):
                console.say(line)

    def end(self, diagnostics: Iterable[Diagnostic], seconds: float) -> None:
        """The diagnostics, each once, and whether all can be sent."""
        result = self._result((*diagnostics, *self._diagnostics))
        console.show_build(result.diagnostics, result.lines)
        if self._targets and not self._quiet:
            for line in verdict_lines(result, seconds):
                console.say(line)

    def _result(self, diagnostics: tuple[Diagnostic, ...]) -> BuildResult:
        return BuildResult(
            diagnostics=diagnostics,
            lines=lines_of(self._excerpts),
            targets=tuple(self._targets),
            out=self._out,
            dry_run=self._dry_run,
        )


class InShort:
    """A line for each target, its errors and warnings after it, notes counted at the end: nothing is kept."""

    def __init__(self, *, dry_run: bool, quiet: bool) -> None:
        self._dry_run, self._quiet = dry_run, quiet
        self._counts: Counter[str] = Counter()
        self._broken: list[str] = []
        self._notes: dict[str, tuple[Diagnostic, int]] = {}
        self._told: OrderedDict[Diagnostic, None] = OrderedDict()
        self._last: Iterable[Diagnostic] = ()

    def job(self, name: str, result: JobResult) -> None:
        """One job has ended."""
        errors = sum(each.severity is Severity.ERROR for each in result.diagnostics)
        written = sum(file.action != "unchanged" for file in result.files)
        unchanged = len(result.files) - written
        self._counts.update(
            jobs=1, broken=bool(errors), written=written, unchanged=unchanged, prompts=result.prompts
        )
        if errors and len(self._broken) < _MOST_NAMED:
            self._broken.append(name)
        if not self._quiet:
            what = f"not built, {count(errors, 'error')}" if errors else self._done(written, unchanged)
            asks = f", {count(result.prompts, 'prompt')} open" if result.prompts else ""
            console.say(f"{name}: {what}{asks}")
        self._tell(result.diagnostics, lines_of(result.excerpts))

    def _done(self, written: int, unchanged: int) -> str:
        verb = "would be written" if self._dry_run else "written"
        parts = [f"{count(written, 'file')} {verb}"] if written or not unchanged else []
        still = f"{unchanged:,}" if parts else count(unchanged, "file")
        return ", ".join([*parts, *([f"{still} unchanged"] if unchanged else [])])

    def _tell(self, diagnostics: Iterable[Diagnostic], lines: Mapping[str, Sequence[str]]) -> None:
        if diagnostics is self._last:
            return  # as of the target before: nothing of it is new
        self._last = diagnostics
        news = [each for each in diagnostics if self._is_new(each)]
        for note in filter(console.is_told, news):
            first, number = self._notes.get(note.code, (note, 0))
            self._notes[note.code] = first, number + 1
        console.show((each for each in news if each.severity is not Severity.NOTE), lines)

    def _is_new(self, diagnostic: Diagnostic) -> bool:
        is_new = diagnostic not in self._told
        self._told[diagnostic] = None
        self._told.move_to_end(diagnostic)
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return is_new

    def end(self, diagnostics: Iterable[Diagnostic], seconds: float) -> None:
        """How many of everything, in which time."""
        found = tuple(diagnostics)
        self._tell(found, {})
        for note, number in self._notes.values():
            console.show_note(note, number)
        if self._quiet or not self._counts["jobs"]:
            return
        jobs, broken = self._counts["jobs"], self._counts["broken"]
        rate = f" ({said_rate(jobs / seconds)})" if seconds >= 1 else ""
        built = f"{jobs - broken:,} of {jobs:,}" if broken else f"{jobs:,}"
        files = self._done(self._counts["written"], self._counts["unchanged"])
        console.say(f"{built} built in {seconds:.1f} s{rate}: {files}.")
        console.say(f"Ready to send: {self._ready(found)}.")

    def _ready(self, diagnostics: Iterable[Diagnostic]) -> str:
        broken, prompts = self._counts["broken"], self._counts["prompts"]
        if broken:
            more = f" and {broken - len(self._broken):,} more" if broken > len(self._broken) else ""
            return f"no, {', '.join(self._broken)}{more} {'is' if broken == 1 else 'are'} not built"
        if any(each.severity is Severity.ERROR for each in diagnostics):
            return "no, see the errors above"
        return f"no, {count(prompts, 'prompt')} open" if prompts else "yes"


def some(names: Iterable[str], number: int) -> str:
    """The first names of ``number``, and how many more there are."""
    shown = list(itertools.islice(names, _MOST_NAMED))
    more = number - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")
