# ruff: noqa: INP001, S603, T201
"""What is too long for the suite: faults at every position, long random histories, fuzzing. Run once a night.

    python scripts/nightly.py             # every part, at most 20 minutes
    python scripts/nightly.py kills       # parts by name
    python scripts/nightly.py --list
    python scripts/nightly.py --seed 7    # what was random in an earlier run, again

A part is a command in a process of its own, so that one that hangs or dies is a failed part and nothing more.
It is told the seed as ``APPKIT_NIGHTLY`` and counts what it has done by adding lines such as ``412 kills`` to
the file named by ``APPKIT_TALLY`` (see ``tests/nights.py``). The exit code is 0 where every
part was good, 1 where one was not or no time was left for it, 2 where a part is not known.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = Path(__file__).resolve().parent.parent
LIMIT = 20 * 60.0


@dataclass(frozen=True, slots=True)
class Part:
    """A command after ``python``, with ``{seed}``; what it looks for, its limit in seconds, and variables."""

    about: str
    command: tuple[str, ...]
    limit: float
    environment: Mapping[str, str] = field(default_factory=dict)


def tests(*arguments: str) -> tuple[str, ...]:
    """The command for tests, those that only this script runs (``-m nightly``) among them.

    Without xdist: parts have processes of their own.
    """
    return ("-m", "pytest", "-q", "-n0", "-m", "nightly or not nightly", "-p", "no:cacheprovider", *arguments)


# Tests with properties that are parts of their own.
_OTHERS = ("--ignore=tests/faults", "--ignore=tests/fuzzing")
PARTS = {
    "kills": Part(
        "SIGKILL at every call to the disk, and at random moments",
        tests("tests/faults/test_faults_kills.py"),
        420,
    ),
    "refusals": Part(
        "ENOSPC and EIO at every call to the disk", tests("tests/faults/test_faults_refusals.py"), 240
    ),
    "together": Part(
        "builds at once, a profile rewritten while it is read, interrupted batches",
        tests("tests/faults/test_faults_together.py", "tests/faults/test_faults_batches.py"),
        240,
    ),
    "hands": Part(
        "random histories of builds and hand edits", tests("tests/faults/test_faults_hands.py"), 300
    ),
    "properties": Part(
        "twice as many examples of every property as in CI",
        tests("-m", "hypothesis", "--hypothesis-seed={seed}", *_OTHERS),
        300,
        {"APPKIT_THOROUGH": "2"},
    ),
    "cases": Part("every case of bad input, in children with limits", tests("tests/inputs"), 180),
    "fuzz": Part("100,000 files changed at random", tests("tests/fuzzing"), 500),
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a part: ``outcome`` is ``good``, ``failed``, ``too long`` or ``no time``."""

    outcome: str
    seconds: float = 0.0
    counts: tuple[tuple[str, int], ...] = ()


def main() -> int:
    """Run the parts named on the command line and tell what became of them."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 2**31))
    arguments.add_argument("--limit", type=float, default=LIMIT, help="seconds for all of it (%(default)g)")
    arguments.add_argument("--list", action="store_true", help="tell the parts and run none")
    asked = arguments.parse_args()
    if asked.list:
        print("\n".join(f"{name:12} {part.about}" for name, part in PARTS.items()))
        return 0
    unknown = [name for name in asked.parts if name not in PARTS]
    if unknown:
        arguments.error(f"no part {', '.join(unknown)}; there are: {', '.join(PARTS)}")
    print(f"seed {asked.seed}", flush=True)
    end = time.monotonic() + asked.limit
    ran = {name: _run(name, PARTS[name], asked.seed, end) for name in asked.parts or PARTS}
    _tell(ran)
    return 0 if all(each.outcome == "good" for each in ran.values()) else 1


def _run(name: str, part: Part, seed: int, end: float) -> Ran:
    start = time.monotonic()
    limit = min(part.limit, end - start)
    if limit <= 0:
        return Ran("no time")
    print(f"\n== {name}: {part.about}", flush=True)
    with TemporaryDirectory(prefix="appkit-nightly-") as folder:
        tally = Path(folder) / "tally"
        tally.touch()
        # Random hashes would be another source of chance, which the seed does not tell.
        own = {"APPKIT_NIGHTLY": str(seed), "APPKIT_TALLY": str(tally), "PYTHONHASHSEED": str(seed % 2**32)}
        process = subprocess.Popen(
            [sys.executable, *(each.format(seed=seed) for each in part.command)],
            cwd=REPOSITORY,
            env=os.environ | own | part.environment,
            start_new_session=os.name == "posix",
        )
        try:
            outcome = "good" if process.wait(limit) == 0 else "failed"
        except subprocess.TimeoutExpired:
            outcome = "too long"
        finally:
            _end(process)
        return Ran(outcome, time.monotonic() - start, _counts(tally))


def _end(process: subprocess.Popen[bytes]) -> None:
    """No process of the part outlives it; nothing where it has ended."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, 9)
    else:
        process.kill()
    process.wait()


def _counts(tally: Path) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for line in tally.read_text(encoding="utf-8").splitlines():
        number, _, what = line.partition(" ")
        counts[what] += int(number)
    return tuple(sorted(counts.items()))


def _tell(ran: dict[str, Ran]) -> None:
    print()
    for name, each in ran.items():
        counts = ", ".join(f"{number:,} {what}" for what, number in each.counts)
        print(f"{name:12} {each.outcome:9} {each.seconds:6.0f} s  {counts}")
    print(f"{'all':12} {'':9} {sum(each.seconds for each in ran.values()):6.0f} s")


if __name__ == "__main__":
    raise SystemExit(main())
