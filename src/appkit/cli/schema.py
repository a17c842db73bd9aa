"""``appkit schema``."""

from __future__ import annotations

import click

import appkit
from appkit.cli import console
from appkit.model.vocabulary import SCHEMAS


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMAS), required=False)
@click.option("--write", is_flag=True, help="Put all schemas into .appkit/schemas/ of the workspace.")
@click.pass_obj
def command(directory: str, name: str | None, write: bool) -> int:
    """Print the JSON Schema of a kind of file, or write all of them to where editors find them.

    An editor that knows YAML then checks and completes profiles and targets while you type: their first line
    names the schema.
    """
    if write == bool(name):
        raise click.UsageError("name a schema to print it, or say --write to write them all")
    if name:
        console.say(appkit.schema(name).text, end="")
        return 0
    result = appkit.write_schemas(directory)
    for path in result.written:
        console.say(f"wrote {path}")
    if result.ok and not result.written:
        console.say("the schemas in .appkit/schemas are up to date")
    console.show(result.diagnostics, result.lines)
    return 0 if result.ok else 1
