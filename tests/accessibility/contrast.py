"""How well letters can be told from what they stand on (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

from typing import NamedTuple

WHITE = "FFFFFF"


class Letters(NamedTuple):
    """Letters of a ``color`` on a ``background``; ``where`` says which. ``size`` is in points."""

    where: str
    color: str
    size: float
    bold: bool = False
    background: str = WHITE

    @property
    def wanted(self) -> float:
        """The least contrast: large letters, 18 points or 14 and bold, need less."""
        return 3.0 if self.size >= 18 or (self.bold and self.size >= 14) else 4.5

    @property
    def is_readable(self) -> bool:
        return contrast(self.color, self.background) >= self.wanted


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours of six hex digits, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    shares = (int(color[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
