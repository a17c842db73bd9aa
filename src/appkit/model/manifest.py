"""A manifest: the record of what was built from what, one for each target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file as it will be written: ``path`` relative to the output folder, with ``/``.

    ``built_from`` is the digest of everything the bytes depend on: its inputs, the format, the renderer's
    version. ``content`` is None where the file on disk is already built from exactly that.
    """

    path: str
    document: str
    format: str
    built_from: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """What a manifest remembers of one written file; ``digest`` is that of its bytes."""

    path: str
    document: str
    format: str
    built_from: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was built for one target, from which inputs, by which version of appkit.

    ``inputs`` maps each file read (or ``phd (built in)``) to the SHA-256 of its bytes. ``decisions`` maps a
    document to a short record of each item that is not simply in. No clock, no path outside the workspace.
    """

    target: str
    profile: str
    appkit: str
    inputs: Mapping[str, str]
    artifacts: tuple[ArtifactRecord, ...]
    decisions: Mapping[str, Mapping[str, str]]
