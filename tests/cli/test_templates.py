"""What built-in templates print, and what is said of what a template has no place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workspaces import appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """\
basics: {name: A B}
publications:
  - {id: p, name: Paper, authors: "A B, C D", summary: In short., volume: 3, issue: 2, pages: 1-9,
     highlights: [{id: best, text: Best paper award}]}
skills: [{id: s, name: Go, level: good, summary: Since 2019, highlights: [Wrote a lot]}]
custom: {clubs: [{id: c, name: Club, items: [Member, Chair]}]}
"""


@pytest.mark.parametrize("template", ["academic", "classic", "compact", "modern"])
def test_every_item_that_is_in_is_printed(tmp_path: Path, template: str) -> None:
    root = workspace(tmp_path, PROFILE, f"documents: {{resume: {{template: {template}}}}}\n")

    ran = appkit(root, "build", "--all")

    text = (root / "out/t/A_B_CV.txt").read_text()
    assert "not-printed" not in ran.err
    for words in ("3(2):1-9", "In short.", "Best paper award", "Since 2019", "Wrote a lot", "Member, Chair"):
        assert words in text


def test_what_a_template_has_no_place_for_is_named(tmp_path: Path) -> None:
    template = "# {{ basics.name }}\n\n{% for s in sections %}{% for e in s.entries %}\n- {{ e.headline }}\n{% endfor %}{% endfor %}\n"
    root = workspace(
        tmp_path,
        PROFILE,
        "documents: {resume: {template: mine}}\n",
        **{"templates/mine/resume.md.j2": template},
    )

    ran = appkit(root, "build", "--all")

    assert ran.code == 0
    assert "note[not-printed]: the resume has no place for publications/p/best" in ran.err


@pytest.mark.parametrize(
    ("markdown", "code", "line"),
    [("# a\n\n# b\n", "second-title", 3), ("# a\n\n##### b\n", "heading-too-deep", 3)],
)
def test_headings_a_document_cannot_have(tmp_path: Path, markdown: str, code: str, line: int) -> None:
    root = workspace(
        tmp_path,
        target="documents: {resume: {template: mine}}\n",
        **{"templates/mine/resume.md.j2": markdown},
    )

    ran = appkit(root, "build", "--all")

    assert (ran.code, codes(ran)) == (1, [code])
    assert f"templates/mine/resume.md.j2:{line}:" in ran.err
