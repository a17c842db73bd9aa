"""Batches: one build function, mapped over many jobs by whichever engine there is.

A :class:`Job` says what to build: the workspace, one target, one profile (None: the target's own) and the
options. It is frozen and picklable, and so is the :class:`JobResult` that the job function makes of it.
:func:`outcomes` is the one loop: it draws jobs lazily, keeps a bounded number of tasks in flight and yields
an :class:`Outcome` for each job as it ends. An engine is a row of ``ENGINES``: a context manager that gives
an :class:`Executor`, that is something with the ``submit`` of ``concurrent.futures.Executor``, how many tasks
it wants in flight, how many seconds of work make one task for it, and which errors mean that the work was
lost (its worker died or took too long) rather than that the function failed.

What the loop promises, whatever the engine:

- A job function is called with one job, in some process, at least once; jobs must be idempotent.
- Lost work is tried once more. A task of several jobs comes back as tasks of one, so that the job that kills
  its worker is found and its neighbours are built. Work lost twice is an Outcome that says so: ``lost``.
- What the function raises is that job's Outcome (``error``) and stops no other job.
- What is ``known`` here (a target that is built already) is never sent.
- When ``stopping()`` turns true no further job is drawn; what is in flight is finished.
- Memory is bounded by the tasks in flight, never by the number of jobs.

What is given to ``submit`` (a function of this package, the job function and the jobs) and what the future
holds can be pickled. An engine whose workers see no disk of ours maps a job function of its own and finishes
each outcome here: the loop knows nothing of files.
"""

from appkit.batch.engines import ENGINES, Engine, Executor, Settings
from appkit.batch.jobs import WHOLE, Batch, Job, Shard, plan
from appkit.batch.loop import Outcome, in_order, outcomes
from appkit.batch.work import Built, JobResult, build_job, lost_job

__all__ = [
    "ENGINES",
    "WHOLE",
    "Batch",
    "Built",
    "Engine",
    "Executor",
    "Job",
    "JobResult",
    "Outcome",
    "Settings",
    "Shard",
    "build_job",
    "in_order",
    "lost_job",
    "outcomes",
    "plan",
]
