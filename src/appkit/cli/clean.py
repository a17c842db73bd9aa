"""``appkit clean``."""

from __future__ import annotations

import click

import appkit
from appkit.cli import completion, console


@click.command("clean")
@click.option(
    "-o", "--out", metavar="DIR", help="Clean there instead of in out/.", shell_complete=completion.folders
)
@click.option("-n", "--dry-run", is_flag=True, help="Only tell what would be removed.")
@click.pass_obj
def command(directory: str, out: str | None, dry_run: bool) -> int:
    """Remove what earlier builds wrote and no target would write now.

    Files that someone has edited stay.
    """
    result = appkit.clean(directory, out=console.within(directory, out), dry_run=dry_run)
    verb = "would remove" if dry_run else "removed"
    for path in result.removed:
        console.say(f"{verb} {path}")
    console.show(result.diagnostics, result.lines)
    if not result.removed:
        console.say("nothing to remove")
    return 0 if result.ok else 1
