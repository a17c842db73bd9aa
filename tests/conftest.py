"""What all tests share: no deadlines, bytecode that is kept, and the option that writes golden files anew."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# No test may depend on how busy the machine is: Hypothesis would fail an example of 200 ms.
settings.register_profile("appkit", deadline=None)
settings.load_profile("appkit")

# Where Python is told to keep no bytecode, every process that a test starts would compile all of appkit, and
# each of pytest's rewrite every assert, over and over.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write golden files instead of comparing")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among the tests: a ninth of all processor time otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
