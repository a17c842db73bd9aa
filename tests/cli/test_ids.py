"""``appkit ids`` at the command line."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from appkit.operations import ids as operation
from appkit.operations.ids import ids
from appkit.output import _disk
from workspaces import PROFILE, appkit, codes, workspace, write

if TYPE_CHECKING:
    from pathlib import Path

DERIVED = """\
# all of it
basics: {name: Ada}
work:
  - name: A Lab # where
    highlights:
      - Counted cells.
      - {text: Built chips.}
  - id: own
    name: Other
"""

PINNED = """\
# all of it
basics: {name: Ada}
work:
  - id: a-lab
    name: A Lab # where
    highlights:
      - id: h-07ca1fbe
        text: Counted cells.
      - {id: h-146adcfc, text: Built chips.}
  - id: own
    name: Other
"""


def text(root: Path, name: str = "ada.yaml") -> str:
    return (root / "profiles" / name).read_bytes().decode()


def test_lists_items_without_ids(tmp_path: Path) -> None:
    """Each with its place and the address it is given; nothing is written, and that is no failure."""
    root = workspace(tmp_path, DERIVED)

    ran = appkit(root, "ids")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "profiles/ada.yaml:4:5  work/a-lab\n"
        "profiles/ada.yaml:6:9  work/a-lab/h-07ca1fbe\n"
        "profiles/ada.yaml:7:9  work/a-lab/h-146adcfc\n"
        "3 items without an id of their own\n"
        "  pin them   appkit ids --write\n"
    )
    assert text(root) == DERIVED


def test_pins_them(tmp_path: Path) -> None:
    """The ids they had become their own; nothing else in the file changes."""
    root = workspace(tmp_path, DERIVED)

    ran = appkit(root, "ids", "--write")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("3 ids written into profiles/ada.yaml\n")
    assert text(root) == PINNED
    assert appkit(root, "ids").out == "every item has an id of its own\n"
    assert [path.name for path in (root / "profiles").iterdir()] == ["ada.yaml"]


def test_pinning_twice_changes_nothing(tmp_path: Path) -> None:
    """Where every item has an id the file is not even touched."""
    root = workspace(tmp_path, PINNED)
    before = (root / "profiles" / "ada.yaml").stat()

    ran = appkit(root, "ids", "--write")

    assert (ran.code, ran.out) == (0, "0 ids written\n")
    assert (root / "profiles" / "ada.yaml").stat() == before


def test_check_is_for_ci(tmp_path: Path) -> None:
    """--check fails while an id is derived, and only looks."""
    root = workspace(tmp_path, DERIVED)

    assert appkit(root, "ids", "--check").code == 1
    assert text(root) == DERIVED
    assert appkit(root, "ids", "--check", "--write").code == 2
    appkit(root, "ids", "--write")
    assert appkit(root, "ids", "--check").code == 0


def test_check_in_a_real_process(tmp_path: Path) -> None:
    """The exit code is the process's."""
    root = workspace(tmp_path, DERIVED)
    command = [sys.executable, "-m", "appkit", "-C", str(root), "ids", "--check"]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


EACH = {
    "comment": ("- one # c\n", "- id: {0}\n  text: one # c\n"),
    "plain": ("- one\n  two\n\n  three\n", "- id: {0}\n  text: one\n    two\n\n    three\n"),
    "short indent": ("- one\n two\n", "- id: {0}\n  text: one\n   two\n"),
    "single": ("- 'it''s\n  two'\n", "- id: {0}\n  text: 'it''s\n    two'\n"),
    "double": ('- "one \\\n  two"\n', '- id: {0}\n  text: "one \\\n    two"\n'),
    "folded": ("- >-\n  one\n  two\n\n  three\n", "- id: {0}\n  text: >-\n    one\n    two\n\n    three\n"),
    "literal": ("- |+ # c\n  one\n    two\n\n", "- id: {0}\n  text: |+ # c\n    one\n      two\n\n"),
    "indicator": ("- |1\n   one\n  two\n", "- id: {0}\n  text: |1\n     one\n    two\n"),
    "next line": ("-\n  one\n", "-\n  id: {0}\n  text: one\n"),
    "wide": ("-    one\n     two\n", "-    id: {0}\n     text: one\n          two\n"),
    "flow": ("- {text: one}\n", "- {{id: {0}, text: one}}\n"),
    "roomy flow": ("- { text: one }\n", "- {{ id: {0}, text: one }}\n"),
    "open flow": ("- {  # c\n   text: one}\n", "- {{id: {0},  # c\n   text: one}}\n"),
    "quoted key": ("- {'text': one}\n", "- {{id: {0}, 'text': one}}\n"),
    "explicit key": ("- ? text\n  : one\n", "- id: {0}\n  ? text\n  : one\n"),
    "block": ("- tags: []\n  text: one\n", "- id: {0}\n  tags: []\n  text: one\n"),
    "language flow": ("- {en: one, zh: 一}\n", "- id: {0}\n  text: {{en: one, zh: 一}}\n"),
    "language": (
        "- en: one\n  # c\n  zh: |\n    一\n\n# d\n",
        "- id: {0}\n  text:\n    en: one\n    # c\n    zh: |\n      一\n\n# d\n",
    ),
    "comment after": ("- one\n# c\n  # d\n", "- id: {0}\n  text: one\n# c\n  # d\n"),
}


@pytest.mark.parametrize(("indent", "line_break"), [(0, "\n"), (2, "\r\n"), (5, "\n")])
@pytest.mark.parametrize("case", EACH)
def test_every_way_to_write_a_highlight(tmp_path: Path, case: str, indent: int, line_break: str) -> None:
    """Whatever style a text has, it keeps, at whatever depth and with whatever line ends."""
    before, after = EACH[case]
    head = "basics: {name: Ada}\nwork:\n- id: lab\n  name: Lab\n  highlights:\n"
    tail = "- id: last\n  name: Last # no line end"

    def whole(highlights: str) -> str:
        pad = " " * (2 + indent)
        lines = [pad + line if line.strip() else line for line in highlights.splitlines(keepends=True)]
        return (head + "".join(lines) + tail).replace("\n", line_break)

    root = write(tmp_path, {"profiles/ada.yaml": ""})
    (root / "profiles" / "ada.yaml").write_bytes(whole(before).encode())
    (item,) = ids(root).items

    ran = appkit(root, "ids", "--write")

    assert (ran.code, ran.err) == (0, "")
    assert text(root) == whole(after.format(item.address.rsplit("/", maxsplit=1)[1]))
    assert ids(root).items == ()


def test_items_of_lists_in_brackets(tmp_path: Path) -> None:
    """In [] every item is put in braces, over lines as well."""
    profile = "basics: {name: A}\nwork: [{name: L, highlights: [\tone, 'b, c', {en: x},\n  tw\n  o]}, {  name: M}]\n"
    root = workspace(tmp_path, profile)

    appkit(root, "ids", "--write")

    assert text(root) == (
        "basics: {name: A}\nwork: [{id: l, name: L, highlights: [\t{id: h-7692c3ad, text: one},"
        " {id: h-3ca6f792, text: 'b, c'}, {id: h-2d711642, text: {en: x}},\n"
        "  {id: h-15d34f86, text: tw\n  o}]}, {  id: m, name: M}]\n"
    )


def test_ids_that_yaml_would_read_as_something_else(tmp_path: Path) -> None:
    """They are quoted."""
    root = workspace(
        tmp_path, "basics: {name: A}\nskills:\n- name: 2019\n- name: 'Null'\n- name: 'Off'\n- name: 1e5\n"
    )

    assert appkit(root, "ids", "--write").code == 0
    assert [line for line in text(root).splitlines() if "id:" in line] == [
        "- id: '2019'", "- id: 'null'", "- id: 'off'", "- id: '1e5'",
    ]  # fmt: skip


def test_items_that_say_the_same(tmp_path: Path) -> None:
    """Each keeps the id it had, though with its own it would be derived differently for the others."""
    profile = (
        "basics: {name: A}\nskills:\n- name: X\n- name: X\n- name: X\n  level: high\n- id: x\n  name: Y\n"
    )
    root = workspace(tmp_path, profile)
    before = [item.address for item in ids(root).items]

    appkit(root, "ids", "--write")

    assert len(set(before)) == 3
    assert [f"skills/{line[6:]}" for line in text(root).splitlines() if "- id:" in line] == [
        *before,
        "skills/x",
    ]


def test_custom_sections(tmp_path: Path) -> None:
    """Their items are items like others, in both forms of such a section."""
    profile = (
        "basics: {name: A}\ncustom:\n  clubs:\n    - name: B\n  more: {title: M, entries: [{name: C}]}\n"
    )
    root = workspace(tmp_path, profile)

    appkit(root, "ids", "--write")

    assert "- id: b\n      name: B" in text(root)
    assert "[{id: c, name: C}]" in text(root)


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    """An editor that wrote one wants to find it again."""
    root = workspace(tmp_path)
    file = root / "profiles" / "ada.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + DERIVED.encode())

    assert appkit(root, "ids", "--write").code == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + PINNED.encode()


def test_links_and_permissions_stay(tmp_path: Path) -> None:
    """A profile that is a link to a file elsewhere is still one, and that file may be read by as few."""
    root = workspace(tmp_path / "ws", **{"../real/me.yaml": DERIVED})
    real = tmp_path / "real" / "me.yaml"
    real.chmod(0o600)
    (root / "profiles" / "ada.yaml").unlink()
    (root / "profiles" / "ada.yaml").symlink_to(real)

    assert appkit(root, "ids", "--write").code == 0
    assert (root / "profiles" / "ada.yaml").is_symlink()
    assert real.read_text() == PINNED
    assert real.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in real.parent.iterdir()] == ["me.yaml"]


@pytest.mark.parametrize(
    ("profile", "place"),
    [
        ("basics: {name: A}\nwork: [name: B]\n", "2:8"),
        ("basics: {name: A}\nwork:\n- name: B\n  highlights: [one, text: two, three]\n", "4:21"),
        ("basics: {name: A}\nwork:\n- name: B\n  highlights: [one, en: two, three]\n", "4:21"),
    ],
)
def test_forms_that_cannot_be_pinned(tmp_path: Path, profile: str, place: str) -> None:
    """What has no place for an id is told with its own place, and the file stays as it is."""
    root = workspace(tmp_path, profile)

    ran = appkit(root, "ids", "--write")

    assert (ran.code, codes(ran)) == (1, ["cannot-pin"])
    assert f"profiles/ada.yaml:{place}: error" in ran.err
    assert "help: " in ran.err
    assert text(root) == profile


@pytest.mark.parametrize(
    "wrong",
    [
        "basics: {name: [",
        "basics: {name: Ada, nme: x}\n",
        DERIVED,
        PINNED.replace("id: a-lab", "id: lab"),
        PINNED.replace("Other", "Others"),
        PINNED.replace("Other", "Other\nx-more: 1"),
    ],
)
def test_what_would_say_something_else_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    """The new text is read and compared before it is written: a mistake of ours cannot change a profile."""
    root = workspace(tmp_path, DERIVED)
    monkeypatch.setattr(operation, "with_ids", lambda *_: wrong)

    ran = appkit(root, "ids", "--write")

    assert (ran.code, codes(ran)) == (1, ["cannot-pin"])
    assert text(root) == DERIVED


def test_a_file_that_changes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an editor saves while ids are worked out is not lost."""
    root = workspace(tmp_path, DERIVED)
    fill = _disk.fill

    def saved_meanwhile(path: Path, descriptor: int, data: bytes) -> None:
        fill(path, descriptor, data)
        (root / "profiles" / "ada.yaml").write_text("basics: {name: New}\n")

    monkeypatch.setattr(_disk, "fill", saved_meanwhile)
    ran = appkit(root, "ids", "--write")

    assert (ran.code, codes(ran)) == (1, ["changed-meanwhile"])
    assert text(root) == "basics: {name: New}\n"
    assert [path.name for path in (root / "profiles").iterdir()] == ["ada.yaml"]


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """The profile stays whole and alone."""
    root = workspace(tmp_path, DERIVED)

    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_disk, call, failing)
    ran = appkit(root, "ids", "--write")

    assert (ran.code, codes(ran)) == (1, ["cannot-write"])
    assert "No space left" in ran.err
    assert text(root) == DERIVED
    assert [path.name for path in (root / "profiles").iterdir()] == ["ada.yaml"]


def test_a_read_only_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that its owner has locked is not replaced, though the folder would allow it."""
    root = workspace(tmp_path, DERIVED)
    (root / "profiles" / "ada.yaml").chmod(0o444)
    # For root every file is writable.
    monkeypatch.setattr(os, "access", lambda *_: False)

    ran = appkit(root, "ids", "--write")

    assert (ran.code, codes(ran)) == (1, ["cannot-write"])
    assert "read-only" in ran.err
    assert text(root) == DERIVED


def test_json_is_left_alone(tmp_path: Path) -> None:
    """Other tools read a JSON Resume file; it is listed, and pinning it is refused if it was asked for."""
    resume = '{"basics": {"name": "A"}, "work": [{"name": "L", "highlights": ["x"]}]}'
    root = write(tmp_path, {"profiles/r.json": resume, "profiles/ada.yaml": DERIVED})

    assert "profiles/r.json:1:36   work/l\n" in appkit(root, "ids").out
    ran = appkit(root, "ids", "--write")
    named = appkit(root, "ids", "--write", "r")

    assert ran.code == 0
    assert "profiles/r.json:1:1: warning[json-left-alone]" in ran.err
    assert text(root) == PINNED
    assert (named.code, codes(named)) == (1, ["json-left-alone"])
    assert text(root, "r.json") == resume


def test_only_the_profiles_named(tmp_path: Path) -> None:
    """Others stay as they are; a name that is none is told."""
    root = workspace(tmp_path, DERIVED, **{"profiles/bob.yaml": DERIVED})

    ran = appkit(root, "ids", "--write", "bob", "adda")

    assert (ran.code, codes(ran)) == (1, ["unknown-profile"])
    assert "did you mean 'ada'?" in ran.err
    assert (text(root), text(root, "bob.yaml")) == (DERIVED, PINNED)


def test_a_broken_profile_does_not_stop_the_others(tmp_path: Path) -> None:
    """Its problems are told at their places, and it stays as it is."""
    root = workspace(tmp_path, DERIVED, **{"profiles/bob.yaml": "basics: {nme: B}\n"})

    ran = appkit(root, "ids", "--write")

    assert ran.code == 1
    assert "profiles/bob.yaml:1:10: error[unknown-key]" in ran.err
    assert text(root) == PINNED


NOTED = DERIVED.replace("{name: Ada}", "{name: Ada, profiles: [{network: X}]}")


def test_notes_are_for_validate(tmp_path: Path) -> None:
    """What else could be better in a profile does not drown what was asked for."""
    root = workspace(tmp_path, NOTED)

    assert "note[" in appkit(root, "validate").err
    assert appkit(root, "ids").err == ""
    assert appkit(root, "ids", "--write").err == ""
    assert appkit(root, "new", "target", "x", "--extends", "phd").err == ""


def test_nothing_to_look_at(tmp_path: Path) -> None:
    """A command that has looked at nothing fails."""
    (tmp_path / "profiles").mkdir()

    assert codes(appkit(tmp_path, "ids")) == ["no-profiles"]
    assert appkit(tmp_path, "ids", "--check").code == 1
    assert appkit(tmp_path / "profiles", "ids", "x").code == 1


def test_the_documents_stay_the_same(tmp_path: Path) -> None:
    """Pinned ids change no output: they are what the items were called before."""
    profile = PROFILE.replace("  - id: lab\n    name", "  - name").replace(
        "{id: cells, text: Counted cells.,", "{text: Counted cells.,"
    )
    root = workspace(tmp_path, profile)
    appkit(root, "build", "--all")
    before = {path: path.read_bytes() for path in (root / "out").rglob("*.*")}

    assert appkit(root, "ids", "--write").out.endswith("2 ids written into profiles/ada.yaml\n")
    appkit(root, "build", "--all")

    assert {path: path.read_bytes() for path in (root / "out").rglob("*.*")} == before


def test_library(tmp_path: Path) -> None:
    """The same as a function: items, what was pinned, and the files, as frozen values."""
    root = workspace(tmp_path, DERIVED)

    result = ids(root, write=True)

    assert (result.ok, result.profiles, result.written) == (True, ("ada",), ("profiles/ada.yaml",))
    assert result.pinned == result.items
    assert next(item.address for item in result.items) == "work/a-lab"
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.written = ()  # type: ignore[misc]
