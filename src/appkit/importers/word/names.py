"""Names of WordprocessingML (ECMA-376 part 1) and of what Word adds to it."""

from __future__ import annotations

import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def local(tag: object) -> str:
    """The name of an element without its namespace; empty for a comment or an instruction."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: object, child: str) -> str | None:
    """The ``w:val`` of a child; empty where it has none, None where there is no such child."""
    found = None if element is None else element.find(f"{W}{child}")  # type: ignore[attr-defined]
    return None if found is None else (found.get(f"{W}val") or "")


def switched(element: object, child: str) -> bool | None:
    """Whether a child that is on or off is on; None where there is none."""
    said = value(element, child)
    return None if said is None else said not in ("0", "false", "off", "none")


def counted(text: str | None) -> int | None:
    """The number that an attribute holds; None where it holds none, or one that no document counts to."""
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else None
