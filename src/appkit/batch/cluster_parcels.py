"""What is sent of a workspace to a cluster: to every worker what targets share, with a task the rest."""

from __future__ import annotations

import pickle
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.batch.cluster_build import Parcel
from appkit.dataclass import dataclass
from appkit.diagnostics import Report
from appkit.load import load_preset, open_workspace
from appkit.load.surroundings import Surroundings
from appkit.load.tree import Disk, Held, Recorder, starting
from appkit.resolve import resolve
from appkit.source import MAX_BYTES, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from appkit.batch.jobs import Job
    from appkit.load import Workspace

_TARGETS = "targets"


@dataclass(slots=True)
class Packer:
    """Packs the files that jobs need; made once for a run, from the files as they are then."""

    workspace: Workspace
    shared: bytes
    surroundings: Surroundings
    _disk: Disk = field(default_factory=Disk)

    def profiles_of(self, jobs: Iterable[Job]) -> dict[str, Path]:
        """The files of the profiles that jobs are about, by name: those of targets that say one."""
        names = {name for job in jobs if (name := self._profile_of(job)) is not None}
        there = self.workspace.profiles
        return {name: there[name] for name in sorted(there.keys() & names)}

    def _profile_of(self, job: Job) -> str | None:
        if job.profile is not None:
            return job.profile
        if len(self.workspace.profiles) == 1:
            return next(iter(self.workspace.profiles))
        return _profile_named(self.workspace, job.target)

    def profile(self, file: Path) -> bytes:
        """The parcel of one profile."""
        path = self.workspace.files.path_of(file)
        return pickle.dumps(Parcel(files={path: self._held(file)}))

    def own(self, jobs: Iterable[Job]) -> Parcel:
        """The targets of jobs, with the letters written for them."""
        folder = self.workspace.root / _TARGETS
        every = self._disk.names(folder) or ()
        names: set[str] = set()
        files: dict[str, Held] = {}
        for job in jobs:
            beside = starting(every, f"{job.target}.")
            names.update(beside)
            letters = (folder / name for name in beside if name.endswith(".md"))
            for file in (self.workspace.targets[job.target], *letters):
                files[self.workspace.files.path_of(file)] = self._held(file)
        return Parcel({_TARGETS: tuple(sorted(names))}, files)

    def surroundings_of(self, jobs: Iterable[Job], own: Parcel) -> Surroundings:
        """The surroundings, with the letters of the targets of jobs only, and the names that stand in them.

        ``own`` is what is sent of the targets.
        """
        names = {job.target for job in jobs}
        letters = {name: self.surroundings.letters(name) for name in sorted(map(str.casefold, names))}
        beside = {name: each for name, each in letters.items() if each}
        texts = [
            (name, _words(held))
            for name in names
            for path, held in own.files.items()
            if path.casefold().startswith(f"{_TARGETS}/{name.casefold()}.")
        ]
        presets = self.workspace.presets.items()
        texts += [("", _words(self._held(file))) for name, file in presets if name.startswith("_")]
        return Surroundings(self.surroundings.digest, beside, self.surroundings.others.within(texts), {})

    def _held(self, file: Path) -> Held:
        report = Report()
        content = self._disk.read(file, self.workspace.files.path_of(file), report, MAX_BYTES)
        return Held(content, tuple(report.diagnostics))


def packer(root: Path) -> Packer:
    """The packer of the workspace at ``root``, everything that its targets share read and packed.

    What is shared is what loading asks for: it is loaded here, and the files that were looked at are taken.
    """
    there = open_workspace(root).surroundings()
    recorder = Recorder(root)
    workspace = open_workspace(root, recorder)
    workspace.templates(Report())
    workspace.tags(Report())
    own = [name for name in workspace.presets if name.startswith("_")]
    for name in own:
        load_preset(workspace, name, Report())
    found = recorder.recorded(root)
    # Nobody there needs to know what else lies in these folders; a target comes with its own names.
    folders = {folder: names for folder, names in found.folders.items() if folder != "."}
    folders["profiles"] = tuple(file.name for file in workspace.profiles.values())
    folders[_TARGETS] = _preset_files(folders.get(_TARGETS, ()))
    shared = pickle.dumps(Parcel(folders, found.files, found.outside))
    return Packer(workspace, shared, there)


def _words(held: Held) -> str:
    return (held.content or b"").decode("utf-8", "replace")


def _profile_named(workspace: Workspace, name: str) -> str | None:
    """The profile that a target or one of its presets names; what is wrong with them is told elsewhere."""
    node = workspace.files.checked(workspace.targets[name], "target", Report(), partial=True)
    if not isinstance(node, Mapping):
        return None
    resolved = resolve(
        node, lambda preset: load_preset(workspace, preset, Report()), workspace.presets, Report()
    )
    named = resolved.node.get("profile") if resolved else None
    workspace.forget_targets()
    return named.text if isinstance(named, Scalar) else None


def _preset_files(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(starting(names, "_"))
