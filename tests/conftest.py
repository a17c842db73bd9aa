"""What all tests share: how hard properties are tried, bytecode that is kept, and the option that writes golden files anew."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from hypothesis import settings

from effort import examples

if TYPE_CHECKING:
    import pytest

# For properties that do not say how many examples they want.
settings.register_profile("appkit", examples(100))
settings.load_profile("appkit")

# Where Python is told to keep no bytecode, every process that a test starts would compile all of appkit, and
# each of pytest's rewrite every assert, over and over.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Until all tests are collected, of which none is garbage.
gc.disable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write golden files instead of comparing")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what was collected: a ninth of all processor time otherwise."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
