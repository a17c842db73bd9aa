"""What a target adds is about nobody else: not another target, not another person, not one's own adviser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workspaces import PROFILE, appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

# Another application, from which things are copied.
OTHER = """\
extends: phd
organization: {name: Second Institute of Examples, aliases: [SIE, 示例大学]}
position: Doctoral position in counting
recipient: {name: Prof. Some Body, salutation: "Dear Prof. Body,"}
"""
HEAD = "extends: phd\norganization: Example University\nposition: PhD programme\n"
ANSWER = "documents:\n  cover-letter:\n    answers:\n      why-now: "
# What the target says, beside its head, and the places that are told (None: nothing is).
CASES: dict[str, tuple[str, list[str]]] = {
    "an organization": (f"{ANSWER}I like the second institute of examples.\n", ["7:16"]),
    "over two lines": (f"{ANSWER}|\n        The Second\n        Institute of\n        Examples!\n", ["7:16"]),
    "an alias": (f"{ANSWER}SIE is where I want to be.\n", ["7:16"]),
    "an alias in Chinese": (f"{ANSWER}我申请示例大学的课程\n", ["7:16"]),
    "a recipient": (f"{ANSWER}As Prof. Some Body says.\n", ["7:16"]),
    "a position": (f"{ANSWER}The doctoral position in counting.\n", ["7:16"]),
    "a salutation": ('recipient: {salutation: "Dear Prof. Body,"}\n', ["4:25"]),
    "an address": ("recipient: {address: [Second Institute of Examples]}\n", ["4:23"]),
    "a title": ("sections:\n  work: {title: Before the SIE}\n", ["5:17"]),
    "a summary": ("summary: I want to go to the SIE.\n", ["4:10"]),
    "a patch": ("patch:\n  work/lab/cells: {text: Counted cells for the SIE.}\n", ["5:26"]),
    "a file name": ("documents: {resume: {filename: My_CV_SIE}}\n", ["4:32"]),
    "an alias in other letters": (f"{ANSWER}sie is German for she.\n", []),
    "an alias in a compound": (f"{ANSWER}An SIE-like place.\n", []),
    "an alias at the end of a compound": (f"{ANSWER}A non-SIE place.\n", []),
    "a part of a word": (f"{ANSWER}Second Institute of Examplesque things.\n", []),
    "a part of a name": (f"{ANSWER}The Second Institute is not it.\n", []),
    "what is meant": (f"mentions: [SIE]\n{ANSWER}SIE is where I come from.\n", []),
    "a comment": (f"# not for the SIE\n{ANSWER}Because.\n", []),
}


def space(root: Path, target: str, profile: str = PROFILE, **more: str) -> Path:
    return workspace(root, profile=profile, target=target, **{"targets/u.yaml": OTHER, **more})


def places(err: str, code: str) -> list[str]:
    """Line and column in ``targets/t…`` of each diagnostic with a code."""
    told = [line.split(": ", 1)[0] for line in err.splitlines() if f"[{code}]" in line]
    return [place.split(":", 1)[1] for place in told]


@pytest.mark.parametrize("what", CASES)
def test_another_target(tmp_path: Path, what: str) -> None:
    text, expected = CASES[what]
    root = space(tmp_path, HEAD + text)

    ran = appkit(root, "build", "--target", "t", "-f", "md")

    assert places(ran.err, "other-target") == expected, ran.err
    assert ran.code == bool(expected)
    assert (root / "out/t").exists() is not bool(expected)


def test_a_letter_is_told_line_and_column(tmp_path: Path) -> None:
    letter = "Dear committee,\n\n{# as for the SIE #} I come\nfrom SIE.\n"
    root = space(tmp_path, HEAD, **{"targets/t.cover-letter.md": letter})

    ran = appkit(root, "validate")

    assert (
        "targets/t.cover-letter.md:4:6: error[other-target]: 'SIE' is the organization of target 'u'"
        in ran.err
    )
    assert "help: if it is meant, add it to `mentions` of this target" in ran.err
    assert "targets/u.yaml:2:62: it is said here" in ran.err
    assert codes(ran) == ["other-target"]


def test_the_same_university_twice(tmp_path: Path) -> None:
    """A name that the target has too is its own, also where the other says it in another case."""
    root = space(
        tmp_path, HEAD.replace("Example University", "second institute of examples") + CASES["a recipient"][0]
    )

    ran = appkit(root, "build", "--target", "t", "-f", "md")

    assert ran.err.count("other-target") == 1
    assert "recipient" in ran.err


def test_what_the_profile_says_is_a_warning(tmp_path: Path) -> None:
    """An employer may be applied to somewhere else; where a text of the profile is worded anew it is not even told."""
    profile = PROFILE.replace("A Lab\n", "SIE\n").replace("Counted cells.", "Counted cells of the SIE.")
    text = f"patch:\n  work/lab/cells: {{text: At the SIE I counted.}}\n{ANSWER}At SIE I counted.\n"
    root = space(tmp_path, HEAD + text, profile)

    ran = appkit(root, "build", "--target", "t", "-f", "md")

    assert ran.code == 0
    assert ran.err.count("warning[other-target]") == 1
    assert places(ran.err, "other-target") == ["9:16"]
    assert "help: your profile has it too: if it is meant, add it to `mentions` of this target" in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Bob Other", True),
        ("bob@example.org", True),
        ("+49 (30) 12 34-567", True),
        ("0049 301234567", True),
        ("Bobby", False),
    ],
)
def test_another_person(tmp_path: Path, words: str, told: bool) -> None:
    """Their name, e-mail and number, in an answer and in a template; not where the profile says the name too."""
    bob = "basics: {name: Bob Other, email: bob@example.org, phone: +49 30 1234567}\n"
    nobody = PROFILE.replace("Bob Other", "Someone Else")
    target = f"profile: ada\n{HEAD}"
    style = "extends: academic\n"
    letter = f"# {{{{ basics.name }}}}\n\nWrite to {words}.\n"
    more = {
        "profiles/bob.yaml": bob,
        "templates/mine/style.yaml": style,
        "templates/mine/resume.md.j2": letter,
    }
    answered = space(tmp_path / "a", f"{target}{ANSWER}Ask {words}.\n", nobody, **more)
    printed = space(tmp_path / "b", f"{target}documents: {{resume: {{template: mine}}}}\n", nobody, **more)
    known = space(tmp_path / "c", f"{target}{ANSWER}Ask Bob Other.\n", **more)

    for root in (answered, printed):
        ran = appkit(root, "build", "--target", "t", "-f", "md")
        assert set(codes(ran)) == ({"other-person"} if told else set()), ran.err
        assert (root / "out").exists() is not told
    assert "warning[other-person]" in appkit(known, "build", "--target", "t", "-f", "md").err


@pytest.mark.parametrize(
    ("name", "told"), [("prof. Dr. Wise Owl", True), ("Wise Owlet", False), ("Owl", False)]
)
def test_ones_own_adviser(tmp_path: Path, name: str, told: bool) -> None:
    profile = PROFILE.replace(
        "    tags: [research]\n", "    tags: [research]\n    advisors: [Prof. Wise Owl]\n", 1
    )
    root = workspace(tmp_path, profile=profile, target=f"{HEAD}recipient: {{name: {name}}}\n")

    ran = appkit(root, "build", "--target", "t", "-f", "md")

    assert ran.code == 0
    assert ("warning[own-adviser]" in ran.err) is told


def test_a_target_that_comes_later(tmp_path: Path) -> None:
    """What was built is looked at again where somebody's name now stands in it, and only there."""
    root = workspace(tmp_path, target=f"{HEAD}{ANSWER}I like SIE.\n", **{"targets/v.yaml": HEAD})
    assert appkit(root, "build", "--all").code == 0

    (root / "targets/u.yaml").write_text(OTHER, encoding="utf-8")
    ran = appkit(root, "build", "--all")

    assert codes(ran) == ["other-target"]
    (root / "targets/u.yaml").unlink()
    assert codes(appkit(root, "build", "--all")) == []


@pytest.mark.parametrize(
    "other",
    [
        "{extends: phd, organization: SIE}\n",
        'extends: phd\norganization: "SIE" # quoted\n',
        "extends: phd\norganization:\n  name: Else\n\n  # and so on\n  aliases:\n  - SIE\nposition: PhD\n",
        "extends: phd\r\norganization:   SIE  # plain\r\nposition: PhD\r\n",
        "\ufefforganization: SIE\nextends: phd\n",
        "'organization': SIE\nextends: phd\n",
    ],
)
def test_however_the_other_is_written(tmp_path: Path, other: str) -> None:
    root = workspace(tmp_path, target=f"{HEAD}{ANSWER}I like SIE.\n")
    (root / "targets/u.yaml").write_text(other, encoding="utf-8", newline="")

    assert codes(appkit(root, "build", "--target", "t")) == ["other-target"]


@pytest.mark.parametrize(
    "other", ["organization: [\n", "\x00", "organization: {name: [SIE]}\n", "- SIE\n", ""]
)
def test_what_is_wrong_with_another_is_told_there(tmp_path: Path, other: str) -> None:
    root = workspace(tmp_path, target=f"{HEAD}{ANSWER}I like it.\n")
    (root / "targets/u.yaml").write_text(other, encoding="utf-8")

    assert appkit(root, "build", "--target", "t", "-f", "md").code == 0
