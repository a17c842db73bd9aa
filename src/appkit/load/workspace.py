"""The workspace: which profiles, targets, presets and templates there are."""

from __future__ import annotations

import dataclasses
import os
import re
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Diagnostic, Location, Report, Severity, bounded
from appkit.load.files import BUILT_IN, Files
from appkit.load.tree import Disk

if TYPE_CHECKING:
    import collections.abc

    from appkit.load.others import Read
    from appkit.load.surroundings import Surroundings
    from appkit.load.tree import Tree
    from appkit.model.others import Others
    from appkit.model.profile import Profile, Tag
    from appkit.model.template import Templates
    from appkit.source import Source

# A name becomes a folder in out/, where Windows drops a final dot, and a word on the command line.
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_YAML = (".yaml", ".yml")
_PROFILES = (*_YAML, ".json")
# Profiles that a run over many keeps in memory: it goes by profile, and a few cost nothing.
_PROFILES_KEPT = 4


def find_workspace(start: Path) -> Path:
    """The workspace that ``start`` is, or lies in: the nearest folder upwards with ``profiles/`` in it.

    Raises AppkitError where there is none, or no folder ``start``.
    """
    here = Path(os.path.realpath(start))  # `resolve` raises for a link that leads to itself
    if not here.is_dir():
        raise _no_workspace(f"there is no folder '{start}'")
    for folder in (here, *here.parents):
        if (folder / "profiles").is_dir():
            return folder
    raise _no_workspace(f"no folder 'profiles' in {start} or above it")


def _no_workspace(message: str) -> AppkitError:
    help_ = "go to a workspace, name one with -C DIR, or make one: appkit init DIR"
    return AppkitError([Diagnostic(Severity.ERROR, "no-workspace", message, help=help_)])


@dataclass(slots=True)
class Workspace:
    """What a folder holds, by name; files are read when they are asked for.

    ``presets`` has the built-in ones too. ``problems`` are those of the listing itself.
    """

    root: Path
    files: Files
    profiles: collections.abc.Mapping[str, Path]
    targets: collections.abc.Mapping[str, Path]
    presets: collections.abc.Mapping[str, Path]
    problems: Report
    _profiles: dict[str, tuple[Profile | None, Report]] = field(default_factory=dict)
    _tagged: tuple[Profile, list[Tag], Profile] | None = None
    _templates: tuple[Templates, Report] | None = None
    _surroundings: Surroundings | None = None
    _read: Read | None = None

    @property
    def out(self) -> Path:
        """The default output folder."""
        return self.root / "out"

    def surroundings(self) -> Surroundings:
        """What all targets share, as it was when this was first asked for: before anything else is read."""
        if self._surroundings is None:
            from appkit.load.surroundings import surroundings  # noqa: PLC0415 - for those who build

            self._surroundings = surroundings(self.root, self.files.tree, self._names())
        return self._surroundings

    def others(self) -> Others:
        """The names in all targets and profiles, as they were when this was first asked for."""
        return self._surroundings.others if self._surroundings else self._names().others

    def _names(self) -> Read:
        if self._read is None:
            from appkit.load.others import read_others  # noqa: PLC0415 - for those who load a target

            self._read = read_others(self.targets, self.profiles, self.files.tree)
        return self._read

    def profile(self, name: str, report: Report) -> Profile | None:
        """A profile by name, or None with errors in ``report``; tags from text are not yet in it."""
        if name not in self._profiles:
            found = Report()
            self._profiles[name] = self._load_profile(name, found), found
        profile, found = self._profiles[name]
        report.extend(found.diagnostics)
        return profile

    def tagged(self, profile: Profile, tags: collections.abc.Mapping[str, Tag]) -> Profile:
        """The profile with ``tags``, its own first, and with those that its texts speak of.

        Targets that follow one another mostly have none of their own: they share one profile.
        """
        last, wanted = self._tagged, list(tags.values())
        if last is not None and last[0] is profile and last[1] == wanted:
            return last[2]
        from appkit.decode import with_tags_from_text  # noqa: PLC0415 - as below

        own = {**profile.tags, **{name: tag for name, tag in tags.items() if name not in profile.tags}}
        found = with_tags_from_text(dataclasses.replace(profile, tags=own), tags)
        self._tagged = profile, wanted, found
        return found

    def _load_profile(self, name: str, report: Report) -> Profile | None:
        from appkit.decode import decode_profile  # noqa: PLC0415 - a build with nothing to do needs neither
        from appkit.lint import lint_profile  # noqa: PLC0415

        file = self.profiles[name]
        own = Report()
        node = self.files.checked(file, "profile", own, lenient=file.suffix == ".json")
        profile = None
        with bounded(own, self.files.path_of(file)) as found:
            profile = None if node is None else decode_profile(node, name, found)
            if profile is not None:
                lint_profile(profile, self.tags(found), found)
        report.extend(own.diagnostics)
        return None if own.failed else profile

    def forget_targets(self) -> None:
        """Drop what was read of targets, letters and all but the last few profiles, for a run over many."""
        for name in tuple(self._profiles)[:-_PROFILES_KEPT]:
            del self._profiles[name]
        kept = [*self.presets.values(), *(self.profiles[name] for name in self._profiles)]
        self.files.forget(("profiles/", "targets/"), {self.files.path_of(file) for file in kept})

    def tags(self, report: Report) -> collections.abc.Mapping[str, Tag]:
        """The tags that ``tags.yaml`` declares, if there is one."""
        file = self.root / "tags.yaml"
        if not self.files.tree.has(file):
            return {}
        node = self.files.checked(file, "tags", report)
        if node is None:
            return {}
        from appkit.decode import decode_tags  # noqa: PLC0415 - as above

        return decode_tags(node)

    def tags_source(self, report: Report) -> Source | None:
        """The text of ``tags.yaml``, if there is one."""
        file = self.root / "tags.yaml"
        return self.files.source(file, report) if self.files.tree.has(file) else None

    def templates(self, report: Report) -> Templates:
        """Every template, the built-in ones among them; what is wrong with their folders is reported."""
        if self._templates is None:
            from appkit.load.templates import load_templates  # noqa: PLC0415 - Jinja2 is not always needed

            found = Report()
            self._templates = load_templates(self.files, found), found
        templates, found = self._templates
        report.extend(found.diagnostics)
        return templates


def open_workspace(
    root: Path, tree: Tree | None = None, surroundings: Surroundings | None = None
) -> Workspace:
    """The workspace at ``root``: its files listed, none read; ``tree`` has them (None: the disk).

    ``surroundings`` are given where not all that they tell of is in the tree.
    """
    report = Report()
    files = Files(root, tree=tree or Disk())
    profiles = _listed(root / "profiles", _PROFILES, files, report)
    written = _listed(root / "targets", _YAML, files, report)
    built_in = {file.stem: file for file in sorted((BUILT_IN / "presets").glob("*.yaml"))}
    targets = {name: file for name, file in written.items() if not name.startswith("_")}
    presets = {name: file for name, file in written.items() if name.startswith("_")}
    _report_collisions(targets, files, report)
    return Workspace(
        root, files, profiles, targets, {**built_in, **presets}, report, _surroundings=surroundings
    )


def valid_name(name: str) -> bool:
    """Whether a profile or target can be called ``name`` on every system."""
    return bool(_NAME.fullmatch(name)) and not _RESERVED.fullmatch(name)


def _listed(folder: Path, suffixes: tuple[str, ...], files: Files, report: Report) -> dict[str, Path]:
    """The files of a folder by their name without suffix, in alphabetical order."""
    found: dict[str, Path] = {}
    for file in (folder / name for name in files.tree.names(folder) or ()):
        if file.suffix not in suffixes or file.name.startswith("."):
            continue
        name = file.stem
        if not valid_name(name):
            report.error(
                "bad-name",
                f"'{name}' cannot be the name of a profile or target",
                Location(files.path_of(file)),
                help="use letters, digits, '-', '_' and '.', at most 100, and no name that Windows reserves",
            )
        elif name in found:
            message = f"{files.path_of(found[name])} has the same name"
            report.error("name-twice", message, Location(files.path_of(file)))
        else:
            found[name] = file
    return found


def _report_collisions(targets: collections.abc.Mapping[str, Path], files: Files, report: Report) -> None:
    seen: dict[str, str] = {}
    for name, file in targets.items():
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            report.error(
                "name-twice",
                f"'{name}' and '{other}' differ in case only: on many systems they share one folder",
                Location(files.path_of(file)),
            )
