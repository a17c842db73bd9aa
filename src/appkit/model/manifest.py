"""A manifest: the record of what was built from what, one for each target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Diagnostic
    from appkit.model.summary import TargetSummary


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


Action: TypeAlias = Literal["wrote", "unchanged", "kept", "backed-up"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one artifact.

    ``kept``: a hand-edited file stays and the new rendering is ``beside``. ``backed-up``: a copy of the
    hand-edited file is ``beside`` and the new rendering in its place. Paths are relative to the output
    folder.
    """

    path: str
    action: Action
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """What a manifest remembers of one written file: the ``digest`` of its bytes, and how many they are.

    ``size`` is None where an earlier edition of appkit has not recorded it.
    """

    path: str
    document: str
    format: str
    built_from: str
    digest: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build was asked for: formats, documents and a profile; None where that is left to the target."""

    formats: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a later run can tell that a build would change nothing, and what it then says without building.

    Beside the digests of ``Manifest.inputs`` it is the ``surroundings``, one digest of all that targets
    share; what was ``asked`` for; the ``letters`` beside the target, with their digests, those that were not
    read with ""; whether formats that need a package had it (``needs``); the ``files`` of each document,
    each (path, built from); and the ``rest``, paths that belong to the target and were not built this time.
    ``summary`` and ``diagnostics`` are what was told. ``added`` are the texts that stand in the documents and
    are not the profile's, ``names`` those of other targets and profiles that were found in them, each
    (name, what it is, whose).
    """

    surroundings: str
    asked: Asked
    letters: Mapping[str, str]
    needs: Mapping[str, bool]
    files: Mapping[str, tuple[tuple[str, str], ...]]
    rest: tuple[str, ...]
    summary: TargetSummary
    diagnostics: tuple[Diagnostic, ...] = ()
    added: str = ""
    names: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was built for one target, from which inputs, by which version of appkit.

    ``inputs`` maps each file read (or ``phd (built in)``) to the SHA-256 of its bytes. ``decisions`` maps a
    document to a short record of each item that is not simply in. No clock, no path outside the workspace.
    ``evidence`` is None where nothing may be skipped for it.
    """

    target: str
    profile: str
    appkit: str
    inputs: Mapping[str, str]
    artifacts: tuple[ArtifactRecord, ...]
    decisions: Mapping[str, Mapping[str, str]]
    evidence: Evidence | None = None
