"""What a task of a cluster carries: targets with all they need, or jobs where the disk is shared."""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import pickle
import socket
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from appkit.batch.cluster_build import Order, RemoteBuild, Stepping, sent
from appkit.batch.cluster_call import call
from appkit.batch.cluster_child import UnfitError
from appkit.batch.cluster_parcels import packer
from appkit.batch.cluster_writing import written
from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from distributed import Client
    from distributed import Future as Remote  # of bytes

    from appkit.batch.cluster_parcels import Packer
    from appkit.batch.jobs import Job

# Profiles that the cluster keeps, the last ones used: more than one task can have.
_PROFILES: Final = 1000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A task ready to be sent: a call as bytes, the parcels it needs, and what to do with what it gives."""

    call: bytes
    parcels: tuple[Remote[bytes], ...]
    finish: Callable[[Any], Any]


class Load(Protocol):
    """Makes a task of what the loop submits."""

    def prepared(self, function: Callable[..., Any], build: Any, jobs: Sequence[Job]) -> Prepared:  # noqa: ANN401
        """The task that comes to ``function(build, jobs)``."""


class DiskLoad:
    """Jobs as they are, for workers that see the workspace at the same path, and write."""

    def prepared(self, function: Callable[..., Any], build: Any, jobs: Sequence[Job]) -> Prepared:  # noqa: ANN401
        """As :class:`Load` says."""
        content, _ = call(_on_disk, function, Stepping(build), tuple(map(_anywhere, jobs)))
        return Prepared(content, (), lambda done: done)


def _anywhere(job: Job) -> Job:
    """The job with an output folder that is the same whichever folder a process was started in."""
    out = job.options.out and job.options.out.absolute()
    return dataclasses.replace(job, options=dataclasses.replace(job.options, out=out))


def _on_disk(function: Callable[..., Any], build: Any, jobs: Sequence[Job]) -> Any:  # noqa: ANN401
    """What a worker does with jobs; one that does not see the workspace says so before it tries any."""
    root = jobs[0].root
    if not (root / "profiles").is_dir():
        raise UnfitError(f"{socket.gethostname()} sees no workspace at {root}")
    return function(build, jobs)


class BytesLoad:
    """Targets with all that they need, for workers that see no disk of ours; their bytes are written here."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._packer: Packer | None = None
        self._held: collections.OrderedDict[str, Remote[bytes]] = collections.OrderedDict()
        self._sendings = 0

    def prepared(self, function: Callable[..., Any], build: Any, jobs: Sequence[Job]) -> Prepared:  # noqa: ANN401
        """As :class:`Load` says; the job function is one of our own, for ``build`` writes."""
        packed = self._packer = self._packer or packer(jobs[0].root)
        names = packed.profiles_of(jobs)
        parcels = [self._parcel("", lambda: packed.shared)]
        parcels += [self._parcel(name, partial(packed.profile, file)) for name, file in names.items()]
        # Each parcel has its place in the call, which the cluster fills with the bytes.
        places = tuple(pickle.PickleBuffer(b"") for _ in parcels)
        own = packed.own(jobs)
        build = RemoteBuild(places, own, packed.surroundings_of(jobs, own))
        content, _ = call(function, Stepping(build), tuple(map(_order, jobs)))
        return Prepared(content, tuple(parcels), partial(_finished, jobs, packed))

    def _parcel(self, name: str, pack: Callable[[], bytes]) -> Remote[bytes]:
        """A parcel at the cluster; it is made anew where the cluster has given it up."""
        future = self._held.pop(name, None)
        if future is None or future.status not in {"pending", "finished"}:
            self._sendings += 1
            content = pack()
            key = f"appkit-{hashlib.sha256(content).hexdigest()[:16]}-{self._sendings}"
            future = self._client.submit(bytes, content, key=key)
        self._held[name] = future
        if len(self._held) > _PROFILES:
            self._held.popitem(last=False)
        return future


def _finished(jobs: Sequence[Job], packed: Packer, done: Any) -> Any:  # noqa: ANN401
    """What the loop gets: the results of jobs whose files are written."""
    pairs = zip(jobs, done.results, strict=True)
    return dataclasses.replace(
        done, results=tuple(written(job, each, packed.workspace) for job, each in pairs)
    )


def _order(job: Job) -> Order:
    return Order(target=job.target, profile=job.profile, options=sent(job.options), detailed=job.detailed)
