"""Rules of a style sheet as text, and lengths that differ between screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def rule(selector: str, properties: Mapping[str, str]) -> str:
    """One rule; the properties keep their order."""
    return f"{selector}{{{';'.join(f'{name}:{value}' for name, value in properties.items())}}}"


def points(length: float) -> str:
    """A length of so many points on paper."""
    return f"calc({length:.6g}*var(--pt))" if round(length, 4) else "0"


def fixed(length: float) -> str:
    """A length of so many points wherever it is shown."""
    return f"{length:.6g}pt"
