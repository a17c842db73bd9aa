# ruff: noqa: INP001, S311, S603, T201
"""Whether the tests notice when the code is broken: a sample of mutants, made by mutmut.

    python -m pip install 'mutmut==3.8.1'
    python scripts/mutants.py                          # 12 % of each module's mutants, at least 15
    python scripts/mutants.py --share 1 lint.leaks     # all mutants of one module
    python scripts/mutants.py --again                  # what survived, shown to the tests as they are now
    python scripts/mutants.py --wider                  # what survived, shown to slower tests of more modules
    python scripts/mutants.py --tell                   # the table of what is recorded

A mutant is the code with one small change: a comparison turned round, an argument left out, a value replaced
by None. mutmut writes all of them to ``mutants/`` and never touches ``src``; an environment variable says
which one is in force. mutmut itself would show a mutant to every test that comes by: for code that each build
runs, minutes. Here each module has its tests (``NEAR``), run in one process that ends at the first failure;
they must pass with no mutant in force. What is recorded is kept: a run that was stopped goes on where it was.
``docs/mutants.md`` says what became of the last one. Not for Windows.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

REPOSITORY = Path(__file__).resolve().parent.parent
MUTANTS = REPOSITORY / "mutants"
OUTCOMES = MUTANTS / "outcomes.json"
# No mutant has this name: the code is as it is.
NONE = "none"
# Seconds of a run of tests; without a mutant, NEAR takes at most a quarter of that.
LONGEST = 90.0
SURVIVED, TOO_LONG = "", "too long"

_OUTPUT = (
    "tests/output/test_output_names.py",
    "tests/output/test_output_own_files.py",
    "tests/output/test_output_locks.py",
    "tests/output/test_output_failures.py",
    "tests/output/test_output_evidence.py",
    "tests/output/test_output_manifests.py",
    "tests/output/test_output_clean.py",
    "tests/output",
)
_FRESH = ("tests/operations",)
_LOAD = (
    "tests/load",
    "tests/cli/test_validate.py",
    "tests/cli/test_templates.py",
    "tests/operations/test_fresh_reads.py",
    "tests/cli/test_template_command.py",
)
_SELECTION = ("tests/selection", "tests/cli/test_explain.py")
# By how a mutant's name begins; the first that fits counts.
NEAR = {
    "appkit.output.evidence": ("tests/output/test_output_evidence.py", *_FRESH, *_OUTPUT),
    "appkit.output": _OUTPUT,
    "appkit.load.others": ("tests/load/test_others.py", "tests/cli/test_leaks.py", *_LOAD),
    "appkit.load.references": ("tests/load/test_template_folders.py", "tests/cli/test_template_command.py"),
    "appkit.load": _LOAD,
    "appkit.selection": _SELECTION,
    "appkit.operations.fresh": ("tests/operations/test_fresh_reads.py", *_FRESH),
    "appkit.lint.leaks": ("tests/load/test_targets_loaded.py", "tests/cli/test_leaks.py"),
    "appkit.model.others": (
        "tests/model/test_others_found.py",
        "tests/load/test_others.py",
        "tests/cli/test_leaks.py",
    ),
}
WIDER = {
    "appkit.output": (
        "tests/cli/test_list_clean_write.py",
        "tests/cli/test_build.py",
        "tests/cli/test_new.py",
        "tests/cli/test_init.py",
        "tests/cli/test_ids.py",
        "tests/cli/test_export.py",
        "tests/operations",
        "tests/faults",
    ),
    "appkit.load": (
        "tests/operations",
        "tests/cli/test_surprising_input.py",
        "tests/cli/test_privacy.py",
        "tests/cli/test_leaks.py",
        "tests/cli/test_build.py",
        "tests/render/test_reference.py",
        "tests/compose/test_strangers.py",
        "tests/inputs",
    ),
    "appkit.selection": (
        "tests/fit",
        "tests/goldens",
        "tests/cli/test_build.py",
        "tests/cli/test_privacy.py",
        "tests/properties/test_selection_holds.py",
    ),
    "appkit": (
        "tests/cli/test_list_clean_write.py",
        "tests/cli/test_surprising_input.py",
        "tests/properties/test_fresh_is_sound.py",
        "tests/batch/test_command.py",
        "tests/batch/test_jobs.py",
    ),
}


def main() -> int:
    """Run what is asked for and tell what became of it: 0 whatever survived, 1 where nothing could be run."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("modules", nargs="*", metavar="MODULE", help="these alone (lint.leaks)")
    arguments.add_argument("--share", type=float, default=0.12, help="of each module's mutants (%(default)g)")
    arguments.add_argument("--least", type=int, default=15, help="of each module, where it has so many")
    arguments.add_argument("--seed", type=int, default=7, help="of the sample (%(default)d)")
    arguments.add_argument("--again", action="store_true", help="what survived, and the quick tests")
    arguments.add_argument("--wider", action="store_true", help="what survived, and slower tests")
    arguments.add_argument("--tell", action="store_true", help="run nothing, tell what is recorded")
    asked = arguments.parse_args()
    if not mutants():
        _write_mutants()
    known = mutants()
    modules = asked.modules or list(known)
    if not asked.tell:
        drawn = [name for module in modules for name in sample(module, known[module], asked)]
        outcomes = recorded()
        if asked.again or asked.wider:
            names = [name for name in drawn if outcomes.get(name) == SURVIVED]
        else:
            names = [name for name in drawn if name not in outcomes]
        print(f"{len(names)} mutants, seed {asked.seed}", flush=True)
        _prepare()
        if not show(names, WIDER if asked.wider else NEAR):
            return 1
    tell(known)
    return 0


def mutants() -> dict[str, list[str]]:
    """The names of all mutants that mutmut has written, by module without ``appkit.``."""
    found = {}
    for file in sorted((MUTANTS / "src").rglob("*.meta")):
        names = sorted(json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"])
        if names:
            found[_module(names[0])] = names
    return found


def sample(module: str, names: list[str], asked: argparse.Namespace) -> list[str]:
    """Mutants of a module: a share, by chance, the same for the same seed and code."""
    number = min(len(names), max(asked.least, round(asked.share * len(names))))
    return random.Random(f"{asked.seed} appkit.{module}").sample(names, number)


def recorded() -> dict[str, str]:
    """What became of each mutant that was run: the test that failed, TOO_LONG or SURVIVED."""
    found: dict[str, str] = json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.exists() else {}
    return found


def show(names: Iterable[str], tables: dict[str, tuple[str, ...]]) -> bool:
    """Run the tests of each mutant and record what became of it; False where they fail without one."""
    outcomes = recorded()
    sound: set[tuple[str, ...]] = set()
    for name in names:
        tests = next(tests for start, tests in tables.items() if name.startswith(start))
        if tests not in sound:
            if failed := first_failure(NONE, tests):
                print(f"without a mutant: {failed}", file=sys.stderr)
                return False
            sound.add(tests)
        outcomes[name] = first_failure(name, tests)
        OUTCOMES.write_text(json.dumps(outcomes, indent=1), encoding="utf-8")
        print(f"{name}: {outcomes[name] or 'survived'}", flush=True)
    return True


def first_failure(name: str, tests: tuple[str, ...]) -> str:
    """The first of some tests that fails with a mutant in force; TOO_LONG, or SURVIVED where none does."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as told:
        child = multiprocessing.get_context("fork").Process(target=_run, args=(name, tests, told.name))
        child.start()
        child.join(LONGEST)
        if child.exitcode is None:
            # With all that it has started.
            os.killpg(child.pid or 0, signal.SIGKILL)
            child.join()
            return TOO_LONG
        lines = told.read().splitlines()
    failed = [line.split()[1] for line in lines if line.startswith(("FAILED ", "ERROR "))]
    return failed[0] if failed else SURVIVED if child.exitcode == 0 else f"exit code {child.exitcode}"


def _prepare() -> None:
    """Import what tests import, of the mutated code, and run nothing of it: a fork then begins at once."""
    sys.path.insert(0, str(MUTANTS / "src"))
    # Programs that tests start are to be the mutated ones as well.
    os.environ["PYTHONPATH"] = str(MUTANTS / "src")
    os.environ["MUTANT_UNDER_TEST"] = NONE
    os.chdir(REPOSITORY)
    for module in ("hypothesis", *(f"appkit.{each}" for each in (*mutants(), "cli", "operations"))):
        importlib.import_module(module)


def _run(name: str, tests: tuple[str, ...], told: str) -> None:
    os.setsid()
    os.environ["MUTANT_UNDER_TEST"] = name
    descriptor = os.open(told, os.O_WRONLY)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    # Of hypothesis, which is imported by then.
    quiet = "ignore::pytest.PytestAssertRewriteWarning"
    code = pytest.main(["-q", "-x", "-n0", "--tb=no", "-p", "no:cacheprovider", "-W", quiet, *tests])
    sys.stdout.flush()
    os._exit(code)


def tell(known: dict[str, list[str]]) -> None:
    """A table of the modules, and each mutant that no test noticed."""
    outcomes = recorded()
    columns = ("mutants", "run", "killed", "too long", "survived")
    print("| module |", " | ".join(columns), "|")
    print("| --- |", " | ".join("---:" for _ in columns), "|")
    total: Counter[str] = Counter()
    for module, names in known.items():
        became = [outcomes[name] for name in names if name in outcomes]
        counts = Counter({SURVIVED: "survived", TOO_LONG: "too long"}.get(each, "killed") for each in became)
        counts.update(mutants=len(names), run=len(became))
        total += counts
        print(f"| `{module}` |", " | ".join(str(counts[c]) for c in columns), "|")
    print("| all |", " | ".join(str(total[c]) for c in columns), "|\n")
    print("\n".join(name for name, outcome in outcomes.items() if outcome == SURVIVED))


def _module(name: str) -> str:
    return name.rpartition(".")[0].removeprefix("appkit.")


def _write_mutants() -> None:
    """What ``mutmut run`` does first; the rest, which is to try each test on its own, is not wanted."""
    subprocess.run([sys.executable, "-c", _WRITING], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)


_WRITING = """
from mutmut.__main__ import copy_src_dir, create_mutants
if __name__ == "__main__":
    copy_src_dir()
    create_mutants(1)
"""


if __name__ == "__main__":
    raise SystemExit(main())
