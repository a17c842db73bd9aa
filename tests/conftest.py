"""What all tests share: no deadlines, and the option that writes golden files anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# No test may depend on how busy the machine is: Hypothesis would fail an example of 200 ms.
settings.register_profile("appkit", deadline=None)
settings.load_profile("appkit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write golden files instead of comparing")
