# ruff: noqa: INP001, S603, T201
"""Asks what is known against the releases of ``.ci/requirements.txt``.

    python scripts/audit.py PYTHON

PYTHON is one in which pip-audit is installed: in an environment of its own, since it brings much along. Each
release with a known vulnerability is printed, and the exit code is 1. Where the index that pip asks knows of
none at all, or cannot be reached, that is printed and the exit code is 0: it says nothing about appkit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / ".ci/requirements.txt"
_SECONDS = 120


def main(python: str) -> int:
    """Print what is known; whether something is."""
    command = [python, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    try:
        done = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"],
            capture_output=True, text=True, check=False, timeout=_SECONDS,
        )  # fmt: skip
        releases = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        print(f"not known: there was no answer within {_SECONDS} s")
        return 0
    except (ValueError, LookupError):
        print(f"not known: {done.stderr.strip().splitlines()[-1:]}")
        return 0
    skipped = [each for each in releases if "skip_reason" in each]
    asked = len(releases) - len(skipped)
    print(f"{asked} of {len(releases)} releases asked about")
    if skipped:
        print(f"not known of {len(skipped)}, the first for this reason: {skipped[0]['skip_reason']}")
    found = [(each, fault) for each in releases for fault in each.get("vulns", ())]
    for each, fault in found:
        mended = ", ".join(fault["fix_versions"]) or "no release"
        print(f"{each['name']} {each['version']}: {fault['id']}, mended in {mended}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
