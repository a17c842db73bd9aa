"""Which folders of templates there are, what each extends, and what is told of those that cannot be used."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from appkit.diagnostics import Report
from appkit.load import open_workspace
from workspaces import write

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.model.template import Templates


def loaded(root: Path, files: dict[str, str]) -> tuple[Templates, Report]:
    report = Report()
    return open_workspace(write(root, files)).templates(report), report


def extending(names: dict[str, str]) -> dict[str, str]:
    """Template folders by what each extends."""
    return {f"templates/{name}/style.yaml": f"extends: {other}\n" for name, other in names.items()}


def chain(templates: Templates, name: str, most: int = 9) -> list[str]:
    """What is reached from a folder, as far as is asked for: a test of what has an end must have one."""
    return [each.name for each in islice(templates.chain(name), most)]


def told(report: Report) -> list[tuple[str, str, str | None]]:
    return [(f"{each.code} {each.location}", each.message, each.help) for each in report.diagnostics]


def test_a_folder_extends_base_unless_it_says_another(tmp_path: Path) -> None:
    """One that is hidden, or no folder, is none of them."""
    files = {
        "templates/a/labels.yaml": "en: {}\n",
        "templates/.b/style.yaml": "{}\n",
        "templates/_c/style.yaml": "{}\n",
        "templates/d_/style.yaml": "extends: a\n",
        "templates/e": "",
    }
    templates, report = loaded(tmp_path, files)

    assert report.diagnostics == []
    assert {name: templates.folders[name].extends for name in ("base", "a", "d_")} == {
        "base": None,
        "a": "base",
        "d_": "a",
    }
    assert not templates.folders.keys() & {".b", "_c", "e"}
    where = {name: str(templates.folders[name].location) for name in ("base", "a")}
    assert where == {"base": "base (built in):1:1", "a": "templates/a:1:1"}
    assert chain(templates, "d_") == ["d_", "a", "base"]


def test_a_circle_is_told_and_ends(tmp_path: Path) -> None:
    """For each that is in it, where the circle closes; what leads into it ends as well."""
    templates, report = loaded(tmp_path, extending({"a": "b", "b": "c", "c": "b"}))
    message = "templates extend each other in a circle: "

    assert told(report) == [
        ("circular-extends templates/c/style.yaml:1:10", f"{message}b → c → b", None),
        ("circular-extends templates/b/style.yaml:1:10", f"{message}c → b → c", None),
    ]
    assert [chain(templates, name) for name in "abc"] == [["a", "b"], ["b"], ["c"]]


@pytest.mark.parametrize("number", [2, 49, 50, 51, 52, 60, 200])
@pytest.mark.parametrize("is_circle", [True, False])
def test_whoever_follows_templates_comes_to_an_end(tmp_path: Path, number: int, is_circle: bool) -> None:
    names = {f"c{each}": f"c{each + 1}" for each in range(number)}
    names[f"c{number - 1}"] = "c0" if is_circle else "base"
    templates, report = loaded(tmp_path, extending(names))

    for name in names:
        found = chain(templates, name, number + 2)
        assert len(found) == len(set(found)) < number + 2
    codes = {each.code for each in report.diagnostics}
    # A folder and 49 that it extends, ``base`` among them.
    shallow = {"circular-extends"} if is_circle else set()
    assert codes == (shallow if number < 50 or (is_circle and number == 50) else {"too-deep"})


def test_a_chain_that_is_too_long_is_told_where_it_begins_to_be(tmp_path: Path) -> None:
    names = {f"c{each:02}": f"c{each + 1:02}" for each in range(50)}
    _, report = loaded(tmp_path, extending(names | {"c49": "base"}))

    assert told(report) == [
        ("too-deep templates/c49/style.yaml:1:10", "templates extend each other more than 50 deep", None)
    ]


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    """One that is called nearly so is named, else all are."""
    _, report = loaded(tmp_path, extending({"a": "academik", "b": "quite-another"}))

    (_, near, hint), (_, far, all_) = told(report)
    assert (near, hint) == ("no template 'academik'", "did you mean 'academic'?")
    assert far == "no template 'quite-another'"
    assert all_ is not None
    assert all_.startswith("there are: ")


def test_a_link_to_a_file_outside(tmp_path: Path) -> None:
    write(tmp_path, {"mine.md.j2": "# A\n", "w/templates/a/labels.yaml": "en: {}\n"})
    (tmp_path / "w/templates/a/resume.md.j2").symlink_to(tmp_path / "mine.md.j2")
    templates, report = loaded(tmp_path / "w", {})

    assert "a/resume.md.j2" not in templates.files
    assert told(report) == [
        (
            "outside-workspace templates/a/resume.md.j2:1:1",
            "this is a link to a file outside the workspace",
            "copy the file instead",
        )
    ]


@pytest.mark.parametrize("name", ["Reference.docx", "reference.dotx", "REFERENCE.odt"])
def test_a_file_that_is_meant_as_a_reference(tmp_path: Path, name: str) -> None:
    """Other files of other names are nobody's business."""
    _, report = loaded(
        tmp_path, {f"templates/a/{name}": "", "templates/a/notes.docx": "", "templates/a/reference.txt": ""}
    )

    assert told(report) == [
        (
            f"unused-reference templates/a/{name}:1:1",
            "this file is not read: only one called reference.docx is",
            "call it reference.docx",
        )
    ]
