"""Whether a target is as its manifest says, and everything it was made of as it was."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from appkit.dataclass import dataclass
from appkit.diagnostics import Report, Severity
from appkit.load.tree import BUILT_IN
from appkit.model.manifest import Asked
from appkit.output import evidence, manifests, places
from appkit.render import FORMATS
from appkit.source.file import read_at_once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from appkit.diagnostics import Diagnostic
    from appkit.load import Workspace
    from appkit.model.summary import TargetSummary

# A larger file of the output folder is compared by its size alone in runs over more targets than this. Files
# of this size are read at a few microseconds each; ten thousand targets with DOCX and PDF are a gigabyte.
_SMALL = 16 * 1024
_FEW_TARGETS = 500
# Files whose lines are kept at hand in a run over many.
_MOST_SHOWN = 32
_STAGED = re.compile(r"\..*\.appkit-new\Z", re.DOTALL)


# What is read line by line, where a preset or template may be said to be built in.
_TEXTS = (".yaml", ".yml", ".json", ".j2", " (built in)")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A target that a build would not change, and what the last one told of it.

    ``files`` are the paths of each document's files below the output folder, by kind; ``prompts`` counts the
    open ones, ``kinds`` are the documents that the target has, built or not.
    """

    name: str
    profile: str
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    prompts: int
    _told: Any

    @property
    def summary(self) -> TargetSummary | None:
        """All that was told of it; None where the manifest says what nobody can have been told."""
        try:
            found = evidence.summary_of(self._told)
        except evidence.MISFITS:
            return None
        return found if tuple(each.kind for each in found.documents) == tuple(self.files) else None


def asked_for(
    formats: Collection[str] | None, documents: Collection[str] | None, profile: str | None
) -> Asked:
    """What a build is asked for; the order in which it is said does not matter."""
    return Asked(
        None if formats is None else tuple(sorted(set(formats))),
        None if documents is None else tuple(sorted(set(documents))),
        profile,
    )


class Judge:
    """Tells which targets of a workspace are fresh, for one output folder and one thing asked for.

    To be made before anything is read of the workspace. Files that several targets share are read once.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        out: Path | None = None,
        formats: Collection[str] | None = None,
        documents: Collection[str] | None = None,
    ) -> None:
        self._workspace = workspace
        self._surroundings = workspace.surroundings()
        place = places.locate(workspace.root, "", out=out)
        self._root, self._out, self._label = str(workspace.root), str(place.out), place.label
        self._formats, self._documents = formats, documents
        self._folder = str(place.folder)
        self._records = _files_in(self._folder)
        self._profiles = {name: f"profiles/{file.name}" for name, file in workspace.profiles.items()}
        self._inputs = {*self._profiles.values(), "tags.yaml", *self._presets()}
        self._has_tags = os.path.lexists(f"{self._root}/tags.yaml")
        self._is_thorough = len(workspace.targets) <= _FEW_TARGETS
        self._digests: dict[str, str | None] = {}
        self._asked: dict[str | None, Any] = {}
        self._is_folder: dict[str, bool] = {}
        self._available: dict[str, bool] = {}
        self._several: dict[str, list[str]] | None = None
        self._shown: set[str] = set()

    def _presets(self) -> set[str]:
        return {f"targets/{f.name}" for name, f in self._workspace.presets.items() if name.startswith("_")}

    def fresh(self, target: str, profile: str | None = None, *, final: bool = False) -> Fresh | None:
        """The target, for a profile (None: its own), if it is fresh.

        With ``final`` it is only where nothing stands in its documents that must not be sent.
        """
        if self._workspace.problems.failed:
            return None  # two files of one name: which is read should be told with all that is said of it
        for stem in self._stems(target, profile):
            # A manifest may have come with a workspace from anyone, and say anything: then it says nothing.
            try:
                tree: Any = manifests.whole(read_at_once(f"{self._folder}/{stem}.json"))
                known = tree["unchanged"]
                if self._is_as_it_was(target, profile, stem, tree, known):
                    return self._told(target, tree, known, final=final)
            except (OSError, *evidence.MISFITS):
                continue
        return None

    def _told(self, target: str, tree: Any, known: Any, *, final: bool) -> Fresh | None:  # noqa: ANN401
        told, files = known["told"], known["files"]
        if final and told["sendable"] is not True:
            return None
        # The file has them by name, the summary in the order of the target.
        by_kind = {
            each["kind"]: tuple([path for path, _ in files[each["kind"]]]) for each in told["documents"]
        }
        if by_kind.keys() != files.keys():
            return None
        diagnostics = evidence.diagnostics_of(known)
        self._read_places(diagnostics, known["letters"])
        prompts = sum([len(each.get("prompts", ())) for each in told["documents"]])
        kinds = tuple(told.get("kinds", ()))
        return Fresh(target, tree["profile"], diagnostics, by_kind, kinds, prompts, told)

    def _read_places(self, diagnostics: Iterable[Diagnostic], letters: Any) -> None:  # noqa: ANN401
        """Have the lines at hand that are shown with what was told, of files that a build reads too.

        Notes are shown without.
        """
        files = self._workspace.files
        for diagnostic in diagnostics:
            path = diagnostic.location.path if diagnostic.location else ""
            if diagnostic.severity is Severity.NOTE or not path or path in self._shown:
                continue
            self._shown.add(path)
            if not path.endswith(_TEXTS) and not letters.get(path.removeprefix("targets/")):
                continue
            name, built_in, _ = path.partition(" (built in)")
            if built_in:
                file = BUILT_IN / "templates" / name if "/" in name else self._workspace.presets.get(name)
            else:
                file = self._workspace.root / path
            if file is not None:
                files.source(file, Report(), path=path)

    def forget(self) -> None:
        """Drop lines that have been told, where they are of many files, for a run over many targets."""
        if len(self._shown) > _MOST_SHOWN:
            self._workspace.forget_targets()
            self._shown.clear()

    # -- records ---------------------------------------------------------------------------------------

    def _stems(self, target: str, profile: str | None) -> Collection[str]:
        """The names of the records that may be the target's."""
        if len(self._workspace.profiles) < 2:
            found: Collection[str] = (places.stem(target, None, self._label),)
        elif profile is not None:
            found = (places.stem(target, profile, self._label),)
        else:
            found = self._stems_of_profiles().get(target, ())
        return [stem for stem in found if self._is_settled(stem)]

    def _stems_of_profiles(self) -> dict[str, list[str]]:
        """The records of targets that lie in a folder for each profile, by target."""
        if self._several is None:
            self._several = {}
            for name in self._records:
                target, at, _ = name.partition("@")
                if at and name.endswith(".json"):
                    self._several.setdefault(target, []).append(name.removesuffix(".json"))
        return self._several

    def _is_settled(self, stem: str) -> bool:
        """Whether there is a record, and no run that wrote it was interrupted."""
        name = f"{stem}.json"
        records = self._records
        return name in records and f"{name}.next" not in records and f".{name}.next.appkit-new" not in records

    # -- what it was made of ---------------------------------------------------------------------------

    def _is_as_it_was(self, target: str, profile: str | None, stem: str, tree: Any, known: Any) -> bool:  # noqa: ANN401
        """Whether everything that a build would read, and all that it would write, is as recorded."""
        own = tree["profile"] if len(self._workspace.profiles) > 1 else None
        return (
            known["surroundings"] == self._surroundings.digest
            and known["asked"] == self._asked_data(profile)
            and (tree["target"], tree["out"]) == (target, self._label)
            and (own is None or stem == places.stem(target, own, self._label))
            and self._has_its_letters(target, known["letters"])
            and self._has_its_inputs(target, tree, known["letters"])
            and self._has_its_names(target, tree["profile"], known)
            and all(self._is_available(name) is there for name, there in known["needs"].items())
            and self._has_its_files(target if own is None else f"{own}/{target}", tree["artifacts"], known)
        )

    def _asked_data(self, profile: str | None) -> Any:  # noqa: ANN401
        if profile not in self._asked:
            asked = asked_for(self._formats, self._documents, profile)
            self._asked[profile] = evidence.asked_data(asked)
        return self._asked[profile]

    def _has_its_inputs(self, target: str, tree: Any, letters: Any) -> bool:  # noqa: ANN401
        inputs = tree["inputs"]
        own = f"targets/{self._workspace.targets[target].name}"
        if self._profiles[tree["profile"]] not in inputs or own not in inputs:
            return False
        if ("tags.yaml" in inputs) is not self._has_tags:
            return False
        for path, digest in inputs.items():
            if path.endswith("(built in)") or path.startswith("templates/"):
                continue  # of the surroundings
            if path == own:
                found = self._surroundings.digests.get(path) or _digest(f"{self._root}/{path}")
            elif path in self._inputs:
                found = self._shared(path)
            else:
                found = letters.get(path.removeprefix("targets/"))
            if found != digest:
                return False
        return True

    def _shared(self, path: str) -> str | None:
        if path not in self._digests:
            self._digests[path] = _digest(f"{self._root}/{path}")
        return self._digests[path]

    def _has_its_letters(self, target: str, letters: Any) -> bool:  # noqa: ANN401
        there = self._surroundings.letters(target)
        if not there and not letters:
            return True
        return set(letters) == set(there) and all(
            not digest or _digest(f"{self._root}/targets/{name}") == digest
            for name, digest in letters.items()
        )

    def _has_its_names(self, target: str, profile: str, known: Any) -> bool:  # noqa: ANN401
        """Whether the names of others that stand in what it adds are those that stood there."""
        found = self._surroundings.others.stand_in(known["added"], (target, profile))
        names: list[list[str]] = [list(each) for each in found]
        return bool(names == known["names"])

    def _is_available(self, name: str) -> bool:
        if name not in self._available:
            self._available[name] = FORMATS[name].is_available
        return self._available[name]

    # -- what was made of it ---------------------------------------------------------------------------

    def _has_its_files(self, folder: str, artifacts: Any, known: Any) -> bool:  # noqa: ANN401
        """Whether the files are as they were written, and nothing else of ours is there."""
        if not self._leads_inside(folder):
            return False
        records = {record["path"]: record for record in artifacts}
        files = [file for those in known["files"].values() for file in those]
        if records.keys() - known["rest"] != {path for path, _ in files}:
            return False
        at = f"{self._out}/{folder}"
        there: dict[str, os.DirEntry[str]] = {}
        if files:
            with os.scandir(at) as entries:
                there = {entry.name: entry for entry in entries}
        for path, made_from in files:
            record = records[path]
            inside, _, name = path.rpartition("/")
            if inside != folder or record["built_from"] != made_from:
                return False
            if not self._is_as_written(there[name], record):
                return False
        return not any(name[0] == "." and _STAGED.match(name) for name in there)

    def _leads_inside(self, folder: str) -> bool:
        """Whether no link is on the way to a folder of the output folder."""
        parent, _, _ = folder.rpartition("/")
        if parent and not self._is_plain(parent):
            return False
        return self._is_plain(folder)

    def _is_plain(self, folder: str) -> bool:
        return not os.path.islink(f"{self._out}/{folder}")  # noqa: PTH114 - ten thousand times

    def _is_as_written(self, entry: os.DirEntry[str], record: Any) -> bool:  # noqa: ANN401
        if not entry.is_file(follow_symlinks=False):
            return False
        if self._is_thorough or record["size"] <= _SMALL:
            found: bool = _digest(entry.path) == record["digest"]
            return found
        return entry.stat(follow_symlinks=False).st_size == int(record["size"])


def _files_in(folder: str) -> frozenset[str]:
    """The names of the files in a folder that is no link; none where there is no such folder."""
    if os.path.islink(folder):  # noqa: PTH114 - as above
        return frozenset()
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return frozenset()


def _digest(path: str) -> str | None:
    """The SHA-256 of a file's bytes; None where it cannot be read."""
    try:
        return sha256(read_at_once(path)).hexdigest()
    except (OSError, ValueError):
        return None
