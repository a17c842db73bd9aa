"""What is fresh is skipped, is told as truthfully as when it was built, and needs none of what building needs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import appkit as library
from appkit.operations.fresh import judging
from workspaces import PROFILE, TARGET, appkit, codes, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANIFEST = ".appkit/t.json"


def built(root: Path, **how: object) -> Path:
    """The workspace, built."""
    assert library.build(root, **how).ok  # type: ignore[arg-type]
    return root


def is_fresh(root: Path, **how: object) -> bool:
    """Whether the target ``t`` is skipped."""
    (target,) = (each for each in library.build(root, **how).targets if each.name == "t")  # type: ignore[arg-type]
    return target.fresh


def test_the_second_build_is_told_as_the_first(tmp_path: Path) -> None:
    """Line for line, but for what was written: prompts, pages, what was left out, warnings with their lines."""
    rules = "rules: [{name: none, match: {id: work/shop}, exclude: true}]\n"
    root = workspace(tmp_path, PROFILE, f"{TARGET}{rules}deadline: 2027-01-01\n")
    first, second = (appkit(root, "build", "--all") for _ in range(2))

    def without(text: str, *words: str) -> list[str]:
        return [line for line in text.splitlines() if not any(word in line for word in words)]

    assert is_fresh(root)
    assert second.err == first.err
    assert "  | " in second.err, "a warning is shown with its line"
    assert without(second.out, "unchanged") == without(first.out, "wrote", "written")
    assert "3 prompts open" in second.out


def test_final_still_refuses_and_still_builds(tmp_path: Path) -> None:
    """With a prompt open nothing is skipped that must not be sent."""
    root = built(workspace(tmp_path))

    ran = appkit(root, "build", "--all", "--final")

    assert (ran.code, codes(ran)) == (1, ["open-prompt"] * 3)
    answers = "documents: {cover-letter: {answers: {why-group: A., why-now: B., first-paper: C.}}}\n"
    (root / "targets/t.yaml").write_text(TARGET + answers)
    built(root)
    assert is_fresh(root, final=True)


@pytest.mark.parametrize(
    "how", [{"formats": ["md"]}, {"documents": ["resume"]}, {"out": "elsewhere"}, {"force": True}], ids=str
)
def test_another_wish_is_another_build(tmp_path: Path, how: dict[str, object]) -> None:
    """And the same wish again is skipped, except where every file is to be looked at."""
    root = built(workspace(tmp_path))
    if "out" in how:
        how = {"out": root / "elsewhere"}

    assert not is_fresh(root, **how)
    assert is_fresh(root, **how) is ("force" not in how)


def test_time_does_not_count(tmp_path: Path) -> None:
    """Neither an older nor a newer file is another one; nor is one the same for being as old."""
    root = built(workspace(tmp_path))
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    assert is_fresh(root)

    target = root / "targets/t.yaml"
    target.write_text(TARGET.replace("PhD programme", "PhD programma"))
    os.utime(target, (1, 1))
    assert not is_fresh(root)


def _linked(file: Path, kept: Path) -> None:
    file.rename(kept)
    file.symlink_to(kept)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a second profile": lambda root: (root / "profiles/bob.yaml").write_text("basics: {name: Bob}\n"),
    "a letter": lambda root: (root / "targets/t.cover-letter.md").write_text("# A\n\nDear all\n"),
    "a letter of no document": lambda root: (root / "targets/t.covr-letter.md").write_text("Dear all\n"),
    "tags": lambda root: (root / "tags.yaml").write_text("x: {}\n"),
    "the same target in another file": lambda root: (root / "targets/t.yml").write_text(TARGET),
    "an interrupted run": lambda root: (root / ".appkit/t.json.next").write_text("{}"),
    "what a killed run has left": lambda root: (root / "out/t/.x.appkit-new").write_text("half"),
    "a link to the same bytes": lambda root: _linked(root / "out/t/Example_Ada_CV.md", root / "kept"),
    "a manifest that someone has edited": lambda root: (root / MANIFEST).write_text(
        (root / MANIFEST).read_text().replace('"sendable": false', '"sendable": true')
    ),
    "a manifest of an earlier edition": lambda root: (root / MANIFEST).write_text(
        json.dumps({k: v for k, v in json.loads((root / MANIFEST).read_text()).items() if k != "unchanged"})
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_appears_is_noticed(tmp_path: Path, change: Callable[[Path], object]) -> None:
    root = built(workspace(tmp_path), formats=["md"])

    change(root)

    assert not is_fresh(root, formats=["md"])


def test_what_overrides_a_built_in_template_is_noticed(tmp_path: Path) -> None:
    """A folder of a built-in name, and a file in it that others extend."""
    root = built(workspace(tmp_path))

    (root / "templates/base").mkdir(parents=True)
    (root / "templates/base/labels.yaml").write_text("en: {work: Jobs}\n")

    assert not is_fresh(root)


def test_other_targets_are_no_reason(tmp_path: Path) -> None:
    """One that comes, changes or breaks leaves the others fresh; so does a preset nobody extends."""
    root = built(workspace(tmp_path))
    (root / "targets/_new.yaml").write_text("extends: phd\n")
    for text in (TARGET, TARGET + "position: X\n", "extends: nobody\n"):
        (root / "targets/u.yaml").write_text(text)
        assert is_fresh(root)


@pytest.mark.parametrize("few", [500, 0])
def test_an_edit_that_keeps_the_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """In text it is always noticed; in a DOCX, in a run over so many targets that only sizes are compared, not.

    Either way it stays as it is.
    """
    monkeypatch.setattr(judging, "_FEW_TARGETS", few)
    root = built(workspace(tmp_path))
    docx, text = root / "out/t/Example_Ada_CV.docx", root / "out/t/Example_Ada_CV.txt"
    mine = docx.read_bytes()[:-1] + b"!"
    docx.write_bytes(mine)

    assert is_fresh(root) is (few == 0)
    assert docx.read_bytes() == mine
    text.write_text(text.read_text().replace("Clerk", "Clark"))
    assert not is_fresh(root)


def test_a_file_that_is_gone_comes_back(tmp_path: Path) -> None:
    root = built(workspace(tmp_path))
    (root / "out/t/Example_Ada_CV.docx").unlink()

    ran = appkit(root, "build", "--all")

    assert "1 file written, 5 unchanged" in ran.out
    assert is_fresh(root)


def seal(root: Path, change: Callable[[str, dict[str, object]], tuple[str, dict[str, object]]]) -> None:
    """The manifest made another, and sealed as if appkit had written it."""
    head, _, rest = (root / MANIFEST).read_text().partition('"unchanged": ')
    head, known = change(head, json.loads(rest.partition(',\n "whole"')[0]))
    content = f'{head}"unchanged": {json.dumps(known)}'
    digest = hashlib.sha256(content.encode()).hexdigest()
    (root / MANIFEST).write_text(f'{content},\n "whole": "{digest}"\n}}\n')


def test_a_record_of_an_older_file_is_no_evidence(tmp_path: Path) -> None:
    """As an interrupted run leaves it where someone has taken away what was to take the place."""
    root = built(workspace(tmp_path))
    seal(root, lambda head, known: (head.replace('"built_from": "', '"built_from": "0', 1), known))

    assert not is_fresh(root)


@pytest.mark.parametrize("name", ["targets/t", "profiles/ada"])
def test_a_manifest_that_names_less_is_no_evidence(tmp_path: Path, name: str) -> None:
    """Then nobody has looked whether it is the same."""
    root = built(workspace(tmp_path))
    seal(root, lambda head, known: (head.replace(f'"{name}.yaml"', '"templates/x"'), known))

    assert not is_fresh(root)


def test_a_manifest_of_another_folder_is_no_evidence(tmp_path: Path) -> None:
    """Though just the same files are here."""
    root = built(built(workspace(tmp_path)), out=tmp_path / "elsewhere")
    (other,) = (path for path in (root / ".appkit").glob("*.json") if path != root / MANIFEST)
    other.replace(root / MANIFEST)

    assert not is_fresh(root)


def test_files_outside_are_no_evidence(tmp_path: Path) -> None:
    """A folder that is a link to elsewhere is an error, whatever is there."""
    root = built(workspace(tmp_path / "root"))
    (root / "out/t").replace(tmp_path / "there")
    (root / "out/t").symlink_to(tmp_path / "there")

    assert codes(appkit(root, "build", "--all"))[0] == "outside-out"


@pytest.mark.parametrize(
    "change",
    [
        {"files": {"resume": [["../../etc/passwd", "x"]]}},
        {"files": {"resume": 7}},
        {"letters": [1]},
        {"needs": {"zzz": True}},
        {"asked": None},
        {"told": {"documents": [{"kind": 1}], "sendable": True}},
        {"told": []},
        {"diagnostics": [{"severity": "fatal"}]},
        {"diagnostics": [{"severity": "note", "code": [], "message": {}}]},
        {"surroundings": None},
    ],
    ids=str,
)
def test_a_manifest_may_say_anything(tmp_path: Path, change: dict[str, object]) -> None:
    """One that is sealed as ours are, but was made by someone else: the target is built, nothing breaks."""
    root = built(workspace(tmp_path))
    seal(root, lambda head, known: (head, known | change))

    result = library.build(root)

    assert result.ok
    assert not result.targets[0].fresh
    assert is_fresh(root)


def test_several_profiles(tmp_path: Path) -> None:
    """Each target is looked for in the folder of its own."""
    more = {
        "profiles/bob.yaml": "basics: {name: Bob Other}\n",
        "targets/u.yaml": "extends: phd\nprofile: bob\n",
    }
    root = built(workspace(tmp_path, target=TARGET + "profile: ada\n", **more), formats=["md"])

    assert [target.fresh for target in library.build(root, formats=["md"]).targets] == [True, True]
    (root / "profiles/bob.yaml").write_text("basics: {name: Bob Others}\n")
    assert [target.fresh for target in library.build(root, formats=["md"]).targets] == [True, False]


def test_list_goes_by_the_same(tmp_path: Path) -> None:
    """What a build would skip is fresh, word for word as if every file had been looked at."""
    root = workspace(tmp_path, target=TARGET + "deadline: 2027-01-15\n")
    appkit(root, "build", "--all")
    quick = appkit(root, "list", "--format", "json").out
    (root / MANIFEST).write_text((root / MANIFEST).read_text().replace('"whole"', '"while"'))

    assert appkit(root, "list", "--format", "json").out == quick
    assert quick.count('"fresh"') == 2 + 6


def test_nothing_that_builds_is_used(tmp_path: Path) -> None:
    """Not the template engine, nor the reader of Markdown, nor the writer of DOCX: nothing is even compiled."""
    root = built(workspace(tmp_path))
    script = (
        "import sys, appkit\n"
        "from appkit.compose import render; from appkit import assemble\n"
        "def never(*_, **__): raise AssertionError('a fresh target was composed')\n"
        "import appkit.operations.rendering as rendering; rendering.assemble = rendering.load_target = never\n"
        f"print(appkit.build({str(root)!r}).targets[0].fresh, 'docx' in sys.modules, 'jsonschema' in sys.modules)"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["True", "False", "False"], ran.stderr


def test_a_template_of_another_name_is_another(tmp_path: Path) -> None:
    """With the same files in it."""
    template = "# {{ basics.name }}\n"
    target = "documents: {resume: {template: mine, formats: [md]}}\n"
    root = built(workspace(tmp_path, target=target, **{"templates/mine/resume.md.j2": template}))
    assert is_fresh(root)

    (root / "templates/mine").rename(root / "templates/yours")

    assert codes(appkit(root, "build", "--all"))[0] == "unknown-template"
