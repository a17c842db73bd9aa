"""How much a test does: a little in the suite, all of it under ``python scripts/nightly.py``.

``@pytest.mark.nightly`` marks a test that only the script runs. ``SEED`` is what chance begins with there, and
None in the suite, where nothing is left to chance.
"""

from __future__ import annotations

import os
from pathlib import Path

SEED = int(os.environ["APPKIT_NIGHTLY"]) if os.environ.get("APPKIT_NIGHTLY") else None
NIGHTLY = SEED is not None


def tally(number: int, what: str) -> None:
    """Count for the script's table: ``tally(412, "kills")``; nothing in the suite."""
    if file := os.environ.get("APPKIT_TALLY"):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(f"{number} {what}\n")
