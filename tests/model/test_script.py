"""A text is cut where its script changes, and nothing of it is lost or said twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.model.script import is_right_to_left, pieces, primary, runs_left

_mixed = st.text(st.sampled_from("ab 1.,()–“”’中文カな한שלاسไทéд\u00a0"), max_size=24) | st.text(max_size=24)


@given(_mixed, st.sampled_from(["en", "zh", "ja-JP", "he", "fa", "de"]))
def test_the_pieces_are_the_text(text: str, language: str) -> None:
    found = pieces(text, language)

    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found) or not text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Daize Dong 董岱泽.", "en", ["Daize Dong ", "董岱泽:zh", "."]),
        ("“你好”吗", "en", ["“你好”吗:zh"]),
        ("東京", "ja", ["東京"]),
        ("東京タワー", "zh", ["東京タワー:ja"]),
        ("שלום לכם, עולם!", "en", ["שלום לכם, עולם:he", "!"]),
        ("سلام", "fa", ["سلام"]),
        ("سلام", "he", ["سلام:ar"]),
        ("नमस्ते", "en", ["नमस्ते:hi"]),
        ("Ελλάδα café", "en", ["Ελλάδα café"]),
    ],
)
def test_each_piece_says_its_language_where_it_is_another(
    text: str, language: str, expected: list[str]
) -> None:
    found = [f"{p.text}:{p.language}" if p.language else p.text for p in pieces(text, language)]

    assert found == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("12. שלום abc", "en", True),
        ("abc שלום", "he", False),
        ("12.", "he", True),
        ("12.", "en", False),
        ("", "ar", True),
        ("中文 שלום", "en", False),
    ],
)
def test_the_first_letter_decides_the_direction(text: str, language: str, *, expected: bool) -> None:
    assert runs_left(text, language) is expected


def test_a_tag_s_language_is_its_first_part() -> None:
    assert [primary(tag) for tag in ("zh-Hant-TW", "EN_us", "de")] == ["zh", "en", "de"]
    assert [is_right_to_left(tag) for tag in ("he-IL", "ur", "en")] == [True, True, False]
