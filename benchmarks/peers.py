"""Other tools on the same CV in the same run, those of them that are installed; none is needed.

Run it from a checkout in which appkit is installed:  python benchmarks/peers.py [RUNS]

Whole processes, in turn, as medians. Each tool is given this repository's profile in its own format, as much
of it as that holds, and writes what it writes: none of them selects, fits or explains. What does not run is
left out, and said.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import naive
import yaml

ROOT = Path(__file__).resolve().parent.parent


def commands(folder: Path) -> dict[str, list[str]]:
    """What is timed, by what it is called; files it needs are written to the folder."""
    profile = yaml.safe_load((ROOT / "profiles/daize-dong.yaml").read_text())
    data: Any = json.loads(json.dumps(profile, default=str))
    markdown = folder / "cv.md"
    markdown.write_bytes(
        naive.build(ROOT / "profiles/daize-dong.yaml", ROOT / "targets/westlake-phd.yaml")["resume.md"]
    )
    (folder / "rendercv.yaml").write_text(json.dumps({"cv": _rendercv(data)}, ensure_ascii=False))
    (folder / "cv.yaml").write_text(json.dumps(_resumake(data), ensure_ascii=False))
    for name in ("profiles", "targets", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    appkit = [
        sys.executable,
        "-m",
        "appkit",
        "build",
        "--target",
        "westlake-phd",
        "--document",
        "resume",
        "--force",
    ]
    quick = ["-nopdf", "-nopng", "-nohtml"]
    return {
        "appkit, DOCX": [*appkit, "-f", "docx"],
        "appkit, Markdown": [*appkit, "-f", "md"],
        "appkit, PDF": [*appkit, "-f", "pdf"],
        "RenderCV, Markdown": ["rendercv", "render", "rendercv.yaml", *quick],
        "RenderCV, PDF": ["rendercv", "render", "rendercv.yaml", "-nomd", "-nohtml", "-nopng"],
        "resumake, DOCX": ["resumake", "build", "--source", "cv.yaml", "--no-open"],
        "pandoc, DOCX of ready Markdown": ["pandoc", str(markdown), "-o", "cv.docx"],
    }


def _rendercv(data: Any) -> dict[str, Any]:
    work = [
        {
            "company": each["name"], "position": each["position"], "start_date": each["startDate"],
            "end_date": each.get("endDate", "present"), "highlights": _texts(each),
        }
        for each in data["work"]
    ]  # fmt: skip
    papers = [{"title": each["name"], "authors": _authors(each)} for each in data["publications"]]
    skills = [{"label": each["name"], "details": ", ".join(each["keywords"])} for each in data["skills"]]
    sections = {"experience": work, "publications": papers, "skills": skills}
    return {"name": data["basics"]["name"], "email": data["basics"]["email"], "sections": sections}


def _resumake(data: Any) -> dict[str, Any]:
    work = [
        {
            "title": each["position"], "org": each["name"], "start": each["startDate"],
            "end": each.get("endDate", "Present"), "bullets": _texts(each),
        }
        for each in data["work"]
    ]  # fmt: skip
    education = [
        {
            "degree": each["area"],
            "institution": each["institution"],
            "start": each["startDate"],
            "end": each["endDate"],
        }
        for each in data["education"]
    ]
    papers = [{"title": each["name"], "year": 2023, "venue": "-"} for each in data["publications"]]
    contact = {"email": data["basics"]["email"], "address": "-", "phone": "-", "nationality": "-"}
    return {
        "name": data["basics"]["name"], "title": "Researcher", "contact": contact, "links": [],
        "skills": {"technical": [word for each in data["skills"] for word in each["keywords"]]},
        "profile": "-", "experience": work, "education": education, "publications": papers,
    }  # fmt: skip


def _texts(entry: Any) -> list[str]:
    return [each if isinstance(each, str) else each["text"] for each in entry.get("highlights", [])]


def _authors(entry: Any) -> list[str]:
    authors = entry["authors"]
    names = authors.split(",") if isinstance(authors, str) else authors
    return [each if isinstance(each, str) else each["name"] for each in names]


def main() -> int:
    """Print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", nargs="?", type=int, default=7, help="runs of each (default 7)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        there: dict[str, list[str]] = {}
        for what, command in commands(folder).items():
            if shutil.which(command[0]) is None:
                print(f"{what:<34} not installed")
            elif (took := _run(command, folder)) is None:
                print(f"{what:<34} failed")
            else:
                there[what] = command
        times: dict[str, list[float]] = {what: [] for what in there}
        for _ in range(runs):
            for what, command in there.items():
                took = _run(command, folder)
                times[what] += [took] if took is not None else []
        first = statistics.median(times["appkit, DOCX"])
        for what, each in times.items():
            median = statistics.median(each)
            print(f"{what:<34} {median * 1000:8.0f} ms   {median / first:5.2f} x appkit's DOCX")
    return 0


def _run(command: list[str], folder: Path) -> float | None:
    """The seconds a command took; None where it failed."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    shutil.rmtree(folder / ".appkit", ignore_errors=True)
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=naive.ENVIRONMENT
    )
    return time.perf_counter() - start if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
