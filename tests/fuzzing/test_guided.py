"""The loader and Markdown under Atheris for a minute, where it is installed; see ``guided.py``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from in_memory import specimens

from nights import SEED, tally

_KINDS = {"yaml": b"y", "json": b"j", "j2": b"d", "md": b"r"}
SECONDS = 60


@pytest.mark.nightly
@pytest.mark.skipif(find_spec("atheris") is None, reason="pip install atheris")
def test_guided_bytes(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, each in enumerate(specimens()):
        kind = _KINDS[each.path.rpartition(".")[2]]
        (seeds / str(number)).write_bytes(kind + each.content[:4000])
    options = [f"-max_total_time={SECONDS}", "-timeout=10", "-rss_limit_mb=1500", f"-seed={SEED}"]

    ran = subprocess.run(
        [sys.executable, Path(__file__).parent / "guided.py", *options, seeds],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )

    assert ran.returncode == 0, ran.stderr[-6000:]
    done = re.search(r"Done (\d+) runs", ran.stderr)
    assert done
    tally(int(done[1]), "guided inputs")
