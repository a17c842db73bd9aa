"""``appkit list``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

import appkit
from appkit.cli import completion, console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.operations.status import ListedTarget


@click.command("list")
@click.option(
    "-o", "--out", metavar="DIR", help="Look there instead of into out/.", shell_complete=completion.folders
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(directory: str, out: str | None, form: str) -> int:
    """List the targets: what each is for, when it is due, and how its documents stand.

    A document is fresh, stale (something it is made of has changed), never built, or edited by hand.
    """
    result = appkit.list_targets(directory, out=console.within(directory, out))
    if form == "json":
        console.say(json.dumps([asdict(target) for target in result.targets], ensure_ascii=False, indent=2))
    else:
        for line in _table(result.targets):
            console.say(line)
    console.show(result.diagnostics, result.lines)
    return 0 if result.ok else 1


def _table(targets: Sequence[ListedTarget]) -> list[str]:
    rows = [("TARGET", "FOR", "DEADLINE", "DOCUMENTS"), *map(_row, targets)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return ["  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[3]]) for row in rows]


_LONGEST = 48


def _row(target: ListedTarget) -> tuple[str, str, str, str]:
    if target.broken:
        return target.name, "", "", "broken, see below"
    what = target.organization or target.position or "-"
    shown = what if len(what) <= _LONGEST else f"{what[: _LONGEST - 1]}…"
    documents = ", ".join(f"{document.kind}: {document.standing}" for document in target.documents)
    return target.name, shown, target.deadline or "-", documents
