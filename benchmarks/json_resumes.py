"""How much of real JSON Resumes reaches the documents, and comes back.

``python benchmarks/json_resumes.py [FILE]...``; without files it takes those of some packages of npm, fetched
into a folder that is gone afterwards. Counted are texts and addresses (Markdown as its words and its
addresses), not dates, which are said in another way, nor what is about the file (``$schema``, ``meta``) or a
picture.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

import appkit
from appkit.diagnostics import Report
from appkit.exporters import Subject
from appkit.exporters.jsonresume import write
from appkit.importers.fields import is_empty, text_of
from appkit.importers.jsonresume import convert, recognises
from appkit.importers.material import Material
from appkit.markup import parse_rich
from appkit.model.document import Emphasis, Link, Origin, Strong, plain
from appkit.source import Mapping, Scalar, Sequence
from appkit.source.write import dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appkit.source import Node

PACKAGES = (
    "resume-schema",
    "@jsonresume/schema",
    "fresh-test-resumes",
    "fresh-resume-starter",
    "jsonresume-theme-onepage",
    "jsonresume-theme-stackoverflow",
)
TARGET = "extends: complete\n"
NOT_TEXT = {"$schema", "meta", "image", "picture", "startDate", "endDate", "date", "releaseDate"}


def fetched(folder: Path) -> Iterator[Path]:
    """The JSON files of the packages that look like a JSON Resume."""
    for package in PACKAGES:
        done = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True, check=True
        )
        archive = folder / done.stdout.split()[-1]
        with tarfile.open(archive) as content:
            content.extractall(folder / archive.stem, filter="data")
        yield from sorted((folder / archive.stem).rglob("*.json"))


def texts(node: Node, key: str = "") -> Iterator[str]:
    """Every text that a reader of the CV should find."""
    match node:
        case Mapping():
            for name, value in node.entries.items():
                if name not in NOT_TEXT:
                    yield from texts(value, name)
        case Sequence():
            for item in node.items:
                yield from texts(item, key)
        case Scalar() if not is_empty(node):
            yield from (
                words(text_of(node))
                if key in {"summary", "description", "reference", "highlights"}
                else [text_of(node)]
            )


def words(markdown: str) -> Iterator[str]:
    """The words and the addresses of a rich text."""
    for paragraph in parse_rich(markdown, Origin("profile", ""))[0]:
        for inline in paragraph:
            yield from addresses(inline)
            yield plain((inline,))


def addresses(inline: Any) -> Iterator[str]:
    if isinstance(inline, Link):
        yield inline.url
    if isinstance(inline, Link | Emphasis | Strong):
        for inner in inline.content:
            yield from addresses(inner)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\\*_`]+", "", text).casefold()


def said(folder: Path) -> dict[str, str]:
    """What each format says, of the DOCX its text and the addresses that it leads to."""
    found = {}
    for file in folder.iterdir():
        if file.suffix == ".docx":
            with zipfile.ZipFile(file) as archive:
                root = etree.fromstring(archive.read("word/document.xml"))
                links = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
            text = "".join(root.itertext()) + " ".join(each.get("Target", "") for each in links)
            found["docx"] = squeezed(text)
        else:
            found[file.suffix[1:]] = squeezed(file.read_text(encoding="utf-8"))
    return found


def reached(profile: dict[str, Any], wanted: list[str], root: Path) -> list[str]:
    """The texts that some format of the complete CV does not say."""
    for name, text in (("profiles/one.yaml", dump(profile)), ("targets/all.yaml", TARGET)):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(text, encoding="utf-8")
    appkit.build(root, ["all"])
    formats = said(root / "out/all")
    return [text for text in wanted if not all(squeezed(text) in words_ for words_ in formats.values())]


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    inner: Iterable[tuple[Any, Any]] = (
        data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ())
    )
    inner = list(inner)
    if not inner:
        yield path, data
    for step, value in inner:
        yield from leaves(value, (*path, step))


def changed(content: bytes, profile: dict[str, Any]) -> int:
    """How many paths of the file are not there, or say something else, after a way through a profile."""
    subject = Subject(profile, _decoded(profile))
    back = dict(leaves(json.loads(write(subject, Report()))))
    return sum(1 for path, value in leaves(json.loads(content)) if back.get(path, ...) != value)


def _decoded(profile: dict[str, Any]) -> Any:
    from appkit.decode import decode_profile
    from appkit.source.made import made

    return decode_profile(made(profile, "profile")[0], "profile", Report())


def measure(files: Iterable[Path]) -> None:
    total = lost = 0
    for file in files:
        content = file.read_bytes()
        material = Material(file.name, content)
        if material.node is None or not recognises(material):
            continue
        found = convert(material, Report())
        if found is None or "name" not in found.profile.get("basics", {}):  # type: ignore[operator]
            continue
        profile: dict[str, Any] = dict(found.profile)
        wanted = list(texts(material.node))
        with tempfile.TemporaryDirectory() as folder:
            missing = reached(profile, wanted, Path(folder))
        total, lost = total + len(wanted), lost + len(missing)
        back = changed(content, profile)
        lost_here = f"{len(missing)} lost {missing or ''}"
        print(f"{file.name:28} {len(wanted):5} texts, {lost_here}; {back} paths come back changed")
    share = 100 * (total - lost) / max(1, total)
    print(f"{total} texts, {share:.2f} % reach DOCX, Markdown and text")


def main() -> None:
    """Print the figures of the files that are named, or of those that are fetched."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="*", type=Path, help="JSON Resumes; else some of npm are fetched")
    if files := parser.parse_args().file:
        measure(files)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(fetched(Path(folder)))


if __name__ == "__main__":
    main()
