"""The job function of a cluster: one target into bytes, from nothing but what came with the task."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appkit.batch.cluster_child import step
from appkit.batch.work import result_of
from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Report
from appkit.load import OtherProfileError, open_workspace
from appkit.load.tree import Held, Memory
from appkit.operations.build import BuiltTarget, job_name
from appkit.operations.rendered import BuildOptions, Rendering
from appkit.operations.rendering import render_target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from appkit.batch.work import JobResult
    from appkit.load import Workspace
    from appkit.load.surroundings import Surroundings
    from appkit.model.manifest import Artifact, Manifest
    from appkit.model.summary import TargetSummary
    from appkit.operations.rendered import Rendered

# Where the workspace is taken to lie on a machine that has none: no folder is called so.
NOWHERE = Path(".appkit-workspace-in-memory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A job as it is sent: without the paths of the machine that sends it."""

    target: str
    profile: str | None
    options: BuildOptions
    detailed: bool

    @property
    def name(self) -> str:
        """As the name of a Job."""
        return job_name(self.profile, self.target)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Part of a workspace: what folders hold, files by path, and which are only links to elsewhere.

    Paths are relative to the workspace, with ``/``.
    """

    folders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Held] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """A target as bytes, to be written where it was ordered; ``result`` has no files yet."""

    result: JobResult
    artifacts: tuple[Artifact, ...]
    manifest: Manifest
    belongs: tuple[str, ...]
    unlisted: frozenset[str]
    summary: TargetSummary


@dataclass(slots=True)
class RemoteBuild:
    """Builds the orders of one task. ``parcels`` are pickled: what all targets share, then profiles.

    ``own`` is what the targets of the task have for themselves, ``surroundings`` what their manifests say of
    the workspace: it is as it was where it lies.
    """

    parcels: tuple[bytes | pickle.PickleBuffer, ...]
    own: Parcel
    surroundings: Surroundings
    _workspace: Workspace | None = None

    def __call__(self, order: Order) -> Goods | JobResult:
        """A target as bytes, or, where there is nothing to write, its result alone."""
        workspace = self._workspace = self._workspace or self._opened()
        report = Report()
        rendering = Rendering(order.profile)
        for_other = False
        try:
            rendering = render_target(workspace, order.target, order.profile, order.options, report)
        except AppkitError as error:
            report.extend(error.diagnostics)
            for_other = isinstance(error, OtherProfileError)
        rendered = rendering.rendered
        built = BuiltTarget(
            diagnostics=tuple(report.diagnostics),
            name=order.target,
            label=order.name,
            profile=rendering.profile,
            for_other=for_other,
            summary=rendered.summary if rendered else None,
            selection=rendering.selection,
            documents=rendered.documents if rendered else (),
        )
        result = result_of(workspace, built, detailed=order.detailed)
        return result if rendered is None else _goods(result, rendered)

    def _opened(self) -> Workspace:
        parcels: list[Parcel] = [pickle.loads(each) for each in self.parcels]  # noqa: S301 - from who asks
        folders: dict[str, tuple[str, ...]] = {}
        files: dict[str, Held] = {}
        outside: set[str] = set()
        for parcel in (*parcels, self.own):
            for folder, names in parcel.folders.items():
                folders[folder] = tuple(sorted({*folders.get(folder, ()), *names}))
            files.update(parcel.files)
            outside |= parcel.outside
        memory = Memory(NOWHERE, folders, files, frozenset(outside))
        return open_workspace(NOWHERE, memory, self.surroundings)


@dataclass(frozen=True, slots=True)
class Stepping:
    """A job function that says when each job is done, so that the time limit is for one."""

    build: Callable[[Any], Any]

    def __call__(self, job: object) -> Any:  # noqa: ANN401 - whatever it gives
        """What the job function makes of a job."""
        result = self.build(job)
        step()
        return result


def _goods(result: JobResult, rendered: Rendered) -> Goods:
    return Goods(
        result=result,
        artifacts=rendered.artifacts,
        manifest=rendered.manifest,
        belongs=rendered.belongs,
        unlisted=rendered.unlisted,
        summary=rendered.summary,
    )


def sent(options: BuildOptions) -> BuildOptions:
    """The options without what is for the machine that writes."""
    return dataclasses.replace(options, out=None, force=False)
