"""How fast appkit is, cold and warm, as medians and as ratios to a bare Python of the same run.

Run it from a checkout in which appkit is installed:  python benchmarks/speed.py [RUNS]

Cold figures time whole processes, the two commands in turn, so that a machine that slows down slows both.
Warm figures time one target of this repository in one process: select, compose, render, stage and replace six
files, everything read and compiled before.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
FLOOR = (
    "import click, jinja2, yaml, jsonschema, docx, io\n"
    "d = docx.Document()\n"
    "for n in range(60): d.add_paragraph('x' * 80)\n"
    "d.save(io.BytesIO())\n"
)


def process(command: Sequence[str], cwd: Path) -> float:
    """The wall time of one process, in milliseconds."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def cold(name: str, command: Sequence[str], cwd: Path, runs: int) -> None:
    """Print the median of a command, and its ratios to bare Python and to the floor script."""
    bare = [sys.executable, "-c", "pass"]
    floor = [sys.executable, "-c", FLOOR]
    for each in (command, bare, floor):  # once unmeasured, for the file cache
        process(each, cwd)
    rows = [(process(command, cwd), process(bare, cwd), process(floor, cwd)) for _ in range(runs)]
    median = statistics.median(row[0] for row in rows)
    to_bare = statistics.median(row[0] / row[1] for row in rows)
    to_floor = statistics.median(row[0] / row[2] for row in rows)
    print(f"{name:<46} {median:8.1f} ms   {to_bare:5.1f} x bare Python   {to_floor:5.2f} x floor")


def warm(name: str, work: Callable[[], object], runs: int) -> None:
    """Print the median and the best of a function, in milliseconds."""
    for _ in range(3):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{name:<46} {statistics.median(times):8.1f} ms   best {min(times):.1f}")


def copied(folder: Path) -> Path:
    """This repository's workspace, copied."""
    for name in ("profiles", "targets", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def warm_figures(folder: Path, runs: int) -> None:
    """One target in one process: as it is built in a batch, and its parts."""
    from appkit.assemble import assemble
    from appkit.diagnostics import Report
    from appkit.load import load_target, open_workspace
    from appkit.operations.build import build
    from appkit.render import FORMATS

    workspace = open_workspace(folder)
    report = Report()
    loaded = load_target(workspace, "westlake-phd", report)
    templates = workspace.templates(report)
    assert loaded is not None

    def compose() -> object:
        return assemble(loaded.target, loaded.profile, templates, Report())

    documents = compose().documents  # type: ignore[attr-defined]

    def render(name: str) -> Callable[[], object]:
        return lambda: [FORMATS[name].render(each.document, each.style) for each in documents]

    def everything() -> object:
        shutil.rmtree(folder / "out", ignore_errors=True)
        return build(folder, ["westlake-phd"])

    def core() -> object:
        made = assemble(loaded.target, loaded.profile, templates, Report())
        return [f.render(d.document, d.style) for d in made.documents for f in FORMATS.values()]

    warm("warm: select and compose two documents", compose, runs)
    for name in FORMATS:
        warm(f"warm: render two documents as {name}", render(name), runs)
    warm("warm: one target, six files, in memory", core, runs)
    warm("warm: the same with reading, checking, writing", everything, runs)


def fitting_figures(folder: Path, runs: int) -> None:
    """What fitting adds: `moe-phd`, which is trimmed to one page, with and without its budgets, in turn."""
    from appkit.assemble import assemble
    from appkit.diagnostics import Report
    from appkit.load import load_target, open_workspace
    from appkit.operations.build import build
    from appkit.render import FORMATS

    head = (folder / "targets/moe-phd.yaml").read_text().split("documents:")[0]
    free = "documents: {resume: {template: topics-first, pages: null}, cover-letter: {pages: null}}\n"
    (folder / "targets/moe-free.yaml").write_text(head + free)

    def core(name: str) -> Callable[[], object]:
        workspace = open_workspace(folder)
        loaded = load_target(workspace, name, Report())
        templates = workspace.templates(Report())
        assert loaded is not None

        def run() -> object:
            made = assemble(loaded.target, loaded.profile, templates, Report())
            return [f.render(d.document, d.style) for d in made.documents for f in FORMATS.values()]

        return run

    def whole(name: str) -> Callable[[], object]:
        def run() -> object:
            shutil.rmtree(folder / "out", ignore_errors=True)
            return build(folder, [name])

        return run

    for what, make in (("in memory", core), ("with reading, checking, writing", whole)):
        ratio(f"fitting, one target {what}", make("moe-phd"), make("moe-free"), runs)


def ratio(name: str, fitted: Callable[[], object], free: Callable[[], object], runs: int) -> None:
    """Print how much longer the one takes than the other, run in turn."""
    for work in (fitted, free, fitted, free):
        work()
    rows = []
    for _ in range(runs):
        times = []
        for work in (fitted, free):
            start = time.perf_counter()
            work()
            times.append((time.perf_counter() - start) * 1000)
        rows.append(times)
    one, other = (statistics.median(column) for column in zip(*rows, strict=True))
    more = statistics.median(row[0] / row[1] for row in rows)
    print(f"{name:<46} {one:8.1f} ms   {more:5.2f} x without budgets ({other:.1f} ms)")


def main() -> None:
    """Print every figure."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    script = Path(sys.executable).with_name("appkit")
    appkit = [str(script)] if script.exists() else [sys.executable, "-m", "appkit"]
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        os.chdir(folder)
        cold("cold: appkit --help", [*appkit, "--help"], folder, runs)
        cold("cold: appkit validate", [*appkit, "validate"], folder, runs)
        build = [*appkit, "build", "--target", "westlake-phd"]
        cold("cold: appkit build, nothing to do", build, folder, runs)
        cold("cold: appkit build, md and txt", [*build, "-f", "md", "-f", "txt", "-n"], folder, runs)
        cold("cold: appkit build, six files", [*build, "--out", "fresh", "--force", "-n"], folder, runs)
        warm_figures(folder, runs * 3)
        fitting_figures(folder, runs * 3)
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
