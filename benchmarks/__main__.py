"""Every figure of docs/performance.md by one command: ``python benchmarks``.

Each part is a program of its own beside this file, and can be run alone. ``--quick`` is for CI, which wants
the exit code: few runs, few targets. Figures are for a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = (
    "click",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "python-docx",
    "pyyaml",
    "pebble",
    "distributed",
    "typst",
)
# What is run, with its arguments in full and in a hurry.
PARTS = {
    "cold": (["15"], ["2"]),
    "warm": (["100"], ["3"]),
    "many": (["10000"], ["10"]),
    "fresh": (["10000"], ["50"]),
    "limits": (["1"], ["0.02", "kilobytes", "tags", "targets"]),
    "peers": (["7"], ["1"]),
}


def version(package: str) -> str | None:
    """The version of a package, None where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def main() -> int:
    """Run every part, or those named; the exit code is 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few runs, few targets: for the exit code")
    parser.add_argument("part", nargs="*", help=f"run these alone, of {', '.join(PARTS)}")
    arguments = parser.parse_args()
    if unknown := [part for part in arguments.part if part not in PARTS]:
        parser.error(f"no part {unknown[0]}; there are: {', '.join(PARTS)}")
    versions = [f"{package} {found}" for package in PACKAGES if (found := version(package))]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"Python {platform.python_version()}, {system}")
    print(", ".join(versions))
    failed = []
    for name in arguments.part or PARTS:
        full, quick = PARTS[name]
        print(f"\n== {name}", flush=True)
        command = [sys.executable, str(HERE / f"{name}.py"), *(quick if arguments.quick else full)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
