"""``appkit export``."""

from __future__ import annotations

import click

import appkit
from appkit.cli import completion, console
from appkit.exporters import FORMATS


@click.command("export")
@click.argument("profile", required=False, shell_complete=completion.profiles)
@click.option(
    "--to",
    "to",
    type=click.Choice([*FORMATS]),
    default="jsonresume",
    show_default=True,
    help="The form of the file.",
)
@click.option(
    "-t",
    "--target",
    metavar="NAME",
    help="Only what this target selects, in its order and words.",
    shell_complete=completion.targets,
)
@click.option(
    "-o",
    "--out",
    "--output",
    "output",
    metavar="FILE",
    help="Write FILE, not to the screen.",
    shell_complete=completion.files,
)
@click.option("--force", is_flag=True, help="Let FILE be replaced where it is there and says something else.")
@click.option("--with-private", is_flag=True, help="Private items and notes too.")
@click.pass_obj
def command(
    directory: str,
    profile: str | None,
    to: str,
    target: str | None,
    output: str | None,
    force: bool,
    with_private: bool,
) -> int:
    """Write a profile in the form of another tool: JSON Resume, RenderCV, BibTeX or CSL-JSON.

    A JSON Resume that is imported again gives the same profile. Private items and notes stay at home.
    """
    if force and output is None:
        raise click.UsageError("--force replaces a file: name it with --out")
    out = None if output is None or output == "-" else console.within(directory, output)
    result = appkit.export(
        directory, profile, to=to, target=target, out=out, force=force, with_private=with_private
    )
    console.show_build(result.diagnostics, result.lines)
    if result.path is None:
        click.echo(result.content, nl=False)
    else:
        console.say(f"wrote {result.path}" if result.written else f"{result.path} says this already")
    return 0 if result.ok else 1
