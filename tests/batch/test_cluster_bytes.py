"""What a cluster is sent and what comes back, with no cluster: every call is made here, from its bytes."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import cluster_tasks
import pytest
from cluster_processes import python_path

from appkit.batch import Settings, build_job, cluster_build, cluster_child, cluster_client, outcomes, plan
from appkit.batch import cluster as engine
from appkit.batch.cluster_call import call
from appkit.batch.cluster_child import LostError, UnfitError, read_answer, relay
from appkit.batch.cluster_failures import reason
from appkit.batch.cluster_identity import difference, identity
from appkit.batch.cluster_load import BytesLoad
from appkit.batch.cluster_parcels import packer
from appkit.diagnostics import AppkitError, Report
from appkit.operations.build import BuildOptions
from workspaces import PROFILE, TARGET, appkit, codes, workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from appkit.batch import JobResult


class _Machine:
    """Stands for a client and for its executor: does what it is given at once, and counts."""

    status = "running"
    scheduler = SimpleNamespace(ncores=None)

    def __init__(self) -> None:
        self.parcels: list[bytes] = []
        self.tasks: list[bytes] = []

    def sync(self, function: object, **_: object) -> Mapping[str, int]:
        return {"one": 1, "two": 1}

    def submit(self, function: Callable[..., Any], content: bytes, **named: Any) -> Any:  # noqa: ANN401
        if "key" in named:
            self.parcels.append(content)
            return SimpleNamespace(status="finished", held=function(content))
        self.tasks.append(content)
        done: Future[Any] = Future()
        done.set_result(function(content, buffers=[each.held for each in named["buffers"]]))
        return done


def _here(call: bytes, buffers: Sequence[bytes], theirs: Mapping[str, str], seconds: float | None) -> bytes:
    """The relay's part, played in this process."""
    assert theirs == identity()
    return cluster_child._answer(call, buffers)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> _Machine:
    monkeypatch.setattr(engine, "relay", _here)
    return _Machine()


def _sent(machine: _Machine, root: Path, options: BuildOptions, **named: Any) -> dict[str, JobResult | None]:  # noqa: ANN401
    """What the cluster makes of every job of a workspace."""
    with ThreadPoolExecutor(2) as writers:
        executor = engine._Cluster(machine, machine, writers, BytesLoad(machine), None)  # type: ignore[arg-type]
        jobs = plan(root, None, named.pop("profiles", None), options, Report(), **named)
        return {each.job.name: each.result for each in outcomes(build_job, jobs, executor)}


def _serial(root: Path, options: BuildOptions, **named: Any) -> dict[str, JobResult | None]:  # noqa: ANN401
    jobs = plan(root, None, named.pop("profiles", None), options, Report(), **named)
    return {job.name: build_job(job) for job in jobs}


def _tree(root: Path) -> dict[str, bytes]:
    """Every file of a workspace, but for the locks."""
    every = (file for file in root.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in every}


_CASES: dict[str, dict[str, str]] = {
    "plain": {f"targets/more-{n}.yaml": TARGET for n in range(7)},
    "own template and preset": {
        "templates/mine/style.yaml": "extends: academic\n",
        "templates/mine/Reference.txt": "not read, and spoken of",
        "templates/mine/resume.md.j2": "# {{ basics.name }}\n\n{{ basics.email }}\n",
        "targets/_base.yaml": "extends: phd\nemphasize: [new]\ndocuments: {resume: {template: mine}}\n",
        "targets/u.yaml": "extends: _base\n",
        "tags.yaml": "new: {description: A tag}\n",
    },
    "letters": {
        "targets/t.cover-letter.md": "Dear all,\n",
        "targets/T.cover-letter.md": "Not this one.\n",
        "targets/t.cover-leter.md": "Nor this one.\n",
        "targets/t.two.yaml": TARGET,
        "targets/t.two.cover-letter.md": "Dear two,\n",
    },
    "several profiles": {
        "profiles/bob.yml": PROFILE.replace("Ada", "Bob").replace("ada", "bob"),
        "targets/t.yaml": TARGET + "profile: bob\n",
        "targets/u.yaml": TARGET + "profile: ada\n",
        "targets/_ada.yaml": "extends: phd\nprofile: ada\n",
        "targets/v.yaml": "extends: _ada\n",
        "targets/w.yaml": TARGET,
        "targets/x.yaml": TARGET + "profile: nobody\n",
    },
    "broken": {
        "targets/a.yaml": "extends: [\n",
        "targets/b.yaml": "extends: nothing\n",
        "targets/c.yaml": TARGET + "documents: {resume: {template: nowhere}}\n",
        "targets/d.yaml": TARGET + "documents: {resume: {pages: 1, lines: 1}}\n",
        "targets/e.yaml": TARGET + "filename: '{nothing}'\n",
    },
    "edited by hand": {"out/t/Ada_Example_Resume.md": "Mine.\n", "out/t/Example_Ada_CV.md": "Mine.\n"},
}


@pytest.mark.parametrize("files", _CASES.values(), ids=_CASES)
@pytest.mark.parametrize(
    "options", [BuildOptions(), BuildOptions(formats=frozenset({"md"}), final=True)], ids=["all", "final"]
)
def test_a_cluster_writes_what_a_serial_run_writes(
    tmp_path: Path, machine: _Machine, files: dict[str, str], options: BuildOptions
) -> None:
    one, two = workspace(tmp_path / "one", **files), workspace(tmp_path / "two", **files)

    assert _sent(machine, two, options) == _serial(one, options)
    assert _tree(two) == _tree(one)


def test_links_that_lead_elsewhere(tmp_path: Path, machine: _Machine) -> None:
    (tmp_path / "resume.md.j2").write_text("# A stranger's\n", encoding="utf-8")
    one, two = workspace(tmp_path / "one"), workspace(tmp_path / "two")
    for root in (one, two):
        (root / "templates" / "academic").mkdir(parents=True)
        (root / "templates" / "academic" / "resume.md.j2").symlink_to(tmp_path / "resume.md.j2")

    found = _sent(machine, two, BuildOptions())

    assert found["t"] is not None
    assert "outside-workspace" in {each.code for each in found["t"].diagnostics}
    assert found == _serial(one, BuildOptions())


def test_the_time_limit_is_for_one_job(
    tmp_path: Path, machine: _Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[None] = []
    monkeypatch.setattr(cluster_build, "step", lambda: steps.append(None))
    _sent(machine, workspace(tmp_path, **_CASES["plain"]), BuildOptions())
    assert len(steps) == 8 > len(machine.tasks)


def test_profiles_and_targets_multiply(tmp_path: Path, machine: _Machine) -> None:
    files = {f"profiles/p{n}.yaml": PROFILE for n in range(3)} | {"targets/u.yaml": TARGET + "profile: p1\n"}
    one, two = workspace(tmp_path / "one", **files), workspace(tmp_path / "two", **files)

    assert _sent(machine, two, BuildOptions(), profiles=["p*"]) == _serial(
        one, BuildOptions(), profiles=["p*"]
    )
    assert _tree(two) == _tree(one)
    assert len(machine.parcels) == 4  # what all share, and each profile once


def test_a_second_build_tells_what_the_first_wrote_here(tmp_path: Path, machine: _Machine) -> None:
    root = workspace(tmp_path)
    options = BuildOptions(out=tmp_path / "elsewhere", force=True)
    _sent(machine, root, options)
    (path,) = (tmp_path / "elsewhere" / "t").glob("*CV.md")
    path.write_text("Mine.\n", encoding="utf-8")

    again = _sent(machine, root, options)["t"]

    assert again is not None
    actions = [file.action for file in again.files]
    assert actions.count("backed-up") == 1
    assert set(actions) == {"backed-up", "unchanged"}


def test_whole_results_come_back_with_their_files(tmp_path: Path, machine: _Machine) -> None:
    one, two = workspace(tmp_path / "one"), workspace(tmp_path / "two")
    found = _sent(machine, two, BuildOptions(), detailed_up_to=1)["t"]
    expected = _serial(one, BuildOptions(), detailed_up_to=1)["t"]

    assert found is not None
    assert expected is not None
    assert found.whole is not None
    assert expected.whole is not None
    assert found.whole.documents == expected.whole.documents
    assert all(document.files for document in found.whole.documents)


def test_what_is_sent(tmp_path: Path, machine: _Machine) -> None:
    """What targets share once, a target with its task, and nothing that no target asks for."""
    files = {"secret.txt": "SECRET", "targets/.notes.md": "SECRET", "profiles/notes.txt": "SECRET"}
    files |= {f"targets/u{n}.yaml": TARGET.replace("PhD", f"PhD-{n}") for n in range(20)}
    root = workspace(tmp_path / "workspace-of-mine", **files)

    _sent(machine, root, BuildOptions(out=tmp_path / "out-of-mine"))

    shared, profile = machine.parcels
    assert (b"Ada Example" in shared, b"Ada Example" in profile) == (False, True)
    everything = b"".join((*machine.parcels, *machine.tasks))
    assert [everything.count(f"PhD-{n} ".encode()) for n in range(20)] == [1] * 20
    for word in (b"SECRET", b"secret.txt", b"notes", b"of-mine", os.fsencode(tmp_path)):
        assert word not in everything


def test_a_parcel_that_the_cluster_has_given_up_is_sent_again(tmp_path: Path) -> None:
    machine = _Machine()
    load = BytesLoad(machine)
    (job,) = plan(workspace(tmp_path), None, None, BuildOptions(), Report())
    first = load.prepared(build_job, build_job, (job,)).parcels
    assert load.prepared(build_job, build_job, (job,)).parcels == first
    first[0].status = "error"
    second = load.prepared(build_job, build_job, (job,)).parcels
    assert [new is old for new, old in zip(second, first, strict=True)] == [False, True]


def test_the_packer_reads_what_a_run_began_with(tmp_path: Path) -> None:
    """A template that changes meanwhile changes no document of the run."""
    root = workspace(tmp_path, **{"templates/mine/style.yaml": "extends: academic\n"})
    packed = packer(root)
    shutil.rmtree(root / "templates")
    assert b"extends: academic" in packed.shared


def _asked(function: Callable[[], object], seconds: float | None = None) -> Any:  # noqa: ANN401
    return read_answer(relay(*call(function), dict(identity()), seconds))


@pytest.fixture
def _children(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Children that find the tasks of tests, and end with the test."""
    monkeypatch.setenv("PYTHONPATH", python_path(Path(__file__).parent))
    yield
    while not cluster_child._idle.empty():
        cluster_child._idle.get().end()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
@pytest.mark.usefixtures("_children")
def test_a_child_that_dies_is_told_and_replaced() -> None:
    first = _asked(cluster_tasks.process)
    assert _asked(cluster_tasks.process) == first != os.getpid()
    assert _asked(cluster_tasks.noisy) == "answer"
    assert _asked(cluster_tasks.stepping) == "answer"
    with pytest.raises(LookupError, match="no such thing") as caught:
        _asked(cluster_tasks.wrong)
    assert "in wrong" in caught.value.__notes__[0]
    with pytest.raises(TypeError, match="cannot pickle"):
        _asked(cluster_tasks.cannot_be_sent)
    assert _asked(cluster_tasks.process) == first
    with pytest.raises(LostError, match="Killed"):
        _asked(cluster_tasks.die)
    with pytest.raises(LostError, match="exit code 7"):
        _asked(cluster_tasks.leave)
    with pytest.raises(LostError, match=r"longer than 0\.01 seconds"):
        _asked(cluster_tasks.hang, 0.01)
    assert _asked(cluster_tasks.process) not in {first, os.getpid()}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
def test_no_child_outlives_its_worker() -> None:
    """A worker that is killed while its child works: the child's end of the pipe is closed, too."""
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "at work\n"
    worker.kill()
    worker.wait()
    # The child has the same stdout: it ends when the last of them does.
    assert worker.stdout.read() == ""
    worker.stdout.close()


_WORKER = """
import functools, os, signal
from appkit.batch.cluster_call import call
from appkit.batch.cluster_child import relay
from appkit.batch.cluster_identity import identity
said = os.dup(1)
os.set_inheritable(said, True)
import subprocess
start = subprocess.Popen
subprocess.Popen = functools.partial(start, pass_fds=(said,))
relay(*call(exec, f"import os, signal; os.write({said}, b'at work\\\\n'); signal.pause()"), identity(), None)
"""


def test_a_worker_must_build_the_same_bytes() -> None:
    here = identity()
    assert difference(here, here) is None
    assert difference(here, {**here, "Python": "3.9"}) == f"it has Python 3.9, here is {here['Python']}"
    older = difference(here, {**here, "appkit": "0.0.1", "its files": "x"})
    assert older == f"it has appkit 0.0.1, here is {here['appkit']}"
    edited = difference(here, {**here, "its files": "x"})
    assert edited == f"its appkit {here['appkit']} has other files than the one here"
    without = {name: version for name, version in here.items() if name != "lxml"}
    assert difference(here, without) == f"it has no lxml, here is {here['lxml']}"


@pytest.mark.usefixtures("_children")
def test_a_worker_that_does_not_suit_says_why() -> None:
    with pytest.raises(UnfitError, match=r"here is 3\.0"):
        relay(b"", (), {**identity(), "Python": "3.0"}, None)
    assert cluster_child._idle.empty()


@pytest.mark.usefixtures("_children")
def test_a_child_of_before_an_installation_is_replaced() -> None:
    before = _asked(cluster_tasks.process)
    child = cluster_child._idle.get()
    child.identity = {**child.identity, "its files": "older"}
    cluster_child._idle.put(child)
    assert _asked(cluster_tasks.process) != before
    assert child._process.returncode is not None


class _KilledError(Exception):
    """As dask's KilledWorker, which says how many deaths are forgiven."""

    allowed_failures = 3


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LostError("its process died"), "its process died"),
        (_KilledError(), "4 workers that had it died"),
        (CancelledError(), "the cluster dropped it"),
        (BlockingIOError("no process can be started"), "a worker could not do it: no process can be started"),
        (ValueError("a bug"), None),
    ],
)
def test_lost_work_is_told_from_bugs(error: Exception, said: str | None) -> None:
    assert reason(error) == said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UnfitError("host: it has Python 3.9"), "a worker does not suit: host: it has Python 3.9"),
        (ModuleNotFoundError("No module named 'appkit'", name="appkit"), "a worker has no appkit"),
        (AttributeError("no relay"), "a worker has another appkit: no relay"),
    ],
)
def test_workers_that_do_not_suit_end_the_run(error: Exception, said: str) -> None:
    with pytest.raises(AppkitError) as caught:
        reason(error)
    assert [(each.code, each.message) for each in caught.value.diagnostics] == [("unlike-worker", said)]


def test_a_cluster_without_workers_or_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = _Machine()
    watch = cluster_client.Watch(machine)
    assert watch.threads() == 2

    monkeypatch.setattr(cluster_client, "WORKER_PATIENCE", -1.0)
    monkeypatch.setattr(machine, "sync", lambda _, **__: {})
    assert watch.threads() == 2  # asked a moment ago
    with pytest.raises(AppkitError, match="no worker"):
        cluster_client.Watch(machine).threads()

    def fail(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(machine, "sync", fail)
    with pytest.raises(AppkitError, match="scheduler is gone"):
        cluster_client.Watch(machine).threads()
    monkeypatch.setattr(machine, "status", "closed")
    with pytest.raises(AppkitError, match="scheduler is gone"):
        watch.threads()


def test_a_connection_that_breaks_is_given_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked for workers meanwhile: that would wait for an answer for much longer."""
    now = 0.0
    machine = _Machine()
    monkeypatch.setattr("appkit.batch.cluster_client.time", SimpleNamespace(monotonic=lambda: now))
    watch = cluster_client.Watch(machine)
    assert watch.threads() == 2
    monkeypatch.setattr(machine, "sync", lambda *_, **__: {})

    for broken in (10.0, 100.0):
        machine.status = "connecting"
        now = broken
        assert watch.threads() == 2
        now += cluster_client.RECONNECT_PATIENCE - 0.1
        assert watch.threads() == 2
        machine.status = "running"
        watch.check()
    machine.status = "connecting"
    watch.check()
    now += cluster_client.RECONNECT_PATIENCE + 0.1
    with pytest.raises(AppkitError, match="scheduler is gone"):
        watch.threads()


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = appkit(workspace(tmp_path), "build", "--all", "--cluster", "tcp://127.0.0.1:1")
    assert (ran.code, codes(ran)) == (1, ["missing-extra"])
    assert "pip install 'appkit[cluster]'" in ran.err


def test_options_that_a_cluster_excludes(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert appkit(root, "build", "--all", "--shared-disk").code == 2
    assert appkit(root, "build", "--all", "--cluster", "tcp://127.0.0.1:1", "--jobs", "2").code == 2


def test_settings_name_the_scheduler() -> None:
    assert pickle.loads(pickle.dumps(Settings(address="tcp://a:1"))).address == "tcp://a:1"
