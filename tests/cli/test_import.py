"""``appkit import`` at the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import appkit as library
from workspaces import appkit, codes, workspace, write

if TYPE_CHECKING:
    from pathlib import Path

RESUME = {
    "basics": {"name": "Your Name", "label": "Programmer", "email": "", "url": "javascript:x"},
    "work": [
        {"name": "Company", "position": "A", "startDate": "2013-01-01", "highlights": ["Led: yes"]},
        {"name": "Company", "position": "B", "startDate": "2015"},
    ],
    "publications": [{"name": "A first paper", "releaseDate": "2021", "publisher": "JoE"}, {"name": "New"}],
}
MADE = """\
# yaml-language-server: $schema=../.appkit/schemas/profile.schema.json
#
# Everything true about you, in one place. Made from cv.json (JSON Resume).

basics:
  name: Your Name
  label: Programmer
"""


def resume(root: Path, data: object = RESUME, name: str = "cv.json") -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(json.dumps(data, indent=1), encoding="utf-8")
    return root


def test_makes_a_profile_that_validates_and_builds(tmp_path: Path) -> None:
    """Outside a workspace it makes profiles/; what it did is told in numbers, and where to look."""
    ran = appkit(resume(tmp_path), "import", "cv.json")

    text = (tmp_path / "profiles" / "your-name.yaml").read_text(encoding="utf-8")
    assert (ran.code, codes(ran)) == (0, [])
    assert text.startswith(MADE)
    assert ran.out.startswith("made a profile of JSON Resume: profiles/your-name.yaml\n  read         15\n")
    assert (
        "  placed       13\n  unplaced      1   kept under keys that begin with 'x-'\n  empty         1\n"
        in ran.out
    )
    line = text.split("\n").index("  x-url: javascript:x") + 1
    assert f"unplaced: look at\n  profiles/your-name.yaml:{line}:3: basics.x-url\n" in ran.out
    assert f"profiles/your-name.yaml:{line}:3: warning[unsafe-link]" in ran.err
    assert "appkit validate profiles/your-name.yaml\n" in ran.out
    assert appkit(tmp_path, "ids", "--check").code == 1  # only highlights that are plain texts
    assert appkit(tmp_path, "validate", "profiles/your-name.yaml").code == 0
    assert appkit(tmp_path, "new", "target", "t", "--extends", "phd").code == 0
    assert appkit(tmp_path, "build", "--all").code == 0


def test_never_overwrites(tmp_path: Path) -> None:
    """Neither its own file nor another; what to do instead is said."""
    resume(tmp_path)
    for arguments in ((), ("-o", "profiles/your-name.yaml")):
        appkit(tmp_path, "import", "cv.json")
        before = (tmp_path / "profiles/your-name.yaml").read_bytes()

        ran = appkit(tmp_path, "import", "cv.json", *arguments)

        assert (ran.code, codes(ran)) == (1, ["file-exists"])
        assert "add to it with --merge your-name" in ran.err
        assert (tmp_path / "profiles/your-name.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("out", "file", "has_modeline"),
    [
        ("profiles/mine.yaml", "profiles/mine.yaml", True),
        ("mine.yaml", "mine.yaml", False),
        ("a/b/mine.yaml", "a/b/mine.yaml", False),
        ("../there/profiles/x.yaml", "../there/profiles/x.yaml", True),
    ],
)
def test_out_names_the_file(tmp_path: Path, out: str, file: str, has_modeline: bool) -> None:
    """The modeline stands where the schemas are found from."""
    root = resume(tmp_path / "here")

    ran = appkit(root, "import", "cv.json", "-o", out)

    assert ran.code == 0
    assert (root / file).read_text(encoding="utf-8").startswith("# yaml-language-server") == has_modeline


def test_prints_to_stdout(tmp_path: Path) -> None:
    """The profile and nothing else; the rest is told on stderr."""
    ran = appkit(resume(tmp_path), "import", "cv.json", "-o", "-")

    assert ran.code == 0
    assert ran.out.startswith(MADE)
    assert "read         15" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["cv.json"]


def test_a_pipe_is_read(tmp_path: Path) -> None:
    """FILE is '-'; in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "appkit", "import", "-"],
        cwd=tmp_path,
        input=json.dumps(RESUME).encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    assert done.returncode == 0, done.stderr.decode()
    assert "Made from stdin (JSON Resume)." in (tmp_path / "profiles/your-name.yaml").read_text(
        encoding="utf-8"
    )


def test_a_second_profile_is_warned_of(tmp_path: Path) -> None:
    """Targets that name no profile would be undecided."""
    ran = appkit(resume(workspace(tmp_path)), "import", "cv.json")

    assert ran.code == 0
    assert "warning[several-profiles]" in ran.err
    assert "--merge ada" in ran.err


BROKEN = [
    (b"", "1:1", "empty-file"),
    (b" \n", "1:1", "empty-file"),
    (b'{"basics": {"name": "x"},\n}', "2:1", "json-syntax"),
    (b'{"basics": {"name": "x", "name": "y"}}', "1:26", "duplicate-key"),
    (b'[{"id": "x", "type": "book",}]', "1:29", "json-syntax"),
    (b"[" * 100, "1:66", "too-deep"),
    (b'{"a": 1}', "1:1", "unknown-kind"),
    (b"[]", "1:1", "unknown-kind"),
    (b"name: Release\non: [push]\njobs:\n  build: {steps: [x]}\n", "1:1", "unknown-kind"),
    (b"\xff\xfe{", "1:1", "not-utf-8"),
    (b"Name: \xe9", "1:7", "not-utf-8"),
    (b"PK\x03\x04rubbish", "1:1", "unknown-kind"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "1:1", "unknown-kind"),
    (b"{\\rtf1\\ansi Your Name}", "1:1", "unknown-kind"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "1:1", "unknown-kind"),
    (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.textPK", "1:1", "unknown-kind"),
    (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<title>Your Name</title>", "1:1", "unknown-kind"),
    (b"% !TEX program = xelatex\n\\documentclass{cv}", "1:1", "unknown-kind"),
    (b"cv:\n  name: Your Name\n   email: x: y\n", "3:", "yaml-syntax"),
    (b"basics:\n  name: 'Your Name\n", "2:9", "yaml-syntax"),
    (b"basics:\n\tname: x\n", "2:1", "yaml-syntax"),
    (b"basics:\n  name: &a x\n  label: *a\n", "2:9", "yaml-alias"),
]


@pytest.mark.parametrize(("content", "place", "code"), BROKEN)
def test_what_cannot_be_read(tmp_path: Path, content: bytes, place: str, code: str) -> None:
    """Each with a place; broken data is never taken for prose, and nothing is made."""
    (tmp_path / "cv").write_bytes(content)

    ran = appkit(tmp_path, "import", "cv")

    assert (ran.code, codes(ran)) == (1, [code])
    assert f"cv:{place}" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["cv"]


def test_a_format_that_is_named(tmp_path: Path) -> None:
    """It is taken for that; a name that is none is told with those there are."""
    resume(tmp_path)

    near = appkit(tmp_path, "import", "cv.json", "--format", "jsonresum")
    other = appkit(tmp_path, "import", "cv.json", "--format", "csl-json")

    assert (near.code, codes(near)) == (1, ["unknown-format"])
    assert "did you mean 'jsonresume'?" in near.err
    assert (other.code, len(codes(other))) == (1, 1)
    assert not (tmp_path / "profiles").exists()


@pytest.mark.parametrize(
    "arguments",
    [(), ("cv.json", "--yes"), ("cv.json", "--merge", "-o", "-"), ("cv.json", "--nonsense")],
)
def test_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert appkit(resume(tmp_path), "import", *arguments).code == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert codes(appkit(tmp_path, "import", "no.json")) == ["missing-file"]


# Merging


def test_merge_shows_what_it_would_add(tmp_path: Path) -> None:
    """Without a terminal and without --yes nothing is written, which the exit code says."""
    root = resume(workspace(tmp_path))
    before = (root / "profiles/ada.yaml").read_bytes()

    ran = appkit(root, "import", "cv.json", "--merge")

    assert ran.code == 1
    assert ran.out.startswith("--- profiles/ada.yaml\n+++ profiles/ada.yaml\n@@ ")
    assert "+  - id: company-2013-01-01\n" in ran.out
    assert "\n-" not in ran.out.replace("\n--- ", "")
    assert "to apply this, say --yes" in ran.out
    assert "note[differs]: basics.name stays 'Ada Example'; the file says 'Your Name'" in ran.err
    assert "cv.json:3:11: the file says so here" in ran.err
    assert (root / "profiles/ada.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [("cv.json", "--merge"), ("--merge", "cv.json"), ("cv.json", "--merge", "ada")]
)
def test_merge_adds_once(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """The paper that is there gets what it lacks; the second time there is nothing to add."""
    root = resume(workspace(tmp_path))

    first = appkit(root, "import", *arguments, "--yes")
    text = (root / "profiles/ada.yaml").read_text(encoding="utf-8")
    second = appkit(root, "import", *arguments)

    assert (first.code, second.code) == (0, 0)
    assert "added to profiles/ada.yaml" in first.out
    assert "    name: A First Paper\n    authors: [Ada Example, Bob Other]\n" in text
    assert "A first paper" not in text
    assert "profiles/ada.yaml has all of it already\n" in second.out
    assert (root / "profiles/ada.yaml").read_text(encoding="utf-8") == text
    assert appkit(root, "validate").code == 0


def test_merge_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Nothing that an earlier command has imported is needed."""
    command = [sys.executable, "-m", "appkit", "import", "cv.json", "--merge", "--yes"]
    done = subprocess.run(command, cwd=resume(workspace(tmp_path)), capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_merge_into_a_file_of_any_form(tmp_path: Path) -> None:
    """The byte order mark, the line ends and the missing last one stay; so does what -o names."""
    content = b"\xef\xbb\xbfbasics: {name: Your Name, url: x}\r\nwork:\r\n- {id: a, name: A}"
    (resume(tmp_path) / "mine.yaml").write_bytes(content)

    ran = appkit(tmp_path, "import", "cv.json", "--merge", "--yes", "-o", "mine.yaml")

    after = (tmp_path / "mine.yaml").read_bytes()
    assert ran.code == 0
    assert after.startswith(content.replace(b" url", b" label: Programmer, url").split(b"}")[0])
    assert after.count(b"\n") == after.count(b"\r\n")
    assert not after.endswith(b"\n")


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({"profiles/a.yaml": "basics: {name: x}", "profiles/b.yaml": "basics: {name: x}"}, ("--merge",), "missing-profile"),
        ({"profiles/a.yaml": "basics: {name: x}"}, ("--merge", "b"), "unknown-profile"),
        ({}, ("--merge",), "no-profiles"),
        ({"profiles/a.json": '{"basics": {"name": "x"}}'}, ("--merge",), "json-left-alone"),
        ({"profiles/a.yaml": "basics: {name: x}\nwork: 3"}, ("--merge",), "wrong-type"),
        ({"profiles/a.yaml": "basics: {name: x"}, ("--merge",), "yaml-syntax"),
        ({}, ("--merge", "-o", "no.yaml"), "missing-file"),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_into(
    tmp_path: Path, files: dict[str, str], arguments: tuple[str, ...], code: str
) -> None:
    write(resume(tmp_path), files)

    ran = appkit(tmp_path, "import", "cv.json", *arguments, "--yes")

    assert (ran.code, codes(ran)) == (1, [code])
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in files} == files


def test_a_file_that_changes_while_it_is_asked(tmp_path: Path) -> None:
    """What someone saved meanwhile is not lost."""
    root = resume(workspace(tmp_path))

    def edit(_diff: str) -> bool:
        (root / "profiles/ada.yaml").write_text("basics: {name: Mine}\n", encoding="utf-8")
        return True

    with pytest.raises(library.AppkitError, match="has changed"):
        library.import_profile(root / "cv.json", root, merge="", confirm=edit)

    assert (root / "profiles/ada.yaml").read_text(encoding="utf-8") == "basics: {name: Mine}\n"


def test_library(tmp_path: Path) -> None:
    """The same as a function; without ``confirm`` a merge is written."""
    root = resume(workspace(tmp_path))

    made = library.import_profile(root / "cv.json", root, out="-")
    merged = library.import_profile(root / "cv.json", root, merge="ada")

    assert (made.path, made.written, made.format, made.diff) == (None, False, "jsonresume", "")
    assert (merged.path, merged.written) == ("profiles/ada.yaml", True)
    assert merged.text == (root / "profiles/ada.yaml").read_text(encoding="utf-8")
    assert [remark.address for remark in merged.unplaced] == ["basics.x-url"]
    tally = made.tally
    assert tally.read == tally.placed + tally.unplaced + tally.empty


def test_long_comments_are_read_once(tmp_path: Path) -> None:
    """What a file is is told in a moment, however many ways there are to read its comments."""
    (tmp_path / "cv").write_text("% a % b % c\n" * 2000 + "rest\n", encoding="utf-8")

    assert appkit(tmp_path, "import", "cv", "-o", "-").code in {0, 1}
