"""A page printed from HTML has the sheets that were measured: against Chromium printing the same documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from effort import of_ci

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "html_against_layout.py"
NOTHING_COMPARED = 5


@of_ci
def test_pages_are_those_that_chromium_prints() -> None:
    """The script's own verdict on one document in 72, two of them; .ci/run runs the script on all as well."""
    command = [sys.executable, str(SCRIPT), "--every", "72"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if ran.returncode == NOTHING_COMPARED:
        pytest.skip(ran.stdout.strip())

    assert ran.returncode == 0, ran.stdout + ran.stderr
