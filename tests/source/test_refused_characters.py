"""The shortcut past the characters that no field may hold."""

from __future__ import annotations

import re

from appkit.source import file, refused_character


def test_every_character_that_is_refused_is_found() -> None:
    """Alone, and where everything around it may stand."""
    every = "".join(map(chr, range(0x110000)))
    refused = re.findall(file._REFUSED, every)

    assert len(refused) > 2000
    assert all(refused_character(character) for character in refused)
    assert all(refused_character(f"a\n{character}\nb") for character in refused)


def test_what_may_stand_passes_however_it_is_looked_at() -> None:
    for text in (
        "",
        "plain",
        "two\nlines\n",
        "tab\tand\u00a0glue",
        "\u4e2d\u6587\u3000",
        "\u00e9 \U0001f600",
        "\r\n",
    ):
        assert refused_character(text) is None
