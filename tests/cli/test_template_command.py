"""``appkit template list | show | export``, and what a changed ``reference.docx`` does to a build."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Pt

import appkit as library
from references import change_file, changed, foreign, packed, templates_of
from workspaces import appkit, codes, workspace, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

BUILT_IN = ("academic", "base", "classic", "compact", "modern")
MINE = "documents: {resume: {template: mine, formats: [docx, md, txt, html]}}\n"


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def small(name: str, size: float) -> Callable[[Document], None]:
    """A change of one style's size."""

    def change(document: Document) -> None:
        document.styles[name].font.size = Pt(size)

    return change


def sizes(file: Path) -> dict[str, float | None]:
    """The size of every paragraph style of a document, in points."""
    styles = docx.Document(str(file)).styles
    return {
        str(style.name): style.font.size.pt if style.font.size else None
        for style in styles
        if style.type == 1
    }


# --- list and show -------------------------------------------------------------------------------------------


def test_list(tmp_path: Path) -> None:
    """Aligned columns: where a template comes from, what it builds on and makes."""
    mine = {"templates/mine/style.yaml": "extends: modern\npage: {size: Letter}\nfonts: {body: Georgia}\n"}
    root = workspace(tmp_path, **mine, **{"templates/modern/style.yaml": "extends: base\n"})

    ran = appkit(root, "template", "list")
    rows = {line.split()[0]: line for line in ran.out.splitlines()}

    assert (ran.code, ran.err) == (0, "")
    assert set(rows) == {"TEMPLATE", "mine", *BUILT_IN}
    assert rows["mine"].split() == [
        "mine",
        "templates/mine",
        "modern",
        "cover-letter,",
        "resume",
        "Letter",
        "Georgia",
    ]
    assert "templates/modern, overrides the built-in one  base" in rows["modern"]
    assert rows["base"].split()[:5] == ["base", "built", "in", "-", "-"]
    assert (
        len({line.index(word) for line, word in ((rows["TEMPLATE"], "EXTENDS"), (rows["mine"], "modern"))})
        == 1
    )


def test_list_as_data(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"templates/mine/style.yaml": "extends: modern\n"})

    data = json.loads(appkit(root, "template", "list", "--format", "json").out)

    assert [each["name"] for each in data] == sorted([*BUILT_IN, "mine"])
    (mine,) = (each for each in data if each["name"] == "mine")
    assert mine["documents"] == ["cover-letter", "resume"]
    assert (mine["standing"], mine["path"], mine["extends"]) == ("own", "templates/mine", "modern")


def test_list_tells_what_is_broken(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"templates/mine/style.yaml": "pgae: {}\n"})

    ran = appkit(root, "template", "list")

    assert ran.code == 1
    assert "templates/mine/style.yaml:1:1: error" in ran.err
    assert "mine" in ran.out


def test_show(tmp_path: Path) -> None:
    """Which files, through which folder; which words; which style."""
    root = workspace(
        tmp_path,
        **{
            "templates/mine/style.yaml": "extends: modern\n",
            "templates/mine/labels.yaml": "de: {present: heute}\n",
        },
    )

    ran = appkit(root, "template", "show", "mine")

    assert ran.code == 0
    assert ran.out.startswith("mine: templates/mine; extends modern\nmakes cover-letter, resume\n")
    assert "  labels.yaml         templates/mine/labels.yaml\n" in ran.out
    assert "modern/resume.md.j2 (built in)  (inherited from modern)" in ran.out
    assert "de 1, en " in ran.out
    assert "  extends: modern\n" in ran.out


def test_show_as_data(tmp_path: Path) -> None:
    data = json.loads(appkit(workspace(tmp_path), "template", "show", "academic", "--format", "json").out)

    assert data["files"][0] == {
        "name": "cover-letter.md.j2", "path": "academic/cover-letter.md.j2 (built in)", "folder": "academic",
    }  # fmt: skip
    assert data["labels"]["en"] > 50


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_style_that_is_shown_says_the_same(tmp_path: Path, name: str) -> None:
    """As a style.yaml it makes the same looks: of the main style and of every kind of document."""
    root = workspace(tmp_path)
    shown = library.show_template(root, name).style
    write(root, {"templates/same/style.yaml": shown})

    folders = templates_of(root).folders
    own, same = folders[name], folders["same"]

    assert replace(same.style, name=name) == own.style
    for kind in {*own.styles, *same.styles}:
        assert replace(same.styles.get(kind, same.style), name=name) == own.styles.get(kind, own.style)


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_template_that_is_not_there(tmp_path: Path, command: str) -> None:
    ran = appkit(workspace(tmp_path), "template", command, "acdemic")

    assert (ran.code, codes(ran)) == (1, ["unknown-template"])
    assert "did you mean 'academic'?" in ran.err


# --- export --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("original", ["academic", "modern", "inherits"])
def test_a_copy_builds_the_same_bytes(tmp_path: Path, original: str) -> None:
    """Under another name and under its own, its inherited files, words and style included."""
    template = "# {{ basics.name }}\n\n{{ label('present') }}\n"
    more = {
        "templates/inherits/labels.yaml": "en: {present: now}\n",
        "templates/inherits/resume.md.j2": template,
    }
    root = workspace(tmp_path, target=f"extends: phd\n{MINE.replace('mine', original)}", **more)
    assert appkit(root, "build", "--all").code == 0
    before = files_below(root / "out")

    ran = appkit(root, "template", "export", original, "--as", "mine")
    write(root, {"targets/t.yaml": f"extends: phd\n{MINE}"})

    assert (ran.code, ran.err) == (0, "")
    assert "made templates/mine/reference.docx\n" in ran.out
    assert appkit(root, "build", "--all", "--force").code == 0
    assert files_below(root / "out") == before
    if original != "inherits":
        write(root, {"targets/t.yaml": f"extends: phd\n{MINE.replace('mine', original)}"})
        assert appkit(root, "template", "export", original).code == 0
        assert appkit(root, "build", "--all", "--force").code == 0
        assert files_below(root / "out") == before


def test_export_never_overwrites(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"templates/academic/style.yaml": "extends: base\n"})
    before = files_below(root)

    ran = appkit(root, "template", "export", "academic")

    assert (ran.code, codes(ran)) == (1, ["file-exists"])
    assert "help: give the copy another name: --as NEW" in ran.err
    assert files_below(root) == before


NAMES = {
    "taken by a built-in one": ("modern", "file-exists"),
    "taken in other case": ("Modern", "file-exists"),
    "a path": ("../x", "bad-name"),
    "blank": (" ", "bad-name"),
    "hidden": (".x", "bad-name"),
    "not read": ("_x", "bad-name"),
    "reserved": ("con", "bad-name"),
}


@pytest.mark.parametrize(("name", "code"), NAMES.values(), ids=NAMES)
def test_names_a_copy_cannot_have(tmp_path: Path, name: str, code: str) -> None:
    root = workspace(tmp_path)
    before = files_below(root)

    ran = appkit(root, "template", "export", "academic", "--as", name)

    assert (ran.code, codes(ran)) == (1, [code])
    assert files_below(root) == before


def test_all_or_nothing(tmp_path: Path) -> None:
    """Where a file cannot be made, none is."""
    root = workspace(tmp_path, templates="not a folder")

    ran = appkit(root, "template", "export", "academic")

    assert (ran.code, codes(ran)) == (1, ["not-a-folder"])
    assert (root / "templates").read_text() == "not a folder"


def test_a_copy_stays_in_the_workspace(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    (tmp_path / "elsewhere").mkdir()
    (root / "templates").symlink_to(tmp_path / "elsewhere")

    ran = appkit(root, "template", "export", "academic")

    assert (ran.code, codes(ran)) == (1, ["outside-workspace"])
    assert not list((tmp_path / "elsewhere").iterdir())


# --- a changed reference -------------------------------------------------------------------------------------


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A workspace with a copy of the academic template that its target uses."""
    letter = "documents:\n  resume: {template: mine}\n  cover-letter: {template: mine}\n"
    root = workspace(tmp_path, target=f"extends: phd\n{letter}")
    assert appkit(root, "template", "export", "academic", "--as", "mine").code == 0
    return root


def test_an_untouched_reference_hides_nothing(exported: Path) -> None:
    """As long as nobody has changed it, style.yaml decides, and nothing is said of it."""
    style = exported / "templates/mine/style.yaml"
    style.write_text(style.read_text() + "\nlooks: {note: {size: 7.5}, section: {size: 17}}\n")

    ran = appkit(exported, "build", "--all")

    assert ran.code == 0
    assert "reference" not in ran.err
    assert sizes(exported / "out/t/Example_Ada_CV.docx")["Heading 1"] == 17


def test_a_changed_reference_wins(exported: Path) -> None:
    """What was changed in it wins over style.yaml, in every kind of document; the rest stays style.yaml's."""
    style = exported / "templates/mine/style.yaml"
    change_file(exported / "templates/mine/reference.docx", small("Heading 1", 19))
    style.write_text(style.read_text() + "\nlooks: {entry: {size: 13}, section: {size: 17}}\n")

    ran = appkit(exported, "build", "--all")
    cv, letter = (sizes(exported / f"out/t/Example_Ada_{name}.docx") for name in ("CV", "Cover_Letter"))

    assert ran.code == 0
    assert (cv["Heading 1"], letter["Heading 1"]) == (19, 19)
    assert cv["Heading 2"] == 13
    # The letter's own larger type is style.yaml's, and nobody has changed Body Text.
    assert (cv["Body Text"], letter["Body Text"]) == (10.5, 11)


def test_a_change_builds_again(exported: Path) -> None:
    """A reference is among what a document is made of."""
    assert appkit(exported, "build", "--all").code == 0
    assert "never built" not in appkit(exported, "list").out
    assert "stale" not in appkit(exported, "list").out

    change_file(exported / "templates/mine/reference.docx", small("Heading 1", 19))

    assert "stale" in appkit(exported, "list").out
    assert appkit(exported, "build", "--all").code == 0
    assert sizes(exported / "out/t/Example_Ada_CV.docx")["Heading 1"] == 19


def test_a_reference_is_inherited(exported: Path) -> None:
    """By a template that extends its folder, unless that has one of its own that someone has changed."""
    change_file(exported / "templates/mine/reference.docx", small("Heading 1", 19))
    write(exported, {"templates/child/style.yaml": "extends: mine\n"})
    child = templates_of(exported).folders["child"]

    assert child.style.look("section").size == 19
    assert child.reference == "templates/mine/reference.docx"
    assert child.styles["cover-letter"].look("section").size == 19

    assert appkit(exported, "template", "export", "child", "--as", "copy").code == 0
    assert templates_of(exported).folders["copy"].style.look("section").size == 19

    shutil.copy(exported / "templates/copy/reference.docx", exported / "templates/child/reference.docx")
    change_file(exported / "templates/child/reference.docx", small("Heading 1", 21))
    assert templates_of(exported).folders["child"].style.look("section").size == 21
    assert templates_of(exported).folders["mine"].style.look("section").size == 19


def test_show_tells_that_a_reference_decides(exported: Path) -> None:
    change_file(exported / "templates/mine/reference.docx", small("Heading 1", 19))

    ran = appkit(exported, "template", "show", "mine")

    assert "# templates/mine/reference.docx decides" in ran.out
    assert "{size: 19, bold: true" in ran.out


def test_a_page_budget_holds_with_it(exported: Path) -> None:
    """Larger type in the reference takes more room, in the measure too: what does not fit is dropped."""
    write(
        exported,
        {
            "targets/t.yaml": "extends: phd\ndocuments: {resume: {template: mine, pages: 1}, cover-letter: null}\n"
        },
    )
    before = library.build(exported).targets[0].documents[0].length
    change_file(exported / "templates/mine/reference.docx", small("List Bullet", 40))

    after = library.build(exported).targets[0].documents[0].length

    assert after is not None
    assert before is not None
    assert after.pages > before.pages + 0.1 or after.lines < before.lines


def test_a_reference_from_elsewhere(tmp_path: Path) -> None:
    """What it lacks is named in one warning, and taken from style.yaml."""
    root = workspace(tmp_path, target=MINE, **{"templates/mine/style.yaml": "extends: academic\n"})

    def change(document: Document) -> None:
        for name in ("Name", "Contact", "Prompt"):
            document.styles[name].delete()
        document.styles["Heading 1"].font.size = Pt(19)

    data = foreign(templates_of(root).folders["academic"].style)
    (root / "templates/mine/reference.docx").write_bytes(changed(data, change))

    ran = appkit(root, "build", "--all")

    assert ran.code == 0
    assert ran.err.count("missing-style") == 1
    assert (
        "templates/mine/reference.docx:1:1: warning[missing-style]: "
        "this document has no styles 'Name', 'Contact' and 'Prompt'\n"
    ) in ran.err
    assert "appkit template export" in ran.err
    assert sizes(root / "out/t/Example_Ada_CV.docx")["Name"] == 22


def large(file: Path) -> None:
    file.touch()
    os.truncate(file, 2**25)


BAD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "nothing in it": (lambda file: file.write_bytes(b""), "bad-reference", "this file is empty"),
    "a folder": (lambda file: file.mkdir(), "not-a-file", "this is a folder, not a file"),
    "a pipe": (os.mkfifo, "not-a-file", "this is a pipe or a device, not a file"),
    "a broken link": (lambda file: file.symlink_to("x"), "missing-file", "a link to a file that does not exist"),
    "a link to itself": (lambda file: file.symlink_to(file.name), "unreadable-file", "cannot be read"),
    "a link out of the workspace": (
        lambda file: file.symlink_to("/etc/hostname"),
        "outside-workspace",
        "this is a link to a file outside the workspace",
    ),
    "too large": (large, "too-large", "larger than 16 MiB"),
    "no document": (lambda file: file.write_bytes(packed({"a": b"b"})), "bad-reference", "without a document"),
    "encrypted": (
        lambda file: file.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1")), "bad-reference", "protected by a password"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "code", "words"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("command", [("build", "--all"), ("validate",), ("template", "list")])
def test_a_bad_reference(
    tmp_path: Path, command: tuple[str, ...], make: Callable[[Path], object], code: str, words: str
) -> None:
    """An error at the file, said by every command that reads templates."""
    root = workspace(tmp_path, target=MINE, **{"templates/mine/style.yaml": "extends: academic\n"})
    make(root / "templates/mine/reference.docx")

    ran = appkit(root, *command)

    assert (ran.code, codes(ran)) == (1, [code])
    line = next(line for line in ran.err.splitlines() if f"error[{code}]" in line)
    assert line.startswith(f"templates/mine/reference.docx:1:1: error[{code}]: ")
    assert words in line


def test_a_reference_under_another_name(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"templates/mine/Reference.dotx": "x"})

    ran = appkit(root, "validate")

    assert "templates/mine/Reference.dotx:1:1: warning[unused-reference]" in ran.err
