"""What all targets of a workspace share, as one digest; and which files may be letters of a target."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING

from appkit import __version__
from appkit.dataclass import dataclass
from appkit.diagnostics import Report
from appkit.load.tree import BUILT_IN
from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from appkit.load.others import Read
    from appkit.load.tree import Tree
    from appkit.model.others import Others

# Of what a manifest keeps so that targets can be skipped: rises where its shape or its meaning changes.
_EDITION = 2
# A reference.docx holds pictures at most; what is larger is refused where it is read.
_LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """How a workspace was when a run began, apart from profiles, targets and ``tags.yaml``.

    ``digest`` is that of the edition of appkit, of the files it brings along, and of everything in
    ``templates/`` that is read. ``beside`` maps a name to the files in ``targets/`` that may be letters of a
    target called so: looked up in lower case, since some systems do not tell it from upper case. ``others``
    are the names of all targets and profiles, ``digests`` those of the targets read for them, by path.
    """

    digest: str
    beside: Mapping[str, tuple[str, ...]]
    others: Others
    digests: Mapping[str, str]

    def letters(self, target: str) -> tuple[str, ...]:
        """The files beside a target whose names go on after its own, where a letter is among them."""
        return self.beside.get(target.casefold(), ())


def surroundings(root: Path, tree: Tree, read: Read) -> Surroundings:
    """How the workspace at ``root`` is now. To be asked before anything else but the names is read.

    What changes later in a run is then built from newer files than the digest tells of, and is looked at
    again in the next run: never the other way round.
    """
    parts = [f"{_EDITION} {__version__}", *(f"{each.name} {each.version}" for each in FORMATS.values())]
    for folder in (BUILT_IN / "presets", BUILT_IN / "templates", root / "templates"):
        parts += _contents(folder, tree)
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return Surroundings(digest, _beside(tree.names(root / "targets") or ()), *read)


def _contents(folder: Path, tree: Tree) -> Iterator[str]:
    """The files of a folder and of the folders in it, each with what its content is."""
    yield f"{folder.name}/"
    for name in tree.names(folder) or ():
        if name[0] in "._":
            continue
        inner = tree.names(folder / name)
        if inner is not None:
            yield f"{folder.name}/{name}/"
        for file in (name,) if inner is None else inner:
            path = folder / name / file if inner is not None else folder / file
            if _matters(file):
                yield f"{file} {_content(path, tree)}"


def _matters(name: str) -> bool:
    """Whether a file in a folder of presets or templates is read, or spoken of."""
    folded = name.casefold()
    return folded.endswith((".yaml", ".md.j2")) or PurePath(folded).stem == "reference"


def _content(file: Path, tree: Tree) -> str:
    if not tree.is_inside(file, file.parents[2] if file.parent.parent.name == "templates" else file.parent):
        return "elsewhere"
    content = tree.read(file, file.name, Report(), _LARGEST)
    return "unreadable" if content is None else hashlib.sha256(content).hexdigest()


def _beside(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By every name that one of the letters may belong to: the letters, and the targets of longer names."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if name.endswith(".md"):
            for start in _starts(name.removesuffix(".md")):
                found[start].append(name)
    for name in names if found else ():
        stem, _, ending = name.rpartition(".")
        if ending in {"yaml", "yml"}:
            for start in _starts(stem):
                if start in found:
                    found[start].append(name)
    return {start: tuple(those) for start, those in found.items()}


def _starts(stem: str) -> Iterator[str]:
    """``a`` and ``a.b`` of ``a.b.cover-letter``."""
    folded = stem.casefold()
    dot = folded.find(".")
    while dot >= 0:
        yield folded[:dot]
        dot = folded.find(".", dot + 1)
