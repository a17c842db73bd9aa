"""Exporting a template: a copy in the workspace, to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from appkit.dataclass import dataclass
from appkit.decode import slug
from appkit.diagnostics import AppkitError, Location, Report
from appkit.load import valid_name
from appkit.load.references import NAME
from appkit.operations.result import Result
from appkit.operations.targets import opened
from appkit.operations.template import check_template, own_parts
from appkit.output.create_folder import create_folder

if TYPE_CHECKING:
    import os

    from appkit.load import Workspace
    from appkit.model.template import Templates


_INHERITS: Final = "# What is not said here is as in the template that this one extends.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTemplate(Result):
    """A template that was copied: its name, that of the one it is a copy of, and its files."""

    name: str
    original: str
    made: tuple[str, ...]


def export_template(
    root: str | os.PathLike[str], name: str, *, new_name: str | None = None
) -> ExportedTemplate:
    """Copy the template ``name`` to ``templates/``: its files, and a ``reference.docx`` to restyle it with.

    Under its own name the copy stands for the built-in one from then on; ``new_name`` is another name. What
    the original inherits the copy inherits too: unchanged it builds the same bytes.

    Raises AppkitError where there is no workspace or no such template, where the name cannot be used or is
    taken, or where a file cannot be read or written: then nothing was.
    """
    report = Report()
    workspace = opened(root, report)
    templates = workspace.templates(report)
    check_template(name, templates, report)
    own = Report()
    _check_place(workspace, own)
    _check_name(name, new_name, workspace, templates, own)
    files = _files(name, workspace, templates, own)
    path = f"templates/{new_name or name}"
    if own.failed or not create_folder(workspace.root / path, files, own, path):
        raise AppkitError(own.diagnostics, workspace.files.lines())
    return ExportedTemplate(
        diagnostics=tuple(own.diagnostics),
        lines=workspace.files.lines(),
        name=new_name or name,
        original=name,
        made=tuple(f"{path}/{file}" for file in files),
    )


def _check_place(workspace: Workspace, report: Report) -> None:
    if (workspace.root / "templates").is_symlink():
        message = "this is a link: it may lead out of the workspace"
        report.error("outside-workspace", message, Location("templates"), help="replace it by a folder")


def _check_name(
    name: str, new_name: str | None, workspace: Workspace, templates: Templates, report: Report
) -> None:
    wanted = new_name or name
    taken = {other.casefold(): other for other in templates.folders}
    if new_name is not None and (not valid_name(new_name) or new_name.startswith(("_", "."))):
        better = slug(new_name)
        hint = f", such as '{better}'" if better and valid_name(better) else ""
        message = f"'{new_name}' cannot be the name of a template"
        report.error("bad-name", message, help=f"use letters, digits, '-', '_' and '.'{hint}")
    elif new_name is not None and new_name != name and new_name.casefold() in taken:
        other = taken[new_name.casefold()]
        message = f"there is a template '{other}' already"
        report.error("file-exists", message, templates.folders[other].location, help="take another name")
    elif (workspace.root / "templates" / wanted).exists():
        message = f"the workspace has a template '{wanted}' already"
        where = Location(f"templates/{wanted}")
        report.error("file-exists", message, where, help="give the copy another name: --as NEW")


def _files(name: str, workspace: Workspace, templates: Templates, report: Report) -> dict[str, bytes]:
    """The files of the copy, by name."""
    from appkit.render.docx.reference.exporting import exported  # noqa: PLC0415 - imports python-docx

    folder, read = templates.folders[name], workspace.files.read_so_far()
    files: dict[str, bytes] = {}
    for part in own_parts(folder, templates):
        if part.path in read:
            files[part.name] = read[part.path].content
        else:
            report.error("unreadable-file", "this file cannot be copied", Location(part.path))
    if "style.yaml" not in files and folder.extends:
        files["style.yaml"] = f"{_INHERITS}extends: {folder.extends}\n".encode()
    # One that nobody has changed is made anew: style.yaml may have been changed since.
    deciding = read.get(folder.reference or "")
    files[NAME] = deciding.content if deciding else exported(folder.style)
    return dict(sorted(files.items()))
