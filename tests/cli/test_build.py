"""``appkit build`` at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workspaces import PROFILE, TARGET, appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path


def files(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_builds_resume_and_letter_in_three_formats(tmp_path: Path) -> None:
    """The main job: six files, named for the person, and nothing else in out/."""
    root = workspace(tmp_path)

    ran = appkit(root, "build", "--target", "t")

    assert ran.code == 0
    assert files(root / "out") == [
        "t/Example_Ada_CV.docx",
        "t/Example_Ada_CV.md",
        "t/Example_Ada_CV.txt",
        "t/Example_Ada_Cover_Letter.docx",
        "t/Example_Ada_Cover_Letter.md",
        "t/Example_Ada_Cover_Letter.txt",
    ]
    assert "6 files written" in ran.out
    assert "Ready to send: no, 3 prompts open." in ran.out


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    """Same inputs, same bytes: nothing is rewritten, and the summary says so."""
    root = workspace(tmp_path)
    appkit(root, "build", "--all")
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (root / "out").rglob("*") if p.is_file()}

    ran = appkit(root, "build", "--all")

    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (root / "out").rglob("*") if p.is_file()}
    assert after == before
    assert "0 files written, 6 unchanged" in ran.out


def test_only_what_depends_on_a_change_is_rebuilt(tmp_path: Path) -> None:
    """A letter of one's own is an input of the letter, not of the résumé."""
    root = workspace(tmp_path)
    appkit(root, "build", "--all")
    (root / "targets/t.cover-letter.md").write_text("# {{ basics.name }}\n\nDear all\n")

    ran = appkit(root, "build", "--all")

    assert "3 files written, 3 unchanged" in ran.out


def test_one_broken_target_does_not_stop_the_others(tmp_path: Path) -> None:
    """The good target is built, the broken one is named, and the exit code tells."""
    root = workspace(tmp_path, **{"targets/broken.yaml": "extends: phd\nemphasize: [biologgy]\n"})

    ran = appkit(root, "build", "--all")

    assert ran.code == 1
    assert codes(ran) == ["unknown-tag"]
    assert "did you mean 'biology'?" in ran.err
    assert "targets/broken.yaml:2:13" in ran.err
    assert (root / "out/t/Example_Ada_CV.docx").exists()
    assert not (root / "out/broken").exists()


def test_targets_by_glob(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"targets/a-phd.yaml": TARGET, "targets/b-phd.yaml": TARGET})

    ran = appkit(root, "build", "--target", "*-phd", "-f", "md", "-d", "resume")

    assert ran.code == 0
    assert files(root / "out") == ["a-phd/Example_Ada_CV.md", "b-phd/Example_Ada_CV.md"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["build"], 2, "name a target with --target NAME, or say --all"),
        (["build", "--all", "--target", "t"], 2, "name a target"),
        (["build", "--target", "tt"], 1, "did you mean 't'?"),
        (["build", "--target", "phd"], 1, "is a preset"),
        (["build", "--all", "-d", "resme"], 1, "no target has a document 'resme'"),
        (["build", "--all", "-f", "odt"], 2, "'odt' is not one of"),
        (["bild"], 2, "did you mean 'build'?"),
    ],
)
def test_a_mistyped_command_line_says_what_there_is(
    tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    ran = appkit(workspace(tmp_path), *arguments)

    assert (ran.code, message in ran.err) == (code, True), ran.err
    assert not (tmp_path / "out").exists()


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    ran = appkit(root, "build", "--all", "--dry-run")

    assert ran.code == 0
    assert "6 files would be written" in ran.out
    assert files(root) == ["profiles/ada.yaml", "targets/t.yaml"]


def test_final_refuses_open_prompts_and_names_each(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    ran = appkit(root, "build", "--all", "--final")

    assert ran.code == 1
    assert codes(ran) == ["open-prompt"] * 3
    for key in ("first-paper", "why-group", "why-now"):
        assert f"'{key}'" in ran.err
        assert f"help: answer it in targets/t.yaml, under `answers: {{{key}: …}}`" in ran.err
    assert "(appkit write t cover-letter)" in ran.err
    assert not (root / "out").exists()


def test_idle_rules_of_a_built_in_preset_are_not_told(tmp_path: Path) -> None:
    """Those of the target are, at every build; `validate` tells of both."""
    target = "extends: phd\nrules: [{name: mine, match: {section: talks}, boost: 1}]\n"
    root = workspace(tmp_path, "basics: {name: Ada Example}\n", target)

    assert appkit(root, "validate").err.count("[rule-matched-nothing]") == 3
    for _ in range(2):
        ran = appkit(root, "build", "--all")
        assert [line for line in ran.err.splitlines() if "rule-matched" in line] == [
            'targets/t.yaml:2:9: warning[rule-matched-nothing]: rule "mine" matches no item'
        ]


def test_idle_rules_are_not_told_of_many_targets_either(tmp_path: Path) -> None:
    root = workspace(tmp_path, "basics: {name: Ada Example}\n", "extends: phd\n")
    for number in range(17):
        (root / f"targets/u{number}.yaml").write_text("extends: phd\n", "utf-8")

    assert appkit(root, "build", "--all", "--jobs", "1").err == ""


def test_what_to_do_about_files_of_formats_that_are_not_listed(tmp_path: Path) -> None:
    """Builds alone tell of them, so no other command is named as the one that tells more."""
    root = workspace(tmp_path)
    appkit(root, "build", "--all", "--format", "html")

    ran = appkit(root, "build", "--all")

    (note,) = [line for line in ran.err.splitlines() if "unlisted-format" in line]
    assert note.endswith("(and 1 more like it); list it there; 'appkit clean' removes it")


def test_final_builds_once_every_prompt_is_answered(tmp_path: Path) -> None:
    answers = """\
documents:
  cover-letter:
    answers: {why-group: Because *it* is good., why-now: It is time., first-paper: I wrote it.}
"""
    root = workspace(tmp_path, target=TARGET + answers)

    ran = appkit(root, "build", "--all", "--final")

    assert ran.code == 0, ran.err
    assert "Ready to send: yes." in ran.out
    letter = (root / "out/t/Example_Ada_Cover_Letter.txt").read_text()
    assert "Because it is good." in letter
    assert "TODO" not in letter


def test_an_answer_nobody_asks_for_is_an_error(tmp_path: Path) -> None:
    root = workspace(tmp_path, target=TARGET + "documents: {cover-letter: {answers: {why-grup: x}}}\n")

    ran = appkit(root, "build", "--all")

    assert (ran.code, codes(ran)) == (1, ["unknown-answer"])
    assert "did you mean 'why-group'?" in ran.err
    assert "targets/t.yaml:5:" in ran.err


def test_a_file_edited_by_hand_is_kept(tmp_path: Path) -> None:
    """The user's file stays, the new one goes beside it, and both are named."""
    root = workspace(tmp_path)
    appkit(root, "build", "--all")
    resume = root / "out/t/Example_Ada_CV.md"
    resume.write_text("mine\n")
    profile = root / "profiles/ada.yaml"
    profile.write_text(PROFILE.replace("Clerk", "Seller"))

    ran = appkit(root, "build", "--all")

    assert ran.code == 0
    assert resume.read_text() == "mine\n"
    assert "Seller" in (root / "out/t/Example_Ada_CV.new.md").read_text()
    assert "edited-by-hand" in ran.err
    assert "Example_Ada_CV.new.md" in ran.out


def test_force_replaces_an_edited_file_and_keeps_a_copy(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    appkit(root, "build", "--all")
    resume = root / "out/t/Example_Ada_CV.md"
    built = resume.read_text()
    resume.write_text("mine\n")

    ran = appkit(root, "build", "--all", "--force")

    assert ran.code == 0
    assert resume.read_text() == built
    assert (root / "out/t/Example_Ada_CV.backup.md").read_text() == "mine\n"


def test_out_goes_elsewhere_and_is_remembered_apart(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    ran = appkit(root, "build", "--all", "--out", "elsewhere", "-f", "txt")

    assert ran.code == 0
    assert files(root / "elsewhere") == ["t/Example_Ada_CV.txt", "t/Example_Ada_Cover_Letter.txt"]
    assert not (root / "out").exists()


def test_several_profiles_have_a_folder_each(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, target=TARGET + "profile: ada\n", **{"profiles/bob.yaml": "basics: {name: Bob Other}\n"}
    )

    ran = appkit(root, "build", "--all", "-f", "txt")

    assert ran.code == 0, ran.err
    assert files(root / "out") == ["ada/t/Example_Ada_CV.txt", "ada/t/Example_Ada_Cover_Letter.txt"]


def test_with_several_profiles_a_target_must_name_one(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{"profiles/bob.yaml": "basics: {name: Bob Other}\n"})

    ran = appkit(root, "build", "--all")

    assert (ran.code, codes(ran)) == (1, ["missing-profile"])


def test_the_summary_tells_every_decision(tmp_path: Path) -> None:
    rules = """\
rules:
  - {name: one is enough, match: {id: work/lab}, max-highlights: 1}
"""
    ran = appkit(workspace(tmp_path, target=TARGET + rules), "build", "--all")

    assert "resume         0.4 of 2 pages      6 of 7 items, nothing trimmed for space" in ran.out
    assert 'work/lab/chips   rule "one is enough"' in ran.out
    assert "reworded      basics/summary (variant biology)" in ran.out
    assert "venue hidden  1 item under review (submissions: hide-venue, from preset phd)" in ran.out
    assert "evidence      publications/first-paper (50), work/lab (40)" in ran.out


def test_build_outside_a_workspace_says_how_to_start(tmp_path: Path) -> None:
    ran = appkit(tmp_path, "build", "--all")

    assert (ran.code, codes(ran)) == (1, ["no-workspace"])
    assert "appkit init" in ran.err


def test_quiet_prints_problems_only(tmp_path: Path) -> None:
    ran = appkit(workspace(tmp_path), "build", "--all", "--quiet", "-f", "txt")

    assert (ran.code, ran.out) == (0, "")


def test_a_folder_that_is_not_there_is_no_workspace(tmp_path: Path) -> None:
    """Not even where a folder above it is one: the name was mistyped."""
    root = workspace(tmp_path)

    ran = appkit(root / "nowhere", "build", "--all")

    assert (ran.code, codes(ran)) == (1, ["no-workspace"])
    assert "there is no folder" in ran.err


def test_a_template_that_fails_once_something_is_trimmed_is_an_error(tmp_path: Path) -> None:
    """Not a document that is quietly missing."""
    template = "{% for s in sections %}{% for e in s.entries %}\n- {{ e.headline }}\n{% endfor %}{% endfor %}\n{{ sections[0].entries[2].headline }}\n"
    target = "documents: {resume: {template: mine, lines: 3}}\n"
    profile = "basics: {name: A B}\nawards: [{title: A}, {title: B}, {title: C}]\n"
    root = workspace(tmp_path, profile, target, **{"templates/mine/resume.md.j2": template})

    ran = appkit(root, "build", "--all")

    assert (ran.code, codes(ran)) == (1, ["undefined-value"])
    assert "templates/mine/resume.md.j2:4:" in ran.err
    assert not (root / "out").exists()
