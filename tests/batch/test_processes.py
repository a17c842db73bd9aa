"""The engine of several processes: with real ones, which are really killed."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from appkit.batch import ENGINES, Settings, outcomes
from poisons import jobs, obey

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills by signals")


def test_every_accident_costs_its_own_job(tmp_path: Path) -> None:
    """A job that kills its worker, one that does so once, one that hangs, one with a bug: the rest is done."""
    good = [f"ok-{number}" for number in range(30)]
    orders = [*good[:10], "kill", "kill-once", "hang", *good[10:], "bug"]

    with ENGINES["pebble"].open(Settings(workers=2, timeout=0.3)) as executor:
        found = {each.job.target: each for each in outcomes(obey, jobs(tmp_path, orders), executor)}

    assert [found[name].result for name in good] == [f"{name} done" for name in good]
    assert found["kill-once"].result == "kill-once done"
    assert found["kill"].lost == "its process ended without a word (signal SIGKILL)"
    assert found["hang"].lost == "it took longer than 0.3 seconds"
    assert isinstance(found["bug"].error, LookupError)


# A pool in a process of its own, whose two workers hold Python's lock for ever.
_HANGING = """
import sys
from pathlib import Path
from appkit.batch import ENGINES, Settings, outcomes
from poisons import jobs, never_return

if __name__ == "__main__":
    with ENGINES["pebble"].open(Settings(workers=2)) as executor:
        list(outcomes(never_return, jobs(Path(sys.argv[1]), "ab"), executor))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there the kernel sees to it")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_its_parent(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "hanging.py"
    script.write_text(_HANGING)
    tests = Path(__file__).parent.parent
    parent = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(tests)},
    )
    assert parent.stdout is not None
    ends = [os.pidfd_open(int(parent.stdout.readline())) for _ in "ab"]

    parent.send_signal(number)

    assert parent.wait() == -number
    for end in ends:
        await_end(end)
    parent.stdout.close()


def await_end(process: int) -> None:
    """Wait for a process, given by a file descriptor, to end."""
    assert select.select([process], [], [], 20)[0], "a worker outlives its parent"
    os.close(process)


@pytest.mark.parametrize(
    ("error", "told"), [("FileNotFoundError", False), ("EOFError", False), ("ValueError", True)]
)
def test_a_worker_that_could_not_start_says_nothing(error: str, told: bool) -> None:
    """Its batch has ended before it began; what is wrong with more than that is told."""
    code = f"import appkit.batch.starting\nraise {error}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    assert ("Traceback" in ran.stderr) is told
