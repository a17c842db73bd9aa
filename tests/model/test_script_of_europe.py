"""The shortcut past large character tables: what it lets pass is in none of them."""

from __future__ import annotations

import re

import pytest

from appkit.fit import budget
from appkit.layout import breaks, fonts, wrapping
from appkit.model import script
from appkit.model.script import is_european
from appkit.render import wrap

EVERY = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
SKIPPED = {
    "East Asian": f"[{script.EAST_ASIAN}]",
    "to the left": f"[{script.RIGHT_TO_LEFT}]",
    "shaped": f"[{script._SHAPED}]",
    "ideographs that are words": f"[{budget._IDEOGRAPHS}]",
    "ideographs beside letters": wrapping._IDEOGRAPH,
    "wide in a font": fonts._WIDE,
    "wide in a terminal": f"[{wrap._WIDE}]",
    "wide at the end of a line, but for signs": f"(?![{breaks._SIGNS}])[{breaks._WIDE}]",
}


@pytest.mark.parametrize("table", SKIPPED)
def test_what_is_european_is_in_no_table_that_it_skips(table: str) -> None:
    """Every character of Unicode is tried."""
    inside = "".join(re.findall(SKIPPED[table], EVERY))

    assert inside
    assert not [character for character in inside[::7] + inside[-1] if is_european(character)]
    assert len(re.findall(script._OTHER, inside)) == len(inside)


def test_words_of_europe_break_by_the_same_rules() -> None:
    """The shorter rules and the whole ones agree on every pair of characters that decides."""
    deciding = "a9 .,:;!?'\"()[]{}/\\|-–—“”‘’…·•%$+☆✓→\u00a0\u2011\u2009\u200bé"
    words = [a + b + c for a in deciding for b in deciding for c in "a—%"]

    for word in words:
        whole = [match.start() for match in re.finditer(breaks._BREAK, word)]
        assert [match.start() for match in re.finditer(breaks._BREAK_IN_EUROPE, word)] == whole
        inside = {*whole} - {0, len(word)}
        assert not inside or breaks._SOMETHING.search(word)
