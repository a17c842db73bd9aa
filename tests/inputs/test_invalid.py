"""Bad input: each case of ``invalid/`` is told at its place, and breaks, leaks and leaves nothing."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import oracle
import pytest
from cases import cases, lay_out

from nights import tally
from workspaces import appkit, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from cases import Case

HERE = [case for case in cases().values() if case.under is None]
APART = [case for case in cases().values() if case.under is not None]


def names(cases: list[Case]) -> list[str]:
    return [case.name for case in cases]


@pytest.mark.parametrize("case", HERE, ids=names(HERE))
def test_a_case(tmp_path: Path, case: Case) -> None:
    root = tmp_path / "w"
    lay_out(case, root)

    ran, before, after = oracle.run(case, root)

    assert oracle.complaints(case, root, ran, before, after) == [], ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="processes are limited otherwise there")
@pytest.mark.parametrize("case", APART, ids=names(APART))
def test_a_case_apart(tmp_path: Path, case: Case) -> None:
    """What may eat time or memory, or needs a disk of its own: in a child with limits."""
    import limits  # noqa: PLC0415 - of limits that Windows has not

    root = tmp_path / "w"
    lay_out(case, root)
    try:
        outcome = limits.run(case, root)
    except limits.NotHereError as error:
        pytest.skip(str(error))
    assert outcome.wrong == []
    assert outcome.peak <= limits.BYTES


def test_what_the_cases_break(tmp_path: Path) -> None:
    """The small workspace itself builds, and so does one with a template of its own."""
    target = "extends: phd\ndocuments: {resume: {template: mine}, cover-letter: null}\n"
    template = {"templates/mine/resume.md.j2": "# {{ basics.name }}\n"}
    plain = appkit(workspace(tmp_path / "plain"), "build", "--all", "-f", "txt")
    own = appkit(workspace(tmp_path / "own", target=target, **template), "build", "--all", "-f", "md")

    assert (plain.code, own.code) == (0, 0), plain.err + own.err
    assert "error[" not in plain.err + own.err
    assert (tmp_path / "own/out/t/Example_Ada_CV.md").read_text() == "# Ada Example\n"


def test_the_corpus_is_a_corpus() -> None:
    """Names are those of files that every system can hold; no two cases are the same."""
    same = [(case.files, case.command, case.first, case.under) for case in cases().values()]
    assert [name for name, each in zip(cases(), same, strict=True) if same.count(each) > 1] == []
    assert len(cases()) >= 120


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform == "win32", reason="processes are limited otherwise there")
def test_every_case_apart(tmp_path: Path) -> None:
    """All of them in children, within the limits: the suite runs most in its own process."""
    import limits  # noqa: PLC0415 - as above

    def ran(case: Case) -> limits.Outcome | None:
        root = tmp_path / case.name.replace("/", ".") / "w"
        lay_out(case, root)
        try:
            return limits.run(case, root)
        except limits.NotHereError:
            return None

    limits.start_server()
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        outcomes = dict(zip(cases(), threads.map(ran, cases().values()), strict=True))
    took = {name: each for name, each in outcomes.items() if each is not None}
    slowest = max(took, key=lambda name: took[name].seconds)
    largest = max(took, key=lambda name: took[name].peak)
    tally(len(took), "cases apart")
    tally(int(1000 * took[slowest].seconds), f"ms for {slowest}")
    tally(took[largest].peak // 2**20, f"MiB for {largest}")
    assert {name: each.wrong for name, each in took.items() if each.wrong} == {}
