"""How hard properties are tried: a few examples in the suite, all of them in CI, more and other ones at night.

    python -m pytest -m hypothesis                        # as in the suite: the same few examples every time
    APPKIT_THOROUGH=1 python -m pytest -m hypothesis      # as many as the tests ask for, the same every time
    APPKIT_THOROUGH=20 python -m pytest tests/properties  # twenty times as many, new ones each time

A test says how many examples it wants; a fourth of them is what an ordinary day can afford, where those of all
properties took a third of the suite's time. ``python scripts/nightly.py properties`` begins with its seed.

What fails is made as small as can be, but where ``shrink=False`` says that this takes minutes: there only under
``APPKIT_SHRINK=1``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIMES: Final = int(os.environ.get("APPKIT_THOROUGH", "0"))
THOROUGH: Final = _TIMES > 0
# For a test that waits seconds for another program, where the suite has its like.
of_ci = pytest.mark.skipif(not THOROUGH, reason="waits for another program: CI does, and APPKIT_THOROUGH=1")
_PART: Final = 4
# Fewer are hardly more than the simplest value of each kind.
_FEWEST: Final = 5
_SHRINK: Final = bool(os.environ.get("APPKIT_SHRINK"))


def examples(count: int, *, shrink: bool = True, suppress: Iterable[HealthCheck] = ()) -> settings:
    """Settings for a property that asks for ``count`` examples.

    No health check depends on time; ``suppress`` names others that do not apply.
    """
    return settings(
        max_examples=count * _TIMES if THOROUGH else min(count, max(_FEWEST, count // _PART)),
        deadline=None,
        derandomize=_TIMES <= 1,
        database=None,
        phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if shrink or _SHRINK else ())),
        suppress_health_check=[HealthCheck.too_slow, *suppress],
    )
