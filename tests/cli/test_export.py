"""``appkit export``: where it writes, what a target makes of it, and what stays at home."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

import appkit as library
from appkit.exporters import FORMATS
from workspaces import PROFILE, appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = """
  - id: secretplace
    name: Secretlab
    private: true
    privateNote: Secretnote
    startDate: 2021-01
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def resume(text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(text))


def test_it_prints_the_file_and_nothing_else(root: Path) -> None:
    ran = appkit(root, "export")

    assert ran.code == 0, ran.err
    assert resume(ran.out)["work"][0]["highlights"] == ["Counted cells.", "Built chips."]
    assert ran.out == appkit(root, "export", "ada", "--to", "jsonresume", "-o", "-").out
    assert ran.out.endswith("}\n")


def test_a_file_is_written_once_and_replaced_only_by_force(root: Path) -> None:
    assert "wrote" in appkit(root, "export", "-o", "r.json").out
    first = (root / "r.json").read_text(encoding="utf-8")
    again = appkit(root, "export", "-o", "r.json")
    assert (again.code, "says this already" in again.out) == (0, True)

    (root / "r.json").write_text("mine", encoding="utf-8")
    ran = appkit(root, "export", "-o", "r.json")
    assert (ran.code, codes(ran)) == (1, ["file-exists"])
    assert (root / "r.json").read_text(encoding="utf-8") == "mine"
    assert appkit(root, "export", "-o", "r.json", "--force").code == 0
    assert (root / "r.json").read_text(encoding="utf-8") == first
    assert sorted(path.name for path in root.iterdir()) == ["profiles", "r.json", "targets"]


def test_a_folder_is_no_file(root: Path) -> None:
    assert codes(appkit(root, "export", "-o", "profiles")) == ["file-exists"]
    assert codes(appkit(root, "export", "-o", "profiles", "--force")) == ["file-exists"]


def test_a_target_selects_orders_and_words(root: Path) -> None:
    target = """\
        extends: phd
        emphasize: [biology]
        sections: {work: {sort: profile}, publications: {sort: score}}
        rules:
          - {name: no shop, match: {id: work/shop}, exclude: true}
          - {name: one bullet, match: {section: work}, max-highlights: 1}
        patch: {work/lab/cells: {text: Counted many cells.}}
    """
    workspace(root, target=target)

    said = resume(appkit(root, "export", "--target", "t").out)

    assert [each["name"] for each in said["work"]] == ["A Lab"]
    assert said["work"][0]["highlights"] == ["Counted many cells."]
    assert said["basics"]["summary"] == "I study living things."
    assert [each["name"] for each in said["publications"]] == ["A First Paper", "A Second Paper"]
    # The preset hides where a paper is under review, and what is for choosing has done its work.
    assert "Conference on Examples" not in json.dumps(said)
    assert "Journal of Examples" in json.dumps(said)
    assert "hardware" not in json.dumps(said)
    assert "At A Lab I count cells." not in json.dumps(said)


def test_a_tailored_export_is_a_profile(root: Path, tmp_path: Path) -> None:
    exported = appkit(root, "export", "-t", "t").out
    there = workspace(tmp_path / "there")
    (there / "profiles/ada.yaml").unlink()
    (there / "profiles/ada.json").write_text(exported, encoding="utf-8")

    assert appkit(there, "validate", "profiles/ada.json").code == 0


def test_what_is_private_stays_at_home(root: Path) -> None:
    profile = PROFILE.replace("publications:", f"{SECRETS.lstrip(chr(10))}publications:", 1)
    pinned = "extends: phd\nrules: [{name: show it, match: {id: work/secretplace}, pin: true}]\n"
    workspace(root, profile=profile, target=pinned)

    for arguments in ((), ("--target", "t")):
        assert "ecret" not in appkit(root, "export", *arguments).out
        shown = appkit(root, "export", "--with-private", *arguments).out
        assert "Secretlab" in shown
        assert "Secretnote" in shown


def test_a_json_profile_comes_back_as_it_was(root: Path) -> None:
    (root / "profiles/ada.yaml").unlink()
    own = {
        "basics": {"name": "Your Name", "image": ""},
        "work": [{"name": "A", "rating": 4.5, "endDate": None}],
    }
    (root / "profiles/you.json").write_text(json.dumps(own), encoding="utf-8")

    said = resume(appkit(root, "export").out)

    assert {key: value for key, value in said.items() if key != "$schema"} == own


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("nobody",), 1, ["unknown-profile"]),
        (("--target", "nothing"), 1, ["unknown-target"]),
        (("--to", "odt"), 2, []),
        (("--force",), 2, []),
        (("a*",), 1, ["which-profile"]),
        ((), 1, ["which-profile"]),
    ],
)
def test_what_cannot_be_exported_is_told(
    root: Path, arguments: tuple[str, ...], code: int, told: list[str]
) -> None:
    (root / "profiles/ann.yaml").write_text("basics: {name: Ann Example}\n", encoding="utf-8")

    ran = appkit(root, "export", *arguments)

    assert (ran.code, codes(ran), ran.out) == (code, told, "")


def test_a_broken_profile_is_told_with_its_place_and_writes_nothing(root: Path) -> None:
    (root / "profiles/ada.yaml").write_text("basics: {name: Ada, nmae: x}\n", encoding="utf-8")

    ran = appkit(root, "export", "-o", "r.json")

    assert (ran.code, codes(ran)) == (1, ["unknown-key"])
    assert "profiles/ada.yaml:1:21" in ran.err
    assert not (root / "r.json").exists()


def test_the_library_gives_bytes_and_says_what_they_are_of(root: Path) -> None:
    result = library.export(root, target="t")

    assert (result.profile, result.target, result.format, result.path) == ("ada", "t", "jsonresume", None)
    assert result.content.decode() == appkit(root, "export", "--target", "t").out
    with pytest.raises(library.AppkitError, match="no export to 'odt'"):
        library.export(root, to="odt")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_something_that_ends_in_a_line_break(root: Path, name: str) -> None:
    pytest.importorskip(f"appkit.exporters.{FORMATS[name].module}")
    ran = appkit(root, "export", "--to", name)

    assert ran.code == 0, ran.err
    assert ran.out.endswith("\n")
    assert "A First Paper" in ran.out
