"""How long it takes to find that nothing has to be built: many targets, each looked at by content.

Run it from a checkout in which appkit is installed:  python benchmarks/fresh.py [TARGETS] [FORMAT...]

It makes a workspace of TARGETS (10,000) small targets that extend `phd` and a preset of their own, for one
profile, builds them once in FORMATs (md and txt), and then looks at all of them again: in one process on one
core, every file they are made of and every file they were made into (DOCX and PDF by their size).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from appkit.load import open_workspace
from appkit.operations.build import BuildOptions, build_target, judge_for

ROOT = Path(__file__).resolve().parent.parent
MINE = "extends: phd\nsubmissions: show-venue\n"
TARGET = """\
extends: [phd, _mine]
organization: University {number}
position: PhD programme {number}
deadline: 2027-01-{day:02}
"""


def workspace(folder: Path, targets: int) -> Path:
    """A workspace of so many targets for this repository's profile."""
    for name in ("profiles", "targets"):
        (folder / name).mkdir()
    profile = next((ROOT / "profiles").glob("*.yaml"))
    (folder / "profiles" / profile.name).write_bytes(profile.read_bytes())
    (folder / "targets/_mine.yaml").write_text(MINE)
    for number in range(targets):
        text = TARGET.format(number=number, day=number % 28 + 1)
        (folder / f"targets/university-{number:05}.yaml").write_text(text)
    return folder


def build_all(folder: Path, options: BuildOptions) -> None:
    """Every target, built; what is read of one is forgotten before the next."""
    opened = open_workspace(folder)
    for name in opened.targets:
        built = build_target(opened, name, options)
        assert built.ok, built.diagnostics
        opened.forget_targets()


def look_again(folder: Path, options: BuildOptions) -> tuple[float, int]:
    """Seconds of this process to list the workspace and look at every target; how many are fresh."""
    start = time.process_time()
    opened = open_workspace(folder)
    opened.problems.raise_if_failed()
    judge = judge_for(opened, options)
    fresh = sum(judge.fresh(name) is not None for name in opened.targets)
    return time.process_time() - start, fresh


def ordinary(folder: Path, options: BuildOptions, targets: int) -> float:
    """Seconds of this process for a build of so many targets that skips nothing and writes nothing."""
    opened = open_workspace(folder)
    names = list(opened.targets)[: targets + 1]
    build_target(opened, names.pop(), options)  # once unmeasured, for what is read and compiled once
    start = time.process_time()
    for name in names:
        build_target(opened, name, options)
    return time.process_time() - start


def command(folder: Path, formats: tuple[str, ...]) -> tuple[float, float]:
    """Wall and processor seconds of the whole command, its output read and thrown away."""
    arguments = [argument for name in formats for argument in ("--format", name)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    script = [sys.executable, "-m", "appkit", "-C", str(folder), "build", "--all", *arguments]
    subprocess.run(script, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="?", type=int, default=10_000, help="how many (default 10000)")
    parser.add_argument("format", nargs="*", help="what is built (default md txt)")
    arguments = parser.parse_args()
    targets, formats = arguments.targets, tuple(arguments.format) or ("md", "txt")
    options = BuildOptions(formats=frozenset(formats))
    with tempfile.TemporaryDirectory() as name:
        folder = workspace(Path(name), targets)
        build_all(folder, options)
        runs = [look_again(folder, options) for _ in range(5)]
        seconds, fresh = min(runs)
        assert fresh == targets, f"{fresh} of {targets} are fresh"
        each = ordinary(folder, options, min(50, targets - 1)) / min(50, targets - 1)
        wall, used = min(command(folder, formats) for _ in range(3))
    what = f"{targets:,} targets built as {', '.join(formats)}"
    print(f"{what}: looked at again      {seconds:6.2f} s   {seconds / targets * 1e6:6.0f} µs each")
    print(f"{what}: the whole command    {wall:6.2f} s   {used:6.2f} s of processor time")
    print(
        f"one of them built again, nothing skipped {each * 1e3:6.1f} ms   {each / seconds * targets:6.0f} x"
    )


if __name__ == "__main__":
    main()
