"""``appkit new``."""

from __future__ import annotations

import click

import appkit
from appkit.cli import completion, console


@click.group("new")
def command() -> None:
    """Make a new target."""


@command.command("target")
@click.argument("name")
@click.option(
    "--extends",
    multiple=True,
    metavar="PRESET",
    help="phd, job, complete, or yours; may be repeated.",
    shell_complete=completion.presets,
)
@click.option("--organization", metavar="TEXT", help="Where you apply.")
@click.option("--position", metavar="TEXT", help='It completes "I am applying to the …".')
@click.option(
    "--profile",
    metavar="NAME",
    help="Where the workspace has several.",
    shell_complete=completion.profiles,
)
@click.pass_obj
def target(
    directory: str,
    name: str,
    extends: tuple[str, ...],
    organization: str | None,
    position: str | None,
    profile: str | None,
) -> int:
    """Make targets/NAME.yaml, one application to start from. Nothing is overwritten."""
    result = appkit.new_target(
        directory, name, extends=extends, organization=organization, position=position, profile=profile
    )
    console.say(f"made {result.path}")
    console.show(result.diagnostics, result.lines)
    console.say(f"  build it   appkit build --target {result.name}")
    return 0 if result.ok else 1
