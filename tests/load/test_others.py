"""Whose each name is that stands in another file, what it is of them, and where it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appkit.load.others import read_others
from appkit.load.tree import Disk

if TYPE_CHECKING:
    from pathlib import Path

# The text of targets/u.yaml, and each name of it: what it is, and line:column+width.
TARGETS: dict[str, tuple[str, dict[str, str]]] = {
    "plain": (
        "extends: phd\n\norganization: Example University # so called\nposition:   PhD programme\n",
        {"Example University": "organization 3:15+18", "PhD programme": "position 4:13+13"},
    ),
    "in quotes": (
        "extends: phd\norganization: 'Example University'\nposition: \"PhD programme\"\n",
        {"Example University": "organization 2:15+20", "PhD programme": "position 3:11+15"},
    ),
    "all that it may say": (
        "organization:\n  name: Example University\n  aliases: [EU One, EU Two]\nrecipient:\n\n  name: Some Body\n",
        {
            "Example University": "organization 2:9+18",
            "EU One": "organization 3:13+6",
            "EU Two": "organization 3:21+6",
            "Some Body": "recipient 6:9+9",
        },
    ),
    "in flow style": (
        "# so that\n{extends: phd,\n organization: EU One, position: PhD programme, recipient: {name: Some Body}}\n",
        {
            "EU One": "organization 3:16+6",
            "PhD programme": "position 3:34+13",
            "Some Body": "recipient 3:67+9",
        },
    ),
}


def names(root: Path, folder: str, files: dict[str, str]) -> dict[str, str]:
    """What is read of files in a folder, but for those of ``t``: what, whose, and where."""
    (root / folder).mkdir()
    paths = {name.partition(".")[0]: root / folder / name for name in files}
    for path in paths.values():
        path.write_text(files[path.name], encoding="utf-8")
    given = (paths, {}) if folder == "targets" else ({}, paths)
    found = read_others(*given, Disk()).others.names
    return {
        each.text: f"{each.what} {each.location.line}:{each.location.column}+{each.location.width}"
        for each in found
        if (each.owner, each.location.path) == ("u", f"{folder}/{paths['u'].name}")
    }


@pytest.mark.parametrize("how", TARGETS)
def test_of_a_target(tmp_path: Path, how: str) -> None:
    text, expected = TARGETS[how]

    assert names(tmp_path, "targets", {"t.yaml": "extends: phd\n", "u.yaml": text}) == expected


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "u.yaml",
            "# mine\nbasics:\n  name: {en: Some Body, zh: 某人}\n  phone: '+49 30 1234567'\nwork: []\n",
            {"Some Body": "name 3:14+9", "某人": "name 3:29+2", "+49 30 1234567": "phone 4:10+16"},
        ),
        (
            "u.json",
            '{"basics":\n {"name": "Some Body",\n  "email": "some@example.org"}}\n',
            {"Some Body": "name 2:11+11", "some@example.org": "e-mail 3:12+18"},
        ),
    ],
)
def test_of_a_profile(tmp_path: Path, file: str, text: str, expected: dict[str, str]) -> None:
    assert names(tmp_path, "profiles", {"t.yaml": "basics: {name: Me Myself}\n", file: text}) == expected


def test_what_counts_as_a_name(tmp_path: Path) -> None:
    """A position of one word is nobody's; a single letter is no name, nor a short number; a word of two is."""
    texts = {
        "t.yaml": "extends: phd\n",
        "u.yaml": "organization: {name: EU, aliases: [E, 北大, 北]}\nposition: Postdoc\n",
    }

    assert set(names(tmp_path, "targets", texts)) == {"EU", "北大"}
