"""A process that has imported appkit and forks a child for each run, so that a run takes no time to start.

Threads do not survive a fork, and locks that they hold stay locked: this process has none, which is why it
does not do for the process of the tests to fork itself. Requests and answers are lines of JSON.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
import time
from typing import Any

from disk_faults import Disk, Fault

from appkit import cli
from appkit.output import commit, locking  # noqa: F401 - imported by a build that writes
from appkit.render import FORMATS

# Longer than any run takes: one that hangs is ended, and seen by its signal.
_PATIENCE = 60


def main() -> None:
    """Answer each request with the exit code (negative: the signal) and the seconds that it took."""
    if sys.argv[1:] == ["--once"]:
        sys.exit(_run(json.loads(sys.stdin.read())))
    # What is imported where it is first needed would be imported by each child anew.
    import filelock  # noqa: F401, PLC0415

    for each in FORMATS.values():
        _ = each.is_available
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in requests:
        request = json.loads(line)
        start = time.monotonic()
        if request.get("here"):
            # What this process has made of a workspace once, its children need not make again.
            _to_file(request["files"])
            code = cli.run(request["run"])
            sys.stdout.flush()
            codes = [code]
        else:
            children = [_forked(each) for each in request["together"]]
            codes = [_ended(each) for each in children]
        print(json.dumps([codes, time.monotonic() - start]), file=answers, flush=True)


def _forked(request: dict[str, Any]) -> int:
    """A child that runs a request, by its number."""
    gc.freeze()
    child = os.fork()
    if child == 0:
        code = 3
        try:
            code = _run(request)
        finally:
            os._exit(code)
    if request["killed_after"] is not None:
        time.sleep(request["killed_after"])
        os.kill(child, signal.SIGKILL)  # it has not been waited for, so its number is still its own
    return child


def _ended(child: int) -> int:
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _run(request: dict[str, Any]) -> int:
    if hasattr(signal, "alarm"):
        signal.alarm(_PATIENCE)
    gc.disable()
    log = _to_file(request["files"])
    if request["root"]:
        Disk(request["root"], Fault(**request["fault"]), log).lay()
    code = cli.run(request["run"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _to_file(files: str) -> int:
    """Send what is printed to ``FILES.out`` and ``FILES.err``; the descriptor of ``FILES.log``."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    for number, end in ((1, "out"), (2, "err")):
        descriptor = os.open(f"{files}.{end}", flags)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), encoding="utf-8", line_buffering=True)
    return os.open(f"{files}.log", flags)


if __name__ == "__main__":
    main()
