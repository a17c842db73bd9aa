"""A build that skips what is fresh leaves and tells just what one that skips nothing leaves and tells.

Workspaces are edited at random, in everything a build reads and everything it writes; after each edit the
workspace is copied, the original is built as ever and the copy with nothing skipped, and the two are compared.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

import appkit
from appkit.diagnostics import Severity, render_text
from appkit.operations import build as building
from appkit.output import _disk
from effort import examples
from workspaces import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appkit.operations.build import BuildResult

PROFILE = """\
basics: {name: Ada Example, familyName: Example, email: ada@example.org}
work:
  - {id: lab, name: A Lab, position: Assistant, startDate: 2020-01, highlights: [{id: one, text: Counted., tags: [x]}]}
tags: {x: }
"""
OTHER = PROFILE.replace("Counted", "Measured")
TARGET = "extends: _mine\norganization: Example University\n"
PRESET = """\
documents:
  resume: {formats: [md, txt]}
  cover-letter: {template: academic, formats: [md], filename: '{family}_Letter'}
"""
TEMPLATE = "# {{ basics.name }}\n\n{% import 'base/parts.md.j2' as parts %}\n{{ basics.email }}\n"
# For each file what may come to stand in it; None is no file. The first is how a workspace begins.
FILES: dict[str, tuple[str | bytes | None, ...]] = {
    "profiles/ada.yaml": (PROFILE, OTHER, PROFILE + "volunteer: 1\n", None),
    "profiles/ada.json": (None, '{"basics": {"name": "Ada"}}'),
    "profiles/bob.yaml": (None, PROFILE.replace("Ada", "Bob")),
    "targets/a.yaml": (
        TARGET,
        TARGET + "position: PhD\n",
        TARGET + "profile: ada\n",
        TARGET + "profile: bob\n",
        TARGET + "documents: {resume: {template: mine}}\n",
        TARGET + "documents: {resume: {formats: [md, html]}}\n",
        TARGET + "documents: {resume: {filename: 'Other'}}\n",
        TARGET + "documents: {resume: {template: modern}, cover-letter: null}\n",
        TARGET + "documents: {cover-letter: {lines: 3}}\n",
        TARGET + "emphasize: [y]\n",
        "extends: _mine\nextends: phd\n",
        None,
    ),
    "targets/a.yml": (None, TARGET),
    "targets/A.yaml": (None, TARGET),
    "targets/a.b.yaml": (
        None,
        TARGET,
        "extends: phd\ndocuments: {resume: {formats: [txt]}, cover-letter: null}\n",
    ),
    "targets/_mine.yaml": (PRESET, PRESET + "tags: {y: }\n", PRESET.replace("[md, txt]", "[md]"), None),
    "targets/_mine.yml": (None, "documents: {resume: {formats: [txt]}}\n"),
    "targets/a.cover-letter.md": (None, "# {{ basics.name }}\n\nDear all\n", "Dear {{ nobody }}\n", b"\xff"),
    "targets/a.b.cover-letter.md": (None, "# {{ basics.name }}\n\nDear all\n"),
    "targets/a.resme.md": (None, "Dear all\n"),
    "tags.yaml": (None, "y: {}\n", "x: {label: X}\n", "- 1\n"),
    "templates/mine/resume.md.j2": (
        TEMPLATE,
        TEMPLATE + "\nMore\n",
        "{% include 'other/part.md.j2' %}\n",
        None,
    ),
    "templates/mine/style.yaml": (
        None,
        "extends: academic\n",
        "extends: other\n",
        "fonts: {body: Georgia}\n",
    ),
    "templates/mine/reference.odt": (None, "not read"),
    "templates/other/part.md.j2": (None, "# {{ basics.name }}\n"),
    "templates/academic/cover-letter.md.j2": (None, "# {{ basics.name }}\n\nDear {{ organization }}\n"),
    "templates/academic/labels.yaml": (None, "en: {work: Jobs}\n", "en: 1\n"),
    "templates/base/parts.md.j2": (None, "{% macro nothing() %}{% endmacro %}\n"),
    "templates/modern/style.yaml": (None, "extends: base\n"),
    "notes.txt": (None, "nobody reads this"),
    "templates/mine/README.md": (None, "nor this"),
}


def same_size(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path) -> None:
    """With the same bytes behind it."""
    kept = path.with_name(f"{path.name}-kept")
    path.replace(kept)
    path.symlink_to(kept.name)


def moved(path: Path) -> None:
    """The folder is a link to one that has just the same files."""
    folder, other = path.parent, path.parent.with_name(f"{path.parent.name}-moved")
    if not other.exists():
        folder.replace(other)
        folder.symlink_to(other.name)


# What people and accidents do to a file that was written.
ACCIDENTS: dict[str, Callable[[Path], object]] = {
    "removed": Path.unlink,
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"mine\n"),
    "of the same size": same_size,
    "with other line ends": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
    "touched": lambda path: os.utime(path, (1, 1)),
    "a folder": a_folder,
    "a link": a_link,
    "in a moved folder": moved,
    "staged beside": lambda path: path.with_name(f".{path.name}.appkit-new").write_bytes(b"half"),
    "older": lambda path: path.write_bytes(b""),
}


@dataclass(frozen=True)
class Edit:
    """One file of the workspace made another, or something done to one of the files that were written."""

    path: str = ""
    content: str | bytes | None = None
    accident: str = ""
    number: int = 0

    def apply(self, root: Path) -> None:
        if self.path:
            put(root / self.path, self.content)
        if self.accident:
            there = [p for folder in ("out", ".appkit") for p in sorted((root / folder).rglob("*"))]
            written = [p for p in there if p.is_file() and not p.is_symlink() and p.suffix != ".lock"]
            if written:
                ACCIDENTS[self.accident](written[self.number % len(written)])


def put(path: Path, content: str | bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        if path.parent.parent.name == "templates" and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    if draw(st.integers(0, 3)) == 0:
        return Edit(accident=draw(st.sampled_from(list(ACCIDENTS))), number=draw(st.integers(0, 20)))
    path = draw(st.sampled_from(list(FILES)))
    return Edit(path, draw(st.sampled_from(FILES[path])))


OPTIONS: tuple[dict[str, object], ...] = (
    {},
    {"formats": ["md"]},
    {"formats": ["html", "txt"]},
    {"documents": ["resume"]},
    {"final": True},
    {"dry_run": True},
    {"force": True},
)


def wanted(root: Path, how: dict[str, object], *, skipping: bool = True) -> BuildResult:
    """The workspace built; without the forcing of each byte to the disk, which is not what this is about."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(_disk, "fsync"))
        if not skipping:
            stack.enter_context(mock.patch.object(building, "skipped", return_value=None))
        return appkit.build(root, **how)  # type: ignore[arg-type]


def left(root: Path) -> dict[str, object]:
    """Every file but locks, links as where they lead."""
    return dict(_left(root))


def _left(root: Path) -> Iterator[tuple[str, object]]:
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            yield path.relative_to(root).as_posix(), path.readlink()
        elif path.is_file() and path.suffix != ".lock":
            yield path.relative_to(root).as_posix(), path.read_bytes()


def told(result: BuildResult) -> list[object]:
    """Everything that a reader is told, target by target."""
    each = [(t.name, t.ok, t.profile, t.summary, t.documents, t.diagnostics) for t in result.targets]
    shown = render_text((d for d in result.diagnostics if d.severity is not Severity.NOTE), result.lines)
    return [result.diagnostics, shown, *each]


def compared(root: Path, how: dict[str, object]) -> int:
    """How many targets were skipped; both ways of building come to the same."""
    copy = root.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, symlinks=True)
    result = wanted(root, how)
    fresh = sum(target.fresh for target in result.targets)
    if fresh:
        assert told(result) == told(wanted(copy, how, skipping=False))
        assert left(root) == left(copy)
    return fresh


@examples(5, shrink=False)
@given(st.lists(st.tuples(edits(), st.sampled_from(OPTIONS)), min_size=3, max_size=6))
def test_skipping_changes_nothing(story: list[tuple[Edit, dict[str, object]]]) -> None:
    with TemporaryDirectory() as name:
        root = write(
            Path(name) / "root", {"targets/c.yaml": "extends: phd\ndocuments: {resume: {formats: [txt]}}\n"}
        )
        for path, contents in FILES.items():
            put(root / path, contents[0])
        wanted(root, {})
        assert compared(root, {}) == 2
        for edit, how in story:
            edit.apply(root)
            compared(root, how)
            compared(root, how)
