"""``appkit build``."""

from __future__ import annotations

import time

import click

from appkit.cli import console
from appkit.cli.summary import summary_lines, verdict_lines
from appkit.operations.build import build
from appkit.render import FORMATS


@click.command("build")
@click.option(
    "-t", "--target", "targets", multiple=True, metavar="NAME", help="A target or glob; may be repeated."
)
@click.option("--all", "every", is_flag=True, help="Every target of the workspace.")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Write this format, listed by the target or not, and no other; may be repeated.",
)
@click.option(
    "-d",
    "--document",
    "documents",
    multiple=True,
    metavar="KIND",
    help="Only this document; may be repeated.",
)
@click.option("-o", "--out", metavar="DIR", help="Write there instead of out/.")
@click.option("-n", "--dry-run", is_flag=True, help="Do everything but write.")
@click.option("--final", is_flag=True, help="Refuse to build while a prompt is open.")
@click.option("--force", is_flag=True, help="Replace files edited by hand, after keeping a backup.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.pass_obj
def command(
    directory: str,
    targets: tuple[str, ...],
    every: bool,
    formats: tuple[str, ...],
    documents: tuple[str, ...],
    out: str | None,
    dry_run: bool,
    final: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Build the documents of targets into out/TARGET/.

    One broken target does not stop the others; the exit code is 1 if any is broken. A file that you have
    edited by hand is never overwritten: the new one is written beside it.
    """
    if every == bool(targets):
        raise click.UsageError("name a target with --target NAME, or say --all")
    started = time.perf_counter()
    result = build(
        directory,
        None if every else targets,
        formats=formats or None,
        documents=documents or None,
        out=console.within(directory, out),
        dry_run=dry_run,
        final=final,
        force=force,
    )
    if not quiet:
        for target in result.targets:
            for line in summary_lines(target, result):
                console.say(line)
    console.show_build(result.diagnostics, result.lines)
    if result.targets and not quiet:
        for line in verdict_lines(result, time.perf_counter() - started):
            console.say(line)
    return 0 if result.ok else 1
