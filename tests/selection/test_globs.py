"""Globs of ids: the two signs mean what they should, and no glob takes long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.selection.items import glob

_patterns = st.text("ab*?/", max_size=10)
_addresses = st.text("ab/", max_size=10)


def means(pattern: str, address: str) -> bool:
    """The same, said simply and slowly."""
    if not pattern:
        return not address
    if pattern[0] == "*":
        return means(pattern[1:], address) or (
            bool(address) and address[0] != "/" and means(pattern, address[1:])
        )
    if not address:
        return False
    return (address[0] == pattern[0] or (pattern[0] == "?" and address[0] != "/")) and means(
        pattern[1:], address[1:]
    )


@given(_patterns, _addresses)
def test_a_glob_means_what_its_signs_say(pattern: str, address: str) -> None:
    assert (glob(pattern).fullmatch(address) is not None) == means(pattern, address)


@pytest.mark.parametrize("pattern", ["work/a*a?b*", "*/*/*", "a.c", "[a]*", "(*)+", "\\*"])
def test_all_else_stands_for_itself(pattern: str) -> None:
    address = re.sub(r"\*", "xx", pattern).replace("?", "x")

    assert glob(pattern).fullmatch(address)
    assert not glob(pattern).fullmatch(f"{address}/")


def test_a_glob_of_many_stars_ends() -> None:
    """The naive expression takes longer than the sun will shine."""
    assert not glob("work/" + "*a" * 38 + "*b").fullmatch("work/" + "a" * 80)
