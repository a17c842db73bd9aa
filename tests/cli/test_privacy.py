"""Private things never leak: not into an artifact, a manifest, a letter, the terminal or a diagnostic."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from workspaces import PROFILE, TARGET, appkit, codes, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workspaces import Ran

# Every field of a private entry says the word, so does a private highlight of a public entry, and every note.
WORK = """\
work:
  - id: hushhush-job
    name: HUSHHUSH Job
    position: HUSHHUSH Boss
    private: true
    privateNote: HUSHHUSH one
    startDate: 2020-02
    letter: HUSHHUSH letter.
    summary: HUSHHUSH summary
    keywords: [HUSHHUSH]
    tags: [biology, hushhush-tag]
    advisors: [HUSHHUSH Adviser]
    links: {HUSHHUSH link: }
    url: HUSHHUSH.example.org
    priority: 1000
    highlights: [HUSHHUSH highlight]
  - privateNote: HUSHHUSH two
    id: lab
"""
CHIPS = "      - {id: chips, text: Built chips., tags: [hardware]"
HIGHLIGHTS = f"""\
{CHIPS}, privateNote: HUSHHUSH three}}
      - {{id: hushhush-bullet, text: HUSHHUSH bullet, letter: HUSHHUSH., private: true, priority: 1000}}
"""
PAPERS = """\
projects:
  - {id: project, name: A Project, publication: publications/hushhush-paper, summary: It went to HUSH 2019.}
publications:
  - id: hushhush-paper
    name: HUSHHUSH Paper
    private: true
    authors: [HUSHHUSH Coauthor*, Bob Other]
    status: under-review
    venue: {name: Conference on HUSHHUSH 2019, short: HUSH 2019}
"""
SECRETIVE = (
    PROFILE.replace("work:\n  - id: lab\n", WORK)
    .replace(f"{CHIPS}}}\n", HIGHLIGHTS)
    .replace("publications:\n", PAPERS)
    .replace("tags: {biology", "tags: {hushhush-tag: HUSHHUSH Label, biology")
)

TARGETS = {
    "as it is": TARGET,
    "with a deadline": f"{TARGET}deadline: 2027-01-01\n",
    "with venues": f"{TARGET}submissions: show-venue\n",
    "in another language": f"{TARGET}locale: zh\n",
    "everything": "documents: {resume: {}, cover-letter: {}}\n",
    "by rules": f"{TARGET}rules: [{{name: a, match: {{id: 'work/*'}}, pin: true}}, "
    "{name: b, match: {section: work}, at-most: 1}]\n",
    "in little room": f"{TARGET}documents: {{resume: {{lines: 24}}}}\n",
}


def leaks(root: Path, ran: Ran) -> list[str]:
    """Where the word is told: in what was printed, and in what was written, parts of DOCX files among it."""
    told = {"stdout": ran.out, "stderr": ran.err, **dict(written(root))}
    return [name for name, text in told.items() if re.search("hushhush", f"{name} {text}", re.IGNORECASE)]


def written(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.is_relative_to(root / "profiles"):
            continue
        yield str(path.relative_to(root)), path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as parts:
                yield from ((f"{path.name}/{name}", parts.read(name).decode()) for name in parts.namelist())


def test_the_word_is_there_to_be_found(tmp_path: Path) -> None:
    """A pin by the exact id admits a private item: the search finds what there is."""
    pins = 'rules: [{name: mine, match: {id: "work/hushhush-job"}, pin: true}]\n'
    root = workspace(tmp_path, SECRETIVE, TARGET + pins)

    found = leaks(root, appkit(root, "build", "--all"))

    assert "out/t/Example_Ada_CV.txt" in found
    assert "Example_Ada_CV.docx/word/document.xml" in found
    text = (root / "out/t/Example_Ada_CV.txt").read_text()
    assert "HUSHHUSH Job" in text
    assert not re.search("HUSHHUSH (one|two|three|bullet)", text)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_nothing_private_leaves_an_ordinary_build(tmp_path: Path, target: str) -> None:
    root = workspace(tmp_path, SECRETIVE, target)

    ran = appkit(root, "build", "--all")

    assert ran.code == 0, ran.err
    assert leaks(root, ran) == []
    assert len(list((root / "out/t").iterdir())) == 6


@pytest.mark.parametrize(
    "command", [["list"], ["write", "t"], ["clean"], ["validate"], ["build", "--all", "--dry-run"]]
)
def test_nor_do_other_commands_tell(tmp_path: Path, command: list[str]) -> None:
    root = workspace(tmp_path, SECRETIVE)

    assert leaks(root, appkit(root, *command)) == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("rules: [{name: a, match: {id: work/zzz}, boost: 1}]", "unknown-address"),
        ("rules: [{name: a, match: {id: zzz/zzz}, boost: 1}]", "unknown-address"),
        ("patch: {work/lab/zzz: {text: x}}", "unknown-address"),
        ("documents: {resume: {lines: 3}}", "over-budget"),
        ("emphasise: []", "unknown-key"),
    ],
)
def test_an_error_elsewhere_does_not_tell(tmp_path: Path, target: str, code: str) -> None:
    """Nor does the list of what there is, in a hint."""
    root = workspace(tmp_path, SECRETIVE, f"{TARGET}{target}\n")

    ran = appkit(root, "build", "--all")

    assert (ran.code, codes(ran)) == (1, [code])
    assert leaks(root, ran) == []


def test_an_error_beside_a_private_line_shows_its_own_line_only(tmp_path: Path) -> None:
    profile = SECRETIVE.replace(
        "    startDate: 2020-01\n", "    startDate: 2020-13\n    privateNote2: HUSHHUSH\n"
    )
    assert "privateNote2" in profile
    root = workspace(tmp_path, profile.replace("privateNote2", "x-note"))

    ran = appkit(root, "build", "--all")

    assert (ran.code, codes(ran)) == (1, ["impossible-date"])
    assert leaks(root, ran) == []


def test_explain_says_that_a_private_item_is_out(tmp_path: Path) -> None:
    """To the person who asks: it is the one command that names private items, and it shows no text of theirs."""
    ran = appkit(workspace(tmp_path, SECRETIVE), "explain", "-t", "t")

    assert "private: only a pin with its exact id admits it" in ran.out
    assert "HUSHHUSH" not in ran.out


def test_a_manifest_is_there_to_be_searched(tmp_path: Path) -> None:
    """And it names what else is out."""
    root = workspace(tmp_path, SECRETIVE, TARGETS["by rules"])
    appkit(root, "build", "--all")

    manifests = [json.loads(path.read_text()) for path in (root / ".appkit").rglob("*.json")]

    assert any(manifest.get("decisions") for manifest in manifests)


def test_a_private_document_is_shown_private_notes(tmp_path: Path) -> None:
    """Only a document that declares itself private; the same template in an ordinary one has none to show."""
    template = "{% for s in sections %}{% for e in s.entries %}\n- {{ e.headline }}{% if e.privateNote %}: {{ e.privateNote }}{% endif %}\n{% endfor %}{% endfor %}\n"
    target = """\
documents:
  notes: {template: mine, private: true, formats: [txt]}
  plain: {template: mine, formats: [txt]}
"""
    profile = "basics: {name: A B}\nskills: [{id: s, name: Go, privateNote: never used it}]\n"
    root = workspace(
        tmp_path,
        profile,
        target,
        **{"templates/mine/notes.md.j2": template, "templates/mine/plain.md.j2": template},
    )

    ran = appkit(root, "build", "--all")

    assert ran.code == 0, ran.err
    texts = {path.name: path.read_text() for path in (root / "out").rglob("*.txt")}
    assert [name for name, text in texts.items() if "never used it" in text] == ["A_B_Notes.txt"]
    assert len(texts) == 2


def test_a_line_with_a_private_note_is_not_repeated(tmp_path: Path) -> None:
    """A flow mapping has the note on the line of what a diagnostic is about."""
    profile = "basics: {name: A B}\nwork:\n  - {id: a, name: C, url: x.y/z, startDate: 2020, privateNote: HUSHHUSH}\n"
    root = workspace(tmp_path, profile, "documents: {resume: {}}\n")

    for command in (["build", "--all"], ["validate"]):
        ran = appkit(root, *command)
        assert "profiles/ada.yaml:3:" in ran.err
        assert "HUSHHUSH" not in ran.out + ran.err
