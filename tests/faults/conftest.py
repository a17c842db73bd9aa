"""What tests of faults share: a process that runs commands, and scenes to run them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fault_runs import Runner, running
from fault_scenes import Scenes

from nights import NIGHTLY

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with running(tmp_path_factory.mktemp("runs")) as runner:
        yield runner


@pytest.fixture(scope="session")
def scenes(run: Runner, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(run, tmp_path_factory.mktemp("scenes"), "docx, md, txt" if NIGHTLY else "html, md, txt")
