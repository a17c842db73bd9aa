# ruff: noqa: INP001, S311, S603, T201
"""Whether the tests notice when the code is broken: a sample of mutants, run with mutmut.

    python -m pip install 'mutmut==3.8.1'
    python scripts/mutants.py                          # 12 % of each module's mutants, at least 15
    python scripts/mutants.py --share 1 appkit.lint.leaks    # all mutants of one module
    python scripts/mutants.py --again                  # what survived, shown to the tests as they are now
    python scripts/mutants.py --tell                   # the table of the last run again

A mutant is the code with one small change: a comparison turned round, an argument left out, a value replaced
by None. mutmut writes all of them to ``mutants/`` beside a copy of the tests, and never touches ``src``. What
is mutated, and the quick tests that are to notice, are in ``pyproject.toml``; what those do not notice is
shown to the slower ones of ``WIDER``. ``docs/mutants.md`` says what became of the last run. mutmut's way to
run tests wants ``fork``: not for Windows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

REPOSITORY = Path(__file__).resolve().parent.parent
MUTANTS = REPOSITORY / "mutants"
# The one that is asked for so that mutmut writes all of them; any would do.
FIRST = "appkit.model.others.x__digits__mutmut_1"

# What the slower tests found.
WIDER_FOUND = MUTANTS / "wider.json"

# What mutmut records: the exit code of pytest, or of what ended it. Any other means that the mutant survived,
# or that none of the quick tests comes by (33).
OUTCOMES = {1: "killed", 3: "killed", 36: "too long", -24: "too long", 152: "too long"}

# Slower tests of more than one module, by how a mutant's name begins; the first that fits counts.
_RECORDS = (
    "tests/properties/test_fresh_is_sound.py",
    "tests/batch/test_command.py",
    "tests/batch/test_jobs.py",
    "tests/cli/test_list_clean_write.py",
)
_NEW_FILES = (
    "tests/cli/test_new.py",
    "tests/cli/test_init.py",
    "tests/cli/test_ids.py",
    "tests/cli/test_export.py",
)
WIDER = {
    "appkit.output.evidence": _RECORDS,
    "appkit.output.manifests": _RECORDS,
    "appkit.operations.fresh": _RECORDS,
    "appkit.output.create": _NEW_FILES,
    "appkit.output.replace": _NEW_FILES,
    "appkit.output": (
        "tests/cli/test_list_clean_write.py",
        "tests/cli/test_build.py",
        "tests/properties/test_letters_stay.py",
        "tests/faults/test_faults_refusals.py",
        "tests/faults/test_faults_hands.py",
    ),
    "appkit.load": (
        "tests/cli/test_surprising_input.py",
        "tests/cli/test_template_command.py",
        "tests/cli/test_templates.py",
        "tests/cli/test_privacy.py",
        "tests/render/test_reference.py",
        "tests/batch/test_jobs.py",
        "tests/inputs",
    ),
    "appkit.selection": (
        "tests/fit",
        "tests/goldens",
        "tests/cli/test_privacy.py",
        "tests/properties/test_selection_holds.py",
    ),
    "appkit": ("tests/cli/test_privacy.py", "tests/cli/test_surprising_input.py", *_RECORDS),
}
LONGEST = 120.0


def main() -> int:
    """Run a sample and tell what became of it: 0 where mutmut did its work, whatever survived."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("modules", nargs="*", metavar="MODULE", help="these alone (appkit.lint.leaks)")
    arguments.add_argument("--share", type=float, default=0.12, help="of each module's mutants (%(default)g)")
    arguments.add_argument("--least", type=int, default=15, help="of each module, where it has so many")
    arguments.add_argument("--seed", type=int, default=7, help="of the sample (%(default)d)")
    arguments.add_argument("--again", action="store_true", help="run only what survived, and all its tests")
    arguments.add_argument("--tell", action="store_true", help="run nothing, tell what is recorded")
    asked = arguments.parse_args()
    if not asked.tell and not asked.again:
        if not recorded() and _mutmut(FIRST):
            return 1
        names = sample(recorded(), set(asked.modules), asked.share, asked.least, asked.seed)
        print(f"{len(names)} mutants, seed {asked.seed}", flush=True)
        if _mutmut(*names):
            return 1
    if not asked.tell:
        show_to_others(asked.modules, again=asked.again)
    tell(recorded())
    return 0


def show_to_others(modules: Collection[str], *, again: bool) -> None:
    """Run the slower tests on what survived the quick ones; with ``again`` the quick ones as well."""
    noticed = _noticed()
    quick = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    for module, codes in recorded().items():
        for name, code in codes.items():
            is_open = code is not None and OUTCOMES.get(code) not in {"killed", "too long"}
            if not is_open or noticed.get(name) or (modules and module not in modules):
                continue
            tests = next(tests for start, tests in WIDER.items() if name.startswith(start))
            if again:
                tests = (*quick["pytest_add_cli_args_test_selection"], *tests)
            noticed[name] = _notices(name, tests)
            WIDER_FOUND.write_text(json.dumps(noticed, indent=1), encoding="utf-8")


def _noticed() -> dict[str, str]:
    """The slower test that noticed each mutant; "" where none did."""
    found: dict[str, str] = (
        json.loads(WIDER_FOUND.read_text(encoding="utf-8")) if WIDER_FOUND.exists() else {}
    )
    return found


def _notices(name: str, tests: Collection[str]) -> str:
    """The first of some tests that fails with a mutant; "" where none does."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "--tb=no", "-p", "no:cacheprovider", *tests]
    own = {"PYTHONPATH": str(MUTANTS / "src"), "MUTANT_UNDER_TEST": name}
    try:
        ran = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=os.environ | own,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "too long"
    failed = [line.split()[1] for line in ran.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0] if failed else "" if ran.returncode == 0 else f"exit code {ran.returncode}"


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
    noticed = _noticed()
    columns = ("mutants", "run", "killed", "too long", "survived")
    print("| module |", " | ".join(columns), "|")
    print("| --- |", " | ".join("---:" for _ in columns), "|")
    survived = []
    for module, each in codes.items():
        counts: Counter[str] = Counter()
        for name, code in each.items():
            if code is None:
                continue
            outcome = OUTCOMES.get(code, "survived")
            if outcome == "survived" and (test := noticed.get(name)):
                outcome = "too long" if test == "too long" else "killed"
            counts[outcome] += 1
            survived += [name] if outcome == "survived" else []
        counts.update(mutants=len(each), run=counts.total())
        total += counts
        print(f"| `{module.removeprefix('appkit.')}` |", " | ".join(str(counts[c]) for c in columns), "|")
    print("| all |", " | ".join(str(total[c]) for c in columns), "|\n")
    print("\n".join(survived))


if __name__ == "__main__":
    raise SystemExit(main())
