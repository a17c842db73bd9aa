"""``appkit list``, ``appkit clean`` and ``appkit write`` at the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from workspaces import PROFILE, TARGET, Ran, appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

LETTER = "targets/t.cover-letter.md"


def standing(root: Path) -> dict[str, str]:
    """How ``list`` says each document of ``t`` stands."""
    (target,) = (
        each for each in json.loads(appkit(root, "list", "--format", "json").out) if each["name"] == "t"
    )
    return {document["kind"]: document["standing"] for document in target["documents"]}


# -- list ----------------------------------------------------------------------------------------------------


def test_how_documents_stand(tmp_path: Path) -> None:
    """Never built, fresh, stale after a change, edited by hand, stale where a file is gone."""
    root = workspace(tmp_path)
    assert standing(root) == {"resume": "never built", "cover-letter": "never built"}

    appkit(root, "build", "--all", "-f", "txt")
    assert standing(root) == {"resume": "stale", "cover-letter": "stale"}

    appkit(root, "build", "--all")
    assert standing(root) == {"resume": "fresh", "cover-letter": "fresh"}

    (root / LETTER).write_text("Dear all\n")
    assert standing(root) == {"resume": "fresh", "cover-letter": "stale"}

    (root / "out/t/Example_Ada_CV.md").write_text("mine\n")
    assert standing(root) == {"resume": "edited by hand", "cover-letter": "stale"}

    (root / "out/t/Example_Ada_CV.md").unlink()
    assert standing(root) == {"resume": "stale", "cover-letter": "stale"}


def test_a_table_of_targets(tmp_path: Path) -> None:
    """What each is for and when it is due; a broken one is in the table, its errors below it."""
    more = {"targets/u.yaml": "extends: phdd\n", "targets/v.yaml": "extends: job\nposition: Engineer\n"}
    root = workspace(tmp_path, target=TARGET + "deadline: 2027-01-15\n", **more)

    ran = appkit(root, "list")

    rows = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert codes(ran) == ["unknown-preset"]
    assert rows == [
        "TARGET FOR DEADLINE DOCUMENTS",
        "t Example University 2027-01-15 resume: never built, cover-letter: never built",
        "u broken, see below",
        "v Engineer - resume: never built, cover-letter: never built",
    ]


def test_a_template_that_does_not_compile_is_no_bug_of_the_list(tmp_path: Path) -> None:
    target = "documents: {resume: {template: mine}}\n"
    root = workspace(tmp_path, target=target, **{"templates/mine/resume.md.j2": "{% if %}\n"})

    ran = appkit(root, "list")

    assert (ran.code, ran.err) == (0, "")


# -- clean ---------------------------------------------------------------------------------------------------


def test_what_no_target_writes_any_more_is_removed(tmp_path: Path) -> None:
    """Only that, only what is as it was written, and nothing of a target that cannot be read."""
    root = workspace(tmp_path, **{"targets/u.yaml": TARGET, "targets/v.yaml": TARGET})
    appkit(root, "build", "--all", "-f", "txt")
    mine = root / "out/t/Example_Ada_CV.txt"
    mine.write_text("mine\n")
    (root / "out/t/notes.txt").write_text("a note\n")
    (root / "targets/t.yaml").unlink()
    (root / "targets/u.yaml").write_text("extends: [\n")

    planned = appkit(root, "clean", "--dry-run")
    assert planned.out == "would remove out/t/Example_Ada_Cover_Letter.txt\n"
    assert (root / "out/t/Example_Ada_Cover_Letter.txt").exists()

    ran = appkit(root, "clean")
    assert (ran.code, ran.out) == (0, "removed out/t/Example_Ada_Cover_Letter.txt\n")
    assert "out/t/Example_Ada_CV.txt has been edited by hand and stays" in ran.err
    assert "'u' cannot be read: its outputs are left alone" in ran.err
    assert sorted(path.name for path in (root / "out/t").iterdir()) == ["Example_Ada_CV.txt", "notes.txt"]
    assert (root / "out/u/Example_Ada_CV.txt").exists()
    assert (root / "out/v/Example_Ada_CV.txt").exists()

    assert appkit(root, "clean").out == "nothing to remove\n"


# -- write ---------------------------------------------------------------------------------------------------

# Signs of Markdown, of spans and of Jinja2, all of them meant as themselves.
SIGNS = "{{ basics.email }} {% if %} {# c #} }} %} #} [x]{.right} [y] ]{.date} {.z} a_b * c \\ \\[ <b> & &copy; # 1. - > ! "

TEXTS = {
    "plain": "At A Lab I count.",
    "signs": SIGNS.replace("&copy;", "").replace("\\[", ""),
    "rich": "I *really* **like** `code {{ x }} {.right}` and [this](https://example.org/a_b?c={d}&e=f).",
    "after a link": "See ![x](https://example.org) and [y](https://example.org){.right} `z`{.right}",
    "paragraphs": "One.\n\nTwo {{ two }}.\n\n# Three\n\n- four\n\n1. five",
    "scripts": "我在实验室 🧪 يعد الخلايا.",
}


def built(root: Path) -> dict[str, list[str]]:
    """The words of every text output, a list of lines each."""
    ran = appkit(root, "build", "--all", "-f", "txt", "-f", "md")
    assert ran.code == 0, ran.err
    return {path.name: path.read_text().splitlines() for path in sorted((root / "out/t").iterdir())}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_written_letter_says_the_same(tmp_path: Path, text: str) -> None:
    """The file that ``write`` makes is built to the same words: values, dates, prompts and all."""
    profile = PROFILE.replace("At A Lab I count cells.", json.dumps(text, ensure_ascii=False))
    profile = profile.replace("Counted cells.", json.dumps(text, ensure_ascii=False))
    answers = json.dumps({"why-now": text}, ensure_ascii=False)
    address = json.dumps(["Room [B", "{{ x }}]", "# C"])
    target = (
        f"{TARGET}recipient: {{name: 'A [B] {{.date}} C', address: {address}}}\n"
        f"documents: {{cover-letter: {{date: 2026-12-01, answers: {answers}}}}}\n"
    )
    root = workspace(tmp_path, profile, target)
    before = built(root)

    ran = appkit(root, "write", "t", "cover-letter")

    assert ran.code == 0, ran.err
    assert "wrote targets/t.cover-letter.md" in ran.out
    after = built(root)
    assert {name: [line.replace("%7Bd%7D", "{d}") for line in lines] for name, lines in after.items()} == {
        name: [line.replace("%7Bd%7D", "{d}") for line in lines] for name, lines in before.items()
    }


def test_links_survive_being_written(tmp_path: Path) -> None:
    """A home page, whose words are its address, and a page elsewhere."""
    links = "url: https://example.org/~ada\n  profiles: [{network: 'Git {{ x }}', url: 'https://example.org/(a)'}]\n  email: "
    root = workspace(tmp_path, PROFILE.replace("email: ", links))
    before = built(root)

    assert appkit(root, "write", "t").code == 0

    assert built(root) == before


def test_values_follow_the_profile(tmp_path: Path) -> None:
    """What is said of the person and the place stays a value; sentences are the writer's own."""
    root = workspace(tmp_path)
    appkit(root, "write", "t")
    (root / "profiles/ada.yaml").write_text(
        PROFILE.replace("ada@example.org", "new@example.org").replace("I count", "I weigh")
    )
    (root / "targets/t.yaml").write_text(TARGET.replace("Example University", "Other University"))

    (letter,) = (lines for name, lines in built(root).items() if name == "Example_Ada_Cover_Letter.txt")

    assert "new@example.org" in letter
    assert "I am applying to the PhD programme at Other University." in letter
    assert "At A Lab I count cells." in letter


def test_the_summary_names_the_letter_and_its_prompts(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    written = appkit(root, "write", "t")

    assert "to answer   why-group: Why this group" in written.out
    ran = appkit(root, "build", "--all")
    assert "SKELETON: 3 prompts open" in ran.out
    assert f"source        {LETTER}" in ran.out
    text = (root / LETTER).read_text()
    (root / LETTER).write_text("\n".join(line for line in text.splitlines() if "prompt(" not in line))
    assert "Ready to send: yes." in appkit(root, "build", "--all", "--final").out


def refused(ran: Ran, code: str, words: str) -> None:
    assert (ran.code, codes(ran), ran.out) == (1, [code], "")
    assert words in ran.err


def test_a_letter_is_never_overwritten(tmp_path: Path) -> None:
    root = workspace(tmp_path, **{LETTER: "mine\n"})

    refused(appkit(root, "write", "t"), "file-exists", f"{LETTER}:1:1")
    assert (root / LETTER).read_text() == "mine\n"

    (root / LETTER).unlink()
    (root / LETTER).symlink_to("elsewhere.md")
    refused(appkit(root, "write", "t"), "file-exists", "edit it, or move it away")
    assert not (root / "targets/elsewhere.md").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["tt"], "unknown-target", "did you mean 't'?"),
        (["*"], "several-targets", "t, u"),
        (["phd"], "preset-not-built", "it is not built itself"),
        (["t", "cover-leter"], "unknown-document", "did you mean 'cover-letter'?"),
        (["t", "../x"], "unknown-document", "there are: cover-letter, resume"),
    ],
)
def test_a_letter_that_cannot_be_written(tmp_path: Path, arguments: list[str], code: str, words: str) -> None:
    root = workspace(tmp_path / "w", **{"targets/u.yaml": TARGET})

    refused(appkit(root, "write", *arguments), code, words)

    assert sorted(path.name for path in (root / "targets").iterdir()) == ["t.yaml", "u.yaml"]
    assert [path.name for path in tmp_path.iterdir()] == ["w"]


def test_a_letter_of_a_broken_target(tmp_path: Path) -> None:
    root = workspace(tmp_path, target="extends: phd\nemphasize: [zzz]\n")

    refused(appkit(root, "write", "t"), "unknown-tag", "targets/t.yaml:2:13")


def test_an_answer_beside_a_letter_is_noted(tmp_path: Path) -> None:
    """It has become text in the letter, and would surprise someone who changes it."""
    target = TARGET + "documents: {cover-letter: {answers: {why-now: It is time.}}}\n"
    root = workspace(tmp_path, target=target)
    appkit(root, "write", "t")

    ran = appkit(root, "build", "--all")

    assert ran.code == 0
    assert "note[unknown-answer]" in ran.err


def test_a_resume_is_not_written_out(tmp_path: Path) -> None:
    """It would stop following the profile while `build` and `explain` still told of its selection."""
    root = workspace(tmp_path)

    ran = appkit(root, "write", "t", "resume")

    assert (ran.code, codes(ran)) == (1, ["not-a-letter"])
    assert not (root / "targets/t.resume.md").exists()
