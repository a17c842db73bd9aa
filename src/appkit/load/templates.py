"""Templates read into memory: those of the workspace over the built-in ones."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from appkit.check import check
from appkit.decode import decode_labels, decode_style
from appkit.diagnostics import Location, Report, did_you_mean, one_of
from appkit.load.files import BUILT_IN
from appkit.load.references import NAME, load_reference, warn_of_others
from appkit.model.template import TemplateFolder, Templates, bounded_template
from appkit.source import Mapping, Scalar, parse

if TYPE_CHECKING:
    import collections.abc
    from pathlib import Path

    from appkit.diagnostics import Diagnostic
    from appkit.load.files import Files
    from appkit.load.tree import Tree
    from appkit.model.style import Style
    from appkit.model.template import Label, TemplateFile
    from appkit.render.docx.reference import ReferenceFile
    from appkit.source import Node, Source

_SUFFIX = ".md.j2"


def load_templates(files: Files, report: Report) -> Templates:
    """Every template folder, built in or in ``templates/``; one of the workspace stands for its namesake.

    A built-in file that the workspace's folder of that name replaces is still to be had as
    ``built-in/academic/resume.md.j2``.
    """
    built_in = _folders(BUILT_IN / "templates", files.tree)
    own = _folders(files.root / "templates", files.tree)
    readers: dict[str, _Folder] = {}
    sources: dict[str, TemplateFile] = {}
    for name in sorted({*built_in, *own}):
        reader = _Folder(name, built_in.get(name), own.get(name), files, report)
        readers[name] = reader
        sources.update(reader.templates())
    folders = {}
    for name, reader in readers.items():
        chain = _chain(reader, readers, report)
        said = tuple(each.style_source for each in reversed(chain) if each.style_source is not None)
        style, styles = _styles(said, name)
        deciding = _deciding(chain)
        if deciding is not None:
            from appkit.render.docx.reference import restyled  # noqa: PLC0415 - imports lxml

            style = restyled(style, deciding.reference)
            styles = {kind: restyled(each, deciding.reference) for kind, each in styles.items()}
        labels = reader.labels()
        paths = tuple(reader.paths)
        extends = reader.extends() if len(chain) > 1 and not _has_no_end(reader, readers) else None
        folders[name] = TemplateFolder(
            name, reader.location, style, styles, extends, labels, paths, deciding and deciding.path
        )
    return Templates(sources, folders)


@functools.lru_cache(maxsize=64)
def _styles(sources: tuple[Source, ...], name: str) -> tuple[Style, collections.abc.Mapping[str, Style]]:
    """The style that ``sources`` describe together, the base first, and those of single kinds of documents.

    Workspaces share the built-in ones.
    """
    nodes = [node for each in sources if (node := _data(each, "style")[0]) is not None]
    special = _special(nodes)
    return decode_style(nodes, name), {kind: decode_style([*nodes, *special[kind]], name) for kind in special}


def _special(nodes: list[Mapping]) -> dict[str, list[Node]]:
    """What styles say of single kinds of documents, the base first."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        documents = node.get("documents")
        for kind, special in documents.entries.items() if isinstance(documents, Mapping) else ():
            found.setdefault(kind, []).append(special)
    return found


class _Deciding(NamedTuple):
    """A reference that was read, and what diagnostics call it."""

    path: str
    reference: ReferenceFile


def _deciding(chain: list[_Folder]) -> _Deciding | None:
    """The nearest reference that someone has changed; an exported one that nobody has decides nothing."""
    found = (folder.reference for folder in chain)
    return next((each for each in found if each is not None and not each.reference.is_untouched), None)


def _folders(folder: Path, tree: Tree) -> dict[str, Path]:
    names = (name for name in tree.names(folder) or () if name[0] not in "._")
    return {name: folder / name for name in names if tree.names(folder / name) is not None}


class _Folder:
    """One template folder: its files, each from the workspace if it is there, else built in."""

    def __init__(
        self, name: str, built_in: Path | None, own: Path | None, files: Files, report: Report
    ) -> None:
        self.name = name
        self._built_in = built_in
        self._own = own
        self._files = files
        self._report = report
        self.paths: list[str] = []
        self.style_source: Source | None = None
        self._style = self._checked("style")
        self.reference = self._load_reference()
        self.location = Location(f"templates/{name}" if own else f"{name} (built in)")

    def templates(self) -> collections.abc.Mapping[str, TemplateFile]:
        """The Jinja2 files of the folder by name."""
        found: dict[str, TemplateFile] = {}
        for folder, prefixes in ((self._built_in, ("", "built-in/")), (self._own, ("",))):
            for file in self._ending(folder, _SUFFIX) if folder else ():
                path = self._path(file)
                source = self._read(file, path)
                if source is None:
                    continue
                for prefix in prefixes:
                    name = f"{prefix}{self.name}/{file.name}"
                    template = bounded_template(name, path, source.text, self._report)
                    found.update({name: template} if template else {})
        return found

    def _ending(self, folder: Path, suffix: str) -> list[Path]:
        return [folder / name for name in self._files.tree.names(folder) or () if name.endswith(suffix)]

    def _read(self, file: Path, path: str) -> Source | None:
        if not self._is_inside(file, path):
            return None
        return self._files.source(file, self._report, path=path)

    def _is_inside(self, file: Path, path: str) -> bool:
        """Whether a file is the workspace's own; one that is only linked from there is told."""
        root = BUILT_IN if file.is_relative_to(BUILT_IN) else self._files.root
        if self._files.tree.is_inside(file, root):
            return True
        message = "this is a link to a file outside the workspace"
        self._report.error("outside-workspace", message, Location(path), help="copy the file instead")
        return False

    def _path(self, file: Path) -> str:
        if file.is_relative_to(BUILT_IN):
            return f"{self.name}/{file.name} (built in)"
        return self._files.path_of(file)

    def _checked(self, kind: str) -> Mapping | None:
        """The data of ``style.yaml`` or ``labels.yaml``, or None where it is absent or wrong."""
        for folder in (self._own, self._built_in):
            file = folder / f"{kind}.yaml" if folder else None
            if file is None or not self._files.tree.has(file):
                continue
            path = self._path(file)
            self.paths.append(path)
            source = self._read(file, path)
            if source is None:
                return None
            if kind == "style":
                self.style_source = source
            node, found = _data(source, kind)
            self._report.extend(found)
            return node
        return None

    def _load_reference(self) -> _Deciding | None:
        if self._own:
            warn_of_others(self._own, self._files, self._report)
        for folder in (self._own, self._built_in):
            file = folder / NAME if folder else None
            if file is not None and self._files.tree.has(file):
                path = self._path(file)
                self.paths.append(path)
                inside = self._is_inside(file, path)
                found = load_reference(file, path, self._files, self._report) if inside else None
                return _Deciding(path, found) if found is not None else None
        return None

    def extends(self) -> str | None:
        """The folder that supplies what this one lacks: what its style says, else ``base``."""
        node = self._style.get("extends") if self._style else None
        if isinstance(node, Scalar):
            return node.text
        return None if self.name == "base" else "base"

    def extends_location(self) -> Location:
        """Where the style says what it extends."""
        node = self._style.get("extends") if self._style else None
        return node.location if node else self.location

    def labels(self) -> collections.abc.Mapping[str, collections.abc.Mapping[str, Label]]:
        """The folder's own words, by locale."""
        node = self._checked("labels")
        return decode_labels(node, f"{self.name}/labels.yaml") if node else {}


@functools.lru_cache(maxsize=64)
def _data(source: Source, kind: str) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """The data of a style or of labels, and what is wrong with it. Workspaces share the built-in ones."""
    report = Report()
    node = parse(source, report)
    good = node is not None and check(node, kind, report) and not report.failed
    return (node if good and isinstance(node, Mapping) else None), tuple(report.diagnostics)


# As deep as presets may extend each other.
_DEEPEST = 50


def _chain(folder: _Folder, folders: collections.abc.Mapping[str, _Folder], report: Report) -> list[_Folder]:
    """The folder and those it extends; a name that is not there, or a circle, is reported and ends it."""
    chain = [folder]
    while (name := chain[-1].extends()) is not None:
        location = chain[-1].extends_location()
        if name not in folders:
            hint = did_you_mean(name, folders) or f"there are: {one_of(folders)}"
            report.error("unknown-template", f"no template '{name}'", location, help=hint)
            break
        if folders[name] is folder:
            circle = " → ".join([*(each.name for each in chain), name])
            report.error("circular-extends", f"templates extend each other in a circle: {circle}", location)
        if folders[name] in chain:
            break
        if len(chain) == _DEEPEST:
            message = f"templates extend each other more than {_DEEPEST} deep"
            report.error("too-deep", message, location)
            break
        chain.append(folders[name])
    return chain


def _has_no_end(folder: _Folder, folders: collections.abc.Mapping[str, _Folder]) -> bool:
    """Whether what a folder extends leads back to it, or on for ever: deeper than ``_chain`` lets it.

    Such a folder extends nothing, so that whoever goes from folder to folder comes to an end.
    """
    seen: set[str] = set()
    name = folder.extends()
    while name is not None and name in folders and name not in seen:
        if name == folder.name or len(seen) == _DEEPEST:
            return True
        seen.add(name)
        name = folders[name].extends()
    return False
