"""YAML that is written says what was meant, to us and to any other reader."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from appkit.diagnostics import Report
from appkit.source import parse, plain, source_from_bytes
from appkit.source.write import dump, flow
from effort import examples

# What YAML gives a meaning to, and what emitters get wrong: spaces and breaks at the ends and in runs.
_TRICKY = (
    "", " ", "no", "y", "N", "on", "null", "~", "true", "1", "-1", "007", "0o17", "0x1F", "1e5", ".5", "3.90", "1_000",
    "12:30", "2023-07-01", "2023-07-01T10:00:00Z", ".inf", "<<", "=", "- x", "-", "? x", ": x", "a: b", "a #b", "#b",
    "'", '"', "'x", '"x"', "`x", "@x", "%x", "&a", "*a", "!t", "|", ">", "[x", "{x}", "a,b", "x:", "---", "--- x", "...",
    "\n", "x\n", "\nx", "x\n\ny", "x\n\n\ny", " x", "x ", "x\n y", "x \ny", "\tx", "x\ty", "a\tb ", "\\", "\\n", "\r\n",
    "\ufeff", "x\ufeffy", "\u00a0", "\u200b", "\u4e2d\u6587", "\U0001f600", "e\u0301", "word " * 40, ("word " * 30).strip(),
    ("word " * 30 + "\n\n" + "x " * 60).strip(), "\u5b57" * 120, "\U0001f600 " * 50 + "x", "a  b " * 40 + "c", "https://x.y/" + "a" * 120,
)  # fmt: skip
_character = st.characters(
    exclude_categories=("Cs", "Cn"),
    exclude_characters=[chr(c) for c in (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029)]
    + [chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF)],
)
_texts = st.one_of(
    st.sampled_from(_TRICKY),
    st.lists(st.sampled_from((*_TRICKY, "word", " ", "\n")), max_size=12).map("".join),
    st.lists(st.sampled_from(("word", " ", "\n", "- ", "# ", "longer words here ")), max_size=60).map(
        "".join
    ),
    st.text(_character, max_size=20),
)
_scalars = st.one_of(_texts, st.integers(-(10**17), 10**17), st.booleans(), st.none())
_data = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_texts, inner, max_size=4)),
    max_leaves=12,
)


@examples(40)
@given(st.dictionaries(_texts, _data, min_size=1, max_size=3))
@example({"a": "x\n\n", "b": 1})
def test_what_is_written_is_read_back(data: dict[str, object]) -> None:
    """Any data comes back as itself, whatever its texts look like, written at once or key by key."""
    at_once = dump(data)  # type: ignore[arg-type]
    by_key = "\n".join(dump({key: value}) for key, value in data.items())  # type: ignore[dict-item]
    for text in (at_once, by_key):
        report = Report()
        source = source_from_bytes("x.yaml", text.encode(), report)
        assert source is not None, report.diagnostics
        node = parse(source, report)
        assert node is not None, report.diagnostics

        assert plain(node) == data


@pytest.mark.parametrize(
    "text", ["y", "N", "no", "Off", "12:30", "2023-07-01", "0o17", "1e5", "~", "", "0x1F", "1_000"]
)
def test_words_that_others_type_are_quoted(text: str) -> None:
    """YAML 1.1 has booleans, times and numbers that YAML 1.2 has not, and the other way round."""
    assert dump({"k": text}) == f"k: '{text}'\n"


@examples(30)
@given(st.dictionaries(_texts, _texts, max_size=4))
def test_other_readers_see_texts(data: dict[str, str]) -> None:
    """A text is a text to a reader of YAML 1.1 too, which types more than ours."""
    loaded = yaml.load(dump(dict(data)), Loader=yaml.SafeLoader)

    assert loaded == data


# The core schema of YAML 1.2.2, section 10.3.2.
_TYPED = re.compile(
    r"null|Null|NULL|~||true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
)


@examples(40)
@given(st.one_of(st.sampled_from(_TRICKY), st.from_regex(_TYPED, fullmatch=True)))
def test_readers_of_yaml_1_2_see_texts(text: str) -> None:
    """What the core schema of YAML 1.2 would type stands in quotes."""
    written = dump({"k": text}).removeprefix("k:").strip(" \n")

    assert not _TYPED.fullmatch(written)


@pytest.mark.parametrize(
    "text", ["2019-09", "v1.0", "C#", "Ann's", "3.91/4.00", "n/a", "nu-ll", "x: ", "1e5x"]
)
def test_plain_words_stay_plain(text: str) -> None:
    """Quotes stand only where they are needed."""
    assert dump({"k": text}) == (f"k: {text}\n" if text != "x: " else "k: 'x: '\n")


def test_long_texts_are_folded_and_lists_indented() -> None:
    """A person can read it: no line is much longer than a screen, lists stand below their keys."""
    data = {"summary": ("word " * 40).strip(), "work": [{"name": "A", "highlights": ["x\ny"]}], "none": {}}
    expected = (
        f"summary: >-\n  {'word ' * 19}word\n  {'word ' * 19}word\n"
        "work:\n  - name: A\n    highlights:\n      - |-\n        x\n        y\nnone: {}\n"
    )
    written = dump(data)  # type: ignore[arg-type]

    assert written == expected
    assert max(map(len, written.splitlines())) <= 110


def test_a_list_on_one_line() -> None:
    """Words that mean something to YAML are quoted in a flow list as well."""
    assert flow(["phd", "_mine", "a,b", "no", "x]"]) == "[phd, _mine, 'a,b', 'no', 'x]']"
    assert flow(["word"] * 40) == f"[{', '.join(['word'] * 40)}]"
