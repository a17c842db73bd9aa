"""The words that LaTeX prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.exporters.bibtex.text import escaped, title
from appkit.importers.bibtex.latex import plain, unescaped, words
from profiles import texts


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"\"o {\"o} \"{o} {\"{o}} \'{\i} \'\i \v{s} \c c \H{o} {\~n}", "ö ö ö ö í íš ç ő ñ"),
        (r"\ss{} {\o}re S\o ren \L{}ukasz \AA{}rhus {\OE}uvre", "ß øre Søren Łukasz Århus Œuvre"),
        (r"\^{} \'{} a\~{}b", "^ ' a~b"),
        (r"{D}ouble {{B}races} \{kept\}", "Double Braces {kept}"),
        (r"\textit{it} \emph{\textbf{both}} {\em old} \mbox{box}", "it both old box"),
        ("a -- b --- c ``q'' ?`", "a – b — c “q” ¿"),
        (r"R\&D 100\% \#1 \$2 a\_b A~B x\,y x\\y", "R&D 100% #1 $2 a_b A B x y x y"),
        ("100% & more #1 a_b ^ $5", "100% & more #1 a_b ^ $5"),
        (r"$\alpha$-helix, $n^2$, CO$_2$, $x^{n+1}$, $O(n \log n)$", "α-helix, n², CO₂, xⁿ⁺¹, O(n log n)"),
        (r"$\mathbb{R}^d$ $\frac{1}{n}$ $\sqrt{x}$ $a \le b$ 5\textsuperscript{th}", "ℝ^d 1/n √x a ≤ b 5th"),
        (r"\url{http://x.y/a_b%20c} \href{https://x.y}{here}", "http://x.y/a_b%20c here (https://x.y)"),
        (r"\unknown{arg} \foo", r"\unknown{arg} \foo"),
        (r"{\noopsort{1973}}1981", "1981"),
        ("a } b { c $ d", "a b c $ d"),
        ("{costs $5} and $6", "costs $5 and $6"),
        ("{costs $5} {or $6}", "costs $5 or $6"),
        ("{costs $5} {or 6$ x", "costs $5 or 6$ x"),
        ("\\", "\\"),
        ("two\n  lines\t", "two lines"),
    ],
)
def test_what_is_printed(latex: str, printed: str) -> None:
    assert plain(latex) == printed


def test_unknown_commands_are_named_once() -> None:
    assert words(r"\foo \quux{x} \foo").unknown == (r"\foo", r"\quux")


def test_depth_does_not_matter() -> None:
    assert plain("{" * 5000 + "x").endswith("x")


@pytest.mark.parametrize(
    ("written", "address"),
    [(r"\url{https://x.y/a\_b}", "https://x.y/a_b"), (r"10.1/a{\_}b", "10.1/a_b"), (r"a\%20b", "a%20b")],
)
def test_addresses_lose_their_backslashes(written: str, address: str) -> None:
    assert unescaped(written) == address


@given(st.one_of(texts, st.text("\\{}$~^_%&#-`'?! aA1é\u00a0", max_size=12)))
def test_escaped_text_prints_itself(text: str) -> None:
    kept = " ".join(filter(None, plain_space(text).split(" ")))

    assert plain(escaped(text)) == kept
    assert plain(title(text)) == kept
    assert escaped(text).count("{") == escaped(text).count("}")


def plain_space(text: str) -> str:
    for space in "\t\n\r\f\v":
        text = text.replace(space, " ")
    return text
