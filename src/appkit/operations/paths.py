"""Where a target's files go, what they are called, and what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit import __version__
from appkit.compose import referenced
from appkit.output import PatternError, Place, built_from, collisions, file_name, locate
from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from appkit.diagnostics import Report
    from appkit.load import LoadedTarget, Workspace
    from appkit.model.target import DocumentPlan
    from appkit.model.template import Templates


def place_of(workspace: Workspace, loaded: LoadedTarget, out: Path | None) -> Place:
    """Where a target's files go: ``out/TARGET``, under its profile where there are several."""
    profile = loaded.profile.name if len(workspace.profiles) > 1 else None
    return locate(workspace.root, loaded.target.name, profile=profile, out=out)


def artifact_paths(workspace: Workspace, loaded: LoadedTarget, report: Report) -> dict[str, dict[str, str]]:
    """The path of every artifact of a target, by document kind and format.

    A pattern that cannot be filled, and two documents that would share a file, are errors.
    """
    several = len(workspace.profiles) > 1
    folder = f"{loaded.profile.name}/{loaded.target.name}" if several else loaded.target.name
    paths: dict[str, dict[str, str]] = {}
    for plan in loaded.target.documents:
        where = plan.locations.get("filename", plan.location)
        try:
            stem = file_name(plan.filename, _name_fields(loaded, plan))
        except PatternError as error:
            report.error("bad-filename", str(error), where, help=error.help)
            continue
        _check_ending(plan, report)
        paths[plan.kind] = {name: f"{folder}/{stem}{FORMATS[name].extension}" for name in plan.formats}
    _check_collisions(loaded, paths, report)
    return paths


def unlisted_paths(paths: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The paths that the documents would have in formats which they do not list: built when asked for."""
    every: set[str] = set()
    for by_format in paths.values():
        name, path = next(iter(by_format.items()))
        stem = path.removesuffix(FORMATS[name].extension)
        every |= {f"{stem}{each.extension}" for each in FORMATS.values()}
    return frozenset(every) - {path for by_format in paths.values() for path in by_format.values()}


def _check_ending(plan: DocumentPlan, report: Report) -> None:
    endings = {each.extension for each in FORMATS.values()}
    if plan.filename.lower().endswith(tuple(endings)):
        report.warning(
            "filename-with-ending",
            "each format adds its own ending to this name",
            plan.locations.get("filename", plan.location),
            help=f"write '{plan.filename.rpartition('.')[0]}'",
        )


def _check_collisions(loaded: LoadedTarget, paths: Mapping[str, Mapping[str, str]], report: Report) -> None:
    """Two documents of one name are told once, at the second, however many formats they share."""
    plans = {plan.kind: plan for plan in loaded.target.documents}
    told: dict[tuple[str, ...], str] = {}
    all_paths = [path for by_format in paths.values() for path in by_format.values()]
    for same in collisions(all_paths):
        kinds = tuple(kind for kind, by_format in paths.items() if set(same) & set(by_format.values()))
        told.setdefault(kinds, same[0])
    for kinds, path in told.items():
        first, second = plans[kinds[0]], plans[kinds[-1]]
        report.error(
            "same-filename",
            f"'{first.kind}' and '{second.kind}' would both be written to {path}",
            second.locations.get("filename", second.location),
            help="give one another `filename`; {document} stands for its kind",
        )


def _name_fields(loaded: LoadedTarget, plan: DocumentPlan) -> dict[str, str]:
    target, texts = loaded.target, loaded.profile.basics.texts
    name = texts["name"].default if "name" in texts else loaded.profile.name
    family = texts["familyName"].default if "familyName" in texts else ""
    return {
        "name": name,
        "family": family,
        "given": _given_name(name, family),
        "target": target.name,
        "document": plan.kind,
        "profile": loaded.profile.name,
        "organization": target.organization.text if target.organization else "",
        "position": target.position.text if target.position else "",
    }


def _given_name(name: str, family: str) -> str:
    """The name without the family name, wherever that stands in it."""
    if not family:
        return ""
    words, dropped = name.split(), family.split()
    for start in range(len(words)):
        if words[start : start + len(dropped)] == dropped:
            return " ".join(words[:start] + words[start + len(dropped) :])
    return name.replace(family, "").strip() if name != family else ""


def input_digests(
    workspace: Workspace, loaded: LoadedTarget, templates: Templates, plan: DocumentPlan
) -> dict[str, str]:
    """The digest of every file that a document is made of, by path."""
    read = workspace.files.read_so_far()
    digests = {source.path: source.digest for source in loaded.sources}
    letter = loaded.letters.get(plan.kind)
    file = letter or templates.file_for(plan.template, plan.kind)
    paths = {path for each in templates.chain(plan.template) for path in each.paths}
    if file:
        paths |= {each.path for each in referenced(file, templates)}
    digests.update({path: read[path].digest for path in paths if path in read})
    return dict(sorted(digests.items()))


def artifact_digest(inputs: Mapping[str, str], format_name: str, plan: DocumentPlan) -> str:
    """The digest of everything that one artifact's bytes depend on.

    Formats that lay themselves out have a say in what the budget leaves for all.
    """
    renderer = FORMATS[format_name]
    pairs = (f"{path}={value}" for path, value in sorted(inputs.items()))
    counting = (name for name in plan.formats if FORMATS[name].typesets and FORMATS[name].is_available)
    return built_from((__version__, format_name, str(renderer.version), *sorted(counting), *pairs))
