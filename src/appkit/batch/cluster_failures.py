"""What went wrong with a task of a cluster: lost work, a worker of no use, or a bug."""

from __future__ import annotations

from concurrent.futures import CancelledError

from appkit.batch.cluster_child import LostError, UnfitError
from appkit.batch.cluster_client import failure

_SAME = "install the same appkit, with the same extras, on every machine of the cluster"
# What reading a task raises at a worker without appkit, or with one that lacks what this one has.
_UNREADABLE = (ImportError, AttributeError, TypeError)


def reason(error: BaseException) -> str | None:
    """Why the work of a task was lost; None for an error of the work itself.

    Raises AppkitError where a worker does not suit, or lacks appkit: the next task may be given to it too.
    """
    match error:
        case UnfitError():
            raise failure("unlike-worker", f"a worker does not suit: {error}", _SAME) from error
        case LostError():
            return str(error)
        # Dask's KilledWorker, told by what it says: this module needs no dask.
        case _ if isinstance(tries := getattr(error, "allowed_failures", None), int):
            return f"{tries + 1} workers that had it died"
        case CancelledError():
            return "the cluster dropped it"
        case ModuleNotFoundError() if error.name == "appkit":
            raise failure("unlike-worker", "a worker has no appkit", _SAME) from error
        case _ if isinstance(error, _UNREADABLE):
            message = f"a worker has another appkit: {error}"
            raise failure("unlike-worker", message, _SAME) from error
        case OSError():
            return f"a worker could not do it: {error}"
    return None
