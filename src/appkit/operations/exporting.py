"""Exporting: a profile, or what a target selects of it, as the file of another tool."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.decode import decode_profile
from appkit.diagnostics import AppkitError, Location, Report, did_you_mean, one_of
from appkit.exporters import FORMATS, Subject
from appkit.operations.result import Result
from appkit.operations.targets import chosen_profiles, chosen_target, opened
from appkit.source import plain
from appkit.source.made import made

if TYPE_CHECKING:
    from appkit.load import Workspace
    from appkit.model.profile import Profile
    from appkit.source.node import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult(Result):
    """A profile in the form of another tool.

    ``content`` is the file; ``path`` is where it was put, None where nobody named a place. ``written`` is
    false where the file said the same before.
    """

    content: bytes
    format: str
    profile: str
    target: str | None = None
    path: str | None = None
    written: bool = False


def export(
    root: str | os.PathLike[str] = ".",
    profile: str | None = None,
    *,
    to: str = "jsonresume",
    target: str | None = None,
    out: str | os.PathLike[str] | None = None,
    with_private: bool = False,
    force: bool = False,
) -> ExportResult:
    """The profile (the only one, unless it is named) in the form called ``to``.

    With ``target`` it is what that target selects, in its order and words. Private items and notes are left
    out unless they are asked for. ``out`` names a file to write; one that is there and says something else
    is an error, unless ``force`` lets it be replaced.

    Raises AppkitError where there is no such format, profile or target, where one is broken, or the file
    cannot be written: then nothing was.
    """
    report = Report()
    _check_format(to, report)
    workspace = opened(root, report)
    if target is None:
        name = _profile_name(workspace, profile, report)
        data = _whole(workspace, name, report, with_private=with_private)
    else:
        name, target, data = _selected(workspace, profile, target, report, with_private=with_private)
    content = FORMATS[to].exporter.write(_subject(data, name), report)
    path = None if out is None else Path(out)
    written = path is not None and _put(path, content, report, force=force)
    _raise_if_failed(workspace, report)
    return ExportResult(
        diagnostics=tuple(report.diagnostics),
        lines=workspace.files.lines(),
        content=content,
        format=to,
        profile=name,
        target=target,
        path=None if path is None else path.as_posix(),
        written=written,
    )


def _check_format(name: str, report: Report) -> None:
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS) or f"there are: {one_of(FORMATS)}"
        report.error("unknown-format", f"there is no export to '{name}'", help=hint)
    report.raise_if_failed()


def _raise_if_failed(workspace: Workspace, report: Report) -> None:
    if report.failed:
        raise AppkitError(report.diagnostics, workspace.files.lines())


def _profile_name(workspace: Workspace, wanted: str | None, report: Report) -> str:
    """The one profile that a name or glob means; without one, the only one there is."""
    names = chosen_profiles(workspace, (wanted,), report) if wanted else tuple(workspace.profiles)
    if not report.failed and len(names) != 1:
        hint = (
            f"name one of them: {one_of(names)}" if names else "put one into profiles/, or appkit import FILE"
        )
        what = f"'{wanted}' means {len(names)} profiles" if wanted else f"there are {len(names)} profiles"
        report.error("which-profile", what if names else "the workspace has no profile", help=hint)
    report.raise_if_failed()
    return names[0]


def _whole(workspace: Workspace, name: str, report: Report, *, with_private: bool) -> dict[str, Plain]:
    """The data of a profile that is not broken, private things taken out unless they are asked for."""
    file = workspace.profiles[name]
    profile = workspace.profile(name, report)
    _raise_if_failed(workspace, report)
    node = workspace.files.checked(file, "profile", Report(), lenient=file.suffix == ".json")
    assert profile is not None
    assert node is not None
    data = plain(node)
    assert isinstance(data, dict)
    if file.suffix == ".json":
        profile, data = _of_json(workspace, profile, data)
    if with_private:
        return data
    from appkit.exporters.private import without_private  # noqa: PLC0415 - not for those who want all

    return without_private(profile, data)


def _of_json(
    workspace: Workspace, profile: Profile, data: dict[str, Plain]
) -> tuple[Profile, dict[str, Plain]]:
    """A JSON Resume in use as a profile, imported: what it keeps for other tools is then known for that."""
    from appkit.importers.jsonresume import convert  # noqa: PLC0415 - most profiles are YAML
    from appkit.importers.material import Material  # noqa: PLC0415

    source = workspace.files.read_so_far()[profile.path]
    imported = convert(Material(source.path, source.content), Report())
    if imported is None:
        return profile, data
    whole: dict[str, Plain] = {**imported.profile}  # type: ignore[dict-item]  # nothing in it is doubted
    return _decoded(whole, profile.name), whole


def _selected(
    workspace: Workspace, profile: str | None, pattern: str, report: Report, *, with_private: bool
) -> tuple[str, str, dict[str, Plain]]:
    """The names of the profile and the target, and the data of what is selected."""
    from appkit.exporters.tailored import tailored  # noqa: PLC0415 - a whole profile needs no selection
    from appkit.load import load_target  # noqa: PLC0415
    from appkit.selection import select  # noqa: PLC0415

    wanted = _profile_name(workspace, profile, report) if profile else None
    name = chosen_target(workspace, pattern, report)
    loaded = load_target(workspace, name, report, profile=wanted)
    if loaded is None:
        raise AppkitError(report.diagnostics, workspace.files.lines())
    data = tailored(select(loaded.profile, loaded.target, report), with_private=with_private)
    image = _image(workspace, loaded.profile.name)
    basics = data["basics"]
    if image is not None and isinstance(basics, dict):
        basics["image"] = image
    return loaded.profile.name, name, data


def _image(workspace: Workspace, name: str) -> str | None:
    """The address of the photograph, which no document shows and so no selection holds."""
    node = workspace.files.node(workspace.profiles[name], Report())
    data = plain(node) if node is not None else None
    basics = data.get("basics") if isinstance(data, dict) else None
    image = basics.get("image") if isinstance(basics, dict) else None
    return image if isinstance(image, str) and image.strip() else None


def _subject(data: dict[str, Plain], name: str) -> Subject:
    return Subject(data, _decoded(data, name))


def _decoded(data: dict[str, Plain], name: str) -> Profile:
    return decode_profile(made(data, f"profile {name}")[0], name, Report())


def _put(file: Path, content: bytes, report: Report, *, force: bool) -> bool:
    """Whether the file was written; one that says the same is left as it is."""
    from appkit.output.create import create_text  # noqa: PLC0415 - most exports go to a pipe
    from appkit.output.replace import is_content, replace_content  # noqa: PLC0415

    if is_content(file, content):
        return False
    path = file.as_posix()
    if not os.path.lexists(file):
        return create_text(file, content, report, path)
    if not force or file.is_dir():
        help_ = None if file.is_dir() else "--force replaces it"
        report.error(
            "file-exists", "this is there already, and says something else", Location(path), help=help_
        )
        return False
    return replace_content(file, file.read_bytes(), content, report, path)
