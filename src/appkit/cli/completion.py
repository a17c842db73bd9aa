"""What a shell is told when someone presses TAB: names of files in a few folders, none of which is opened.

A shell starts appkit at every press, so nothing of what reads workspaces is loaded here. What counts as a
name is said again in few words: `tests/cli/test_completion.py` holds it against the workspace.
"""

# `pathlib` takes 4 ms to import, a tenth of what a press may cost.
# ruff: noqa: PTH112, PTH118, PTH119, PTH120, PTH208

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    import click

_BUILT_IN = os.path.dirname(os.path.dirname(__file__))
_YAML = (".yaml", ".yml")
_TEMPLATE = ".md.j2"


def targets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The targets of the workspace."""
    return [name for name in _beginning(incomplete, _names(ctx, "targets", _YAML)) if name[0] != "_"]


def presets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The presets that come with appkit, and those of the workspace."""
    own = [name for name in _names(ctx, "targets", _YAML) if name[0] == "_"]
    return _beginning(incomplete, [*_stems(os.path.join(_BUILT_IN, "presets"), _YAML), *own])


def profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The profiles of the workspace."""
    return _beginning(incomplete, _names(ctx, "profiles", (*_YAML, ".json")))


def templates(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The templates that come with appkit, and those of the workspace."""
    return _beginning(incomplete, [os.path.basename(folder) for folder in _template_folders(ctx)])


def documents(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The kinds of documents that some template makes."""
    return _beginning(
        incomplete, [k for folder in _template_folders(ctx) for k in _stems(folder, (_TEMPLATE,))]
    )


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Whatever file the shell finds."""
    return [CompletionItem(incomplete, type="file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Whatever folder the shell finds."""
    return [CompletionItem(incomplete, type="dir")]


def _beginning(incomplete: str, names: list[str]) -> list[str]:
    return sorted({name for name in names if name.startswith(incomplete)})


def _names(ctx: click.Context, folder: str, endings: tuple[str, ...]) -> list[str]:
    root = _workspace(ctx)
    return [] if root is None else _stems(os.path.join(root, folder), endings)


def _template_folders(ctx: click.Context) -> list[str]:
    root = _workspace(ctx)
    places = [_BUILT_IN] if root is None else [_BUILT_IN, root]
    every = [os.path.join(place, "templates") for place in places]
    found = [os.path.join(place, name) for place in every for name in _listed(place) if name[0] not in "._"]
    return [folder for folder in found if os.path.isdir(folder)]


def _workspace(ctx: click.Context) -> str | None:
    """The nearest folder upwards with ``profiles/`` in it, from the one that ``-C`` names."""
    folder = os.path.realpath(ctx.find_root().params.get("directory") or ".")
    while not os.path.isdir(os.path.join(folder, "profiles")):
        folder, before = os.path.dirname(folder), folder
        if folder == before:
            return None
    return folder


def _stems(folder: str, endings: tuple[str, ...]) -> list[str]:
    """The names of the files in a folder that have one of the endings, without it."""
    found = []
    for name in _listed(folder):
        ending = next((each for each in endings if name.endswith(each)), None)
        if ending and name[0] != ".":
            found.append(name.removesuffix(ending))
    return found


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # there is none, or it may not be read: nothing to offer
        return []
