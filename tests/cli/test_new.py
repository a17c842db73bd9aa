"""``appkit new target`` at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import appkit as library
from appkit.operations.new import new_target
from workspaces import PROFILE, appkit, codes, workspace, write

if TYPE_CHECKING:
    from pathlib import Path

MODELINE = "# yaml-language-server: $schema=../.appkit/schemas/target.schema.json\n"


def targets(root: Path) -> list[str]:
    return sorted(file.name for file in (root / "targets").iterdir())


def test_makes_a_target_that_builds(tmp_path: Path) -> None:
    """The file is short, says what it can say more, and the command that is told next works."""
    root = workspace(tmp_path)

    ran = appkit(
        root,
        "new",
        "target",
        "west",
        "--extends",
        "phd",
        "--organization",
        "West: Univ.",
        "--position",
        "PhD # 1",
    )

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "made targets/west.yaml\n  build it   appkit build --target west\n"
    assert (root / "targets" / "west.yaml").read_text() == MODELINE + (
        "extends: phd\n"
        "organization: 'West: Univ.'\n"
        "position: 'PhD # 1'\n"
        "# emphasize: [biology, hardware, research] # what matters here, most important first\n"
    )
    built = appkit(root, "build", "--target", "west")
    assert built.code == 0
    assert "West: Univ." in (root / "out" / "west" / "Example_Ada_Cover_Letter.txt").read_text()


def test_extends_several_presets_in_order(tmp_path: Path) -> None:
    """Presets of one's own count, and what is not said stands in the file as a comment."""
    root = workspace(tmp_path, **{"targets/_mine.yaml": "locale: en\n"})

    ran = appkit(root, "new", "target", "x", "--extends", "job", "--extends", "_mine", "--profile", "ada")

    text = (root / "targets" / "x.yaml").read_text()
    assert ran.code == 0
    assert text.startswith(f"{MODELINE}extends: [job, _mine]\nprofile: ada\n# organization: ")
    assert appkit(root, "build", "--target", "x").code == 0


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("../x", "such as 'x'"),
        ("a/b", "such as 'a-b'"),
        ("/etc/x", "such as 'etc-x'"),
        ("", "use letters"),
        (".", "use letters"),
        ("..", "use letters"),
        ("-", "use letters"),
        ("CON", "use letters"),
        ("nul.txt", "such as 'nul-txt'"),
        ("com1", "use letters"),
        ("Über Uni", "such as 'uber-uni'"),
        ("北大", "use letters"),
        ("a\nb", "such as 'a-b'"),
        ("a\udcff", "such as 'a'"),
        ("a" * 101, "such as"),
        ("x.yaml", "leave out the ending: x"),
        ("_mine", "leave out the '_'"),
    ],
)
def test_names_that_cannot_be(tmp_path: Path, name: str, hint: str) -> None:
    """A name that some system could not have, or that leads elsewhere, writes nothing anywhere."""
    root = workspace(tmp_path / "ws")

    ran = appkit(root, "new", "target", "--extends", "phd", "--", name)

    assert (ran.code, codes(ran)) == (1, ["bad-name"])
    assert hint in ran.err
    assert targets(root) == ["t.yaml"]
    assert [path.name for path in tmp_path.iterdir()] == ["ws"]


@pytest.mark.parametrize(("there", "name"), [("t.yaml", "t"), ("t.yaml", "T"), ("u.yml", "u")])
def test_never_overwrites(tmp_path: Path, there: str, name: str) -> None:
    """Nor does it make a target that some systems, or the workspace, could not tell from another."""
    root = workspace(tmp_path, **{f"targets/{there}": "extends: phd # mine\n"})

    ran = appkit(root, "new", "target", name, "--extends", "phd")

    assert (ran.code, codes(ran)) == (1, ["file-exists"])
    assert f"targets/{there}:1:1: error" in ran.err
    assert (root / "targets" / there).read_text() == "extends: phd # mine\n"


def test_a_folder_or_dangling_link_of_that_name(tmp_path: Path) -> None:
    """What is not a target file, but is there, stays as well."""
    root = workspace(tmp_path)
    (root / "targets" / "link.yaml").symlink_to(tmp_path / "nowhere")

    ran = appkit(root, "new", "target", "link", "--extends", "phd")

    assert (ran.code, codes(ran)) == (1, ["file-exists"])
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (("--extends", "phdd"), "unknown-preset", "did you mean 'phd'?"),
        (("--extends", "zzz"), "unknown-preset", "there are: complete, job, phd"),
        (("--extends", "t"), "unknown-preset", "'t' is a target"),
        ((), "missing-preset", "there are: complete, job, phd"),
        (("--extends", "phd", "--profile", "adda"), "unknown-profile", "did you mean 'ada'?"),
        (("--extends", "phd", "--organization", " "), "empty-value", "the organization is blank"),
        (("--extends", "phd", "--position", "a\x1b"), "forbidden-character", "U+001B in the position"),
        (("--extends", "phd", "--position", "a\udcff"), "forbidden-character", "U+DCFF in the position"),
    ],
)
def test_what_it_cannot_make(tmp_path: Path, arguments: tuple[str, ...], code: str, hint: str) -> None:
    """Each is told with what to do, and no file is written."""
    root = workspace(tmp_path)

    ran = appkit(root, "new", "target", "x", *arguments)

    assert (ran.code, codes(ran)) == (1, [code])
    assert hint in ran.err
    assert targets(root) == ["t.yaml"]


def test_all_problems_at_once(tmp_path: Path) -> None:
    """A person corrects a command line once."""
    ran = appkit(workspace(tmp_path), "new", "target", "a b", "--extends", "x", "--profile", "y")

    assert sorted(codes(ran)) == ["bad-name", "unknown-preset", "unknown-profile"]


def test_several_profiles_need_a_name(tmp_path: Path) -> None:
    """Which person applies is never guessed."""
    root = workspace(tmp_path, **{"profiles/bob.yaml": PROFILE})

    ran = appkit(root, "new", "target", "x", "--extends", "phd")

    assert (ran.code, codes(ran)) == (1, ["missing-profile"])
    assert "name it with --profile; there are: ada, bob" in ran.err
    assert appkit(root, "new", "target", "x", "--extends", "phd", "--profile", "bob").code == 0


def test_no_profile(tmp_path: Path) -> None:
    """A target is about someone."""
    (tmp_path / "profiles").mkdir()

    ran = appkit(tmp_path, "new", "target", "x", "--extends", "phd")

    assert (ran.code, codes(ran)) == (1, ["missing-profile"])
    assert not (tmp_path / "targets").exists()


def test_a_broken_profile_is_told_and_the_target_stays(tmp_path: Path) -> None:
    """What the target needs is another file's problem, which is told with its place."""
    root = workspace(tmp_path, profile="basics: {name: A}\nwrok: []\n")

    ran = appkit(root, "new", "target", "x", "--extends", "phd")

    assert (ran.code, codes(ran)) == (1, ["unknown-key"])
    assert "profiles/ada.yaml:2:1: error" in ran.err
    assert targets(root) == ["t.yaml", "x.yaml"]


def test_a_target_that_would_be_wrong_does_not_stay(tmp_path: Path) -> None:
    """A preset that names no documents makes no target."""
    root = workspace(tmp_path, **{"targets/_empty.yaml": "locale: en\n"})

    ran = appkit(root, "new", "target", "x", "--extends", "_empty")

    assert (ran.code, codes(ran)) == (1, ["no-documents"])
    assert "targets/x.yaml:" in ran.err
    assert targets(root) == ["_empty.yaml", "t.yaml"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """Where targets/ is a file, that file is what is in the way."""
    write(tmp_path, {"profiles/ada.yaml": PROFILE, "targets": "mine"})

    ran = appkit(tmp_path, "new", "target", "x", "--extends", "phd")

    assert (ran.code, codes(ran)) == (1, ["not-a-folder"])
    assert (tmp_path / "targets").read_text() == "mine"


def test_long_and_foreign_words_are_kept(tmp_path: Path) -> None:
    """Whatever is typed comes back as it was typed."""
    root = workspace(tmp_path)
    words = "Max-Planck-Institut für " + "sehr " * 30 + "lange 名字 😀"

    appkit(root, "new", "target", "x", "--extends", "phd", "--organization", words)
    appkit(root, "build", "--target", "x")

    assert words in (root / "out" / "x" / "Example_Ada_Cover_Letter.txt").read_text(encoding="utf-8")


def test_usage(tmp_path: Path) -> None:
    """A name is needed."""
    assert appkit(tmp_path, "new", "target").code == 2
    assert appkit(tmp_path, "new", "traget").code == 2


def test_library(tmp_path: Path) -> None:
    """The same as a function: it tells what was made, and raises where nothing was."""
    root = workspace(tmp_path)

    made = new_target(root, "x", extends=["phd"], position="PhD programme")

    assert (made.ok, made.name, made.path) == (True, "x", "targets/x.yaml")
    with pytest.raises(library.AppkitError):
        new_target(root, "x", extends=["phd"])
