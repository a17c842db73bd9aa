"""Colours: what shade a highlighter of Word's has, and what can be read on it."""

from __future__ import annotations

# ST_HighlightColor (ECMA-376 Part 1, section 17.18.40) as six hex digits.
_HIGHLIGHTS = {
    "blue": "0000ff", "cyan": "00ffff", "darkBlue": "000080", "darkCyan": "008080", "darkGray": "808080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "green": "00ff00", "lightGray": "c0c0c0", "magenta": "ff00ff", "red": "ff0000", "yellow": "ffff00",
}  # fmt: skip
# The luminance of a grey that black and white stand out from alike: (L + 0.05) / 0.05 = 1.05 / (L + 0.05).
_EVEN = (1.05 * 0.05) ** 0.5 - 0.05


def highlight(name: str) -> str | None:
    """The shade of a highlighter as six hex digits, None where it leaves no trace."""
    return _HIGHLIGHTS.get(name)


def readable_on(shade: str) -> str:
    """Black or white, whichever stands out more from the shade; six hex digits."""
    return "000000" if _luminance(shade) > _EVEN else "ffffff"


def _luminance(color: str) -> float:
    """The relative luminance, 0 for black to 1 for white (WCAG 2.2, section 5)."""
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
