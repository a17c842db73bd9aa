"""The command line: arguments in, operations called, results told. One module for each command.

Exit codes: 0 done, 1 the input is wrong, 2 usage, 3 a bug in appkit, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from typing import Any

import click

from appkit import __version__

# Name, module, what it does: the help is printed without importing any of them.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("appkit.cli.build", "Build the documents of targets."),
    "validate": ("appkit.cli.validate", "Check every file of the workspace, or the files named."),
    "explain": ("appkit.cli.explain", "Tell what is in, what is out, and why."),
    "list": ("appkit.cli.list", "List the targets and how their documents stand."),
    "write": ("appkit.cli.write", "Write a letter's skeleton to a file of your own."),
    "new": ("appkit.cli.new", "Make a new target."),
    "template": ("appkit.cli.template", "List, show or copy templates."),
    "export": ("appkit.cli.export", "Write a profile in the form of another tool."),
    "ids": ("appkit.cli.ids", "Show derived ids, or pin them in the profile."),
    "clean": ("appkit.cli.clean", "Remove outputs that belong to no target any more."),
    "schema": ("appkit.cli.schema", "Print a JSON Schema, for editors."),
    "import": ("appkit.cli.import_", "Make a profile of a CV in another form, or add it to one."),
    "init": ("appkit.cli.init", "Make a small workspace that builds at once."),
}


def _folders(*asked: Any) -> Any:  # noqa: ANN401 - as click's
    from appkit.cli.completion import folders  # noqa: PLC0415 - help needs none of it

    return folders(*asked)


class _Commands(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order people need them."""
        return [*COMMANDS]  # not `list`: that is a module of this package once it has been imported

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command by name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a near miss is told."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from appkit.diagnostics import did_you_mean  # noqa: PLC0415 - as below: help needs none of it

            hint = did_you_mean(name, COMMANDS)
            ctx.fail(f"no command '{name}'" + (f"; {hint}" if hint else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


# \b keeps click from filling the lines.
_EPILOG = """\b
To have names completed by TAB, put this into ~/.bashrc
(for zsh: ~/.zshrc and zsh_source):
  eval "$(_APPKIT_COMPLETE=bash_source appkit)"
For fish:
  _APPKIT_COMPLETE=fish_source appkit > ~/.config/fish/completions/appkit.fish
"""


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EPILOG)
@click.version_option(__version__, prog_name="appkit")
@click.option(
    "-C", "directory", metavar="DIR", default=".", help="Work as if started in DIR.", shell_complete=_folders
)
@click.pass_context
def cli(ctx: click.Context, directory: str) -> None:
    """Turn one master profile into every application you send.

    A profile in profiles/ holds everything true about you; a target in targets/ says what one application
    cares about. `appkit build` writes the documents to out/.
    """
    ctx.obj = directory


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; what goes wrong becomes a message and an exit code."""
    # Nearly all that is made here lives as long as the process, and a tenth of a build went into looking
    # for garbage in it: at every 700th object, and at the end. A run over many targets still cleans up.
    gc.set_threshold(50_000, 20, 20)
    code = run(arguments)
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code. No exception leaves it."""
    try:
        answer: Any = cli.main(args=arguments, prog_name="appkit", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except SystemExit as ended:
        # click ends so behind a completion, and when the reader of its output (a pager, `head`) has gone.
        return ended.code if isinstance(ended.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - the one place where every failure becomes an exit code
        return _failed(error)
    return answer if isinstance(answer, int) else 0


def _failed(error: BaseException) -> int:
    """Tell what went wrong; the exit code that says so."""
    from appkit.cli import console  # noqa: PLC0415 - `--help` and completion run without it
    from appkit.diagnostics import AppkitError  # noqa: PLC0415

    match error:
        case click.exceptions.Abort() | KeyboardInterrupt():
            console.tell_error("interrupted")
            return 130
        case click.ClickException():
            error.show()
            return error.exit_code
        case AppkitError():
            console.show(error.diagnostics, error.lines)
            return 1
        case OSError():
            # A full disk, a folder that may not be entered: the machine's trouble, not a bug.
            if not isinstance(error, BrokenPipeError):
                console.tell_error(": ".join(map(str, filter(None, (error.filename, error.strerror)))))
            _forget_output()
            return 1
        case _:
            return console.tell_bug(error)


def _forget_output() -> None:
    """Send what is still to be printed nowhere: Python would complain once more when it flushes at exit."""
    with contextlib.suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
