"""What a batch costs: time and memory for 1, 10, 100, … targets, and one process against two.

Run it from a checkout in which appkit is installed:  python benchmarks/many.py [MOST] (default 1000)

Whole processes on generated workspaces: this repository's profile, targets that differ in emphasis and look,
a résumé of two pages and a letter as DOCX, Markdown and text each. All files are written and synchronised, so
that the disk has its part in the figures.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from naive import ENVIRONMENT
from warm import workspace

COUNTS = (1, 10, 100, 1_000, 10_000)
APPKIT = [sys.executable, "-m", "appkit"]


class Run(NamedTuple):
    """What one command took: seconds it lasted, seconds of processor, and the largest process in MiB."""

    elapsed: float
    processor: float
    peak: float


def run(arguments: list[str], folder: Path) -> Run:
    """Run appkit in a workspace, by a process of its own that knows of no other children."""
    code = (
        "import resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "sys.stderr.buffer.write(done.stderr)\n"
        "print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
        "sys.exit(done.returncode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *APPKIT, *arguments],
        cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"appkit {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    return Run(*map(float, done.stdout.split()))


def main() -> int:
    """Print a row for each number of targets and of processes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("most", nargs="?", type=int, default=1_000, help="targets at most (default 1000)")
    most = parser.parse_args().most
    head = f"{'targets':>8} {'processes':>10} {'seconds':>9} {'ms a target':>12}"
    print(f"{head} {'more than for one':>18} {'peak MiB':>9}")
    with tempfile.TemporaryDirectory() as name:
        for count in COUNTS:
            if count <= most:
                folder = Path(name) / str(count)
                folder.mkdir()
                measured(workspace(folder, count), count)
                shutil.rmtree(folder)
    return 0


def measured(folder: Path, count: int) -> None:
    """Print the rows of a workspace."""
    build = ["build", "--target", "cohort-*", "--quiet"]
    run([*build, "--jobs", "1"], folder)  # once unmeasured, for bytecode and the file cache
    for jobs in (1, 2) if count > 1 else (1,):
        shutil.rmtree(folder / "out")
        shutil.rmtree(folder / ".appkit")
        took = run([*build, "--jobs", str(jobs)], folder)
        if count == 1:
            global alone  # noqa: PLW0603
            alone = took.elapsed
        more = (took.elapsed - alone) / max(count - 1, 1) * 1000
        print(
            f"{count:>8} {jobs:>10} {took.elapsed:>9.2f} {took.elapsed / count * 1000:>12.1f} "
            f"{more if count > 1 else 0:>15.1f} ms {took.peak:>9.0f}"
        )
    again = run(build, folder)
    each = again.elapsed / count * 1000
    print(f"{count:>8} {'again':>10} {again.elapsed:>9.2f} {each:>12.1f} {'':>18} {again.peak:>9.0f}")


alone = 0.0

if __name__ == "__main__":
    sys.exit(main())
