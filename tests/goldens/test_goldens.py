"""What this repository's own targets are built to, as files that people review in a diff.

``python -m pytest --update-goldens`` writes them anew. HTML, Markdown and text stand as they are. Of a DOCX each part
stands as indented XML: the parts that all documents share once, those that a style decides once for each style,
and beside a document what is its own.
"""

from __future__ import annotations

import difflib
import functools
import io
import zipfile
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from appkit.assemble import assemble
from appkit.diagnostics import Report
from appkit.load import load_target, open_workspace
from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDENS = Path(__file__).parent
REPOSITORY = GOLDENS.parent.parent
TARGETS = ("complete", "moe-phd", "research-engineer", "westlake-phd")
# The folder of parts that more than one document has.
SHARED = "docx"
_ALL, _STYLE, _LOOK = "all", "{style}", "{style}-{kind}"
# A golden that differs tells its first lines, not all of them.
_MOST_LINES = 60


def documents() -> Iterator[tuple[str, str, dict[str, bytes]]]:
    """Every document of every target: ``target/kind``, the name of its style, its bytes by format."""
    report = Report()
    workspace = open_workspace(REPOSITORY)
    templates = workspace.templates(report)
    for name in TARGETS:
        loaded = load_target(workspace, name, report)
        assert loaded is not None, report.diagnostics
        # A letter that someone has written would hide the skeleton, which is what is looked at here.
        for each in assemble(loaded.target, loaded.profile, templates, report, letters={}).documents:
            written = {format_: FORMATS[format_].render(each.document, each.style) for format_ in FORMATS}
            yield f"{name}/{each.plan.kind}", each.style.name, written
    assert not report.failed, report.diagnostics


@functools.cache
def expected() -> dict[str, str]:
    """Every golden file with what it should hold."""
    files: dict[str, str] = {}
    parts: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for place, style, written in documents():
        files |= {f"{place}.{name}": written[name].decode() for name in ("html", "md", "txt")}
        for part, text in _parts(written["docx"]).items():
            parts[part][place, style] = text
    for part, by_document in parts.items():
        files |= _shared(part, by_document)
    return files


def _parts(docx: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: _pretty(archive.read(name)) for name in archive.namelist()}


def _pretty(part: bytes) -> str:
    """A part with a line for each element, and one for each attribute where there are many."""
    parsed = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(parsed, pretty_print=True, encoding="unicode")


def _shared(part: str, by_document: dict[tuple[str, str], str]) -> dict[str, str]:
    """Where a part stands: once for all, once for each style or look of a kind, or with each document."""
    name = part.replace("/", ".")
    for folder in (_ALL, _STYLE, _LOOK):
        texts: dict[str, set[str]] = defaultdict(set)
        for (place, style), text in by_document.items():
            texts[folder.format(style=style, kind=place.rpartition("/")[2])].add(text)
        if all(len(found) == 1 for found in texts.values()):
            return {f"{SHARED}/{where}/{name}": found.pop() for where, found in texts.items()}
    return {f"{place}.docx/{name}": text for (place, _), text in by_document.items()}


def _there() -> dict[str, Path]:
    """Every golden file there is."""
    files = (
        path
        for path in GOLDENS.rglob("*")
        if path.is_file() and path.suffix in {".html", ".md", ".txt", ".xml", ".rels"}
    )
    return {path.relative_to(GOLDENS).as_posix(): path for path in files}


@pytest.fixture(scope="module", autouse=True)
def _updated(request: pytest.FixtureRequest) -> None:
    """With ``--update-goldens``: all files written anew, those that nothing makes any more removed."""
    if not request.config.getoption("--update-goldens"):
        return
    for name, path in _there().items():
        if name not in expected():
            path.unlink(missing_ok=True)  # another worker of the run may have done it
    for name, text in expected().items():
        path = GOLDENS / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


@pytest.mark.parametrize("target", [*TARGETS, SHARED])
def test_what_is_built_is_what_was_reviewed(target: str) -> None:
    there = _there()
    wrong = [
        line
        for name, text in expected().items()
        if name.startswith(f"{target}/")
        for line in difference(name, there[name].read_bytes().decode() if name in there else "", text)
    ]

    assert not wrong, "\n".join(
        ["", *wrong[:_MOST_LINES], f"({len(wrong)} lines; --update-goldens accepts them)"]
    )


def difference(name: str, reviewed: str, built: str) -> list[str]:
    """The lines in which a file differs from what was reviewed; none where it does not."""
    if reviewed == built:
        return []
    return list(
        difflib.unified_diff(
            reviewed.splitlines(), built.splitlines(), f"reviewed {name}", f"built {name}", lineterm="", n=1
        )
    )


def test_no_golden_file_is_left_over() -> None:
    assert sorted(_there().keys() - expected().keys()) == []


def test_every_target_of_this_repository_has_goldens() -> None:
    assert sorted(open_workspace(REPOSITORY).targets) == sorted(TARGETS)
