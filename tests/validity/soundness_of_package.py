"""What a package must be, whoever opens it: entries, content types, relationships, metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from opened_package import CONTENT_TYPES, CORE, DC, DOCUMENT, R, repeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opened_package import Package

_STORED = 0
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_SCHEMES = ("http", "https", "mailto", "tel")
# Word calls a file damaged whose core properties are longer.
_PROPERTY_LENGTH = 255
# What a placeholder of composing begins and ends with; XML allows these noncharacters, people do not.
_NONCHARACTERS = ("\ufdd0", "\ufdd1", "\ufdef")
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"


def entries(package: Package) -> Iterator[str]:
    """Each name once, content types first, nothing compressed, dated or hidden beside the parts."""
    names = [entry.filename for entry in package.entries]
    yield from (f"{name} is in the archive twice" for name in repeated(names))
    if names[:1] != [CONTENT_TYPES]:
        yield f"the first entry is {names[0]}, not {CONTENT_TYPES}"
    for entry in package.entries:
        if entry.compress_type != _STORED:
            yield f"{entry.filename} is compressed: deflate differs between machines"
        if entry.date_time != _FIRST_DAY:
            yield f"{entry.filename} is dated {entry.date_time}"
        if entry.create_system != _UNIX or entry.extra or entry.comment or entry.is_dir():
            yield f"{entry.filename} says more than its content"


def legal_xml(package: Package) -> Iterator[str]:
    """Each part is well-formed, so that every character is one that XML 1.0 allows, and holds no placeholder."""
    yield from (f"{name} is not XML: {reason}" for name, reason in package.broken.items())
    for name in package.trees:
        text = package.files[name].decode("utf-8", errors="replace")
        if any(mark in text for mark in _NONCHARACTERS):
            yield f"{name} holds a noncharacter"
        if "<!DOCTYPE" in text:
            yield f"{name} has a document type"
        if not text.startswith("<?xml "):
            yield f"{name} does not begin with an XML declaration"


def content_types(package: Package) -> Iterator[str]:
    """Every part has a type, and every type said of a part has its part."""
    rows = list(package.tree(CONTENT_TYPES))
    overrides = [str(row.get("PartName")) for row in rows if row.tag.endswith("}Override")]
    defaults = {row.get("Extension"): row.get("ContentType") for row in rows if row.tag.endswith("}Default")}
    yield from (f"two content types for {name}" for name in repeated(overrides))
    yield from (
        f"a content type for {name}, which is not there"
        for name in overrides
        if name.removeprefix("/") not in package.files
    )
    if defaults.get("rels") != _RELATIONSHIPS:
        yield "no content type for relationships"
    for name in package.files:
        # The type by extension is only "some XML": Word wants every part by its own.
        if f"/{name}" not in overrides and name != CONTENT_TYPES and not name.endswith(".rels"):
            extension = name.rpartition(".")[2]
            if extension == "xml" or extension not in defaults:
                yield f"no content type for {name}"


def relationships(package: Package) -> Iterator[str]:
    """Each leads somewhere, each part is led to, and what a part refers to by id is a relationship of its own."""
    rows = package.relationships
    for source in {row.source for row in rows}:
        own = [row.identifier for row in rows if row.source == source]
        yield from (f"{source or 'the package'} has two relationships {name}" for name in repeated(own))
        if source and source not in package.files:
            yield f"relationships of {source}, which is not there"
    reached = {row.target for row in rows if not row.external}
    yield from (
        f"{row.identifier} of {row.source or 'the package'} leads to {row.target}, which is not there"
        for row in rows
        if not row.external and row.target not in package.files
    )
    parts = (name for name in package.files if not name.endswith(".rels") and name != CONTENT_TYPES)
    yield from (f"nothing leads to {name}" for name in parts if name not in reached)
    if [row.target for row in rows if not row.source and row.kind == "officeDocument"] != [DOCUMENT]:
        yield f"{DOCUMENT} is not the package's one main document"


def references(package: Package) -> Iterator[str]:
    """Every ``r:id`` is defined with the kind its element needs, and nothing that needs one goes without."""
    kinds = {"hyperlink": "hyperlink", "footerReference": "footer", "headerReference": "header"}
    for name, tree in package.trees.items():
        own = {row.identifier: row.kind for row in package.relationships if row.source == name}
        used = set()
        for element in tree.iter():
            tag, identifier = str(element.tag).rpartition("}")[2], element.get(f"{R}id")
            if identifier is not None:
                used.add(identifier)
                if own.get(identifier) != kinds.get(tag):
                    yield f"{name}: {tag} refers to {identifier}, which is {own.get(identifier, 'not defined')}"
            elif tag in kinds:
                yield f"{name}: a {tag} without a relationship"
        yield from (
            f"{name}: no element refers to {identifier}, a {kind}"
            for identifier, kind in own.items()
            if kind in kinds.values() and identifier not in used
        )


def links(package: Package) -> Iterator[str]:
    """Only hyperlinks lead out of the package, and only where a reader may safely follow."""
    for row in package.relationships:
        if row.external and row.kind != "hyperlink":
            yield f"{row.identifier} of {row.source} loads a {row.kind} from {row.target}"
        if row.kind == "hyperlink" and (not row.external or urlsplit(row.target).scheme not in _SCHEMES):
            yield f"{row.identifier} of {row.source} links to {row.target}"


def metadata(package: Package) -> Iterator[str]:
    """One title and author, a language, no date, nothing longer than Word takes."""
    properties = list(package.tree(CORE))
    yield from (f"two core properties {name}" for name in repeated([str(each.tag) for each in properties]))
    said = {str(each.tag): each.text or "" for each in properties}
    for name in ("title", "language"):
        if not said.get(f"{DC}{name}", "").strip():
            yield f"no {name} in the core properties"
    for tag, text in said.items():
        name = tag.rpartition("}")[2]
        if len(text) > _PROPERTY_LENGTH:
            yield f"the core property {name} has {len(text)} characters"
        if name in ("created", "modified", "lastPrinted", "revision"):
            yield f"the core property {name} tells when the file was made"


CHECKS = (entries, legal_xml, content_types, relationships, references, links, metadata)
