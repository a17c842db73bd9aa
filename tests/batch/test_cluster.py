"""Batches on a real cluster: a dask scheduler and its workers, processes of their own on this machine."""

from __future__ import annotations

import logging
import shutil
import signal
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cluster_processes import Cluster, cluster, python_path

from appkit.batch import ENGINES, Settings, build_job, cluster_client, outcomes, plan
from appkit.diagnostics import Report
from appkit.operations.build import BuildOptions
from workspaces import TARGET, Ran, appkit, codes, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    # Not imported to find out: that takes half a second wherever tests are collected.
    pytest.mark.skipif(find_spec("distributed") is None, reason="needs the extra 'cluster', not installed"),
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals"),
    # Dask's client leaves it to the system to close what it has opened.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

_NUMBER = 40
_NEIGHBOURS = 12
_MANY = {f"targets/t{number:03}.yaml": TARGET for number in range(_NUMBER)}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("workers")) as started:
        yield started


@pytest.fixture(scope="module")
def worker(running: Cluster) -> None:
    running.worker()


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The many targets, built one after the other in this process."""
    root = workspace(tmp_path_factory.mktemp("serial") / "w", **_MANY)
    assert appkit(root, "build", "--all", "--jobs", "1").code == 0
    return root


def _tree(root: Path) -> dict[str, bytes]:
    """Every file of a workspace, but for the locks."""
    every = (file for file in root.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in every}


def _unbuilt(serial: Path, root: Path) -> Path:
    """The same workspace, of which nothing is built."""
    return Path(shutil.copytree(serial, root, ignore=shutil.ignore_patterns("out", ".appkit")))


def _process(root: Path, cluster: Cluster, *arguments: str) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "appkit", "-C", str(root), "build", "--cluster", cluster.address)
    return subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _ran(process: subprocess.Popen[str]) -> Ran:
    out, err = process.communicate()
    return Ran(process.returncode, out, err)


@pytest.mark.usefixtures("worker")
def test_a_worker_that_is_killed_in_mid_run(tmp_path: Path, serial: Path, running: Cluster) -> None:
    """Nothing lost, nothing twice, and what is written is what a serial run writes."""
    victim = running.worker()
    root = _unbuilt(serial, tmp_path / "w")
    jobs = plan(root, None, None, BuildOptions(), Report())
    told: list[str] = []
    with ENGINES["dask"].open(Settings(address=running.address)) as executor:
        for outcome in outcomes(build_job, jobs, executor):
            if not told:
                victim.kill()
            assert outcome.result is not None
            assert {file.action for file in outcome.result.files} == {"wrote"}
            told.append(outcome.job.name)

    assert sorted(told) == [job.name for job in jobs]
    assert _tree(root) == _tree(serial)


@pytest.mark.usefixtures("worker")
def test_a_shared_disk(tmp_path: Path, serial: Path, running: Cluster) -> None:
    root = _unbuilt(serial, tmp_path / "w")
    ran = appkit(root, "build", "--all", "--cluster", running.address, "--shared-disk")
    assert (ran.code, ran.err.count("error[")) == (0, 0), ran.err
    assert _tree(root) == _tree(serial)


@pytest.mark.usefixtures("worker")
def test_what_is_built_is_not_sent(tmp_path: Path, serial: Path, running: Cluster) -> None:
    root = Path(shutil.copytree(serial, tmp_path / "w"))
    shutil.rmtree(root / "out" / "t000")
    ran = appkit(root, "build", "--all", "--cluster", running.address)
    assert ran.code == 0
    assert "6 files written" in ran.out
    assert _tree(root) == _tree(serial)


@pytest.mark.usefixtures("worker")
def test_ctrl_c(tmp_path: Path, serial: Path, running: Cluster) -> None:
    """What is in hand is finished; the same command then builds what is missing."""
    root = _unbuilt(serial, tmp_path / "w")
    (root / "targets" / "a.yaml").write_text("extends: nothing\n", encoding="utf-8")
    process = _process(root, running, "--all")
    assert process.stderr is not None
    while "unknown-preset" not in (line := process.stderr.readline()):
        assert line, "the first target is broken, and that is told at once"
    process.send_signal(signal.SIGINT)
    ran = _ran(process)
    built = len(list((root / "out").iterdir()))
    assert ran.code == 130, ran.err
    assert "finishing what is in hand" in ran.err
    assert 0 < built < len(_MANY)
    assert f"interrupted: {len(_MANY) + 2 - built - 1} of {len(_MANY) + 2} not built" in ran.err

    (root / "targets" / "a.yaml").unlink()
    again = appkit(root, "build", "--all", "--cluster", running.address)
    assert again.code == 0, again.err
    assert _tree(root) == _tree(serial)


# What makes a target kill or hold up the process that builds it: real ones do so in ways that get mended.
_POISON = """
import sys
if "appkit.batch.cluster_child" in sys.orig_argv:
    import os, signal
    from appkit.batch import cluster_build
    render = cluster_build.render_target
    def poisoned(workspace, name, *arguments):
        if name.startswith("poison"):
            os.kill(os.getpid(), signal.SIGKILL)
        if "hang" in name:
            if started := os.environ.get("STARTED"):
                open(started, "w").close()
            signal.pause()
        return render(workspace, name, *arguments)
    cluster_build.render_target = poisoned
"""

# A worker that looks for appkit in vain.
_WITHOUT = """
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name == "appkit":
            raise ModuleNotFoundError("No module named 'appkit'", name=name)
sys.meta_path.insert(0, Without())
"""


def _customized(folder: Path, code: str) -> str:
    """A PYTHONPATH with which a process runs the code when it starts."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return python_path(folder)


def test_poison(tmp_path: Path, own_cluster: Cluster) -> None:
    """A target that kills or holds up what builds it is given up by name; its neighbours are built."""
    own_cluster.worker(PYTHONPATH=_customized(tmp_path / "site", _POISON))
    serial = workspace(tmp_path / "serial", **dict(list(_MANY.items())[:_NEIGHBOURS]))
    assert appkit(serial, "build", "--all", "--jobs", "1").code == 0
    root = _unbuilt(serial, tmp_path / "w")
    for name in ("poison", "hang"):
        (root / "targets" / f"{name}.yaml").write_text(TARGET, encoding="utf-8")

    ran = appkit(root, "build", "--all", "--cluster", own_cluster.address, "--timeout", "1")

    assert (ran.code, codes(ran)) == (1, ["job-lost", "job-lost"]), ran.err
    assert "'hang' was given up after two attempts: it took longer than 1 seconds" in ran.err
    assert (
        "'poison' was given up after two attempts: its process ended without a word (signal Killed)"
        in ran.err
    )
    assert {file.name for file in (root / "out").iterdir()} == {
        "t",
        *(f"t{n:03}" for n in range(_NEIGHBOURS)),
    }
    for name in ("poison", "hang"):
        (root / "targets" / f"{name}.yaml").unlink()
    assert _tree(root) == _tree(serial)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("a worker has no appkit", _WITHOUT),
        (
            "it has appkit 0.0.1, here is",
            "import sys\nif 'appkit.batch.cluster_child' in sys.orig_argv:\n    import appkit; appkit.__version__ = '0.0.1'",
        ),
    ],
)
def test_workers_that_would_build_something_else(
    tmp_path: Path, own_cluster: Cluster, said: str, code: str
) -> None:
    worker = own_cluster.worker(PYTHONPATH=_customized(tmp_path / "site", code))
    ran = appkit(workspace(tmp_path / "w"), "build", "--all", "--cluster", own_cluster.address)
    assert (ran.code, codes(ran)) == (1, ["unlike-worker"]), ran.err
    assert said in ran.err
    assert not (tmp_path / "w" / "out").exists()
    assert worker.poll() is None


def test_nobody_works(tmp_path: Path, own_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_client, "WORKER_PATIENCE", 0.0)
    monkeypatch.setattr(cluster_client, "_COUNTED", 0.0)
    ran = appkit(workspace(tmp_path / "w"), "build", "--all", "--cluster", own_cluster.address)
    assert (ran.code, codes(ran)) == (1, ["no-workers"]), ran.err


def test_a_scheduler_that_goes_away(
    tmp_path: Path, own_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends while a target is in work, one that nothing but a lost cluster keeps from being waited for."""
    monkeypatch.setattr(cluster_client, "RECONNECT_PATIENCE", 0.0)
    own_cluster.worker(PYTHONPATH=_customized(tmp_path / "site", _POISON), STARTED=str(tmp_path / "started"))
    root = workspace(tmp_path / "w", **{"targets/z-hang.yaml": TARGET})
    check = cluster_client.Watch.check

    def checked(watch: cluster_client.Watch) -> None:
        # Not what is built: the one thread of the worker may have been given the other target first.
        if (tmp_path / "started").exists():
            own_cluster.processes[0].kill()
        check(watch)

    monkeypatch.setattr(cluster_client.Watch, "check", checked)
    ran = appkit(root, "build", "--all", "--cluster", own_cluster.address, "--timeout", "1e6")
    assert (ran.code, codes(ran)) == (1, ["cluster-lost"]), ran.err
    assert not logging.getLogger("distributed.client").isEnabledFor(logging.ERROR)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("tcp://127.0.0.1:{port}", "no-scheduler"),
        ("127.0.0.1", "bad-address"),
        ("carrier-pigeon://127.0.0.1:1", "bad-address"),
        ("tls://127.0.0.1:{port}", "bad-address"),
    ],
)
def test_addresses_where_nobody_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, code: str
) -> None:
    monkeypatch.setattr(cluster_client, "PATIENCE", 0.2)
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        asked = address.format(port=taken.getsockname()[1])
        ran = appkit(workspace(tmp_path), "build", "--all", "--cluster", asked)
    assert (ran.code, codes(ran)) == (1, [code]), ran.err
    assert asked in ran.err
    assert not (tmp_path / "out").exists()
