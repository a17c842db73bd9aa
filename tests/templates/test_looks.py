"""The built-in looks: each makes both documents, keeps the rules of layout, and is told apart by more than colour."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from appkit.assemble import Assembled, assemble
from appkit.diagnostics import Report
from appkit.load import load_target, open_workspace
from appkit.model.document import Heading, List, Paragraph, Right, plain
from appkit.render import FORMATS
from effort import of_ci
from workspaces import workspace

REPOSITORY = Path(__file__).parents[2]
LOOKS = ("academic", "classic", "compact", "modern")
NOTHING_COMPARED = 5

PROFILE = """\
basics: {name: Zoë Ångström, nativeName: 邓若依, label: Biologist, email: zoe@example.org, location: {city: Malmö}}
education: [{id: u, institution: Université, studyType: M.Sc., area: Biologie, startDate: 2014, endDate: 2016, gpa: 4.9}]
work:
  - {id: w, name: Lab, position: Postdoc, startDate: 2020-01, location: Lund, advisors: [{name: Prof. Żółć, role: Head}],
     keywords: [Folding, Cryo-EM], highlights: [Measured it., Wrote it down.]}
publications:
  - {id: p, name: Paper, authors: "Zoë Ångström*, C D*", status: published, releaseDate: 2022,
     venue: {name: Proceedings of Something, short: PoS 2022}}
  - {id: q, name: Draft, authors: [Zoë Ångström], status: under-review, venue: {name: Hidden Venue, short: HV}}
awards: [{id: a, title: Prix, awarder: Société, date: 2021}]
"""


def made(root: Path, look: str, target: str = "extends: phd\n") -> dict[str, Assembled]:
    """The documents of a workspace's target in a look, by kind."""
    documents = f"documents: {{resume: {{template: {look}}}, cover-letter: {{template: {look}}}}}\n"
    opened = open_workspace(workspace(root, PROFILE, target + documents))
    report = Report()
    loaded = load_target(opened, "t", report)
    assert loaded is not None, report.diagnostics
    found = assemble(loaded.target, loaded.profile, opened.templates(report), report).documents
    assert not report.failed, report.diagnostics
    return {each.plan.kind: each for each in found}


def text(assembled: Assembled) -> str:
    return FORMATS["txt"].render(assembled.document, assembled.style).decode()


def test_these_are_the_built_in_looks() -> None:
    """Every folder that makes a résumé is one; whoever adds a look adds it to these tests."""
    templates = open_workspace(REPOSITORY).templates(Report())
    built_in = [
        name for name, folder in templates.folders.items()
        if folder.location.path.endswith("(built in)") and templates.file_for(name, "resume")
    ]  # fmt: skip

    assert built_in == list(LOOKS)
    assert all(templates.file_for(look, "cover-letter") for look in LOOKS)


@pytest.mark.parametrize("look", LOOKS)
def test_an_entry_is_laid_out_as_parsers_read_it(tmp_path: Path, look: str) -> None:
    """Organisation and dates on one line, the role on its own, then highlights, then advisers and topics."""
    blocks = made(tmp_path, look)["resume"].document.blocks
    at = next(
        i for i, b in enumerate(blocks) if isinstance(b, Heading) and plain(b.content).startswith("Lab")
    )
    head, role, bullets = blocks[at : at + 3]

    assert isinstance(head, Heading)
    assert isinstance(head.content[-1], Right)
    assert plain(head.content[-1].content) == "Jan. 2020 – Present"
    assert isinstance(role, Paragraph)
    assert (role.role, plain(role.content).startswith("Postdoc")) == ("detail", True)
    assert isinstance(bullets, List)
    said = [
        plain(block.content)
        for item in bullets.items
        for block in item.blocks
        if isinstance(block, Paragraph)
    ]
    assert said[:2] == ["Measured it.", "Wrote it down."]
    assert all(words not in "".join(said[:2]) for words in ("Żółć", "Cryo-EM"))


@pytest.mark.parametrize("look", LOOKS)
def test_the_head_stands_in_the_body(tmp_path: Path, look: str) -> None:
    """First the name, then how to reach the person: never in a page header, where parsers do not look."""
    for assembled in made(tmp_path, look).values():
        name, *rest = assembled.document.blocks
        assert isinstance(name, Heading)
        assert (name.level, plain(name.content)) == (1, "Zoë Ångström 邓若依")
        contact = next(block for block in rest if isinstance(block, Paragraph) and block.role == "contact")
        assert "zoe@example.org" in plain(contact.content)


@pytest.mark.parametrize("look", LOOKS)
def test_headings_go_down_one_level_at_a_time(tmp_path: Path, look: str) -> None:
    for assembled in made(tmp_path, look).values():
        levels = [block.level for block in assembled.document.blocks if isinstance(block, Heading)]
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


@pytest.mark.parametrize("look", LOOKS)
def test_work_under_review_is_told_and_its_venue_is_not(tmp_path: Path, look: str) -> None:
    for target, told in (("extends: phd\n", "Under review"), ("extends: job\n", "Under review")):
        said = text(made(tmp_path, look, target)["resume"])
        assert told in said
        assert "Hidden Venue" not in said
        assert "HV" not in said


@pytest.mark.parametrize("look", LOOKS)
def test_a_venue_that_is_shown_does_not_pass_for_an_acceptance(tmp_path: Path, look: str) -> None:
    said = text(made(tmp_path, look, "extends: job\nsubmissions: show-venue\n")["resume"])

    assert "Under review: Hidden Venue (HV)" in said


def test_looks_differ_in_more_than_colour(tmp_path: Path) -> None:
    """Without sizes and colours, no two print the same lines, and no two have the same fonts and alignment."""
    resumes = [made(tmp_path, look)["resume"] for look in LOOKS]
    assert len({text(resume) for resume in resumes}) == len(LOOKS)

    shapes = [
        (each.style.fonts.body, *((look, s.align, s.caps, s.bold, s.italic, s.rule) for look, s in each.style.looks.items()))
        for each in resumes
    ]  # fmt: skip
    assert len(set(shapes)) == len(LOOKS)


def test_letters_for_the_same_readers_have_the_same_words(tmp_path: Path) -> None:
    letters = [text(made(tmp_path, look)["cover-letter"]) for look in LOOKS if look != "modern"]

    bodies = {tuple(letter.partition("[[TODO")[2].split()) for letter in letters}
    assert len(bodies) == 1


def test_the_gallery_shows_every_look() -> None:
    gallery = (REPOSITORY / "docs/gallery.md").read_text("utf-8")
    for look in LOOKS:
        assert f"## `{look}`" in gallery
        for picture in (f"{look}-resume-a4", f"{look}-cover-letter-a4", f"{look}-resume-letter"):
            assert f"(images/gallery/{picture}.png)" in gallery
            assert (REPOSITORY / f"docs/images/gallery/{picture}.png").read_bytes().startswith(b"\x89PNG")


@of_ci
def test_every_line_stands_where_it_was_reviewed(request: pytest.FixtureRequest) -> None:
    """The script's own verdict on all looks, laid out by LibreOffice."""
    update = ["--update"] if request.config.getoption("--update-goldens") else []
    command = [sys.executable, str(REPOSITORY / "scripts" / "look_positions.py"), *update]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if ran.returncode == NOTHING_COMPARED:
        pytest.skip(ran.stdout.strip())

    assert ran.returncode == 0, ran.stdout + ran.stderr
