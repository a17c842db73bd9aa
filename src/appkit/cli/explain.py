"""``appkit explain``."""

from __future__ import annotations

import json
import re

import click

import appkit
from appkit.cli import completion, console
from appkit.diagnostics import Severity


def _budgets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    from appkit.operations.explain import BUDGETS  # noqa: PLC0415 - help and completion need none of it

    budgets = {}
    for value in values:
        key, _, number = value.partition("=")
        if key not in BUDGETS or not re.fullmatch("0*[1-9][0-9]{0,6}", number):
            message = f"'{value}' is no budget; write {' or '.join(f'{each}=1' for each in BUDGETS)}"
            raise click.BadParameter(message, ctx, param)
        budgets[key] = int(number)
    return budgets


@click.command("explain")
@click.option(
    "-t",
    "--target",
    required=True,
    metavar="NAME",
    help="The target.",
    shell_complete=completion.targets,
)
@click.option(
    "-d",
    "--document",
    metavar="KIND",
    help="Which of its documents; the first one by default.",
    shell_complete=completion.documents,
)
@click.option(
    "--what-if",
    "what_if",
    metavar="pages=1",
    multiple=True,
    callback=_budgets,
    help="Another budget (pages, lines, words or characters); nothing is written.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("address", required=False)
@click.pass_obj
def command(
    directory: str,
    target: str,
    document: str | None,
    what_if: dict[str, int],
    form: str,
    address: str | None,
) -> int:
    """Tell what is in, what is out, and why; for one ADDRESS (section/id) in full."""
    from appkit.cli.reasons import item_lines, target_lines  # noqa: PLC0415 - as above
    from appkit.operations.explain import as_data  # noqa: PLC0415

    result = appkit.explain(directory, target, address, document=document, what_if=what_if)
    if form == "json":
        console.say(json.dumps(as_data(result), ensure_ascii=False, indent=2))
    else:
        for line in item_lines(result) if address else target_lines(result):
            console.say(line)
    console.show((each for each in result.diagnostics if each.severity is Severity.ERROR), result.lines)
    return 0 if result.ok else 1
