"""``appkit init``."""

from __future__ import annotations

import shlex
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

import appkit
from appkit.cli import completion, console
from appkit.diagnostics import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.operations.init import InitResult


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]", shell_complete=completion.folders)
@click.option(
    "--from",
    "resume",
    metavar="FILE",
    help="Start the profile from a CV in another form: see appkit import.",
    shell_complete=completion.files,
)
@click.pass_obj
def command(directory: str, folder: str, resume: str | None) -> int:
    """Make a small workspace that validates and builds at once: in DIR, or here.

    It holds a profile to replace by your own (or your CV in another form as one, see `appkit import`) and two
    targets. No existing file is overwritten.
    """
    result = appkit.init(Path(directory) / folder, resume=console.within(directory, resume))
    for path in _shown(result.made):
        console.say(f"made {printable(path)}")
    for path in _shown(result.kept):
        console.say(f"kept {printable(path)}, which was there")
    console.show(result.diagnostics, result.lines)
    if result.imported is not None:
        from appkit.cli.import_ import tally_lines  # noqa: PLC0415 - rarely asked for

        console.say(f"made of {printable(str(resume))} ({result.imported.title})")
        for line in tally_lines(result.imported):
            console.say(printable(line))
    for line in _next(result, folder):
        console.say(printable(line))
    return 0 if result.ok else 1


def _shown(paths: tuple[str, ...]) -> list[str]:
    """The paths, those of ``.appkit``, which nobody edits, as one."""
    return list(dict.fromkeys(".appkit/schemas" if path.startswith(".appkit/") else path for path in paths))


def _next(result: InitResult, folder: str) -> Iterator[str]:
    yield "next"
    if folder != ".":
        yield f"  go there          cd {shlex.quote(folder)}"
    for path in result.made:
        if path.startswith("profiles/"):
            yield f"  {'look through it ' if result.imported else 'say who you are '}  {path}"
    targets = [PurePosixPath(path).stem for path in result.made if path.startswith("targets/")]
    if targets:
        yield f"  see what it makes appkit build --target {targets[0]}"
    yield "  apply somewhere   appkit new target NAME --extends phd"
    yield "  check everything  appkit validate"
