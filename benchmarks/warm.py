"""What one more target costs in a process that has built others: selected, composed, fitted, written.

Run it from a checkout in which appkit is installed:  python benchmarks/warm.py [RUNS]

The targets differ in emphasis, as applications do, so that what is kept from one to the next is what a batch
keeps. A run is a row of ten calls, as in a batch one target follows another: between two single calls of
something else the processor would forget what it knew of ours. Each figure is the median of its runs in
process time, by the call; what is compared runs in turn.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import naive
import raw

from appkit.assemble import assemble
from appkit.diagnostics import Report
from appkit.load import load_target, open_workspace
from appkit.render import FORMATS
from appkit.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appkit.assemble import Assembled
    from appkit.load import LoadedTarget
    from appkit.model.template import Templates

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ("docx", "md", "txt")
TARGET = """\
extends: [phd, _mine]
organization: {organization}
position: PhD programme {number}
emphasize: [{emphasis}]
documents: {{resume: {{template: {look}}}, cover-letter: {{template: {look}}}}}
"""
TAGS = (
    "ai-for-biology",
    "molecules",
    "graphs",
    "transformers",
    "mixture-of-experts",
    "language-models",
    "efficiency",
)


def workspace(folder: Path, count: int) -> Path:
    """This repository's workspace with ``count`` targets more: two pages, a letter, three formats of each."""
    for name in ("profiles", "targets", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    emphases = itertools.cycle(itertools.permutations(TAGS, 3))
    for number in range(count):
        text = TARGET.format(
            organization=f"University {number}",
            number=number,
            emphasis=", ".join(next(emphases)),
            look=("academic", "compact", "classic", "modern")[number // 2 % 4],
        )
        (folder / "targets" / f"cohort-{number:05}.yaml").write_text(text)
    return folder


def loaded(folder: Path) -> tuple[list[LoadedTarget], Templates]:
    """The generated targets, read."""
    space, report = open_workspace(folder), Report()
    templates = space.templates(report)
    found = [load_target(space, name, report) for name in sorted(space.targets) if name.startswith("cohort")]
    report.raise_if_failed()
    return [each for each in found if each is not None], templates


def documents(target: LoadedTarget, templates: Templates) -> tuple[Assembled, ...]:
    """The documents of a target, fitted."""
    return assemble(target.target, target.profile, templates, Report()).documents


def written(target: LoadedTarget, templates: Templates) -> list[bytes]:
    """The six files of a target."""
    made = documents(target, templates)
    return [FORMATS[name].render(each.document, each.style) for each in made for name in WRITTEN]


# How many targets, or writings of the same, are timed in a row.
ROW = 10


def timed(works: Iterator[Callable[[], object]]) -> float:
    """The process time of a call in a row of them, in milliseconds.

    What others left lying about is not its business.
    """
    row = list(itertools.islice(works, ROW))
    gc.collect()
    start = time.process_time()
    for work in row:
        work()
    return (time.process_time() - start) * 1000 / ROW


def in_turn(runs: int, *works: Iterator[Callable[[], object]]) -> list[list[float]]:
    """The times of each work, ``runs`` rows of each, one after the other."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for kept, work in zip(times, works, strict=True):
            kept.append(timed(work))
    return times


def main() -> int:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", nargs="?", type=int, default=12, help="runs of each (default 12)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = workspace(Path(name), 40)
        targets, templates = loaded(folder)
        for target in targets:  # once unmeasured: a batch is in full swing
            written(target, templates)
        paths = folder / "profiles/daize-dong.yaml", folder / "targets/cohort-00000.yaml"
        made = [documents(target, templates) for target in targets]
        ours = (lambda t=t: written(t, templates) for t in itertools.cycle(targets))
        least = (lambda m=m: [raw.written(d.document, d.style) for d in m] for m in itertools.cycle(made))
        plainly = itertools.repeat(lambda: naive.build(*paths))
        for _ in range(2):
            next(plainly)()
        times = in_turn(runs, ours, least, plainly)  # type: ignore[arg-type]
        ours_, least_, plainly_ = map(statistics.median, times)
        print(f"{'one target more, six files, in memory':<44} {ours_:8.2f} ms")
        print(f"{'  a writer of raw strings':<44} {least_:8.2f} ms   appkit: {ours_ / least_:5.1f} x as long")
        print(
            f"{'  libraries used plainly':<44} {plainly_:8.2f} ms   appkit: {plainly_ / ours_:5.1f} x as fast"
        )
        stages(targets, templates, runs)
        fitting(folder, runs)
    return 0


def fitting(folder: Path, runs: int) -> None:
    """What fitting adds: `moe-phd`, which is trimmed to one page, with and without its budgets."""
    head = (folder / "targets/moe-phd.yaml").read_text().split("documents:")[0]
    free = "documents: {resume: {template: topics-first, pages: null}, cover-letter: {pages: null}}\n"
    (folder / "targets/moe-free.yaml").write_text(head + free)
    space = open_workspace(folder)
    templates, report = space.templates(Report()), Report()
    pair = [load_target(space, name, report) for name in ("moe-phd", "moe-free")]
    report.raise_if_failed()
    works = [itertools.repeat(lambda t=t: written(t, templates)) for t in pair]  # type: ignore[misc]
    for work in works:
        next(work)()
    trimmed, whole = map(statistics.median, in_turn(runs, *works))
    print(
        f"{'one target trimmed to its page':<44} {trimmed:8.2f} ms   {trimmed / whole:5.2f} x without budgets"
    )


def _written_as(name: str, made: list[tuple[Assembled, ...]]) -> Iterator[Callable[[], object]]:
    """The documents of one target after the other, written in a format."""
    for documents_ in itertools.cycle(made):
        yield lambda documents_=documents_: [FORMATS[name].render(d.document, d.style) for d in documents_]


def stages(targets: list[LoadedTarget], templates: Templates, runs: int) -> None:
    """Where the time goes."""
    made = [documents(target, templates) for target in targets]
    chosen = (lambda t=t: select(t.profile, t.target, Report()) for t in itertools.cycle(targets))
    fitted = (lambda t=t: documents(t, templates) for t in itertools.cycle(targets))
    formats = [_written_as(name, made) for name in WRITTEN]
    times = [statistics.median(each) for each in in_turn(runs, chosen, fitted, *formats)]  # type: ignore[arg-type]
    print(f"{'  selecting':<44} {times[0]:8.2f} ms")
    print(f"{'  composing and measuring two documents':<44} {times[1] - times[0]:8.2f} ms")
    for name, each in zip(WRITTEN, times[2:], strict=True):
        print(f"{f'  writing two documents as {name}':<44} {each:8.2f} ms")


if __name__ == "__main__":
    sys.exit(main())
