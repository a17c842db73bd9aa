"""The programs of ``benchmarks/``: asked for help they help, and do nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
PROGRAMS = sorted(
    file for file in BENCHMARKS.glob("*.py") if '__name__ == "__main__"' in file.read_text("utf-8")
)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda file: file.stem)
def test_help(program: Path) -> None:
    """By the first sentence of the program's docstring."""
    called = BENCHMARKS if program.stem == "__main__" else program
    command = [sys.executable, str(called), "--help"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("usage: ")
    assert program.read_text("utf-8")[3:].split()[:5] == ran.stdout.partition("\n\n")[2].split()[:5]
