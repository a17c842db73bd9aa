"""What to do about the mistakes people make most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.diagnostics import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.check.fault import Fault
    from appkit.source.node import Plain

_UNTIL_NOW = {"present", "now", "today", "current", "currently", "ongoing", "to date", "until now", "至今"}
_NUMERIC = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?")
_NAMED = re.compile(r"([A-Za-z]{3})[a-z]*\.? ([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def advice_on_date(key: str, text: str, rule: str | None) -> str:
    """What to write instead of a date that is none; ``rule`` says what dates look like."""
    if text.strip().lower() in _UNTIL_NOW:
        if key == "date":
            return "write the day itself: what is built today must be the same tomorrow"
        return "leave endDate out for what is ongoing" if key == "endDate" else f"leave {key} out"
    likely = _likely_date(text.strip())
    return f"did you mean '{likely}'?" if likely and likely != text else f"write {rule}".rstrip(".")


def _likely_date(text: str) -> str | None:
    """The date meant by ``2023/7``, ``2023-7-1`` or ``Jul. 2023``."""
    if match := _NUMERIC.fullmatch(text):
        year, month, day = match.groups()
        parts = [year, month.zfill(2), *([day.zfill(2)] if day else [])]
        return "-".join(parts) if 1 <= int(month) <= 12 else None
    match = _NAMED.fullmatch(text)
    if match and match[1].lower() in _MONTHS:
        return f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02}"
    return None


# What YAML takes for something else, and how to write it so that it does not.
UNQUOTED = "a text with ': ' in it needs quotes around it"
_UNLISTED = "begin each of its items with '- '"
_SINGLE = "write it as a list: [one, two], or a line beginning with '- ' for each"
# The same advice for JSON.
IN_JSON = {
    UNQUOTED: "write it as a text in quotes",
    _UNLISTED: "write it as a list: [ … ]",
    _SINGLE: 'write it as a list: ["one", "two"]',
}


def advice_on_type(expected: Sequence[str], value: Plain) -> str | None:
    """What to write instead of a value of the wrong type."""
    if expected == ("true or false",) and isinstance(value, str):
        return "write true or false"
    if "a list" in expected and "text" not in expected and isinstance(value, dict):
        return _UNLISTED
    if "a list" in expected and not isinstance(value, dict):
        return _SINGLE
    if "text" in expected and isinstance(value, dict):
        return UNQUOTED
    return None


def advice_on_key(fault: Fault) -> str:
    """What to write instead of an unknown key that resembles none: a text unquoted, or one of the known."""
    known = fault.schema.get("properties", {})
    is_item = isinstance(fault.path[-1], int) if fault.path else False
    if is_item and len(fault.value) == 1 and "text" in known:
        # YAML reads `- Tools: Python` as a mapping.
        return UNQUOTED
    return f"known here: {one_of(known, limit=40)}"
