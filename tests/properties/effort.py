"""How hard properties are tested: the same few examples every time, or thousands of new ones.

``APPKIT_THOROUGH=20 python -m pytest tests/properties`` tries twenty times as many, different ones each time. A
failing example is shown as it was found; ``APPKIT_SHRINK=1`` makes it as small as can be, which takes minutes.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_SHRINK = (Phase.shrink,) if os.environ.get("APPKIT_SHRINK") else ()
_TIMES = int(os.environ.get("APPKIT_THOROUGH", "0"))
THOROUGH = _TIMES > 0


def examples(count: int) -> settings:
    """Settings for a property that ``count`` examples are enough for on an ordinary day."""
    return settings(
        max_examples=count * (_TIMES or 1),
        deadline=None,
        derandomize=not _TIMES,
        database=None,
        phases=(Phase.explicit, Phase.generate, *_SHRINK),
        suppress_health_check=[HealthCheck.too_slow],
    )
