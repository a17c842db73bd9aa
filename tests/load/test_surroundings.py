"""What all targets share is told by one digest: it changes with everything that is read, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appkit.load import surroundings
from appkit.load.others import Read
from appkit.load.tree import Disk, Held, Memory
from appkit.model.others import Others
from workspaces import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = {
    "root/templates/mine/resume.md.j2": "# {{ basics.name }}\n",
    "root/templates/mine/style.yaml": "extends: academic\n",
    "root/templates/mine/notes.txt": "not read\n",
    "root/templates/mine/reference.docx": "a reference\n",
    "root/templates/labels.yaml": "en: {}\n",
    "root/targets/t.yaml": "extends: phd\n",
    "appkit/presets/phd.yaml": "documents: {}\n",
    "appkit/templates/base/parts.md.j2": "parts\n",
}


def looked_at(folder: Path) -> surroundings.Surroundings:
    return surroundings.surroundings(folder / "root", Disk(), Read(Others(()), {}))


def link_outside(folder: Path) -> None:
    file = folder / "root/templates/mine/resume.md.j2"
    file.rename(folder / "kept")
    file.symlink_to(folder / "kept")


def text(path: str, content: str = "other\n") -> Callable[[Path], object]:
    return lambda folder: write(folder, {path: content})


COUNTS: dict[str, Callable[[Path], object]] = {
    "a template": text("root/templates/mine/resume.md.j2"),
    "a style": text("root/templates/mine/style.yaml"),
    "a reference": text("root/templates/mine/reference.docx"),
    "what is meant as a reference": text("root/templates/mine/Reference.odt"),
    "a new template": text("root/templates/mine/letter.md.j2"),
    "a new folder": lambda folder: (folder / "root/templates/yours").mkdir(),
    "a file of all templates": text("root/templates/labels.yaml"),
    "another name of a folder": lambda folder: (folder / "root/templates/mine").rename(
        folder / "root/templates/yours"
    ),
    "another name of a file": lambda folder: (folder / "root/templates/mine/resume.md.j2").rename(
        folder / "root/templates/mine/letter.md.j2"
    ),
    "a link to the same bytes elsewhere": link_outside,
    "a built-in preset": text("appkit/presets/phd.yaml"),
    "a built-in template": text("appkit/templates/base/parts.md.j2"),
}
IS_NOTHING: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _folder: None,
    "a file that is not read": text("root/templates/mine/notes.txt"),
    "a hidden folder": text("root/templates/.mine/resume.md.j2"),
    "a folder that is not read": text("root/templates/_mine/resume.md.j2"),
    "a target": text("root/targets/t.yaml"),
}


@pytest.mark.parametrize("change", [*COUNTS, *IS_NOTHING])
def test_what_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    monkeypatch.setattr(surroundings, "BUILT_IN", tmp_path / "appkit")
    write(tmp_path, FILES)
    before = looked_at(tmp_path).digest

    (COUNTS | IS_NOTHING)[change](tmp_path)

    assert (looked_at(tmp_path).digest != before) is (change in COUNTS)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """Linux has such names; they are no reason to fail."""
    write(tmp_path, FILES)
    try:
        write(tmp_path, {"root/templates/mine/\udcff.md.j2": "x"})
    except (OSError, UnicodeEncodeError):
        pytest.skip("not on this file system")

    assert looked_at(tmp_path).digest


def test_letters_are_looked_for_under_every_name(tmp_path: Path) -> None:
    """``a.b.letter.md`` may be of target ``a`` or of target ``a.b``, in any case."""
    names = ("A.b.letter.md", "a.yaml", "a.b.yml", "c.md", "readme.txt")
    write(tmp_path, {f"root/targets/{name}": "x\n" for name in names})
    found = looked_at(tmp_path)

    assert found.letters("a") == found.letters("A") == ("A.b.letter.md", "a.b.yml")
    assert found.letters("a.b") == ("A.b.letter.md",)
    assert found.letters("c") == found.letters("b") == ()


def test_from_memory(tmp_path: Path) -> None:
    """The bytes of files that are held, none of what is not."""
    write(tmp_path, {"targets/t.yaml": "extends: phd\n"})
    names = ["t.yaml", "none.yaml"]
    disk = list(Disk().contents(tmp_path / "targets", names))
    held = Memory(tmp_path, {}, {"targets/t.yaml": Held(disk[0])})

    assert disk == [b"extends: phd\n", b""]
    assert list(held.contents(tmp_path / "targets", names)) == disk


def test_a_link_within_the_workspace(tmp_path: Path) -> None:
    """What it leads to is read, and counts."""
    write(tmp_path, FILES | {"root/shared/letter.md": "Dear all\n"})
    (tmp_path / "root/templates/mine/letter.md.j2").symlink_to(tmp_path / "root/shared/letter.md")
    before = looked_at(tmp_path).digest

    write(tmp_path, {"root/shared/letter.md": "Dear none\n"})

    assert looked_at(tmp_path).digest != before
