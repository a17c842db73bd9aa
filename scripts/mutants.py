# ruff: noqa: INP001, S311, S603, T201
"""Whether the tests notice when the code is broken: a sample of mutants, run with mutmut.

    python -m pip install 'mutmut==3.8.1'
    python scripts/mutants.py                          # 12 % of each module's mutants, at least 15
    python scripts/mutants.py --share 1 appkit.lint.leaks    # all mutants of one module
    python scripts/mutants.py --tell                   # the table of the last run again

A mutant is the code with one small change: a comparison turned round, an argument left out, a value replaced
by None. mutmut writes all of them to ``mutants/`` beside a copy of the tests, and never touches ``src``. What
is mutated, and by which tests it is to be noticed, is in ``pyproject.toml``. ``docs/mutants.md`` says what
became of the last run. mutmut's way to run tests wants ``fork``: not for Windows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MUTANTS = REPOSITORY / "mutants"
# The one that is asked for so that mutmut writes all of them; any would do.
FIRST = "appkit.model.others.x__digits__mutmut_1"

# What mutmut records: the exit code of pytest, or of what ended it.
OUTCOMES = {0: "survived", 1: "killed", 3: "killed", 33: "no test"} | dict.fromkeys(
    (36, -24, 152), "too long"
)


def main() -> int:
    """Run a sample and tell what became of it: 0 where mutmut did its work, whatever survived."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("modules", nargs="*", metavar="MODULE", help="these alone (appkit.lint.leaks)")
    arguments.add_argument("--share", type=float, default=0.12, help="of each module's mutants (%(default)g)")
    arguments.add_argument("--least", type=int, default=15, help="of each module, where it has so many")
    arguments.add_argument("--seed", type=int, default=7, help="of the sample (%(default)d)")
    arguments.add_argument("--tell", action="store_true", help="run nothing, tell what is recorded")
    asked = arguments.parse_args()
    if not asked.tell:
        if not recorded() and _mutmut(FIRST):
            return 1
        names = sample(recorded(), set(asked.modules), asked.share, asked.least, asked.seed)
        print(f"{len(names)} mutants, seed {asked.seed}", flush=True)
        if _mutmut(*names):
            return 1
    tell(recorded())
    return 0


def recorded() -> dict[str, dict[str, int | None]]:
    """The exit code for each mutant (None: not run) by module, as mutmut keeps them beside its copies."""
    found = {}
    for file in sorted((MUTANTS / "src").rglob("*.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            found[next(iter(codes)).rpartition(".")[0]] = codes
    return found


def sample(
    codes: dict[str, dict[str, int | None]], modules: set[str], share: float, least: int, seed: int
) -> list[str]:
    """Names of mutants: of each module a share, by chance, the same for the same seed and code."""
    found: list[str] = []
    for module, names in codes.items():
        if not modules or module in modules:
            number = min(len(names), max(least, round(share * len(names))))
            found += random.Random(f"{seed} {module}").sample(sorted(names), number)
    return found


def _mutmut(*names: str) -> int:
    # Programs that tests start are to be the mutated ones as well.
    own = {"PYTHONPATH": str(MUTANTS / "src"), "PYTHONHASHSEED": "0"}
    # Not ``python -m mutmut``: it would be imported twice.
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "1", *names]
    with (REPOSITORY / "mutants.log").open("wb") as log:
        return subprocess.call(command, cwd=REPOSITORY, env=os.environ | own, stdout=log, stderr=log)


def tell(codes: dict[str, dict[str, int | None]]) -> None:
    """A table of the modules, and each mutant that no test noticed."""
    total: Counter[str] = Counter()
    columns = ("mutants", "run", "killed", "too long", "survived", "no test", "other")
    print("| module |", " | ".join(columns), "|")
    print("| --- |", " | ".join("---:" for _ in columns), "|")
    for module, each in codes.items():
        counts = Counter(OUTCOMES.get(code, "other") for code in each.values() if code is not None)
        counts |= {"mutants": len(each), "run": sum(counts.values())}
        total += counts
        print(f"| `{module.removeprefix('appkit.')}` |", " | ".join(str(counts[c]) for c in columns), "|")
    print("| all |", " | ".join(str(total[c]) for c in columns), "|\n")
    for each in codes.values():
        for name, code in each.items():
            if code is not None and OUTCOMES.get(code) not in {"killed", "too long"}:
                print(OUTCOMES.get(code, f"other ({code})"), name)


if __name__ == "__main__":
    raise SystemExit(main())
