"""``appkit explain``."""

from __future__ import annotations

import json

import click

from appkit.cli import console
from appkit.cli.reasons import item_lines, target_lines
from appkit.operations.explain import as_data, explain


@click.command("explain")
@click.option("-t", "--target", required=True, metavar="NAME", help="The target.")
@click.option("-d", "--document", metavar="KIND", help="Which of its documents; the first one by default.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("address", required=False)
@click.pass_obj
def command(directory: str, target: str, document: str | None, form: str, address: str | None) -> int:
    """Tell what is in, what is out, and why; for one ADDRESS (section/id) in full."""
    result = explain(directory, target, address, document=document)
    if form == "json":
        console.say(json.dumps(as_data(result), ensure_ascii=False, indent=2))
    else:
        for line in item_lines(result) if address else target_lines(result):
            console.say(line)
    return 0 if result.ok else 1
