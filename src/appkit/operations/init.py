"""Starting a workspace: a few short files that validate and build at once."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from appkit.check import NAMES, schema_text
from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Location, Report
from appkit.load import open_workspace
from appkit.operations.new import target_text
from appkit.operations.result import Result
from appkit.operations.schema import SCHEMA_FOLDER, modeline
from appkit.output.create_all import create_all
from appkit.output.replace import is_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.load import Workspace
    from appkit.operations.import_result import ImportResult

_TARGETS: Final = ("example-phd", "example-job")
_PLACEHOLDER = "your-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class InitResult(Result):
    """What a workspace was started with; paths are relative to ``root``.

    ``kept`` are the profiles, targets and other files that were there and stay as they are. ``imported`` is
    what became of the file that the profile was made of, where there was one.
    """

    root: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]
    imported: ImportResult | None = None


def init(root: str | os.PathLike[str] = ".", *, resume: str | os.PathLike[str] | None = None) -> InitResult:
    """Start a workspace in the folder ``root``, which is made where it is not there.

    It gets a placeholder profile, or the one that the file ``resume`` is imported as, two targets and a
    ``.gitignore``. Existing files stay as they are; beside a profile that is there none is put, beside a
    target no example.

    What a run that was killed has not made, the next one does.

    Raises AppkitError where ``resume`` cannot be a profile, or where there is one already that it would stand
    beside, or where a file cannot be written: then nothing was.
    """
    report = Report()
    folder = Path(root)
    workspace = _there(folder)
    imported = _imported(workspace, Path(resume), report) if resume is not None else None
    files = _files(workspace, imported)
    wanted = {path: text for path, text in files.items() if not os.path.lexists(folder / path)}
    # The profile comes last: a run that is killed before leaves none, and so work for the next one.
    if not create_all(folder, dict(reversed(wanted.items())), report):
        raise AppkitError(report.diagnostics)
    own = (*workspace.profiles.values(), *workspace.targets.values())
    return InitResult(
        diagnostics=tuple(report.diagnostics),
        lines=imported.lines if imported else {},
        root=folder,
        made=tuple(wanted),
        kept=(*map(workspace.files.path_of, own), *(path for path in files if path not in wanted)),
        imported=imported,
    )


def _there(folder: Path) -> Workspace:
    """What the folder holds already; nothing where it is not there."""
    try:
        return open_workspace(folder)
    except OSError as error:
        report = Report()
        message = f"this folder cannot be read: {error.strerror or error}"
        report.error("unreadable-folder", message, Location(folder.as_posix()))
        raise AppkitError(report.diagnostics) from error


def _imported(workspace: Workspace, resume: Path, report: Report) -> ImportResult:
    # What reads other tools' files is not needed where there is none.
    from appkit.operations.drafting import drafted  # noqa: PLC0415
    from appkit.operations.importing import import_result, new_profile  # noqa: PLC0415

    for file in workspace.profiles.values():
        report.error(
            "profile-exists",
            "there is a profile already: with a second one, targets would have to say which they are for",
            Location(workspace.files.path_of(file)),
            help="start another workspace: appkit init DIR --from FILE",
        )
    report.raise_if_failed()
    draft = drafted(resume, report, tags=workspace.tags(report))
    path = f"profiles/{draft.name}.yaml"
    text, node = new_profile(draft, path, modeline("profile"), report)
    return import_result(draft, path, text, node, report)


def _files(workspace: Workspace, imported: ImportResult | None) -> dict[str, str]:
    """Everything a new workspace has, by path, without what would not go with the files that are there."""
    files: dict[str, str] = {}
    if not workspace.profiles:
        path = imported.path if imported else None
        files[path or f"profiles/{_PLACEHOLDER}.yaml"] = (
            imported.text if imported else _starter("profile.yaml")
        )
        # The examples are about the profile that is made: its tags and items.
        examples = {f"targets/{each}.yaml": _target(each, imported) for each in _TARGETS}
        if all(_is_file(workspace, file, examples) for file in workspace.targets.values()):
            files |= examples
    files[".gitignore"] = _starter("gitignore")
    return files | {f"{SCHEMA_FOLDER}/{name}.schema.json": schema_text(name) for name in NAMES}


def _is_file(workspace: Workspace, file: Path, files: Mapping[str, str]) -> bool:
    """Whether a file is one of ``files``, word for word, as a run that was killed leaves some of them."""
    text = files.get(workspace.files.path_of(file))
    return text is not None and is_content(file, text.encode())


def _target(name: str, imported: ImportResult | None) -> str:
    """An example: about the placeholder profile, or one that says nothing about any profile."""
    if imported is None:
        return _starter(f"{name}.yaml")
    return target_text((name.removeprefix("example-"),))


def _starter(name: str) -> str:
    return (resources.files("appkit") / "starter" / name).read_text(encoding="utf-8")
