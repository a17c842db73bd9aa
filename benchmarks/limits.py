"""How far appkit goes: each size of a workspace doubled up to its limit, and what commands take there.

Run it from a checkout in which appkit is installed:  python benchmarks/limits.py [SHARE] [NAME...]

SHARE is the part of each limit that is tried (default 1; CI tries 0.02 of some), NAMEs choose among the
limits. A row tells, for one limit and one command, seconds and peak memory at the limit, and the exponent
between half of it and the whole: 1 is linear, 2 quadratic. What a command takes for a workspace of next to
nothing is not counted in it. The documents of ``whole`` have no budget, those of ``short`` are cut to two
pages. Where all of a limit is tried and the exponent of something that takes a second is over 1.5, the exit
code is 1.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from naive import ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Data = dict[str, Any]

WHOLE = "extends: phd\ndocuments: {resume: {pages: null}, cover-letter: null}\n"
SHORT = "extends: phd\nemphasize: [first, second]\ndocuments: {cover-letter: null}\n"
COMMANDS = {
    "validate": ["validate", "profiles/someone.yaml"],
    "validate all": ["validate"],
    "list": ["list"],
    "explain": ["explain", "--target", "short"],
    "build": ["build", "--target", "whole", "--quiet"],
    "build short": ["build", "--target", "short", "--quiet"],
    "build again": ["build", "--target", "whole", "--quiet"],
    "html": ["build", "--target", "whole", "--quiet", "--format", "html", "--out", "html"],
    "pdf": ["build", "--target", "whole", "--quiet", "--format", "pdf", "--out", "pdf"],
}
TAGS = ("first", "second", "third", "fourth")
SENTENCE = "Measured how long the parts of a thing take and wrote down what was found, with figures. "


class Workspace(NamedTuple):
    """The data of a profile, and what the targets say beside ``WHOLE`` and ``SHORT``; more files by path."""

    profile: Data
    target: str = ""
    files: Callable[[], Iterator[tuple[str, str]]] = lambda: iter(())


class Limit(NamedTuple):
    """A size that a workspace may have, and how one of it is made; ``size`` is the largest that is tried."""

    name: str
    size: int
    made: Callable[[int], Workspace]
    commands: tuple[str, ...] = tuple(COMMANDS)
    fails: bool = False


def person(**sections: object) -> Data:
    """A profile with next to nothing beside the sections."""
    basics = {"name": "Your Name", "familyName": "Name", "email": "you@example.org"}
    return {"basics": basics, "tags": dict.fromkeys(TAGS), **sections}


def paper(number: int) -> Data:
    """A publication of the usual length."""
    return {
        "id": f"paper-{number}",
        "name": f"On the {number}th question of a field that asks many, with an answer to each",
        "authors": ["Your Name", "First Other", "Second Other", "Third Other"],
        "status": "under-review" if number % 4 == 0 else "published",
        "releaseDate": f"{1990 + number % 36}-{number % 12 + 1:02}",
        "venue": {"name": f"Journal of Examples {number % 50}", "short": f"JoE {number % 50}"},
        "tags": [TAGS[number % 4]],
    }


def project(number: int, highlights: int = 6, length: int = 1) -> Data:
    """A project with highlights of ``length`` sentences: unlike a job, it may go to save room."""
    return {
        "id": f"project-{number}",
        "name": f"Example Instrument {number}",
        "description": "A project of a group",
        "startDate": f"{1990 + number % 30}-01",
        "endDate": f"{1991 + number % 30}-06",
        "tags": [TAGS[number % 4]],
        "highlights": [
            {"id": f"h{each}", "text": f"{number} {each} {SENTENCE * length}"} for each in range(highlights)
        ],
    }


def megabytes(size: int) -> Workspace:
    """A profile of so many kilobytes, half of it projects and half papers."""
    share = size * 1024 // 2
    projects = [project(number) for number in range(share // len(json.dumps(project(1000))))]
    papers = [paper(number) for number in range(share // len(json.dumps(paper(1000))))]
    return Workspace(person(projects=projects, publications=papers))


def tags(size: int) -> Workspace:
    """So many declared tags with aliases, looked for in the text of 100 projects, a tenth emphasized."""
    names = [f"topic-{number}" for number in range(size)]
    declared = {
        name: {"label": f"Topic {number}", "aliases": [f"TPC{number}", f"subject {number}"]}
        for number, name in enumerate(names)
    }
    projects = [
        {key: value for key, value in project(number).items() if key != "tags"} for number in range(100)
    ]
    for number, each in enumerate(projects):
        each["highlights"][0]["text"] += f" It was about topic {number % size} and TPC{number * 7 % size}."
    emphasized = ", ".join(names[: max(size // 10, 1)])
    return Workspace(
        {**person(projects=projects), "tags": {**dict.fromkeys(TAGS), **declared}},
        f"variants: [{emphasized}]\n",
    )


def targets(size: int) -> Workspace:
    """So many targets."""
    return Workspace(
        person(projects=[project(0)], publications=[paper(1)]),
        files=lambda: (
            (f"targets/at-{number:05}.yaml", f"extends: phd\norganization: Place {number}\n")
            for number in range(size)
        ),
    )


def rules(size: int) -> Workspace:
    """So many rules about 50 projects with their highlights."""
    said = "".join(
        f"  - {{name: r{n}, match: {{id: 'projects/project-{n % 50}*'}}, boost: {n % 7}}}\n"
        for n in range(size)
    )
    return Workspace(person(projects=[project(number) for number in range(50)]), f"rules:\n{said}")


def patches(size: int) -> Workspace:
    """So many patches."""
    said = "".join(f"  projects/project-{n}/h0: {{text: Other words {n}.}}\n" for n in range(size))
    return Workspace(person(projects=[project(number, 1) for number in range(size)]), f"patch:\n{said}")


def presets(size: int) -> Workspace:
    """A chain of presets so deep, each with a rule of its own."""

    def chain() -> Iterator[tuple[str, str]]:
        for number in range(size):
            above = f"_p{number + 1}" if number + 1 < size else "phd"
            rule = f"{{name: r{number}, match: {{section: work}}, boost: 1}}"
            yield f"targets/_p{number}.yaml", f"extends: {above}\nrules:\n  - {rule}\n"
        yield "targets/deep.yaml", "extends: _p0\n"

    return Workspace(person(projects=[project(0)]), files=chain)


def pointing(size: int) -> Workspace:
    """So many projects, each of which points to a paper."""
    projects = [
        {"id": f"p{n}", "name": f"Project {n}", "publication": f"publications/paper-{n}", "tags": []}
        for n in range(size)
    ]
    return Workspace(person(projects=projects, publications=[paper(n) for n in range(size)]))


def wrong(size: int) -> Workspace:
    """So many entries with a tag that is misspelt, and as many with a paper that is not there."""
    entries = [paper(number) | {"tags": [f"frist{number}"]} for number in range(size)]
    projects = [
        {"id": f"p{n}", "name": f"Project {n}", "publication": f"publications/papr-{n}", "tags": []}
        for n in range(size)
    ]
    return Workspace(person(projects=projects, publications=entries))


def misshapen(size: int) -> Workspace:
    """So many entries with an unknown key."""
    return Workspace(person(publications=[paper(number) | {"naem": "x"} for number in range(size)]))


def unnamed(size: int) -> Workspace:
    """So many entries without ids that want the same ones, with highlights alike."""
    same = {"name": "Example Instrument", "description": "Assisted", "highlights": ["Did it.", "Did it."]}
    return Workspace(person(projects=[dict(same) for _ in range(size)]))


def translated(size: int) -> Workspace:
    """So many projects in a language, read in another, with variants."""
    projects = [project(number, 2) for number in range(size)]
    for each in projects:
        each["highlights"][0] |= {"variants": {name: f"For {name}: {SENTENCE}" for name in TAGS}}
        each["name"] = {"en": each["name"], "zh": "\u793a\u4f8b\u5927\u5b66"}
    return Workspace(person(projects=projects), "locale: zh\n")


EMPTY = Workspace(person(projects=[project(0)], publications=[paper(1)]))
_UNCUT = ("validate", "list", "build", "html", "pdf")
_ONE = ("validate", "list", "explain", "build", "build short", "html", "pdf")
_WRONG = ("validate",)

LIMITS = (
    Limit("kilobytes of profile", 5 * 1000, megabytes),
    Limit("publications", 2_000, lambda n: Workspace(person(publications=[paper(i) for i in range(n)]))),
    Limit(
        "projects with highlights",
        1_000,
        lambda n: Workspace(person(projects=[project(i) for i in range(n)])),
    ),
    Limit("projects that point to papers", 1_000, pointing),
    Limit("highlights of a project", 2_000, lambda n: Workspace(person(projects=[project(0, n)])), _ONE),
    Limit(
        "characters of a highlight",
        10_000,
        lambda n: Workspace(person(projects=[project(0, 20, n // 88)])),
        _ONE,
    ),
    Limit("entries without ids", 1_000, unnamed, _ONE),
    Limit("entries in two languages", 1_000, translated, _ONE),
    Limit("tags", 500, tags),
    Limit(
        "keywords of a skill",
        4_000,
        lambda n: Workspace(
            person(skills=[{"name": "Everything", "keywords": [f"word {i}" for i in range(n)]}])
        ),
        _UNCUT,
    ),
    Limit(
        "authors of a paper",
        3_000,
        lambda n: Workspace(
            person(publications=[paper(0) | {"authors": ["Your Name", *(f"Author {i}" for i in range(n))]}])
        ),
        _UNCUT,
    ),
    Limit(
        "sections",
        400,
        lambda n: Workspace(
            person(custom={f"s{i}": {"title": f"Section {i}", "entries": [{"name": "x"}]} for i in range(n)})
        ),
        _UNCUT,
    ),
    Limit("rules", 400, rules, _ONE),
    Limit("patches", 1_000, patches, _ONE),
    Limit("presets, each extending the next", 40, presets, ("validate all", "list")),
    Limit("targets", 10_000, targets, ("validate all", "list", "explain", "build", "build again")),
    Limit("wrong tags and references", 2_000, wrong, _WRONG, fails=True),
    Limit("unknown keys", 2_000, misshapen, _WRONG, fails=True),
)


class Run(NamedTuple):
    """Seconds of processor that a command took, and its peak in MiB."""

    seconds: float
    peak: float


def write(folder: Path, workspace: Workspace) -> Path:
    """The workspace, written: an entry a line."""
    for name in ("profiles", "targets"):
        (folder / name).mkdir(parents=True)
    lines = []
    for key, value in workspace.profile.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {json.dumps(each, ensure_ascii=False)}" for each in value)]
        else:
            lines += [f"{key}:", *(f"  {k}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items())]
    (folder / "profiles/someone.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, text in (("whole", WHOLE), ("short", SHORT)):
        (folder / f"targets/{name}.yaml").write_text(text + workspace.target, encoding="utf-8")
    for path, text in workspace.files():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def run(arguments: list[str], folder: Path, *, fails: bool) -> Run:
    """What appkit takes for a command, in a process whose children are no others."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "sys.stderr.buffer.write(done.stderr)\n"
        "print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, sys.executable, "-m", "appkit", *arguments],
        cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    status, seconds, peak = map(float, done.stdout.split())
    if status != fails:
        sys.exit(f"appkit {' '.join(arguments)} ended with {status:.0f}:\n{done.stderr[-2000:]}")
    return Run(seconds, peak)


def measured(limit: Limit, size: int) -> dict[str, Run]:
    """What each command takes at a size."""
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name) / "it", limit.made(size))
        return {each: run(COMMANDS[each], folder, fails=limit.fails) for each in limit.commands}


def exponent(half: Run, whole: Run, least: Run) -> float | None:
    """By which power of the size the cost grows; None where it is lost in what starting takes."""
    less, more = half.seconds - least.seconds, whole.seconds - least.seconds
    return math.log2(more / less) if less > 0.05 and more > 0 else None


def main() -> int:
    """Print a row for each limit and command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("share", nargs="?", type=float, default=1.0, help="the part of each that is tried")
    parser.add_argument("name", nargs="*", help="only limits with such a word in their names")
    arguments = parser.parse_args()
    share, names = arguments.share, arguments.name
    chosen = [limit for limit in LIMITS if not names or any(name in limit.name for name in names)]
    least = measured(Limit("", 1, lambda _: EMPTY), 1)
    print(f"{'limit':<34} {'size':>6} {'command':<13} {'seconds':>8} {'peak MiB':>9} {'exponent':>9}")
    steep = False
    for limit in chosen:
        size = max(round(limit.size * share), 4)
        half, whole = measured(limit, size // 2), measured(limit, size)
        for name, took in whole.items():
            power = exponent(half[name], took, least[name])
            said = "-" if power is None else f"{power:.2f}"
            print(
                f"{limit.name:<34} {size:>6} {name:<13} {took.seconds:>8.2f} {took.peak:>9.0f} {said:>9}",
                flush=True,
            )
            steep |= share >= 1 and power is not None and power > 1.5 and took.seconds > 1
    return int(steep)


if __name__ == "__main__":
    sys.exit(main())
