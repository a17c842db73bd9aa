"""What comes back from a cluster, written as a build here would have written it."""

from __future__ import annotations

import dataclasses
import traceback
from typing import TYPE_CHECKING, Any

from appkit.batch.cluster_build import Goods
from appkit.diagnostics import AppkitError, Report, ordered
from appkit.operations.build import with_files, write_artifacts
from appkit.operations.rendered import Rendered
from appkit.output import locate

if TYPE_CHECKING:
    from appkit.batch.jobs import Job
    from appkit.batch.work import JobResult
    from appkit.load import Workspace
    from appkit.model.manifest import Written


def written(job: Job, result: Any, workspace: Workspace) -> JobResult | Exception:  # noqa: ANN401
    """The result of a job whose artifacts have come back, with its files; other results as they are.

    A bug is returned, not raised, as the loop's tasks do: it is this job's trouble.
    """
    if not isinstance(result, Goods):
        other: JobResult | Exception = result
        return other
    try:
        return _written(job, result, workspace)
    except Exception as error:  # noqa: BLE001 - see above
        error.add_note(f"while writing {job.name}:\n{traceback.format_exc()}")
        return error


def _written(job: Job, goods: Goods, workspace: Workspace) -> JobResult:
    report = Report(list(goods.result.diagnostics))
    whole = goods.result.whole
    rendered = _rendered(job, goods, workspace)
    files: tuple[Written, ...] = ()
    try:
        files = write_artifacts(rendered, job.options, report)
    except AppkitError as error:
        report.extend(error.diagnostics)
    diagnostics = ordered(report.diagnostics)
    if whole is not None:
        documents = with_files(whole.documents, goods.artifacts, files)
        whole = dataclasses.replace(whole, diagnostics=diagnostics, documents=documents)
    return dataclasses.replace(goods.result, diagnostics=diagnostics, files=files, whole=whole)


def _rendered(job: Job, goods: Goods, workspace: Workspace) -> Rendered:
    """The goods as they would have been rendered here."""
    manifest = goods.manifest
    profile = manifest.profile if len(workspace.profiles) > 1 else None
    return Rendered(
        locate(workspace.root, manifest.target, profile=profile, out=job.options.out),
        goods.artifacts,
        manifest,
        goods.belongs,
        goods.unlisted,
        goods.summary,
    )
