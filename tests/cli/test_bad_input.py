"""Bad input at the command line: each mistake is told at its place, and nothing is written.

The tables are the specification: what a person might do to a small workspace that is right, and the line that
``appkit build --all`` answers with.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

from workspaces import PROFILE, TARGET, Ran, appkit, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

P: Final = "profiles/ada.yaml"
T: Final = "targets/t.yaml"
M: Final = "templates/mine/resume.md.j2"

# A target whose résumé is made by a template of the workspace, and that has no letter.
MINE = "extends: phd\ndocuments: {resume: {template: mine}, cover-letter: null}\n"


def headlines(ran: Ran, severity: str = "error") -> list[str]:
    """The first lines of what was told of one severity: ``path:line:col: error[code]``, without the message."""
    marker = f"{severity}["
    return [line.partition("]")[0] + "]" for line in ran.err.splitlines() if marker in line.partition("]")[0]]


def refused(root: Path, *places: str) -> Ran:
    """What ``build --all`` says; it must refuse with these errors, print no traceback, and write nothing."""
    ran = appkit(root, "build", "--all")

    assert headlines(ran) == [f"{place}]".replace(" ", ": error[", 1) for place in places], ran.err
    assert ran.code == 1
    assert "Traceback" not in ran.err + ran.out
    assert not (root / "out").exists()
    assert not (root / ".appkit").exists()
    return ran


def with_profile(old: str, new: str) -> dict[str, str]:
    """The profile with one thing in it changed."""
    assert PROFILE.count(old) >= 1, old
    return {P: PROFILE.replace(old, new, 1)}


def with_target(more: str) -> dict[str, str]:
    """The target with more lines: the first of them is line 5."""
    return {T: f"{TARGET}{more}\n"}


def put(root: Path, files: dict[str, str]) -> Path:
    """The files over those of the small workspace, exactly as they are written."""
    workspace(root)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


# -- files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", "1:1 empty-file", "this file is empty"),
        (b" \n\t\n", "1:1 empty-file", "this file is empty"),
        (b"# nothing yet\n", "1:1 empty-file", "comments only"),
        (b"---\n", "2:1 empty-file", "no content"),
        (b"~\n", "1:1 empty-file", "no content"),
        (b"basics: {name: Andr\xe9}\n", "1:20 not-utf-8", "byte 0xE9 is not UTF-8"),
        ("basics: {name: Ada}\n".encode("utf-16"), "1:1 not-utf-8", "this file is UTF-16"),
        ("basics: {name: Ada}\n".encode("utf-16-le"), "1:1 not-utf-8", "this file is UTF-16"),
        ("basics: {name: Ada}\n".encode("utf-32"), "1:1 not-utf-8", "this file is UTF-32"),
        (b"basics: {name: A\0da}\n", "1:17 forbidden-character", "after 'basics: {name: A' before 'da}'"),
        (b"basics: {name: A\x1b[31mda}\n", "1:17 forbidden-character", "U+001B (a control character)"),
        ("basics: {name: A\u202eda}\n".encode(), "1:17 forbidden-character", "changes the direction"),
        ("basics: {name: A\u2028da}\n".encode(), "1:17 forbidden-character", "a line break that many programs"),
        ("basics: {name: A\ufdd0da}\n".encode(), "1:17 forbidden-character", "a noncharacter"),
        ("basics: {name: A\U0001ffffda}\n".encode(), "1:17 forbidden-character", "a noncharacter"),
        (b'basics: {name: "A\\u202E"}\n', "1:16 forbidden-character", "delete the escape"),
        (b"\r\nbasics: {nam: Ada}\r\n", "2:10 unknown-key", "did you mean 'name'?"),
        (b"\xef\xbb\xbfbasics: {nam: Ada}\n", "1:10 unknown-key", "did you mean 'name'?"),
        (b"[" * 100_000, "1:66 too-deep", "more than 64 levels deep"),
        (b"a: " + b"x" * 4 * 1024 * 1024, "1:1 too-large", "larger than 4 MiB"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes, place: str, words: str) -> None:
    root = workspace(tmp_path)
    (root / P).write_bytes(content)

    ran = refused(root, f"{P}:{place}")

    assert words in ran.err


def test_many_forbidden_characters_do_not_flood(tmp_path: Path) -> None:
    """The first ten are shown, the rest is a number."""
    root = put(tmp_path, {P: "basics: {name: A}\n" + "\x07" * 500})

    ran = refused(root, *(f"{P}:2:{column} forbidden-character" for column in range(1, 11)))

    assert "there are 490 more" in ran.err


def absent(path: Path) -> None:
    """No file at all."""


def folder(path: Path) -> None:
    (path / "inside").mkdir(parents=True)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def unreadable(path: Path) -> None:
    path.write_text("basics: {name: Ada}\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file, whatever its mode")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (folder, "not-a-file"),
        (fifo, "not-a-file"),
        (dangling, "missing-file"),
        (loop, "unreadable-file"),
        (unreadable, "unreadable-file"),
    ],
)
@pytest.mark.parametrize(
    "name", [P, T, "tags.yaml", "targets/t.cover-letter.md", M, "templates/mine/style.yaml"]
)
def test_something_else_where_a_file_should_be(
    tmp_path: Path, make: Callable[[Path], None], code: str, name: str
) -> None:
    """A folder, a pipe, a link to nowhere: told at its name, whatever the file is for."""
    root = workspace(tmp_path)
    path = root / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True, parents=True)
    make(path)

    refused(root, f"{name}:1:1 {code}")


@pytest.mark.parametrize(
    ("gone", "place", "words"),
    [
        (P, f"{T}:1:1 missing-profile", "put one into profiles/"),
        (T, " no-targets", "appkit new target NAME"),
        ("profiles", " no-workspace", "appkit init DIR"),
    ],
)
def test_something_is_missing(tmp_path: Path, gone: str, place: str, words: str) -> None:
    root = workspace(tmp_path)
    (root / P).unlink() if gone != T else (root / T).unlink()
    if gone == "profiles":
        (root / "profiles").rmdir()

    ran = appkit(root, "build", "--all")

    assert ran.code == 1
    assert place.strip().rpartition(" ")[2] in ran.err
    assert words in ran.err


# -- YAML ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "place", "words"),
    [
        ("rules: [{name: x", "5:9 yaml-syntax", "this is never closed"),
        ('summary: "abc', "5:10 yaml-syntax", "this is never closed"),
        ("sections:\n\torder: [work]", "6:1 yaml-syntax", "indent with spaces"),
        ("summary: I did: this", "5:15 yaml-syntax", "needs quotes around it"),
        ("summary: @me", "5:10 yaml-syntax", "no value can begin with '@'"),
        ("summary: `me`", "5:10 yaml-syntax", "no value can begin with '`'"),
        ('summary: "C:\\Users"', "5:15 yaml-syntax", "use single quotes"),
        ("rules:\n  - name: a\n   match: {}", "7:4 yaml-syntax", "indent every line of a list alike"),
        ("rules: [{name: a match: b}]", "5:23 yaml-syntax", "needs quotes around it"),
        ("extends: job", "5:1 duplicate-key", "targets/t.yaml:1:1: first here"),
        ("recipient: {name: A, name: B}", "5:22 duplicate-key", "targets/t.yaml:5:13: first here"),
        ("summary: &s A", "5:10 yaml-alias", "quote a text that begins with '&'"),
        ("summary: *s", "5:10 yaml-alias", "quote a text that begins with '&' or '*'"),
        ("recipient: {<<: *s}", "5:17 yaml-alias", "write the value out"),
        ("summary: !!str A", "5:10 yaml-tag", "remove the tag"),
        ("summary: !me A", "5:10 yaml-tag", "quote a text that begins with '!'"),
        ("---\nextends: job", "5:1 several-documents", "a file holds one profile or one target"),
        ("? [a]\n: b", "5:3 key-not-text", "quote the key"),
        ("{a: b}: c", "5:1 key-not-text", "quote the key"),
        ("2048: c", "5:1 unknown-key", "unknown key '2048'"),
    ],
)
def test_yaml_that_is_not_read(tmp_path: Path, more: str, place: str, words: str) -> None:
    ran = refused(put(tmp_path, with_target(more)), f"{T}:{place}")

    assert words in ran.err


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({T: "- extends: phd\n"}, f"{T}:1:1 wrong-type"),
        ({T: "phd\n"}, f"{T}:1:1 wrong-type"),
        ({P: "- basics\n"}, f"{P}:1:1 wrong-type"),
        ({P: "{}\n"}, f"{P}:1:1 missing-key"),
        ({T: "{}\n"}, f"{T}:1:1 no-documents"),
        ({"tags.yaml": "[a]\n"}, "tags.yaml:1:1 wrong-type"),
        ({"templates/mine/style.yaml": "[a]\n"}, "templates/mine/style.yaml:1:1 wrong-type"),
        ({"templates/mine/labels.yaml": "en: [a]\n"}, "templates/mine/labels.yaml:1:5 wrong-type"),
        ({T: "extends: [phd, _a]\n", "targets/_a.yaml": "---\n"}, "targets/_a.yaml:2:1 empty-file"),
    ],
)
def test_the_wrong_thing_at_the_top_of_a_file(tmp_path: Path, files: dict[str, str], place: str) -> None:
    refused(put(tmp_path, files), place)


# -- shape ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({P: PROFILE + "wrok: []\n"}, f"{P}:38:1", "'work'"),
        (with_profile("email:", "emial:"), f"{P}:4:3", "'email'"),
        (with_profile("startDate", "strtDate"), f"{P}:10:5", "'startDate'"),
        (with_profile("text: Counted", "txt: Counted"), f"{P}:12:21", "'text'"),
        (with_profile("tags: [biology]}", "tgas: [biology]}"), f"{P}:12:43", "'tags'"),
        (with_profile("aliases", "alias"), f"{P}:37:30", "'aliases'"),
        (with_target("emphasise: [biology]"), f"{T}:5:1", "'emphasize'"),
        (with_target("recipient: {nam: X}"), f"{T}:5:13", "'name'"),
        (with_target("rules: [{name: a, match: {section: work}, bosst: 3}]"), f"{T}:5:43", "'boost'"),
        (with_target("rules: [{name: a, match: {sction: work}, boost: 3}]"), f"{T}:5:27", "'section'"),
        (with_target("rules: [{name: a, match: {tags: {ayn: [b]}}, boost: 3}]"), f"{T}:5:34", "'any'"),
        (with_target("sections: {work: {titel: X}}"), f"{T}:5:19", "'title'"),
        (with_target("documents: {resume: {pags: 2}}"), f"{T}:5:22", "'pages'"),
        ({"tags.yaml": "moe: {labl: MoE}\n"}, "tags.yaml:1:7", "'label'"),
        ({"templates/mine/style.yaml": "extnds: base\n"}, "templates/mine/style.yaml:1:1", "'extends'"),
        ({"templates/mine/style.yaml": "page: {siz: A4}\n"}, "templates/mine/style.yaml:1:8", "'size'"),
    ],
)
def test_an_unknown_key_at_every_level(tmp_path: Path, files: dict[str, str], place: str, words: str) -> None:
    ran = refused(put(tmp_path, files), f"{place} unknown-key")

    assert f"help: did you mean {words}?" in ran.err


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        (with_profile("name: Ada Example", "name: [Ada]"), f"{P}:2:9 wrong-type", "expected text or a mapping"),
        ({P: "basics: {name: A}\nwork: {name: B}\n"}, f"{P}:2:7 wrong-type", "begin each of its items with '- '"),
        ({P: "basics: {name: A}\nwork: Google\n"}, f"{P}:2:7 wrong-type", "write it as a list"),
        ({P: "basics: {name: A}\nwork: [Google]\n"}, f"{P}:2:8 wrong-type", "expected a mapping, found text"),
        (with_profile("text: Counted cells.", 'text: ""'), f"{P}:12:27 empty-value", "give it a value"),
        (with_profile("name: A Lab", "name:"), f"{P}:8:5 empty-value", "'name' has no value"),
        (with_profile("tags: [research]", "tags: research"), f"{P}:14:11 wrong-type", "write it as a list"),
        (with_profile("tags: [research]", "private: yes"), f"{P}:14:14 wrong-type", "write true or false"),
        (with_profile("tags: [research]", "priority: high"), f"{P}:14:15 wrong-type", "a whole number"),
        (with_profile("tags: [research]", "tags: [research, research]"), f"{P}:14:22 duplicate-item", "a second time"),
        (with_profile("under-review", "under review"), f"{P}:34:13 not-one-of", "did you mean 'under-review'?"),
        (with_profile("2020-01", "Jan 2020"), f"{P}:10:16 bad-date", "did you mean '2020-01'?"),
        (with_profile("2020-01", "2020/1"), f"{P}:10:16 bad-date", "did you mean '2020-01'?"),
        (with_profile("2019-06", "present"), f"{P}:20:14 bad-date", "leave endDate out for what is ongoing"),
        (with_target("documents: {cover-letter: {date: today}}"), f"{T}:5:34 bad-date", "write the day itself"),
        (with_target("deadline: 2027-01-15 23:59"), f"{T}:5:11 bad-date", "2027-01-15T23:59+08:00"),
        (with_profile("id: lab", "id: My Lab"), f"{P}:7:9 bad-id", "lower-case letters, digits"),
        (with_target("documents: {resume: {template: ../x}}"), f"{T}:5:32 bad-id", "lower-case letters, digits"),
        (with_target("rules: [{name: a, match: {}, boost: 1}]"), f"{T}:5:19 empty-value", "'match' is empty"),
        (with_target("rules: [{name: a, match: {section: work}}]"), f"{T}:5:9 missing-key", "needs one of boost, pin"),
        (with_target("documents: {resume: {pages: 0}}"), f"{T}:5:29 out-of-range", "at least 1, not 0"),
        (with_target("documents: {resume: {formats: [odt]}}"), f"{T}:5:32 not-one-of", "it can be docx, html, md"),
        (with_target("locale: english"), f"{T}:5:9 bad-format", "a language code such as en"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_shape(tmp_path: Path, files: dict[str, str], place: str, words: str) -> None:
    ran = refused(put(tmp_path, files), place)

    assert words.lower() in ran.err.lower()


# -- meaning -------------------------------------------------------------------------------------------------

RULE = "rules: [{name: a, match: {%s}, boost: 1}]"


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        # tags
        (with_profile("tags: [research]", "tags: [reserch]"), f"{P}:14:12 unknown-tag", "did you mean 'research'?"),
        (with_profile("variants: {biology", "variants: {bio"), f"{P}:5:52 unknown-tag", "did you mean 'biology'?"),
        ({T: "extends: phd\nemphasize: [biologgy]\n"}, f"{T}:2:13 unknown-tag", "did you mean 'biology'?"),
        ({T: "extends: phd\nemphasize: {zzz: 3}\n"}, f"{T}:2:13 unknown-tag", "declare it under `tags:`"),
        (with_target("variants: [biologgy]"), f"{T}:5:12 unknown-tag", "did you mean 'biology'?"),
        (with_target(RULE % "tags: {all: [biologgy]}"), f"{T}:5:40 unknown-tag", "did you mean 'biology'?"),
        (with_target("sections: {mine: {from: work, match: {tags: [biologgy]}}}"), f"{T}:5:46 unknown-tag", "'biology'"),
        # sections
        (with_target("sections: {order: [wrk]}"), f"{T}:5:20 unknown-section", "did you mean 'work'?"),
        (with_target("sections: {wrk: omit}"), f"{T}:5:12 unknown-section", "did you mean 'work'?"),
        (with_target("sections: {mine: {from: wrk}}"), f"{T}:5:25 unknown-section", "did you mean 'work'?"),
        (with_target("sections: {mine: {title: X}}"), f"{T}:5:12 unknown-section", "needs `from: SECTION`"),
        (with_target(RULE % "section: wrk"), f"{T}:5:36 unknown-section", "did you mean 'work'?"),
        # addresses
        (with_target(RULE % "id: work/labb"), f"{T}:5:31 unknown-address", "did you mean 'work/lab'?"),
        (with_target(RULE % "id: work/zzz/y"), f"{T}:5:31 unknown-address", "there are: work/lab, work/lab/cells"),
        (with_target(RULE % "id: basics/summary"), f"{T}:5:31 unknown-address", "`sections: {summary: omit}`"),
        (with_target("sections: {mine: {from: work, match: {id: work/labb}}}"), f"{T}:5:43 unknown-address", "'work/lab'"),
        (with_target("patch: {work/labb: {name: X}}"), f"{T}:5:21 unknown-address", "did you mean 'work/lab'?"),
        (with_target("patch: {work/lab: {positoin: X}}"), f"{T}:5:20 unknown-field", "did you mean 'position'?"),
        (with_target("patch: {work/lab/cells: {was: Counted cells.}}"), f"{T}:5:25 empty-patch", "add the field"),
        (with_target("patch: {work/lab: {name: X, position: Y, was: Z}}"), f"{T}:5:47 ambiguous-was", "was: {field: old text}"),
        (with_target("patch: {work/lab/cells: {text: X, was: Counted.}}"), f"{T}:5:40 stale-patch", f"{P}:12:27: it says here"),
        (with_profile("letter: At", "publication: publications/first\n    letter: At"), f"{P}:15:18 unknown-address", "'publications/first-paper'"),
        # templates, presets, targets, profiles, documents, answers
        (with_target("documents: {resume: {template: acadmic}}"), f"{T}:5:32 unknown-template", "did you mean 'academic'?"),
        (with_target("documents: {resume: {template: base}}"), f"{T}:5:13 unknown-document", "these do: academic, classic, compact"),
        (with_target("documents: {resme: {}}"), f"{T}:5:13 unknown-document", "did you mean 'resume'?"),
        ({T: "extends: phdd\n"}, f"{T}:1:10 unknown-preset", "did you mean 'phd'?"),
        ({T: "extends: ../phd\n"}, f"{T}:1:10 unknown-preset", "did you mean 'phd'?"),
        ({T: "extends: [phd, _mine]\n"}, f"{T}:1:16 unknown-preset", "a preset of yours begins with '_'"),
        (with_target("profile: adda"), f"{T}:5:10 unknown-profile", "did you mean 'ada'?"),
        (with_target("profile: ../ada"), f"{T}:5:10 unknown-profile", "did you mean 'ada'?"),
        (with_target("documents: {cover-letter: {answers: {why-grup: X}}}"), f"{T}:5:38 unknown-answer", "did you mean 'why-group'?"),
        (with_target("documents: {resume: {answers: {why-now: X}}}"), f"{T}:5:32 unknown-answer", "it has no prompts"),
        ({"templates/mine/style.yaml": "extends: bse\n"}, "templates/mine/style.yaml:1:10 unknown-template", "did you mean 'base'?"),
        # dates
        (with_profile("2020-01", "2023-02-30"), f"{P}:10:16 impossible-date", "no such date: 2023-02-30"),
        (with_profile("2020-01", "2020-13"), f"{P}:10:16 impossible-date", "no such date: 2020-13"),
        (with_profile("2019-06", "2017-06"), f"{P}:20:14 end-before-start", f"{P}:19:16: it begins here"),
        (with_target("deadline: 2027-01-15T25:00+08:00"), f"{T}:5:11 impossible-date", "no such date"),
        (with_target("documents: {cover-letter: {date: 2026-02-30}}"), f"{T}:5:34 impossible-date", "no such date"),
        (with_target(RULE % "after: 2020-13"), f"{T}:5:34 impossible-date", "no such date"),
        # names
        ({P: "basics: {name: {x-name: Ada}}\n", T: "documents: {resume: {}}\n"}, f"{P}:1:1 missing-name", "no basics.name"),
        (with_profile("id: shop", "id: lab"), f"{P}:16:9 duplicate-id", f"{P}:7:9: the other one"),
        (with_profile("id: chips", "id: cells"), f"{P}:13:14 duplicate-id", "two items of work/lab"),
        ({P: PROFILE + "custom: {work: [{name: X}]}\n"}, f"{P}:38:10 reserved-name", "move its entries"),
        (with_target("rules:\n - {name: a, match: {section: work}, boost: 1}\n - {name: a, match: {section: work}, boost: 2}"), f"{T}:7:4 rule-twice", f"{T}:6:4: first here"),
        ({T: "extends: _a\nrules:\n - {name: a, match: {section: work}, boost: 1}\n - {name: a, match: {section: work}, boost: 2}\n", "targets/_a.yaml": "extends: phd\n" + RULE % "section: work"}, f"{T}:4:4 rule-twice", f"{T}:3:4: first here"),
        # file names
        (with_target('documents: {resume: {filename: "{famly}"}}'), f"{T}:5:32 bad-filename", "did you mean 'family'?"),
        (with_target('documents: {resume: {filename: "{family"}}'), f"{T}:5:32 bad-filename", "the fields are document, family"),
        (with_target('documents: {resume: {filename: "{name.__class__}"}}'), f"{T}:5:32 bad-filename", "no field 'name.__class__'"),
        (with_target("documents: {resume: {filename: x}, cover-letter: {filename: X}}"), f"{T}:5:61 same-filename", "'resume' and 'cover-letter'"),
        # links
        (with_profile("email: ", "url: javascript:alert(1)\n  email: "), f"{P}:4:8 unsafe-link", "a link to a 'javascript:' address"),
        (with_profile("email: ", "profiles: [{network: X, url: data:text/html}]\n  email: "), f"{P}:4:32 unsafe-link", "'data:'"),
        (with_profile("position: Assistant", "url: file:///etc/passwd"), f"{P}:9:10 unsafe-link", "'file:'"),
        (with_profile("position: Assistant", "links: {Paper: vbscript:x}"), f"{P}:9:20 unsafe-link", "'vbscript:'"),
        (with_profile("Counted cells.", "'[Counted](JavaScript:x)'"), f"{P}:12:27 unsafe-link", "'javascript:'"),
        (with_profile("Counted cells.", "'a&#12;b'"), f"{P}:12:27 forbidden-character", "an entity such as '&#12;' writes it"),
        (with_profile("Counted cells.", "'[](https://example.org)'"), f"{P}:12:27 empty-value", "no words in it"),
        (with_target("summary: '[x](file:///y)'"), f"{T}:5:10 unsafe-link", "links lead to http, https"),
        (with_target("documents: {cover-letter: {answers: {why-now: '[x](file:///y)'}}}"), f"{T}:5:47 unsafe-link", "'file:'"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant(tmp_path: Path, files: dict[str, str], place: str, words: str) -> None:
    ran = refused(put(tmp_path, files), place)

    assert words in ran.err


@pytest.mark.parametrize(
    ("files", "places", "words"),
    [
        (
            {T: "extends: _a\n", "targets/_a.yaml": "extends: _b\n", "targets/_b.yaml": "extends: _a\n"},
            ["targets/_b.yaml:1:10"],
            "_a → _b → _a",
        ),
        ({T: "extends: _a\n", "targets/_a.yaml": "extends: _a\n"}, ["targets/_a.yaml:1:10"], "_a → _a"),
        (
            {
                T: "extends: phd\ndocuments: {resume: {template: b}}\n",
                "templates/b/style.yaml": "extends: c\n",
                "templates/c/style.yaml": "extends: b\n",
            },
            ["templates/b/style.yaml:1:10", "templates/c/style.yaml:1:10"],
            "b → c → b",
        ),
        ({"templates/b/style.yaml": "extends: b\n"}, ["templates/b/style.yaml:1:10"], "b → b"),
    ],
)
def test_what_extends_itself(tmp_path: Path, files: dict[str, str], places: list[str], words: str) -> None:
    """Presets and styles: a circle is named, and no command goes round in it."""
    root = put(tmp_path, files)

    ran = refused(root, *(f"{place} circular-extends" for place in places))

    assert words in ran.err
    assert appkit(root, "validate").code == 1
    assert appkit(root, "list").code == 1


def test_names_that_not_every_system_has(tmp_path: Path) -> None:
    """Two files of one name, names that differ in case, names with spaces, names that Windows reserves."""
    names = ("t.yml", "T.yaml", "con.yaml", "a b.yaml")
    root = put(tmp_path, {f"targets/{name}": TARGET for name in names})

    ran = appkit(root, "build", "--all", "--dry-run")

    assert headlines(ran) == [
        "targets/a b.yaml:1:1: error[bad-name]",
        "targets/con.yaml:1:1: error[bad-name]",
        "targets/t.yaml:1:1: error[name-twice]",
        "targets/t.yml:1:1: error[name-twice]",
    ]


def test_a_file_name_never_leaves_its_folder(tmp_path: Path) -> None:
    """Slashes, dots and device names in a pattern or a name become a harmless name."""
    documents = 'documents: {resume: {filename: "../../{name}"}, cover-letter: {filename: con}}'
    root = put(
        tmp_path / "w", {**with_target(documents), **with_profile("name: Ada Example", 'name: "../../x/y"')}
    )

    ran = appkit(root, "build", "--all", "-f", "txt")

    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (root / "out/t").iterdir()) == ["con_.txt", "xy.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["w"]


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        (with_profile("email: ", "url: example.org\n  email: "), f"{P}:4:8 link-without-scheme", "'https://example.org'?"),
        (with_profile("email: ", "url: 'mailto:'\n  email: "), f"{P}:4:8 link-without-scheme", "write it whole"),
        (with_profile("position: Assistant", "url: example.org:80/x"), f"{P}:9:10 link-without-scheme", "'https://example.org:80/x'?"),
        (with_profile("Counted cells.", "'[Counted](example.org)'"), f"{P}:12:27 link-without-scheme", "has no scheme"),
        (with_profile("Counted cells.", "'Counted[](https://x.y)'"), f"{P}:12:27 link-without-words", "between the brackets"),
        (with_target("documents: {resume: {filename: '{name}.docx'}}"), f"{T}:5:32 filename-with-ending", "write '{name}'"),
        ({"targets/t.cover-leter.md": "# {{ basics.name }}\n"}, "targets/t.cover-leter.md:1:1 unused-letter", "did you mean 'cover-letter'?"),
        (with_target(RULE % "type: research"), f"{T}:5:9 rule-matched-nothing", 'rule "a" matches no item'),
        ({**with_profile("tags: [research]", "type: research"), **with_target(RULE % "type: reserch")}, f"{T}:5:33 unknown-type", "did you mean 'research'?"),
    ],
)  # fmt: skip
def test_what_is_told_and_does_not_stop_a_build(
    tmp_path: Path, files: dict[str, str], place: str, words: str
) -> None:
    root = put(tmp_path, files)

    ran = appkit(root, "build", "--all", "-f", "txt")

    assert ran.code == 0, ran.err
    assert f"{place}]".replace(" ", ": warning[", 1) in headlines(ran, "warning")
    assert words in ran.err


# -- templates -----------------------------------------------------------------------------------------------


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    """What the following tests break."""
    ran = appkit(put(tmp_path, {T: MINE, M: "# {{ basics.name }}\n"}), "build", "--all", "-f", "md")

    assert ran.code == 0, ran.err
    assert (tmp_path / "out/t/Example_Ada_CV.md").read_text() == "# Ada Example\n"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        # will not compile
        ("{{ basics.name }", "template-syntax", "unexpected '}'"),
        ("{% iff basics %}", "template-syntax", "did you mean 'if'?"),
        ("{{ basics.name | joinn }}", "template-syntax", "did you mean 'join'?"),
        ("{{ basics.name | upper }}", "template-syntax", "there are: default, first, join"),
        ("{% if basics is odd %}{% endif %}", "template-error", "there are: closed, defined"),
        # values that are not there
        ("{{ basic.name }}", "undefined-value", "did you mean 'basics'?"),
        ("{{ promt('a', 'b') }}", "undefined-value", "did you mean 'prompt'?"),
        ("{{ basics.nmae }}", "undefined-value", "did you mean 'name'?"),
        ("{{ basics.phone }}", "undefined-value", "test it with {% if %}"),
        ("{{ sections[99].title }}", "undefined-value", "a list has no '99'"),
        ("{{ label('presnt') }}", "template-error", "did you mean 'present'?"),
        ("{{ label(basics.name) }}", "template-error", "a word in quotes"),
        ("{{ prompt(basics.name, 'Why?') }}", "template-error", "a word in quotes"),
        ("{{ prompt('why', ' ') }}", "template-error", "asks nothing"),
        # what is no text
        ("{{ basics }}", "template-error", "print one of its fields"),
        ("{{ sections }}", "template-error", "loop over it"),
        ("{{ true }}", "template-error", "cannot be printed"),
        ("{{ {'a': 1} }}", "template-error", "cannot be printed"),
        ("{{ label }}", "template-error", "cannot be printed"),
        ("{{ self }}", "template-error", "cannot be printed"),
        ("{% for word in basics.name %}{{ word }}{% endfor %}", "template-error", "is not a list"),
        ("{{ basics.name | length }}", "template-error", "a text is not a list"),
        ("{% if basics.name == 'Ada' %}a{% endif %}", "template-error", "a text cannot be compared"),
        # ways out of the sandbox
        ("{{ ''.__class__ }}", "undefined-value", "a text has no '__class__'"),
        ("{{ basics.__init__ }}", "undefined-value", "has no '__init__'"),
        ("{{ self.__init__ }}", "undefined-value", "this template has no '__init__'"),
        ("{% for i in (1, 2) %}{{ loop._undefined }}{% endfor %}", "undefined-value", "a loop has no"),
        ("{{ range(9) }}", "undefined-value", "'range' is undefined"),
        ("{{ 'a' * 9 }}", "template-error", "join words with `~`"),
        ("{{ 9 ** 9 }}", "template-error", "is not for templates"),
        ("{{ '%s' % 9 }}", "template-error", "is not for templates"),
        ("{{ '\\ufdd00\\ufdd1' }}", "template-syntax", "U+FDD0 (a noncharacter) is not allowed"),
        ("{{ '\\x1b' }}", "template-syntax", "U+001B (a control character) is not allowed"),
        # files from elsewhere
        ("{% include '../x' %}", "unknown-template", "no template '../x'"),
        ("{% include '/etc/passwd' %}", "unknown-template", "no template '/etc/passwd'"),
        ("{% include 'profiles/ada.yaml' %}", "unknown-template", "there are: academic/cover-letter.md.j2"),
        ("{% import '../x' as x %}", "unknown-template", "no template '../x'"),
        ("{% extends 'academic/resme.md.j2' %}", "unknown-template", "did you mean 'academic/resume.md.j2'?"),
        # what no document can hold
        ("<b>x</b>", "not-in-a-document", "HTML"),
        ("<div>", "not-in-a-document", "HTML"),
        ("    x", "not-in-a-document", "an indented code block"),
        ("```\nx\n```", "not-in-a-document", "a fenced code block"),
        ("> x", "not-in-a-document", "a block quote"),
        ("| a | b |\n|---|---|\n| c | d |", "not-in-a-document", "a table"),
        ("***", "not-in-a-document", "a thematic break"),
        ("![x](https://example.org/x.png)", "not-in-a-document", "an image"),
        ("x\\\ny", "not-in-a-document", "a hard line break"),
        ("##", "empty-block", "a heading without words"),
        ("-", "empty-block", "a list item without words"),
        ("- # x", "heading-in-list", "a heading inside a list"),
        ("[x](javascript:y)", "unsafe-link", "'javascript:'"),
        ("[x](DATA:y)", "unsafe-link", "'data:'"),
        ("a&#12;b", "forbidden-character", "an entity such as"),
        ("a&#x202E;b", "forbidden-character", "changes the direction"),
        ("[x](https://a&#12;b)", "forbidden-character", "U+000C"),
        ("[x]{.contct}", "unknown-role", "contact"),
        ("x [y]{.contact} z", "misplaced-role", "must be a whole paragraph"),
        ("x [y]{.right} z", "right-not-last", "last thing"),
        ("x **[y]{.right}**", "right-not-last", "last thing"),
        ("[x](https://example.org){.right}", "misplaced-role", "put brackets around the link"),
        ("`x`{.right}", "misplaced-role", "put brackets around the code"),
        # no end
        ("{% include 'mine/resume.md.j2' %}", "template-error", "without end"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "template-error", "without end"),
        ("{% set x = 'xxxxxxxxxx' %}" + "{% set x = x ~ x %}" * 40, "template-error", "more than 20,000,000 characters"),
        ("{% set x = 'xxxxxxxxxx' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40, "template-error", "more than 20,000,000 characters"),
        ("{% set x = [1,2,3,4,5,6,7,8,9] %}" + "{% for i in x %}" * 9 + "{% endfor %}" * 9, "template-error", "more than half a million steps"),
    ],
)  # fmt: skip
def test_a_template_that_goes_wrong(tmp_path: Path, line: str, code: str, words: str) -> None:
    """Each is told at the line of the template that did it."""
    root = put(tmp_path, {T: MINE, M: f"# {{{{ basics.name }}}}\n\n{line}\n"})

    ran = refused(root, f"{M}:3:1 {code}")

    assert words in ran.err


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("# x\n\n- a\nb\n", f"{M}:4:1 lazy-line", "put a blank line before it"),
        ("# x\n\n- a\n b\n", f"{M}:4:1 lazy-line", "becomes part of the list item"),
        ("", f"{M}:1:1 empty-document", "writes nothing for 'resume' of target 't'"),
        ("{# to do #}\n", f"{M}:1:1 empty-document", "writes nothing"),
        ("{% extends 'mine/resume.md.j2' %}\n", f"{M}:1:1 template-error", "without end"),
        ("# x\n\n{% if basics %}\n", f"{M}:3:1 template-syntax", "needs to be closed is 'if'"),
        (
            "# x\n\n" + "{% for i in (1, 2, 3, 4, 5, 6, 7, 8, 9) %}" * 5 + "x" * 99 + "{% endfor %}" * 5,
            f"{M}:1:1 template-error",
            "more than 2,000,000 characters",
        ),
    ],
)
def test_a_template_that_goes_wrong_elsewhere(tmp_path: Path, text: str, place: str, words: str) -> None:
    ran = refused(put(tmp_path, {T: MINE, M: text}), place)

    assert words in ran.err


def test_a_template_link_that_leads_out(tmp_path: Path) -> None:
    """A file that lies outside the workspace is not read, even through a link in it."""
    (tmp_path / "secret").write_text("# SECRET\n")
    root = put(tmp_path / "w", {T: MINE, "templates/mine/style.yaml": "extends: base\n"})
    (root / M).symlink_to(tmp_path / "secret")

    ran = refused(root, f"{M}:1:1 outside-workspace")

    assert "SECRET" not in ran.err


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("Dear {{ target.organisation }}\n", "1:1 undefined-value", "did you mean 'organization'?"),
        ("Dear all\n\n<br>\n", "3:1 not-in-a-document", "HTML"),
        ("Dear all\n\n{{ prompt('why' }}\n", "3:1 template-syntax", "does not compile"),
        ("Dear all\n\n[x](file:///y)\n", "3:1 unsafe-link", "'file:'"),
        ("Dear all\n\n- a\nb\n", "4:1 lazy-line", "put a blank line before it"),
        ("Dear \x07all\n", "1:6 forbidden-character", "delete it after 'Dear' before 'all'"),
        ("", "1:1 empty-document", "writes nothing for 'cover-letter'"),
    ],
)
def test_a_letter_that_goes_wrong(tmp_path: Path, text: str, place: str, words: str) -> None:
    """A letter that someone has written is told by its own lines."""
    root = put(tmp_path, {"targets/t.cover-letter.md": text})

    ran = refused(root, f"targets/t.cover-letter.md:{place}")

    assert words.replace("'Dear'", "'Dear '") in ran.err


# -- JSON ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{"basics": {"name": "A",}}', "1:25 json-syntax", "a key in double quotes is missing"),
        ('{"basics": {"name": "A"} // x\n}', "1:26 json-syntax", "a ',' is missing"),
        ("{'basics': {}}", "1:2 json-syntax", "a key in double quotes"),
        ('{"basics": {"name": "A', "1:21 json-syntax", "no closing quote"),
        ('{"basics": {"name": "A\nB"}}', "1:23 json-syntax", "a line break or a tab"),
        ('{"basics": {"name": "C:\\Users"}}', "1:24 json-syntax", "backslash itself is written twice"),
        ('{"basics": {"name": NaN}}', "1:21 json-syntax", "a value is missing"),
        ('{"basics": {"name": "A"}} []', "1:27 json-syntax", "only white space"),
        ('{"basics": {"name": "A", "name": "B"}}', "1:26 duplicate-key", "1:13: first here"),
        ('{"basics": {"name": "A\\u0000"}}', "1:21 forbidden-character", "U+0000"),
        ('{"basics": {"name": "A\\ud83d"}}', "1:21 forbidden-character", "U+D83D"),
        ("[" * 100_000, "1:66 too-deep", "64 levels"),
        ("null", "1:1 empty-file", "no content"),
        ("[]", "1:1 wrong-type", "expected a mapping"),
        ("{}", "1:1 missing-key", "'basics'"),
        ('{"basics": []}', "1:12 wrong-type", "'basics': expected a mapping, found a list"),
        ('{"basics": {"name": "A"}, "work": {}}', "1:35 wrong-type", "write it as a list: [ … ]"),
        ('{"basics": {"name": "A", "location": "x"}}', "1:38 wrong-type", "expected a mapping, found text"),
        ('{"basics": {"name": "A"}, "work": [{"name": "B", "endDate": "Present"}]}', "1:61 bad-date", "leave endDate out"),
        ('{"basics": {"name": "A"}, "work": [{"name": "B", "highlights": [{"a": "b"}]}]}', "1:66 unknown-key", "write it as a text"),
        ('{"basics": {"name": "A", "url": "javascript:x"}}', "1:33 unsafe-link", "'javascript:'"),
    ],
)  # fmt: skip
def test_json_that_is_wrong(tmp_path: Path, text: str, place: str, words: str) -> None:
    root = put(tmp_path, {"profiles/x.json": text})
    (root / P).unlink()

    ran = refused(root, f"profiles/x.json:{place}")

    assert words in ran.err
