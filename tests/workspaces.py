"""Small workspaces for tests: written from text, so that a test shows the files it is about."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner

from appkit import cli

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """\
basics:
  name: Ada Example
  familyName: Example
  email: ada@example.org
  summary: {text: I study things., variants: {biology: I study living things.}}
work:
  - id: lab
    name: A Lab
    position: Assistant
    startDate: 2020-01
    highlights:
      - {id: cells, text: Counted cells., tags: [biology]}
      - {id: chips, text: Built chips., tags: [hardware]}
    tags: [research]
    letter: At A Lab I count cells.
  - id: shop
    name: A Shop
    position: Clerk
    startDate: 2018-01
    endDate: 2019-06
    highlights:
      - {id: sold, text: Sold things., tags: []}
publications:
  - id: first-paper
    name: A First Paper
    authors: [Ada Example, Bob Other]
    status: published
    releaseDate: 2021
    venue: {name: Journal of Examples, short: JoE}
    tags: [biology]
  - id: second-paper
    name: A Second Paper
    authors: "Bob Other*, Ada Example*"
    status: under-review
    venue: {name: Conference on Examples 2022, short: CoE 2022}
    tags: [hardware]
tags: {biology: , hardware: {aliases: [HW]}, research: }
"""

TARGET = """\
extends: phd
organization: Example University
position: PhD programme
emphasize: [biology]
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


def write(root: Path, files: dict[str, str]) -> Path:
    """The files written below ``root``, their text dedented."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8", newline="")
    return root


def workspace(root: Path, profile: str = PROFILE, target: str = TARGET, **more: str) -> Path:
    """A workspace with one profile, one target called ``t``, and more files by path."""
    return write(root, {"profiles/ada.yaml": profile, "targets/t.yaml": target, **more})


def appkit(root: Path, *arguments: str) -> Ran:
    """``appkit -C ROOT ARGUMENTS`` run in this process, through the command line's own front door."""
    runner = CliRunner()
    with runner.isolation() as (out, err, _):
        code = cli.run(["-C", str(root), *arguments])
        # Asked for in here: some editions of click close both when they leave.
        return Ran(code, out.getvalue().decode(), err.getvalue().decode())


def codes(ran: Ran) -> list[str]:
    """The codes of the errors that were told, in their order."""
    marker = "error["
    return [line.split(marker, 1)[1].split("]", 1)[0] for line in ran.err.splitlines() if marker in line]
