"""What the README shows is what the commands print."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from workspaces import appkit

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ appkit ([^\n]*)\n(.*?)```", README, re.DOTALL)


def copied(folder: Path) -> Path:
    """This repository's workspace, without what it has built."""
    for name in ("profiles", "targets", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_it_shows_a_build_and_an_explanation() -> None:
    assert [command.split()[0] for command, _ in CONSOLE] == ["build", "explain"]


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_its_examples_are_what_is_printed(
    command: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word for word, but for the seconds."""
    monkeypatch.chdir(copied(tmp_path))

    ran = appkit(Path(), *command.split())

    assert ran.code == 0, ran.err
    assert re.sub(r"in \d+\.\d s", "in 0.3 s", ran.out) == shown


@pytest.mark.parametrize("block", re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
def test_each_command_is_one_line(block: str) -> None:
    """CI runs the commands as they stand."""
    assert len(block.splitlines()) == 1


def test_the_pictures_and_pages_it_links_to_exist() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
