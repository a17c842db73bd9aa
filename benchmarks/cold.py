"""How long appkit takes from nothing: whole processes, as ratios to a bare Python and to a floor.

Run it from a checkout in which appkit is installed:  python benchmarks/cold.py [RUNS]

The floor is a script that imports the five packages which a program like this one stands on and saves a DOCX
of 60 paragraphs. In each round every command runs once, in turn, so that a machine that slows down slows all;
ratios are between medians of the same run. Elapsed time is what a person waits; processor time is what to
trust on a machine that does other things. Bytecode is cached, as it is for users: each command runs once
before it counts, and Python is not told to leave its cache alone.

A goal is on elapsed time. The exit code is 1 only where a command fails: a busy machine is no fault.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = (
    "import click, jinja2, yaml, jsonschema, docx, io\n"
    "d = docx.Document()\n"
    "for n in range(60): d.add_paragraph('x' * 80)\n"
    "d.save(io.BytesIO())\n"
)
TARGET_NAMES = 500
PROFILE_BYTES = 30_000


@dataclass
class Command:
    """A command, what its figure may be and of what, and what was measured, in seconds."""

    name: str
    arguments: list[str]
    folder: Path
    most: float | None = None
    of: str = "floor"
    environment: dict[str, str] = field(default_factory=dict)
    fresh: Path | None = None
    elapsed: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def run(self, *, counted: bool = True) -> None:
        """Run once; ``fresh`` is a folder that must not be there before."""
        if self.fresh is not None:
            shutil.rmtree(self.fresh, ignore_errors=True)
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            self.arguments,
            cwd=self.folder,
            env={**environment, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(f"{self.name} failed:\n{done.stderr[:2000]}")
        if counted:
            self.elapsed.append(time.perf_counter() - started)
            self.processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def own(folder: Path) -> Path:
    """This repository's workspace: `westlake-phd` is a CV of two pages and a letter, three formats each."""
    for name in ("profiles", "targets", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def long(folder: Path) -> Path:
    """A workspace with one profile of 30 KB and one target."""
    (folder / "profiles").mkdir(parents=True)
    (folder / "targets").mkdir()
    text = (ROOT / "profiles" / "daize-dong.yaml").read_text(encoding="utf-8")
    (folder / "profiles" / "me.yaml").write_text(grown(text), encoding="utf-8")
    (folder / "targets" / "one.yaml").write_text(
        "extends: phd\norganization: Westlake University\nposition: PhD programme\n", encoding="utf-8"
    )
    return folder


def grown(profile: str) -> str:
    """A profile of 30 KB: what stands there, and talks until it is as long."""
    talks = ["\ntalks:\n"] if "\ntalks:" not in profile else []
    assert talks, "the profile has talks of its own: grow something else"
    number = 0
    while len(profile.encode()) + sum(map(len, talks)) < PROFILE_BYTES:
        number += 1
        talks.append(
            f"  - id: talk-{number}\n    name: What talk number {number} is about\n"
            f"    event: Workshop {number} on things that take a while to explain\n"
            f"    date: {1990 + number % 30}-0{1 + number % 9}\n"
        )
    return profile.rstrip("\n") + "\n" + "".join(talks)


def crowded(folder: Path) -> Path:
    """A workspace with 500 targets, for completion: none of them is read."""
    (folder / "profiles").mkdir(parents=True)
    (folder / "targets").mkdir()
    for number in range(TARGET_NAMES):
        (folder / "targets" / f"university-{number:03}.yaml").write_text("extends: phd\n", encoding="utf-8")
    return folder


def commands(folder: Path) -> list[Command]:
    """What is measured; the first two are what the others are held against."""
    script = Path(sys.executable).with_name("appkit")
    appkit = [str(script)] if script.exists() else [sys.executable, "-m", "appkit"]
    here, large, many = own(folder / "here"), long(folder / "large"), crowded(folder / "many")
    completing = {
        "_APPKIT_COMPLETE": "bash_complete",
        "COMP_WORDS": "appkit build --target univ",
        "COMP_CWORD": "3",
    }
    out = folder / "fresh"
    one = [*appkit, "build", "--target", "westlake-phd"]
    alone = shutil.copy(large / "profiles" / "me.yaml", folder / "alone.yaml")
    return [
        Command("bare Python", [sys.executable, "-c", "pass"], folder),
        Command("floor", [sys.executable, "-c", FLOOR], folder),
        Command("--help", [*appkit, "--help"], folder, 5, "bare"),
        Command(f"completion of {TARGET_NAMES} targets", appkit, many, 5, "bare", completing),
        Command("validate a 30 KB profile alone", [*appkit, "validate", str(alone)], folder, 0.45),
        Command("validate a 30 KB profile and its target", [*appkit, "validate"], large, 0.45),
        Command("list four targets", [*appkit, "list"], here),
        Command(
            "build: Markdown and text",
            [*one, "-f", "md", "-f", "txt", "--out", str(out)],
            here,
            0.75,
            fresh=out,
        ),
        Command("build: two documents, three formats", [*one, "--out", str(out)], here, 1.0, fresh=out),
        Command("build: nothing to do", one, here, 0.4),
    ]


def table(measured: list[Command]) -> str:
    """The figures: medians in milliseconds, and ratios of medians."""
    bare, floor = measured[:2]
    head = ("", "elapsed", "processor", "x bare", "x floor", "goal", "", "(processor)")
    rows = [head]
    for each in measured:
        elapsed, processor = statistics.median(each.elapsed), statistics.median(each.processor)
        rivals = {"bare": bare, "floor": floor}
        to = {k: elapsed / statistics.median(v.elapsed) for k, v in rivals.items()}
        by_processor = {k: processor / statistics.median(v.processor) for k, v in rivals.items()}
        goal = "" if each.most is None else f"{each.most:g} x {each.of}"
        met = "" if each.most is None else "met" if to[each.of] <= each.most else "missed"
        rows.append(
            (
                each.name,
                f"{elapsed * 1000:.0f} ms",
                f"{processor * 1000:.0f} ms",
                f"{to['bare']:.1f}",
                f"{to['floor']:.2f}",
                goal,
                met,
                f"{by_processor['bare']:.1f}, {by_processor['floor']:.2f}",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    )


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", nargs="?", type=int, default=15, help="rounds (default 15)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        measured = commands(Path(name))
        for each in measured:
            each.run(counted=False)
        for _ in range(runs):
            for each in measured:
                each.run()
    print(table(measured))


if __name__ == "__main__":
    main()
