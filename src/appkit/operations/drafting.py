"""A file to import, read and made into the draft of a profile, and what is told of it once written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.decode import slug
from appkit.diagnostics import AppkitError, Location, printable
from appkit.importers.conforming import conform, is_nameless
from appkit.importers.drafts import Aside, at, count, draft_of, remarks, settled, unplaced
from appkit.importers.imported import Unsure
from appkit.importers.material import Material
from appkit.importers.order import ordered
from appkit.importers.recognition import format_named, recognise
from appkit.importers.written import Remark, address_of, place_of
from appkit.load import valid_name
from appkit.source import read_content

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Sequence
    from pathlib import Path

    from appkit.diagnostics import Report
    from appkit.importers import Format
    from appkit.importers.drafts import Draft
    from appkit.importers.imported import Tally
    from appkit.model.profile import Tag
    from appkit.source import Node
    from appkit.source.made import Path as DataPath

# A DOCX may hold pictures; nothing larger is a CV.
_MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Drafted:
    """A file made into a draft that can be a profile, its keys in canonical order, its entries with ids.

    ``derived`` are the paths of the entries whose ids the file does not have.
    """

    material: Material
    format: Format
    data: dict[str, Draft]
    derived: collections.abc.Set[DataPath]
    tally: Tally

    @property
    def origin(self) -> str:
        """What the file is, in words: ``cv.md (a CV in Markdown)``."""
        return f"{printable(self.material.path.rpartition('/')[2])} ({self.format.title})"

    @property
    def name(self) -> str:
        """What its profile may be called: like the person, or else like the file."""
        name = settled(at(self.data, ("basics", "name")))
        person = "" if is_nameless(self.data) else _words(name)
        stem = self.material.path.rpartition("/")[2].partition(".")[0]
        return next(each for each in (slug(person), slug(stem), "profile") if valid_name(each))

    @property
    def is_data(self) -> bool:
        """Whether the file is JSON or YAML, and so has a place for every value."""
        return self.format.name in _OF_DATA

    @property
    def lines(self) -> dict[str, Sequence[str]]:
        """The lines of the file, by its path, where it has any."""
        source = self.material.source
        return {self.material.path: source.lines} if source else {}


def _words(name: object) -> str:
    while isinstance(name, dict):
        name = name.get("text") or next(iter(name.values()), None)
    return str(name or "")


def drafted(
    file: Path,
    report: Report,
    *,
    format_name: str | None = None,
    content: bytes | None = None,
    tags: collections.abc.Mapping[str, Tag] | None = None,
) -> Drafted:
    """The draft that ``file`` makes, with what is worth knowing about it in ``report``.

    ``tags`` are those declared beside the profile. ``content`` is given where it has been read already.

    Raises AppkitError where it cannot be read, or is of no known format.
    """
    path = file.as_posix()
    chosen = format_named(format_name, report) if format_name is not None else None
    if content is None and not report.failed:
        content = read_content(file, path, report, limit=_MOST_BYTES)
    report.raise_if_failed()
    assert content is not None
    material = Material(path, content)
    found = chosen or recognise(material, report)
    imported = found.importer.convert(material, report) if found else None
    source = material.source
    lines = {path: source.lines} if source else {}
    if found is not None and found.name in _OF_DATA:
        report.extend(material.problems.diagnostics)
    if found is None or imported is None or report.failed:
        if not report.failed:
            report.error("unreadable-kind", f"this is not {found.title if found else 'a CV'}", Location(path))
        raise AppkitError(report.diagnostics, lines)
    draft = draft_of({**imported.profile})
    assert isinstance(draft, dict)
    try:
        derived = conform(draft, path, tags or {})
    except AppkitError as error:
        # The places are those of data that stands in no file.
        raise AppkitError([replace(each, location=Location(path)) for each in error.diagnostics]) from error
    return Drafted(material, found, ordered(draft), derived, _tally(draft, imported.tally))


# Formats that are read as JSON or YAML, so that what is wrong with those is wrong with the file.
_OF_DATA = frozenset({"jsonresume", "rendercv", "yamlresume", "fresh", "csl-json"})


def _tally(draft: dict[str, Draft], tally: Tally) -> Tally:
    """The importer's count, without what could not stay where it put it."""
    aside = [path for path, remark in remarks(draft) if isinstance(remark, Aside)]
    moved = min(tally.placed, sum(count(at(draft, path)) for path in _outermost(aside)))
    literal = sum(isinstance(each, Unsure) for _, each in remarks(draft)) - is_nameless(draft)
    placed = tally.placed - moved
    return replace(
        tally, placed=placed, unplaced=tally.unplaced + moved, unsure=min(placed, max(tally.unsure, literal))
    )


def _outermost(paths: list[DataPath]) -> list[DataPath]:
    return [path for path in paths if not any(path != one and path[: len(one)] == one for one in paths)]


def unsure_in(draft: Draft) -> list[tuple[DataPath, str]]:
    """The values that a draft doubts, by their paths, each with why; not those that have no place anyway."""
    kept = list(unplaced(draft))
    doubts = ((path, each.why) for path, each in remarks(draft) if isinstance(each, Unsure))
    return [(path, why) for path, why in doubts if not any(path[: len(one)] == one for one in kept)]


def marked(node: Node, paths: Sequence[tuple[DataPath, str]]) -> tuple[Remark, ...]:
    """Values of a written profile, each with its address, its place and what is said about it."""
    return tuple(Remark(address_of(node, path), place_of(node, path), why) for path, why in paths)


def tell_aside(draft: Draft, node: Node, report: Report) -> None:
    """Warn of every value that could not stand where the importer put it."""
    for path, remark in remarks(draft):
        if isinstance(remark, Aside):
            keys = [step for step in path if isinstance(step, str)]
            message = f"{remark.why}: it is kept under '{next(key for key in keys if key.startswith('x-'))}'"
            report.warning(remark.code, message, place_of(node, path))
