"""File names are made by a pattern and are legal everywhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.output import PatternError, collisions, file_name, slug
from appkit.output.names import beside, beside_of, check_path, staged, unstaged

PERSON = {"family": "Dong", "given": "Daize", "name": "Daize Dong", "organization": "Westlake University"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{family}_{given}_CV", "Dong_Daize_CV"),
        ("{name} - {organization}", "Daize_Dong_-_Westlake_University"),
        ("fixed", "fixed"),
        ("{{x}}_{given}", "{x}_Daize"),
        ("../../{given}", "Daize"),
        ("{given}/{family}", "DaizeDong"),
    ],
)
def test_pattern(pattern: str, expected: str) -> None:
    """Fields stand where the pattern says, everything slugged."""
    assert expected == file_name(pattern, PERSON)


@pytest.mark.parametrize("pattern", ["{family}_{given}_CV", "{given}_{family}_CV"])
def test_no_family_name(pattern: str) -> None:
    """Without a family name the name stands as it is written."""
    assert file_name(pattern, PERSON | {"family": "", "given": ""}) == "Daize_Dong_CV"


def test_empty_field() -> None:
    """An empty field leaves no separator behind."""
    assert file_name("{organization}_{given}__{organization}", {"given": "Ada", "organization": ""}) == "Ada"


@pytest.mark.parametrize(
    ("pattern", "message", "help_line"),
    [
        (
            "{famly}",
            "no field 'famly' for a file name",
            "did you mean 'family'? the fields are family, given, ",
        ),
        ("{}", "no field '' for a file name", "the fields are "),
        ("{name.__class__}", "no field 'name.__class__' for a file name", "the fields are "),
        ("{name!r}", "'name' in a file name can have no format", "write {name}"),
        ("{name:>9}", "'name' in a file name can have no format", "write {name}"),
        ("{name", "file name pattern '{name': expected '}' before end of string", "the fields are "),
    ],
)
def test_pattern_that_cannot_be_filled(pattern: str, message: str, help_line: str) -> None:
    """A field that is not there, or more than a field, is an error with a hint."""
    with pytest.raises(PatternError) as caught:
        file_name(pattern, PERSON)

    assert message == str(caught.value)
    assert help_line in caught.value.help


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("董岱泽 简历", "董岱泽_简历"),
        ("Jose\u0301", "José"),
        ("a\tb\n c", "a_b_c"),
        ('a<b>c:d"e/f\\g|h?i*j', "abcdefghij"),
        ("..hidden.", "hidden"),
        ("--force", "force"),
        ("trailing. . ", "trailing"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\ud800a", "a"),
        ("a\x00b\x1b", "ab"),
        ("", "untitled"),
        ("///", "untitled"),
        ("CON", "CON_"),
        ("nul.tar", "nul_.tar"),
        ("com1", "com1_"),
        ("LPT²", "LPT²_"),
        ("console", "console"),
        ("a___b", "a_b"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """What some system refuses or hides is gone, letters of every script stay."""
    assert expected == slug(text)


def test_long_name() -> None:
    """At most 120 bytes, and no half of a character."""
    assert slug("董" * 100) == "董" * 40
    assert slug("a" * 119 + "é") == "a" * 119


@given(st.text())
def test_slug_is_always_a_path(text: str) -> None:
    """Whatever the text, its slug is a legal path of one part that slugging leaves as it is."""
    name = slug(text)
    check_path(name)

    assert "/" not in name
    assert 0 < len(name.encode()) <= 120
    assert unicodedata.normalize("NFC", name) == name
    assert slug(name) == name


@pytest.mark.parametrize(
    "path",
    [
        "/a",
        "../a",
        "a/../b",
        "a//b",
        "",
        "a/",
        ".",
        "a/.hidden",
        "C:/a",
        "a\\b",
        "nul",
        "a/con.txt",
        "a.",
        "-a",
        "a\n",
    ],
)
def test_illegal_path(path: str) -> None:
    """A path that leaves its folder, or that some system refuses, is none."""
    with pytest.raises(ValueError, match="is no path of an output"):
        check_path(path)


def test_collisions() -> None:
    """Names that differ in case or composition only are one file somewhere."""
    paths = ["t/CV.md", "t/cv.md", "t/Jos\u00e9.md", "t/Jose\u0301.md", "t/x.md"]

    assert collisions(paths) == (("t/CV.md", "t/cv.md"), ("t/Jose\u0301.md", "t/Jos\u00e9.md"))
    assert collisions(["a", "b"]) == ()


@pytest.mark.parametrize(
    ("path", "number", "expected"),
    [
        ("t.x/CV.docx", 1, "t.x/CV.new.docx"),
        ("CV.docx", 2, "CV.new-2.docx"),
        ("t.x/CV", 1, "t.x/CV.new"),
        ("t/CV_v.2.md", 1, "t/CV_v.2.new.md"),
    ],
)
def test_beside(path: str, number: int, expected: str) -> None:
    """The new rendering keeps its extension, and its name tells beside what it lies."""
    assert expected == beside(path, "new", number)
    assert path == beside_of(expected)
    assert beside_of(path) is None


def test_staged() -> None:
    """A waiting file is hidden and its name tells what it will be."""
    assert unstaged(staged("CV.docx")) == "CV.docx"
    assert unstaged("CV.docx") is None
    assert unstaged(".appkit-new") is None
