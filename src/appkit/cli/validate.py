"""``appkit validate``."""

from __future__ import annotations

import click

import appkit
from appkit.cli import completion, console
from appkit.diagnostics import Diagnostic, Severity, render_github, render_json


@click.command("validate")
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=completion.files)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of a pull request.",
)
@click.pass_obj
def command(directory: str, files: tuple[str, ...], form: str) -> int:
    """Check every profile, target, preset and template of the workspace, or only the FILEs named.

    Every problem of every file is told in one run. Exit code 1 if one is an error.
    """
    result = appkit.validate(directory, files or None)
    if form == "json":
        console.say(render_json(result.diagnostics), end="")
    elif form == "github":
        console.say(render_github(result.diagnostics), end="")
    else:
        console.show(result.diagnostics, result.lines)
        console.say(_verdict(result.diagnostics, len(result.files)))
    return 0 if result.ok else 1


def _verdict(diagnostics: tuple[Diagnostic, ...], files: int) -> str:
    found = [each.severity for each in diagnostics]
    parts = [
        console.count(number, severity.value) for severity in Severity if (number := found.count(severity))
    ]
    return f"{console.count(files, 'file')} checked: {', '.join(parts) or 'nothing to report'}."
