"""What each command may load: nothing is imported before it is needed (docs/decisions/0019-cold-starts.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from workspaces import appkit, workspace

if TYPE_CHECKING:
    from pathlib import Path

# Everything that takes more than a few milliseconds to import, ours and others'.
HEAVY = (
    "appkit.assemble", "appkit.check", "appkit.compose", "appkit.decode", "appkit.fit", "appkit.layout", "appkit.lint",
    "appkit.load", "appkit.markup", "appkit.operations", "appkit.output", "appkit.render.docx", "appkit.render.html",
    "appkit.render.typst", "appkit.selection", "appkit.source", "appkit.source.yaml", "appkit.source.json",
    "asyncio", "concurrent.futures", "distributed", "docx", "email", "filelock", "http", "importlib.metadata",
    "importlib.resources", "jinja2", "jsonschema", "lxml", "markdown_it", "multiprocessing", "pathlib", "pebble",
    "pickle", "referencing", "tempfile", "typst", "urllib.request", "xml", "yaml", "zipfile",
)  # fmt: skip

# What reading a workspace's files and finding out what they mean takes.
READING = {
    "appkit.check", "appkit.decode", "appkit.lint", "appkit.load", "appkit.operations", "appkit.source",
    "appkit.source.yaml", "pathlib", "yaml",
}  # fmt: skip
# What looking takes whether files are as they were written.
LOOKING = {"appkit.load", "appkit.operations", "appkit.output", "appkit.source", "pathlib"}
# Jinja2 imports `pickle` and `tempfile` itself.
COMPOSING = READING | LOOKING | {
    "appkit.assemble", "appkit.compose", "appkit.fit", "appkit.layout", "appkit.markup", "appkit.selection",
    "jinja2", "markdown_it", "pickle", "tempfile",
}  # fmt: skip

# By what is done: the command, and what of the list above it may load.
MAY_LOAD: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "help": (("--help",), set()),
    "version": (("--version",), set()),
    "help of a command": (("build", "--help"), set()),
    "help of another": (("template", "show", "--help"), set()),
    "help of import": (("import", "--help"), set()),
    "a JSON Resume": (("import", "../cv.json", "-o", "-"), READING | LOOKING | {"appkit.markup", "appkit.source.json", "markdown_it"}),
    "help of export": (("export", "--help"), set()),
    "wrong usage": (("build", "--nonsense"), set()),
    "a profile alone": (("validate", "../alone.yaml"), READING),
    "nothing to do": (("build", "--target", "t"), LOOKING),
    "Markdown and text": (("build", "--target", "t", "-f", "md", "-f", "txt", "--out", "../new"), COMPOSING | {"filelock"}),
    "Markdown that is not written": (("build", "--target", "t", "-f", "md", "--out", "../never", "--dry-run"), COMPOSING),
    "a workspace": (("validate",), COMPOSING),
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is built, and a profile beside it."""
    root = workspace(tmp_path_factory.mktemp("imports") / "here")
    profile = (root / "profiles/ada.yaml").read_text(encoding="utf-8")
    (root.parent / "alone.yaml").write_text(profile, encoding="utf-8")
    (root.parent / "cv.json").write_text('{"basics": {"name": "Your Name"}}', encoding="utf-8")
    assert appkit(root, "build", "--all").code == 0
    return root


def loaded(root: Path, arguments: tuple[str, ...], **environment: str) -> set[str]:
    """The heavy modules that a process has loaded when it is done."""
    script = (
        "import sys, appkit.cli\n"
        f"code = appkit.cli.run({[*arguments]!r})\n"
        "print(code, *sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == ("2" if "--nonsense" in arguments else "0"), done.stderr
    return {name for name in HEAVY if name in modules}


@pytest.mark.parametrize("what", MAY_LOAD)
def test_a_command_loads_what_it_needs(root: Path, what: str) -> None:
    arguments, allowed = MAY_LOAD[what]

    assert loaded(root, arguments) <= allowed


def test_completion_loads_nothing(root: Path) -> None:
    asked = {"COMP_WORDS": "appkit build --target ", "COMP_CWORD": "3"}

    assert loaded(root, (), _APPKIT_COMPLETE="bash_complete", **asked) == set()


def test_what_is_wrong_is_what_loads_the_rest(root: Path, tmp_path: Path) -> None:
    """The list above would also pass if nothing were ever loaded."""
    (tmp_path / "wrong.yaml").write_text("basics: 3\n", encoding="utf-8")
    script = "import sys, appkit.cli; appkit.cli.run(['validate', 'wrong.yaml']); print('jsonschema' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout.split()[-1] == "True"
    assert {"docx", "lxml", "zipfile"} & loaded(
        root, ("build", "-t", "t", "-f", "docx", "--out", str(tmp_path))
    )
