"""``appkit ids``."""

from __future__ import annotations

import click

import appkit
from appkit.cli import completion, console
from appkit.diagnostics import printable


@click.command("ids")
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...", shell_complete=completion.profiles)
@click.option("--write", is_flag=True, help="Write the ids into the profile; nothing else in it changes.")
@click.option("--check", is_flag=True, help="Exit with 1 if an item has no id of its own.")
@click.pass_obj
def command(directory: str, profiles: tuple[str, ...], write: bool, check: bool) -> int:
    """List the items that have no id of their own, with the address they are given, or pin those ids.

    An id that is derived from an item's words changes with them; one that is pinned does not, so that targets
    can rely on its address.
    """
    if write and check:
        raise click.UsageError("--check only looks: leave out --write")
    result = appkit.ids(directory, profiles or None, write=write)
    width = max((len(str(item.location)) for item in result.items), default=0)
    for item in result.items:
        console.say(printable(f"{item.location!s:<{width}}  {item.address}"))
    console.show(result.diagnostics, result.lines)
    if write and (result.ok or result.pinned):
        console.say(f"{console.count(len(result.pinned), 'id')} written" + _in(result.written))
    elif result.items and not write:
        console.say(f"{console.count(len(result.items), 'item')} without an id of their own")
        console.say("  pin them   appkit ids --write")
    elif result.ok and not write:
        console.say("every item has an id of its own")
    return 1 if not result.ok or (check and result.items) else 0


def _in(paths: tuple[str, ...]) -> str:
    return f" into {printable(', '.join(paths))}" if paths else ""
