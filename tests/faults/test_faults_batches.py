"""A batch that was interrupted again and again and then run to its end is as one that never was."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from disk_faults import Fault
from fault_runs import KILLED, Runner, contents, copied
from fault_scenes import BUILD, Scenes, inputs

from nights import NIGHTLY, SEED, tally

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals there")
NUMBER = 12 if NIGHTLY else 3
FORMATS = "md, txt"


def batch(scenes: Scenes, name: str) -> Path:
    """A workspace with many targets, built once with another profile."""
    root = inputs(scenes.folder / name, "old", FORMATS)
    for number in range(NUMBER - 1):
        (root / f"targets/t{number}.yaml").write_bytes((root / "targets/t.yaml").read_bytes())
    assert scenes.run(root, *BUILD, watched=False).code == 0
    return inputs(root, "new", FORMATS)


def left(root: Path) -> dict[str, bytes]:
    return contents(root / "out") | contents(root / ".appkit")


@pytest.mark.parametrize(
    "signals",
    [
        ("INT", "TERM", "KILL", "KILL"),
        pytest.param(("KILL", "INT", "INT", "TERM"), marks=pytest.mark.nightly),
    ],
)
def test_interrupted_four_times(signals: tuple[str, ...], run: Runner, scenes: Scenes) -> None:
    """In this process, at calls to the disk."""
    start = batch(scenes, f"batch-{'-'.join(signals)}")
    whole = copied(start, scenes.folder / "whole")
    every = len(run(whole, *BUILD).calls)
    chance = random.Random(SEED or 1)
    for _ in range(10 if NIGHTLY else 1):
        root = copied(start, scenes.folder / "copy")
        for name in signals:
            at = chance.randint(1, every // 4)
            ended = run(root, *BUILD, fault=Fault(at, name))
            expected = {"INT": (130,), "TERM": (-15,), "KILL": KILLED}[name]
            assert ended.code in expected, (name, at, ended.said)
            tally(1, "interruptions")
        last = run(root, *BUILD, watched=False)
        assert last.code == 0, last.said
        assert "edited-by-hand" not in last.err
        assert left(root) == left(whole)


@pytest.mark.nightly
@pytest.mark.parametrize("repetition", range(4))
def test_interrupted_with_workers(repetition: int, run: Runner, scenes: Scenes) -> None:
    """In several processes, at moments: a worker whose batch was killed ends what it has in hand, or nothing."""
    start = batch(scenes, "batch-jobs")
    whole = copied(start, scenes.folder / "whole")
    assert run(whole, *BUILD, watched=False).code == 0
    root = copied(start, scenes.folder / "copy-jobs")
    chance = random.Random(f"{SEED} {repetition}")
    command = [sys.executable, "-m", "appkit", "-C", str(root), *BUILD, "--jobs", "2"]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL, signal.SIGKILL):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            process.wait(chance.uniform(0.2, 2.5))
        except subprocess.TimeoutExpired:
            process.send_signal(number)
        _, err = process.communicate()
        assert "Traceback" not in err, err
        assert "appkit bug" not in err, err
        tally(1, "interruptions")
    last = subprocess.run(command, capture_output=True, text=True, check=False)
    assert last.returncode == 0, last.stderr
    assert "edited-by-hand" not in last.stderr
    assert left(root) == left(whole)
