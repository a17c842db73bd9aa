"""``appkit import``."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

import click

import appkit
from appkit.cli import completion, console
from appkit.diagnostics import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.operations.import_result import ImportResult

# More lines of one kind would scroll away what was said before them; the file has them all.
_MOST_LINES = 20


@click.command("import")
@click.argument("file", required=False, metavar="FILE", shell_complete=completion.files)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    help="The profile to make; '-' prints it (default profiles/NAME.yaml, named for the person).",
    shell_complete=completion.files,
)
@click.option(
    "--merge",
    is_flag=False,
    flag_value="",
    metavar="[PROFILE]",
    help="Add to a profile that is there; shows a diff first.",
    shell_complete=completion.profiles,
)
@click.option("--yes", is_flag=True, help="With --merge: write without asking.")
@click.option("--format", metavar="NAME", help="What the file is, where that cannot be told from it.")
@click.pass_obj
def command(
    directory: str,
    file: str | None,
    out: str | None,
    merge: str | None,
    yes: bool,
    format: str | None,  # noqa: A002 - click names it for the option
) -> int:
    """Make a profile of a CV in another form: FILE, or '-' for what comes through a pipe.

    JSON Resume, RenderCV, YAMLResume, FRESH, BibTeX, CSL-JSON, Markdown, text and DOCX are told apart by
    their content. What has no place in a profile is kept in it under keys that begin with 'x-'. No existing
    file is overwritten.

    --merge adds what is new to a profile and changes nothing that is there. Without a terminal to ask on, and
    without --yes, it only shows the diff; the exit code is 1 while that is not applied.
    """
    if file is None and merge:
        file, merge = merge, ""  # `--merge FILE`: the profile is the only one
    if file is None:
        raise click.UsageError("name the file to import")
    if yes and merge is None:
        raise click.UsageError("--yes is for --merge: nothing else asks")
    if merge is not None and out == "-":
        raise click.UsageError("--merge adds to a file: leave out '-o -'")
    result = appkit.import_profile(
        "stdin" if file == "-" else os.path.join(directory, file),  # noqa: PTH118 - as it is typed
        directory,
        out=out if out in {None, "-"} else console.within(directory, out),
        merge=merge,
        format=format,
        content=sys.stdin.buffer.read() if file == "-" else None,
        confirm=lambda diff: _confirmed(diff, yes=yes),
    )
    console.show(result.diagnostics, result.lines)
    if result.path is None:
        console.say(result.text, end="")
    for line in _told(result, merging=merge is not None):
        click.echo(printable(line), err=result.path is None)
    return 0 if result.ok and (result.written or result.path is None or not _is_open(result, merge)) else 1


def _is_open(result: ImportResult, merge: str | None) -> bool:
    """Whether something that was found new has not been written."""
    return merge is None or bool(result.diff)


def _confirmed(diff: str, *, yes: bool) -> bool:
    """Show what is to be added; whether to do it."""
    console.say(diff, end="")
    if yes:
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and click.confirm("write this?")


def _told(result: ImportResult, *, merging: bool) -> Iterator[str]:
    if not merging:
        where = f": {result.path}" if result.path else ""
        yield f"made a profile of {result.title}{where}"
    elif result.written:
        yield f"added to {result.path}; nothing that was there has changed"
    elif result.diff:
        yield "nothing is written yet: to apply this, say --yes"
    else:
        yield f"{result.path} has all of it already"
    yield from tally_lines(result)
    if result.written:
        yield from _next(result)


def tally_lines(result: ImportResult) -> Iterator[str]:
    """How much was read and what became of it, then what wants a look."""
    tally = result.tally
    yield f"  read     {tally.read:>6,}"
    yield f"  placed   {tally.placed:>6,}" + (f"   unsure of {tally.unsure:,}" if tally.unsure else "")
    yield f"  unplaced {tally.unplaced:>6,}" + (
        "   kept under keys that begin with 'x-'" if tally.unplaced else ""
    )
    yield f"  empty    {tally.empty:>6,}"
    yield from _listed("unsure", [f"{each.location}: {each.address}: {each.why}" for each in result.unsure])
    yield from _listed("unplaced", [f"{each.location}: {each.address}" for each in result.unplaced])


def _listed(what: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{what}: look at"
        yield from (f"  {line}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"  and {len(lines) - _MOST_LINES:,} more"


def _next(result: ImportResult) -> Iterator[str]:
    assert result.path is not None
    path = shlex.quote(result.path)
    yield "next"
    yield f"  look through it   {path}"
    yield f"  check it          appkit validate {path}"
    yield "  apply somewhere   appkit new target NAME --extends phd"
    yield "  see what it makes appkit build"
