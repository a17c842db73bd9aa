"""What an exported reference looked like when it was made, told inside it: so what nobody changed is known.

Each style of ours, and the page, has a custom property (ECMA-376 Part 1, section 22.3) with all that it comes
to. Programs rewrite every style when they save a file, but what the styles come to stays, to a rounding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.render.docx.escape import escape, quoteattr
from appkit.render.docx.names import XML
from appkit.render.docx.reference.formatting import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The format identifier that custom properties have.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PREFIX = "appkit "
PAGE = "page"
# LibreOffice keeps lengths in hundredths of a millimetre: that is how far a twip may move.
_TOLERANCE = 2
_LENGTHS = frozenset(("before", "after", "line", "left", "first"))
# Kept by one program as black and by another as automatic, and the like.
_SAME = {"color": {"000000": "auto"}, "shade": {"auto": "FFFFFF"}, "shade-run": {"auto": "FFFFFF"}}


def custom_part(said: Mapping[str, Mapping[str, str]]) -> str:
    """``docProps/custom.xml`` that says what each style, by name, comes to."""
    rows = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(_PREFIX + name)}>'
        f"<vt:lpwstr>{escape(_written(properties))}</vt:lpwstr></property>"
        for number, (name, properties) in enumerate(said.items(), 2)
    )
    return f'{XML}<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{rows}</Properties>'


def recorded(custom: etree._Element | None) -> dict[str, dict[str, str]]:
    """What the styles of an exported reference came to when it was made; nothing for any other document."""
    found: dict[str, dict[str, str]] = {}
    for element in () if custom is None else custom.iterchildren(f"{{{_PROPERTIES}}}property"):
        name = str(element.get("name", ""))
        text = element.findtext(f"{{{_TYPES}}}lpwstr", "")
        if name.startswith(_PREFIX):
            pairs = (pair.partition("=") for pair in text.split(";"))
            found[name.removeprefix(_PREFIX)] = {key: value for key, _, value in pairs}
    return found


def is_same(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether properties come to the same, to the rounding of a length."""
    for key in before.keys() | now.keys():
        first, second = (_plain(key, each.get(key, DEFAULTS.get(key, ""))) for each in (before, now))
        if first != second and not (key in _LENGTHS and is_near(first, second)):
            return False
    return True


def _written(properties: Mapping[str, str]) -> str:
    """The properties that are not as they would be without a word, in alphabetical order."""
    said = {key: _plain(key, value) for key, value in properties.items()}
    return ";".join(
        f"{key}={value}" for key, value in sorted(said.items()) if value and value != DEFAULTS.get(key)
    )


def _plain(key: str, value: str) -> str:
    """One way of saying what can be said in several."""
    if key.startswith("border-"):
        return value
    return _SAME.get(key, {}).get(value, value)


def is_near(first: str, second: str) -> bool:
    """Whether two lengths are the same, to their rounding."""
    (number, *rest), (other, *others) = (each.split() or [""] for each in (first, second))
    try:
        return rest == others and abs(int(number) - int(other)) <= _TOLERANCE
    except ValueError:
        return False
