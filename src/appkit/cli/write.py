"""``appkit write``."""

from __future__ import annotations

import click

import appkit
from appkit.cli import completion, console


@click.command("write")
@click.argument("target", shell_complete=completion.targets)
@click.argument("document", default="cover-letter", shell_complete=completion.documents)
@click.pass_obj
def command(directory: str, target: str, document: str) -> int:
    """Write the skeleton of a letter to targets/TARGET.DOCUMENT.md, to be edited from then on.

    That file is the source of every format of the letter. It is never overwritten.
    """
    result = appkit.write(directory, target, document)
    console.show_build(result.diagnostics, result.lines)
    console.say(f"wrote {result.path}: edit it, it is the letter's source from now on.")
    for prompt in result.prompts:
        console.say(f"  to answer   {prompt.key}: {prompt.question}")
    console.say(f"  then        appkit build --target {target} --final")
    return 0
