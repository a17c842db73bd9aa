"""Whether a right part has room on the last line of what stands left of it.

A layout engine that finds none breaks inside the right part ("Apr. 2023 –", next line "Present"), so the
writer puts it on a line of its own. Widths are those of a common sans serif, near enough for that.
"""

from __future__ import annotations

import functools

from appkit.render.wrap import cells

# Advance widths in ems, rounded from Carlito's, which are Calibri's; what is not named is as wide as "o".
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!", 0.25),
    **dict.fromkeys(" -()[]ftrI/", 0.32),
    **dict.fromkeys("csz", 0.42),
    **dict.fromkeys("ABCDGHKNOPQRTUVXYZ", 0.6),
    **dict.fromkeys("mwMW@&%", 0.83),
}
_OTHER = 0.52
_BOLD = 1.03
# The least that should stand between the two, in ems.
_GAP = 1.0


def has_room(left: str, right: str, size: float, width: float, *, bold: bool) -> bool:
    """Whether ``right`` fits behind the last line of ``left``; ``size`` and ``width`` in points."""
    line = width / (size * (_BOLD if bold else 1))
    used = 0.0
    for word in left.split(" "):
        ems = _ems(word)
        used = used + _WIDTHS[" "] + ems if used and used + _WIDTHS[" "] + ems <= line else ems
    return used + _GAP + _ems(right) <= line


@functools.lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    if not text.isascii():
        return sum(1.0 if cells(c) == 2 else _WIDTHS.get(c, _OTHER) for c in text)
    return sum(_WIDTHS.get(c, _OTHER) for c in text)
