"""Marks: what a template prints in place of a value."""

from __future__ import annotations

import re

# Two noncharacters (Unicode 23.7): `source` refuses them in every file, so that only we can write a mark.
MARK_START, MARK_END = "\ufdd0", "\ufdd1"
MARKS = re.compile(f"{MARK_START}([0-9]{{1,9}}){MARK_END}")


def mark(number: int) -> str:
    """The mark that stands for value ``number`` in a template's output."""
    return f"{MARK_START}{number}{MARK_END}"
