"""What is told of a workspace's list of files, and of a target while it is loaded: each word, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appkit.diagnostics import Report
from appkit.load import open_workspace
from appkit.load.files import Files
from appkit.load.surroundings import Surroundings
from appkit.load.target import LoadedTarget, OtherProfileError, load_target
from appkit.model.others import Others
from appkit.model.template import MOST_CHARACTERS
from workspaces import PROFILE, TARGET, workspace, write

if TYPE_CHECKING:
    from pathlib import Path

OTHER = """\
extends: phd
organization: Second Institute of Examples
position: Doctoral position in counting
recipient: {name: Prof. Some Body}
"""
BAD_NAME = "use letters, digits, '-', '_' and '.', at most 100, and no name that Windows reserves"


def told(report: Report) -> list[tuple[str, str, str | None]]:
    """Code and place, message and help of all but notes."""
    return [
        (f"{each.code} {each.location}", each.message, each.help)
        for each in report.diagnostics
        if each.severity.value != "note"
    ]


def loaded(root: Path, name: str = "t", **how: str) -> tuple[LoadedTarget | None, Report]:
    report = Report()
    return load_target(open_workspace(root), name, report, **how), report


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"targets/a b.yaml": TARGET},
            ("bad-name targets/a b.yaml:1:1", "'a b' cannot be the name of a profile or target", BAD_NAME),
        ),
        (
            {"profiles/p.yaml": PROFILE, "profiles/p.yml": PROFILE},
            ("name-twice profiles/p.yml:1:1", "profiles/p.yaml has the same name", None),
        ),
        (
            {"targets/A.yaml": TARGET, "targets/a.yaml": TARGET},
            (
                "name-twice targets/a.yaml:1:1",
                "'a' and 'A' differ in case only: on many systems they share one folder",
                None,
            ),
        ),
    ],
)
def test_names_that_cannot_be_used(
    tmp_path: Path, files: dict[str, str], expected: tuple[str, str, str | None]
) -> None:
    assert told(open_workspace(write(tmp_path, files)).problems) == [expected]


def test_names_of_others_are_those_that_were_given(tmp_path: Path) -> None:
    """By whoever has the whole workspace, where only a part of it is here."""
    root, given = workspace(tmp_path), Others(())
    around = Surroundings("digest", {}, given, {})

    assert open_workspace(root).others() is not given
    assert open_workspace(root, surroundings=around).others() is given


def test_a_file_under_another_name(tmp_path: Path) -> None:
    """What is wrong with a preset of our own is told under the name that it has for people."""
    report = Report()
    file = write(tmp_path, {"x.yaml": "a: 1\n"}) / "x.yaml"

    assert Files(tmp_path).checked(file, "target", report, path="x (built in)", partial=True) is None
    assert {each.location.path for each in report.diagnostics if each.location} == {"x (built in)"}


def test_tags_are_one_of_the_files_that_a_selection_depends_on(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"tags.yaml": "new: {}\n"})
    found, _ = loaded(root)

    assert found is not None
    assert [source.path for source in found.sources] == [
        "profiles/ada.yaml",
        "targets/t.yaml",
        *(f"{name} (built in)" for name in found.target.extends),
        "tags.yaml",
    ]


def test_all_presets_in_force_are_known(tmp_path: Path) -> None:
    """Those that a preset extends as well."""
    root = workspace(
        tmp_path, target=TARGET.replace("phd", "_mine"), **{"targets/_mine.yaml": "extends: phd\n"}
    )
    found, _ = loaded(root)

    assert found is not None
    assert {"phd", "_mine"} <= set(found.target.extends)


@pytest.mark.parametrize(
    ("profiles", "target", "expected"),
    [
        (
            {},
            TARGET,
            (
                "missing-profile targets/t.yaml:1:1",
                "the workspace has no profile",
                "put one into profiles/; its name ends in .yaml, .yml or .json",
            ),
        ),
        (
            {"profiles/a.yaml": PROFILE, "profiles/b.yaml": PROFILE},
            TARGET,
            (
                "missing-profile targets/t.yaml:1:1",
                "which profile is this for?",
                "add `profile: NAME`; there are: a, b",
            ),
        ),
        (
            {"profiles/ada.yaml": PROFILE},
            f"profile: adda\n{TARGET}",
            ("unknown-profile targets/t.yaml:1:10", "no profile 'adda'", "did you mean 'ada'?"),
        ),
        (
            {"profiles/ada.yaml": PROFILE},
            f"profile: somebody\n{TARGET}",
            ("unknown-profile targets/t.yaml:1:10", "no profile 'somebody'", "there are: ada"),
        ),
    ],
)
def test_for_which_profile(
    tmp_path: Path, profiles: dict[str, str], target: str, expected: tuple[str, str, str]
) -> None:
    found, report = loaded(write(tmp_path, {"targets/t.yaml": target, **profiles}))

    assert found is None
    assert told(report) == [expected]


def test_a_target_that_names_no_profile_is_for_anyone(tmp_path: Path) -> None:
    found, _ = loaded(workspace(tmp_path, **{"profiles/bob.yaml": PROFILE}), profile="bob")

    assert found is not None
    assert (found.profile.name, found.target.profile) == ("bob", "bob")


def test_a_target_of_another_profile(tmp_path: Path) -> None:
    root = workspace(tmp_path, target=f"{TARGET}profile: ada\n", **{"profiles/bob.yaml": PROFILE})
    with pytest.raises(OtherProfileError) as caught:
        loaded(root, profile="bob")

    report = Report()
    report.extend(caught.value.diagnostics)
    assert told(report) == [
        (
            "other-profile targets/t.yaml:5:10",
            "'t' is for profile 'ada', not for 'bob'",
            "a target that names no profile is built for each that is asked for",
        )
    ]


def test_a_letter_that_is_too_large(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"targets/t.cover-letter.md": "x" * (MOST_CHARACTERS + 1)})
    found, report = loaded(root)

    assert found is None
    assert [place for place, _, _ in told(report)] == ["too-large targets/t.cover-letter.md:1:1"]


def test_letters_that_nobody_uses(tmp_path: Path) -> None:
    """Those of another target, whose name goes on after this one's, are used."""
    root = workspace(
        tmp_path,
        **{
            "targets/t.two.yaml": TARGET,
            "targets/t.two.cover-letter.md": "Dear all,\n",
            "targets/t.cover-leter.md": "Dear all,\n",
            "targets/t.poem.md": "Dear all,\n",
        },
    )
    _, report = loaded(root)

    assert sorted(told(report)) == [
        (
            "unused-letter targets/t.cover-leter.md:1:1",
            "target 't' has no document 'cover-leter': this letter is not used",
            "did you mean 'cover-letter'?",
        ),
        (
            "unused-letter targets/t.poem.md:1:1",
            "target 't' has no document 'poem': this letter is not used",
            "it has: cover-letter, resume",
        ),
    ]


def test_what_names_another_target_is_not_loaded(tmp_path: Path) -> None:
    """The recipient that is greeted among it; and a letter to one's own adviser is told."""
    profile = PROFILE.replace("    tags: [research]\n", "    tags: [research]\n    advisors: [Wise Owl]\n", 1)
    recipient = 'recipient: {name: Wise Owl, salutation: "Dear Prof. Body,"}\n'
    root = workspace(tmp_path, profile=profile, target=TARGET + recipient, **{"targets/u.yaml": OTHER})
    found, report = loaded(root)

    assert found is None
    assert told(report) == [
        (
            "other-target targets/t.yaml:5:41",
            "'Prof. Some Body' is the recipient of target 'u'",
            "if it is meant, add it to `mentions` of this target",
        ),
        (
            "own-adviser targets/t.yaml:5:19",
            "'Wise Owl' is your own adviser in 'work/lab'",
            "is the letter for somebody else?",
        ),
    ]


def test_ones_own_name_is_nobody_elses(tmp_path: Path) -> None:
    """Where there are other profiles too, whose names are."""
    target = f"{TARGET}profile: ada\nsummary: Ada Example, not Bob Other.\n"
    bob = "basics: {name: Bob Other}\n"
    _, report = loaded(workspace(tmp_path, target=target, **{"profiles/bob.yaml": bob}))

    assert [message for _, message, _ in told(report)] == ["'Bob Other' is the name of profile 'bob'"]
