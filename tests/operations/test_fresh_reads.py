"""Whatever a build read is looked at before it is skipped; where it is as it was, the build is skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import appkit as library
from appkit.load import open_workspace
from appkit.operations.fresh import Judge
from appkit.render import FORMATS
from workspaces import TARGET, appkit, workspace, write

if TYPE_CHECKING:
    from pathlib import Path

RESUME = "documents: {resume: {template: mine, formats: [md]}}\n"
# A file beside profile and target, the target that has it read, and what it is changed to.
READ = {
    "targets/_mine.yaml": (TARGET.replace("phd", "_mine"), "extends: phd\n", "extends: phd\nlocale: en\n"),
    "tags.yaml": (TARGET, "new: {}\n", "new: {aliases: [other]}\n"),
    "templates/mine/resume.md.j2": (TARGET + RESUME, "# {{ basics.name }}\n", "# Dear {{ basics.name }}\n"),
    "targets/t.cover-letter.md": (TARGET, "Dear all,\n", "Dear none,\n"),
}


def fresh(root: Path, **how: object) -> dict[str, bool]:
    result = library.build(root, **{"formats": ["md"], **how})  # type: ignore[arg-type]
    assert result.ok, result.diagnostics
    return {target.name: target.fresh for target in result.targets}


@pytest.mark.parametrize("file", READ)
def test_what_was_read(tmp_path: Path, file: str) -> None:
    target, before, after = READ[file]
    root = workspace(tmp_path, target=target, **{file: before})
    assert [fresh(root)["t"] for _ in range(2)] == [False, True]

    write(root, {file: after})

    assert [fresh(root)["t"] for _ in range(2)] == [False, True]


def test_a_package_that_is_gone_or_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Formats that lay out their own pages have a say in what fits, where they can."""
    root = workspace(tmp_path, target=f"{TARGET}documents: {{resume: {{formats: [md, pdf]}}}}\n")
    with monkeypatch.context() as patch:
        patch.setattr(type(FORMATS["pdf"]), "is_available", property(lambda each: each.name != "pdf"))
        assert [fresh(root)["t"] for _ in range(2)] == [False, True]

    assert [fresh(root)["t"] for _ in range(2)] == [False, True]


def test_of_several_profiles(tmp_path: Path) -> None:
    """For the profile that is asked for, in another output folder too, and not through a link."""
    bob = "basics: {name: Bob Other}\ntags: {biology: }\n"
    root = workspace(tmp_path / "root", **{"profiles/bob.yaml": bob})
    elsewhere = tmp_path / "elsewhere"

    def is_fresh(profile: str, out: Path | None = None) -> bool:
        return Judge(open_workspace(root), out=out, formats={"md"}).fresh("t", profile) is not None

    assert appkit(root, "build", "--all", "--profile", "bob", "-f", "md").code == 0
    assert (is_fresh("bob"), is_fresh("ada"), is_fresh("bob", elsewhere)) == (True, False, False)
    assert appkit(root, "build", "--all", "--profile", "bob", "-f", "md", "--out", str(elsewhere)).code == 0
    assert is_fresh("bob", elsewhere)

    (root / "out/bob").rename(tmp_path / "there")
    (root / "out/bob").symlink_to(tmp_path / "there")
    assert not is_fresh("bob")


def test_all_that_was_told_is_known(tmp_path: Path) -> None:
    """Which documents the target has, built or not; and a warning's line, whatever was told before it."""
    letter = "Dear all,\n\n[[TODO: Why?]]\n"
    rules = "rules: [{name: none, match: {id: work/x*}, boost: 1}]\n"
    root = workspace(tmp_path, target=TARGET + rules, **{"targets/t.cover-letter.md": letter})
    first, second = (library.build(root, formats=["md"], documents=["resume"]) for _ in range(2))

    assert second.targets[0].fresh
    assert second.targets[0].summary == first.targets[0].summary
    told = [appkit(root, "build", "--all", "-f", "md", "--document", "resume").err for _ in range(2)]
    assert told[0] == told[1]
    assert "  | " in told[1] or " | " in told[1]
    none = library.build(root, formats=["md"], documents=["resume", "cover-letter-2"])
    assert "there are: cover-letter, resume" in str(none.diagnostics)


def test_the_documents_of_a_target_are_known_without_building(tmp_path: Path) -> None:
    """Built or not: a batch asks for one of them."""
    root = workspace(tmp_path)
    library.build(root, formats=["md"], documents=["resume"])
    found = Judge(open_workspace(root), formats={"md"}, documents={"resume"}).fresh("t")

    assert found is not None
    assert (tuple(found.files), found.kinds) == (("resume",), ("resume", "cover-letter"))


def test_warnings_of_what_is_skipped_are_shown_with_their_lines(tmp_path: Path) -> None:
    """Those in a letter too, and after one of a file that no build reads, whose lines are not shown."""
    letter = "Dear all,\n\nA Shop is where I was.\n"
    other = "extends: phd\norganization: A Shop\nposition: Clerk\n"
    files = {"targets/t.cover-letter.md": letter, "targets/t.a.md": "A rose\n", "targets/u.yaml": other}
    root = workspace(tmp_path, **files)
    first, second = (appkit(root, "build", "--target", "t", "-f", "md").err for _ in range(2))

    assert Judge(open_workspace(root), formats={"md"}).fresh("t") is not None
    assert first == second
    assert second.index("targets/t.a.md:1:1: warning[unused-letter]") < second.index("[other-target]")
    assert "   3 | A Shop is where I was.\n" in second
    assert "A rose" not in second
