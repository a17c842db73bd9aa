"""``appkit build``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from appkit.cli import completion, console
from appkit.render import FORMATS

if TYPE_CHECKING:
    from appkit.batch import Shard


class _Shard(click.ParamType):  # type: ignore[type-arg]
    """``3/16``: the third of sixteen parts."""

    name = "K/N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Shard | None:
        """The part. Fails with a usage error."""
        from appkit.batch import Shard  # noqa: PLC0415 - only where it is asked for

        number, slash, of = str(value).partition("/")
        if not (slash and _is_number(number) and _is_number(of) and 1 <= int(number) <= int(of)):
            self.fail(f"'{value}' is no part: 3/16 is the third of sixteen", param, ctx)
        return Shard(int(number), int(of))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


@click.command("build")
@click.option(
    "-t",
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="A target or glob; may be repeated.",
    shell_complete=completion.targets,
)
@click.option("--all", "every", is_flag=True, help="Every target of the workspace.")
@click.option(
    "-p",
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Build for this profile, or those of a glob; may be repeated.",
    shell_complete=completion.profiles,
)
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
    shell_complete=completion.documents,
)
@click.option(
    "-o", "--out", metavar="DIR", help="Write there instead of out/.", shell_complete=completion.folders
)
@click.option("-n", "--dry-run", is_flag=True, help="Do everything but write.")
@click.option("--final", is_flag=True, help="Refuse to build while a prompt is open.")
@click.option("--force", is_flag=True, help="Replace files edited by hand, after keeping a backup.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="So many processes; 1 is this one alone. Without it, one for each core where there is much to do.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, 10**6, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up a target that takes a process longer, twice.",
)
@click.option("--shard", type=_Shard(), help="Only the K-th of N parts, for several machines; by name.")
@click.option(
    "--cluster", metavar="ADDRESS", help="Build on the workers of a dask scheduler: tcp://HOST:PORT."
)
@click.option("--shared-disk", is_flag=True, help="The cluster's workers see this workspace and write there.")
@click.pass_obj
def command(
    directory: str,
    targets: tuple[str, ...],
    every: bool,
    profiles: tuple[str, ...],
    formats: tuple[str, ...],
    documents: tuple[str, ...],
    out: str | None,
    dry_run: bool,
    final: bool,
    force: bool,
    quiet: bool,
    jobs: int | None,
    timeout: float,
    shard: Shard | None,
    cluster: str | None,
    shared_disk: bool,
) -> int:
    """Build the documents of targets into out/TARGET/.

    One broken target does not stop the others; the exit code is 1 if any is broken. A file that you have
    edited by hand is never overwritten: the new one is written beside it.

    With --profile, each target is built for each of the profiles: one that names a profile itself for that
    one only. Where the workspace has several profiles, outputs are in out/PROFILE/TARGET/.
    """
    if every == bool(targets):
        raise click.UsageError("name a target with --target NAME, or say --all")
    if not timeout > 0:  # NaN, which passes for a number in any range
        raise click.UsageError("--timeout is a number of seconds")
    if shared_disk and cluster is None:
        raise click.UsageError("--shared-disk is for --cluster")
    if cluster is not None and jobs is not None:
        raise click.UsageError("--jobs is for this machine: a cluster has as many workers as it has")
    from appkit.cli.batch_running import Wish, run_batch  # noqa: PLC0415 - `--help` needs none of it
    from appkit.operations.build import BuildOptions  # noqa: PLC0415 - as above

    options = BuildOptions(
        formats=frozenset(formats) or None,
        documents=frozenset(documents) or None,
        out=console.within(directory, out),
        dry_run=dry_run,
        final=final,
        force=force,
    )
    wish = Wish(jobs=jobs, timeout=timeout, cluster=cluster, shared_disk=shared_disk, quiet=quiet)
    return run_batch(directory, None if every else targets, profiles or None, options, shard, wish)
